"""RSS and Atom: one report an item; HTML in it is reduced to its text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from tocsin.formats import decoding
from tocsin.formats.days import day
from tocsin.formats.html import plain
from tocsin.formats.source import MAX_DOCUMENT_BYTES, Item, Source

SUFFIXES = (".rss", ".atom", ".xml", ".rdf")

# Measured 2026-11-22 on made-up feeds: damaged ones take time with the square of the number of open
# elements (99,000 take up to 7 s). That feeds stay far below is our estimate.
MAX_ELEMENTS = 100_000
MAX_REFERENCES = 500_000  # "&amp;" and the like; 5,000,000 took 19 s

_SNIFF = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<[?!][^>]*>\s*)*<(?:\w+:)?(?:rss|feed|RDF)\b")
_ITEM_END = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)


def sniff(head: bytes) -> bool:
    """Whether it begins as a feed does."""
    return _SNIFF.match(decoding.decode(head)) is not None


def read(data: BinaryIO, source: Source) -> Iterator[Item]:
    """A report or a failure for each item; the item at which a cut feed breaks off is a failure."""
    raw = data.read(MAX_DOCUMENT_BYTES + 1)
    refused = _refused(raw)
    if refused:
        yield source.failure(*refused)
        return
    raw = _utf8(raw)
    feed = _parsed(raw)
    entries = list(feed.get("entries", ()))
    if not entries:
        yield source.failure("no-items", "there is no item of RSS or Atom in it; nothing was read")
        return
    publisher = plain(str(feed.get("feed", {}).get("title") or "")) or None
    whole = len(_ITEM_END.findall(raw))
    for number, entry in enumerate(entries, start=1):
        at = source.at(f"item {number}")
        if number > whole:
            yield at.failure("cut", "the feed breaks off inside this item; fetch it again")
        else:
            yield _report(entry, at, publisher=publisher)
    if whole > len(entries):
        message = f"{whole} items end in the feed and only {len(entries)} were found; its markup is damaged"
        yield source.failure("bad-feed", message)


def _refused(raw: bytes) -> tuple[str, str] | None:
    """The error and the message for bytes that are not given to the parser, or `None`."""
    if not raw.strip():
        return "empty", "there is nothing in it; nothing was read"
    if len(raw) > MAX_DOCUMENT_BYTES:
        return "too-long", f"the feed is over {MAX_DOCUMENT_BYTES:,} bytes; split it"
    if why := decoding.binary(raw[:4096]):
        return "binary", why
    if raw.count(b"<") > MAX_ELEMENTS:
        return "too-long", f"the feed has over {MAX_ELEMENTS:,} elements; split it"
    if raw.count(b"&") > MAX_REFERENCES:
        return "too-long", f"the feed has over {MAX_REFERENCES:,} references such as &amp;; split it"
    if b"<!ENTITY" in raw:
        return "bad-feed", "the feed declares entities of its own, which is refused as a risk; remove them"
    return None


def _utf8(raw: bytes) -> bytes:
    """The same feed with UTF-16 or UTF-32 written as UTF-8; else as it is."""
    marked = decoding.mark(raw)
    if marked is None or marked[1] == "utf-8":
        return raw
    return re.sub(r"^(<\?xml[^>]*?)\s+encoding\s*=\s*[\"'][^\"']*[\"']", r"\1", decoding.decode(raw)).encode()


def _parsed(raw: bytes) -> Any:
    import feedparser  # type: ignore[import-untyped]

    # In a stream: bare bytes would be tried as a file name first.
    return feedparser.parse(io.BytesIO(raw), sanitize_html=False, resolve_relative_uris=False)


def _report(entry: Any, source: Source, *, publisher: str | None) -> Item:
    title = " ".join(plain(str(entry.get("title") or "")).split()) or None
    bodies = [str(part.get("value") or "") for part in entry.get("content") or ()]
    body = max((plain(text) for text in (*bodies, str(entry.get("summary") or ""))), key=len)
    if title and body.partition("\n")[0].strip() == title:
        body = body.partition("\n")[2].strip()
    # Atom demands `updated`, and many feeds give nothing else; RSS 1.0 has its only day there too.
    written = entry.get("published") or entry.get("created") or entry.get("updated")
    inner = entry.get("source")
    return source.report(
        f"{title}\n\n{body}" if title and body else title or body,
        published=day(written),
        name=_words(entry.get("id")),
        title=title,
        publisher=(_words(inner.get("title")) if isinstance(inner, dict) else None) or publisher,
        url=_words(entry.get("link")),
    )


def _words(value: object) -> str | None:
    return value if isinstance(value, str) else None
