"""About: the method, the measured errors, what must not be concluded, and the licences."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from .. import __version__
from . import asking
from .desk import Desk
from .overview import frame
from .pages import page

router = APIRouter(include_in_schema=False)
MEASURED = Path(__file__).parent / "measured.json"  # written with the table of the README


@router.get("/about")
def about(request: Request) -> Response:
    """The page."""
    desk: Desk = request.app.state.desk
    if unchanged := desk.unchanged(request):
        return unchanged
    asked = asking.read("/", request.query_params)
    return page(request, "about.html", **frame(desk, asked), **told(desk))


@router.get("/about.json")
def data(request: Request) -> Response:
    """The same as data."""
    desk: Desk = request.app.state.desk
    return desk.unchanged(request) or desk.mark(request, JSONResponse(told(desk)))


def told(desk: Desk) -> dict[str, Any]:
    """What this desk runs on, how often it errs, and where its data is from."""
    return {
        "version": __version__,
        "counts": desk.ledger.counts(),
        "measured": measured(),
        "origins": origins(),
    }


@cache
def measured() -> list[list[str]]:
    """The measured figures: what, on what, result."""
    found: list[list[str]] = json.loads(MEASURED.read_text(encoding="utf-8"))
    return found


@cache
def origins() -> list[dict[str, str]]:
    """Each part of the data, with its licence."""
    text = files("tocsin").joinpath("data", "SOURCES.toml").read_text(encoding="utf-8")
    return [{"what": one["what"], "licence": one["licence"]} for one in tomllib.loads(text)["source"]]
