// Incidents by day as bars, with a brush over them that chooses days, by mouse, finger or keys.
//
// It reads `data-src` ({"days": [["2020-01-26", 3], …]}), hears `tocsin:filter`, and says `tocsin:dates`.
import * as d3 from "./vendor/d3.js";
import * as Plot from "./vendor/plot.js";
import { caption, day, element, fetched, grouped, isoDay, redrawn, style } from "./plotting.js";

const HEIGHT = 112;
const MARGIN = { marginLeft: 34, marginRight: 12, marginTop: 10, marginBottom: 34 };
const LEAST_BAR = 5; // pixels; narrower bars are gathered into weeks, then months
const STEPS = [
  ["day", d3.utcDay, d3.utcFormat("%-d %B %Y")],
  ["week", d3.utcMonday, d3.utcFormat("week of %-d %B %Y")],
  ["month", d3.utcMonth, d3.utcFormat("%B %Y")],
];
const PATIENCE_MS = 600; // after the last key, before the days are asked for

/** Days and numbers gathered into the steps that the width has room for: [{start, end, count}], without gaps. */
function binned(days, width) {
  const [first, last] = d3.extent(days, ([date]) => date);
  const end = d3.utcDay.offset(last, 1);
  const room = Math.max(1, width / LEAST_BAR);
  const [name, interval, format] = STEPS.find(([, step]) => step.count(first, end) <= room) ?? STEPS.at(-1);
  const counts = d3.rollup(days, (rows) => d3.sum(rows, ([, count]) => count), ([date]) => +interval.floor(date));
  const starts = interval.range(interval.floor(first), end);
  const bins = starts.map((start) => ({ start, end: interval.offset(start, 1), count: counts.get(+start) ?? 0 }));
  return { bins, name, format };
}

class Histogram {
  constructor(root) {
    this.root = root;
    this.days = [];
    this.range = null; // the first and the last chosen bin
    this.told = element("p", { className: "plot-told" });
    this.figure = element("div", { className: "plot-figure" });
    root.classList.add("plot-histogram");
    root.replaceChildren(this.told, this.figure);
    redrawn(root, () => this.draw());
    document.addEventListener("tocsin:filter", () => this.load());
  }

  async load() {
    const given = await fetched(this.root, (words) => (this.told.textContent = words));
    if (!given) return;
    this.days = (given.days ?? []).map(([date, count]) => [day(date), count]);
    this.range = null;
    this.draw();
  }

  draw() {
    const width = this.figure.clientWidth;
    if (!width) return;
    if (!this.days.length) {
      this.told.textContent = "No incident here has a date.";
      this.figure.replaceChildren();
      return;
    }
    Object.assign(this, binned(this.days, width - MARGIN.marginLeft - MARGIN.marginRight));
    this.plot = Plot.plot({
      ...MARGIN, width, height: HEIGHT, className: "plot-bars",
      x: { type: "utc", domain: [this.bins[0].start, this.bins.at(-1).end], label: null },
      y: { label: null, ticks: 2, tickFormat: "d", nice: true },
      marks: [
        Plot.rectY(this.bins, { x1: "start", x2: "end", y: "count", insetLeft: 0.5, insetRight: 0.5, className: "bars" }),
        Plot.ruleY([0]),
      ],
    });
    grouped(this.plot, this.summary());
    this.figure.replaceChildren(this.plot);
    this.told.textContent = this.summary();
    this.brushable(width);
    this.handles();
  }

  summary() {
    const total = d3.sum(this.bins, (bin) => bin.count);
    const [first, last] = [this.bins[0].start, d3.utcDay.offset(this.bins.at(-1).end, -1)];
    return `${total.toLocaleString()} dated incidents by ${this.name}, ${caption(first)} to ${caption(last)}`;
  }

