"""Facilities and quarters: found by their usual names, and told by the town that the report names."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tocsin import locating
from tocsin.locating import default_gazetteer, find
from tocsin.splitting import split
from tocsin.values import Place


def places(text: str, *, apart: bool = False) -> tuple[Place, ...]:
    return find(text, split(text), gazetteer=default_gazetteer(), apart=apart)


def first(text: str) -> tuple[str | None, str | None, str, str]:
    place = places(text)[0]
    return place.name, place.country, place.precision, place.span.text if place.span else ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Inmates broke out of Badush prison.", ("Badush Prison", "IRQ", "site", "Badush prison")),
        ("Drones hit the Sharara oilfield.", ("Sharara oil field", "LBY", "site", "Sharara oilfield")),
        ("Shells fell on Zamzam camp.", ("Zamzam camp", "SDN", "site", "Zamzam camp")),
        ("Guards shut the Erez border crossing.", ("Erez Crossing", "PSE", "site", "Erez border crossing")),
        ("Gunmen fired at the Kajaki dam.", ("Kajaki Dam", "AFG", "site", "Kajaki dam")),
        ("Drones flew over Büchel Air Base.", ("Büchel", "DEU", "town", "Büchel Air Base")),
    ],
)
def test_facilities_are_found_with_the_nouns_of_the_news(
    text: str, expected: tuple[str | None, str | None, str, str]
) -> None:
    assert first(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police cleared Cairo's Tahrir Square.", ("Cairo", "EGY", "town", "Cairo's Tahrir Square")),
        ("Police cleared Tahrir Square, Baghdad.", ("Baghdad", "IRQ", "town", "Tahrir Square, Baghdad")),
        ("A fire broke out at Evin Prison in Tehran.", ("Tehran", "IRN", "town", "Evin Prison in Tehran")),
        ("A bomb went off near Kabul airport.", ("Kabul", "AFG", "town", "Kabul airport")),
    ],
)
def test_a_facility_has_the_name_of_the_town_that_stands_beside_it_or_in_its_name(
    text: str, expected: tuple[str | None, str | None, str, str]
) -> None:
    assert first(text) == expected


def test_a_facility_has_the_name_of_a_town_near_it_that_the_report_names_elsewhere() -> None:
    text = "Gunmen held guests of the Serena Hotel for hours. Police in Kabul said that all were freed."
    assert first(text)[:3] == ("Kabul", "AFG", "town")


def test_places_told_apart_keep_their_own_names() -> None:
    found = [(p.name, p.precision) for p in places("A fire broke out at Evin Prison in Tehran.", apart=True)]
    assert found == [("Evin Prison", "site"), ("Tehran", "town")]


def test_an_airport_named_after_a_large_town_speaks_for_its_country() -> None:
    found = places("Shots were heard at Lagos Airport. Gunmen fled to Kaduna.")
    assert [p.country for p in found] == ["NGA", "NGA"]


def test_a_quarter_with_one_word_for_a_name_needs_a_preposition_and_its_country() -> None:
    assert places("Mansour spoke to Iraqi officers.") == ()
    (place,) = places("A bomb went off in Mansour, killing ten Iraqi officers.")
    assert (place.name, place.country, place.precision) == ("Mansour", "IRQ", "district")


def test_places_of_one_name_have_ids_of_their_own() -> None:
    cairo = places("Police cleared Tahrir Square in Egypt.", apart=True)[0]
    sanaa = places("Police cleared Tahrir Square in Yemen.", apart=True)[0]
    assert (cairo.country, sanaa.country) == ("EGY", "YEM")
    assert cairo.gazetteer_id != sanaa.gazetteer_id


def test_every_listed_facility_has_a_country_and_degrees_on_the_map() -> None:
    path = Path(locating.__file__).parent.parent / "data" / "lexicons" / "places_sites.toml"
    for lines in tomllib.loads(path.read_text("utf-8")).values():
        nouns, *rows = lines.strip().splitlines()
        assert "~" in nouns
        for row in rows:
            country, lat, lon = row.split(";")[1].split()
            assert country == "-" or default_gazetteer().country(country) is not None, row
            assert -90 < float(lat) < 90 and -180 < float(lon) < 180, row
