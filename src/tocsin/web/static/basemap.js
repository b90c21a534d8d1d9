// The look of the map beneath the incidents: colours for light and dark, and the layers that need no data of ours.

const SANS = ["system-ui,Segoe UI,Roboto,Noto Sans,DejaVu Sans,sans-serif"];
const SLANTED = ["Noto Sans Italic,DejaVu Sans Oblique,sans-serif"];
const BOLD = ["Noto Sans Bold,DejaVu Sans Bold,sans-serif"];

export const FONTS = { SANS, SLANTED, BOLD };

export const PALETTES = {
  light: {
    sea: "#d4e1ea", land: "#f7f6f2", water: "#c3d6e3", river: "#a9c4d6", border: "#8d8f94", inner: "#d3d0c8",
    country: "#6b7079", region: "#8f8a7d", town: "#33383e", site: "#6a6156", halo: "#f7f6f2", dot: "#6b7079",
    paper: "#ffffff", ink: "#1b1f23", cluster: "#3c4650", area: "#7a5a00", shade: "#e69f00", street: "#dcd6c8",
    attack: "#d55e00", air: "#0072b2", protest: "#009e73", other: "#a8558a", selected: "#111111",
  },
  dark: {
    sea: "#10161c", land: "#1f252b", water: "#131c25", river: "#2c4254", border: "#6d757e", inner: "#343b43",
    country: "#98a1ab", region: "#747c86", town: "#cdd3d9", site: "#a99d8b", halo: "#1b2026", dot: "#8b949e",
    paper: "#1b1f23", ink: "#eef0f2", cluster: "#c3cad1", area: "#f0c35c", shade: "#e69f00", street: "#39414a",
    attack: "#f0803c", air: "#56b4e9", protest: "#2cc29a", other: "#d993bb", selected: "#ffffff",
  },
};

