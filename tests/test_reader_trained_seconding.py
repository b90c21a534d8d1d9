"""What the rules reader knows better is taken from it, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin.actors import identify
from tocsin.reader.trained import seconding
from tocsin.values import Count, Event, Span, Statement, Target


def second(events: Sequence[Event], told: Sequence[Event]) -> tuple[Event, ...]:
    return seconding.second(events, told, identify=identify)


TEXT = "The bombing was blamed on the Front by the army. Rebels attacked a post. Nobody claimed it."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words), text=words)


def event(kind: str, trigger: str) -> Event:
    return Event(
        report_id="r1", kind=kind, stage="done", told_as="news", aggregate=False, trigger=span(trigger),
        sentence=span("The bombing was blamed on the Front by the army."),
    )  # fmt: skip


BOMBING, ATTACK = event("bombing", "bombing"), event("armed_attack", "attacked")
FRONT = Statement(actor=span("the Front"), stance="blamed", says=span("the army"))
ARMY = Statement(actor=span("army"), stance="suspected", doubtful=True)
NOBODY = span("Nobody claimed")


def test_who_accuses_is_no_doer() -> None:
    by_rules = [replace(BOMBING, by=(FRONT,))]
    assert second([replace(BOMBING, by=(FRONT, ARMY))], by_rules)[0].by == (FRONT,)
    assert second([replace(BOMBING, by=(ARMY,))], [])[0].by == (ARMY,)


def test_who_accuses_another_and_did_it_too_stays() -> None:
    both = replace(BOMBING, by=(FRONT, Statement(actor=span("the army"), stance="denied")))
    assert [s.actor for s in second([replace(BOMBING, by=(ARMY,))], [both])[0].by] == [ARMY.actor]


def test_a_doer_in_doubt_is_told_as_the_rules_hedge_it() -> None:
    doubted = Statement(actor=span("Front"), stance="suspected", doubtful=True)
    by_rules = [replace(BOMBING, by=(FRONT,))]
    (found,) = second([replace(BOMBING, by=(doubted,))], by_rules)[0].by
    assert found == replace(FRONT, actor=span("Front"))
    sure = replace(doubted, stance="stated", doubtful=False)
    assert second([replace(BOMBING, by=(sure,))], by_rules)[0].by == (sure,)
    stated = [replace(BOMBING, by=(replace(FRONT, stance="stated"),))]
    assert second([replace(BOMBING, by=(doubted,))], stated)[0].by == (doubted,)


def test_one_death_told_by_a_verb_alone_is_taken_and_no_other_toll() -> None:
    one, three = Count(low=1, high=1), Count(low=3, high=3)
    assert second([ATTACK], [replace(ATTACK, killed=one)])[0].killed == one
    assert second([ATTACK], [replace(ATTACK, killed=three)])[0].killed is None
    assert second([replace(ATTACK, killed=three)], [replace(ATTACK, killed=one)])[0].killed == three
    assert second([ATTACK], [replace(ATTACK, kind="riot", killed=one)])[0].killed is None


def test_what_nobody_claims_is_the_event_of_the_same_words() -> None:
    told = [replace(BOMBING, unclaimed=NOBODY)]
    assert [e.unclaimed for e in second([BOMBING, ATTACK], told)] == [NOBODY, None]


def test_what_nobody_claims_is_else_the_nearest_told_alike_that_nobody_claims() -> None:
    told = [replace(event("shelling", "post"), unclaimed=NOBODY)]
    assert [e.unclaimed for e in second([BOMBING, ATTACK], told)] == [None, NOBODY]
    recalled = replace(ATTACK, told_as="background")
    assert [e.unclaimed for e in second([BOMBING, recalled], told)] == [NOBODY, None]
    claimed = replace(ATTACK, by=(replace(FRONT, stance="claimed", says=None),))
    assert [e.unclaimed for e in second([BOMBING, claimed], told)] == [NOBODY, None]


def people(words: str) -> Target:
    return Target(span=span(words), sort="people", effect=None)


def test_who_is_hit_did_not_do_it_unless_both_sides_act() -> None:
    hit = replace(ATTACK, by=(ARMY, FRONT), targets=(people("the army"),))
    assert second([hit], [])[0].by == (FRONT,)
    assert second([replace(hit, kind="armed_clash")], [])[0].by == (ARMY, FRONT)


DEAD = "An air strike on the road killed General Amin Darwish and Yusuf Rahimi of the Front in Herat."


def test_the_dead_whom_the_sentence_names_are_taken_in_all_their_words() -> None:
    def words(text: str) -> Span:
        return Span(start=DEAD.index(text), end=DEAD.index(text) + len(text), text=text)

    def told(*targets: str, killed: Count | None = None) -> Event:
        return Event(
            report_id="r1", kind="air_strike", stage="done", told_as="news", aggregate=False,
            trigger=words("air strike"), sentence=words(DEAD), killed=killed,
            targets=tuple(Target(span=words(t), sort="people", effect=None) for t in targets),
        )  # fmt: skip

    def named(*by_rules: str, killed: Count | None) -> list[str]:
        found = second([told("Amin Darwish")], [told(*by_rules, killed=killed)])[0].targets
        return [target.span.text for target in found]

    two = Count(low=2, high=2)
    both = ["General Amin Darwish", "Yusuf Rahimi"]
    assert named(*both, killed=two) == both
    assert named(*both, killed=None) == both[:1]
    assert named("the road", killed=two) == ["Amin Darwish"]


def test_the_dead_whom_a_word_of_killing_names_are_counted() -> None:
    text = "Gunmen killed Omar Haddad, Lina Saleh and their guards."

    def at(words: str) -> Span:
        return Span(start=text.index(words), end=text.index(words) + len(words), text=words)

    names = [Target(span=at(words), sort="people") for words in ("Omar Haddad", "Lina Saleh", "their guards")]
    killing = replace(ATTACK, trigger=at("killed"), sentence=at(text), targets=tuple(names[:2]))
    [both] = second([killing], [])
    assert both.killed == Count(low=2, high=2, spans=(names[0].span, names[1].span))
    [more] = second([replace(killing, targets=tuple(names))], [])
    assert more.killed is not None and (more.killed.low, more.killed.high) == (2, None)
    nobody = Count(low=0, high=0, spans=(at("killed"),))
    assert second([replace(killing, killed=nobody, targets=(names[0],))], [])[0].killed is None
    three = Count(low=3, high=3)
    assert second([replace(killing, killed=three)], [])[0].killed == three
    assert second([replace(killing, trigger=at("Gunmen"))], [])[0].killed is None


def test_nobody_claims_what_nameless_gunmen_did_and_never_what_is_told_later() -> None:
    text = "Gunmen attacked a market. Nobody has claimed it. It came after an air strike on a village."

    def at(words: str) -> Span:
        return Span(start=text.index(words), end=text.index(words) + len(words), text=words)

    sentences = [
        at(part) for part in ("Gunmen attacked a market.", "It came after an air strike on a village.")
    ]
    gunmen = Statement(actor=at("Gunmen"), stance="suspected", doubtful=True)
    attack = replace(ATTACK, trigger=at("attacked"), sentence=sentences[0], by=(gunmen,))
    strike = replace(event("air_strike", "attacked"), trigger=at("air strike"), sentence=sentences[1])
    by_rules = [
        replace(attack, kind="bombing", trigger=at("market"), by=(), unclaimed=at("Nobody has claimed"))
    ]
    assert [e.unclaimed is not None for e in second([attack, strike], by_rules)] == [True, False]
    front = replace(attack, by=(replace(gunmen, actor=at("village")),))
    assert [e.unclaimed for e in second([front, strike], by_rules)] == [None, None]


def test_news_of_which_only_the_series_was_found_is_taken_from_the_rules() -> None:
    series = replace(BOMBING, aggregate=True, trigger=span("blamed"))
    words = Span(start=900, end=905, text="siege")
    later = replace(ATTACK, told_as="background", trigger=words, sentence=words)
    assert second([series, later], [BOMBING]) == (BOMBING, replace(series, told_as="background"), later)
    assert second([series, ATTACK, later], [BOMBING]) == (series, ATTACK, later)
    assert second([series, later], [ATTACK]) == (series, later)
    assert second([series, later], [replace(BOMBING, told_as="background")]) == (series, later)
    assert second([later], [BOMBING]) == (later,)
    assert second([series], [BOMBING]) == (series,)


def test_a_claim_is_taken_from_the_rules_also_behind_other_trigger_words() -> None:
    doubted = Statement(actor=span("Front"), stance="suspected", doubtful=True)
    claimed = replace(FRONT, stance="claimed", says=None)
    network = replace(BOMBING, trigger=span("blamed"), by=(doubted,))
    (found,) = second([network], [replace(BOMBING, by=(claimed,))])[0].by
    assert (found.stance, found.doubtful, found.actor.text) == ("claimed", False, "Front")
    two = [replace(BOMBING, by=(claimed,)), replace(BOMBING, trigger=span("army"), by=(claimed,))]
    assert second([network], two)[0].by == (doubted,)


def test_what_the_rules_tell_of_one_event_is_not_given_to_another_of_its_sentence() -> None:
    doubted = Statement(actor=span("Front"), stance="suspected", doubtful=True)
    other = replace(BOMBING, trigger=span("blamed"), by=(doubted,))
    by_rules = [replace(BOMBING, by=(replace(FRONT, stance="claimed", says=None),))]
    assert second([BOMBING, other], by_rules)[1].by == (doubted,)


def test_a_downing_with_a_doer_is_taken_where_the_network_finds_nothing() -> None:
    downing = replace(event("shootdown", "attacked"), by=(ARMY,))
    assert second([], [downing, BOMBING]) == (downing,)
    assert second([BOMBING], [downing]) == (BOMBING,)
    assert second([], [replace(downing, by=())]) == ()
    assert second([], [replace(downing, stage="threatened")]) == ()
