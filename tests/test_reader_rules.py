"""The rules reader as a whole: kinds by their own examples, series, own kinds, and one event in full."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tocsin import actors, ontology, pipeline
from tocsin.errors import DataError
from tocsin.reader import load
from tocsin.values import Event, Marks, Report

PUBLISHED = date(2024, 5, 16)
KINDS = ontology.load()
RULES = pipeline.load_reader("rules")


def read(text: str) -> tuple[Event, ...]:
    return pipeline.read(Report(text=text, published=PUBLISHED), reader=RULES)


YES = [
    pytest.param(text, kind.name, id=f"{kind.name}-{n}") for kind in KINDS for n, text in enumerate(kind.yes)
]
NO = [
    pytest.param(text, kind.name, id=f"{kind.name}-{n}") for kind in KINDS for n, text in enumerate(kind.no)
]


@pytest.mark.parametrize(("text", "kind"), YES)
def test_the_reader_finds_the_kind_in_each_of_its_examples(text: str, kind: str) -> None:
    assert kind in {event.kind for event in read(text)}


@pytest.mark.parametrize(("text", "kind"), NO)
def test_the_reader_does_not_find_the_kind_in_its_counter_examples(text: str, kind: str) -> None:
    assert kind not in {event.kind for event in read(text)}


@pytest.mark.parametrize(
    "text",
    [
        "A wave of bombings has killed 200 people across Iraq in recent months.",
        "Rebels have carried out a series of attacks in the province since January.",
        "A spate of kidnappings has emptied the villages around Kaduna.",
        "Repeated rocket attacks on the base have killed nine people this year.",
    ],
)
def test_a_summed_up_series_is_an_aggregate(text: str) -> None:
    assert [event.aggregate for event in read(text)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "A bomb killed nine people in Karachi.",
        "Israeli air strikes killed six people in Nabatieh.",
        "Two car bombs exploded outside a mosque in Beirut on Tuesday.",
        "Clashes erupted near Manbij on Monday.",
    ],
)
def test_a_single_happening_is_no_aggregate_even_with_several_blasts(text: str) -> None:
    assert [event.aggregate for event in read(text)] == [False]


def test_one_report_in_full() -> None:
    text = (
        "Rockets hit US embassy in Baghdad\n\n"
        "Three rockets hit the US embassy in Baghdad on Sunday, wounding two guards, the army said. "
        "No group has claimed responsibility. Washington blamed Iran-backed militias for the attack."
    )
    [event] = pipeline.read(Report(text=text, published=date(2020, 1, 27)), reader=RULES)
    assert (event.kind, event.stage, event.told_as, event.aggregate) == ("shelling", "done", "news", False)
    assert event.when is not None and (event.when.first, event.when.last) == (
        date(2020, 1, 26),
        date(2020, 1, 26),
    )
    assert event.where is not None and (event.where.country, event.where.name) == ("IRQ", "Baghdad")
    assert [(s.actor.text, s.stance, s.says and s.says.text) for s in event.by] == [
        ("Iran-backed militias", "blamed", "Washington")
    ]
    assert {t.span.text for t in event.targets} in (
        {"US embassy", "two guards"},
        {"the US embassy", "two guards"},
    )
    assert event.injured is not None and (event.injured.low, event.injured.high) == (2, 2)
    assert event.unclaimed is not None and event.unclaimed.text.startswith("No group has claimed")
    assert event.killed is None and event.taken is None


def test_events_come_in_text_order() -> None:
    events = read(
        "Police raided a house in Tunis. A bomb exploded in Oran. Rebels captured the town of Bunia."
    )
    starts = [event.trigger.start for event in events]
    assert starts == sorted(starts) and len(starts) == 3


@pytest.mark.parametrize("text", ["", "\n", "The festival opened with a concert."])
def test_a_report_that_tells_of_nothing_has_no_events(text: str) -> None:
    assert read(text) == ()


def test_a_report_without_marks_has_no_events() -> None:
    reader = RULES
    assert reader.read(Report(text="A bomb exploded."), Marks(sentences=())) == ()


OWN = """
name = "dam_breach"
label = "Dam breached"
family = "attack"
definition = "A dam is breached on purpose."
not_this = "Floods by rain."
[crosswalk]
acled = ["Strategic developments: Other"]
[triggers]
nouns = ["breach of the dam"]
"""


def test_the_user_s_own_kinds_are_read_beside_ours(tmp_path: Path) -> None:
    (tmp_path / "dam_breach.toml").write_text(OWN, encoding="utf-8")
    reader = load("rules", identify=actors.identify, kinds=tmp_path)
    report = Report(
        text="The breach of the dam flooded the plain. The council imposed sanctions on two generals."
    )
    assert [e.kind for e in pipeline.read(report, reader=reader)] == ["dam_breach", "sanction"]
    assert [e.kind for e in pipeline.read(report, reader=RULES)] == ["sanction"]


def test_a_folder_of_kinds_that_is_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such folder"):
        load("rules", identify=actors.identify, kinds=tmp_path / "none")


def in_both_scopes(text: str) -> list[tuple[Event, ...]]:
    """What the rules tell of a text with public violence alone, then with private crime too."""
    report = Report(text=text, published=date(2020, 1, 8))
    marks = pipeline.mark(report)
    readers = (load("rules", identify=actors.identify, private=private) for private in (False, True))
    return [reader.read(report, marks) for reader in readers]


def test_private_crime_is_left_out_unless_it_is_asked_for_and_then_marked() -> None:
    narrow, wide = in_both_scopes(
        "A shooting during a robbery left two people dead in Leeds. Rebels shot two guards in Goma."
    )
    assert [(event.trigger.text, event.scope) for event in narrow] == [("shot", "public")]
    assert [(e.trigger.text, e.scope) for e in wide] == [("shooting", "private"), ("shot", "public")]


def test_a_wider_scope_takes_nothing_away() -> None:
    narrow, wide = in_both_scopes(
        "Police said robbers shot two people in Leeds on Tuesday. The attack killed three people in all."
    )
    assert narrow and {event.id for event in narrow} < {event.id for event in wide}


def test_sport_stays_out_though_it_is_robbed() -> None:
    text = "A shooting during a robbery at a tennis tournament left two people dead."
    assert in_both_scopes(text) == [(), ()]
