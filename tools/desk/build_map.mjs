// usage: node build_map.mjs PLACES.json OUT.pmtiles - cuts the layers into tiles and writes them into one file.
import { readFileSync, writeFileSync } from "node:fs";
import { GeoJSONVT } from "@maplibre/geojson-vt";
import { fromGeojsonVt } from "@maplibre/vt-pbf";
import { layers } from "./map_layers.mjs";
import { archive, tileId } from "./pmtiles.mjs";

const MOST = 6; // at zoom 6 a tile's grid is 150 m: finer than Natural Earth itself
const NAMED = "names";

const [places, out] = process.argv.slice(2);
const here = new URL(".", import.meta.url).pathname;
const json = (path) => JSON.parse(readFileSync(path, "utf8"));
const made = layers({
  packages: `${here}node_modules`,
  places: json(places),
  rules: json(`${here}disputed.json`),
});

const cut = Object.entries(made).map(([name, { least, most, data }]) => ({
  name,
  least,
  most,
  tiles: new GeoJSONVT(data, { maxZoom: MOST, indexMaxZoom: MOST, indexMaxPoints: 0, tolerance: 3, buffer: 64 }),
}));

function tileOf(z, x, y) {
  const found = {};
  for (const { name, least, most, tiles } of cut) {
    if (z < least || z > most) continue;
    let tile = tiles.getTile(z, x, y);
    // A name belongs to the tiles from its own zoom on; the last ones hold all, for closer views.
    if (tile && name === NAMED && z < MOST)
      tile = { ...tile, features: tile.features.filter(({ tags }) => tags.z <= z + 1) };
    if (tile?.features.length) found[name] = tile;
  }
  return Object.keys(found).length ? Buffer.from(fromGeojsonVt(found, { version: 2 })) : null;
}

const tiles = [];
for (let z = 0; z <= MOST; z++)
  for (let x = 0; x < 2 ** z; x++)
    for (let y = 0; y < 2 ** z; y++) {
      const bytes = tileOf(z, x, y);
      if (bytes) tiles.push({ id: tileId(z, x, y), bytes, z });
    }

const metadata = {
  name: "Tocsin's schematic world",
  attribution: "Natural Earth; GeoNames (CC BY 4.0)",
  vector_layers: cut.map(({ name, least, most }) => ({ id: name, minzoom: least, maxzoom: most, fields: {} })),
};
writeFileSync(out, archive({ tiles, metadata, most: MOST }));
for (let z = 0; z <= MOST; z++) {
  const sizes = tiles.filter((tile) => tile.z === z).map(({ bytes }) => bytes.length);
  const sum = sizes.reduce((a, b) => a + b, 0);
  console.error(`zoom ${z}: ${sizes.length} tiles, ${Math.round(sum / 1024)} KiB, largest ${Math.max(...sizes)} bytes`);
}
