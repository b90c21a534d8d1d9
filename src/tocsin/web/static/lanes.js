// Incidents in time, a lane for each actor or place: shapes where the day is known, bars where it is not quite.
//
// It reads `data-src` ({"lanes": [{name, incidents}], "links": [{from, to, label}]}) and hears `tocsin:filter`.
// Every incident is a link; the arrow keys go along a lane and from lane to lane.
import * as d3 from "./vendor/d3.js";
import * as Plot from "./vendor/plot.js";
import { drawnAs, familyOf } from "./marks.js";
import { caption, day, element, fetched, grouped, redrawn, style } from "./plotting.js";

const ROW = 24;
const HEAD = 24; // above a lane, for its name
const NARROW = 560; // pixels; below it, labels are shorter
const LETTER = 6.4; // pixels, about, at the size of a label
const MOST_LABELLED = 60; // incidents of a lane; more stand without words, which the link still tells
const MARGIN = { marginLeft: 12, marginRight: 16, marginTop: 26, marginBottom: 8 };
const SYMBOLS = { attack: "triangle", air: "diamond", protest: "circle", other: "square" };
const COLOURS = {
  attack: "var(--vermilion, #d55e00)", air: "var(--blue, #0072b2)", protest: "var(--green, #009e73)",
  other: "var(--purple, #cc79a7)",
};
const SIDES = {
  right: { x: "end", dx: 11, textAnchor: "start" },
  left: { x: "first", dx: -11, textAnchor: "end" },
  within: { x: "first", dx: 6, textAnchor: "start" },
};
const PAPER = "var(--paper, #fcfcfa)";

/** The incidents of all lanes that have a date, as one list: lane, days, looks, and what the link says. */
function dated(lanes) {
  return lanes.flatMap(({ name, incidents }, lane) =>
    incidents.filter((one) => day(one.first ?? one.last)).map((one) => {
      const [first, last] = [day(one.first ?? one.last), day(one.last ?? one.first)];
      const when = +first === +last ? caption(first) : `between ${caption(first)} and ${caption(last)}`;
      return {
        ...one, lane, first, last, end: +first === +last ? last : d3.utcDay.offset(last, 1), family: familyOf(one.kind), drawn: drawnAs(one.status), exact: +first === +last,
        says: `${one.label}, ${when}, ${name}, ${one.status}`,
      };
    }),
  );
}

const counted = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;
const cut = (text, most) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);

/** Gives every incident a row of its lane in which nothing else stands; the heights of the lanes come back. */
function arrange(rows, { lanes, x, width }) {
  const letters = width < NARROW ? 18 : 34;
  return d3.range(lanes).map((lane) => {
    const ends = [];
    const own = d3.sort(rows.filter((row) => row.lane === lane), (row) => row.first);
    for (const row of own) {
      row.words = own.length > MOST_LABELLED ? "" : cut(row.label ?? "", letters);
      row.start = x(row.first);
      row.stop = x(row.end);
      const long = row.words.length * LETTER + 12;
      // The words go to the right; where there is no room, to the left, or into the bar.
      row.side = row.stop + long < width ? "right" : row.start > long ? "left" : "within";
      const from = row.side === "left" ? row.start - long : row.start - 9;
      const to = row.side === "right" ? row.stop + long : Math.max(row.stop + 9, row.start + long);
      const free = ends.findIndex((end) => end < from);
      row.row = free < 0 ? ends.length : free;
      ends[row.row] = to;
    }
    return HEAD + ROW * Math.max(1, ends.length) + 4;
  });
}

class Lanes {
  constructor(root) {
    this.root = root;
    this.given = null;
    this.told = element("p", { className: "plot-told" });
    this.figure = element("div", { className: "plot-figure" });
    root.classList.add("plot-lanes");
    root.replaceChildren(this.told, this.figure);
    redrawn(root, () => this.draw());
    document.addEventListener("tocsin:filter", () => this.load());
    this.figure.addEventListener("keydown", (event) => this.key(event));
  }

  async load() {
    this.given = (await fetched(this.root, (words) => (this.told.textContent = words))) ?? this.given;
    if (this.given) this.draw();
  }

  draw() {
    const width = this.figure.clientWidth;
    if (!width || !this.given) return;
    const { lanes = [], links = [] } = this.given;
    this.rows = dated(lanes);
    const without = d3.sum(lanes, (lane) => lane.incidents.length) - this.rows.length;
    this.told.textContent = this.rows.length
      ? `${counted(new Set(this.rows.map((row) => row.id)).size, "incident")} in ${counted(lanes.length, "lane")}${without ? `; ${without} more have no date` : ""}`
      : "No incident here has a date.";
    if (!this.rows.length) return this.figure.replaceChildren();
    const x = this.scale(width);
    const heights = arrange(this.rows, { lanes: lanes.length, x, width });
    const tops = [0, ...d3.cumsum(heights)].map((top) => top + MARGIN.marginTop);
    for (const row of this.rows) row.y = tops[row.lane] + HEAD + ROW * (row.row + 0.5);
    const plot = this.plot({ width, lanes, links, tops, x });
    this.figure.replaceChildren(plot);
    return this.name(plot);
  }

