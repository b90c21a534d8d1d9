"""Which filters are accepted, and how they are read from words."""

from __future__ import annotations

from datetime import date

import pytest

from tocsin.errors import QueryError
from tocsin.ledger import Filter, read_filter


@pytest.mark.parametrize(
    ("options", "option"),
    [
        ({"since": date(2020, 2, 1), "until": date(2020, 1, 1)}, "since"),
        ({"country": "Iraq"}, "country"),
        ({"country": "irq"}, "country"),
        ({"status": "proven"}, "status"),
        ({"place": " "}, "place"),
        ({"actor": ""}, "actor"),
        ({"text": "\t"}, "text"),
        ({"kinds": ("air strike",)}, "kinds"),
        ({"box": (1.0, 2.0, 3.0)}, "box"),
        ({"box": (10.0, 0.0, 5.0, 1.0)}, "box"),
        ({"box": (0.0, 0.0, 91.0, 1.0)}, "box"),
        ({"box": (0.0, -181.0, 1.0, 1.0)}, "box"),
        ({"box": (0.0, float("nan"), 1.0, 1.0)}, "box"),
    ],
)
def test_a_value_that_means_nothing_is_an_error_that_names_the_option(
    options: dict[str, object], option: str
) -> None:
    with pytest.raises(QueryError) as caught:
        Filter(**options)  # type: ignore[arg-type]
    assert caught.value.option == option


def test_words_are_read_into_a_filter() -> None:
    words = {
        "since": "2020-01-01",
        "until": "2020-12-31",
        "country": "irq",
        "kinds": "shelling, bombing",
        "box": "29,38,38,49",
        "recalled": "no",
        "text": "",
    }
    assert read_filter(words) == Filter(
        since=date(2020, 1, 1),
        until=date(2020, 12, 31),
        country="IRQ",
        kinds=("shelling", "bombing"),
        box=(29.0, 38.0, 38.0, 49.0),
        recalled=False,
    )


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("since", "yesterday"),
        ("until", "2020-13-01"),
        ("box", "a,b,c,d"),
        ("recalled", "maybe"),
        ("colour", "red"),
    ],
)
def test_words_that_cannot_be_read_are_an_error_that_names_the_option(option: str, words: str) -> None:
    with pytest.raises(QueryError) as caught:
        read_filter({option: words})
    assert caught.value.option == option


def test_no_words_make_the_filter_that_shows_everything() -> None:
    assert read_filter({}) == Filter()
