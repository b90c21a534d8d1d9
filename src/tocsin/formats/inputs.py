"""The way in: a file, folder, glob, URL or standard input gives reports and failures, and nothing is lost."""

from __future__ import annotations

import gzip
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from glob import has_magic, iglob
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from tocsin import formats
from tocsin.errors import InputError, QueryError
from tocsin.formats import decoding
from tocsin.formats.rows import COLUMNS
from tocsin.formats.source import Fetched, Format, Item, Source

STDIN = "-"

_HEAD_BYTES = 4096
_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_PACKED = b"\x1f\x8b"
# Sniffed in this order; text takes what is left.
_SNIFFED = ("jsonl", "feed", "html", "csv", "text")
_CONTENT_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "text/csv": "csv",
    "text/tab-separated-values": "csv",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "application/json": "jsonl",
}


def read(
    origin: str | Path,
    *,
    published: date | None = None,
    columns: Mapping[str, str] | None = None,
    stdin: BinaryIO | None = None,
    fetch: Callable[[str], Fetched] | None = None,
) -> Iterator[Item]:
    """The reports in a file, folder, glob, URL or "-" (standard input), and a failure for each bad item.

    `published` is used only where the input gives no day; neither today nor a file's own date ever is.
    `columns` says what the input calls ours: {"text": "BodyColumn"}.
    `InputError` at once where the origin does not exist or is refused; later trouble is only yielded.
    """
    for name in columns or ():
        if name not in COLUMNS:
            message = f"{name!r} is no column of ours; there are {', '.join(COLUMNS)}"
            raise QueryError(message, option="columns")
    source = Source(origin=str(origin), published=published, columns=dict(columns or {}))
    if isinstance(origin, str) and origin == STDIN:
        return _stream(stdin or sys.stdin.buffer, source)
    if isinstance(origin, str) and _URL.match(origin):
        return _page(origin, source, fetch=fetch)
    return _paths(Path(origin), source)


def _page(url: str, source: Source, *, fetch: Callable[[str], Fetched] | None) -> Iterator[Item]:
    from tocsin.formats import url as web

    got = (fetch or web.fetch)(url)
    kind, _, rest = got.content_type.partition(";")
    charset = re.search(r"charset\s*=\s*[\"']?([\w-]+)", rest, re.IGNORECASE)
    found = Source(
        origin=url,
        published=source.published,
        columns=source.columns,
        url=got.url,
        charset=charset[1] if charset else None,
    )
    name = _CONTENT_TYPES.get(kind.strip().lower())
    suffix = Path(urlsplit(got.url).path).suffix.lower()
    known = formats.named(name) if name else formats.by_suffix().get(suffix)
    return _stream(BytesIO(got.body), found, known=known)


def _paths(path: Path, source: Source) -> Iterator[Item]:
    try:
        if path.is_dir():
            found = list(_walked(path))
            if not found:
                raise InputError("there is no file in this folder; name another", origin=str(path))
            return _files(found, source)
        if path.exists():
            return _file(path, source)
        if has_magic(str(path)):
            found = sorted(Path(name) for name in iglob(str(path), recursive=True) if Path(name).is_file())
            if not found:
                raise InputError("no file matches; check the pattern", origin=str(path))
            return _files(found, source)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise InputError(f"it cannot be opened ({error}); check the name", origin=str(path)) from error
    raise InputError("there is no such file or folder; check the name", origin=str(path))


def _walked(folder: Path) -> Iterator[Path]:
    """The files below a folder in order of their names; hidden ones and links to folders are passed by."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(here, name) for name in sorted(names) if not name.startswith("."))


def _files(paths: list[Path], source: Source) -> Iterator[Item]:
    """Each file in turn; one whose suffix no format knows is not taken for a report, and that is said."""
    known = formats.by_suffix()
    for path in paths:
        here = Source(origin=str(path), published=source.published, columns=source.columns)
        suffix = _suffix(path)
        if not path.is_file():
            yield here.failure("not-a-file", "this is no regular file; it was passed by")
        elif suffix and suffix not in known:
            message = f"no format has the suffix {suffix!r}; to read it all the same, name the file itself"
            yield here.failure("unknown-format", message)
        else:
            yield from _file(path, here)


def _file(path: Path, source: Source) -> Iterator[Item]:
    try:
        with path.open("rb") as data:
            yield from _stream(data, source, known=formats.by_suffix().get(_suffix(path)))
    except OSError as error:
        yield source.failure("unreadable", f"it cannot be read ({error.strerror or error}); check its rights")


def _suffix(path: Path) -> str:
    """The suffix in small letters; of `reports.jsonl.gz` it is `.jsonl`."""
    return Path(path.stem).suffix.lower() if path.suffix.lower() == ".gz" else path.suffix.lower()


def _stream(data: BinaryIO, source: Source, *, known: Format | None = None) -> Iterator[Item]:
    """What the chosen format reads from the stream; the one place where nothing gets past."""
    try:
        head = _head(data)
        stream = decoding.joined(head, data)
        if head.startswith(_PACKED):
            stream = gzip.GzipFile(fileobj=stream)  # type: ignore[assignment]
            head = _head(stream)
            stream = decoding.joined(head, stream)
        if why := decoding.binary(head):
            yield source.failure("binary", why)
            return
        yield from (known or _sniffed(head)).read(stream, source)
    except Exception as error:
        # Whatever a file can make a parser do, the batch goes on.
        what = f"{type(error).__name__}: {error}"[:300]
        yield source.failure("unreadable", f"reading stopped here ({what}); what came before it was read")


def _head(data: BinaryIO) -> bytes:
    """The first bytes, fewer only at the end of the stream: a pipe may give them in pieces."""
    head = b""
    while len(head) < _HEAD_BYTES and (piece := data.read(_HEAD_BYTES - len(head))):
        head += piece
    return head


def _sniffed(head: bytes) -> Format:
    return next(known for known in map(formats.named, _SNIFFED) if known.sniff(head))
