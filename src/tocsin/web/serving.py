"""The desk on a port: the only door to Uvicorn."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable
from datetime import datetime
from http.client import HTTPConnection

import uvicorn

from ..errors import QueryError, TocsinError
from ..ledger import Ledger
from .application import make
from .security import Guard, is_loopback

ANSWER_SECONDS = 10.0


def serve(
    ledger: Ledger, *, host: str, port: int, token: str | None, reader: str, now: Callable[[], datetime],
    ready: Callable[[str], None], once: bool,
) -> None:  # fmt: skip
    """Serves the desk until it is stopped; `ready` is told its address once it can be asked.

    `port` 0 takes any that is free. With `once` it ends as soon as its first page has been seen.
    `QueryError` where the port is taken, or where the desk would lie open to others.
    """
    if token is None and not is_loopback(host):
        raise QueryError(f"{host!r} is seen by other machines: give --token too", option="host")
    guard = Guard(token=token) if is_loopback(host) else Guard(token=token, hosts=None)
    app = make(ledger, now=now, guard=guard, reader=reader)
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    server = uvicorn.Server(config)
    with bound(host, port) as listener:
        name = f"[{host}]" if ":" in host else host
        address = f"http://{name}:{listener.getsockname()[1]}/"
        if once:
            answered(server, listener)
            ready(address)
            return
        ready(address)
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


def answered(server: uvicorn.Server, listener: socket.socket) -> None:
    """Runs the server until it has given its first page; `TocsinError` if it does not."""
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    host, port = listener.getsockname()[:2]
    try:
        connection = HTTPConnection(host, port, timeout=ANSWER_SECONDS)
        connection.request("GET", "/")
        status = connection.getresponse().status
        connection.close()
    except OSError as error:
        raise TocsinError(f"the desk did not answer ({error}): run tocsin doctor") from error
    finally:
        server.should_exit = True
        thread.join(ANSWER_SECONDS)
    if status != 200:
        raise TocsinError(f"the desk answered {status}: run tocsin verify on its ledger")


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise QueryError(
            f"{host}:{port} cannot be had ({error.strerror}): give another", option="port"
        ) from None
    listener.listen(128)
    return listener
