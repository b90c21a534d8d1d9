"""JSON Lines give a report or a failure for each line."""

from __future__ import annotations

import io
import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tocsin.formats import jsonl
from tocsin.formats.source import Item, Source
from tocsin.values import Failure, Report


def read(data: bytes) -> list[Item]:
    return list(jsonl.read(io.BytesIO(data), Source(origin="a.jsonl")))


def test_a_line_is_a_report_and_its_text_is_the_value_unchanged() -> None:
    row = {
        "id": "x1",
        "published": "2020-01-27",
        "publisher": "Desk",
        "title": "T",
        "text": " Words\r\n\twords ",
    }
    assert read(json.dumps(row).encode()) == [
        Report(text=" Words\r\n\twords ", published=date(2020, 1, 27), name="x1", title="T", publisher="Desk")
    ]


def test_each_bad_line_is_named_and_the_next_is_read() -> None:
    lines = [
        b'{"text": "one"}',
        b"{broken",
        b"",
        b"[1]",
        b"7",
        b'{"text": ""}',
        b"[" * 200_000,
        b'{"text": "two"}',
    ]
    found = read(b"\n".join(lines))
    assert [item.text for item in found if isinstance(item, Report)] == ["one", "two"]
    assert [(item.origin, item.error) for item in found if isinstance(item, Failure)] == [
        ("a.jsonl:2", "bad-json"),
        ("a.jsonl:4:item 1", "bad-json"),
        ("a.jsonl:5", "bad-json"),
        ("a.jsonl:6", "empty"),
        ("a.jsonl:7", "bad-json"),
    ]


def test_a_list_of_objects_on_one_line_is_read() -> None:
    assert len(read(b'[{"text": "one"}, {"text": "two"}]')) == 2


def test_a_lone_surrogate_and_a_nul_keep_the_offsets() -> None:
    (item,) = read(b'{"text": "a\\ud800b\\u0000c"}')
    assert isinstance(item, Report) and item.text == "a\ufffdb\ufffdc"


def test_utf16_with_a_mark_is_read() -> None:
    assert len(read('{"text": "Überfall"}\n{"text": "zwei"}\n'.encode("utf-16"))) == 2


def test_nothing_at_all_is_a_failure() -> None:
    (item,) = read(b"\n \n")
    assert isinstance(item, Failure) and item.error == "empty"


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1), max_size=5
    )
)
def test_every_text_comes_back(texts: list[str]) -> None:
    data = "".join(json.dumps({"text": text}) + "\n" for text in texts).encode()
    found = read(data)
    assert [item.text for item in found if isinstance(item, Report)] == [
        text for text in texts if text.strip()
    ]


def test_sniffing_knows_an_object_and_not_a_bracket_in_prose() -> None:
    assert (
        jsonl.sniff(b'{"text": 1}')
        and jsonl.sniff(b' [{"text": 1}]')
        and jsonl.sniff('{"a": 1}'.encode("utf-16"))
    )
    assert not jsonl.sniff(b"{sic} Gunmen struck") and not jsonl.sniff(b"[Update] Gunmen struck")
