"""The bundled sample: well-formed, labelled, and its dates hold together."""

from __future__ import annotations

import calendar
import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from html import unescape
from html.parser import HTMLParser
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

FOLDER = Path(str(files("tocsin"))) / "data" / "sample"
GOLDEN = Path(__file__).parent / "golden" / "sample.records.jsonl"
WEEKDAYS = {name: number for number, name in enumerate(calendar.day_name)}
MONTHS = {name[:3]: number for number, name in enumerate(calendar.month_name) if name}
KINDS = {
    "armed_attack", "armed_clash", "bombing", "shelling", "air_strike", "storming", "abduction",
    "hijacking", "shootdown", "sabotage", "capture", "raid", "crackdown", "protest", "riot",
    "sexual_violence", "threat", "mobilization", "withdrawal", "sanction", "agreement",
}  # fmt: skip
STANCES = {"stated", "claimed", "blamed", "suspected", "denied"}
INCIDENT_KEYS = {
    "id", "core", "kinds", "stage", "aggregate", "first", "last", "near_days", "places", "country", "by",
    "never_stated", "killed", "injured", "taken", "weapons", "unclaimed", "told_in", "recalled_in",
    "injured_over_time",
}  # fmt: skip
AHEAD = re.compile(r"(?:until|next|coming)\s+$")  # the weekday after these lies ahead of the report
QUOTE = "\N{RIGHT SINGLE QUOTATION MARK}"


