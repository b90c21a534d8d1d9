// Incidents as geometry: points for those that are known to a site or town, areas for all that is coarser.
import { markOf } from "./marks.js";

const EARTH_KM = 6371.0088;
const PRECISE = new Set(["site", "town"]);
const CORNERS = 72;

/** A circle of `km` around a place as a polygon: true kilometres on the ground, wherever it lies. */
export function circle([lon, lat], km) {
  const far = km / EARTH_KM;
  const phi = (lat * Math.PI) / 180;
  const ring = [];
  for (let i = 0; i <= CORNERS; i++) {
    const angle = (2 * Math.PI * i) / CORNERS;
    const up = Math.asin(Math.sin(phi) * Math.cos(far) + Math.cos(phi) * Math.sin(far) * Math.cos(angle));
    const across = Math.atan2(
      Math.sin(angle) * Math.sin(far) * Math.cos(phi), Math.cos(far) - Math.sin(phi) * Math.sin(up),
    );
    ring.push([lon + (across * 180) / Math.PI, (up * 180) / Math.PI]);
  }
  return { type: "Polygon", coordinates: [ring] };
}

const collection = (features) => ({ type: "FeatureCollection", features });
export const NOTHING = collection([]);

const point = ([lon, lat], properties) => ({
  type: "Feature",
  geometry: { type: "Point", coordinates: [lon, lat] },
  properties,
});

/** Incidents that are known no closer than to one area, gathered: a place, how close, their ids and their number. */
function gathered(features) {
  const groups = new Map();
  for (const { geometry, properties: { id, precision, radius_km: km, count = 1 } } of features) {
    const at = geometry.coordinates;
    const key = `${at} ${precision} ${km ?? ""}`;
    if (!groups.has(key)) groups.set(key, { at, precision, km, ids: [], count: 0 });
    const group = groups.get(key);
    group.ids.push(String(id));
    group.count += count;
  }
  return [...groups.values()];
}

/** The features of a FeatureCollection in the form that the map draws.
 *
 * `points` are those precise to a site or town; `areas` gather the coarser ones and `badges` tell their number;
 * `rings` are the circles of those with a radius; `countries` are the codes of those known to a country only;
 * `all` finds each incident by its id.
 */
export function sorted(given) {
  const features = given.features ?? [];
  const placed = features.filter(({ geometry }) => geometry?.type === "Point");
  const precise = ({ properties }) => PRECISE.has(properties.precision);
  const areas = gathered(placed.filter((one) => !precise(one)));
  const isCircle = ({ precision, km }) => km > 0 && precision === "district";
  return {
    all: new Map(features.map(({ geometry, properties }) => [
      String(properties.id), { at: geometry?.coordinates ?? null, properties },
    ])),
    areas,
    points: collection(placed.filter(precise).map(({ geometry, properties }) => point(geometry.coordinates, {
      id: properties.id, mark: markOf(properties), count: properties.count ?? 1,
    }))),
    badges: collection(areas.map(({ at, count }, index) => point(at, { index, count }))),
    rings: collection(areas.filter(isCircle).map(({ at, km }) => ({
      type: "Feature", geometry: circle(at, km), properties: {},
    }))),
    countries: [...new Set(
      features.filter((one) => one.properties.precision === "country").map((one) => one.properties.country),
    )].filter(Boolean),
  };
}

/** The box around every place, as [west, south, east, north]; `null` if there is none. */
export function boxAround(all) {
  let box = null;
  for (const { at } of all.values()) {
    if (!at) continue;
    const [lon, lat] = at;
    box = box
      ? [Math.min(box[0], lon), Math.min(box[1], lat), Math.max(box[2], lon), Math.max(box[3], lat)]
      : [lon, lat, lon, lat];
  }
  return box;
}

function inRing([x, y], ring) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [[xi, yi], [xj, yj]] = [ring[i], ring[j]];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

/** True if a place lies in a polygon or in one of several. */
export function contains({ type, coordinates }, at) {
  const polygons = type === "Polygon" ? [coordinates] : coordinates;
  return polygons.some(([outer, ...holes]) => inRing(at, outer) && !holes.some((hole) => inRing(at, hole)));
}
