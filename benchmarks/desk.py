"""Prints how fast the desk answers on a ledger of 100,000 incidents, and with many who look at once.

usage: python -m benchmarks.desk [--incidents N] [--seed N] [--keep FOLDER]
The ledger is made up, the same for the same seed. The desk and `tocsin add` run as processes of their own, as
they do for users; server times are taken on loopback, one request after the other, each filter a new one.
Readers look at what they were given for five seconds on average before they ask again.
First paint and the change of a filter are measured in Chromium where it and Playwright are there.
Each figure stands beside its bound, and the exit status is 1 where one is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from . import desk_ledger
from .reading import say

FIRST_PAINT_MS = 1500
CHANGE_MS = 300  # from the change of a filter to the new list, in the browser
SERVER_MS = 150  # p95 over the filters
CROWD_MS = 400  # p95 with the crowd
FILTERS = 200
CROWD, CROWD_SECONDS, PAUSE_SECONDS = 50, 30.0, 5.0
PAINTS = 5
ADDED = 400  # reports that are read and folded while the crowd looks on
START_SECONDS = 60.0
ARGUMENTS = (
    "--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
# From asking for another filter until the new list has been drawn.
CHANGED = """async (place) => {
  const form = document.querySelector("#filter"), begun = performance.now();
  const swapped = new Promise((done) => {
    const watch = new MutationObserver(() => {
      if (!document.querySelector("#results")?.dataset.query.includes(place)) return;
      watch.disconnect();
      requestAnimationFrame(() => setTimeout(done));
    });
    watch.observe(document.querySelector("main"), { childList: true, subtree: true, attributes: true });
  });
  form.elements.place.value = place;
  form.requestSubmit();
  await swapped;
  return performance.now() - begun;
}"""
TOCSIN = (sys.executable, "-c", "from tocsin.cli import main; main()")
Row = tuple[str, str, str, bool]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the benchmark; 0 when every bound holds, 1 when one is missed."""
    options = parser().parse_args(arguments)
    with folder(options.keep) as place:
        path = place / f"{options.incidents}-{options.seed}.db"
        if not path.exists():
            say(f"Making up {options.incidents:,} incidents.")
            desk_ledger.write(path, incidents=options.incidents, seed=options.seed)
        with served(path) as address:
            chance = random.Random(options.seed)
            rows = [*filters(address, chance=chance), *browsed(address), *crowd(path, address, chance=chance)]
    size = f"{options.incidents:,} incidents"
    print(
        f"{size}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}"
    )
    for name, value, bound, held in rows:
        print(f"{name:52s} {value:>8s}   {bound:8s} {'holds' if held else 'MISSED'}")
    return 0 if all(held for *_, held in rows) else 1


def parser() -> argparse.ArgumentParser:
    """The command line of this benchmark."""
    made = argparse.ArgumentParser(
        prog="python -m benchmarks.desk", description=(__doc__ or "").split("\n")[0]
    )
    made.add_argument("--incidents", type=int, default=100_000)
    made.add_argument("--seed", type=int, default=7)
    made.add_argument("--keep", type=Path, help="folder in which the ledger stays for the next time")
    return made


@contextmanager
def folder(kept: Path | None) -> Iterator[Path]:
    """The folder for the ledger: the one to keep, else one that goes away."""
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="tocsin-") as made:
        yield Path(made)


