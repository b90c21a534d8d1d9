"""The desk on a free port of loopback while a test runs, and a visit to it in a browser."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

START_SECONDS = 60.0


@contextmanager
def served(path: Path, *, now: datetime) -> Iterator[str]:
    """Address of the desk on the ledger at `path`, without a slash at its end."""
    import uvicorn

    from tocsin.ledger import Ledger
    from tocsin.web.application import make
    from tocsin.web.serving import bound

    with Ledger(path, create=False) as book, bound("127.0.0.1", 0) as listener:
        config = uvicorn.Config(make(book, now=lambda: now), log_level="warning", access_log=False)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        until = time.monotonic() + START_SECONDS
        while not server.started and time.monotonic() < until:
            time.sleep(0.02)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(START_SECONDS)


class Visit:
    """One page of a browser's context, with all that it asked for, complained of, or put before the user."""

    def __init__(self, context: Any) -> None:
        self.context = context
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.dialogs: list[str] = []
        context.on("request", lambda request: self.asked.append(request.url))
        self.page = context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self._dialog)

    def _heard(self, message: Any) -> None:
        if message.type in ("error", "warning") and "GPU stall" not in message.text:
            self.complaints.append(message.text)

    def _dialog(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def open(self, url: str) -> Any:
        """The page once it and what it loads are there."""
        self.page.goto(url)
        self.page.wait_for_load_state("networkidle")
        return self.page
