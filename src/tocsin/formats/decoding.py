"""Bytes to text: byte order marks, charsets, damaged bytes, lines of bounded length.

UTF-8 wherever the bytes allow it; else the declared charset; else a guess; else Windows-1252.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from tocsin.formats.source import MAX_LINE_BYTES

_CHUNK_BYTES = 1 << 16
# UTF-32 comes first: its little-endian mark begins with the one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Only charsets that news pages use: Python also knows codecs that are none, or that take quadratic time.
_CHARSET = re.compile(
    r"utf-?8|iso-8859-\d{1,2}|windows-125\d|windows-874|cp125\d|koi8-[ru]|gb2312|gbk|gb18030|big5|"
    r"shift[_-]jis|euc-jp|euc-kr|macintosh|tis-620",
    re.IGNORECASE,
)
# As browsers do: pages that say so are Windows-1252 in truth.
_MEANS_CP1252 = frozenset({"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "windows-1252", "cp1252"})
# Set by hand: below this share of non-ASCII bytes a text is English with a few typographic marks, and below
# this number a guess is worth nothing.
_FOREIGN_SHARE = 0.1
_FOREIGN_BYTES = 20
_MAGIC = (
    (b"%PDF", "a PDF", "take its text out first, for instance with pdftotext"),
    (b"PK\x03\x04", "a ZIP archive or an Office document", "unpack it, or save the document as plain text"),
    (b"\xd0\xcf\x11\xe0", "an old Office document", "save it as plain text"),
    (b"{\\rtf", "an RTF document", "save it as plain text"),
    (b"\x89PNG", "an image", "give the text of the report instead"),
    (b"\xff\xd8\xff", "an image", "give the text of the report instead"),
    (b"GIF8", "an image", "give the text of the report instead"),
    (b"BZh", "a bzip2 archive", "unpack it first"),
    (b"\xfd7zXZ", "an xz archive", "unpack it first"),
)
_CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27})


class Line(NamedTuple):
    """One line, from 1: `text` without its end, or `None` where it is over `MAX_LINE_BYTES`."""

    number: int
    text: str | None


class Chunks(io.RawIOBase):
    """A byte stream made of pieces, for what has been read ahead or is decoded on the way."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""

    def readable(self) -> bool:
        """True: this is a stream to read from."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """How many bytes were put into the buffer; 0 at the end."""
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = piece
        taken, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)


def joined(head: bytes, rest: BinaryIO) -> BinaryIO:
    """A stream of `head` and then what `rest` still holds, read piece by piece."""
    return io.BufferedReader(Chunks(_pieces(head, rest)))


def mark(head: bytes) -> tuple[bytes, str] | None:
    """The byte order mark at the start and the encoding that it names, or `None`."""
    return next((pair for pair in _MARKS if head.startswith(pair[0])), None)


def binary(head: bytes) -> str | None:
    """Why these first bytes are no text and what to do about it, or `None` if they may be text."""
    if mark(head):
        return None
    for magic, what, advice in _MAGIC:
        if head.startswith(magic):
            return f"this is {what}, not text; {advice}"
    controls = len(head) - len(head.translate(None, _CONTROLS))
    # Set by hand: compressed or compiled data has a tenth of them, a text at most a stray one or two.
    if controls * 50 > len(head) + 100:
        return "these are binary data, not text; give the report as UTF-8 text or as HTML"
    return None


def decode(data: bytes, *, charset: str | None = None) -> str:
    """The text of a whole document; never fails: bytes that mean nothing become U+FFFD."""
    marked = mark(data)
    if marked:
        return data[len(marked[0]) :].decode(marked[1], "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode(_guess(data, charset=charset), "replace")


def lines(data: BinaryIO) -> Iterator[Line]:
    """The lines of a stream, one at a time, blank ones too; memory is bounded by `MAX_LINE_BYTES`."""
    head = data.read(4)
    marked = mark(head)
    if marked and marked[1] != "utf-8":
        data = io.BufferedReader(Chunks(_recoded(joined(head[len(marked[0]) :], data), marked[1])))
    else:
        data = joined(head.removeprefix(codecs.BOM_UTF8), data)
    charset: str | None = None
    number = 0
    while raw := data.readline(MAX_LINE_BYTES + 1):
        number += 1
        if len(raw) > MAX_LINE_BYTES and not raw.endswith(b"\n"):
            while (rest := data.readline(_CHUNK_BYTES)) and not rest.endswith(b"\n"):
                pass
            yield Line(number, None)
            continue
        raw = raw.removesuffix(b"\n")
        try:
            yield Line(number, raw.decode())
        except UnicodeDecodeError:
            # One guess for the stream: guessing is slow, and a file has one charset.
            charset = charset or _guess(raw)
            yield Line(number, raw.decode(charset, "replace"))


def _pieces(head: bytes, rest: BinaryIO) -> Iterator[bytes]:
    if head:
        yield head
    read = getattr(rest, "read1", rest.read)  # read1 gives what is there, so that a slow pipe flows
    while piece := read(_CHUNK_BYTES):
        yield piece


def _recoded(data: BinaryIO, encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    while piece := data.read(_CHUNK_BYTES):
        if text := decoder.decode(piece):
            yield text.encode("utf-8", "replace")
    if text := decoder.decode(b"", final=True):
        yield text.encode("utf-8", "replace")


def _guess(data: bytes, *, charset: str | None = None) -> str:
    """The encoding to take for bytes that are not UTF-8 throughout."""
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    sound = sum(1 for char in text if char > "\x7f") - damaged
    if sound > 4 * damaged:
        return "utf-8"  # UTF-8 with a few broken characters, as at the end of a cut file
    named = (charset or "").strip().lower()
    if named in _MEANS_CP1252:
        return "cp1252"
    if _CHARSET.fullmatch(named):
        try:
            codecs.lookup(named)
        except LookupError:
            return "cp1252"
        return named
    if damaged < max(_FOREIGN_BYTES, _FOREIGN_SHARE * len(data)):
        return "cp1252"
    return _detected(data)


def _detected(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:20_000], steps=3).best()
    return best.encoding if best and best.encoding != "ascii" else "cp1252"
