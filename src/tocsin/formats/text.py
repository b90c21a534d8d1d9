"""A plain text file: one report, perhaps under a few header lines (`Date:`, `Source:`, `Title:`, `URL:`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from tocsin.formats import decoding
from tocsin.formats.days import day
from tocsin.formats.source import MAX_DOCUMENT_BYTES, Item, Source

SUFFIXES = (".txt", ".text", ".md")

_HEADER = re.compile(r"(date|published|source|publisher|title|headline|url|id):[ \t]*(.*)", re.IGNORECASE)
_BLANK = re.compile(r"(?:[ \t]*\r?\n)+")
_NAMES = {"date": "published", "source": "publisher", "headline": "title"}
_MAX_HEADER_CHARS = 5_000


def sniff(head: bytes) -> bool:
    """True: what no other format knows is taken for text."""
    return True


def read(data: BinaryIO, source: Source) -> Iterator[Item]:
    """One report; header lines go to its metadata only if the whole first paragraph is known headers."""
    raw = data.read(MAX_DOCUMENT_BYTES + 1)
    if len(raw) > MAX_DOCUMENT_BYTES:
        message = f"it is over {MAX_DOCUMENT_BYTES:,} bytes; split it into one file a report, or use JSONL"
        yield source.failure("too-long", message)
        return
    if why := decoding.binary(raw[:4096]):
        yield source.failure("binary", why)
        return
    text = decoding.decode(raw, charset=source.charset)
    headers, start = _headers(text)
    written = headers.get("published")
    published = day(written) if written else None
    if written and not published:
        yield source.failure("bad-date", f"{written[:60]!r} is no full day; write it as YYYY-MM-DD")
        return
    yield source.report(
        text[start:],
        published=published,
        name=headers.get("id"),
        title=headers.get("title"),
        publisher=headers.get("publisher"),
        url=headers.get("url"),
    )


def _headers(text: str) -> tuple[dict[str, str], int]:
    """The header values by our names, and where the text behind them starts (0 if there are none)."""
    found: dict[str, str] = {}
    at = 0
    while at < min(len(text), _MAX_HEADER_CHARS):
        end = text.find("\n", at)
        line = text[at : end if end >= 0 else len(text)].rstrip()
        if not line:
            break
        match = _HEADER.fullmatch(line)
        if not match:
            return {}, 0
        name = match[1].lower()
        found[_NAMES.get(name, name)] = match[2].strip()
        at = end + 1 if end >= 0 else len(text)
    if not found:
        return {}, 0
    blank = _BLANK.match(text, at)
    return found, blank.end() if blank else at
