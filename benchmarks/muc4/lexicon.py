"""Word lists of the MUC-4 mapping, from `benchmarks/data/muc_*.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "data"


@cache
def table(name: str) -> dict[str, Any]:
    """The TOML file `muc_<name>.toml`."""
    return tomllib.loads((FOLDER / f"muc_{name}.toml").read_text(encoding="utf-8"))


@cache
def word_set(name: str, *keys: str) -> frozenset[str]:
    """The words of one string of `muc_<name>.toml`, found by its keys."""
    value: Any = table(name)
    for key in keys:
        value = value[key]
    return frozenset(value.split())


@cache
def typed(name: str, key: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The (type, words) pairs of one table, in the file's order."""
    return tuple((kind, frozenset(listed.split())) for kind, listed in table(name)[key].items())


def first_type(words: Collection[str], kinds: Iterable[tuple[str, frozenset[str]]]) -> str | None:
    """The first type that has one of the words; `None` where none has."""
    return next((kind for kind, listed in kinds if not listed.isdisjoint(words)), None)