  brushable(width) {
    const x = this.plot.scale("x");
    this.x = x.apply;
    const bisect = d3.bisector((bin) => bin.start).right;
    this.at = (pixel) => Math.min(this.bins.length - 1, Math.max(0, bisect(this.bins, x.invert(pixel)) - 1));
    this.brush = d3
      .brushX()
      .extent([[MARGIN.marginLeft, MARGIN.marginTop - 4], [width - MARGIN.marginRight, HEIGHT - MARGIN.marginBottom]])
      .on("end", (event) => event.sourceEvent && this.brushed(event.selection));
    this.overlay = d3.select(this.plot).append("g").attr("class", "plot-brush").call(this.brush);
    this.overlay.select(".overlay").on("pointermove", (event) => this.point(d3.pointer(event, this.plot)[0]));
    this.overlay.on("pointerleave", () => (this.told.textContent = this.words()));
  }

  point(pixel) {
    const bin = this.bins[this.at(pixel)];
    this.told.textContent = `${this.format(bin.start)}: ${bin.count.toLocaleString()}`;
  }

  brushed(selection) {
    if (!selection) {
      this.range = null;
      return this.say();
    }
    this.range = [this.at(selection[0] + 1), this.at(selection[1] - 1)];
    this.show();
    return this.say();
  }

  /** Moves the brush and the handles to the chosen bins. */
  show() {
    const [from, to] = this.range ?? [0, this.bins.length - 1];
    const pixels = this.range ? [this.x(this.bins[from].start), this.x(this.bins[to].end)] : null;
    this.overlay.call(this.brush.move, pixels);
    [[from, "start"], [to, "end"]].forEach(([index, edge], i) => {
      const handle = this.sliders[i];
      handle.setAttribute("x", this.x(this.bins[index][edge]) - 4);
      handle.setAttribute("aria-valuenow", index);
      handle.setAttribute("aria-valuetext", this.format(this.bins[index].start));
    });
    this.told.textContent = this.words();
  }

  words() {
    if (!this.range) return this.summary();
    const [from, to] = this.dates();
    const count = d3.sum(this.bins.slice(this.range[0], this.range[1] + 1), (bin) => bin.count);
    return `${caption(day(from))} to ${caption(day(to))}: ${count.toLocaleString()}`;
  }

  dates() {
    const [from, to] = this.range;
    return [isoDay(this.bins[from].start), isoDay(d3.utcDay.offset(this.bins[to].end, -1))];
  }

  say() {
    const [from, to] = this.range ? this.dates() : [null, null];
    document.dispatchEvent(new CustomEvent("tocsin:dates", { detail: { from, to } }));
  }

  /** Two sliders at the edges of the chosen days, for keys and for readers of the screen. */
  handles() {
    this.sliders = ["First day", "Last day"].map((label, edge) => {
      const handle = d3.select(this.plot).append("rect").attr("class", "plot-handle").node();
      const set = {
        width: 8, height: HEIGHT - MARGIN.marginBottom - MARGIN.marginTop, y: MARGIN.marginTop, rx: 3, tabindex: 0,
        role: "slider", "aria-label": label, "aria-valuemin": 0, "aria-valuemax": this.bins.length - 1,
      };
      for (const [name, value] of Object.entries(set)) handle.setAttribute(name, value);
      handle.addEventListener("keydown", (event) => this.key(event, edge));
      return handle;
    });
    this.show();
  }

  key(event, edge) {
    const last = this.bins.length - 1;
    const range = this.range ?? [0, last];
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -6, PageUp: 6 }[event.key];
    if (event.key === "Escape") this.range = null;
    else {
      const to = by ? range[edge] + by : { Home: 0, End: last }[event.key];
      if (to === undefined) return;
      const [least, most] = edge ? [range[0], last] : [0, range[1]];
      const moved = Math.min(most, Math.max(least, to));
      this.range = edge ? [range[0], moved] : [moved, range[1]];
    }
    event.preventDefault();
    this.show();
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.say(), PATIENCE_MS);
  }
}

/** Draws the histogram in `root`; resolves to it when its days are there. */
export async function mountHistogram(root) {
  style("./plots.css");
  const shown = new Histogram(root);
  await shown.load();
  return shown;
}