  scale(width) {
    const [first, last] = [d3.min(this.rows, (row) => row.first), d3.max(this.rows, (row) => row.end)];
    const days = Math.max(4, d3.utcDay.count(first, last));
    const spare = Math.ceil(days * 0.04);
    const domain = [d3.utcDay.offset(first, -spare), d3.utcDay.offset(last, spare)];
    return d3.scaleUtc(domain, [MARGIN.marginLeft, width - MARGIN.marginRight]);
  }

  plot({ width, lanes, links, tops, x }) {
    const bottom = tops.at(-1);
    const find = new Map(this.rows.map((row) => [String(row.id), row]));
    const middle = (row) => new Date((+row.first + +row.end) / 2);
    const pairs = links.map(({ from, to, label }) => ({ from: find.get(String(from)), to: find.get(String(to)), label }));
    const points = this.rows.filter((row) => row.exact);
    const bars = this.rows.filter((row) => !row.exact);
    const look = {
      symbol: (row) => SYMBOLS[row.family], stroke: (row) => COLOURS[row.family],
      fill: (row) => (row.drawn === "full" ? COLOURS[row.family] : PAPER),
    };
    return Plot.plot({
      ...MARGIN, width, height: bottom + MARGIN.marginBottom, className: "plot-time",
      x: { type: "utc", domain: x.domain(), axis: "top", label: null, grid: true },
      y: { type: "linear", domain: [bottom, MARGIN.marginTop], range: [bottom, MARGIN.marginTop], axis: null },
      symbol: { type: "identity" }, color: { type: "identity" },
      marks: [
        Plot.ruleY(tops, { className: "rules" }),
        Plot.text(lanes, {
          x: () => x.domain()[0], y: (_, i) => tops[i] + HEAD / 2, text: "name", textAnchor: "start", dx: 2,
          className: "names",
        }),
        Plot.arrow(pairs.filter(({ from, to }) => from && to), {
          x1: ({ from }) => middle(from), y1: ({ from }) => from.y, x2: ({ to }) => middle(to), y2: ({ to }) => to.y,
          bend: 20, insetStart: 9, insetEnd: 10, headLength: 7, title: "label", className: "links",
        }),
        Plot.rect(bars, {
          x1: "first", x2: "end", y1: (row) => row.y - 7, y2: (row) => row.y + 7,
          rx: 5, fill: look.stroke, fillOpacity: (row) => (row.drawn === "full" ? 0.5 : 0.16), stroke: look.stroke,
          href: "url", title: "says", className: "bars",
        }),
        Plot.dot(points, { ...look, x: "first", y: "y", r: 6, strokeWidth: 2, href: "url", title: "says", className: "dots" }),
        Plot.dot(points.filter((row) => row.drawn === "struck"), {
          x: "first", y: "y", r: 6, symbol: "times", stroke: look.stroke, strokeWidth: 2, className: "struck",
        }),
        ...Object.entries(SIDES).map(([side, { x, dx, textAnchor }]) =>
          Plot.text(this.rows.filter((row) => row.side === side), {
            x, dx, textAnchor, y: "y", text: "words", className: "words", ariaHidden: "true",
          }),
        ),
      ],
    });
  }

  /** Gives each link its words, and the incident that it stands for. */
  name(plot) {
    const marks = { bars: this.rows.filter((row) => !row.exact), dots: this.rows.filter((row) => row.exact) };
    this.stops = [];
    for (const [name, rows] of Object.entries(marks))
      for (const link of plot.querySelectorAll(`.${name} a`)) {
        const row = rows[link.firstElementChild.__data__];
        link.setAttribute("href", row.url);
        link.setAttribute("aria-label", row.says);
        this.stops.push({ link, row });
      }
    this.stops.sort((a, b) => a.row.lane - b.row.lane || a.row.first - b.row.first);
    grouped(plot, "Incidents in time; arrow keys go from one to the next");
  }

  key(event) {
    const now = this.stops?.findIndex(({ link }) => link === document.activeElement) ?? -1;
    if (now < 0) return;
    const { row } = this.stops[now];
    let next;
    if (event.key === "ArrowRight") next = this.stops[now + 1];
    if (event.key === "ArrowLeft") next = this.stops[now - 1];
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) {
      const lanes = new Set(this.stops.map((stop) => stop.row.lane));
      let lane = row.lane + by;
      while (lane >= 0 && lane < this.given.lanes.length && !lanes.has(lane)) lane += by;
      const others = this.stops.filter((stop) => stop.row.lane === lane);
      next = others[d3.leastIndex(others, (stop) => Math.abs(stop.row.first - row.first))];
    }
    if (!next) return;
    event.preventDefault();
    next.link.focus();
  }
}

/** Draws the lanes in `root`; resolves to them when their incidents are there. */
export async function mountLanes(root) {
  style("./plots.css");
  const shown = new Lanes(root);
  await shown.load();
  return shown;
}
