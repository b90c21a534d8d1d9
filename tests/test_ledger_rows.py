"""Values to JSON and back."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.errors import LedgerError
from tocsin.ledger import rows
from tocsin.values import Count, Decision, Event, Failure, Figure, Incident, Period, Report, Span

SPANS = st.builds(
    lambda start, text: Span(start=start, end=start + len(text), text=text),
    st.integers(0, 9999),
    st.text(min_size=1, max_size=9),
)
DAYS = st.none() | st.dates()
PERIODS = st.builds(
    lambda first, last, span: Period(
        first=min(first, last) if first and last else first,
        last=max(first, last) if first and last else last,
        precision="days",
        span=span,
        basis="weekday",
    ),
    DAYS,
    DAYS,
    st.none() | SPANS,
)
COUNTS = st.builds(
    lambda low, more, spans: Count(low=low, high=None if more is None else low + more, spans=tuple(spans)),
    st.integers(0, 10**6),
    st.none() | st.integers(0, 99),
    st.lists(SPANS, max_size=2),
)
PLAIN = {
    str: st.text(max_size=12),
    int: st.integers(0, 10**9),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    date: st.dates(),
    NoneType: st.none(),
    Span: SPANS,
    Period: PERIODS,
    Count: COUNTS,
}


def drawn(hint: Any) -> st.SearchStrategy[Any]:
    """Strategy for any type hint that the values use."""
    if hint in PLAIN:
        return PLAIN[hint]
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return st.one_of([drawn(kind) for kind in inner])
    if origin is Literal:
        return st.sampled_from(inner)
    if origin is tuple and inner[-1] is Ellipsis:
        return st.lists(drawn(inner[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*[drawn(kind) for kind in inner])
    assert is_dataclass(hint)
    hints = get_type_hints(hint)
    return st.builds(hint, **{field.name: drawn(hints[field.name]) for field in fields(hint)})


@pytest.mark.parametrize("kind", [Event, Incident, Decision, Report, Failure])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_every_value_comes_back_from_json_equal(kind: type, data: st.DataObject) -> None:
    value = data.draw(drawn(kind))
    assert rows.loads(kind, rows.dumps(value)) == value


def test_an_unknown_field_is_an_error_that_names_the_version_which_wrote_it() -> None:
    with pytest.raises(LedgerError, match=r"unknown fields: mood.*Tocsin 9\.1"):
        rows.decode(Count, {"low": 1, "high": None, "spans": [], "mood": "grim"}, written_by="9.1")


def test_a_field_that_an_older_version_lacked_takes_its_default() -> None:
    assert rows.decode(Count, {"low": 1, "high": 2}) == Count(low=1, high=2)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ({"high": 2}, "lacks fields: low"),
        ({"low": "1", "high": 2}, "Count.low: expected int"),
        ({"low": True, "high": 2}, "Count.low: expected int"),
        ({"low": 5, "high": 2}, "not a count"),
        ({"low": 1, "high": 2, "spans": [{"start": 3, "end": 9, "text": "x"}]}, "not a span"),
        ({"low": 1, "high": 2, "spans": {}}, "Count.spans: expected a list"),
        ([1, 2], "expected a Count"),
    ],
)
def test_data_of_a_wrong_shape_is_an_error_that_says_where(data: object, what: str) -> None:
    with pytest.raises(LedgerError, match=what):
        rows.decode(Count, data)


def test_a_fixed_tuple_keeps_its_length_and_its_dates() -> None:
    figure = Figure(low=1, best=2, high=None, by_source=(("AFP", date(2020, 1, 27), 1, None, "e1"),))
    data = rows.encode(figure)
    assert data["by_source"] == [["AFP", "2020-01-27", 1, None, "e1"]]
    data["by_source"][0].pop()
    with pytest.raises(LedgerError, match="expected a list of 5"):
        rows.decode(Figure, data)


def test_json_cut_short_is_a_ledger_error() -> None:
    with pytest.raises(LedgerError, match="no JSON"):
        rows.loads(Count, '{"low": 1')


def test_numbers_that_json_does_not_know_are_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        rows.dumps((float("nan"),))


def test_spans_are_found_at_every_depth() -> None:
    one, two = Span(start=0, end=1, text="a"), Span(start=4, end=6, text="bc")
    count = Count(low=1, high=1, spans=(one, two))
    assert list(rows.spans((count, None, "a"))) == [one, two]


def test_folding_drops_case_accents_and_runs_of_blanks() -> None:
    assert rows.folded("  Bogot\N{LATIN SMALL LETTER A WITH ACUTE}   D.C. ") == "bogota d.c."


def test_scripts_are_written_as_they_are() -> None:
    assert rows.dumps(("Киев",)) == '["Киев"]'
    assert json.loads(rows.dumps(("\u2028",))) == ["\u2028"]
