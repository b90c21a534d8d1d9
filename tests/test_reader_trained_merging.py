"""Two triggers of one happening become one event; what tells them apart keeps them apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tocsin.reader.trained.merging import merge
from tocsin.values import Count, Event, Period, Place, Span, Statement, Target

TEXT = "Rallies and protests against the law were held in Dhaka by students."
SENTENCE = Span(start=0, end=len(TEXT), text=TEXT)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words), text=words)


FIRST = Event(
    report_id="r1", kind="protest", stage="done", told_as="news", aggregate=False, trigger=span("Rallies"),
    sentence=SENTENCE, where=Place(country="BGD", name="Dhaka", precision="town"),
    injured=Count(low=3, high=3),
)  # fmt: skip
SECOND = replace(
    FIRST, trigger=span("protests"), targets=(Target(span=span("the law"), sort="other"),), injured=None,
    by=(Statement(actor=span("students"), stance="stated"),),
    where=Place(country="BGD", name=None, precision="country"),
)  # fmt: skip


def test_two_tellings_of_one_sentence_become_one_event_with_what_either_tells() -> None:
    (one,) = merge([FIRST, SECOND])
    assert (one.trigger.text, one.targets, one.by) == ("Rallies", SECOND.targets, SECOND.by)
    assert (one.where, one.injured) == (FIRST.where, FIRST.injured)


def day(number: int) -> Period:
    return Period(first=date(2024, 7, number), last=date(2024, 7, number), precision="day", span=span("held"))


@pytest.mark.parametrize(
    "other",
    [
        replace(SECOND, kind="riot"),
        replace(SECOND, told_as="background"),
        replace(SECOND, stage="threatened"),
        replace(SECOND, sentence=Span(start=0, end=7, text="Rallies")),
        replace(SECOND, where=Place(country="BGD", name="Khulna", precision="town")),
    ],
)
def test_another_kind_standing_sentence_or_place_is_another_event(other: Event) -> None:
    assert merge([FIRST, other]) == (FIRST, other)


def test_other_days_are_other_events() -> None:
    assert len(merge([replace(FIRST, when=day(1)), replace(SECOND, when=day(2))])) == 2
    assert len(merge([replace(FIRST, when=day(1)), replace(SECOND, when=day(1))])) == 1


def test_the_same_words_are_kept_once() -> None:
    (one,) = merge([SECOND, replace(SECOND, trigger=span("held"))])
    assert (one.targets, one.by) == (SECOND.targets, SECOND.by)


def test_an_attack_in_the_headline_is_the_one_that_the_first_sentence_tells() -> None:
    text = "Gunmen attack convoy\n\nRebels ambushed a convoy near Goma. A bomb went off in Beni."
    parts = [Span(start=a, end=b, text=text[a:b]) for a, b in ((0, 20), (22, 57), (58, len(text)))]
    headline, first, second = (
        replace(FIRST, kind=kind, sentence=part, trigger=part, where=None, injured=None)
        for kind, part in zip(("armed_attack", "armed_clash", "bombing"), parts, strict=True)
    )
    assert merge([headline, first, second], headline=20) == (first, second)
    assert len(merge([headline, second], headline=20)) == 2
    assert len(merge([replace(headline, kind="protest"), first], headline=20)) == 2
    assert len(merge([headline, first])) == 2


def told(text: str, *, kinds: dict[str, str]) -> list[Event]:
    """Events of one sentence, by the words of their triggers."""
    whole = Span(start=100, end=100 + len(text), text=text)
    starts = {words: 100 + text.index(words) for words in kinds}
    return [
        replace(
            FIRST, kind=kind, sentence=whole, where=None, injured=None, told_as=("news", "background")[n % 2],
            trigger=Span(start=starts[words], end=starts[words] + len(words), text=words),
        )
        for n, (words, kind) in enumerate(kinds.items())
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kinds", "kind"),
    [
        ("He was killed in Kyiv by a car bomb.", {"killed": "armed_attack", "bomb": "bombing"}, "bombing"),
        (
            "They killed him, their old rival, with an air strike.",
            {"killed": "armed_attack", "air strike": "air_strike"},
            "air_strike",
        ),
        ("A truck bomb exploded.", {"bomb": "bombing", "exploded": "bombing"}, "bombing"),
        ("Students held a protest march.", {"protest": "protest", "march": "protest"}, "protest"),
    ],
)
def test_how_it_was_done_is_no_happening_of_its_own(text: str, kinds: dict[str, str], kind: str) -> None:
    (one,) = merge(told(text, kinds=kinds))
    assert (one.kind, one.told_as, one.trigger.text) == (kind, "news", next(iter(kinds)))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Two were shot dead after a bombing.", {"shot": "armed_attack", "bombing": "bombing"}),
        (
            "He died while troops fought in a battle.",
            {"died": "armed_attack", "battle": "armed_clash"},
        ),
        ("They killed three and bombed a town.", {"killed": "armed_attack", "bombed": "air_strike"}),
        ("Amid clashes in Kyiv rockets hit.", {"clashes": "armed_clash", "rockets": "shelling"}),
        ("Police arrested a man in a bombing case.", {"arrested": "raid", "bombing": "bombing"}),
    ],
)
def test_what_is_only_told_beside_it_is_another_happening(text: str, kinds: dict[str, str]) -> None:
    assert len(merge(told(text, kinds=kinds))) == 2
