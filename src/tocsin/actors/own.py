"""A user's own actors: a CSV file whose names are met before those of the dictionary.

The header names the columns: `name`, and if wanted `aliases` (separated by bars), `id`, `sort` (group, force;
group where empty), `state` (of a force) and `sponsor`, both ISO 3166-1 alpha-3.
With the `id` of a known actor, such as `jnim`, the row gives that one more names and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from .. import own_tables
from ..own_tables import Cells, fail
from ..values import Actor
from .naming import Lexicon, Name, Sort, entries, identify, key, lexicon, resolve

NEEDED = ("name",)
OTHERS = ("aliases", "id", "sort", "state", "sponsor")
Identify = Callable[[str], Actor | None]

OWN = "own:"  # what the ids of new actors begin with


def read_table(path: Path) -> str:
    """The text of the file; `InputError` with the line that is wrong."""
    text = own_tables.read(path)
    for _ in names(text, origin=str(path)):
        pass
    return text


@lru_cache(maxsize=8)
def knowing(table: str | None) -> Identify:
    """`identify` with the actors of a table beside the dictionary's; without a table, `identify` itself."""
    if not table:
        return identify
    known = with_names(names(table, origin="actors"), known=lexicon())

    @lru_cache(maxsize=8192)
    def own(words: str) -> Actor | None:
        return resolve(words, known=known)

    return own


def with_names(own: Iterable[Name], *, known: Lexicon) -> Lexicon:
    """The dictionary with these names before others of as many words."""
    table = {first: list(others) for first, others in known.names.items()}
    for name in reversed(list(own)):
        table.setdefault(name.words[0], []).insert(0, name)
    return replace(
        known,
        names={
            first: tuple(sorted(others, key=lambda one: -len(one.words))) for first, others in table.items()
        },
    )


def names(text: str, *, origin: str) -> Iterator[Name]:
    """The names that the rows give to actors."""
    for cells, here in own_tables.rows(text, origin=origin, needed=NEEDED, others=OTHERS):
        if not key(cells["name"]):
            fail("name is empty", origin=here)
        actor = actor_of(cells, origin=here)
        spellings = [cells["name"], *cells.get("aliases", "").split("|")]
        sort: Sort = "force" if actor.sort == "force" else "group"
        yield from entries([one.strip() for one in spellings if key(one)], sort, actor=actor)


def actor_of(cells: Cells, *, origin: str) -> Actor:
    """The actor of one row: a known one by its id, else a new one."""
    known = {one.actor.id: one.actor for names in lexicon().names.values() for one in names}
    sort, state, sponsor = (cells.get(name) or "" for name in ("sort", "state", "sponsor"))
    given = cells.get("id") or ""
    if given in known and known[given].sort in ("group", "force"):
        return known[given]
    if given and not given.startswith(OWN):
        fail(f"id is {given!r}, and no known group or force: leave it empty for a new one", origin=origin)
    if sort not in ("", "group", "force"):
        fail(f"sort is {sort!r}, and neither group nor force", origin=origin)
    for column, code in (("state", state), ("sponsor", sponsor)):
        if code and (code not in known or known[code].sort != "state"):
            fail(f"{column} is {code!r}, and no state such as IRN", origin=origin)
    if sort == "force":
        return Actor(id=own_id(cells, given), name=cells["name"], sort="force", state=state or None)
    if state:
        fail("state is for a force only; who backs a group is its sponsor", origin=origin)
    return Actor(id=own_id(cells, given), name=cells["name"], sort="group", sponsor=sponsor or None)


def own_id(cells: Cells, given: str) -> str:
    """The id of a new actor: as given, else made of its name."""
    return given or OWN + "-".join(key(cells["name"]))
