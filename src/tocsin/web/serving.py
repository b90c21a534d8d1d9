"""The desk on a port of this machine: the only door to Uvicorn."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import datetime

import uvicorn

from ..errors import QueryError
from ..ledger import Ledger
from .application import make
from .security import Guard, is_loopback


def serve(
    ledger: Ledger, *, host: str, port: int, token: str | None, reader: str, now: Callable[[], datetime],
    ready: Callable[[str], None],
) -> None:  # fmt: skip
    """Serves the desk until it is stopped; `ready` is told its address once it can be asked.

    `port` 0 takes any that is free. `QueryError` where the port is taken, or the desk would lie open.
    """
    if token is None and not is_loopback(host):
        raise QueryError(f"{host!r} is seen by other machines: give --token too", option="host")
    guard = Guard(token=token) if is_loopback(host) else Guard(token=token, hosts=None)
    listener = bound(host, port)
    name = f"[{host}]" if ":" in host else host
    app = make(ledger, now=now, guard=guard, reader=reader)
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    ready(f"http://{name}:{listener.getsockname()[1]}/")
    with listener:
        uvicorn.Server(config).run(sockets=[listener])


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
