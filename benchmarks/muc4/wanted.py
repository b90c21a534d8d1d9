"""How much speaks for an event being one that the evaluation wants: weights of all that is known of it.

The task description's rules leave much to the judgement of those who made the keys; the weights, of
`benchmarks/data/muc_relevance.toml`, are fitted to the development keys by `training/fit_muc.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tocsin.values import Event

from . import doers, relevance
from .lexicon import table, word_set
from .messages import Message
from .people import parted
from .phrases import lower_words, phrase

ENOUGH = 0.0  # of -0.4 to 0.4; 0.2 gains on the development messages, which the reader knows too well
AGES = (3, 14, 62)  # days before the message
SENTENCES = (1, 2, 5, 10)
EVENTS = (1, 3, 6)
MANY = 2


def wanted(event: Event, message: Message, *, home: str | None, of: int) -> bool:
    """True for an event that more than `ENOUGH` speaks for.

    `of` is how many events of the evaluation's types the message tells.
    """
    if relevance.incident_type(event) is None:
        return False
    weights: dict[str, float] = table("relevance")["weights"]
    found = set(features(event, message, home=home, of=of))
    return sum(weights.get(name, 0.0) for name in found) > ENOUGH


def features(event: Event, message: Message, *, home: str | None, of: int) -> Iterator[str]:
    """Names of all that holds of the event."""
    yield from ("any", f"kind {event.kind}", f"told as {event.told_as}", f"stage {event.stage}")
    if event.aggregate:
        yield f"series, {event.told_as}"
    yield from of_targets(event)
    yield from of_doers(event)
    yield f"time {age(event, message)}"
    yield f"place {whereabouts(event, home=home)}"
    yield from (
        f"{slot} {'some' if count.high != 0 else 'none'}"
        for slot in ("killed", "injured", "taken")
        if (count := getattr(event, slot))
    )
    if relevance.guerrilla_war(event):
        yield "guerrilla war"
    sentence = message.report.text.count(". ", 0, event.trigger.start)
    yield f"sentence {step(sentence, SENTENCES)}"
    yield f"events {step(of - 1, EVENTS)}"
    source = f"{message.report.publisher or ''} {message.city or 'CLANDESTINE'}".lower()
    if not word_set("relevance", "rebel_radio").isdisjoint(source.split()):
        yield "rebel radio"
    if not word_set("relevance", "ourselves").isdisjoint(lower_words(event.sentence.text)):
        yield "of ourselves"


def step(value: int, steps: Sequence[int]) -> str:
    """The first of the steps that the value stays below, else "more"."""
    return next((f"below {limit}" for limit in steps if value < limit), "more")


def of_targets(event: Event) -> Iterator[str]:
    """What sort of targets an event has."""
    targets = relevance.named_targets(event)
    people = [t for t in targets if t.sort == "people"]
    yield f"people {min(MANY, len(people))}"
    yield f"things {min(MANY, len(targets) - len(people))}"
    if not targets:
        yield "no target, but a weapon" if event.weapons else "no target"
        return
    if any(parted(phrase(t.span.text).core)[0] for t in people):
        yield "named person"
    sorts = (("military", doers.is_military), ("illegal", doers.is_illegal))
    for name, test in sorts:
        hit = sum(test(t.span.text) for t in targets)
        if hit:
            yield f"{'all' if hit == len(targets) else 'some'} {name}"
    if all(map(relevance.vague, targets)):
        yield "vague targets"


def of_doers(event: Event) -> Iterator[str]:
    """Who is said to have done it, and how."""
    if event.weapons:
        yield "weapon"
    if not event.by:
        yield "doer none"
        return
    yield "doer state" if any(doers.is_state(b.actor.text) for b in event.by) else "doer other"
    yield from (f"doer {b.stance}" for b in event.by if b.stance in ("claimed", "blamed"))


def age(event: Event, message: Message) -> str:
    """How long before the message it was, in steps."""
    when, published = event.when, message.report.published
    if when is None:
        return "none"
    if when.span is None:
        return "default"
    if when.last is None or published is None:
        return "unknown"
    days = (published - when.last).days
    return "ahead" if days < 0 else step(days - 1, AGES)


def whereabouts(event: Event, *, home: str | None) -> str:
    """At home or not, named or not."""
    if not relevance.near_home(event, home=home):
        return "abroad"
    if event.where is None:
        return "none"
    here = "home" if relevance.country_of(event, home=home) == home else "foreign"
    return f"{here}, named" if event.where.name else here