class Page(HTMLParser):
    """The metadata of one web page, its article's text, and the text of the whole file."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.meta: dict[str, str] = {}
        self.title = ""
        self.linked: list[dict[str, Any]] = []
        self.paragraphs: list[str] = []
        self._open: list[str] = []
        self._script = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta" and given.get("property"):
            self.meta[str(given["property"])] = given.get("content") or ""
        self._script = given.get("type") or "" if tag == "script" else ""
        if tag == "p":
            self.paragraphs.append("")
        if tag not in {"meta", "link", "img", "input", "br"}:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._open:
            return
        if self._open[-1] == "title":
            self.title += data
        elif self._open[-1] == "script" and self._script == "application/ld+json":
            self.linked.append(json.loads(data))
        elif "p" in self._open and not {"aside", "footer", "section"} & set(self._open):
            self.paragraphs[-1] += data

    def article_node(self) -> dict[str, Any]:
        nodes = [node for block in self.linked for node in (block if isinstance(block, list) else [block])]
        nodes = [inner for node in nodes for inner in node.get("@graph", [node])]
        (found,) = [node for node in nodes if str(node["@type"]).endswith("NewsArticle")]
        return found

    @property
    def body(self) -> str:
        return "\n\n".join(paragraph for paragraph in self.paragraphs if len(paragraph.split()) > 20)


def read_reports() -> dict[str, dict[str, str]]:
    lines = (FOLDER / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["id"]: row for row in map(json.loads, lines)}


REPORTS = read_reports()
PAGES = {path.stem: path.read_text(encoding="utf-8") for path in sorted((FOLDER / "articles").glob("*.html"))}
EXPECTED = tomllib.loads((FOLDER / "expected.toml").read_text(encoding="utf-8"))
INCIDENTS: dict[str, dict[str, Any]] = {incident["id"]: incident for incident in EXPECTED["incident"]}


def published(name: str) -> date:
    if name in REPORTS:
        return date.fromisoformat(REPORTS[name]["published"])
    return datetime.fromisoformat(Page(PAGES[name]).meta["article:published_time"]).date()


@cache
def body(name: str) -> str:
    return REPORTS[name]["text"] if name in REPORTS else Page(PAGES[name]).body


NAMES = [*REPORTS, *PAGES]


def linked(name: str) -> Iterator[dict[str, Any]]:
    return (i for i in INCIDENTS.values() if name in i["told_in"] or name in i["recalled_in"])


# --- The reports ---


def test_every_line_is_a_report_with_its_own_id() -> None:
    lines = (FOLDER / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert len({row["id"] for row in rows}) == len(rows) == 68
    for row in rows:
        assert list(row) == ["id", "published", "publisher", "title", "text", "url"]
        assert all(isinstance(value, str) and value == value.strip() and value for value in row.values())


def test_reports_come_in_order_of_publication() -> None:
    days = [row["published"] for row in REPORTS.values()]
    assert days == sorted(days)


def test_addresses_lead_nowhere_and_name_their_day() -> None:
    addresses = [row["url"] for row in REPORTS.values()]
    assert len(set(addresses)) == len(addresses)
    for row in REPORTS.values():
        host = urlsplit(row["url"]).hostname or ""
        assert host.endswith((".example.org", ".invalid")), host
        assert row["published"].replace("-", "/") in row["url"]


def test_reports_are_short() -> None:
    for row in REPORTS.values():
        sentences = re.findall(r"[a-z0-9)]\.(?=\s+[A-Z]|$)", row["text"])
        assert 1 <= len(sentences) <= 10, (row["id"], len(sentences))


# --- Days ---


@pytest.mark.parametrize("name", NAMES)
def test_every_weekday_falls_on_a_day_that_the_record_knows(name: str) -> None:
    day = published(name)
    known = {day, *EXPECTED["spoken"].get(name, [])}
    for incident in linked(name):
        first = incident.get("first", incident["last"])
        if (incident["last"] - first).days <= 3:
            slack = incident.get("near_days", 0)
            first -= timedelta(days=slack)
            known |= {first + timedelta(days=n) for n in range((incident["last"] - first).days + 1)}
    text = body(name)
    for found in re.finditer("|".join(WEEKDAYS), text):
        if AHEAD.search(text[: found.start()]):
            continue
        back = (day.weekday() - WEEKDAYS[found[0]]) % 7
        meant = {day - timedelta(days=back), day - timedelta(days=back + 7)}
        assert meant & known, f"{name}: {found[0]} would be {min(meant)} or {max(meant)}"


@pytest.mark.parametrize("name", NAMES)
def test_a_dateline_names_the_day_of_publication(name: str) -> None:
    found = re.match(r"[A-Z][A-Za-z, ]+, (Jan|Dec) (\d+) - ", body(name))
    if found:
        assert (MONTHS[found[1]], int(found[2])) == (published(name).month, published(name).day)


@pytest.mark.parametrize("name", NAMES)
def test_no_report_tells_of_a_day_after_its_own(name: str) -> None:
    for incident in linked(name):
        earliest = incident.get("first", published(name)) - timedelta(days=incident.get("near_days", 0))
        assert earliest <= published(name), incident["id"]


def test_the_calendar_of_the_story() -> None:
    days = {
        "k1-rockets": "Friday",
        "strikes-al-qaim": "Sunday",
        "embassy-siege": "Tuesday",
        "soleimani-strike": "Friday",
        "ain-al-asad-missiles": "Wednesday",
        "embassy-rockets": "Sunday",
    }
    for name, weekday in days.items():
        assert calendar.day_name[INCIDENTS[name]["first"].weekday()] == weekday


# --- The pages ---


@pytest.mark.parametrize("name", PAGES)
def test_a_page_carries_the_same_metadata_everywhere(name: str) -> None:
    page = Page(PAGES[name])
    node = page.article_node()
    assert node["datePublished"] == page.meta["article:published_time"]
    assert datetime.fromisoformat(node["datePublished"]).tzinfo is not None
    assert node["headline"] == page.meta["og:title"] and node["headline"] in page.title
    assert node["publisher"]["name"] == page.meta["og:site_name"]
    assert (urlsplit(page.meta["og:url"]).hostname or "").endswith(".example.org")
    assert page.meta["og:url"].endswith(f"/{name}")


@pytest.mark.parametrize("name", PAGES)
def test_an_article_has_250_to_600_words(name: str) -> None:
    assert 250 <= len(body(name).split()) <= 600


@pytest.mark.parametrize("entry", EXPECTED["furniture"], ids=lambda entry: str(entry["report"]))
def test_furniture_stands_in_the_file_but_not_in_the_article(entry: dict[str, Any]) -> None:
    for words in entry["words"]:
        assert words in unescape(PAGES[entry["report"]])
        assert words not in body(entry["report"])


# --- The answers ---


@pytest.mark.parametrize("incident", EXPECTED["incident"], ids=lambda incident: str(incident["id"]))
def test_an_expected_incident_is_well_formed(incident: dict[str, Any]) -> None:
    assert set(incident) <= INCIDENT_KEYS, set(incident) - INCIDENT_KEYS
    assert isinstance(incident["core"], bool) and isinstance(incident["unclaimed"], bool)
    assert incident["kinds"] and set(incident["kinds"]) <= KINDS
    assert incident["stage"] in {"done", "attempted", "threatened"}
    assert incident.get("first", incident["last"]) <= incident["last"]
    assert re.fullmatch("[A-Z]{3}", incident.get("country", "XXX"))
    told, recalled = incident["told_in"], incident["recalled_in"]
    assert told or recalled
    assert not set(told) & set(recalled)
    assert set(told) | set(recalled) <= set(NAMES)
    for party in incident["by"]:
        assert set(party["stances"]) <= STANCES and party["stances"]
    for field in ("killed", "injured", "taken"):
        figure = incident.get(field, {"low": 0, "best": 0})
        assert figure["low"] <= figure["best"] <= figure.get("high", figure["best"])


def test_ids_of_incidents_are_unique() -> None:
    assert len(INCIDENTS) == len(EXPECTED["incident"])


def test_nobody_is_expected_as_the_doer_who_must_not_be() -> None:
    for incident in INCIDENTS.values():
        for party in incident["by"]:
            if party["actor"] in incident.get("never_stated", []):
                assert not {"stated", "claimed"} & set(party["stances"]), incident["id"]


def test_every_report_is_accounted_for() -> None:
    used = {name for i in INCIDENTS.values() for name in i["told_in"] + i["recalled_in"]}
    used |= {entry["report"] for entry in EXPECTED["nothing"]}
    assert set(NAMES) == used


@pytest.mark.parametrize("entry", EXPECTED["nothing"], ids=lambda entry: str(entry["words"])[:30])
def test_words_that_make_no_event_are_verbatim(entry: dict[str, Any]) -> None:
    assert entry["words"] in body(entry["report"]) and entry["why"]


def test_figures_over_time_stand_in_order_and_in_their_reports() -> None:
    steps = INCIDENTS["ain-al-asad-missiles"]["injured_over_time"]
    words = {0: "No American was harmed", 11: "Eleven", 34: "34", 50: "Fifty"}
    assert [step["published"] for step in steps] == sorted(published(step["report"]) for step in steps)
    for step in steps:
        report = REPORTS[step["report"]]
        assert words[step["injured"]] in report["title"] + " " + report["text"]


def test_a_correction_names_the_wrong_and_the_right_figure() -> None:
    for entry in EXPECTED["correction"]:
        report, wrong = REPORTS[entry["report"]], REPORTS[entry["corrects"]]
        assert report["publisher"] == wrong["publisher"] and report["published"] > wrong["published"]
        assert str(entry["wrong"]) in report["text"] and str(entry["right"]) in report["text"]
        assert str(entry["wrong"]) in wrong["title"]
        assert entry["report"] in INCIDENTS[entry["incident"]]["told_in"]


@cache
def runs(name: str) -> frozenset[tuple[str, ...]]:
    """The five-word runs of one report."""
    words = re.findall(r"[a-z0-9']+", body(name).lower().replace(QUOTE, "'"))
    return frozenset(tuple(words[n : n + 5]) for n in range(len(words) - 4))


def test_only_the_named_pairs_are_copies() -> None:
    copies = {frozenset(entry["reports"]) for entry in EXPECTED["copies"]}
    assert len(copies) == 2
    for left, right in combinations(NAMES, 2):
        alike = len(runs(left) & runs(right)) / min(len(runs(left)), len(runs(right)))
        assert (alike > 0.5) == (frozenset((left, right)) in copies), (left, right, alike)


def test_the_sample_says_that_it_is_synthetic() -> None:
    words = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert "not news" in words and "invented" in words and "Portal:Current events" in words
    assert f"{len(REPORTS)} short reports" in words


# --- The golden records ---


def golden() -> list[dict[str, Any]]:
    return [json.loads(line) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]


def verbatim(event: dict[str, Any]) -> Iterator[str]:
    yield event["trigger"]
    yield from event["weapons"] + event["sources"]
    yield from (party["text"] for party in event["by"] + event["targets"])
    yield from (said for said in (party["says"] for party in event["by"]) if said)
    yield from (said for said in (event["when"]["text"], event["where"]["text"]) if said)


def test_golden_records_are_of_short_reports_and_verbatim() -> None:
    assert len({record["id"] for record in golden()}) == len(golden()) == 12
    for record in golden():
        for event in record["events"]:
            assert event["kind"] in KINDS
            for words in verbatim(event):
                assert words in REPORTS[record["id"]]["text"], (record["id"], words)


def test_golden_records_agree_with_the_expected_incidents() -> None:
    for record in golden():
        names = {"told_in": "news", "recalled_in": "background"}
        for field, told_as in names.items():
            for incident in (i for i in INCIDENTS.values() if i["core"] and record["id"] in i[field]):
                fits = [
                    e
                    for e in record["events"]
                    if e["kind"] in incident["kinds"]
                    and e["told_as"] == told_as
                    and e["when"]["last"] is not None
                    and abs(date.fromisoformat(e["when"]["last"]) - incident["last"]).days <= 1
                ]
                assert fits, (record["id"], incident["id"])
