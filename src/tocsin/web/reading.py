"""Read: paste a text, name an address or drop files, and see at once what they tell; nothing is kept."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from starlette.datastructures import FormData, UploadFile

from .. import actors, formats, pipeline
from ..errors import InputError
from ..values import Event, Failure, Report
from . import asking, reports
from .desk import Desk
from .overview import frame
from .pages import page

router = APIRouter(include_in_schema=False)
MOST_BYTES = 5_000_000  # of one text or file; an article has a few thousand
MOST_REPORTS = 20  # that are shown of one file
EXAMPLE = (
    "Three rockets hit the US embassy in Baghdad on Sunday, wounding one person, a security source told AFP."
    "\nWashington blamed Iran-backed factions, and Tehran denied any involvement."
)
EXAMPLE_DAY = date(2020, 1, 27)


class Given(NamedTuple):
    """What was pasted, named or dropped."""

    text: str
    url: str
    published: date | None
    files: Sequence[tuple[str, bytes]]


@router.get("/read")
def form(request: Request) -> Response:
    """The empty page, or with an example in it."""
    desk: Desk = request.app.state.desk
    example = "example" in request.query_params
    given = Given(EXAMPLE if example else "", "", EXAMPLE_DAY if example else None, ())
    return shown(request, desk, given=given, found=[])


@router.post("/read")
async def read(request: Request) -> Response:
    """What is given, read."""
    desk: Desk = request.app.state.desk
    async with request.form(max_files=MOST_REPORTS, max_part_size=MOST_BYTES) as sent:
        if not desk.guard.is_ours(request, str(sent.get("form_pass", ""))):
            given = await taken(sent)
            errors = ["The page was too old. Nothing was read; press Read again."]
            return shown(request, desk, given=given, found=[], errors=errors, status=403)
        given = await taken(sent)
    found = await run_in_threadpool(lambda: [tell(desk, item) for item in items(given)])
    return await run_in_threadpool(lambda: shown(request, desk, given=given, found=found))


@router.post("/read.json")
async def read_json(request: Request) -> Response:
    """The same as data; a JSON body has `text` or `url`, and `published`."""
    desk: Desk = request.app.state.desk
    body = await request.json()
    words = {name: str(body.get(name) or "") for name in ("text", "url", "published")} if body else {}
    given = Given(words.get("text", ""), words.get("url", ""), day_of(words.get("published", "")), ())
    return JSONResponse(await run_in_threadpool(lambda: [plain(desk, item) for item in items(given)]))


def shown(
    request: Request, desk: Desk, *, given: Given, found: list[dict[str, Any]], errors: Sequence[str] = (),
    status: int = 200,
) -> Response:  # fmt: skip
    """The page with what was read."""
    asked = asking.read("/", request.query_params)
    problems = [*errors, *(one["failure"] for one in found if "failure" in one)]
    good = [one for one in found if "failure" not in one]
    return page(
        request, "read.html", status=status, **frame(desk, asked), given=given, found=good, errors=problems,
        most=MOST_REPORTS,
    )  # fmt: skip


async def taken(sent: FormData) -> Given:
    """What a form carries."""
    files = [one for one in sent.getlist("files") if isinstance(one, UploadFile) and one.filename]
    return Given(
        text=str(sent.get("text", "")).replace("\r\n", "\n").strip(),
        url=str(sent.get("url", "")).strip(),
        published=day_of(str(sent.get("published", ""))),
        files=[(str(one.filename), await one.read(MOST_BYTES + 1)) for one in files],
    )


def items(given: Given) -> list[Report | Failure]:
    """The reports in what was given; whatever cannot be read says why."""
    found: list[Report | Failure] = []
    if given.text:
        found.append(Report(text=given.text, published=given.published))
    if given.url:
        found += of_address(given.url, published=given.published)
    with tempfile.TemporaryDirectory(prefix="tocsin-") as folder:
        for name, body in given.files:
            if len(body) > MOST_BYTES:
                found.append(Failure(origin=name, error="too-long", message=f"is over {MOST_BYTES:,} bytes"))
                continue
            # The format is known by the suffix; nothing else of a name that a browser sends is used.
            suffix = "".join(c for c in Path(name).suffix if c.isalnum() or c == ".")
            path = Path(folder, f"dropped{suffix}")
            path.write_bytes(body)
            found += of(str(path), name, published=given.published)
    return found[:MOST_REPORTS]


def of_address(url: str, *, published: date | None) -> list[Report | Failure]:
    """The reports behind an address of the web; a path of this machine is none."""
    if not re.match("https?://", url, re.IGNORECASE):
        return [Failure(origin=url, error="no-address", message="give the whole address, with https://")]
    return of(url, url, published=published)


def of(origin: str, name: str, *, published: date | None) -> list[Report | Failure]:
    """The reports in a file of ours or behind an address."""
    found: list[Report | Failure] = []
    try:
        for item in formats.read(origin, published=published):
            # A dropped file lies under a name of ours: its own is the one to tell.
            found.append(replace(item, origin=name) if isinstance(item, Failure) else item)
            if len(found) >= MOST_REPORTS:
                break
    except InputError as error:
        found.append(Failure(origin=name, error="not-read", message=error.message))
    return found


def tell(desk: Desk, item: Report | Failure) -> dict[str, Any]:
    """What the page shows of one report."""
    if isinstance(item, Failure):
        return {"failure": f"{item.origin}: {item.message}"}
    return {**reports.told(item, events_of(desk, item)), "homes": {}, "kept": False}


def plain(desk: Desk, item: Report | Failure) -> dict[str, Any]:
    """One report as data."""
    if isinstance(item, Failure):
        return {"origin": item.origin, "error": item.error, "message": item.message}
    return reports.data(item, events_of(desk, item), reader=desk.reader)


def events_of(desk: Desk, item: Report) -> tuple[Event, ...]:
    """What a report tells."""
    known = actors.knowing(desk.ledger.own_actors())
    return pipeline.read(item, reader=pipeline.load_reader(desk.reader, identify=known))


def day_of(typed: str) -> date | None:
    """The day typed, `None` where there is none."""
    try:
        return date.fromisoformat(typed.strip()) if typed.strip() else None
    except ValueError:
        return None
