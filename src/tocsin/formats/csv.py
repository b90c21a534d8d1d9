"""Tables with a header line, separated by commas, semicolons, tabs or bars; any size, read row by row."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from tocsin.formats import decoding, rows
from tocsin.formats.source import MAX_LINE_BYTES, MAX_TEXT_CHARS, Item, Source

SUFFIXES = (".csv", ".tsv")

_SEPARATORS = ",;\t|"
# A row may hold a text of the longest kind and some metadata; more is a quote that never closes.
_MAX_ROW_CHARS = MAX_TEXT_CHARS + 100_000


class _Row(NamedTuple):
    """Cells of one row and the line that it starts on, or `None` and what was wrong with that line."""

    number: int
    cells: list[str] | None
    error: str = ""
    message: str = ""


class _TooLong(Exception):
    """A line or a row passed its limit while the row was being read."""


def sniff(head: bytes) -> bool:
    """Whether the first line names a column of texts beside others."""
    first = decoding.decode(head).lstrip().partition("\n")[0]
    return any("text" in rows.named(_cells(first, mark), {}) for mark in _SEPARATORS if mark in first)


def read(data: BinaryIO, source: Source) -> Iterator[Item]:
    """A report or a failure for each row; a row run together by a stray quote costs its first line only."""
    lines = deque[decoding.Line]()
    stream = decoding.lines(data)
    header = next((line for line in stream if line.text is None or line.text.strip()), None)
    if header is None:
        yield source.failure("empty", "there is nothing in it; nothing was read")
        return
    separator, names = _header(header.text or "", source)
    if "text" not in rows.named(names, source.columns):
        yield source.failure("no-text-column", rows.no_text(names, source.columns))
        return
    # The limit of the standard library is 131,072 characters a cell, and it is one for the process.
    csv.field_size_limit(max(csv.field_size_limit(), _MAX_ROW_CHARS))
    empty = True
    for row in _rows(lines, stream, separator=separator, width=len(names)):
        empty = False
        at = source.at(row.number)
        if row.cells is None:
            yield at.failure(row.error, row.message)
        else:
            yield rows.report(dict(zip(names, row.cells, strict=True)), at)
    if empty:
        yield source.failure("empty", "there is a header line and no row; nothing was read")


def _header(line: str, source: Source) -> tuple[str, list[str]]:
    """The separator that shows a column of texts, and the names of the columns."""
    splits = [(mark, _cells(line, mark)) for mark in _SEPARATORS]
    best = next((split for split in splits if "text" in rows.named(split[1], source.columns)), None)
    mark, names = best or max(splits, key=lambda split: len(split[1]))
    # A second column of the same name must not replace the first.
    unique = [name if name not in names[:at] else f"{name}#{at + 1}" for at, name in enumerate(names)]
    return mark, unique


def _cells(line: str, separator: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=separator), [])]
    except csv.Error:
        return []


def _rows(
    waiting: deque[decoding.Line], stream: Iterator[decoding.Line], *, separator: str, width: int
) -> Iterator[_Row]:
    """The rows; after a bad row that took several lines, reading starts again at its second line."""
    while True:
        line = waiting.popleft() if waiting else next(stream, None)
        if line is None:
            return
        if line.text is None:
            message = f"the line is over {MAX_LINE_BYTES:,} bytes; it was left out, the next ones were read"
            yield _Row(line.number, None, "too-long", message)
            continue
        if not line.text.strip():
            continue
        taken: list[decoding.Line] = []
        feed = _fed(line, waiting=waiting, stream=stream, taken=taken)
        row = _row(feed, line.number, separator=separator, width=width)
        if row.cells is None:
            waiting.extendleft(reversed(taken))
        yield row


def _fed(
    first: decoding.Line,
    *,
    waiting: deque[decoding.Line],
    stream: Iterator[decoding.Line],
    taken: list[decoding.Line],
) -> Iterator[str]:
    """Line after line for one row; those after the first are noted in `taken`, to be given back."""
    chars = len(first.text or "")
    yield f"{first.text}\n"
    while line := (waiting.popleft() if waiting else next(stream, None)):
        taken.append(line)
        chars += len(line.text or "")
        if line.text is None or chars > _MAX_ROW_CHARS:
            raise _TooLong
        yield f"{line.text}\n"


def _row(feed: Iterator[str], number: int, *, separator: str, width: int) -> _Row:
    try:
        cells = next(csv.reader(feed, delimiter=separator, strict=True), [])
    except (csv.Error, _TooLong) as error:
        what = "a quote that is never closed" if isinstance(error, _TooLong) else str(error)
        message = f"the row cannot be parsed ({what}); put quotes around texts and double the quotes inside"
        return _Row(number, None, "bad-row", message)
    if len(cells) != width:
        message = (
            f"the row has {len(cells)} cells and the header {width}; "
            "put quotes around texts that hold the separator or a line end"
        )
        return _Row(number, None, "bad-row", message)
    return _Row(number, cells)
