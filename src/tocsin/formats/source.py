"""What every format shares: where the bytes come from, the limits, and the making of a report.

A format takes a byte stream and a `Source` and gives reports and failures; nothing is ever dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import BinaryIO, NamedTuple, Protocol

from tocsin.values import Failure, Report

# The limits are set by hand, on no data, far above what we expect of a news report.
MAX_TEXT_CHARS = 1_000_000
MAX_LINE_BYTES = 10_000_000
MAX_DOCUMENT_BYTES = 10_000_000

# A NUL and a lone surrogate cannot be stored as UTF-8 text in every database. Each gives way to one
# replacement character, so that no offset moves.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

Item = Report | Failure


class Fetched(NamedTuple):
    """What a URL gave: the bytes, the content type as sent, and the address after all redirects."""

    body: bytes
    content_type: str
    url: str


class Format(Protocol):
    """What a module of this folder offers to be a format."""

    SUFFIXES: tuple[str, ...]

    def sniff(self, head: bytes) -> bool:
        """Whether a file that begins with these bytes is of this format."""
        ...

    def read(self, data: BinaryIO, source: Source) -> Iterator[Item]:
        """The reports and failures in the stream, in order."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where bytes come from, and what is known beside them.

    `published` fills only where the input gives no day; `columns` maps our names to the input's.
    """

    origin: str
    published: date | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    url: str | None = None
    charset: str | None = None

    def at(self, where: int | str) -> Source:
        """The same source, one line or item of it."""
        return replace(self, origin=f"{self.origin}:{where}")

    def failure(self, error: str, message: str) -> Failure:
        """A failure here; `error` is one word for the sort of trouble, `message` what to do."""
        return Failure(origin=self.origin, error=error, message=message)

    def report(
        self,
        text: str,
        *,
        published: date | None = None,
        name: str | None = None,
        title: str | None = None,
        publisher: str | None = None,
        url: str | None = None,
    ) -> Item:
        """The report, or the failure where the text is empty or over `MAX_TEXT_CHARS`."""
        if not text.strip():
            return self.failure("empty", "there is no text in it; nothing was read")
        if len(text) > MAX_TEXT_CHARS:
            return self.failure(
                "too-long",
                f"the text has {len(text):,} characters and the limit is {MAX_TEXT_CHARS:,}; "
                "split it into single reports",
            )
        return Report(
            text=storable(text),
            published=published or self.published,
            name=one_line(name),
            title=one_line(title),
            publisher=one_line(publisher),
            url=one_line(url) or self.url,
        )


def storable(text: str) -> str:
    """The text, as long as before, with U+FFFD for each NUL and each lone surrogate."""
    return _UNSTORABLE.sub("\ufffd", text)


def one_line(text: str | None) -> str | None:
    """The text on one line with single spaces, at most 1,000 characters; `None` if nothing is left."""
    return " ".join(storable(text[:10_000]).split())[:1_000] or None if text else None
