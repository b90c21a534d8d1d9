"""Bytes to reports: one file a format, found by its name; a module with `SUFFIXES` is a format."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

if TYPE_CHECKING:
    from tocsin.formats.source import Fetched, Format, Item

__all__ = ["by_suffix", "named", "names", "read"]


def read(
    origin: str | Path,
    *,
    published: date | None = None,
    columns: Mapping[str, str] | None = None,
    stdin: BinaryIO | None = None,
    fetch: Callable[[str], Fetched] | None = None,
) -> Iterator[Item]:
    """The reports in a file, folder, glob, URL or "-", and a failure for each bad item; see `inputs.read`."""
    from tocsin.formats import inputs

    return inputs.read(origin, published=published, columns=columns, stdin=stdin, fetch=fetch)


@cache
def names() -> tuple[str, ...]:
    """The formats there are, by the names of their modules."""
    found = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(name for name in found if hasattr(import_module(f"{__name__}.{name}"), "SUFFIXES"))


def named(name: str) -> Format:
    """The format of that name."""
    return cast("Format", import_module(f"{__name__}.{name}"))


@cache
def by_suffix() -> dict[str, Format]:
    """Each suffix, with its dot and in small letters, and the format that reads it."""
    return {suffix: named(name) for name in names() for suffix in named(name).SUFFIXES}
