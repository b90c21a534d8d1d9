"""A user's own actors: a CSV file whose names are met before those of the dictionary.

The header names the columns: `name`, and if wanted `aliases` (separated by bars), `id`, `sort` (group, force;
group where empty), `state` (of a force) and `sponsor`, both ISO 3166-1 alpha-3.
With the `id` of a known actor, such as `jnim`, the row gives that one more names and nothing else.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from io import StringIO
from pathlib import Path
from typing import NoReturn

from ..errors import InputError
from ..values import Actor
from .naming import Lexicon, Name, entries, identify, key, lexicon, resolve

NEEDED = ("name",)
KNOWN = (*NEEDED, "aliases", "id", "sort", "state", "sponsor")
Identify = Callable[[str], Actor | None]

OWN = "own:"  # what the ids of new actors begin with


def read_table(path: Path) -> str:
    """The text of the file; `InputError` with the line that is wrong."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"no table of actors can be read from it: {error}", origin=str(path)) from error
    for _ in rows(text, origin=str(path)):
        pass
    return text


@lru_cache(maxsize=8)
def knowing(table: str | None) -> Identify:
    """`identify` with the actors of a table beside the dictionary's; without a table, `identify` itself."""
    if not table:
        return identify
    known = with_names(rows(table, origin="actors"), known=lexicon())

    @lru_cache(maxsize=8192)
    def own(words: str) -> Actor | None:
        return resolve(words, known=known)

    return own


def with_names(names: Iterable[Name], *, known: Lexicon) -> Lexicon:
    """The dictionary with these names before others of as many words."""
    table = {first: list(others) for first, others in known.names.items()}
    for name in reversed(list(names)):
        table.setdefault(name.words[0], []).insert(0, name)
    return replace(
        known,
        names={
            first: tuple(sorted(others, key=lambda one: -len(one.words))) for first, others in table.items()
        },
    )


def rows(text: str, *, origin: str) -> Iterator[Name]:
    """The names of each row."""
    try:
        table = csv.DictReader(StringIO(text, newline=""), strict=True)
        check(table.fieldnames or (), origin=origin)
        for row in table:
            yield from names_of(row, origin=f"{origin}:{table.line_num}")
    except csv.Error as error:
        raise InputError(f"no table of actors can be read from it: {error}", origin=origin) from error


def check(columns: Iterable[str], *, origin: str) -> None:
    """`InputError` where a column lacks, or one stands there that means nothing."""
    found = list(columns)
    if missing := [name for name in NEEDED if name not in found]:
        raise InputError(f"the header lacks {', '.join(missing)}; it has {', '.join(found)}", origin=origin)
    if strange := [str(name) for name in found if name not in KNOWN]:
        raise InputError(f"no such column: {', '.join(strange)}; there are {', '.join(KNOWN)}", origin=origin)


def names_of(row: Mapping[str | None, str | None], *, origin: str) -> Iterator[Name]:
    """The names that one row gives an actor."""
    if None in row or None in row.values():
        fail("the row has more or fewer cells than the header", origin)
    cells = {str(name): (value or "").strip() for name, value in row.items()}
    spellings = [cells["name"], *(cells.get("aliases") or "").split("|")]
    spellings = [spelling.strip() for spelling in spellings if key(spelling)]
    if not key(cells["name"]):
        fail("name is empty", origin)
    actor = actor_of(cells, origin=origin)
    yield from entries(spellings, "force" if actor.sort == "force" else "group", actor=actor)


def actor_of(cells: Mapping[str, str], *, origin: str) -> Actor:
    """The actor of one row: a known one by its id, else a new one."""
    known = {one.actor.id: one.actor for names in lexicon().names.values() for one in names}
    sort, state, sponsor = (cells.get(name) or "" for name in ("sort", "state", "sponsor"))
    given = cells.get("id") or ""
    if given in known and known[given].sort in ("group", "force"):
        return known[given]
    if given and not given.startswith(OWN):
        fail(f"id is {given!r}, and no known group or force: leave it empty for a new one", origin)
    if sort not in ("", "group", "force"):
        fail(f"sort is {sort!r}, and neither group nor force", origin)
    for column, code in (("state", state), ("sponsor", sponsor)):
        if code and (code not in known or known[code].sort != "state"):
            fail(f"{column} is {code!r}, and no state such as IRN", origin)
    if sort == "force":
        return Actor(id=own_id(cells, given), name=cells["name"], sort="force", state=state or None)
    if state:
        fail("state is for a force only; who backs a group is its sponsor", origin)
    return Actor(id=own_id(cells, given), name=cells["name"], sort="group", sponsor=sponsor or None)


def own_id(cells: Mapping[str, str], given: str) -> str:
    """The id of a new actor: as given, else made of its name."""
    return given or OWN + "-".join(key(cells["name"]))


def fail(message: str, origin: str) -> NoReturn:
    """`InputError` for one row."""
    raise InputError(f"{message}; nothing was read", origin=origin)
