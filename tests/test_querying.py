"""Filters in a person's words mean what the ledger calls it."""

from __future__ import annotations

import pytest

from tocsin.errors import QueryError
from tocsin.querying import country_code, place_name, read_query


def test_a_country_is_known_by_its_name_and_by_its_code() -> None:
    assert country_code("Iraq") == country_code("IRQ") == "IRQ"
    assert read_query({"country": "iraq"}).country == "IRQ"
    with pytest.raises(QueryError, match="country"):
        read_query({"country": "Narnia"})


def test_kinds_may_be_written_with_blanks_and_capitals() -> None:
    assert read_query({"kinds": "Air Strike, armed-clash"}).kinds == ("air_strike", "armed_clash")


def test_an_actor_is_known_by_any_name() -> None:
    ids = {read_query({"actor": name}).actor for name in ("Kataib Hezbollah", "Kata'ib Hezbollah")}
    assert len(ids) == 1
    assert read_query({"actor": "Nobody Known"}).actor == "Nobody Known"


def test_a_place_is_spelled_as_the_gazetteer_does_only_where_it_is_not_known_as_given() -> None:
    assert place_name("baghdad") == "baghdad"
    assert place_name("Nowhere-at-all") == "Nowhere-at-all"
    assert "qa" in place_name("al-Qaim").lower()


def test_empty_words_are_no_filter() -> None:
    query = read_query({"country": "", "kinds": "", "actor": "", "place": "", "since": ""})
    assert (query.country, query.kinds, query.actor, query.place, query.since) == (None, (), None, None, None)
