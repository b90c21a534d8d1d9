"""The map and the plots in a real browser, under the desk's Content-Security-Policy.

Runs where playwright (of Python) and Debian's chromium are installed; nothing else tests what is drawn.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.web_assets_page import served
from tools import build_desk

api = pytest.importorskip("playwright.sync_api", reason="draws in a browser: needs playwright")
CHROMIUM = shutil.which("chromium")
OPTIONS = (
    "--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
WITHOUT_GRAPHICS = ("--no-sandbox", "--disable-gpu", "--disable-3d-apis", "--no-first-run")
PATIENCE_MS = 120_000
STILL = "async () => { const { map } = document.getElementById('map').tocsinMap;" + (
    " for (let i = 0; i < 600 && !(map.loaded() && map.areTilesLoaded()); i++)"
    " await new Promise((done) => setTimeout(done, 100)); return map.loaded(); }"
)

COARSE = """[...shown.shown.all.values()].map(({ properties }) => properties)
  .filter(({ precision }) => !["site", "town"].includes(precision)).map(({ id }) => id)"""
RADII = """const { LngLat } = await import("/static/vendor/maplibre-gl.mjs");
const [ring] = shown.shown.rings.features[0].geometry.coordinates;
return ring.map(([lon, lat]) => new LngLat(lon, lat).distanceTo(new LngLat(44.39, 33.31)) / 1000)"""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="draws in a browser: needs chromium")


class Page:
    """A page of the test server, with what it complained of and asked for."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.address = page, address
        self.complaints: list[str] = []
        self.asked: list[str] = []
        page.set_default_timeout(PATIENCE_MS)
        page.on(
            "console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))

    def open(self, query: str = "") -> Page:
        self.page.goto(f"{self.address}?{query}")
        self.page.evaluate("async () => window.ready")
        return self

    def look(self, script: str) -> Any:
        """What a script on the page gives back; `map` is MapLibre's, `shown` ours."""
        head = "const shown = document.getElementById('map').tocsinMap, map = shown.map;"
        return self.page.evaluate(f"async () => {{ {head} {script} }}")

    def go(self, lon: float, lat: float, zoom: float) -> None:
        self.look(f"map.jumpTo({{ center: [{lon}, {lat}], zoom: {zoom} }})")
        assert self.page.evaluate(STILL)

    def heard(self, fits: Callable[[Any], bool]) -> Any:
        """The last that was said, once it fits: the histogram waits for further keys, and pages are slow."""
        for _ in range(100):
            if (said := self.said()) and fits(said[-1]):
                break
            self.page.wait_for_timeout(100)
        return self.said()[-1]

    def said(self) -> list[Any]:
        found: list[Any] = self.page.evaluate("() => window.said")
        return found


@pytest.fixture(scope="module")
def playwright() -> Iterator[Any]:
    with api.sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def browser(playwright: Any) -> Iterator[Any]:
    opened = playwright.chromium.launch(executable_path=CHROMIUM, args=[*OPTIONS])
    yield opened
    opened.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Page]:
    with served() as address:
        opened = browser.new_page(viewport={"width": 1000, "height": 1200}, reduced_motion="reduce")
        yield Page(opened, address)
        opened.close()


def rendered(page: Page, layer: str) -> int:
    """How much of a layer is to be seen, once there is any: what is shaded follows the tiles."""
    found = 0
    for _ in range(100):
        found = page.look(f"return map.queryRenderedFeatures({{ layers: ['{layer}'] }}).length")
        if found:
            break
        page.page.wait_for_timeout(100)
    return found


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everything_draws_without_a_complaint_and_asks_nothing_of_elsewhere(page: Page, theme: str) -> None:
    page.open(f"theme={theme}").go(43.7, 33.2, 6)
    assert page.complaints == []
    elsewhere = [url for url in page.asked if urlsplit(url).scheme == "http"]
    assert {urlsplit(url).netloc for url in elsewhere} == {urlsplit(page.address).netloc}
    assert page.page.locator("#histogram svg .bars rect").count() > 50
    assert page.page.locator("#lanes svg a").count() == 12


def test_iraq_and_baghdad_are_readable(page: Page) -> None:
    page.open()
    page.go(43.7, 33.2, 6)
    assert rendered(page, "rivers") and rendered(page, "inner") and rendered(page, "borders")
    names = "return map.queryRenderedFeatures({ layers: [%s] }).map(({ properties }) => properties.name)"
    seen = set(page.look(names % "'names-town', 'names-capital', 'names-country'"))
    assert {"Baghdad", "Kirkuk", "Ramadi", "Nasiriyah", "Iraq"} <= seen
    page.go(44.4, 33.33, 10)
    assert {"Sadr City", "Dora"} <= set(page.look(names % "'names-town', 'names-site'"))