/** "dark" or "light": what the page is set to, else what the reader's system prefers. */
export function theme() {
  const set = document.documentElement.dataset.theme;
  if (set === "dark" || set === "light") return set;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** Calls `change` whenever the page turns dark or light. */
export function onTheme(change) {
  new MutationObserver(change).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", change);
}

const zoomed = (...stops) => ["interpolate", ["linear"], ["zoom"], ...stops];
const kind = (...names) => ["in", ["get", "kind"], ["literal", names]];
const fromItsZoom = ["<=", ["get", "z"], ["zoom"]];
const NONE = ["in", ["get", "country"], ["literal", []]]; // until incidents are known to some country
const world = (id, layer, rest) => ({ id, source: "world", "source-layer": layer, ...rest });

function ground(p) {
  const land = { type: "fill", paint: { "fill-color": p.land, "fill-antialias": false } };
  return [
    { id: "sea", type: "background", paint: { "background-color": p.sea } },
    world("land-far", "land", { ...land, maxzoom: 3 }),
    world("land", "regions", { ...land, minzoom: 3 }),
    world("shade-far", "land", {
      type: "fill", maxzoom: 3, filter: NONE, paint: { "fill-color": p.shade, "fill-opacity": 0.13 },
    }),
    world("shade-country", "regions", {
      type: "fill", minzoom: 3, filter: NONE,
      paint: { "fill-color": p.shade, "fill-opacity": 0.1, "fill-antialias": false },
    }),
    world("shade-region", "regions", {
      type: "fill", minzoom: 3, filter: NONE, paint: { "fill-color": p.shade, "fill-opacity": zoomed(6, 0.2, 10, 0.1) },
    }),
    world("lakes", "lakes", { type: "fill", paint: { "fill-color": p.water } }),
    world("rivers", "rivers", {
      type: "line", filter: ["<=", ["get", "z"], ["+", ["zoom"], 1]], layout: { "line-join": "round" },
      paint: { "line-color": p.river, "line-width": zoomed(3, 0.5, 6, 1.2, 10, 3.2) },
    }),
    world("inner", "inner", {
      type: "line", minzoom: 4.5, layout: { "line-join": "round" },
      paint: { "line-color": p.inner, "line-width": zoomed(4, 0.4, 7, 1, 10, 1.4) },
    }),
    world("borders", "borders", {
      type: "line", filter: ["==", ["get", "kind"], "country"], layout: { "line-join": "round" },
      paint: { "line-color": p.border, "line-width": zoomed(1, 0.4, 5, 1, 10, 2) },
    }),
    world("disputed", "borders", {
      type: "line", filter: ["==", ["get", "kind"], "disputed"],
      paint: { "line-color": p.border, "line-width": zoomed(1, 0.4, 5, 1, 10, 2), "line-dasharray": [3, 2.5] },
    }),
  ];
}

const named = (p, { font, size, colour, ...layout }) => ({
  type: "symbol",
  layout: {
    "text-field": ["get", "name"], "text-font": font, "text-size": size, "text-max-width": 8,
    "symbol-sort-key": ["get", "rank"], "text-padding": 3, ...layout,
  },
  paint: { "text-color": colour, "text-halo-color": p.halo, "text-halo-width": 1.4 },
});

function names(p) {
  const beside = {
    "icon-image": "town-dot", "icon-size": zoomed(3, 0.7, 8, 1), "icon-padding": 0,
    "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": 0.7, "text-justify": "auto",
  };
  return [
    world("names-site", "names", {
      minzoom: 9, filter: kind("site", "district"),
      ...named(p, { font: SLANTED, size: zoomed(9, 10.5, 12, 13), colour: p.site, "text-padding": 2 }),
    }),
    world("names-region", "names", {
      minzoom: 4.5, maxzoom: 9.5, filter: ["all", kind("region"), fromItsZoom],
      ...named(p, { font: SLANTED, size: zoomed(4, 10, 8, 13), colour: p.region, "text-letter-spacing": 0.04 }),
    }),
    world("names-town", "names", {
      minzoom: 3, filter: ["all", kind("town"), fromItsZoom],
      ...named(p, {
        font: SANS, colour: p.town, ...beside,
        size: zoomed(3, 10, 6, ["interpolate", ["linear"], ["get", "rank"], -640, 13, -480, 11], 10,
          ["interpolate", ["linear"], ["get", "rank"], -640, 16, -420, 12]),
      }),
    }),
    world("names-country", "names", {
      minzoom: 1, maxzoom: 7, filter: ["all", kind("country"), fromItsZoom],
      ...named(p, {
        font: SANS, size: zoomed(1, 10, 6, 15), colour: p.country, "text-letter-spacing": 0.14,
        "text-transform": "uppercase", "text-max-width": 7, "text-radial-offset": 1.4,
        "text-variable-anchor": ["center", "bottom", "top", "left", "right"],
      }),
    }),
    world("names-capital", "names", {
      minzoom: 3, filter: ["all", kind("capital"), fromItsZoom],
      ...named(p, { font: BOLD, size: zoomed(3, 11, 6, 14, 10, 18), colour: p.town, ...beside }),
    }),
  ];
}

/** Layers for the user's own street tiles; `given` are the layers that the file holds, of the two usual schemes. */
function streets(p, given) {
  const line = (layer, filter, width) => ({
    id: `street-${layer}-${width}`, source: "streets", "source-layer": layer, type: "line", minzoom: 8, filter,
    layout: { "line-join": "round", "line-cap": "round" },
    paint: { "line-color": p.street, "line-width": zoomed(8, width / 6, 12, width / 2, 16, width * 2) },
  });
  const called = (layer, minzoom) => ({
    id: `street-name-${layer}`, source: "streets", "source-layer": layer, minzoom,
    ...named(p, { font: SANS, size: 11, colour: p.site, "symbol-placement": "line" }),
  });
  const of = (key, ...values) => ["in", ["get", key], ["literal", values]];
  const layers = [];
  if (given.has("roads"))
    layers.push(
      line("roads", of("kind", "highway", "major_road"), 4), line("roads", of("kind", "medium_road", "minor_road"), 2),
      called("roads", 13),
    );
  if (given.has("transportation"))
    layers.push(
      line("transportation", of("class", "motorway", "trunk", "primary", "secondary"), 4),
      line("transportation", of("class", "tertiary", "minor", "service"), 2),
    );
  if (given.has("transportation_name")) layers.push(called("transportation_name", 13));
  return layers;
}

/** The layers from the sea up to the streets, and those of the names, in the colours of `name`. */
export function baseLayers(name, given = new Set()) {
  const p = PALETTES[name];
  return { below: [...ground(p), ...streets(p, given)], names: names(p) };
}
