"""`Asked`: what a page shows, read from its URL, and the URLs of the same with something changed.

The URL is the whole state: whoever opens it sees the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from ..errors import QueryError
from ..ledger import Filter
from ..querying import read_query
from ..rendering import words

FILTERS = (
    "since", "until", "country", "place", "kinds", "actor", "status", "source", "text", "box", "recalled",
)  # fmt: skip
VIEW = (
    "sel",
    "page",
    "size",
    "order",
    "lanes",
    "queue",
    "at",
)  # what a page may carry beside its filter
SIZE, MOST = 50, 500  # incidents on a page
ORDERS = ("newest", "oldest")


class Chip(NamedTuple):
    """One part of the filter in words, and the URL of the page without it."""

    name: str
    said: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The filter of a page and how it is looked at; `words` are the options as they were typed."""

    path: str
    words: Mapping[str, str]
    filter: Filter
    page: int = 1
    size: int = SIZE
    newest: bool = True
    selected: str | None = None
    view: Mapping[str, str]

    @property
    def offset(self) -> int:
        """How many incidents come before the page."""
        return (self.page - 1) * self.size

    @property
    def query(self) -> str:
        """The filter as the query of a URL, "" or with its question mark."""
        return _query(self.words)

    def url(self, path: str | None = None, **changes: Any) -> str:
        """URL of a page with the same filter and the changes; `None` takes a part away.

        The number of the page stays only where nothing else changes.
        """
        kept: dict[str, str] = {**self.words, **({} if path else self.view)}
        if any(name != "page" for name in changes):
            kept.pop("page", None)
        kept.update({name: str(value) for name, value in changes.items() if value is not None})
        for name in [name for name, value in changes.items() if value is None]:
            kept.pop(name, None)
        return (path or self.path) + _query(kept)

    def twin(self, form: str) -> str:
        """URL of the same as data."""
        base = "/incidents" if self.path == "/" else self.path
        return f"{base}.{form}{self.query}"

    def chips(self) -> list[Chip]:
        """The filter in words, part by part; each kind is a part of its own."""
        found = []
        for name in FILTERS:
            value = self.words.get(name)
            if not value:
                continue
            if name == "kinds":
                kinds = value.split(",")
                for kind in kinds:
                    rest = ",".join(other for other in kinds if other != kind)
                    found.append(Chip(name, kind.replace("_", " "), self.url(kinds=rest or None, sel=None)))
                continue
            found.append(Chip(name, said(name, value), self.url(sel=None, **{name: None})))
        return found

    def pages(self, total: int) -> int:
        """How many pages the incidents fill, one at least."""
        return max(1, -(-total // self.size))


def read(path: str, params: Any) -> Asked:
    """What the query of a URL asks; `QueryError` for a value that means nothing.

    Unknown names are passed by, so that an old or a foreign link still opens.
    """
    typed = {name: ",".join(filter(None, params.getlist(name))).strip() for name in (*FILTERS, *VIEW)}
    given = {name: typed[name] for name in FILTERS if typed[name]}
    if given.get("recalled") in ("yes", "1", "true"):
        del given["recalled"]
    size = min(_number(typed["size"] or str(SIZE), "size"), MOST)
    order = typed["order"] or "newest"
    if order not in ORDERS:
        raise QueryError(f"{order!r} is neither newest nor oldest", option="order")
    return Asked(
        path=path,
        words=given,
        filter=read_query(given),
        page=_number(typed["page"] or "1", "page"),
        size=size,
        newest=order == "newest",
        selected=typed["sel"] or None,
        view={name: typed[name] for name in VIEW if typed[name]},
    )


def said(name: str, value: str) -> str:
    """One part of a filter in words."""
    if name == "since":
        return f"from {value}"
    if name == "until":
        return f"until {value}"
    if name == "country":
        return words.country(value.upper()) if len(value) == 3 else value
    if name == "box":
        return "the map's area"
    if name == "recalled":
        return "without what is only recalled"
    if name == "text":
        return f"“{value}”"
    return value


def _number(typed: str, option: str) -> int:
    if not re.fullmatch("0*[1-9][0-9]{0,8}", typed):
        raise QueryError(f"{typed!r} is no number from 1", option=option)
    return int(typed)


def _query(options: Mapping[str, str]) -> str:
    kept = {name: value for name, value in options.items() if value}
    return "?" + urlencode(kept, safe=",:") if kept else ""
