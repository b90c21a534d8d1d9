"""Where a report tells of happenings, at which stage, and what is no event."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest

from tocsin import ontology
from tocsin.phrasing import chunk
from tocsin.pipeline import load_reader
from tocsin.pipeline import read as read_by
from tocsin.reader import finding
from tocsin.splitting import split
from tocsin.values import Report

read = partial(read_by, reader=load_reader("rules"))


def missed(*row: object, cause: str) -> Any:
    """A row that the reader does not get right yet; it fails as soon as it does."""
    return pytest.param(*row, marks=pytest.mark.xfail(strict=True, reason=f"known miss: {cause}"))


Row = tuple[str, str]


def rows(text: str) -> list[Row]:
    """(kind, stage) of each event of a report."""
    return [(e.kind, e.stage) for e in read(Report(text=text, published=date(2024, 5, 16)))]


def drafts(text: str) -> list[finding.Draft]:
    return finding.find(chunk(text, split(text)), ontology.triggers())


KINDS = [
    ("Gunmen shot two farmers near Gao.", "armed_attack"),
    ("A man rammed a van into a crowd in Nice.", "armed_attack"),
    ("Soldiers and rebels exchanged fire near Gao.", "armed_clash"),
    ("A roadside bomb hit a convoy near Gao.", "bombing"),
    ("A grenade attack on a bar wounded nine people in Gitega.", "bombing"),
    ("Mortar shells fell on the market in Marib.", "shelling"),
    ("Iran fired missiles at a base in Iraq.", "shelling"),
    ("Warplanes bombed a hospital in Idlib.", "air_strike"),
    ("A drone strike hit a depot near Homs.", "air_strike"),
    ("Protesters stormed the parliament in Tripoli.", "storming"),
    ("Bandits abducted nine pupils in Kaduna.", "abduction"),
    ("Pirates hijacked a tanker off Somalia.", "hijacking"),
    ("Rebels shot down a helicopter near Goma.", "shootdown"),
    ("Youths torched a party office in Kano.", "sabotage"),
    ("Rebels captured the town of Bunia.", "capture"),
    ("Police arrested nine suspects in Oran.", "raid"),
    ("Riot police fired tear gas at students in Dhaka.", "crackdown"),
    missed("Thousands rallied in Dhaka against the quota.", "protest", cause="the verb is taken for a noun"),
    ("Rioters looted shops in Durban.", "riot"),
    ("Soldiers raped nine women in Minova.", "sexual_violence"),
    ("Pyongyang threatened to attack the fleet.", "threat"),
    ("Washington deployed a carrier to the Gulf.", "mobilization"),
    ("France withdrew its troops from Gao.", "withdrawal"),
    ("The council imposed sanctions on two generals.", "sanction"),
    ("The rebels and the army signed a ceasefire.", "agreement"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_each_kind_is_told_by_its_words(text: str, kind: str) -> None:
    assert kind in [found for found, _ in rows(text)]


NOTHING = [
    # denied or negated
    "The army did not shell the hospital, the spokesman said.",
    "No bomb exploded in Paris.",
    "The rebels never attacked the convoy.",
    missed(
        "The troops left without firing a shot.",
        cause="“without” two words before the trigger is not seen as negation",
    ),
    # conditional and imagined
    "If the rebels attack Goma, the army will respond.",
    "Unless the army shells the town, the talks will go on.",
    "Officials warned that militants might bomb hotels in Nairobi.",
    "Rebels could seize the airport, analysts said.",
    "Iran could attack tankers in the strait, an admiral said.",
    "The minister fears an attack on the embassy.",
    missed(
        "The council called for an end to attacks on hospitals.",
        cause="a call for an end is not seen as a topic",
    ),
    # out of scope
    "A heart attack killed the former minister.",
    "A gas explosion killed five people in a flat in Leeds.",
    "A train crash killed 11 people near Agra.",
    "Storm Bella battered the coast, killing two people.",
    "An earthquake killed 90 people in the province.",
    missed(
        "The chess champion launched a fierce attack with his queen.",
        cause="figurative use that no word list tells apart",
    ),
    missed(
        "The striker fired a shot over the bar in the second half.",
        cause="figurative use that no word list tells apart",
    ),
    "The film shot in Prague won two prizes.",
    missed("The bill was shot down in parliament.", cause="figurative use that no word list tells apart"),
    missed("Shares in the bank exploded on Monday.", cause="figurative use that no word list tells apart"),
    missed("The bank raided its reserves.", cause="figurative use that no word list tells apart"),
    "Parliament met on Tuesday to debate the budget.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_denied_conditional_imagined_or_out_of_scope_is_no_event(text: str) -> None:
    assert rows(text) == []


STAGES = [
    ("Police foiled a plot to bomb the cathedral in Vienna.", "attempted"),
    ("Gunmen tried to kill the governor of Lahij.", "attempted"),
    ("Air defences intercepted two missiles fired at Riyadh.", "attempted"),
    ("Soldiers defused a roadside bomb near Herat.", "attempted"),
    ("A bomb was defused outside the ministry in Manila.", "attempted"),
    ("An attempt to kidnap the consul in Erbil failed.", "attempted"),
    ("The failed assassination of the premier shook Podgora.", "attempted"),
    ("The guards thwarted an attack on the airport in Gao.", "attempted"),
    ("The United States will send 500 troops to Kuwait.", "threatened"),
    ("The junta plans to deploy more troops to the border.", "threatened"),
    ("Israel threatened to strike the reactor.", "threatened"),
    ("The rebels vowed to attack the capital.", "threatened"),
    ("A bomb exploded outside the ministry in Manila.", "done"),
    ("The council imposed sanctions on two generals.", "done"),
]


@pytest.mark.parametrize(("text", "stage"), STAGES)
def test_a_happening_is_done_attempted_or_threatened(text: str, stage: str) -> None:
    found = rows(text)
    assert found and {told for _, told in found} == {stage}


def test_a_longer_trigger_shadows_those_inside_it() -> None:
    [draft] = drafts("A rocket attack hit the base.")[:1]
    assert draft.span.text == "rocket attack"


def test_a_topic_label_before_the_first_sentence_tells_of_nothing() -> None:
    with_label = drafts("2019 Tarvan bombings: Police closed the market on Monday.")
    assert [d.span.text for d in with_label if d.span.end <= 21] == []
    assert drafts("The 2019 bombings closed the market in Tarvan.")


@pytest.mark.parametrize("text", ["", "\n\n", "It rained."])
def test_a_text_without_trigger_words_has_no_drafts(text: str) -> None:
    assert drafts(text) == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Shells fell after the truce ended.", ["Shells fell", "after the truce ended."]),
        ("Shells fell; nobody died.", ["Shells fell", "; nobody died."]),
        ("Shells fell.", ["Shells fell."]),
    ],
)
def test_a_sentence_is_cut_where_a_new_clause_opens(text: str, parts: list[str]) -> None:
    [clause] = chunk(text, split(text))
    assert [clause.span(first, last).text for first, last in finding.segments(clause)] == parts


@pytest.mark.parametrize(
    "text",
    [
        "The army says it fired on nobody.",
        "Police said that they shot nobody in the village.",
        "The council met in Basra on March 3 to speak of people and streets.",
        "On 3 March thousands of people came to the fair.",
    ],
)
def test_what_hit_nobody_and_the_month_of_march_are_no_happenings(text: str) -> None:
    assert rows(text) == []


@pytest.mark.xfail(
    strict=True, reason="known miss: a speaker before the verb is taken for the doer that settles the kind"
)
def test_the_speaker_of_a_sentence_does_not_settle_the_kind() -> None:
    assert rows("Police said a gunman killed five worshippers at a mosque in Quetta.") == [
        ("armed_attack", "done")
    ]
