"""A page with the map and the plots on loopback, under the desk's Content-Security-Policy, for tests."""

from __future__ import annotations

import json
import random
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

STATIC = Path(__file__).parent.parent / "src" / "tocsin" / "web" / "static"
POLICY = "default-src 'self'; worker-src 'self' blob:; img-src 'self' data: blob:; style-src 'self'"
TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".json": "application/json"}
PAGE = """<!doctype html><html lang="en" data-theme="{theme}"><head><meta charset="utf-8"><title>Test</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/page.css">
<link rel="icon" href="data:,"></head><body><main><h1>Map and plots</h1>
<div id="histogram" data-src="/days.json"></div><div id="map" data-src="/incidents.geojson?n={count}"></div>
<div id="lanes" data-src="/lanes.json"></div></main>
<script type="module" src="/page.js"></script></body></html>"""
STYLE = """:root {{ color-scheme: light dark }} body {{ margin: 0; font-family: sans-serif }}
#map {{ height: 640px }} [data-theme=dark] body {{ background: #14171a; color: #e6e8ea }}
[data-theme=dark] {{ --card: #1b1f23; --ink: #e6e8ea; --soft: #a3abb4; --line: #353b42 }}"""
SCRIPT = """
window.said = [];
for (const name of ["select", "box", "dates"])
  document.addEventListener("tocsin:" + name, ({ detail }) => window.said.push([name, detail]));
const mount = async (id, file, name) => {
  const module = await import("/static/" + file);
  await module[name](document.getElementById(id));
};
window.ready = Promise.all([
  mount("map", "map.js", "mountMap"), mount("histogram", "histogram.js", "mountHistogram"),
  mount("lanes", "lanes.js", "mountLanes"),
]).then(() => true);
"""
KINDS = ("armed_attack", "air_strike", "protest", "sanction", "shelling", "bombing", "riot")
STATUSES = ("stated", "claimed", "attributed", "suspected", "denied", "unknown")
TOWNS = {  # name, longitude, latitude, precision, radius
    "Baghdad": (44.40088, 33.34058, "town", 5.0),
    "Green Zone": (44.39, 33.31, "district", 25.0),
    "Camp Taji": (44.26, 33.52, "site", None),
    "Kirkuk": (44.39, 35.47, "town", 5.0),
    "Mosul": (43.13, 36.34, "town", 5.0),
    "Al Anbar": (41.6094, 32.7889, "region", 100.0),
    "Basra": (47.78, 30.51, "town", 5.0),
    "Al Qaim": (41.05, 34.37, "town", 5.0),
}


def incident(number: int, *, at: tuple[float, float], precision: str, **more: Any) -> dict[str, Any]:
    """One incident as a GeoJSON feature of the desk."""
    day = f"2020-01-{1 + number % 28:02}"
    properties = {
        "id": f"i{number}", "label": f"Incident {number}", "kind": KINDS[number % 7], "inferred": False,
        "status": STATUSES[number % 6], "precision": precision, "radius_km": None, "first": day, "last": day,
        "url": f"/incidents/i{number}", "country": "IRQ", "count": 1,
    }  # fmt: skip
    geometry = None if precision == "country" else {"type": "Point", "coordinates": list(at)}
    return {"type": "Feature", "geometry": geometry, "properties": properties | more}


def incidents(count: int) -> dict[str, Any]:
    """The incidents of the page: some at known towns, `count` more at random places of Iraq."""
    features = []
    for name, (lon, lat, precision, radius) in TOWNS.items():
        for _ in range(3 if name in ("Baghdad", "Al Anbar") else 1):
            number = len(features)
            features.append(
                incident(number, at=(lon, lat), precision=precision, radius_km=radius, label=name)
            )
    features.append(incident(len(features), at=(0, 0), precision="country", country="SYR"))
    chance = random.Random(7)
    for _ in range(count):
        at = (chance.uniform(39, 48), chance.uniform(30, 37))
        features.append(incident(len(features), at=at, precision="town"))
    return {"type": "FeatureCollection", "features": features}


def days() -> dict[str, Any]:
    """A day's number for each day of four months."""
    return {"days": [[f"2020-{1 + i // 28:02}-{1 + i % 28:02}", (i * 7) % 11] for i in range(112)]}


def lanes() -> dict[str, Any]:
    """Two lanes with a link from one to the other, and a date that is not exact."""
    found = [one["properties"] for one in incidents(0)["features"]]
    found[2]["first"], found[2]["last"] = "2020-01-01", "2020-01-20"
    found[3]["first"] = found[3]["last"] = None
    return {
        "lanes": [
            {"name": "Kataib Hezbollah", "incidents": found[:5]},
            {"name": "US forces", "incidents": found[5:]},
        ],
        "links": [
            {"from": "i0", "to": "i6", "label": "in reply to"},
            {"from": "i1", "to": "i4", "label": "repeats"},
        ],
    }


class Handler(BaseHTTPRequestHandler):
    """Answers with the page, its data and the static files; ranges too, which map tiles are read by."""

    theme, count = "light", 0

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        self.answer(*self.body(path, query))

    def body(self, path: str, query: str) -> tuple[bytes, str]:
        made = {"/incidents.geojson": lambda: incidents(int(query.removeprefix("n=") or 0))}
        made |= {"/days.json": days, "/lanes.json": lanes}
        if path == "/":
            wanted = dict(part.split("=") for part in query.split("&") if "=" in part)
            page = PAGE.format(theme=wanted.get("theme", "light"), count=wanted.get("n", "0"))
            return page.encode(), "text/html"
        if path in made:
            return json.dumps(made[path]()).encode(), "application/json"
        if path == "/page.css":
            return STYLE.format().encode(), "text/css"
        if path == "/page.js":
            return SCRIPT.encode(), "text/javascript"
        file = STATIC / path.removeprefix("/static/")
        if path.startswith("/static/") and ".." not in path and file.is_file():
            return file.read_bytes(), TYPES.get(file.suffix, "application/octet-stream")
        return b"", ""

    def answer(self, body: bytes, kind: str) -> None:
        status, total = (200 if kind else 404), len(body)
        asked = re.match(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if asked and kind:
            start, end = int(asked[1]), min(int(asked[2] or total - 1), total - 1)
            status, body = 206, body[start : end + 1]
        self.send_response(status)
        if status == 206:
            self.send_header("Content-Range", f"bytes {start}-{end}/{total}")
        self.send_header("Content-Type", kind or "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the tests look at the browser's own list of requests."""


@contextmanager
def served() -> Iterator[str]:
    """The address of the page while the block runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
