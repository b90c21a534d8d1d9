"""The desk as a browser sees it: every page, its twins, and the filter in the URL."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tocsin import demo, pipeline
from tocsin.ledger import Ledger, read_filter
from tocsin.values import Report
from tocsin.web.application import make

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PAGES = ("/", "/timeline", "/actors", "/sources", "/read", "/review", "/about")
HOST = "http://127.0.0.1"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger(tmp_path_factory.mktemp("desk") / "demo.db") as ledger:
        demo.fill(ledger, now=NOW)
        yield ledger


@pytest.fixture(scope="module")
def desk(book: Ledger) -> TestClient:
    return TestClient(make(book, now=lambda: NOW), base_url=HOST, follow_redirects=False)


def shown(desk: TestClient, url: str) -> str:
    answer = desk.get(url)
    assert answer.status_code == 200, f"{url}: {answer.status_code} {answer.text[:300]}"
    return answer.text


@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_with_one_heading_and_no_script_or_style_of_its_own(
    desk: TestClient, path: str
) -> None:
    page = shown(desk, path)
    assert page.count("<h1") == 1 and '<html lang="en">' in page
    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle=|\son\w+=", page)
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", page)


@pytest.mark.parametrize("path", [*PAGES, "/static/app.css", "/incidents.json", "/nothing"])
def test_every_answer_has_the_strict_headers(desk: TestClient, path: str) -> None:
    headers = desk.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy and "http" not in policy
    assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "same-origin"


def test_the_overview_tells_how_many_of_how_many_are_shown(desk: TestClient, book: Ledger) -> None:
    every = book.count()
    assert f"<strong>{every}</strong> of {every} incidents" in shown(desk, "/")
    page = shown(desk, "/?country=IRQ&kinds=shelling")
    fitting = desk.get("/incidents.json?country=IRQ&kinds=shelling").json()["total"]
    assert 0 < fitting < every and f"<strong>{fitting}</strong> of {every} incidents" in page
    assert page.count('class="row') == fitting


def test_a_change_of_the_filter_gets_the_list_alone_and_going_back_the_whole_page(desk: TestClient) -> None:
    url, asked = "/?country=IRQ", {"HX-Request": "true"}
    part = desk.get(url, headers=asked)
    whole = desk.get(url, headers={**asked, "HX-History-Restore-Request": "true"})
    assert 'id="results"' in part.text and "<title>" in part.text
    assert "<html" not in part.text and 'id="filter"' not in part.text
    assert "<html" in whole.text and 'id="filter"' in whole.text
    assert part.headers["etag"] != whole.headers["etag"] and "HX-Request" in part.headers["vary"]


def test_a_row_holds_the_sentence_and_on_whose_word(desk: TestClient) -> None:
    page = shown(desk, "/?text=embassy")
    assert "embassy" in page and "Gulf Wire" in page and '<mark class="ev' in page
    assert "All evidence" in page


def test_blame_is_worded_as_blame_and_never_as_a_fact(desk: TestClient, book: Ledger) -> None:
    one = next(one for one in book if any(actor.status == "attributed" for actor in one.by))
    page = shown(desk, f"/incidents/{one.id}")
    blamed = next(actor.name for actor in one.by if actor.status == "attributed")
    assert "s-attributed" in page and "not established" in page
    assert not re.search(rf's-stated"[^>]*>.{{0,80}}{re.escape(blamed)}<', page)


@pytest.mark.parametrize(
    "query",
    ["since=2020-01-05&until=2020-01-10", "place=Baghdad", "actor=Iran", "status=claimed", "text=rocket",
     "source=Gulf+Wire", "box=30,40,36,48", "recalled=no", "country=Iraq", "kinds=shelling,bombing",
     "kinds=shelling&kinds=bombing"],
)  # fmt: skip
def test_every_filter_narrows_every_page_and_twin_alike(desk: TestClient, book: Ledger, query: str) -> None:
    found = desk.get(f"/incidents.json?size=500&{query}").json()
    assert 0 < found["total"] < book.count() and len(found["incidents"]) == found["total"]
    features = desk.get(f"/incidents.geojson?{query}").json()["features"]
    rows = list(csv.DictReader(io.StringIO(desk.get(f"/incidents.csv?{query}").text)))
    assert len(features) == len(rows) == found["total"]
    assert desk.get(f"/api/v1/incidents?{query}").json()["total"] == found["total"]
    for path in ("/", "/timeline", "/actors", "/sources"):
        assert f"<strong>{found['total']}</strong> of" in shown(desk, f"{path}?{query}")


def test_the_filter_stays_in_the_links_and_each_part_can_be_taken_away(desk: TestClient) -> None:
    page = shown(desk, "/?country=IRQ&kinds=shelling,bombing&text=rocket")
    assert 'href="/timeline?country=IRQ&amp;kinds=shelling,bombing&amp;text=rocket"' in page
    assert 'href="/?country=IRQ&amp;kinds=bombing&amp;text=rocket"' in page
    assert 'href="/?kinds=shelling,bombing&amp;text=rocket"' in page


@pytest.mark.parametrize(
    "query", ["since=soon", "box=1,2,3", "status=guilty", "country=Nowhereland", "page=0", "size=x",
              "order=best", "since=2020-02-01&until=2020-01-01"],
)  # fmt: skip
def test_a_filter_that_means_nothing_is_explained(desk: TestClient, query: str) -> None:
    page = desk.get(f"/?{query}")
    assert page.status_code == 400 and "That cannot be asked" in page.text
    assert set(desk.get(f"/incidents.json?{query}").json()) == {"error"}


def test_pages_of_the_list_hold_everything_once(desk: TestClient, book: Ledger) -> None:
    url, ids = "/incidents.json?size=20", []
    while url:
        answer = desk.get(url).json()
        ids += [one["id"] for one in answer["incidents"]]
        url = answer["next"]
    assert len(ids) == len(set(ids)) == book.count()
    assert f"page 2 of {-(-len(ids) // 20)}" in shown(desk, "/?size=20&page=2")


@pytest.mark.parametrize(
    "asked", [{}, {"text": "rocket"}, {"text": "rocket", "source": "Gulf Wire"}, {"text": "zzz"}]
)
@pytest.mark.parametrize("offset", [0, 2, 1000])
def test_a_page_of_the_ledger_is_what_counting_and_listing_give(
    book: Ledger, asked: dict[str, str], offset: int
) -> None:
    chosen = read_filter(asked)
    every = tuple(book.incidents(chosen, newest=True))
    found = book.page(chosen, newest=True, limit=3, offset=offset)
    assert found == (len(every), every[offset : offset + 3]) and book.count(chosen) == len(every)


def test_the_histogram_and_the_lanes_count_what_is_shown(desk: TestClient) -> None:
    days = desk.get("/days.json?kinds=shelling").json()["days"]
    assert days == sorted(days) and all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) and n for day, n in days)
    lanes = desk.get("/timeline.json?lanes=place&kinds=shelling").json()
    assert {"name", "incidents"} == set(lanes["lanes"][0]) and lanes["links"] == []
    entry = lanes["lanes"][0]["incidents"][0]
    assert {"id", "label", "kind", "status", "first", "last", "url"} <= set(entry)


def test_the_map_gets_no_false_points(desk: TestClient) -> None:
    features = desk.get("/incidents.geojson").json()["features"]
    coarse = [one for one in features if one["properties"]["precision"] in ("country", None)]
    assert coarse and all(one["geometry"] is None for one in coarse)
    regions = [one for one in features if one["properties"]["precision"] == "region"]
    assert all(one["properties"]["radius_km"] for one in regions)
    wanted = {"id", "label", "kind", "status", "precision", "radius_km", "first", "last", "url", "inferred"}
    assert all(wanted <= set(one["properties"]) for one in features)


def test_of_very_many_the_map_gets_the_points_that_they_share(
    desk: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tocsin.web import twins

    monkeypatch.setattr(twins, "MOST_FEATURES", 10)
    found = desk.get("/incidents.geojson?country=IRQ").json()
    placed = [one for one in desk.get("/incidents.json?size=500&country=IRQ").json()["incidents"]
              if one["where"]["lat"] is not None and one["where"]["precision"] != "country"]  # fmt: skip
    assert found["grouped"] and sum(one["properties"]["count"] for one in found["features"]) == len(placed)


def test_an_incident_shows_every_source_and_why_they_are_one(desk: TestClient, book: Ledger) -> None:
    one = max(book, key=lambda one: len(one.report_ids))
    page = shown(desk, f"/incidents/{one.id}")
    assert page.count("Values and their words") == len(one.event_ids)
    assert "bits" in page and "History" in page
    assert desk.get(f"/incidents/{one.id[:9]}").headers["location"] == f"/incidents/{one.id}"
    assert desk.get(f"/incidents/TOC-{one.id}").status_code == 308
    data = desk.get(f"/incidents/{one.id}.json").json()
    assert data["incident"]["id"] == one.id and len(data["reports"]) == len(one.report_ids)
    assert len(desk.get(f"/incidents/{one.id}.csv").text.splitlines()) >= 2
    assert len(desk.get(f"/incidents/{one.id}.geojson").json()["features"]) == 1
    [feature] = desk.get(f"/incidents/{one.id}.map.geojson").json()["features"]
    assert feature["properties"]["label"] == one.headline
    assert desk.get(f"/incidents/{one.id}.xlsx").status_code == 404


def test_a_report_shows_its_text_with_the_words_of_each_value(desk: TestClient, book: Ledger) -> None:
    one = next(iter(book))
    page = shown(desk, f"/reports/{one.report_ids[0]}")
    numbers = set(re.findall(r'<mark class="ev [^"]*" data-v="([^"]+)"', page))
    values = set(re.findall(r'<div class="ev-\w+" data-v="(v\d+)" tabindex="0"', page))
    assert values and values <= {number for group in numbers for number in group.split()}
    data = desk.get(f"/reports/{one.report_ids[0]}.json").json()
    event = data["events"][0]
    assert data["text"][event["trigger_span"][0] : event["trigger_span"][1]] == event["trigger"]


def test_what_is_not_there_is_a_page_that_says_so(desk: TestClient) -> None:
    for path in ("/incidents/i0000", "/reports/r0000", "/nothing"):
        assert desk.get(path).status_code == 404
    assert desk.get("/api/v1/incidents/i0000").json()["error"].startswith("no incident")


def test_what_has_not_changed_is_not_sent_again(desk: TestClient) -> None:
    for path in ("/", "/incidents.json", "/api/v1/incidents", "/incidents.geojson", "/actors", "/timeline"):
        first = desk.get(path)
        tag = first.headers["etag"]
        again = desk.get(path, headers={"If-None-Match": f'"other", {tag}'})
        assert (again.status_code, again.content) == (304, b"")
        assert desk.get(f"{path}?country=IRQ", headers={"If-None-Match": tag}).status_code == 200


def test_a_change_of_the_ledger_is_seen_at_once(tmp_path: Path) -> None:
    with Ledger(tmp_path / "a.db") as ledger:
        desk = TestClient(make(ledger, now=lambda: NOW), base_url=HOST)
        tag = desk.get("/").headers["etag"]
        assert "The ledger is empty." in shown(desk, "/")
        report = Report(text="Rockets hit a base in Baghdad on Sunday.", published=date(2020, 1, 27))
        list(pipeline.add(ledger, [report], reader=pipeline.load_reader(), now=NOW))
        pipeline.fold(ledger, now=NOW)
        changed = desk.get("/", headers={"If-None-Match": tag})
        assert changed.status_code == 200 and "Baghdad" in changed.text


def test_the_interface_is_described_and_its_page_comes_from_here(desk: TestClient) -> None:
    described = desk.get("/api/v1/openapi.json").json()
    assert {"/api/v1/incidents", "/api/v1/incidents/{incident_id}", "/api/v1/reports/{report_id}",
            "/api/v1/corrections"} <= set(described["paths"])  # fmt: skip
    assert not any(path.startswith(("/incidents", "/read")) for path in described["paths"])
    assert "://" not in shown(desk, "/api/docs")
    first = desk.get("/api/v1/incidents?size=10")
    assert 'rel="next"' in first.headers["link"]


def test_the_method_page_names_errors_and_licences(desk: TestClient) -> None:
    page = shown(desk, "/about")
    assert "What must not be concluded" in page and "false accusations" in page and "CC BY 4.0" in page
    assert json.loads(desk.get("/about.json").text)["measured"]


def test_the_timeline_and_the_page_tell_what_was_in_retaliation_for_what(tmp_path: Path) -> None:
    text = (
        "Rebels shelled the barracks in Goma on Wednesday. "
        "They called it revenge for the bombing of a market in Beni on Monday, which killed nine people."
    )
    with Ledger(tmp_path / "ties.db") as ledger:
        reader, report = pipeline.load_reader("rules"), Report(text=text, published=date(2020, 1, 30))
        list(pipeline.add(ledger, [report], reader=reader, now=NOW))
        pipeline.fold(ledger, now=NOW)
        shelling, bombing = (next(i.id for i in ledger if i.kind == kind) for kind in ("shelling", "bombing"))
        desk = TestClient(make(ledger, now=lambda: NOW), base_url=HOST)
        [link] = desk.get("/timeline.json").json()["links"]
        assert (link["from"], link["to"]) == (bombing, shelling)
        page = shown(desk, f"/incidents/{shelling}")
        assert "in retaliation for" in page and f'href="/incidents/{bombing}"' in page
        assert "retaliated for by" in shown(desk, f"/incidents/{bombing}")
