"""A user's own actors: met by every name, kept by the ledger, and refused with the line that is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tocsin import asking, pipeline
from tocsin.actors import identify, knowing, read_table
from tocsin.errors import InputError
from tocsin.ledger import Ledger
from tocsin.querying import differences
from tocsin.values import Report

TABLE = """name,aliases,sort,state,sponsor,id
Black Falcons,Falcons of the Steppe|Kara Lachin,group,,IRN,
Border Legion,,force,IRQ,,
Support Group,,,,,jnim
Hamas of the North,,,,,
"""
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TEXTS = (
    "The Black Falcons killed nine soldiers in an attack on a barracks in Kirkuk on Wednesday.",
    "Nine soldiers died on Wednesday when Kara Lachin attacked a barracks in Kirkuk.",
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "kept.db") as opened:
        yield opened


def kept(folder: Path, table: str = TABLE) -> Path:
    path = folder / "actors.csv"
    path.write_text(table, "utf-8")
    return path


def test_actors_of_one_s_own_are_met_by_every_name() -> None:
    own = knowing(TABLE)
    for words in (
        "the Black Falcons",
        "Falcons of the Steppe",
        "fighters of the black falcons",
        "Kara Láchin",
    ):
        found = own(words)
        assert found is not None, words
        assert (found.id, found.sort, found.sponsor) == ("own:black-falcons", "group", "IRN")
        assert identify(words) != found
    legion = own("the Border Legion")
    assert legion is not None and (legion.sort, legion.state) == ("force", "IRQ")


def test_a_known_actor_gets_more_names_and_all_else_stays() -> None:
    own = knowing(TABLE)
    assert own("the Support Group") == identify("JNIM")
    assert own("Hamas") == identify("Hamas") and own("Iraqi police") == identify("Iraqi police")
    longer = own("Hamas of the North")
    assert longer is not None and longer.id == "own:hamas-of-the-north"
    assert knowing(None) is identify and knowing("") is identify


def add(ledger: Ledger, texts: tuple[str, ...]) -> None:
    reports = [Report(text=text, published=date(2020, 1, 30), publisher=text[:9]) for text in texts]
    reader = pipeline.load_reader("rules", identify=knowing(ledger.own_actors()))
    list(pipeline.add(ledger, reports, reader=reader, now=NOW))
    pipeline.fold(ledger, now=NOW)


def test_the_ledger_keeps_them_and_folds_all_anew(ledger: Ledger, tmp_path: Path) -> None:
    add(ledger, TEXTS)
    names = {actor.actor_id for incident in ledger for actor in incident.by}
    assert not any(name.startswith("own:") for name in names)
    asking.know(ledger, kept(tmp_path), now=NOW)
    [incident] = [one for one in ledger if len(one.report_ids) == 2]
    assert [(actor.actor_id, actor.name) for actor in incident.by] == [("own:black-falcons", "Black Falcons")]
    assert differences(ledger) == ()
    assert asking.know(ledger, None, now=NOW)("Kara Lachin") is not None
    assert not ledger.know(TABLE) and ledger.know(None) and ledger.own_actors() is None


def test_a_kill_between_keeping_the_table_and_folding_loses_nothing(ledger: Ledger) -> None:
    add(ledger, TEXTS)
    assert ledger.know(TABLE)
    assert ledger.counts()["pending"] == len(ledger.everything()[0]) > 1
    pipeline.fold(ledger, now=NOW)
    assert ledger.counts()["pending"] == 0
    assert any(actor.actor_id == "own:black-falcons" for one in ledger for actor in one.by)
    assert differences(ledger) == ()


def test_a_table_that_comes_first_does_the_same_as_one_that_comes_later(tmp_path: Path) -> None:
    made = []
    for first in (True, False):
        with Ledger(tmp_path / f"{first}.db") as ledger:
            for known in (first, not first):
                asking.know(ledger, kept(tmp_path), now=NOW) if known else add(ledger, TEXTS)
            made.append([(one.id, one.by) for one in ledger])
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("table", "line", "words"),
    [
        ("aliases\nA\n", "", "the header lacks name"),
        ("", "", "the header lacks name"),
        ("name,colour\nA,red\n", "", "no such column: colour"),
        ("name,sort\nA\n", ":2", "more or fewer cells"),
        ("name\nA\n' '\n", ":3", "name is empty"),
        ("name,sort\nA,person\n", ":2", "sort is 'person'"),
        ("name,sponsor\nA,Iran\n", ":2", "sponsor is 'Iran'"),
        ("name,state\nA,IRN\n", ":2", "state is for a force only"),
        ("name,id\nA,jmin\n", ":2", "id is 'jmin', and no known group or force"),
        ('name\n"A\n', "", "no table can be read"),
    ],
)
def test_a_table_that_cannot_be_right_is_refused_whole(
    tmp_path: Path, table: str, line: str, words: str
) -> None:
    path = kept(tmp_path, table)
    with pytest.raises(InputError, match=words) as caught:
        read_table(path)
    assert caught.value.origin == f"{path}{line}"


def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no table can be read"):
        read_table(tmp_path / "none.csv")
