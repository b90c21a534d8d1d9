"""One row of named values (a JSON object, a line of a table) to one report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from tocsin.formats.days import day
from tocsin.formats.source import Item, Source
from tocsin.values import Failure

# Our name first, then the names that other programs use.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content"),
    "published": ("published", "date", "published_at", "publishedat", "pubdate"),
    "id": ("id",),
    "title": ("title",),
    "publisher": ("publisher", "source", "outlet"),
    "url": ("url",),
}


def named(keys: Iterable[str], columns: Mapping[str, str]) -> dict[str, str]:
    """For each of our names the key that holds it; case matters only for names given in `columns`."""
    present = list(keys)
    folded = {key.strip().lower(): key for key in reversed(present)}
    found = {}
    for ours, aliases in COLUMNS.items():
        if ours in columns:
            if columns[ours] in present:
                found[ours] = columns[ours]
            continue
        key = next((folded[alias] for alias in aliases if alias in folded), None)
        if key is not None:
            found[ours] = key
    return found


def report(row: Mapping[str, object], source: Source) -> Item:
    """The report that a row holds; its text is the value as given, so that offsets stay true."""
    where = named(row, source.columns)
    if "text" not in where:
        return source.failure("no-text-column", no_text(row, source.columns))
    text = row[where["text"]]
    if not isinstance(text, str):
        sort = "null" if text is None else type(text).__name__
        return source.failure("bad-text", f"{where['text']!r} holds {sort}, not a text; nothing was read")
    published = _published(row, where, source=source)
    if isinstance(published, Failure):
        return published
    return source.report(
        text,
        published=published,
        name=_words(row, where.get("id")),
        title=_words(row, where.get("title")),
        publisher=_words(row, where.get("publisher")),
        url=_words(row, where.get("url")),
    )


def no_text(keys: Iterable[str], columns: Mapping[str, str]) -> str:
    """What to say where no key holds the text: what was looked for, what there is, what to do."""
    wanted = repr(columns["text"]) if "text" in columns else " or ".join(map(repr, COLUMNS["text"]))
    there = [key[:40] for key in keys]
    listed = ", ".join(map(repr, there[:10])) + (", ..." if len(there) > 10 else "")
    return f"there is no {wanted}; there is {listed or 'nothing'}: name the one with the text (text=NAME)"


def _published(
    row: Mapping[str, object], where: Mapping[str, str], *, source: Source
) -> date | Failure | None:
    value = row[where["published"]] if "published" in where else None
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    found = day(value)
    if found is None:
        shown = repr(value)[:60]
        message = f"{where['published']!r} holds {shown}, which is no full day; write it as YYYY-MM-DD"
        return source.failure("bad-date", message)
    return found


def _words(row: Mapping[str, object], key: str | None) -> str | None:
    value = row[key] if key is not None else None
    if isinstance(value, Mapping):  # {"source": {"id": ..., "name": ...}}, as news services give it
        value = value.get("name")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < 10**100 else None
    return value if isinstance(value, str) else None
