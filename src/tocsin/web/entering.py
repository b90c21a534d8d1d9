"""The way in where the desk asks for a token: shown once, then remembered by a cookie of this browser."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from .desk import Desk
from .pages import page
from .security import COOKIE, same

router = APIRouter(include_in_schema=False)


@router.get("/enter")
def enter(request: Request) -> Response:
    """The form that asks for the token."""
    return shown(request)


@router.post("/enter")
async def entered(request: Request) -> Response:
    """Lets in whoever shows the token."""
    desk: Desk = request.app.state.desk
    async with request.form() as sent:
        given = str(sent.get("token", "")).strip()
    if desk.guard.token is None or not same(given, desk.guard.token):
        return shown(request, wrong=True)
    response = RedirectResponse("/", status_code=303)
    response.set_cookie(COOKIE, desk.guard.pass_for("desk"), httponly=True, samesite="strict")
    return response


def shown(request: Request, *, wrong: bool = False) -> Response:
    """The form; it shows nothing of the ledger."""
    return page(request, "enter.html", status=403 if wrong else 401, wrong=wrong, asked=None, choices=None)
