// The map of the desk: a schematic world, the incidents on it, and what the rest of the page says and hears.
//
// It reads `data-src` (GeoJSON) and `data-pmtiles` (the user's own street tiles, if there are any), hears
// `tocsin:select` and `tocsin:filter`, and says `tocsin:select` and `tocsin:box`. Nothing comes from elsewhere.
import * as maplibre from "./vendor/maplibre-gl.mjs";
import { PMTiles, Protocol } from "./vendor/pmtiles.js";
import { boxAround, circle, contains, NOTHING, sorted } from "./areas.js";
import { baseLayers, FONTS, onTheme, PALETTES, theme } from "./basemap.js";
import { addPictures, FAMILIES, picture } from "./marks.js";

const HERE = (file) => new URL(file, import.meta.url).href;
const CREDIT =
  "Natural Earth · GeoNames, CC BY 4.0 · Schematic: no streets. How a boundary is drawn implies no endorsement.";
const LISTED = 12; // incidents that a list on the map names before it says how many more there are
const CLUSTERED_TO = 13; // from the next zoom on every place stands for itself
const CLOSE = { site: 11, town: 10, district: 9, region: 6, country: 4 };
const NUMBER = ["coalesce", ["get", "incidents"], ["get", "count"]];
const SEVERAL = [">", NUMBER, 1];

maplibre.setWorkerUrl(HERE("./vendor/maplibre-gl-worker.mjs"));
const protocol = new Protocol();
maplibre.addProtocol("pmtiles", protocol.tile);

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const say = (name, detail) => document.dispatchEvent(new CustomEvent(`tocsin:${name}`, { detail }));

function element(tag, { text, ...rest } = {}, ...children) {
  const made = Object.assign(document.createElement(tag), rest);
  if (text != null) made.textContent = text;
  made.append(...children);
  return made;
}

function style(file) {
  if ([...document.styleSheets].some(({ href }) => href?.split("?")[0] === HERE(file))) return;
  document.head.append(element("link", { rel: "stylesheet", href: HERE(file) }));
}

function drawsGraphics() {
  try {
    const canvas = document.createElement("canvas");
    return Boolean(canvas.getContext("webgl2") ?? canvas.getContext("webgl"));
  } catch {
    return false;
  }
}

/** Layers of the incidents, over the names. */
function incidentLayers(p) {
  const always = {
    "text-allow-overlap": true, "icon-allow-overlap": true, "text-ignore-placement": true, "icon-ignore-placement": true,
  };
  const text = { "text-font": FONTS.BOLD, ...always };
  return [
    {
      id: "rings", source: "rings", type: "line", minzoom: 4,
      paint: { "line-color": p.area, "line-opacity": 0.6, "line-width": 1.2, "line-dasharray": [3, 2] },
    },
    {
      id: "chosen-fill", source: "chosen", type: "fill", filter: ["==", ["geometry-type"], "Polygon"],
      paint: { "fill-color": p.shade, "fill-opacity": 0.14 },
    },
    {
      id: "chosen-line", source: "chosen", type: "line", filter: ["==", ["geometry-type"], "Polygon"],
      paint: { "line-color": p.selected, "line-width": 1.6 },
    },
    {
      id: "badges", source: "badges", type: "symbol", minzoom: 2.5,
      layout: {
        ...text, "icon-image": "area-badge", "text-size": 11.5, "symbol-sort-key": ["get", "count"],
        "text-field": ["number-format", ["get", "count"], {}],
      },
      paint: { "text-color": p.ink },
    },
    {
      id: "several", source: "points", type: "circle", filter: SEVERAL,
      paint: {
        "circle-color": p.cluster, "circle-stroke-color": p.paper, "circle-stroke-width": 2,
        "circle-radius": ["interpolate", ["linear"], ["log10", NUMBER], 0.3, 10, 2, 16, 4, 24, 5, 30],
      },
    },
    {
      id: "several-number", source: "points", type: "symbol", filter: SEVERAL,
      layout: { ...text, "text-field": ["number-format", NUMBER, {}], "text-size": 12 },
      paint: { "text-color": p.paper },
    },
    {
      id: "single", source: "points", type: "symbol", filter: ["!", SEVERAL],
      layout: { "icon-image": ["get", "mark"], ...always },
    },
    {
      id: "chosen-point", source: "chosen", type: "circle", filter: ["==", ["geometry-type"], "Point"],
      paint: {
        "circle-radius": 15, "circle-opacity": 0, "circle-stroke-color": p.selected, "circle-stroke-width": 3,
      },
    },
  ];
}

