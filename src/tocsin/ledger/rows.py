"""Values to JSON and back, exactly: the one codec of the ledger and of the exports.

It follows the type hints of the dataclasses in `values`: a date is ISO text, a tuple a list, a value an
object with every field. Reading is strict: an unknown field or a value of the wrong type is an error,
for it means that the ledger is damaged or that a newer Tocsin wrote it.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache, lru_cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from ..errors import LedgerError
from ..values import Span

KEPT = 8192  # values decoded last

Value = TypeVar("Value")
Json = Any  # what json.loads gives back


class _Mismatch(Exception):
    """Data that does not fit the type; carries what is wrong, in words."""


def encode(value: object) -> Json:
    """JSON-able form of a value: dataclasses as objects with all their fields, dates as ISO text."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {name: encode(getattr(value, name)) for name in _names(type(value))}
    raise TypeError(f"no JSON form for a {type(value).__name__}: {value!r}")


def decode(kind: type[Value], data: Json, *, written_by: str = "") -> Value:
    """Value of dataclass `kind` from its JSON form; `LedgerError` where the data does not fit.

    `written_by` is the version of Tocsin that wrote the data; the error names it.
    A field that is missing takes its default, so that rows of older versions stay readable.
    """
    try:
        return cast(Value, _reader(cast(Any, kind))(data))
    except _Mismatch as mismatch:
        writer = f"Tocsin {written_by}" if written_by else "an unknown version of Tocsin"
        raise LedgerError(
            f"cannot read a stored {kind.__name__.lower()}: {mismatch}. It was written by {writer}: "
            "open the ledger with that version or a newer one; if the versions agree, "
            "the file is damaged: restore a copy"
        ) from None


def dumps(value: object) -> str:
    """One line of JSON for a value, all scripts written as they are; `ValueError` for NaN and infinity."""
    return json.dumps(encode(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def loads(kind: type[Value], text: str, *, written_by: str = "") -> Value:
    """Value of dataclass `kind` from one line of JSON; errors as in `decode`.

    The last ones are kept: values never change, and who looks at a ledger looks at the same ones again.
    """
    return cast(Value, _loads(cast(Any, kind), text, written_by=written_by))


@lru_cache(maxsize=KEPT)
def _loads(kind: type[Any], text: str, *, written_by: str) -> object:
    try:
        data = json.loads(text)
    except ValueError as error:
        raise LedgerError(f"a stored {kind.__name__.lower()} is no JSON ({error}): restore a copy") from None
    return decode(kind, data, written_by=written_by)


def spans(value: object) -> Iterator[Span]:
    """Every span inside a value, in the order of its fields."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from spans(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for name in _names(type(value)):
            yield from spans(getattr(value, name))


def folded(text: str) -> str:
    """Text without case, accents and runs of blanks: the form in which words are compared in searches."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _reader(hint: Any) -> Callable[[Json], object]:
    """Function that turns JSON data into a value of a type hint, or raises `_Mismatch`."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _read_optional(hint)
    if origin is Literal:
        return _read_literal(inner)
    if origin is tuple:
        return _read_tuple(inner)
    if hint is date:
        return _read_date
    if isinstance(hint, type) and is_dataclass(hint):
        return _read_dataclass(hint)
    if hint in (str, int, float, bool):
        return _read_plain(hint)
    raise TypeError(f"no codec for the type {hint!r}")


def _read_plain(kind: type) -> Callable[[Json], object]:
    accepted = (float, int) if kind is float else (kind,)

    def read(data: Json) -> object:
        # type(), not isinstance(): True is an int for Python, but not for the record.
        if type(data) not in accepted:
            raise _Mismatch(f"expected {kind.__name__}, found {data!r:.80}")
        return float(data) if kind is float else data

    return read


def _read_date(data: Json) -> date:
    try:
        return date.fromisoformat(data)
    except (TypeError, ValueError):
        raise _Mismatch(f"expected a day such as 2020-01-26, found {data!r:.80}") from None


def _read_literal(allowed: tuple[object, ...]) -> Callable[[Json], object]:
    def read(data: Json) -> object:
        if not isinstance(data, str) or data not in allowed:
            raise _Mismatch(f"expected one of {', '.join(map(str, allowed))}, found {data!r:.80}")
        return data

    return read


def _read_optional(hint: Any) -> Callable[[Json], object]:
    others = tuple(kind for kind in get_args(hint) if kind is not NoneType)
    if len(others) != 1 or len(others) == len(get_args(hint)):
        raise TypeError(f"no codec for the union {hint!r}")
    inner = _reader(others[0])
    return lambda data: None if data is None else inner(data)


def _read_tuple(inner: tuple[Any, ...]) -> Callable[[Json], object]:
    if len(inner) == 2 and inner[1] is Ellipsis:
        item = _reader(inner[0])

        def read_many(data: Json) -> object:
            if not isinstance(data, list):
                raise _Mismatch(f"expected a list, found {data!r:.80}")
            return tuple([item(part) for part in data])

        return read_many
    items = tuple(_reader(kind) for kind in inner)

    def read_fixed(data: Json) -> object:
        if not isinstance(data, list) or len(data) != len(items):
            raise _Mismatch(f"expected a list of {len(items)}, found {data!r:.80}")
        return tuple([item(part) for item, part in zip(items, data, strict=True)])

    return read_fixed


def _read_dataclass(kind: type) -> Callable[[Json], object]:
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in fields(kind)}
    needed = {f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING}
    word = kind.__name__

    def read(data: Json) -> object:
        if not isinstance(data, dict):
            raise _Mismatch(f"expected a {word}, found {data!r:.80}")
        if unknown := data.keys() - readers.keys():
            raise _Mismatch(f"{word} has unknown fields: {', '.join(sorted(unknown))}")
        if missing := needed - data.keys():
            raise _Mismatch(f"{word} lacks fields: {', '.join(sorted(missing))}")
        values = {}
        for name, part in data.items():
            try:
                values[name] = readers[name](part)
            except _Mismatch as mismatch:
                raise _Mismatch(f"{word}.{name}: {mismatch}") from None
        try:
            return kind(**values)
        except ValueError as error:
            raise _Mismatch(f"{word}: {error}") from None

    return read