def test_what_is_known_to_an_area_only_is_no_point(page: Page) -> None:
    page.open().go(43.7, 33.2, 6)
    precise = page.look("return shown.shown.points.features.map(({ properties }) => properties.id)")
    coarse = page.look(f"return {COARSE}")
    assert coarse and not set(coarse) & set(precise)
    assert page.look("return shown.shown.countries") == ["SYR"]
    assert rendered(page, "shade-country") and rendered(page, "shade-region") and rendered(page, "rings")
    kilometres = page.look(RADII)
    assert all(km == pytest.approx(25, rel=0.01) for km in kilometres)


def test_choosing_from_the_list_goes_there_and_choosing_on_the_map_is_told(page: Page) -> None:
    page.open()
    chosen = (
        "document.dispatchEvent(new CustomEvent('tocsin:select', { detail: { id: 'i4', from: 'list' } }))"
    )
    page.look(f"{chosen}; return null")
    assert page.page.evaluate(STILL)
    assert page.look("return map.getZoom()") >= 10
    assert page.look("const { lng, lat } = map.getCenter(); return [lng, lat]") == pytest.approx(
        [44.26, 33.52]
    )
    page.page.locator("#map .maplibregl-canvas").focus()
    page.page.keyboard.press("n")
    assert page.said()[-1][0] == "select" and page.said()[-1][1]["from"] == "map"


def test_the_button_tells_the_box_west_south_east_north(page: Page) -> None:
    page.open().go(44.4, 33.3, 8)
    page.page.get_by_role("button", name="Search this area").click()
    name, detail = page.said()[-1]
    west, south, east, north = map(float, detail["box"].split(","))
    assert name == "box" and west < 44.4 < east and south < 33.3 < north


def test_the_histogram_chooses_days_by_keys_and_by_mouse(page: Page) -> None:
    page.open()
    page.page.get_by_role("slider", name="First day").focus()
    for _ in range(3):
        page.page.keyboard.press("ArrowRight")
    moved = ["dates", {"from": "2020-01-04", "to": "2020-04-28"}]
    assert page.heard(lambda said: said == moved) == moved
    page.page.keyboard.press("Escape")
    every = ["dates", {"from": None, "to": None}]
    assert page.heard(lambda said: said == every) == every
    box = page.page.locator("#histogram svg").bounding_box()
    page.page.mouse.move(box["x"] + 300, box["y"] + 50)
    page.page.mouse.down()
    page.page.mouse.move(box["x"] + 500, box["y"] + 50, steps=4)
    page.page.mouse.up()
    name, detail = page.heard(lambda said: said != every)
    assert name == "dates" and "2020-01-20" < detail["from"] < detail["to"] < "2020-03-20"


def test_in_the_lanes_arrow_keys_go_from_link_to_link(page: Page) -> None:
    page.open()
    page.page.locator("#lanes svg a").first.focus()
    for key in ("ArrowRight", "ArrowDown"):
        page.page.keyboard.press(key)
    assert "US forces" in page.page.evaluate("() => document.activeElement.getAttribute('aria-label')")
    assert page.page.evaluate("() => document.activeElement.getAttribute('href')").startswith("/incidents/")


def test_a_hundred_thousand_incidents_are_clustered(page: Page) -> None:
    page.open("n=100000").go(43.7, 33.2, 6)
    assert rendered(page, "several") > 20
    assert page.complaints == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_stands_in_the_way_of_people_with_disabilities(page: Page, theme: str) -> None:
    page.open(f"theme={theme}")
    page.page.evaluate("() => { document.querySelector('.map-legend').open = true; }")
    page.page.evaluate((build_desk.FOR_TESTS / "axe.min.js").read_text(encoding="utf-8"))
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = page.page.evaluate("async (runOnly) => (await axe.run({ runOnly })).violations", rules)
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


def test_without_graphics_the_map_says_so_in_words(playwright: Any) -> None:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*WITHOUT_GRAPHICS])
    with served() as address:
        page = browser.new_page()
        page.goto(address)
        page.evaluate("async () => window.ready")
        assert "WebGL" in page.locator("#map").inner_text()
    browser.close()