function layersIn(name, streets) {
  const { below, names } = baseLayers(name, streets);
  return [...below, ...names, ...incidentLayers(PALETTES[name])];
}

const url = (address) => `pmtiles://${new URL(address, document.baseURI).href}`;

function mapStyle(name, { tiles, streets }) {
  const geojson = (rest) => ({ type: "geojson", data: NOTHING, ...rest });
  return {
    version: 8,
    sources: {
      world: { type: "vector", url: url(HERE("./vendor/map/world.pmtiles")) },
      ...(streets.size ? { streets: { type: "vector", url: url(tiles) } } : {}),
      points: geojson({
        cluster: true, clusterRadius: 42, clusterMaxZoom: CLUSTERED_TO,
        clusterProperties: { incidents: ["+", ["get", "count"]] },
      }),
      badges: geojson(), rings: geojson(), chosen: geojson(),
    },
    layers: layersIn(name, streets),
  };
}

async function streetLayers(address) {
  if (!address) return new Set();
  try {
    const file = new PMTiles(new URL(address, document.baseURI).href);
    protocol.add(file);
    const { vector_layers: layers = [] } = await file.getMetadata();
    return new Set(layers.map(({ id }) => id));
  } catch (error) {
    console.info("without street tiles:", error.message);
    return new Set();
  }
}

