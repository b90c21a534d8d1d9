"""Report → Event: every reader is one class with one method, found by its module's name."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Protocol

from ..errors import QueryError
from ..values import Actor, Event, Marks, Report

READERS = ("trained", "rules")
DEFAULT = READERS[0]


class Reader(Protocol):
    """What a reader is: a name with its version, and `read`."""

    name: str

    def read(self, report: Report, marks: Marks) -> tuple[Event, ...]:
        """Events that the report tells, in text order, from the marks of the stages before."""
        ...


def load(
    name: str = DEFAULT, *, identify: Callable[[str], Actor | None], kinds: Path | None = None,
    private: bool = False,
) -> Reader:  # fmt: skip
    """The reader called `name`; `identify` tells who a name stands for, `kinds` is a folder of own kinds.

    With `private` it reads private crime too, and marks it.
    """
    if name not in READERS:
        raise QueryError(f"no reader is called {name!r}; use one of {', '.join(READERS)}", option="--reader")
    module = import_module(f"{__name__}.{name}")
    reader: Reader = module.load(identify=identify, kinds=kinds, private=private)
    return reader
