"""A text file is one report, with headers or without."""

from __future__ import annotations

import io
from datetime import date

from tocsin.formats import text
from tocsin.formats.source import MAX_DOCUMENT_BYTES, Item, Source
from tocsin.values import Failure, Report


def read(data: bytes, **known: date) -> Item:
    (item,) = text.read(io.BytesIO(data), Source(origin="a.txt", **known))
    return item


def test_the_text_is_kept_to_the_last_character() -> None:
    assert read(b"\r\n  Gunmen struck.\r\n\r\nNobody died.\n") == Report(
        text="\r\n  Gunmen struck.\r\n\r\nNobody died.\n"
    )


def test_known_header_lines_become_metadata() -> None:
    data = b"Date: 2020-01-27\r\nSource: The Desk\r\nTitle: Gunmen strike\r\nURL: https://desk.example.org/1\r\n\r\nBody.\r\n"
    assert read(data) == Report(
        text="Body.\r\n",
        published=date(2020, 1, 27),
        title="Gunmen strike",
        publisher="The Desk",
        url="https://desk.example.org/1",
    )


def test_a_first_paragraph_with_one_other_line_is_text() -> None:
    data = b"Source: The Desk\nGunmen struck.\n\nBody."
    assert read(data) == Report(text=data.decode())


def test_an_unreadable_day_in_a_header_is_a_failure() -> None:
    item = read(b"Date: some day\n\nBody.")
    assert isinstance(item, Failure) and item.error == "bad-date"


def test_headers_alone_are_an_empty_report() -> None:
    item = read(b"Date: 2020-01-27\n")
    assert isinstance(item, Failure) and item.error == "empty"


def test_the_given_day_fills_a_text_without_one() -> None:
    assert read(b"Body.", published=date(2020, 1, 27)) == Report(text="Body.", published=date(2020, 1, 27))


def test_what_is_too_large_or_binary_says_so() -> None:
    large, binary = read(b"x" * (MAX_DOCUMENT_BYTES + 1)), read(b"%PDF-1.4")
    assert isinstance(large, Failure) and "10,000,000" in large.message
    assert isinstance(binary, Failure) and "pdftotext" in binary.message
