// What the histogram and the lanes have in common: days, small elements, data, and drawing anew.
import { utcFormat, utcParse } from "./vendor/d3.js";

const parse = utcParse("%Y-%m-%d");

/** An ISO day as a date in UTC, `null` if it is none. */
export const day = (text) => (text ? parse(String(text).slice(0, 10)) : null);
export const isoDay = utcFormat("%Y-%m-%d");
export const caption = utcFormat("%-d %b %Y");

export function element(tag, { text, ...rest } = {}, ...children) {
  const made = Object.assign(document.createElement(tag), rest);
  if (text != null) made.textContent = text;
  made.append(...children);
  return made;
}

/** Sees to it that a style sheet beside the modules is loaded, once. */
export function style(file) {
  const { href } = new URL(file, import.meta.url);
  if ([...document.querySelectorAll("link[rel=stylesheet]")].some((link) => link.href.split("?")[0] === href)) return;
  document.head.append(element("link", { rel: "stylesheet", href }));
}

/** The figure as one group of that name, without the labels that Plot gives to groups which may have none. */
export function grouped(plot, label) {
  for (const part of plot.querySelectorAll("g[aria-label]")) part.removeAttribute("aria-label");
  plot.setAttribute("role", "group");
  plot.setAttribute("aria-label", label);
}

const asking = new WeakMap();

/** The JSON of `root.dataset.src`; `null` where a newer asking overtook it or it failed, which `tell` hears. */
export async function fetched(root, tell) {
  asking.get(root)?.abort();
  const abort = new AbortController();
  asking.set(root, abort);
  try {
    const answer = await fetch(root.dataset.src, { signal: abort.signal });
    if (!answer.ok) throw new Error(`the desk answered ${answer.status}`);
    return await answer.json();
  } catch (error) {
    if (error.name !== "AbortError") tell(`Nothing to show: ${error.message}.`);
    return null;
  }
}

/** Calls `draw` whenever the width of `root` changes. */
export function redrawn(root, draw) {
  let width = root.clientWidth;
  new ResizeObserver(() => {
    if (root.clientWidth === width) return;
    width = root.clientWidth;
    requestAnimationFrame(draw);
  }).observe(root);
}
