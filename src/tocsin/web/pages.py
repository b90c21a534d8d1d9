"""Templates to pages: the only door to Jinja. Every value is escaped, whatever a report says."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..rendering import words
from . import showing
from .desk import Desk, is_part
from .security import CSRF

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"
NAV = (
    ("/", "Overview"),
    ("/timeline", "Timeline"),
    ("/actors", "Actors"),
    ("/sources", "Sources"),
    ("/read", "Read"),
    ("/review", "Review"),
    ("/about", "About"),
)


@cache
def environment() -> Environment:
    """The templates, strict: a name that is not there is an error, not a blank."""
    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(nav=NAV, words=words, showing=showing, static=static, has=has)
    made.filters.update(clean=words.clean, day=day, kind=showing.kind, thousands=lambda n: f"{n:,}")
    return made


def day(one: date | None) -> str:
    """The day in words, empty where it is not known."""
    return words.day(one) if one else ""


@cache
def static(name: str) -> str:
    """URL of a file of ours, with a mark that changes when the file does."""
    path = STATIC / name
    if not path.is_file():
        return f"/static/{name}"
    return f"/static/{name}?v={hashlib.sha256(path.read_bytes()).hexdigest()[:10]}"


@cache
def has(name: str) -> bool:
    """Whether a built asset is there; without them the pages are plain HTML."""
    return (STATIC / name).is_file()


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    """A page of the desk. `Desk.unchanged` should have been asked before its values were gathered.

    A template that knows `part` may leave out the frame of the page where that is all that is asked for.
    """
    desk: Desk = request.app.state.desk
    visitor, form_pass = desk.guard.form_pass(request)
    body = environment().get_template(template).render(
        path=request.url.path, form_pass=form_pass, part=is_part(request),
        errors=values.pop("errors", ()), **values,
    )  # fmt: skip
    response = HTMLResponse(body, status_code=status)
    if status == 200:
        desk.mark(request, response)
    if request.cookies.get(CSRF) != visitor:
        response.set_cookie(CSRF, visitor, httponly=True, samesite="strict")
    return response
