"""The desk keeps to itself: tokens, hosts, forms of others, and whatever a report may say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tocsin import pipeline
from tocsin.errors import QueryError, TocsinError
from tocsin.ledger import Ledger
from tocsin.values import Failure, Report
from tocsin.web import security, serving
from tocsin.web.application import make
from tocsin.web.security import Guard

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOST = "http://127.0.0.1:8400"
EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7 * 191 }}"
TOKEN = "a long token"
PAGES = ("/", "/timeline", "/actors", "/sources", "/review", "/review?queue=values", "/review?queue=log")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "a.db") as opened:
        text = f"{EVIL}\nGunmen killed two {EVIL} policemen in Goma on Sunday, {EVIL} said."
        report = Report(
            text=text,
            title=EVIL,
            publisher=EVIL,
            name=EVIL,
            url="javascript:alert(3)",
            published=date(2026, 11, 16),
        )
        list(pipeline.add(opened, [report], reader=pipeline.load_reader(), now=NOW))
        opened.add_failure(Failure(origin=EVIL, error="x", message=EVIL), now=NOW)
        pipeline.fold(opened, now=NOW)
        yield opened


def desk(ledger: Ledger, **guard: object) -> TestClient:
    app = make(ledger, now=lambda: NOW, guard=Guard(**guard))  # type: ignore[arg-type]
    return TestClient(app, base_url=HOST, follow_redirects=False)


def test_nothing_that_a_report_says_becomes_part_of_a_page(ledger: Ledger) -> None:
    client = desk(ledger)
    one = next(iter(ledger))
    urls = [
        *PAGES,
        f"/incidents/{one.id}",
        f"/reports/{one.report_ids[0]}",
        "/?text=%3Cscript%3E",
        f"/?place={EVIL}",
    ]
    for url in urls:
        page = client.get(url)
        assert page.status_code == 200, url
        assert "<script>alert" not in page.text and "<img" not in page.text and "1337" not in page.text
        assert 'href="javascript' not in page.text


def test_a_pasted_text_is_shown_as_text(ledger: Ledger) -> None:
    client = desk(ledger)
    sent = {"form_pass": form_pass(client, "/read"), "text": f"Gunmen killed two people in Goma. {EVIL}"}
    page = client.post("/read", data=sent, files={})
    assert page.status_code == 200 and "armed attack" in page.text
    assert "<script>alert" not in page.text and "&lt;script&gt;" in page.text and "1337" not in page.text


def form_pass(client: TestClient, url: str) -> str:
    page = client.get(url).text
    return page.partition('name="form_pass" value="')[2].partition('"')[0]


def test_a_form_of_another_site_is_refused(ledger: Ledger) -> None:
    client, one = desk(ledger), next(iter(ledger))
    sent = {"form_pass": form_pass(client, "/review"), "act": "reject", "incident": one.id, "who": "me"}
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://evil.example"}, {"Origin": "null"}):
        assert client.post("/review", data=sent, headers=headers).status_code == 403
    for words in ("", "guessed"):
        assert client.post("/review", data=sent | {"form_pass": words}).status_code == 403
    client.cookies.clear()
    assert client.post("/review", data=sent).status_code == 403
    assert ledger.corrections() == ()


def test_a_name_of_elsewhere_that_points_here_gets_no_answer(ledger: Ledger) -> None:
    client = desk(ledger)
    for host in ("evil.example", "evil.example:8400", "127.0.0.1.evil.example", ""):
        assert client.get("/", headers={"Host": host}).status_code == 421
    for host in ("localhost:8400", "127.0.0.1", "[::1]:8400", "[::1]"):
        assert client.get("/about", headers={"Host": host}).status_code == 200


def test_with_a_token_nothing_of_the_ledger_is_seen_without_it(ledger: Ledger) -> None:
    client = desk(ledger, token=TOKEN, hosts=None)
    for url in (
        *PAGES,
        "/incidents.json",
        "/api/v1/incidents",
        "/api/v1/openapi.json",
        "/days.json",
        "/about",
    ):
        assert client.get(url).status_code == 401
        assert client.get(url, headers={"Authorization": "Bearer wrong"}).status_code == 401
        assert client.get(url, headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert client.get("/", headers={"Accept": "text/html"}).headers["location"] == "/enter"
    assert client.get("/static/app.css").status_code == 200
    assert "Goma" not in client.get("/enter").text


def test_the_token_is_shown_once_and_remembered_by_a_cookie(ledger: Ledger) -> None:
    client = desk(ledger, token=TOKEN, hosts=None)
    assert client.post("/enter", data={"token": "wrong"}).status_code == 403
    assert client.get("/").status_code == 401
    entered = client.post("/enter", data={"token": TOKEN})
    assert entered.status_code == 303 and TOKEN not in entered.headers["set-cookie"]
    assert {"httponly", "samesite=strict"} <= set(entered.headers["set-cookie"].lower().split("; "))
    assert client.get("/").status_code == 200


def test_the_interface_writes_only_with_the_token_in_the_header(ledger: Ledger) -> None:
    one = next(iter(ledger))
    sent = {"act": "reject", "incident": one.id, "who": "a program"}
    assert desk(ledger).post("/api/v1/corrections", json=sent).status_code == 403
    client = desk(ledger, token=TOKEN, hosts=None)
    client.post("/enter", data={"token": TOKEN})
    assert client.post("/api/v1/corrections", json=sent).status_code == 403
    assert ledger.corrections() == ()
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    assert client.post("/api/v1/corrections", json=sent, headers=bearer).status_code == 201
    assert ledger.count() == 0
    assert client.delete("/api/v1/corrections/1", headers=bearer).status_code == 200
    assert ledger.count() == 1
    assert client.post("/api/v1/corrections", json={"act": "burn"}, headers=bearer).status_code == 422


def test_after_a_form_one_lands_on_a_page_of_ours(ledger: Ledger) -> None:
    client, one = desk(ledger), next(iter(ledger))
    for back in ("//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"):
        sent = {"form_pass": form_pass(client, "/review"), "act": "accept", "incident": one.id, "back": back}
        assert client.post("/review", data=sent).headers["location"] == "/review"


def test_an_address_inside_is_not_fetched(ledger: Ledger) -> None:
    client = desk(ledger)
    for url in ("http://127.0.0.1:8400/", "file:///etc/passwd", "/etc/passwd"):
        page = client.post("/read", data={"form_pass": form_pass(client, "/read"), "url": url})
        assert 'class="problem"' in page.text and "root:" not in page.text


def start(ledger: Ledger, *, host: str) -> list[str]:
    told: list[str] = []
    options = {"port": 0, "token": None, "reader": "rules", "now": lambda: NOW, "once": True}
    serving.serve(ledger, host=host, ready=told.append, **options)  # type: ignore[arg-type]
    return told


def test_a_desk_that_others_can_reach_needs_a_token(ledger: Ledger) -> None:
    with pytest.raises(QueryError, match="token"):
        start(ledger, host="0.0.0.0")
    assert security.is_loopback("::1") and not security.is_loopback("example.org")


def test_a_desk_that_is_only_tried_answers_once_and_ends(ledger: Ledger) -> None:
    told = start(ledger, host="127.0.0.1")
    assert len(told) == 1 and told[0].startswith("http://127.0.0.1:")


def test_a_port_that_is_taken_is_named(ledger: Ledger) -> None:
    with serving.bound("127.0.0.1", 0) as taken, pytest.raises(QueryError, match="cannot be had"):
        serving.bound("127.0.0.1", taken.getsockname()[1])


def test_without_the_extra_it_says_what_to_install(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from tocsin import web

    monkeypatch.setitem(sys.modules, "tocsin.web.serving", None)
    monkeypatch.delattr(web, "serving", raising=False)

    def gone(*_: object, **__: object) -> None:
        raise ModuleNotFoundError("No module named 'uvicorn'", name="uvicorn")

    monkeypatch.setattr("builtins.__import__", gone_for("serving", gone))
    with pytest.raises(TocsinError, match=r"tocsin\[desk\]"):
        web.serve(ledger, now=lambda: NOW, ready=print)


def gone_for(name: str, gone: object) -> object:
    import builtins

    real = builtins.__import__

    def load(what: str, *more: object, **named: object) -> object:
        if what == name:
            return gone()  # type: ignore[operator]
        return real(what, *more, **named)  # type: ignore[arg-type]

    return load
