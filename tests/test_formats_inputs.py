"""The way in finds the format, and yields trouble instead of raising it."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tocsin import formats
from tocsin.errors import InputError, QueryError
from tocsin.formats.source import Fetched
from tocsin.values import Failure, Report

LINE = json.dumps({"text": "Gunmen struck."})
DAY = date(2020, 1, 27)


def stdin(data: bytes) -> list[Report | Failure]:
    return list(formats.read("-", stdin=io.BytesIO(data)))


def texts(items: list[Report | Failure]) -> list[str]:
    return [item.text for item in items if isinstance(item, Report)]


def test_the_folder_is_the_registry() -> None:
    assert formats.names() == ("csv", "feed", "html", "jsonl", "text")
    assert formats.by_suffix()[".jsonl"] is formats.named("jsonl")


def test_the_suffix_chooses_before_the_content(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LINE)
    (tmp_path / "a.JSONL").write_text(LINE)
    assert texts(list(formats.read(tmp_path / "a.txt"))) == [LINE]
    assert texts(list(formats.read(tmp_path / "a.JSONL"))) == ["Gunmen struck."]


@pytest.mark.parametrize(
    "data",
    [
        LINE,
        "id,text\n1,Gunmen struck.",
        "Gunmen struck.",
        "<rss><item><title>Gunmen struck.</title></item></rss>",
    ],
)
def test_standard_input_is_sniffed(data: str) -> None:
    assert texts(stdin(data.encode())) == ["Gunmen struck."]


def test_a_pipe_that_gives_one_byte_at_a_time_is_read() -> None:
    class Slow(io.RawIOBase):
        def __init__(self) -> None:
            self.rest = LINE.encode()

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            piece, self.rest = self.rest[:1], self.rest[1:]
            buffer[: len(piece)] = piece
            return len(piece)

    assert texts(list(formats.read("-", stdin=Slow()))) == ["Gunmen struck."]  # type: ignore[arg-type]


def test_a_folder_is_read_in_order_and_what_is_passed_by_is_said(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("b.txt", "a.txt", "sub/c.txt", "noext", "page.js", ".hidden/x.txt", ".DS_Store"):
        (tmp_path / name).write_text(name)
    found = list(formats.read(tmp_path))
    assert texts(found) == ["a.txt", "b.txt", "noext", "sub/c.txt"]
    (failure,) = [item for item in found if isinstance(item, Failure)]
    assert failure.origin.endswith("page.js") and failure.error == "unknown-format"


def test_a_glob_is_read_and_a_name_with_brackets_is_a_name_first(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.md", "[x].txt"):
        (tmp_path / name).write_text(name)
    assert texts(list(formats.read(str(tmp_path / "?.txt")))) == ["a.txt", "b.txt"]
    assert texts(list(formats.read(str(tmp_path / "[x].txt")))) == ["[x].txt"]


@pytest.mark.parametrize("origin", ["missing.txt", "*.none", "empty", "a\0b", "missing-*/x"])
def test_an_origin_that_is_not_there_is_an_error_at_once(tmp_path: Path, origin: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=";"):
        formats.read(tmp_path / origin)


def test_an_unknown_column_is_an_error_at_once() -> None:
    with pytest.raises(QueryError, match="'words'"):
        formats.read("-", columns={"words": "x"})


def test_the_given_day_and_columns_reach_the_rows(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Story,When\nGunmen struck.,\n")
    columns = {"text": "Story", "published": "When"}
    assert list(formats.read(tmp_path, published=DAY, columns=columns)) == [
        Report(text="Gunmen struck.", published=DAY)
    ]


def test_neither_today_nor_the_day_of_the_file_is_ever_used(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Gunmen struck.")
    os.utime(tmp_path / "a.txt", (1, 1))
    (item,) = formats.read(tmp_path / "a.txt")
    assert isinstance(item, Report) and item.published is None


def test_a_packed_file_is_unpacked_and_a_cut_one_gives_what_it_has(tmp_path: Path) -> None:
    rows = "".join(json.dumps({"text": f"{number} {os.urandom(40).hex()}"}) + "\n" for number in range(3000))
    packed = gzip.compress(rows.encode())
    (tmp_path / "a.jsonl.gz").write_bytes(packed)
    (tmp_path / "b.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    assert len(texts(list(formats.read(tmp_path / "a.jsonl.gz")))) == 3000
    found = list(formats.read(tmp_path / "b.jsonl.gz"))
    assert len(found) > 100 and isinstance(found[-1], Failure) and found[-1].error == "unreadable"


def test_a_url_is_read_by_its_content_type_and_keeps_its_last_address() -> None:
    def fetch(address: str) -> Fetched:
        body = {"a": b"<rss><item><title>Caf\xc3\xa9</title></item></rss>", "b": "Café".encode("cp1252")}
        kind = {"a": "application/rss+xml", "b": "text/plain; charset=iso-8859-1"}
        return Fetched(body[address[-1]], kind[address[-1]], f"{address}#end")

    (feed,) = formats.read("https://desk.example.org/a", fetch=fetch)
    (text,) = formats.read("https://desk.example.org/b", fetch=fetch)
    assert feed == Report(text="Café", title="Café", url="https://desk.example.org/a#end")
    assert text == Report(text="Café", url="https://desk.example.org/b#end")


def test_a_parser_that_breaks_becomes_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*args: object) -> None:
        raise KeyError("a bug in a parser")

    monkeypatch.setattr(formats.named("jsonl"), "read", breaks)
    (item,) = stdin(LINE.encode())
    assert isinstance(item, Failure) and "KeyError" in item.message


def test_binary_and_empty_input_are_failures() -> None:
    assert [item.error for item in stdin(b"%PDF-1.7") if isinstance(item, Failure)] == ["binary"]
    assert [item.error for item in stdin(b"") if isinstance(item, Failure)] == ["empty"]


def test_reading_rows_imports_no_heavy_package() -> None:
    code = (
        "import io, sys; from tocsin import formats; "
        f"list(formats.read('-', stdin=io.BytesIO({LINE.encode()!r}))); "
        "print({'trafilatura', 'lxml', 'feedparser', 'httpx', 'htmldate'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
