"""Review and reading: what forms do to the ledger, and what is shown of a pasted text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tocsin import demo, pipeline
from tocsin.ledger import Ledger
from tocsin.querying import differences
from tocsin.values import Report
from tocsin.web.application import make
from tocsin.web.reading import EXAMPLE

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TOLD = (
    ("Gulf Wire", 15, "A car bomb killed four people at the Sahal Hotel in Mogadishu on Saturday."),
    ("Horn Post", 16, "A car bomb at the Sahal Hotel in Mogadishu on Saturday killed at least six people."),
    ("Lake Daily", 16, "Gunmen killed two policemen in Goma on Sunday."),
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "a.db") as opened:
        reports = [Report(text=text, published=date(2026, 11, day), publisher=who) for who, day, text in TOLD]
        list(pipeline.add(opened, reports, reader=pipeline.load_reader(), now=NOW))
        pipeline.fold(opened, now=NOW)
        yield opened


@pytest.fixture
def desk(ledger: Ledger) -> TestClient:
    return TestClient(make(ledger, now=lambda: NOW), base_url="http://127.0.0.1", follow_redirects=False)


def send(desk: TestClient, **sent: str | list[str]) -> str:
    page = desk.get("/review").text
    form_pass = page.partition('name="form_pass" value="')[2].partition('"')[0]
    answer = desk.post("/review", data={"form_pass": form_pass, "who": "an analyst", **sent})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def bombing(ledger: Ledger) -> str:
    return next(one.id for one in ledger if one.kind == "bombing")


def attack(ledger: Ledger) -> str:
    return next(one.id for one in ledger if one.kind == "armed_attack")


def test_forms_merge_split_reject_edit_and_undo(desk: TestClient, ledger: Ledger) -> None:
    one, other = bombing(ledger), attack(ledger)
    address = f"http://127.0.0.1/incidents/{other}"
    assert send(desk, act="merge", incident=one, other=address) == f"/incidents/{one}"
    assert ledger.count() == 1 and desk.get(f"/incidents/{other}").headers["location"] == f"/incidents/{one}"
    send(desk, act="undo")
    assert ledger.count() == 2
    parted = ledger.incident(one).event_ids[1]
    assert send(desk, act="split", incident=one, events=[parted]) == f"/incidents/i{parted[1:]}"
    assert ledger.count() == 3
    assert send(desk, act="reject", incident=other) == "/review?queue=log"
    assert ledger.count() == 2
    here = f"/incidents/{one}"
    assert send(desk, act="edit", incident=one, field="killed", value="9", back=here) == here
    assert "Killed</strong> 9" in desk.get(f"/incidents/{one}").text
    assert differences(ledger) == ()
    for _ in range(3):
        send(desk, act="undo")
    assert ledger.count() == 2 and differences(ledger) == ()


def test_the_log_names_everything_and_whoever_did_it(desk: TestClient, ledger: Ledger) -> None:
    send(desk, act="reject", incident=attack(ledger))
    send(desk, act="undo")
    log = desk.get("/review?queue=log").text
    assert "an analyst" in log and "rejected" in log and "(undone)" in log and "undid" in log
    [done, undid] = desk.get("/api/v1/corrections").json()
    assert (done["act"], done["stands"], undid["undoes"]) == ("reject", False, done["number"])


def test_decisions_that_stand_are_training_data(desk: TestClient, ledger: Ledger) -> None:
    one = ledger.incident(bombing(ledger))
    send(desk, act="split", incident=one.id, events=[one.event_ids[1]])
    send(desk, act="merge", incident=one.id, other=attack(ledger))
    send(desk, act="undo")
    [line] = desk.get("/review.jsonl").text.splitlines()
    found = json.loads(line)
    assert found["same"] is False and found["who"] == "an analyst"
    assert [event["sentence"]["text"] for event in found["events"]] == [TOLD[1][2]]


def test_a_queue_is_emptied_one_by_one_or_at_once_and_refilled_by_one_undo(tmp_path: Path) -> None:
    with Ledger(tmp_path / "demo.db") as ledger:
        demo.fill(ledger, now=NOW)
        desk = TestClient(make(ledger, now=lambda: NOW), base_url="http://127.0.0.1", follow_redirects=False)
        before = desk.get("/review.json").json()
        assert before["joins"] and before["values"]
        pair = before["joins"][0]
        send(desk, act="accept", incident=pair["incident"], other=pair["other"], stay="1")
        assert pair not in desk.get("/review.json").json()["joins"]
        send(desk, act="undo")
        assert desk.get("/review.json").json() == before
        send(desk, act="accept all", back="/review?queue=values&country=IRQ")
        left = desk.get("/review.json?country=IRQ").json()
        assert left["values"] == [] and left["joins"]
        assert desk.get("/review.json").json()["values"]
        send(desk, act="undo")
        send(desk, act="accept all", back="/review?queue=joins")
        assert desk.get("/review.json").json()["joins"] == [] and differences(ledger) == ()
        send(desk, act="undo")
        assert desk.get("/review.json").json() == before and differences(ledger) == ()


def test_a_filter_narrows_the_queue(desk: TestClient, ledger: Ledger) -> None:
    every = desk.get("/review.json").json()["values"]
    here = desk.get("/review.json?text=Goma").json()["values"]
    assert len(here) <= len(every)
    assert desk.get("/review?queue=values&text=nothing").text.count("data-item") == 0


def test_what_means_nothing_is_refused_in_words(desk: TestClient, ledger: Ledger) -> None:
    page = desk.get("/review").text
    form_pass = page.partition('name="form_pass" value="')[2].partition('"')[0]
    for sent in ({"act": "burn"}, {"act": "edit", "field": "killed", "value": "many"}, {"act": "merge"}):
        answer = desk.post("/review", data={"form_pass": form_pass, "incident": bombing(ledger), **sent})
        assert answer.status_code in (400, 404), sent
    assert ledger.corrections() == ()


def test_the_example_is_read_with_the_words_of_each_value(desk: TestClient) -> None:
    page = desk.get("/read?example").text
    assert EXAMPLE[:40] in page
    form_pass = page.partition('name="form_pass" value="')[2].partition('"')[0]
    told = desk.post("/read", data={"form_pass": form_pass, "text": EXAMPLE, "published": "2020-01-27"}).text
    assert "Sunday 26 January 2020" in told and "blamed, not established" in told
    assert "denied by" in told and "Iran-backed factions" in told and 'class="ev ' in told


def test_files_are_read_and_those_that_cannot_be_say_why(desk: TestClient) -> None:
    page = desk.get("/read").text
    form_pass = page.partition('name="form_pass" value="')[2].partition('"')[0]
    files = [
        ("files", ("a.txt", TOLD[0][2].encode(), "text/plain")),
        ("files", ("../../b.jsonl", json.dumps({"text": TOLD[2][2]}).encode(), "application/json")),
        ("files", ("c.bin", bytes(range(256)) * 20, "application/octet-stream")),
    ]
    told = desk.post("/read", data={"form_pass": form_pass, "published": "2026-11-16"}, files=files).text
    assert "Mogadishu" in told and "Goma" in told
    assert 'class="problem"' in told and "c.bin" in told and "/tmp/" not in told


def test_reading_as_data_gives_the_record(desk: TestClient, ledger: Ledger) -> None:
    [found] = desk.post("/read.json", json={"text": TOLD[2][2], "published": "2026-11-16"}).json()
    assert found["events"][0]["kind"] == "armed_attack" and found["events"][0]["killed"] == [2, 2]
    assert ledger.counts()["reports"] == 3
