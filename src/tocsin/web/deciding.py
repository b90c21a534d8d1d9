"""What forms and programs write: each a correction in the ledger, none without proof of who sends it."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, RedirectResponse
from pydantic import BaseModel, Field
from starlette.datastructures import FormData, QueryParams
from starlette.exceptions import HTTPException

from .. import correcting
from ..corrections import Kept
from ..errors import QueryError
from ..ledger.rows import encode
from . import asking, review
from .desk import Desk
from .review import BULK, WHO

router = APIRouter(include_in_schema=False)
api = APIRouter(prefix="/api/v1/corrections", tags=["corrections"])
LONGEST = 200  # characters of a name or a note
YEAR = 365 * 86400


class Given(BaseModel):
    """A correction as a program sends it."""

    act: Literal["merge", "split", "reject", "accept", "edit"]
    incident: str = Field(description="The incident that it is about.")
    other: str | None = Field(None, description="merge: the other one; accept: the one that it is not.")
    events: list[str] = Field([], description="split: its events that are another incident.")
    field: str | None = Field(None, description="edit: headline, kind, when, where, killed, injured, taken.")
    value: str | None = Field(None, description='edit: "2020-01-26", "5-7", "5+", "Baghdad, IRQ".')
    who: Annotated[str, Field(min_length=1, max_length=LONGEST)]
    note: Annotated[str, Field(max_length=LONGEST)] = ""


@router.post("/review")
async def decide(request: Request) -> Response:
    """Does what a form says, and goes back to where it was sent from."""
    desk: Desk = request.app.state.desk
    async with request.form() as sent:
        if not desk.guard.is_ours(request, str(sent.get("form_pass", ""))):
            raise HTTPException(403, "The page was too old, and nothing was changed: load it again.")
        back = local(str(sent.get("back", "/review")))
        who = str(sent.get("who", "")).strip()[:LONGEST] or "desk"
        landed = await run_in_threadpool(lambda: carry_out(desk, sent, who=who))
    response = RedirectResponse(landed or back, status_code=303)
    response.set_cookie(WHO, who, max_age=YEAR, httponly=True, samesite="strict")
    return response


@api.get("")
def corrections(request: Request) -> Any:
    """Every correction ever made, oldest first."""
    desk: Desk = request.app.state.desk
    if unchanged := desk.unchanged(request):
        return unchanged
    return desk.mark(request, JSONResponse([plain(one) for one in desk.ledger.corrections()]))


@api.post("", status_code=201)
def correct(request: Request, given: Given) -> Any:
    """Corrects an incident; needs the token in the header."""
    desk = writable(request)
    options: dict[str, Any] = {"who": given.who, "now": desk.now(), "note": given.note}
    book = desk.ledger
    if given.act == "merge":
        correcting.merge(book, [given.incident, given.other or ""], **options)
    elif given.act == "split":
        correcting.split(book, given.incident, event_ids=given.events, **options)
    elif given.act == "edit":
        correcting.edit(book, given.incident, field=given.field or "", value=given.value or "", **options)
    elif given.act == "reject":
        correcting.reject(book, given.incident, **options)
    else:
        correcting.accept(book, given.incident, other=given.other, **options)
    return plain(book.corrections()[-1])


@api.delete("/{number}")
def undo(request: Request, *, number: int, who: Annotated[str, Field(min_length=1)] = "api") -> Any:
    """Takes a correction back; needs the token in the header."""
    desk = writable(request)
    return plain(correcting.undo(desk.ledger, number, who=who, now=desk.now()))


def writable(request: Request) -> Desk:
    """The desk, if the request carries the token in its header."""
    desk: Desk = request.app.state.desk
    if desk.guard.token is None:
        raise HTTPException(403, "This desk only reads: start it with --token to write through the API.")
    if not desk.guard.bears(request):
        raise HTTPException(403, "Writing needs the header Authorization: Bearer TOKEN.")
    return desk


def plain(one: Kept) -> dict[str, Any]:
    """A correction as plain data."""
    return {
        "number": one.number, "who": one.who, "at": one.at, "undoes": one.undoes, "stands": one.stands,
        **encode(one.correction),
    }  # fmt: skip


def carry_out(desk: Desk, sent: FormData, *, who: str) -> str | None:
    """Does what a form says; the page to go to, where that is not the one it came from."""
    book, now = desk.ledger, desk.now()
    act, wanted, other = (str(sent.get(name, "")).strip() for name in ("act", "incident", "other"))
    note = str(sent.get("note", "")).strip()[:LONGEST]
    if act == "undo":
        number = str(sent.get("number", ""))
        correcting.undo(book, int(number) if number.isdigit() else None, who=who, now=now)
    elif act == "merge":
        made = correcting.merge(book, [wanted, other.rpartition("/")[2]], who=who, now=now, note=note)
        return f"/incidents/{made.id}" if "stay" not in sent else None
    elif act == "split":
        events = [str(one) for one in sent.getlist("events")]
        made = correcting.split(book, wanted, event_ids=events, who=who, now=now, note=note)
        return f"/incidents/{made.id}"
    elif act == "reject":
        correcting.reject(book, wanted, who=who, now=now, note=note)
        return "/review?queue=log" if "stay" not in sent else None
    elif act == "accept":
        correcting.accept(book, wanted, other=other or None, who=who, now=now, note=note)
    elif act == "edit":
        field, value = str(sent.get("field", "")), str(sent.get("value", ""))
        correcting.edit(book, wanted, field=field, value=value, who=who, now=now, note=note)
    elif act in ("accept all", "reject all"):
        bulk(desk, sent, act=act, who=who)
    else:
        raise QueryError(f"{act!r} is nothing that can be done", option="act")
    return None


def bulk(desk: Desk, sent: FormData, *, act: str, who: str) -> None:
    """Decides everything in a queue that fits the filter of the page, as one correction."""
    asked = asking.read("/review", QueryParams(urlsplit(local(str(sent.get("back", "/review")))).query))
    found = review.held(desk, asked) if review.queue_of(asked) == "joins" else review.doubtful(desk, asked)
    if not found:
        raise QueryError("there is nothing in the queue", option="act")
    if act == "accept all":
        joins = review.queue_of(asked) == "joins"
        correcting.accept_all(
            desk.ledger, [one for one, _, _ in found[:BULK]], joins=joins, who=who, now=desk.now()
        )
    else:
        correcting.reject_all(desk.ledger, [one for one, _, _ in found[:BULK]], who=who, now=desk.now())


def local(back: str) -> str:
    """A page of ours to go back to, whatever the form says."""
    parts = urlsplit(back)
    safe = back.startswith("/") and not back.startswith(("//", "/\\")) and not parts.netloc
    return back if safe and "\n" not in back and "\r" not in back else "/review"
