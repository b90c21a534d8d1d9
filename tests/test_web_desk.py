"""Filter counts are made seldom while reports come in, and never pass for the newest for ever."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tocsin.web import desk


class Book:
    """A ledger of which only the counts are asked; they rise with every question."""

    def __init__(self) -> None:
        self.survey, self.asked = self, 0

    def counts(self, _chosen: Any, *, by: str) -> dict[str, int]:
        self.asked += 1
        return {by: self.asked}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    now = [1000.0]
    monkeypatch.setattr(desk, "monotonic", lambda: now[0])
    yield now


def test_counts_are_kept_for_a_state_and_for_seconds_beyond_it(clock: list[float]) -> None:
    book: Any = Book()
    first = desk.choices(book, "1")
    clock[0] += 3600
    assert desk.choices(book, "1") is first
    assert desk.choices(book, "2") is not first
    second = desk.choices(book, "3")
    assert second is desk.choices(book, "2") and book.asked == 6
    clock[0] += desk.KEPT_SECONDS
    assert desk.choices(book, "3") is not second


def test_a_page_with_counts_that_lag_behind_has_a_mark_that_passes(clock: list[float]) -> None:
    book: Any = Book()
    assert desk.late(book, "1") == 0
    desk.choices(book, "1")
    assert desk.late(book, "1") == 0
    lagging = desk.late(book, "2")
    assert lagging != 0
    clock[0] += desk.KEPT_SECONDS
    assert desk.late(book, "2") not in (0, lagging)
    desk.choices(book, "2")
    assert desk.late(book, "2") == 0


def test_nobody_waits_for_a_count_that_takes_long(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Any] = []

    class Beside:
        def __init__(self, *, target: Any, args: Any, daemon: bool) -> None:
            self.run, self.daemon = lambda: target(*args), daemon

        def start(self) -> None:
            begun.append(self)

    class Slow(Book):
        def counts(self, chosen: Any, *, by: str) -> dict[str, int]:
            clock[0] += desk.QUICK_SECONDS
            return super().counts(chosen, by=by)

    monkeypatch.setattr(desk, "Thread", Beside)
    book: Any = Slow()
    first = desk.choices(book, "1")
    clock[0] += desk.KEPT_SECONDS + 1
    assert desk.choices(book, "2") is first is desk.choices(book, "2") and len(begun) == 1
    begun[0].run()
    assert desk.choices(book, "2") is not first and len(begun) == 1
