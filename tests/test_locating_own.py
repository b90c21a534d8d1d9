"""A user's own places: found, weighed with the gazetteer's, and refused with the line that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin import marking, pipeline
from tocsin.errors import InputError
from tocsin.locating import Gazetteer, default_gazetteer, with_places
from tocsin.values import Report

TABLE = """name,country,lat,lon,precision,population,aliases
Camp Sparrow,IRQ,34.10,43.25,site,,Sparrow Base|FOB Sparrow
Solhan,BFA,13.30,0.60,town,9000,
Baghdad,AUS,-30.00,140.00,site,,
"""


def own(folder: Path, table: str = TABLE) -> Gazetteer:
    path = folder / "places.csv"
    path.write_text(table, "utf-8")
    return with_places(path, gazetteer=default_gazetteer())


def test_places_of_one_s_own_are_found_by_every_name_and_give_their_id(tmp_path: Path) -> None:
    known = own(tmp_path)
    for name in ("Camp Sparrow", "Sparrow Base", "FOB Sparrow"):
        found = list(marking.places(Report(text=f"Rockets hit {name} in Iraq."), gazetteer=known))
        assert (found[0]["name"], found[0]["gazetteer_id"]) == ("Camp Sparrow", "own:camp-sparrow")
        assert (found[0]["country"], found[0]["lat"], found[0]["precision"]) == ("IRQ", 34.10, "site")


def test_they_stand_for_election_with_the_gazetteer_s(tmp_path: Path) -> None:
    known = own(tmp_path)
    text = "Gunmen killed 130 people in Solhan, Burkina Faso. A bomb hit Baghdad in Iraq."
    found = {p["text"]: p["country"] for p in marking.places(Report(text=text), gazetteer=known)}
    assert (found["Solhan"], found["Baghdad"]) == ("BFA", "IRQ")
    [event] = pipeline.read(
        Report(text="Gunmen killed nine people in Solhan, Burkina Faso."), gazetteer=known
    )
    assert event.where is not None and event.where.lat == 13.30


def test_the_gazetteer_itself_stays_as_it_was(tmp_path: Path) -> None:
    own(tmp_path).name("Camp Sparrow")
    assert default_gazetteer().name("Camp Sparrow") is None


@pytest.mark.parametrize(
    ("table", "line", "words"),
    [
        ("name,lat,lon\nA,1,2\n", "", "the header lacks country"),
        ("", "", "the header lacks name, country, lat, lon"),
        ("name,country,lat,lon,colour\nA,IRQ,1,2,red\n", "", "no such column: colour"),
        ("name,country,lat,lon\nA,IRQ,1\n", ":2", "more or fewer cells"),
        ("name,country,lat,lon\nA,IRQ,1,2\n ,IRQ,1,2\n", ":3", "name is empty"),
        ("name,country,lat,lon\nA,Iraq,1,2\n", ":2", "country is 'Iraq'"),
        ("name,country,lat,lon\nA,IRQ,north,2\n", ":2", "lat is 'north'"),
        ("name,country,lat,lon\nA,IRQ,1,200\n", ":2", "lon is 200.0"),
        ("name,country,lat,lon\nA,IRQ,nan,2\n", ":2", "lat is nan"),
        ("name,country,lat,lon,precision\nA,IRQ,1,2,house\n", ":2", "precision is 'house'"),
        ("name,country,lat,lon,population\nA,IRQ,1,2,many\n", ":2", "population is 'many'"),
    ],
)
def test_a_bad_table_is_refused_with_its_line(tmp_path: Path, table: str, line: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        own(tmp_path, table)
    assert caught.value.origin == f"{tmp_path / 'places.csv'}{line}"


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no table can be read"):
        with_places(tmp_path / "none.csv", gazetteer=default_gazetteer())
