"""Every page in a browser: nothing asked of elsewhere, nobody shut out, all of it by keys alone."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import pytest

from tests.conftest import NOW
from tests.serving import Visit, served
from tocsin import pipeline
from tocsin.ledger import Ledger
from tocsin.values import Failure, Report

expect = pytest.importorskip("playwright.sync_api", reason="needs playwright").expect

AXE = Path(__file__).parent.parent / "build" / "test-assets" / "axe.min.js"
PAGES = (
    "/", "/?place=Baghdad&since=2020-01-01&until=2020-01-31", "/?text=no+such+words", "/timeline",
    "/timeline?lanes=place", "/timeline?lanes=kind", "/actors", "/sources", "/read", "/review",
    "/review?queue=values", "/review?queue=log", "/about", "/api/docs", "/nothing",
)  # fmt: skip
INCIDENT = "i134ee0f77c4fea435"  # the rockets on the embassy, told by five reports
# Swagger UI is made by others, and nests its buttons; what it shows is in openapi.json too.
RUN_AXE = """async () => (await axe.run({ exclude: ["#swagger"] })).violations
  .filter(({ impact }) => ["serious", "critical"].includes(impact))
  .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((node) =>
    node.target + " " + (node.any[0]?.message ?? "") + " " + node.html.slice(0, 120)).join(" | ")}`)"""


def paths(visit: Any) -> list[str]:
    """Every sort of page, those of an incident and of a report too."""
    page = visit.open(f"/incidents/{INCIDENT}")
    report = page.locator("ol.versions .cite a").first.get_attribute("href")
    return [*PAGES, f"/incidents/{INCIDENT}", report.split("#")[0]]


def read_an_example(visit: Any) -> None:
    page = visit.open("/read?example")
    page.get_by_role("button", name="Read", exact=True).click()
    page.locator("#told .card").first.wait_for()


def is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def test_no_request_leaves_the_machine(visit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    reached: list[str] = []
    connect, resolve = socket.socket.connect, socket.getaddrinfo

    def connecting(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            reached.append(str(address[0]))
        connect(self, address)

    def resolving(host: Any, *more: Any, **options: Any) -> Any:
        reached.append(str(host))
        return resolve(host, *more, **options)

    monkeypatch.setattr(socket.socket, "connect", connecting)
    monkeypatch.setattr(socket, "getaddrinfo", resolving)
    for path in paths(visit):
        visit.open(path)
    read_an_example(visit)
    asked = {urlsplit(url) for url in visit.asked}
    assert len(visit.asked) > 100
    assert {one.hostname for one in asked if one.scheme not in ("data", "blob")} == {"127.0.0.1"}
    assert [host for host in reached if not is_here(host)] == []
    assert [one for one in visit.complaints if "404" not in one] == []


@pytest.mark.skipif(not AXE.exists(), reason="there is no axe-core: make assets")
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nobody_is_shut_out(chromium: Any, desk: str, theme: str) -> None:
    """No serious or critical violation that axe knows of, on any page."""
    # axe is put in past the pages' policy, which takes no script from elsewhere.
    context = chromium.new_context(
        base_url=desk, color_scheme=theme, reduced_motion="reduce", bypass_csp=True, locale="en-GB"
    )
    visit = Visit(context)
    found: dict[str, list[str]] = {}
    read_an_example(visit)
    for path in ["", *paths(visit)]:
        page = visit.open(path) if path else visit.page
        for closed in page.locator("main details:not([open]):not(.menu) > summary").all()[:3]:
            closed.evaluate("summary => { summary.parentElement.open = true }")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        if wrong := page.evaluate(RUN_AXE):
            found[path or "/read, with a record"] = wrong
    context.close()
    assert not found, "\n".join(f"{path}: {wrong}" for path, wrong in found.items())


def tab_to(page: Any, wanted: str, *, most: int = 80) -> None:
    """Presses Tab until the focus is on an element that `wanted` matches."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement?.matches(wanted) ?? false", wanted):
            return
    raise AssertionError(f"{wanted} cannot be reached with Tab")


def test_by_keys_alone_from_the_filter_to_the_report(visit: Any) -> None:
    page = visit.open("/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    tab_to(page, "#filter [name=place]")
    page.keyboard.type("Baghdad")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("place=Baghdad"))
    tab_to(page, "#results details.row summary")
    first = page.evaluate("document.activeElement.parentElement.id")
    page.keyboard.press("ArrowDown")
    second = page.evaluate("document.activeElement.parentElement.id")
    assert second != first
    expect(page.locator(f"#{second}")).to_have_attribute("open", "")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.parentElement.id") == first
    tab_to(page, "a.open")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/incidents/"))
    tab_to(page, "ol.versions .cite a")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/reports/"))
    tab_to(page, ".record > [tabindex]")
    expect(page.locator("section.text mark.lit").first).to_be_visible()


def test_by_keys_alone_through_the_review(visit: Any) -> None:
    page = visit.open("/review")
    waiting = page.locator(".tabs a").first.locator(".n")
    before = int(waiting.inner_text())
    assert before > 2
    at = "[...document.querySelectorAll('[data-item]')].indexOf(document.activeElement)"
    assert page.evaluate(at) == 0
    page.keyboard.press("j")
    assert page.evaluate(at) == 1
    page.keyboard.press("k")
    assert page.evaluate(at) == 0
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    with page.expect_navigation():
        page.keyboard.press("s")
    expect(waiting).to_have_text(str(before - 1))
    with page.expect_navigation():
        page.keyboard.press("u")
    expect(waiting).to_have_text(str(before))
    with page.expect_navigation():
        page.keyboard.press("m")
    assert int(waiting.inner_text()) < before
    with page.expect_navigation():
        page.keyboard.press("u")
    expect(waiting).to_have_text(str(before))
    assert visit.complaints == []


def test_an_article_is_read_by_keys_alone(visit: Any) -> None:
    page = visit.open("/read")
    tab_to(page, "textarea")
    page.keyboard.type("Gunmen killed two soldiers in Mosul, police said.")
    tab_to(page, "main button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.locator("#told .card").first).to_contain_text("Mosul")


EVIL = (
    "<script>window.ran = 1; alert(1)</script>",
    '"\'><img src=x onerror="window.ran = 2; alert(2)">',
    '</textarea></mark><svg onload="window.ran = 3; alert(3)">',
    "javascript:alert(4)//",
    "{{ 7 * 191 }} ${7 * 191} %00 '; DROP TABLE incidents; --",
    "\u202e\u2066<b>turned</b>\u2069",
)


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str, str]]:
    """Address of a desk whose one incident is told in words that mean harm; its id, and its report's."""
    evil, path = " ".join(EVIL), tmp_path_factory.mktemp("evil") / "evil.db"
    text = f"{evil}\nGunmen killed two {EVIL[0]} policemen in Goma on Sunday, {EVIL[1]} said."
    report = Report(
        text=text, title=evil, publisher=evil, name=evil, url="javascript:alert(5)", published=NOW.date()
    )  # fmt: skip
    with Ledger(path) as book:
        list(pipeline.add(book, [report], reader=pipeline.load_reader(), now=NOW))
        book.add_failure(Failure(origin=evil, error="x", message=evil), now=NOW)
        pipeline.fold(book, now=NOW)
        one = next(iter(book))
    with served(path, now=NOW) as address:
        yield address, one.id, one.report_ids[0]


def test_nothing_that_a_report_or_an_address_says_is_run(visit: Any, poisoned: tuple[str, str, str]) -> None:
    address, incident, report = poisoned
    options = ("text", "place", "actor", "source", "country", "kinds", "since", "box", "sel", "order", "page")
    asked = [f"/?{urlencode({option: EVIL[number % len(EVIL)]})}" for number, option in enumerate(options)]
    plain = ("/", "/timeline", "/actors", "/sources", "/review?queue=values", "/review?queue=log")
    told = (f"/incidents/{incident}", f"/reports/{report}", f"/incidents/{quote(EVIL[0], safe='')}")
    for path in (*plain, *told, *asked):
        page = visit.open(address + path)
        assert page.evaluate("window.ran ?? null") is None and visit.dialogs == [], path
        assert page.locator("h1").count() == 1, path
        assert page.locator("main img, main script, main [onload], main a[href^='javascript']").count() == 0
    visit.open(f"{address}/read")
    visit.page.get_by_placeholder("Paste a news report here…").fill(" ".join(EVIL))
    visit.page.get_by_role("button", name="Read", exact=True).click()
    visit.page.locator("#told").wait_for()
    assert visit.page.evaluate("window.ran ?? null") is None and visit.dialogs == []
