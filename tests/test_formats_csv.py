"""Tables give a report or a failure for each row, whatever their quotes do."""

from __future__ import annotations

import csv as standard
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.formats import csv
from tocsin.formats.source import Item, Source
from tocsin.values import Failure, Report


def read(data: str, **columns: str) -> list[Item]:
    return list(csv.read(io.BytesIO(data.encode()), Source(origin="a.csv", columns=columns)))


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_each_separator_is_found_by_the_header(mark: str) -> None:
    table = 'id,date,text\nx1,2020-01-27,"Two lines,\nof words"\n'.replace(",", mark)
    assert read(table) == [Report(text=f"Two lines{mark}\nof words", published=date(2020, 1, 27), name="x1")]


def test_a_mapped_column_is_used() -> None:
    (item,) = read("when;Story\n2020-01-27;Words\n", text="Story", published="when")
    assert item == Report(text="Words", published=date(2020, 1, 27))


def test_a_table_without_texts_says_what_there_is() -> None:
    (item,) = read("id,words\n1,a\n2,b\n")
    assert isinstance(item, Failure) and item.error == "no-text-column" and "'words'" in item.message


def test_a_stray_quote_costs_one_line_and_no_more() -> None:
    found = read('id,text\n1,good\n2,"never closed\n3,fine\n4,fine too\n')
    assert [item.name for item in found if isinstance(item, Report)] == ["1", "3", "4"]
    assert [item.origin for item in found if isinstance(item, Failure)] == ["a.csv:3"]


def test_unquoted_separators_and_missing_cells_are_failures() -> None:
    found = read("id,text\n1,killed, injured\n2\n3,fine\n")
    assert [type(item) for item in found] == [Failure, Failure, Report]


def test_quotes_inside_that_are_not_doubled_are_a_failure_not_a_changed_text() -> None:
    (item,) = read('id,text\n1,"He said "no" today"\n')
    assert isinstance(item, Failure) and "double the quotes" in item.message


def test_a_text_longer_than_the_standard_limit_is_read() -> None:
    (item,) = read(f"id,text\n1,{'x' * 200_000}\n")
    assert isinstance(item, Report) and len(item.text) == 200_000


def test_a_second_column_of_the_same_name_does_not_replace_the_first() -> None:
    (item,) = read("text,text\nfirst,second\n")
    assert isinstance(item, Report) and item.text == "first"


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\n"), min_size=1), max_size=5
    )
)
def test_what_the_standard_library_writes_comes_back(texts: list[str]) -> None:
    table = io.StringIO()
    standard.writer(table).writerows([["id", "text"], *([str(at), text] for at, text in enumerate(texts))])
    found = read(table.getvalue())
    assert [item.text for item in found if isinstance(item, Report)] == [
        text for text in texts if text.strip()
    ]


def test_sniffing_wants_a_column_of_texts() -> None:
    assert csv.sniff(b"id,text\n") and csv.sniff(b'"date";"body"\n')
    assert not csv.sniff(b"In the text, he said, nothing stood.\n") and not csv.sniff(b"text\nwords\n")