class IncidentMap {
  constructor(root, streets) {
    this.root = root;
    this.streets = streets;
    this.shown = sorted(NOTHING);
    this.chosen = null;
    this.map = new maplibre.Map({
      container: root, style: mapStyle(theme(), { tiles: root.dataset.pmtiles, streets }),
      bounds: [-150, -50, 170, 70], maxZoom: streets.size ? 17 : 13, attributionControl: false,
      dragRotate: false, pitchWithRotate: false, touchPitch: false, fadeDuration: still() ? 0 : 200,
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.furnish();
    this.listen();
  }

  furnish() {
    const { map } = this;
    map.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
    map.addControl(new maplibre.ScaleControl({ maxWidth: 90 }), "bottom-left");
    map.addControl(new maplibre.AttributionControl({ compact: true, customAttribution: CREDIT }), "bottom-right");
    const search = element("button", { type: "button", className: "map-search", text: "Search this area" });
    search.addEventListener("click", () => say("box", { box: this.box() }));
    this.said = element("p", { className: "map-said", role: "status" });
    this.legend = element("details", { className: "map-legend" }, element("summary", { text: "What the marks mean" }));
    this.root.append(search, this.legend, this.said);
    map.getCanvas().setAttribute(
      "aria-label", "Map of incidents. Arrow keys move it, plus and minus zoom, n and p go from incident to incident.",
    );
  }

  listen() {
    const { map } = this;
    map.on("styleimagemissing", () => addPictures(map, PALETTES[theme()]));
    map.on("load", () => this.dress());
    map.on("idle", () => this.shade()); // tiles that came meanwhile may hold a region that was not found yet
    onTheme(() => this.dress());
    for (const layer of ["single", "several", "badges"]) {
      map.on("click", layer, (event) => this.clicked(layer, event));
      map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
      map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
    }
    map.getCanvas().addEventListener("keydown", (event) => {
      const step = { n: 1, p: -1 }[event.key];
      if (step) this.step(step);
    });
    document.addEventListener("tocsin:filter", () => this.load());
    document.addEventListener("tocsin:select", ({ detail }) => this.choose(detail.id, detail.from !== "map"));
  }

  /** Puts the map into the colours of the page as they are now. */
  dress() {
    const { map } = this;
    addPictures(map, PALETTES[theme()]);
    for (const { id, paint = {} } of layersIn(theme(), this.streets))
      for (const [name, value] of Object.entries(paint)) map.setPaintProperty(id, name, value);
    this.explain();
  }

  explain() {
    const row = (picture, words) => element("li", {}, picture, element("span", { text: words }));
    const mark = (name) => picture(name, { palette: PALETTES[theme()], pixels: 44 });
    const list = element("ul", {},
      ...Object.entries(FAMILIES).map(([family, words]) => row(mark(`${family}-full`), words)),
      row(mark("attack-hollow"), "Who did it is not established"),
      row(mark("attack-struck"), "Denied"),
      row(element("i", { className: "map-several", text: "9" }), "Several; click to come closer"),
      row(element("i", { className: "map-around", text: "9" }), "Somewhere in this area, not at this point"),
      row(element("i", { className: "map-shaded" }), "Known to this region or country only"),
    );
    this.legend.querySelector("ul")?.remove();
    this.legend.append(list);
  }

  box() {
    const bounds = this.map.getBounds();
    const edges = [
      Math.max(-180, bounds.getWest()), bounds.getSouth(), Math.min(180, bounds.getEast()), bounds.getNorth(),
    ];
    return edges.map((edge) => edge.toFixed(4)).join(",");
  }

  /** Fetches the incidents that the page asks for now; a newer asking overtakes an older one. */
  async load({ fit = false } = {}) {
    this.asking?.abort();
    this.asking = new AbortController();
    try {
      const answer = await fetch(this.root.dataset.src, { signal: this.asking.signal });
      if (!answer.ok) throw new Error(`the desk answered ${answer.status}`);
      this.shown = sorted(await answer.json());
    } catch (error) {
      if (error.name !== "AbortError") this.said.textContent = `The map has no incidents: ${error.message}.`;
      return;
    }
    this.popup?.remove();
    this.regions = null;
    for (const name of ["points", "badges", "rings"]) this.map.getSource(name).setData(this.shown[name]);
    const box = boxAround(this.shown.all);
    if (fit && box) this.map.fitBounds(box, { padding: 60, maxZoom: 8, animate: false });
    if (this.chosen) this.mark();
    this.shade();
  }

  /** Shades the countries and regions that incidents are known to, and no closer. */
  shade() {
    const { map, shown } = this;
    this.regions ??= new Map(shown.areas.filter(({ precision }) => precision === "region").map((one) => [one, null]));
    const open = [...this.regions].filter(([, found]) => found === null);
    if (open.length && map.getZoom() >= 3) {
      const pieces = map.querySourceFeatures("world", { sourceLayer: "regions" });
      for (const [one] of open) {
        const found = pieces.find(({ geometry }) => contains(geometry, one.at));
        if (found) this.regions.set(one, found.id);
      }
    }
    const codes = ["in", ["get", "country"], ["literal", shown.countries]];
    const ids = ["in", ["id"], ["literal", [...this.regions.values()].filter((id) => id !== null)]];
    for (const [layer, filter] of [["shade-far", codes], ["shade-country", codes], ["shade-region", ids]])
      if (JSON.stringify(map.getFilter(layer)) !== JSON.stringify(filter)) map.setFilter(layer, filter);
  }

  async clicked(layer, { features: [feature], originalEvent }) {
    if (originalEvent.handled) return; // the layer above had it
    originalEvent.handled = true;
    const { properties } = feature;
    const at = feature.geometry.coordinates;
    if (layer === "badges") return this.list(this.shown.areas[properties.index].ids, at);
    if (layer === "single") return say("select", { id: properties.id, from: "map" });
    if (!properties.cluster) return this.list([String(properties.id)], at);
    const source = this.map.getSource("points");
    const zoom = await source.getClusterExpansionZoom(properties.cluster_id);
    if (zoom <= CLUSTERED_TO) return this.move({ center: at, zoom: zoom + 0.3 });
    const leaves = await source.getClusterLeaves(properties.cluster_id, LISTED + 1, 0);
    return this.list(leaves.map((leaf) => String(leaf.properties.id)), at, properties.incidents);
  }

  /** Lists incidents of one place beside it; each of them can be chosen. */
  list(ids, at, count = ids.length) {
    const found = ids.slice(0, LISTED).map((id) => this.shown.all.get(id)).filter(Boolean);
    const entry = ({ properties: one }) => {
      const text = one.first ? `${one.label} (${one.first})` : one.label;
      const several = (one.count ?? 1) > 1;
      const made = several ? element("a", { href: one.url, text }) : element("button", { type: "button", text });
      if (!several) made.addEventListener("click", () => say("select", { id: one.id, from: "map" }));
      return element("li", {}, made);
    };
    const body = element("ul", { className: "map-list" }, ...found.map(entry));
    if (count > found.length) body.append(element("li", { text: `and ${count - found.length} more` }));
    this.popup?.remove();
    this.popup = new maplibre.Popup({ maxWidth: "20rem", focusAfterOpen: true })
      .setLngLat(at).setDOMContent(body).addTo(this.map);
  }

  /** Marks an incident and, where it is asked for, goes there. */
  choose(id, go) {
    const found = this.shown.all.get(String(id));
    this.chosen = String(id);
    this.mark();
    if (!found) return;
    this.said.textContent = found.properties.label ?? "";
    if (!go || !found.at) return;
    const least = CLOSE[found.properties.precision] ?? CLOSE.country;
    this.move({ center: found.at, zoom: Math.max(least, Math.min(this.map.getZoom(), least + 2)) });
  }

  mark() {
    const found = this.shown.all.get(this.chosen);
    const { precision, radius_km: km } = found?.properties ?? {};
    const around = km > 0 && (precision === "district" || precision === "town");
    const shapes = found?.at ? [{ type: "Point", coordinates: found.at }] : [];
    if (found?.at && around) shapes.push(circle(found.at, km));
    const features = shapes.map((geometry) => ({ type: "Feature", geometry, properties: {} }));
    this.map.getSource("chosen").setData({ type: "FeatureCollection", features });
  }

  move(camera) {
    if (still()) this.map.jumpTo(camera);
    else this.map.easeTo({ ...camera, duration: 500 });
  }

  /** The next incident within view, from west to east, `by` steps from the chosen one. */
  step(by) {
    const bounds = this.map.getBounds();
    const within = [...this.shown.all].filter(([, { at }]) => at && bounds.contains(at));
    within.sort(([, a], [, b]) => a.at[0] - b.at[0] || a.at[1] - b.at[1]);
    if (!within.length) return;
    const now = within.findIndex(([id]) => id === this.chosen);
    const next = now < 0 ? (by > 0 ? 0 : -1) : (now + by) % within.length;
    say("select", { id: within.at(next)[0], from: "map" });
  }
}

/** Draws the map in `root`; resolves when its incidents are there, to the map, or to null where none can be drawn. */
export async function mountMap(root) {
  style("./vendor/maplibre-gl.css");
  style("./map.css");
  if (!drawsGraphics()) {
    root.classList.add("map-none");
    root.replaceChildren(element("p", {
      text: "This browser cannot draw the map (it lacks WebGL). The list shows the same incidents.",
    }));
    return null;
  }
  root.classList.add("map");
  const shown = new IncidentMap(root, await streetLayers(root.dataset.pmtiles));
  root.tocsinMap = shown; // for tests, and for the curious
  await new Promise((done) => shown.map.once("load", done));
  await shown.load({ fit: true });
  return shown;
}
