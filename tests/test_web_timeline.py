"""The lanes of the timeline: each mark tells what is held of the actor whose lane it is."""

from __future__ import annotations

import re
from pathlib import Path

from fastapi.testclient import TestClient

from tests.conftest import NOW
from tocsin.ledger import Ledger
from tocsin.rendering import words
from tocsin.web.application import make


def test_in_an_actors_lane_stands_what_is_held_of_that_actor(sample_ledger: Path) -> None:
    with Ledger(sample_ledger, create=False) as book:
        desk = TestClient(make(book, now=lambda: NOW), base_url="http://127.0.0.1")
        held = {
            (words.clean(actor.name), one.id): {
                other.status for other in one.by if words.clean(other.name) == words.clean(actor.name)
            }
            for one in book
            for actor in one.by
        }
        lanes = desk.get("/timeline.json").json()["lanes"]
    shown = {(lane["name"], one["id"]): one["status"] for lane in lanes for one in lane["incidents"]}
    known = shown.keys() & held.keys()
    assert len(known) > 20
    assert [key for key in known if shown[key] not in held[key]] == []


def test_the_page_says_how_many_of_those_that_fit_are_not_drawn(sample_ledger: Path) -> None:
    with Ledger(sample_ledger, create=False) as book:
        desk = TestClient(make(book, now=lambda: NOW), base_url="http://127.0.0.1")
        page = desk.get("/timeline").text
        data = desk.get("/timeline.json").json()
        fitting = len(tuple(book))
    drawn = {one["id"] for lane in data["lanes"] for one in lane["incidents"]}
    said = re.search(r"incidents fit; ([^;<]*) are left out", page)
    assert said is not None
    assert fitting - len(drawn) == sum(map(int, re.findall(r"\d+", said[1])))
    assert data["lanes"][-1]["name"] == "nobody named"
