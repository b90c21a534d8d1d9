"""What the network says becomes a record; where it doubts, the record hedges."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tocsin import actors, pipeline
from tocsin.reader.trained import decoding, merging, pairing, tolling
from tocsin.reader.trained.linking import Linked, Told
from tocsin.reader.trained.network import QUESTIONS, TRAITS, Sight, shipped
from tocsin.reader.trained.pairing import Filler, Rules
from tocsin.reader.trained.pieces import cut
from tocsin.reader.trained.tagging import Trigger
from tocsin.values import Count, Period, Place, Report, Span

TEXT = "Rebels shelled the town of Goma on Tuesday, killing three soldiers and two nurses."
REPORT = Report(text=TEXT, published=date(2024, 5, 16))
SIGHT = np.zeros((len(cut(TEXT).ids), 384), dtype=np.float32)


def place(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def linked(filler: Filler, *, by: list[float] | None = None, figure: list[float] | None = None) -> Linked:
    none = np.array([1.0, 0, 0, 0, 0, 0])
    return Linked(
        filler, none if by is None else np.array(by), none[:5], none[:4], 0.0, 0.0, -9.0, -9.0,
        none[:4] if figure is None else np.array(figure),
    )  # fmt: skip


def told(*fillers: Linked) -> Told:
    start, end = place("shelled")
    zeros = {name: np.array([1.0] + [0.0] * (width - 1)) for name, width in TRAITS.items()}
    return Told(Trigger(1, 2, start, end, "shelling", 0.9), zeros, list(fillers))


def scene(rules: Rules) -> decoding.Scene:
    marks = pipeline.mark(REPORT)
    sight = Sight(SIGHT, SIGHT[:, :1], SIGHT[:, :1], SIGHT)
    return decoding.Scene(REPORT, marks, cut(TEXT), sight, [0], rules, shipped(), actors.identify)


REBELS = Filler("by", *place("Rebels"))
AGREED = Rules([place("shelled")], [[("doer suspected", *place("Rebels"))]])
ALONE = Rules([], [])


@pytest.mark.parametrize(
    ("sure", "rules", "stance"),
    [
        (0.98, AGREED, "stated"),
        (0.95, AGREED, "suspected"),
        (0.975, ALONE, "suspected"),
        (0.995, ALONE, "stated"),
    ],
)
def test_a_doer_is_stated_only_where_the_network_is_sure(sure: float, rules: Rules, stance: str) -> None:
    by = [1 - sure, sure, 0.0, 0.0, 0.0, 0.0]
    (statement,) = decoding.doers(told(linked(REBELS, by=by)), scene(rules))
    assert (statement.actor.text, statement.stance, statement.doubtful) == (
        "Rebels",
        stance,
        stance != "stated",
    )


def test_a_doer_of_another_sentence_is_never_stated() -> None:
    by = [0.0, 1.0, 0.0, 0.0, 0.0, 0.0]
    parted = scene(AGREED)._replace(starts=[0, place("shelled")[0]])
    (statement,) = decoding.doers(told(linked(REBELS, by=by)), parted)
    assert (statement.stance, statement.doubtful) == ("suspected", True)


@pytest.mark.parametrize(
    ("chance", "rules", "stance"),
    [(0.7, AGREED, "claimed"), (0.7, ALONE, "suspected"), (0.98, ALONE, "claimed")],
)
def test_nobody_claims_a_deed_on_the_word_of_a_network_that_doubts(
    chance: float, rules: Rules, stance: str
) -> None:
    by = [1 - chance, 0.0, chance, 0.0, 0.0, 0.0]
    (statement,) = decoding.doers(told(linked(REBELS, by=by)), scene(rules))
    assert (statement.stance, statement.doubtful) == (stance, stance != "claimed")


@pytest.mark.parametrize("chance", [0.51, 0.69])
def test_whom_the_network_hardly_holds_for_a_doer_is_not_named(chance: float) -> None:
    for stance in range(1, 6):
        by = [1 - chance, *(chance * (n == stance) for n in range(1, 6))]
        assert decoding.doers(told(linked(REBELS, by=by)), scene(AGREED)) == ()


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("It killed 176 people, including 63 Canadians.", 176),
        ("It killed 40 men. At least 15 of the dead were herders.", 40),
        ("It killed 40 soldiers and 15 herders.", 55),
    ],
)
def test_some_of_those_just_told_are_not_added_to_them(text: str, whole: int) -> None:
    one, other = (
        Count(low=int(n), high=int(n), spans=(Span(start=text.index(n), end=text.index(n) + len(n), text=n),))
        for n in [word for word in text.replace(".", "").split() if word.isdigit()]
    )
    assert tolling.total([(0.9, one), (0.8, other)], told=[one, other], text=text).low == whole


def test_the_country_in_the_name_of_a_doer_is_not_the_place() -> None:
    doer = Filler("by", 10, 25)
    assert decoding.within(Filler("place", 10, 14), doer)
    assert not decoding.within(Filler("place", 8, 14), doer)


def test_nobody_denies_without_words_that_deny() -> None:
    order = dict(zip(decoding.STANCES, range(1, 6), strict=True))
    chances = [0.0] * 6
    chances[order["denied"]], chances[order["blamed"]] = 0.6, 0.4
    doer = linked(Filler("by", 0, 6), by=chances)
    for text, stance in (("Rebels hit it.", "blamed"), ("Rebels denied that they hit it.", "denied")):
        marks = pipeline.mark(Report(text=text))
        actor = Span(start=0, end=6, text="Rebels")
        assert decoding.stance_of(doer, actor, marks=marks) == stance


@pytest.mark.parametrize(
    ("text", "words", "number"),
    [
        ("If they advance, the town would be evacuated.", "evacuated", 0),
        ("They said it could attack.", "attack", 0),
        ("The town was evacuated.", "evacuated", 1),
        ("Ten people may have been killed.", "killed", 1),
    ],
)
def test_what_would_be_done_has_not_been_done(text: str, words: str, number: int) -> None:
    marks = pipeline.mark(Report(text=text))
    start = text.index(words)
    seen = scene(ALONE)._replace(report=Report(text=text), marks=marks)
    found = told()._replace(trigger=Trigger(1, 2, start, start + len(words), "raid", 0.9))
    assert len(decoding.decode([found], seen)) == number


def located(*fillers: Linked, by: str, kind: str) -> Place | None:
    """Where an event of that kind is put that the network holds for located, in a report on one country."""
    one = told(*fillers)
    one.traits["located"] = np.array([-3.0, 3.0])
    report = replace(REPORT, text=f"{by} shelled it. The people of Sudan heard of it.")
    marks = pipeline.mark(report)
    found = one.trigger._replace(kind=kind)
    return decoding.place(one._replace(trigger=found), scene(ALONE)._replace(report=report, marks=marks))


def test_a_state_does_not_shell_itself() -> None:
    doer = linked(Filler("by", 0, 5), by=[0.0, 1.0, 0, 0, 0, 0])
    assert (found := located(by="Sudan", kind="shelling")) and found.country == "SDN" and found.inferred
    assert located(doer, by="Sudan", kind="shelling") is None
    assert (found := located(doer, by="Sudan", kind="raid")) and found.country == "SDN"


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("Forty-three soldiers suffered brain injuries in the missile strike.", 2),
        ("Eleven soldiers were treated for concussion after the attack.", 2),
        ("Three soldiers died and others were injured.", 1),
        ("Three soldiers were shot at a checkpoint.", 1),
        ("No soldiers were injured.", 1),
        ("An earlier report gave the number of the injured wrongly. The number was 34.", 2),
        ("An earlier report gave the number of the dead wrongly. The number was 34.", 1),
    ],
)
def test_a_sentence_of_the_hurt_counts_no_dead(text: str, slot: int) -> None:
    report = Report(text=text)
    marks = pipeline.mark(report)
    number = linked(Filler("count", 0, 5, len(marks.counts) - 1), figure=[0.0, 0.9, 0.1, 0.0])
    assert tolling.slot_of(number, marks, text=text) == slot


def test_the_parts_of_one_toll_are_not_another() -> None:
    whole = Count(low=6, high=6, spans=(Span(start=40, end=43, text="six"),))
    four, two = Span(start=45, end=49, text="four"), Span(start=64, end=67, text="two")
    parts = Count(low=6, high=6, spans=(four, two))
    assert tolling.parts_of(parts, [whole, parts])
    assert not tolling.parts_of(whole, [whole, parts])
    assert not tolling.parts_of(replace(parts, low=7, high=7), [whole])


def test_a_doer_whom_the_text_suspects_is_suspected_without_doubt_of_ours() -> None:
    by = [0.0, 0.1, 0.0, 0.0, 0.9, 0.0]
    (statement,) = decoding.doers(told(linked(REBELS, by=by)), scene(AGREED))
    assert (statement.stance, statement.doubtful) == ("suspected", False)


def test_of_overlapping_fillers_the_likeliest_is_kept() -> None:
    wide = linked(Filler("by", 0, 14), by=[0.4, 0.6, 0, 0, 0, 0])
    narrow = linked(REBELS, by=[0.1, 0.9, 0, 0, 0, 0])
    assert decoding.apart([(0.6, wide), (0.9, narrow)]) == [narrow]


def test_numbers_told_together_add_up_and_keep_their_words() -> None:
    three, two = (
        Count(low=n, high=n, spans=(Span(start=a, end=b, text=TEXT[a:b]),))
        for n, (a, b) in ((3, place("three")), (2, place("two")))
    )
    total = tolling.total([(0.9, three), (0.8, two)], told=[three, two], text=TEXT)
    assert (total.low, total.high, [span.text for span in total.spans]) == (5, 5, ["three", "two"])
    assert tolling.total([(0.9, three), (0.8, three)], told=[three], text=TEXT) == three


@pytest.mark.parametrize(
    ("text", "low", "high", "words"),
    [
        ("Five soldiers and their driver were killed near Goma.", 6, 6, ["Five", "their driver"]),
        ("At least five soldiers and a driver were killed.", 6, None, ["At least five", "a driver"]),
        ("Dozens of soldiers and mercenaries were killed.", 12, None, ["Dozens"]),
        ("Five soldiers were killed. Two drivers were killed.", 5, 5, ["Five"]),
    ],
)
def test_whom_the_grammar_joins_to_a_number_is_counted_with_it(
    text: str, low: int, high: int | None, words: list[str]
) -> None:
    marks = pipeline.mark(Report(text=text))
    found = tolling.joined(marks.counts[0], "killed", marks=marks)
    assert (found.low, found.high, [span.text for span in found.spans]) == (low, high, words)


def test_what_ended_more_than_a_week_before_the_report_is_not_its_news() -> None:
    def ended(day: int) -> Period:
        return Period(first=None, last=date(2024, 5, day), precision="day")

    assert decoding.is_old(ended(2), published=REPORT.published)
    assert not decoding.is_old(ended(10), published=REPORT.published)
    assert not decoding.is_old(None, published=REPORT.published)
    assert not decoding.is_old(ended(2), published=None)


def test_the_headline_is_a_first_paragraph_of_one_sentence() -> None:
    with_one = Report(text="Rebels shell Goma\n\nRebels shelled Goma. Three died.")
    assert decoding.headline(pipeline.mark(with_one)) == len("Rebels shell Goma")
    assert decoding.headline(pipeline.mark(REPORT)) == 0


def test_links_of_pairs_and_questions_match_the_heads() -> None:
    rows = np.zeros((1, 384), dtype=np.float32)
    laid = np.zeros((1, pairing.WIDTH), dtype=np.float32)
    index = np.array([0])
    assert shipped().link(rows, rows, left=index, right=index, laid=laid).shape == (
        1,
        sum(QUESTIONS.values()),
    )


def test_told_twice_a_doer_keeps_the_stance_that_hedges_more() -> None:
    (stated,) = decoding.doers(told(linked(REBELS, by=[0.0, 1.0, 0.0, 0.0, 0.0, 0.0])), scene(AGREED))
    denied = replace(stated, stance="denied")
    assert merging.accused((stated,), (denied,)) == (denied,)
    assert merging.accused((denied,), (stated,)) == (denied,)


def test_only_what_is_threatened_can_begin_after_the_report() -> None:
    text = "The army will enter Goma on 20 May 2024."
    report = Report(text=text, published=date(2024, 5, 16))
    marks = pipeline.mark(report)
    start = text.index("on 20")
    likely = linked(Filler("time", start, len(text) - 1, 0))._replace(time=5.0)
    seen = scene(ALONE)._replace(report=report, marks=marks)
    ahead = decoding.own_time(told(likely), seen, ahead=True)
    assert ahead is not None and ahead.first == date(2024, 5, 20)
    assert decoding.own_time(told(likely), seen, ahead=False) is None


@pytest.mark.parametrize(
    ("text", "time", "trigger", "owned"),
    [
        ("Intervention in Iraq (2014-2021), attack on the embassy", "2014-2021", "attack", True),
        ("Intervention in Iraq (2014-present), attack on the embassy", "2014", "attack", True),
        ("The intervention in Iraq (2014-2021) ended.", "2014-2021", "intervention", False),
        ("The attack on the embassy, 2020 Kabul Airport bombing", "2020", "attack", True),
        ("The attack on the embassy, 2020 Kabul Airport bombing", "2020", "bombing", False),
        ("They attacked the embassy in 2020.", "2020", "attacked", False),
    ],
)
def test_years_of_a_name_are_not_those_of_another_happening(
    text: str, time: str, trigger: str, owned: bool
) -> None:
    start, at = text.index(time), text.index(trigger)
    filler = Filler("time", start, start + len(time), 0)
    found = Trigger(1, 2, at, at + len(trigger), "armed_attack", 0.9)
    assert decoding.of_a_name(filler, found, text=text) is owned


@pytest.mark.parametrize("private", [False, True])
def test_private_crime_is_left_out_unless_it_is_asked_for(private: bool) -> None:
    crime = told()
    crime.traits["scope"][:] = (0.0, 1.0)
    found = decoding.decode([crime], scene(ALONE), private=private)
    assert [event.scope for event in found] == (["private"] if private else [])
    assert [event.scope for event in decoding.decode([told()], scene(ALONE), private=private)] == ["public"]


def test_a_target_does_not_begin_with_what_befell_it() -> None:
    text = "After the killing of two nurses, an end of all killing was asked for."
    trigger = Trigger(
        2, 3, text.index("killing"), text.index("killing") + len("killing"), "armed_attack", 0.9
    )
    whole = Filler("target", text.index("the killing"), text.index(","))
    assert text[decoding.after(trigger, whole, text=text) : whole.end] == "two nurses"
    part = Filler("target", text.index("two"), text.index(","))
    assert decoding.after(trigger, part, text=text) == part.start


def test_a_correction_counts_the_right_number_alone() -> None:
    text = "The report gave the number of the injured as 43. The number was 34."
    wrong, right = (Count(low=n, high=n, spans=(Span(start=text.index(str(n)), end=text.index(str(n)) + 2,
                    text=str(n)),)) for n in (43, 34))  # fmt: skip
    both = [wrong, right]
    assert tolling.total([(0.9, wrong), (0.8, right)], told=both, text=text) == right
    assert tolling.total([(0.9, wrong)], told=both, text=text) == right
    apart = text.replace("The number was", "They named another")
    assert tolling.total([(0.9, wrong), (0.8, right)], told=both, text=apart) == wrong


def test_the_day_of_a_saying_is_not_that_of_the_deed() -> None:
    text = (
        "The army confirmed late on Thursday that rebels shelled Goma on Tuesday. "
        "A version published early on Friday put the dead at nine."
    )
    report = Report(text=text, published=date(2024, 5, 16))
    marks = pipeline.mark(report)
    seen = scene(ALONE)._replace(report=report, marks=marks)
    said = {
        marks.times[n].span.text: decoding.of_a_saying(Filler("time", t.span.start, t.span.end, n), seen)
        for n, t in enumerate(marks.times)
        if t.span is not None
    }
    assert {"Tuesday": False}.items() <= {k.split()[-1]: v for k, v in said.items()}.items()
    assert any(held for words, held in said.items() if "Thursday" in words)
    assert any(held for words, held in said.items() if "Friday" in words)


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Rebels shelled the base with rockets.", "done"),
        ("Rebels shelled the base with rockets. All were intercepted.", "attempted"),
        ("Troops foiled a plot by rebels who shelled nothing.", "attempted"),
    ],
)
def test_nothing_was_only_attempted_without_words_that_say_so(text: str, stage: str) -> None:
    report = Report(text=text)
    marks = pipeline.mark(report)
    starts = [sentence.start for sentence in marks.sentences]
    seen = scene(ALONE)._replace(report=report, marks=marks, starts=starts)
    at = text.index("shelled")
    one = told()
    one = one._replace(
        trigger=one.trigger._replace(start=at, end=at + len("shelled")),
        traits={**one.traits, "stage": np.array([0.1, 0.8, 0.1])},
    )
    assert decoding.stage_of(one, seen) == stage


def test_the_name_of_an_operation_is_no_doer() -> None:
    text = "Operation Martyr Rebels began, and rebels shelled Goma."
    report = Report(text=text)
    starts = [text.index("Rebels"), text.index("rebels")]
    fillers = [
        linked(Filler("by", at, at + len("rebels")), by=[0.0, 1.0, 0.0, 0.0, 0.0, 0.0]) for at in starts
    ]
    seen = scene(AGREED)._replace(report=report, marks=pipeline.mark(report))
    assert [one.actor.start for one in decoding.doers(told(*fillers), seen)] == [starts[1]]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Rebels claimed the attack. In March gunmen shelled Goma.", False),
        ("Rebels left the town. In March gunmen shelled Goma.", True),
        ("In March gunmen shelled Goma. Rebels claimed the attack.", True),
    ],
)
def test_a_claim_speaks_of_what_was_told_before_it(text: str, kept: bool) -> None:
    report = Report(text=text)
    marks = pipeline.mark(report)
    starts = [sentence.start for sentence in marks.sentences]
    seen = scene(ALONE)._replace(report=report, marks=marks, starts=starts)
    rebels = Filler("by", text.index("Rebels"), text.index("Rebels") + len("Rebels"))
    one = told(linked(rebels, by=[0.1, 0.9, 0.0, 0.0, 0.0, 0.0]))
    at = text.index("shelled")
    one = one._replace(trigger=one.trigger._replace(start=at, end=at + len("shelled")))
    assert bool(decoding.doers(one, seen)) == kept
