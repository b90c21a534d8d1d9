"""An analyst at the desk, in a browser: filter, open, see the words, go back; read; merge, undo."""

from __future__ import annotations

import re
from typing import Any

import pytest

expect = pytest.importorskip("playwright.sync_api", reason="needs playwright").expect

EMBASSY = "Rocket attack on the U.S. embassy"
ARTICLE = (
    "Gunmen killed three policemen at a checkpoint in Kirkuk on Sunday, police said.\n"
    "Islamic State claimed the attack."
)


def filter_to_baghdad(page: Any) -> None:
    form = page.get_by_role("search")
    form.get_by_label("From").fill("2020-01-01")
    form.get_by_label("Until").fill("2020-01-31")
    form.get_by_label("Place").fill("Baghdad")
    form.get_by_role("button", name="Show").click()
    page.wait_for_url(re.compile("place=Baghdad"))


def row_of(page: Any, headline: str) -> Any:
    return page.locator("details.row", has_text=headline).first


def count(page: Any) -> int:
    return int(page.locator("#results .shown strong").inner_text().replace(",", ""))


def test_from_baghdad_in_january_to_the_words_of_a_report_and_back(visit: Any) -> None:
    page = visit.open("/")
    every = count(page)
    filter_to_baghdad(page)
    row = row_of(page, EMBASSY)
    expect(row).to_be_visible()
    expect(page.locator("#results .shown strong")).not_to_have_text(str(every))
    shown = count(page)
    assert 0 < shown < every and page.locator("details.row").count() == shown
    row.locator("summary").click()
    words = row.locator("blockquote mark.ev-where").first
    expect(words).to_be_visible()
    assert words.evaluate("mark => getComputedStyle(mark).backgroundColor") != "rgba(0, 0, 0, 0)"

    row.get_by_role("link", name="All evidence").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(EMBASSY)
    version = page.locator("ol.versions > li").first
    sentence = version.locator("blockquote").inner_text()
    version.locator(".cite a").click()
    page.wait_for_url(re.compile("/reports/"))
    assert " ".join(sentence.split())[:40] in " ".join(page.locator("section.text").inner_text().split())
    expect(page.locator("section.text mark.ev").first).to_be_visible()

    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text(EMBASSY)
    page.go_back()
    expect(row_of(page, EMBASSY)).to_be_visible()
    assert count(page) == shown
    assert row_of(page, EMBASSY).get_attribute("open") is not None
    assert page.get_by_role("search").get_by_label("Place").input_value() == "Baghdad"
    assert page.get_by_role("search").get_by_label("From").input_value() == "2020-01-01"
    assert visit.complaints == []


def test_the_way_up_from_an_incident_keeps_the_filter(visit: Any) -> None:
    page = visit.open("/?place=Baghdad&since=2020-01-01&until=2020-01-31")
    shown = count(page)
    row = row_of(page, EMBASSY)
    row.locator("summary").click()
    row.get_by_role("link", name="All evidence").click()
    page.get_by_role("link", name="← all incidents").click()
    expect(row_of(page, EMBASSY)).to_be_visible()
    assert count(page) == shown


def test_a_link_of_a_colleague_shows_what_they_saw(visit: Any, desk: str) -> None:
    page = visit.open("/")
    filter_to_baghdad(page)
    row_of(page, EMBASSY).locator("summary").click()
    expect(page).to_have_url(re.compile("sel="))
    address, shown = page.url, count(page)
    other = visit.context.new_page()
    other.goto(address)
    assert count(other) == shown
    expect(row_of(other, EMBASSY).locator("blockquote")).to_be_visible()
    assert other.get_by_role("search").get_by_label("Until").input_value() == "2020-01-31"


def test_an_article_is_pasted_and_its_record_points_to_its_words(visit: Any) -> None:
    page = visit.open("/read")
    page.get_by_placeholder("Paste a news report here…").fill(ARTICLE)
    page.get_by_label("Published on").fill("2020-01-27")
    page.get_by_role("button", name="Read", exact=True).click()
    card = page.locator("section.card").first
    expect(card).to_contain_text("armed attack")
    for group, said in (("when", "26 January 2020"), ("where", "Kirkuk"), ("people", "3")):
        expect(card.locator(f".record > .ev-{group}").first).to_contain_text(said)
    expect(card.locator(".record > .ev-who", has_text="Islamic State").first).to_contain_text("claim")
    value = card.locator(".record > div.ev-where").first
    value.hover()
    lit = page.locator("section.text mark.lit")
    expect(lit).to_have_text("Kirkuk")
    assert visit.complaints == []


def total(visit: Any) -> int:
    return int(visit.context.request.get("/incidents.json?size=1").json()["total"])


def reports_of(visit: Any, incident: str) -> int:
    return len(visit.context.request.get(f"/api/v1/incidents/{incident}").json()["reports"])


def test_two_incidents_are_merged_and_parted_again(visit: Any) -> None:
    before = total(visit)
    found = visit.context.request.get("/incidents.json?place=Baghdad&since=2020-01-03&until=2020-01-03")
    one, other = [each["id"] for each in found.json()["incidents"]][:2]
    reports = reports_of(visit, one)
    page = visit.open(f"/incidents/{one}")
    page.get_by_text("Correct this").click()
    page.get_by_label("the same as incident").fill(other)
    with page.expect_navigation():
        page.get_by_role("button", name="make one").click()
    assert total(visit) == before - 1
    merged = reports_of(visit, one)
    assert merged >= reports and reports_of(visit, other) == merged  # one report may have told both

    page = visit.open("/review?queue=log")
    expect(page.locator("tbody tr").first).to_contain_text("made one")
    with page.expect_navigation():
        page.locator("tbody tr").first.get_by_role("button", name="undo").click()
    assert total(visit) == before and reports_of(visit, one) == reports
