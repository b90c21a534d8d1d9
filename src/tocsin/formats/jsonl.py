"""JSON Lines: one report a line, `{"text": ..., "published": ..., "id": ...}`; files of any size."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from tocsin.formats import decoding, rows
from tocsin.formats.source import MAX_LINE_BYTES, Item, Source
from tocsin.values import Failure

SUFFIXES = (".jsonl", ".ndjson", ".json")

_OBJECT = re.compile(rb'\s*\[?\s*\{\s*(?:"|\}|$)')


def sniff(head: bytes) -> bool:
    """Whether it begins with a JSON object."""
    marked = decoding.mark(head)
    if marked:
        head = head[len(marked[0]) :].replace(b"\x00", b"")
    return _OBJECT.match(head) is not None


def read(data: BinaryIO, source: Source) -> Iterator[Item]:
    """A report or a failure for each line that is not blank; a line may also hold a list of objects."""
    empty = True
    for line in decoding.lines(data):
        if line.text is not None and not line.text.strip():
            continue
        empty = False
        at = source.at(line.number)
        if line.text is None:
            message = f"the line is over {MAX_LINE_BYTES:,} bytes; it was left out, the next ones were read"
            yield at.failure("too-long", message)
            continue
        yield from _line(line.text, at)
    if empty:
        yield source.failure("empty", "there is nothing in it; nothing was read")


def _line(text: str, source: Source) -> Iterator[Item]:
    value = _parsed(text, source)
    if isinstance(value, Failure):
        yield value
    elif isinstance(value, list):
        if not value:
            yield source.failure("empty", "the list holds nothing; nothing was read")
        for number, row in enumerate(value, start=1):
            yield _row(row, source.at(f"item {number}"))
    else:
        yield _row(value, source)


def _parsed(text: str, source: Source) -> object:
    try:
        return json.loads(text)
    except RecursionError:
        return source.failure("bad-json", "its brackets are nested too deeply; nothing was read")
    except ValueError as error:
        what = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        return source.failure(
            "bad-json",
            f"the line is not JSON ({what}); write one object a line, as `jq -c` does "
            "(`jq -c '.[]' FILE` for a list)",
        )


def _row(row: object, source: Source) -> Item:
    if not isinstance(row, dict):
        message = f"this is a JSON {type(row).__name__}, not an object with a text; nothing was read"
        return source.failure("bad-json", message)
    return rows.report(row, source)
