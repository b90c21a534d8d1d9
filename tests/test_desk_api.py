"""The interface for programs against its own description: whatever is asked, the desk does not fail."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.conftest import NOW
from tocsin.ledger import Ledger
from tocsin.web.application import make
from tocsin.web.security import Guard

schemathesis = pytest.importorskip("schemathesis", reason="needs schemathesis")
TOKEN = "for this test"
SHOWN = {"Authorization": f"Bearer {TOKEN}"}
KINDS_OF_ANSWER = ("application/json", "application/geo+json", "text/plain")
EXAMPLES = 6  # for each operation


@pytest.fixture(scope="module")
def described(sample_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The description of a desk that takes corrections, on a copy of the sample; asked in this process."""
    path = tmp_path_factory.mktemp("api") / "copy.db"
    with closing(sqlite3.connect(sample_ledger)) as origin, closing(sqlite3.connect(path)) as copy:
        origin.backup(copy)
    with Ledger(path, create=False) as book:
        app = make(book, now=lambda: NOW, guard=Guard(token=TOKEN, hosts=None))
        yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers=SHOWN)


def test_the_desk_does_not_fail_whatever_is_asked(described: Any) -> None:
    asked = set()

    def check(case: Any) -> None:
        answer = case.call(headers=SHOWN)
        asked.add((case.method, case.path))
        told = f"{case.method} {case.formatted_path} {case.query} {case.body}: {answer.text[:300]}"
        assert answer.status_code < 500, told
        assert answer.headers["content-type"][0].startswith(KINDS_OF_ANSWER), told

    few = settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    for operation in described.get_all_operations():
        few(given(case=operation.ok().as_strategy())(check))()
    assert len(asked) > 8
