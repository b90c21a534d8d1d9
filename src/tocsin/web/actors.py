"""Actors: who is named, under which names, on whom they acted, and what is claimed against what is blamed."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import Any, NamedTuple

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from .. import actors as lexicon
from ..rendering import words
from . import asking
from .asking import Asked
from .desk import Desk
from .overview import frame
from .pages import page

router = APIRouter(include_in_schema=False)
MOST = 60  # actors in the table
MOST_READ = 2000  # incidents whose targets are looked at for the matrix, the newest
SIDE = 8  # rows and columns of the matrix
MOST_NAMES = 8
FORMULA = ("=", "+", "-", "@")  # what makes a spreadsheet run a cell
STATUSES = ("claimed", "stated", "attributed", "suspected", "denied", "unknown")


class Named(NamedTuple):
    """One actor: id, name, what it is, other names, how often with which status, and how often in all."""

    id: str
    name: str
    sort: str
    aliases: tuple[str, ...]
    statuses: dict[str, int]
    total: int


class Matrix(NamedTuple):
    """Who on whom: doers down, targets across, and how often; each cell as (told or claimed, only blamed)."""

    doers: list[str]
    targets: list[str]
    cells: dict[tuple[str, str], tuple[int, int]]
    read: int


@router.get("/actors")
def actors(request: Request) -> Response:
    """The page."""
    desk: Desk = request.app.state.desk
    if unchanged := desk.unchanged(request):
        return unchanged
    asked = asking.read("/actors", request.query_params)
    return page(
        request, "actors.html", **frame(desk, asked), named=named(desk, asked), matrix=matrix(desk, asked),
        statuses=STATUSES, shown=desk.ledger.count(asked.filter), every=desk.survey.total(),
    )  # fmt: skip


@router.get("/actors.json")
def data(request: Request) -> Response:
    """The same as data."""
    desk: Desk = request.app.state.desk
    if unchanged := desk.unchanged(request):
        return unchanged
    asked = asking.read("/actors", request.query_params)
    found = matrix(desk, asked)
    cells = [
        {"doer": doer, "target": target, "told": told, "blamed": blamed}
        for (doer, target), (told, blamed) in found.cells.items()
    ]
    body = {"actors": [one._asdict() for one in named(desk, asked)], "pairs": cells, "read": found.read}
    return desk.mark(request, JSONResponse(body))


@router.get("/actors.csv")
def table(request: Request) -> Response:
    """The actors as a table."""
    desk: Desk = request.app.state.desk
    if unchanged := desk.unchanged(request):
        return unchanged
    found = named(desk, asking.read("/actors", request.query_params))
    rows = [
        [one.id, one.name, one.sort, "; ".join(one.aliases), *(one.statuses.get(s, 0) for s in STATUSES)]
        for one in found
    ]
    return desk.mark(request, as_csv(["id", "name", "sort", "aliases", *STATUSES], rows, name="actors"))


def as_csv(head: list[str], rows: list[list[Any]], *, name: str) -> Response:
    """A table as a file; a cell that a spreadsheet would run as a formula is quoted."""
    page = io.StringIO()
    writer = csv.writer(page)
    writer.writerow(head)
    for row in rows:
        writer.writerow([f"'{cell}" if str(cell)[:1] in FORMULA else cell for cell in row])
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(page.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def named(desk: Desk, asked: Asked) -> list[Named]:
    """The actors of the incidents that fit, most named first."""
    known = {name.actor.id: name.actor for names in lexicon.lexicon().names.values() for name in names}
    found = []
    for (actor_id, name), statuses in desk.survey.actors(asked.filter, limit=MOST).items():
        actor = known.get(actor_id)
        total = sum(statuses.values())
        sort = actor.sort if actor else "class" if actor_id.startswith("class:") else "as written"
        found.append(Named(actor_id, words.clean(name), sort, aliases(actor_id), statuses, total))
    return found


def aliases(actor_id: str) -> tuple[str, ...]:
    """Other names that the lexicon has for an actor, a few."""
    found = dict.fromkeys(
        name.exact or " ".join(name.words).title().replace(" Of ", " of ")
        for names in lexicon.lexicon().names.values()
        for name in names
        if name.actor.id == actor_id
    )
    return tuple(list(found)[:MOST_NAMES])


def matrix(desk: Desk, asked: Asked) -> Matrix:
    """Who on whom, over the newest incidents that fit; a target that names nobody we know is left out."""
    told: Counter[tuple[str, str]] = Counter()
    blamed: Counter[tuple[str, str]] = Counter()
    read = 0
    for incident in desk.survey.told(asked.filter, limit=MOST_READ):
        read += 1
        targets = {
            actor.name
            for text in incident["targets"][:6]
            if (actor := lexicon.identify(text)) is not None and actor != lexicon.UNIDENTIFIED
        }
        for doer in incident["by"]:
            if doer["status"] in ("denied", "unknown"):
                continue
            sure = doer["status"] in ("claimed", "stated")
            for target in targets - {doer["name"]}:
                (told if sure else blamed)[doer["name"], target] += 1
    both = told + blamed
    doers, hit = Counter[str](), Counter[str]()
    for (doer, target), count in both.items():
        doers[doer] += count
        hit[target] += count
    rows = [name for name, _ in doers.most_common(SIDE)]
    columns = [name for name, _ in hit.most_common(SIDE)]
    cells = {(d, t): (told[d, t], blamed[d, t]) for d in rows for t in columns if both[d, t]}
    return Matrix(rows, columns, cells, read)