@contextmanager
def served(path: Path) -> Iterator[str]:
    """Address of the desk on the ledger, in a process of its own."""
    command = [*TOCSIN, "serve", "--ledger", str(path), "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
    try:
        assert process.stderr is not None
        for line in process.stderr:
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                answered(found[0])
                yield found[0]
                return
        raise RuntimeError(f"the desk did not start: {process.wait()}")
    finally:
        process.terminate()
        process.wait(START_SECONDS)


def answered(address: str) -> None:
    """Waits until the desk has given a page, for what it loads on first use is no part of the figures."""
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            ask(address, "/")
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def ask(address: str, url: str) -> tuple[float, int]:
    """Milliseconds until the whole answer is there, and its status."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=60)
    begun = time.perf_counter()
    connection.request("GET", url, headers={"Accept": "text/html", "HX-Request": "true"})
    answer = connection.getresponse()
    answer.read()
    spent = 1000 * (time.perf_counter() - begun)
    connection.close()
    return spent, answer.status


def asked(chance: random.Random) -> str:
    """URL of the overview with some filter."""
    year, month = chance.randint(2010, 2023), chance.randint(1, 12)
    parts: dict[str, Any] = {}
    if chance.random() < 0.5:
        parts["since"] = f"{year}-{month:02}-01"
        parts["until"] = f"{year + chance.randint(0, 1)}-{month:02}-28"
    place = chance.choice(desk_ledger.PLACES)
    for name, share, value in (
        ("place", 0.2, place.name),
        ("country", 0.2, place.country),
        ("kinds", 0.25, ",".join(chance.sample(list(desk_ledger.KINDS), 2))),
        ("actor", 0.15, chance.choice(desk_ledger.DOERS)),
        ("status", 0.15, chance.choice(("claimed", "stated", "attributed", "suspected", "unknown"))),
        ("source", 0.1, chance.choice(desk_ledger.OUTLETS)),
        ("text", 0.35, " ".join(chance.sample(desk_ledger.WORDS, chance.randint(1, 2)))),
        ("box", 0.15, f"{place.lat - 2:.2f},{place.lon - 2:.2f},{place.lat + 2:.2f},{place.lon + 2:.2f}"),
        ("page", 0.1, chance.randint(2, 40)),
        ("order", 0.2, "oldest"),
    ):
        if chance.random() < share:
            parts[name] = value
    return "/?" + urlencode(parts)


def filters(address: str, *, chance: random.Random) -> Iterator[Row]:
    """The server's time over many filters, and over the map and the days of each tenth."""
    urls = [asked(chance) for _ in range(FILTERS)]
    found = [(*ask(address, url), url) for url in urls]
    yield bounded(f"{FILTERS} filters, server, p95, ms", [spent for spent, *_ in found], bound=SERVER_MS)
    yield failed("of these not answered with 200", [status for _, status, _ in found])
    for spent, _, url in sorted(found, reverse=True)[:5]:
        say(f"  slow: {spent:.0f} ms {url}")
    for path in ("/incidents.geojson", "/days.json"):
        times = sorted(ask(address, path + url[1:])[0] for url in urls[::10])
        say(f"  {path}: median {times[len(times) // 2]:.0f} ms, most {times[-1]:.0f} ms")


def crowd(path: Path, address: str, *, chance: random.Random) -> Iterator[Row]:
    """What many readers wait for while reports are being added."""
    found: list[tuple[float, int]] = []
    until = time.monotonic() + CROWD_SECONDS

    def reader(seed: int) -> None:
        own = random.Random(seed)
        time.sleep(own.uniform(0, PAUSE_SECONDS))
        while time.monotonic() < until:
            try:
                found.append(ask(address, asked(own)))
            except OSError:
                found.append((0.0, 599))
            time.sleep(own.uniform(0, 2 * PAUSE_SECONDS))

    threads = [threading.Thread(target=reader, args=(chance.randrange(10**9),)) for _ in range(CROWD)]
    with adding(path, chance=chance) as process:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        ended = process.poll()
    say(
        f"  {len(found)} pages for {CROWD} readers; adding {'was still going on' if ended is None else ended}"
    )
    yield bounded(
        f"{CROWD} readers while reports are added, p95, ms", [one for one, _ in found], bound=CROWD_MS
    )
    yield failed("of these not answered with 200", [status for _, status in found])


@contextmanager
def adding(path: Path, *, chance: random.Random) -> Iterator[subprocess.Popen[bytes]]:
    """`tocsin add` at work on the ledger."""
    reports = path.with_suffix(".jsonl")
    made = (desk_ledger.made(chance, number=10**7 + number)[0] for number in range(ADDED))
    lines = [{"id": one.name, "text": one.text, "published": str(one.published)} for one in made]
    reports.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    command = [*TOCSIN, "add", str(reports), "--ledger", str(path)]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(START_SECONDS)


def browsed(address: str) -> Iterator[Row]:
    """First paint and the change of a filter, as the browser sees them."""
    chromium = shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        chromium = None
    if chromium is None:
        say("Not measured for want of Chromium or Playwright: first paint, change of a filter.")
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*ARGUMENTS])
        paints, changes = [], []
        for _ in range(PAINTS):
            page = browser.new_page(base_url=address)
            page.goto("/")
            page.wait_for_load_state("networkidle")
            paints.append(float(page.wait_for_function(PAINTED).json_value()))
            changes += [float(page.evaluate(CHANGED, place.name)) for place in desk_ledger.PLACES[:3]]
            page.close()
        browser.close()
    yield bounded("first paint of the overview, median, ms", paints, bound=FIRST_PAINT_MS, share=0.5)
    yield bounded("change of a filter in the browser, median, ms", changes, bound=CHANGE_MS, share=0.5)


def bounded(name: str, values: Sequence[float], *, bound: float, share: float = 0.95) -> Row:
    """One line: the value below which that share of them lies."""
    value = sorted(values)[min(len(values) - 1, int(share * len(values)))]
    return name, f"{value:.0f}", f"< {bound:.0f}", value < bound


def failed(name: str, statuses: Sequence[int]) -> Row:
    """One line: how many were not answered."""
    number = sum(status != 200 for status in statuses)
    return name, str(number), "0", number == 0


if __name__ == "__main__":
    raise SystemExit(main())
