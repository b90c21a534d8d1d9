"""MUC messages read as reports, and events written as MUC-4 templates."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks.muc4 import messages, whole
from benchmarks.muc4.doers import parted
from benchmarks.muc4.fates import fate_of
from benchmarks.muc4.messages import Message
from benchmarks.muc4.oracle import oracle
from benchmarks.muc4.people import person
from benchmarks.muc4.phrases import phrase
from benchmarks.muc4.templates import response, templates
from benchmarks.muc4.things import instrument_kind, thing
from benchmarks.muc4.wanted import features, wanted
from tocsin.values import Count, Event, Period, Place, Report, Span, Statement, Target

FILE = """
DEV-MUC3-9001 (NOSC)

   LIMA, 11 JAN 90 (INVENTED RADIO) -- [REPORT] [PRESS OFFICE] [TEXT] THE MAYOR OF
TARMA, JUAN QUISPE, WAS KILLED YESTERDAY BY MEMBERS OF THE SHINING PATH.

   TWO PEASANTS WERE WOUNDED.


DEV-MUC3-9002 (NOSC)

   NO CITY (PERU), NO DATE -- [EXCERPTS] NOTHING HAPPENED.
"""
TEXT = (
    "LIMA -- THE MAYOR OF TARMA, JUAN QUISPE, WAS KILLED YESTERDAY BY MEMBERS OF THE SHINING PATH "
    "WITH A PISTOL. "
    "THREE PEASANTS WERE WOUNDED. A BOMB DAMAGED THE U.S. EMBASSY. SOLDIERS AND GUERRILLAS FOUGHT."
)
TENTH = date(1990, 1, 10)
MESSAGE = Message(
    report=Report(text=TEXT, name="DEV-MUC3-9001", published=date(1990, 1, 11)), city="LIMA", country=None
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words), text=words)


def killing(**changes: Any) -> Event:
    made: dict[str, Any] = {
        "report_id": "r", "kind": "armed_attack", "stage": "done", "told_as": "news", "aggregate": False,
        "trigger": span("KILLED"), "sentence": span(TEXT.split(". ")[0]),
        "when": Period(first=TENTH, last=TENTH, precision="day", span=span("YESTERDAY")),
        "where": Place(country="PER", name="Tarma", precision="town", span=span("TARMA")),
        "by": (Statement(actor=span("MEMBERS OF THE SHINING PATH"), stance="stated"),),
        "targets": (Target(span=span("JUAN QUISPE"), sort="people"),),
        "weapons": (span("A PISTOL"),), "killed": Count(low=1, high=1),
    }  # fmt: skip
    return Event(**(made | changes))


def kept(event: Event) -> bool:
    return wanted(event, MESSAGE, home="PER", of=1)


def filled(*events: Event) -> list[str]:
    lines = response("DEV-MUC3-9001", templates(events, MESSAGE))
    return [" ".join(line.split()) for line in lines if line and not line.endswith(" -")]


def test_a_message_file_becomes_reports_with_the_datelines_day_and_place() -> None:
    first, second = messages.split(FILE)
    assert first.report.name == "DEV-MUC3-9001"
    assert first.report.published == date(1990, 1, 11)
    assert (first.city, first.country, first.report.publisher) == ("LIMA", None, "INVENTED RADIO")
    assert first.report.text.startswith("LIMA -- THE MAYOR OF TARMA, JUAN QUISPE, WAS KILLED")
    assert first.report.text.endswith("\n\nTWO PEASANTS WERE WOUNDED.")
    assert (second.report.published, second.city, second.country) == (None, None, "PERU")
    assert second.report.text == "NOTHING HAPPENED."


def test_an_attack_fills_its_slots_with_cross_references() -> None:
    lines = filled(killing())
    assert "2. INCIDENT: DATE 10 JAN 90" in lines
    assert "3. INCIDENT: LOCATION PERU: TARMA (CITY)" in lines
    assert "4. INCIDENT: TYPE ATTACK" in lines
    assert '7. INCIDENT: INSTRUMENT TYPE HANDGUN: "PISTOL"' in lines
    assert '9. PERP: INDIVIDUAL ID "MEMBERS"' in lines
    assert '11. PERP: ORGANIZATION CONFIDENCE REPORTED AS FACT: "SHINING PATH"' in lines
    assert '18. HUM TGT: NAME "JUAN QUISPE"' in lines
    assert '20. HUM TGT: TYPE GOVERNMENT OFFICIAL: "JUAN QUISPE"' in lines
    assert '23. HUM TGT: EFFECT OF INCIDENT DEATH: "JUAN QUISPE"' in lines


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"when": None}, "2. INCIDENT: DATE - 11 JAN 90"),
        (
            {"when": Period(first=None, last=date(1990, 1, 9), precision="open")},
            "2. INCIDENT: DATE - 09 JAN 90",
        ),
        ({"where": None}, "3. INCIDENT: LOCATION PERU"),
        ({"kind": "abduction"}, "4. INCIDENT: TYPE KIDNAPPING"),
        ({"stage": "threatened"}, "5. INCIDENT: STAGE OF EXECUTION THREATENED"),
        (
            {"by": (Statement(actor=span("SOLDIERS"), stance="stated"),)},
            "8. PERP: INCIDENT CATEGORY STATE-SPONSORED VIOLENCE",
        ),
        (
            {"by": (Statement(actor=span("THE SHINING PATH"), stance="claimed"),)},
            '11. PERP: ORGANIZATION CONFIDENCE CLAIMED OR ADMITTED: "SHINING PATH"',
        ),
        (
            {"targets": (Target(span=span("THREE PEASANTS"), sort="people"),)},
            '21. HUM TGT: NUMBER 3: "PEASANTS"',
        ),
        (
            {"targets": (Target(span=span("THE U.S. EMBASSY"), sort="site", effect="damaged"),)},
            '15. PHYS TGT: FOREIGN NATION UNITED STATES: "U.S. EMBASSY"',
        ),
    ],
)
def test_one_changed_field_changes_its_slot(changes: dict[str, Any], line: str) -> None:
    assert line in filled(killing(**changes))


def test_who_only_denies_the_deed_is_not_written_as_its_doer() -> None:
    lines = filled(killing(by=(Statement(actor=span("THE SHINING PATH"), stance="denied"),)))
    assert not any("SHINING PATH" in line for line in lines)


def test_fights_of_soldiers_and_guerrillas_are_no_incident_but_attacks_on_civilians_are() -> None:
    fight = killing(
        kind="armed_clash",
        by=tuple(Statement(actor=span(w), stance="stated") for w in ("SOLDIERS", "GUERRILLAS")),
        targets=(),
    )
    assert not kept(fight)
    assert kept(killing())


def test_summed_up_series_are_left_out_and_other_countries_speak_against_an_event() -> None:
    assert not kept(killing(aggregate=True, by=(), targets=()))
    elsewhere = killing(where=Place(country="ESP", name="Madrid", precision="town"))
    assert "place abroad" in set(features(elsewhere, MESSAGE, home="PER", of=1))


def test_two_events_of_one_incident_share_a_template() -> None:
    second = killing(targets=(Target(span=span("THREE PEASANTS"), sort="people"),))
    assert len(templates([killing(), second], MESSAGE)) == 1


def test_a_message_without_incidents_gets_one_blank_template() -> None:
    assert filled()[:2] == ["0. MESSAGE: ID DEV-MUC3-9001", "1. MESSAGE: TEMPLATE *"]


def test_numbers_and_determiners_are_cut_from_a_phrase() -> None:
    assert (phrase("AT LEAST 15 PEASANTS").core, phrase("AT LEAST 15 PEASANTS").number) == ("PEASANTS", "15-")
    assert phrase("ABOUT TWO HUNDRED HOUSES").number == "~200"
    assert phrase("SEVERAL STORES").number == "PLURAL"
    assert phrase("THE BUS").number == "1"
    assert phrase("THE JUDGE, WHO HAD FLED").core == "JUDGE"


def test_people_are_told_from_names() -> None:
    assert person("JESUIT PRIESTS", story="").description == "JESUIT PRIESTS"
    titled = person("COLONEL JUAN PEREZ", story="")
    assert (titled.name, titled.description, titled.kind) == ("JUAN PEREZ", "COLONEL", "ACTIVE MILITARY")
    assert person("JUAN PEREZ", story="FORMER MINISTER JUAN PEREZ DIED").kind == "FORMER GOVERNMENT OFFICIAL"


def test_things_and_instruments_have_types() -> None:
    assert thing("THE AGRARIAN BANK").kind == "FINANCIAL"
    assert thing("TWO HIGH-VOLTAGE TOWERS").kind == "ENERGY"
    assert instrument_kind("CAR BOMB") == "VEHICLE BOMB"
    assert instrument_kind("A SPEECH") is None


def test_doers_part_into_people_and_organisation() -> None:
    assert parted("MEMBERS OF THE ELN") == (["MEMBERS"], ["ELN"])
    assert parted("THE FMLN [FARABUNDO MARTI NATIONAL LIBERATION FRONT]") == ([], ["FMLN"])
    assert parted("UNIDENTIFIED INDIVIDUALS") == (["UNIDENTIFIED INDIVIDUALS"], [])


def test_the_oracle_gives_back_a_keys_own_strings(tmp_path: Path) -> None:
    written = "\n".join(response("DEV-MUC3-9001", templates([killing()], MESSAGE)))
    key = tmp_path / "key"
    key.write_text(written)
    again = "\n".join(response("DEV-MUC3-9001", templates(oracle([key])(MESSAGE), MESSAGE)))
    assert again == written


STORY = (
    "LIMA -- REPORTER JUAN QUISPE MAMANI WAS SHOT. TWO NURSES WERE KILLED AND FIVE DOCTORS INJURED BY "
    "REBELS OF SENDERO LUMINOSO. QUISPE DIED."
)


def told(words: str, *, sort: Any = "people") -> Target:
    start = STORY.index(words)
    return Target(span=Span(start=start, end=start + len(words), text=words), sort=sort)


def test_a_victim_goes_by_the_fullest_name_and_the_title_before_it() -> None:
    known = whole.phrases(STORY)
    found = whole.person_of("QUISPE", known)
    assert (found.name, found.description) == ("JUAN QUISPE MAMANI", "REPORTER")


def test_a_target_reaches_to_the_ends_of_its_noun_phrase() -> None:
    known = whole.phrases(STORY)
    assert whole.whole(told("NURSES"), (), known).span.text == "TWO NURSES"


def test_people_whom_only_a_toll_counts_are_targets_too() -> None:
    number = told("FIVE").span
    event = killing(targets=(told("NURSES"),), injured=Count(low=5, high=5, spans=(number,)))
    (found,) = whole.completed([event], whole.phrases(STORY))
    assert [t.span.text for t in found.targets] == ["TWO NURSES", "FIVE DOCTORS"]


def test_the_fate_of_each_target_is_told_by_the_words_beside_it() -> None:
    event = killing(killed=Count(low=2, high=2), injured=Count(low=5, high=5))
    fates = [fate_of(told(words), event, kind="ATTACK", text=STORY) for words in ("NURSES", "DOCTORS")]
    assert fates == ["DEATH", "INJURY"]


def test_the_group_that_a_message_speaks_of_is_known_by_name() -> None:
    assert whole.armed_group(whole.phrases(STORY)) == "SENDERO LUMINOSO"
