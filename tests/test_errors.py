"""The error tree: one root, and what a handler needs as attributes."""

from __future__ import annotations

import inspect

import pytest

from tocsin import errors
from tocsin.errors import (
    DataError,
    FetchError,
    InputError,
    LedgerError,
    NotFoundError,
    QueryError,
    TocsinError,
)

TREE = [cls for _, cls in inspect.getmembers(errors, inspect.isclass) if issubclass(cls, Exception)]


def test_there_is_one_root_and_at_most_ten_errors() -> None:
    assert len(TREE) <= 10
    assert all(issubclass(cls, TocsinError) for cls in TREE)
    assert issubclass(FetchError, InputError) and issubclass(NotFoundError, LedgerError)


@pytest.mark.parametrize("cls", TREE)
def test_every_error_says_what_it_is_for(cls: type[Exception]) -> None:
    assert inspect.getdoc(cls)


@pytest.mark.parametrize("cls", [InputError, FetchError])
def test_an_input_error_names_its_origin_before_the_message(cls: type[InputError]) -> None:
    error = cls("is empty; give a file with text", origin="news.txt")
    assert (str(error), error.message, error.origin) == (
        "news.txt: is empty; give a file with text", "is empty; give a file with text", "news.txt",
    )  # fmt: skip
    assert str(cls("is empty")) == "is empty"


@pytest.mark.parametrize(
    ("cls", "attribute", "value"),
    [(QueryError, "option", "--since"), (LedgerError, "path", "a/ledger.db")],
)
def test_an_error_names_its_option_or_path(cls: type[TocsinError], attribute: str, value: str) -> None:
    error = cls("means nothing", **{attribute: value})
    assert str(error) == f"{value}: means nothing"
    assert getattr(error, attribute) == value
    plain = cls("means nothing")
    assert (str(plain), getattr(plain, attribute)) == ("means nothing", "")


def test_what_was_not_found_is_told() -> None:
    error = NotFoundError("no incident of that id", wanted="i1abc")
    assert (error.wanted, error.path, str(error)) == ("i1abc", "", "no incident of that id")


@pytest.mark.parametrize("cls", TREE)
def test_one_handler_of_the_root_catches_each(cls: type[TocsinError]) -> None:
    with pytest.raises(TocsinError):
        raise cls("stop")


def test_a_data_error_is_plain() -> None:
    assert (
        str(DataError("kinds/raid.toml: field 'name' is missing"))
        == "kinds/raid.toml: field 'name' is missing"
    )
