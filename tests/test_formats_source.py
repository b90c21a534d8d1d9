"""A report is made in one place, with its limits."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tocsin.formats.source import MAX_TEXT_CHARS, Source, one_line, storable
from tocsin.values import Failure, Report

HERE = Source(origin="here", published=date(2020, 1, 27))


def test_the_given_day_fills_only_where_the_input_has_none() -> None:
    filled, own = HERE.report("words"), HERE.report("words", published=date(2019, 5, 1))
    assert isinstance(filled, Report) and filled.published == date(2020, 1, 27)
    assert isinstance(own, Report) and own.published == date(2019, 5, 1)


def test_an_empty_or_endless_text_is_a_failure() -> None:
    empty, endless = HERE.report(" \n"), HERE.report("x" * (MAX_TEXT_CHARS + 1))
    assert isinstance(empty, Failure) and empty.error == "empty"
    assert isinstance(endless, Failure) and "1,000,000" in endless.message
    assert isinstance(HERE.report("x" * MAX_TEXT_CHARS), Report)


@given(st.text(st.characters(categories=["L", "Cs", "Cc"])))
def test_a_stored_text_keeps_every_offset_and_can_be_encoded(text: str) -> None:
    stored = storable(text)
    assert len(stored) == len(text)
    stored.encode()
    assert all(
        a == b or (b == "\ufffd" and (a == "\0" or 0xD800 <= ord(a) <= 0xDFFF))
        for a, b in zip(text, stored, strict=True)
    )


def test_metadata_are_one_line_or_nothing() -> None:
    assert one_line(" a\n b ") == "a b"
    assert one_line(" ") is None and one_line(None) is None
