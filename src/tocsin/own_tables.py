"""Tables that users give, as CSV with named columns: read strictly, with the line of whatever is wrong."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import NoReturn

from .errors import InputError

Cells = Mapping[str, str]


def read(path: Path) -> str:
    """The text of the file; `InputError` where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"no table can be read from it: {error}", origin=str(path)) from error


def rows(
    text: str, *, origin: str, needed: Sequence[str], others: Sequence[str]
) -> Iterator[tuple[Cells, str]]:
    """The cells of each row by their columns, without blanks around them, and the row's origin (file:line).

    `needed` are columns that must be there, `others` those that may; `InputError` for what is no such table.
    """
    table = csv.DictReader(StringIO(text, newline=""), strict=True)
    try:
        found = list(table.fieldnames or ())
        if missing := [name for name in needed if name not in found]:
            fail(f"the header lacks {', '.join(missing)}; it has {', '.join(found)}", origin=origin)
        known = (*needed, *others)
        if strange := [str(name) for name in found if name not in known]:
            fail(f"no such column: {', '.join(strange)}; there are {', '.join(known)}", origin=origin)
        for row in table:
            here = f"{origin}:{table.line_num}"
            if None in row or None in row.values():
                fail("the row has more or fewer cells than the header", origin=here)
            yield {name: value.strip() for name, value in row.items()}, here
    except csv.Error as error:
        raise InputError(f"no table can be read from it: {error}", origin=origin) from error


def fail(message: str, *, origin: str) -> NoReturn:
    """`InputError` for one row."""
    raise InputError(f"{message}; nothing was read", origin=origin)
