"""Takes the pictures of the desk that the README and the documents show: docs/images/*.png.

usage: python tools/screenshots.py [--folder DIR] [--dark]
Shown is the bundled sample, so that the pictures can be taken anew after every change of the pages.
Needs Debian's Chromium, and Playwright, which `make test` sets up.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "images"
MOST_BYTES = 250_000  # of one picture: they are part of every clone
SIZE = (1280, 820)
EMBASSY = "i134ee0f77c4fea435"  # the rockets on the embassy, told by five reports
PAGES = {
    "overview": f"/?place=Baghdad&since=2020-01-01&until=2020-01-31&sel={EMBASSY}",
    "incident": f"/incidents/{EMBASSY}",
    "read": "/read?example",
    "timeline": "/timeline?since=2019-12-15&until=2020-01-31",
}
ARGUMENTS = (
    "--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--force-color-profile=srgb",
)  # fmt: skip
PATIENCE_MS = 120_000
STILL = """async () => {
  const map = document.getElementById("map")?.tocsinMap?.map;
  for (let i = 0; map && i < 300 && !(map.loaded() && map.areTilesLoaded()); i++)
    await new Promise((done) => setTimeout(done, 100));
}"""


def main() -> int:
    """0 when all pictures are there and small enough."""
    made = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    made.add_argument("--folder", type=Path, default=FOLDER)
    made.add_argument("--dark", action="store_true")
    options = made.parse_args()
    chromium = shutil.which("chromium")
    if chromium is None:
        print("There is no Chromium: apt-get install chromium (as root).", file=sys.stderr)
        return 1
    options.folder.mkdir(parents=True, exist_ok=True)
    theme = "dark" if options.dark else "light"
    large = [
        path for path in taken(chromium, options.folder, theme=theme) if path.stat().st_size > MOST_BYTES
    ]
    for path in large:
        print(f"{path} has {path.stat().st_size:,} bytes, over {MOST_BYTES:,}.", file=sys.stderr)
    return 1 if large else 0


def taken(chromium: str, folder: Path, *, theme: str) -> list[Path]:
    """The pictures, once they are taken."""
    sys.path.insert(0, str(ROOT))
    from playwright.sync_api import sync_playwright

    from tests.serving import served
    from tocsin import demo
    from tocsin.ledger import Ledger

    now, paths = datetime(2026, 1, 1, tzinfo=UTC), []
    with tempfile.TemporaryDirectory(prefix="tocsin-") as place, sync_playwright() as playwright:
        ledger = Path(place, "sample.db")
        with Ledger(ledger) as book:
            demo.fill(book, now=now)
        browser = playwright.chromium.launch(executable_path=chromium, args=[*ARGUMENTS])
        with served(ledger, now=now) as address:
            page = browser.new_page(
                base_url=address, viewport={"width": SIZE[0], "height": SIZE[1]}, locale="en-GB",
                color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce",
            )  # fmt: skip
            page.set_default_timeout(PATIENCE_MS)
            for name, url in PAGES.items():
                page.goto(url)
                if name == "read":
                    page.get_by_role("button", name="Read", exact=True).click()
                    page.locator("#told .card").first.scroll_into_view_if_needed()
                page.wait_for_load_state("networkidle")
                page.evaluate(STILL)
                paths.append(folder / f"{name}.png")
                page.screenshot(path=paths[-1])
        browser.close()
    return paths


if __name__ == "__main__":
    raise SystemExit(main())
