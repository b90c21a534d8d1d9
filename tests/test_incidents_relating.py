"""How two happenings of one sentence hang together, by the words of the sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tocsin.incidents.relating import ANSWERING, relations
from tocsin.values import Count, Event, Period, Span, Target


def told(text: str, *words: str, days: tuple[date | None, ...] = ()) -> tuple[Event, ...]:
    """Events of one sentence with these trigger words."""
    sentence = Span(start=0, end=len(text), text=text)
    made = []
    for number, word in enumerate(words):
        at = text.index(word)
        day = days[number] if number < len(days) else None
        when = Period(first=day, last=day, precision="day") if day else None
        made.append(
            Event(
                report_id="r1", kind="armed_attack", stage="done", told_as="news", aggregate=False,
                trigger=Span(start=at, end=at + len(word), text=word), sentence=sentence, when=when,
            )
        )  # fmt: skip
    return tuple(made)


@pytest.mark.parametrize(
    ("text", "words", "tie", "main"),
    [
        ("Rockets hit a base in retaliation for a killing.", ("hit", "killing"), "retaliation", 0),
        ("The bombing was revenge for the raid.", ("bombing", "raid"), "retaliation", 0),
        ("In response to the raid, militiamen shelled the post.", ("raid", "shelled"), "response", 1),
        ("The army called the shelling an answer to the ambush.", ("shelling", "ambush"), "response", 0),
        ("Gunmen stormed the station two days after the bombing.", ("stormed", "bombing"), "after", 0),
        ("Jets struck hours after a 2,000-strong force attacked.", ("struck", "attacked"), "after", 0),
        ("After the gunman killed nine, police shot him.", ("killed", "shot"), "after", 1),
        ("Following the ambush, helicopters bombed the village.", ("ambush", "bombed"), "after", 1),
        ("A guard was shot during the storming of the bank.", ("shot", "storming"), "during", 0),
        ("The blast was part of a wave of attacks on the force.", ("blast", "attacks"), "part", 0),
        ("The killing came a week after the talks and a day after a raid.", ("killing", "raid"), "after", 0),
    ],
)  # fmt: skip
def test_the_words_between_two_happenings_tie_them(
    text: str, words: tuple[str, ...], tie: str, main: int
) -> None:
    events = told(text, *words)
    [found] = relations(events)
    assert (found.tie, found.event_id, found.other_id) == (tie, events[main].id, events[1 - main].id)
    assert text[found.words.start : found.words.end] == found.words.text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rockets hit the base and mortars shelled the town.", ("hit", "shelled")),
        ("Rockets hit the depot shortly after midnight, and a blaze spread.", ("hit", "blaze")),
        ("Rockets were fired to avenge him, and the force threatened more.", ("fired", "threatened")),
        ("Rockets hit the base after dark; a bombing killed two elsewhere.", ("hit", "bombing")),
        ("Rebels denied that the shelling was in retaliation for the raid.", ("shelling", "raid")),
        ("The strike was not a response to the bombing.", ("strike", "bombing")),
        ("He said in response to a question about the shelling that a town fell.", ("shelling", "fell")),
        ("A ceasefire was agreed in response to calls to end the bombing.", ("agreed", "bombing")),
        ("Police arrested six men following the meeting and shot a protester.", ("arrested", "shot")),
        ("Jets bombed the town during prayers hours before troops raided it.", ("bombed", "raided")),
        ("Troops captured Goma, following which rebels shelled it.", ("captured", "shelled")),
        ("Two were killed after all when the shelling resumed.", ("killed", "shelling")),
        ("Police looking after the victims of the bombing were shot.", ("bombing", "shot")),
        ("Bombs hit a convoy in Anbar, part of Iraq where the army raided villages.", ("hit", "raided")),
        ("A bomb went off during a visit by the minister to the site of the raid.", ("bomb", "raid")),
        (f"The army bombed the camp after talks that had dragged on{' and on' * 9}, and gunmen shot a guard.",
         ("bombed", "shot")),
    ],
)  # fmt: skip
def test_happenings_that_nothing_ties_stay_apart(text: str, words: tuple[str, ...]) -> None:
    assert relations(told(text, *words)) == ()


def test_nobody_answers_for_what_others_did_in_between() -> None:
    text = "The army shelled the village hours after gunmen killed two soldiers, in response to an ambush."
    shelled, killed, ambush = told(text, "shelled", "killed", "ambush")
    ties = {(one.tie, one.event_id, one.other_id) for one in relations([shelled, killed, ambush])}
    assert ties == {("after", shelled.id, killed.id), ("response", shelled.id, ambush.id)}


def test_every_word_of_answering_can_be_looked_up() -> None:
    told_so = [
        "in retaliation for", "as revenge for", "in reprisal for", "retribution for", "to avenge",
        "in response to", "an answer to",
    ]  # fmt: skip
    for words in told_so:
        assert any(part in words for part in ANSWERING)
        assert [one.tie for one in relations(told(f"Rockets hit a base {words} a raid.", "hit", "raid"))]


def test_what_the_days_rule_out_is_not_believed() -> None:
    text = "Soldiers shot a man after the bombing of the market."
    early, late = date(2020, 1, 3), date(2020, 1, 9)
    assert relations(told(text, "shot", "bombing", days=(early, late))) == ()
    assert len(relations(told(text, "shot", "bombing", days=(late, early)))) == 1


def test_a_pair_is_told_once_by_its_strongest_tie() -> None:
    text = "In retaliation for the raid, gunmen shot a guard after the raid."
    raid, shot = told(text, "raid", "shot")
    last = replace(raid, trigger=Span(start=text.rindex("raid"), end=len(text) - 1, text="raid"))
    assert [one.tie for one in relations([raid, shot])] == ["retaliation"]
    assert {one.other_id for one in relations([raid, shot, last])} == {raid.id, last.id}


def two(text: str, *words: str) -> tuple[Event, Event]:
    """Events of two sentences, each with one of these trigger words."""
    cut = text.index(". ") + 1
    parts = Span(start=0, end=cut, text=text[:cut]), Span(start=cut + 1, end=len(text), text=text[cut + 1 :])
    first, second = told(text, *words)
    return replace(first, sentence=parts[0]), replace(second, sentence=parts[1])


def test_an_answer_may_be_told_a_sentence_later() -> None:
    answer, cause = two(
        "Jets bombed two depots. The ministry called it an answer to the rocket fire.",
        "bombed",
        "rocket fire",
    )
    [found] = relations([answer, cause])
    assert (found.tie, found.event_id, found.other_id) == ("response", answer.id, cause.id)


@pytest.mark.parametrize(
    "second",
    [
        "There has been no immediate response to the killing.",
        "In other news, workers praised the police response to the killing.",
    ],
)
def test_a_later_sentence_that_does_not_speak_of_it_ties_nothing(second: str) -> None:
    assert relations(two(f"Gunmen stormed a school. {second}", "stormed", "killing")) == ()


@pytest.mark.parametrize("end", [", whom police had killed.", " who was killed."])
def test_who_is_avenged_leads_to_the_death(end: str) -> None:
    text = f"Gunmen shot a judge to avenge Omar Haddad{end}"
    shot, killed = told(text, "shot", "killed")
    name = Span(start=text.index("Omar"), end=text.index(end), text="Omar Haddad")
    death = replace(killed, targets=(Target(span=name, sort="people"),), killed=Count(low=1, high=1))
    [found] = relations([shot, death])
    assert (found.tie, found.event_id, found.other_id) == ("retaliation", shot.id, death.id)
    assert relations([shot, replace(death, killed=None)]) == ()
