// Writes a PMTiles archive, version 3: one file of map tiles, of which a reader fetches the few that it shows.
import { gzipSync } from "node:zlib";

const HEADER = 127;
const LEAF = 1024; // tiles in one leaf directory: the root, which must lie in the first 16 KiB, stays small
const GZIP = 2;
const MVT = 1;

function varint(bytes, value) {
  while (value > 127) {
    bytes.push((value % 128) | 128);
    value = Math.floor(value / 128);
  }
  bytes.push(value);
}

/** A directory as the format lays it out: ids as differences, run lengths, lengths, offsets. */
function directory(entries) {
  const bytes = [];
  varint(bytes, entries.length);
  let last = 0;
  for (const { id } of entries) {
    varint(bytes, id - last);
    last = id;
  }
  for (const { run } of entries) varint(bytes, run);
  for (const { length } of entries) varint(bytes, length);
  entries.forEach(({ offset }, i) => {
    const before = entries[i - 1];
    varint(bytes, before && offset === before.offset + before.length ? 0 : offset + 1);
  });
  return gzipSync(Buffer.from(bytes), { level: 9 });
}

/** The number of a tile along the Hilbert curve, all tiles of lower zooms before it. */
export function tileId(z, x, y) {
  let id = (4 ** z - 1) / 3;
  for (let s = 2 ** (z - 1); s >= 1; s /= 2) {
    const rx = (x & s) > 0 ? 1 : 0;
    const ry = (y & s) > 0 ? 1 : 0;
    id += s * s * ((3 * rx) ^ ry);
    if (ry === 0) {
      if (rx === 1) {
        x = s - 1 - (x & (s - 1));
        y = s - 1 - (y & (s - 1));
      }
      [x, y] = [y, x];
    }
  }
  return id;
}

/** The archive of `tiles` ({id, bytes}, bytes uncompressed) with `metadata`, zooms 0 to `most`. */
export function archive({ tiles, metadata, most }) {
  const parts = [];
  const seen = new Map(); // tiles that are alike (the sea, the desert) are kept once
  let end = 0;
  const entries = tiles
    .toSorted((a, b) => a.id - b.id)
    .map(({ id, bytes }) => {
      const packed = gzipSync(bytes, { level: 9 });
      const key = packed.toString("latin1");
      if (!seen.has(key)) {
        seen.set(key, end);
        parts.push(packed);
        end += packed.length;
      }
      return { id, run: 1, length: packed.length, offset: seen.get(key) };
    });
  const leaves = [];
  const root = [];
  let leavesEnd = 0;
  for (let i = 0; i < entries.length; i += LEAF) {
    const leaf = directory(entries.slice(i, i + LEAF));
    root.push({ id: entries[i].id, run: 0, length: leaf.length, offset: leavesEnd });
    leaves.push(leaf);
    leavesEnd += leaf.length;
  }
  const rootBytes = directory(root);
  const json = gzipSync(Buffer.from(JSON.stringify(metadata)), { level: 9 });
  const header = Buffer.alloc(HEADER);
  header.write("PMTiles", 0, "latin1");
  header.writeUInt8(3, 7);
  const at = [
    HEADER, rootBytes.length,
    HEADER + rootBytes.length, json.length,
    HEADER + rootBytes.length + json.length, leavesEnd,
    HEADER + rootBytes.length + json.length + leavesEnd, end,
    entries.length, entries.length, parts.length,
  ];
  at.forEach((value, i) => header.writeBigUInt64LE(BigInt(value), 8 + 8 * i));
  header.writeUInt8(entries.every((e, i) => i === 0 || e.offset >= entries[i - 1].offset) ? 1 : 0, 96);
  header.writeUInt8(GZIP, 97);
  header.writeUInt8(GZIP, 98);
  header.writeUInt8(MVT, 99);
  header.writeUInt8(0, 100);
  header.writeUInt8(most, 101);
  [-180e7, -85e7, 180e7, 85e7].forEach((value, i) => header.writeInt32LE(value, 102 + 4 * i));
  header.writeUInt8(2, 118);
  [0, 20e7].forEach((value, i) => header.writeInt32LE(value, 119 + 4 * i));
  return Buffer.concat([header, rootBytes, json, ...leaves, ...parts]);
}
