// What a page does beyond its HTML: everything here is an addition, every page works without it.
const root = document.documentElement;
const $ = (query, from = document) => from.querySelector(query);
const all = (query, from = document) => [...from.querySelectorAll(query)];

export function say(words) {
  const place = $("#said");
  if (place) place.textContent = words;
}

function theme() {
  const button = $("[data-theme-toggle]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try {
      localStorage.setItem("tocsin-theme", root.dataset.theme);
    } catch {
      // No storage: it holds for this page.
    }
    say(`${root.dataset.theme} colours`);
  });
}

// Filter: fields that say nothing stay out of the URL, however the form is sent.
function filter() {
  const form = $("#filter");
  if (!form) return;
  form.addEventListener("formdata", (event) => {
    for (const name of new Set([...event.formData.keys()])) {
      const given = event.formData.getAll(name).filter((value) => value !== "");
      event.formData.delete(name);
      if (given.length) event.formData.set(name, given.join(","));
    }
  });
  if (matchMedia("(max-width: 38rem)").matches) form.closest("details").open = false;
  document.addEventListener("tocsin:dates", (event) => {
    form.elements.since.value = event.detail.from ?? "";
    form.elements.until.value = event.detail.to ?? "";
    form.requestSubmit();
  });
  document.addEventListener("tocsin:box", (event) => {
    const [west, south, east, north] = event.detail.box.split(",");
    form.elements.box.value = [south, west, north, east].join(",");
    form.requestSubmit();
  });
  document.addEventListener("click", (event) => {
    for (const menu of all("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  // After the list was exchanged, the map and the histogram show the same.
  for (const name of ["htmx:afterSwap", "htmx:after:swap"]) document.addEventListener(name, refreshed);
}

function refreshed() {
  const results = $("#results");
  if (!results) return;
  const query = results.dataset.query;
  for (const [id, path] of [["map", "/incidents.geojson"], ["histogram", "/days.json"]]) {
    const element = document.getElementById(id);
    if (element) element.dataset.src = path + query;
  }
  document.dispatchEvent(new CustomEvent("tocsin:filter"));
  say($(".shown", results)?.textContent ?? "");
}

// The list: arrow keys go from row to row, and the map follows.
function list() {
  const main = $("main");
  const rows = () => all(".list details.row");
  main.addEventListener("keydown", (event) => {
    const row = event.target.closest?.("details.row");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!row || !step || event.target.tagName !== "SUMMARY") return;
    event.preventDefault();
    const every = rows();
    const next = every[every.indexOf(row) + step];
    if (!next) return;
    next.open = true;
    $("summary", next).focus();
  });
  main.addEventListener("toggle", (event) => {
    const row = event.target;
    if (row.matches?.("details.row") && row.open) select(row, "list");
  }, true);
  document.addEventListener("tocsin:select", (event) => {
    if (event.detail.from === "list") return;
    const row = document.getElementById(event.detail.id);
    if (!row) {
      location.assign(`/incidents/${encodeURIComponent(event.detail.id)}`);
      return;
    }
    row.dataset.quiet = "1";
    row.open = true;
    row.scrollIntoView({ block: "center" });
    $("summary", row).focus({ preventScroll: true });
  });
}

function select(row, from) {
  for (const other of all(".list details.row[open]")) if (other !== row) other.open = false;
  const url = new URL(location.href);
  url.searchParams.set("sel", row.dataset.id);
  history.replaceState(history.state, "", url);
  if (row.dataset.quiet) {
    delete row.dataset.quiet;
    return;
  }
  document.dispatchEvent(new CustomEvent("tocsin:select", { detail: { id: row.dataset.id, from } }));
}

// Evidence: a value lights its words, and words light their value.
function evidence() {
  const light = (numbers, on) => {
    for (const element of all("[data-v]")) {
      if (element.dataset.v.split(" ").some((one) => numbers.includes(one))) element.classList.toggle("lit", on);
    }
  };
  for (const [start, end] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    document.addEventListener(start, (event) => {
      const value = event.target.closest?.("[data-v]");
      if (value) light(value.dataset.v.split(" "), true);
    });
    document.addEventListener(end, (event) => {
      const value = event.target.closest?.("[data-v]");
      if (value) light(value.dataset.v.split(" "), false);
    });
  }
  document.addEventListener("click", (event) => {
    const value = event.target.closest?.(".record > [data-v]");
    const words = value && $(`mark[data-v~="${CSS.escape(value.dataset.v)}"]`);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    words?.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  });
}

// Files dropped anywhere on the form are read at once.
function drop() {
  const form = $("[data-drop]");
  if (!form) return;
  const field = form.elements.files;
  for (const name of ["dragenter", "dragover"]) {
    document.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.add("over");
    });
  }
  document.addEventListener("dragleave", () => form.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    if (!event.dataTransfer?.files.length) return;
    field.files = event.dataTransfer.files;
    form.requestSubmit();
  });
}

// Review: a key presses the button of the question in hand; after each decision the next one is in hand.
function review() {
  const desk = $("[data-review]");
  if (!desk) return;
  const items = () => all("[data-item]", desk);
  let at = Math.max(0, Math.min(Number(desk.dataset.at) || 0, items().length - 1));
  const hold = (number) => {
    at = Math.max(0, Math.min(number, items().length - 1));
    items()[at]?.focus();
  };
  const help = $("[data-help]", desk);
  help.hidden = false;
  help.addEventListener("click", () => {
    const keys = $("#keys");
    keys.hidden = !keys.hidden;
    help.setAttribute("aria-expanded", String(!keys.hidden));
  });
  desk.addEventListener("focusin", (event) => {
    const item = event.target.closest("[data-item]");
    if (item) at = items().indexOf(item);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") document.activeElement?.blur();
    if (event.target.matches("input, textarea, select")) return;
    if (event.key === "j" || event.key === "k") {
      event.preventDefault();
      hold(at + (event.key === "j" ? 1 : -1));
      return;
    }
    const named = (from) => from && all("[data-key]", from).find((one) => one.dataset.key.split(" ").includes(event.key));
    const button = named(items()[at]) ?? named($(".tools", desk));
    if (!button) return;
    event.preventDefault();
    button.click();
    if (button.tagName === "SUMMARY") $("input[name=value]", button.parentElement)?.focus();
  });
  const name = $("[data-who]");
  name.form.addEventListener("submit", (event) => event.preventDefault());
  name.addEventListener("input", () => {
    for (const field of all("input[name=who]")) field.value = name.value;
  });
  if (items().length) hold(at);
}

// The map and the plots come as modules of their own; where one is missing, the list and tables are all there is.
async function mount(id, file, name) {
  const element = document.getElementById(id);
  if (!element) return;
  try {
    const module = await import(new URL(file, import.meta.url));
    element.hidden = false;
    await module[name](element);
  } catch (error) {
    element.hidden = true;
    console.info(`without ${file}:`, error.message);
  }
}

theme();
filter();
list();
evidence();
drop();
review();
mount("histogram", "./histogram.js", "mountHistogram");
mount("map", "./map.js", "mountMap");
mount("lanes", "./lanes.js", "mountLanes");
