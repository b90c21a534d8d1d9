"""What comparing needs of an event, worked out once: days, place, kind, sides, targets, weapons, words.

A *side* is a state or an armed group: a force stands for its state, a class of people for nobody.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..values import Actor, Event, Period, Report, Target
from .evidence import heard, rare, rarity
from .mentioning import definite, generic, kills, name_of
from .words import sound, stem, words

Identify = Callable[[str], Actor | None]

# News that names no day is taken to have happened in the three days before it was published (UCDP practice).
NEWS_DAYS = 3
# Background that names no day is looked for this far back: convention, not tuned.
RECALL_DAYS = 120
# Rare words kept of a report, and the characters of it that are looked at: news tells what it is about first.
MARKS, OPENING, LEAD = 40, 1500, 600
PRECISE = frozenset(["site", "town"])
WORD = re.compile(r"[^\W_]+(?:[-.'][^\W_]+)*")
DASHES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u2013": "-", "\u2014": "-", "\u2010": "-"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """One event as comparing sees it; `first` and `last` are day ordinals, `exact` if one named day.

    `headline`: told by the title of its report.
    `retold`: spoken of as something known, or by a headline; `undated`: that without a day.
    `generic`: told as an attack in general words. `victims`: surnames of people who died in it.
    `name`: what it is called, if by a place. `told`: all words of the sentence; `spoken`: names in it;
    `rare`: its rare words, without those of the place.
    `dyads`: "doer>target" of a state and a side, the country of the place among the targets; a weapon said to
    be of a side counts for the doer here.
    """

    event: Event
    report: Report | None
    published: int | None
    headline: bool
    retold: bool
    undated: bool
    generic: bool
    first: int | None
    last: int | None
    exact: bool
    place: str | None
    place_words: frozenset[str]
    precise: bool
    sides: frozenset[str]
    firm: frozenset[str]
    backers: frozenset[str]
    doers: frozenset[str]
    target_sides: frozenset[str]
    dyads: frozenset[str]
    names: frozenset[str]
    people: frozenset[str]
    victims: frozenset[str]
    things: frozenset[str]
    sites: frozenset[str]
    weapons: frozenset[str]
    trigger: str
    words: frozenset[str]
    told: frozenset[str]
    rare: frozenset[str]
    spoken: frozenset[str]
    name: str | None

    @property
    def marks(self) -> frozenset[str]:
        """The rare words of the report, looked for when first asked."""
        return rarest(self.report.text, self.report.title) if self.report else frozenset()

    @property
    def named(self) -> frozenset[str]:
        """The names in the title and the first sentences of the report."""
        return opening_names(self.report.text, self.report.title) if self.report else frozenset()

    @property
    def bare(self) -> bool:
        """Whether it names neither day nor anybody nor what was hit where: a fragment of another telling."""
        known = self.exact or self.sides or self.people or self.names or (self.place and self.things)
        return not known and self.event.killed is None

    @property
    def order(self) -> tuple[int, str]:
        """Sorting key of events: by publication, those without a day last, then by id."""
        return (self.published if self.published is not None else 10**9, self.event.id)


def sketch(event: Event, *, reports: Mapping[str, Report], identify: Identify) -> Sketch:
    """The sketch of one event; a report that is not in `reports` counts as undated."""
    report = reports.get(event.report_id)
    published = report.published.toordinal() if report and report.published else None
    headline = bool(report and report.title and event.sentence.end <= len(report.title))
    retold = event.told_as == "background" or definite(event) or headline
    first, last = window(event, published=published, retold=retold)
    place_words = frozenset(map(sound, tokens(event.where.name or ""))) if event.where else frozenset()
    sides, firm, backers, doers = doing(event, identify)
    target_sides, names, people, things = aimed(event.targets, identify)
    armed = attackers(event, identify) or armourers(event, identify)
    country = event.where.country if event.where and event.where.country else None
    where = event.where.name or "" if event.where else ""
    attacked = target_sides | ({country} if country else frozenset())
    return Sketch(
        event=event,
        report=report,
        published=published,
        headline=headline,
        retold=retold,
        undated=retold and (event.when is None or event.when.first is None),
        generic=generic(event),
        first=first,
        last=last,
        exact=is_day(event.when),
        place=" ".join(tokens(event.where.name)) if event.where and event.where.name else None,
        place_words=place_words,
        precise=bool(event.where and event.where.lat is not None and event.where.precision in PRECISE),
        sides=sides,
        firm=firm,
        backers=backers,
        doers=doers,
        target_sides=target_sides,
        dyads=frozenset(f"{doer}>{aim}" for doer in armed for aim in attacked if tells(doer, aim)),
        names=names,
        people=people,
        victims=people - words().surnames if kills(event) else frozenset(),
        things=things,
        sites=aimed(tuple(one for one in event.targets if one.sort == "site"), identify)[3],
        weapons=weapon_classes(event),
        trigger=" ".join(tokens(event.trigger.text)),
        words=content(event.sentence.text),
        told=frozenset(tokens(event.sentence.text)),
        rare=rare(content(event.sentence.text)) - frozenset(map(heard, content(where))),
        spoken=frozenset(sound(part) for word in capitals(event.sentence.text) for part in tokens(word)),
        name=name_of(event),
    )


def tells(doer: str, aim: str) -> bool:
    """Whether a state's attack on this side says much: not on itself, nor on a group that many fight."""
    return doer != aim and doer.isupper() and aim not in words().frequent_sides


def capitals(text: str) -> list[str]:
    """The words of a sentence that begin with a capital."""
    return [word for word in WORD.findall(text.translate(DASHES)) if word[0].isupper()]


def attackers(event: Event, identify: Identify) -> frozenset[str]:
    """Sides that acted themselves: whom somebody only blames for the deed of others is left out."""
    own = [one for one in event.by if one.stance in ("stated", "claimed")]
    own = own or [one for one in event.by if one.stance != "denied"]
    return frozenset(named for one in own if (named := side(identify(one.actor.text))) is not None)


def armourers(event: Event, identify: Identify) -> frozenset[str]:
    """Sides whom the weapons are said to be of ("an Iranian missile"): evidence, never an accusation."""
    found = set()
    for span in event.weapons:
        for word in capitals(span.text):
            if (named := side(identify(word))) is not None:
                found.add(named)
    return frozenset(found)


def weapon_classes(event: Event) -> frozenset[str]:
    """The classes of the weapons named ("rocket", "bomb")."""
    classes = words().weapons
    return frozenset(classes[word] for span in event.weapons for word in tokens(span.text) if word in classes)


def is_day(when: Period | None) -> bool:
    """Whether a period is one known day."""
    return when is not None and when.first is not None and when.first == when.last


def window(event: Event, *, published: int | None, retold: bool) -> tuple[int | None, int | None]:
    """First and last possible day as ordinals, by the conventions above; both `None` if nothing is known."""
    first = event.when.first.toordinal() if event.when and event.when.first else None
    last = event.when.last.toordinal() if event.when and event.when.last else None
    if last is None:
        last = published if published is not None else first
    if last is None:
        return None, None
    if published is not None and event.stage != "threatened":
        last = max(min(last, published + 1), first or 0)  # a day more for time zones
    if first is None:
        first = last - (RECALL_DAYS if retold else NEWS_DAYS)
    return first, last


def tokens(text: str) -> list[str]:
    """Words in lower case without accents, apostrophes and dots; "al-Asad" is two words, "K-1" is one."""
    plain = text.translate(DASHES)
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return [part for written in WORD.findall(plain.lower()) for part in parts(written)]


@lru_cache(maxsize=50_000)
def parts(written: str) -> tuple[str, ...]:
    """The words in one that is written with hyphens, or that one, without what marks a possessive."""
    word = written.removesuffix("'s").replace("'", "").replace(".", "")
    found = word.split("-")
    return tuple(found) if all(len(part) > 1 for part in found) else ("".join(found),)


def content(text: str) -> frozenset[str]:
    """Stems of the words of a sentence that carry meaning; numbers are compared as figures, not here."""
    common = words().common
    return frozenset(stem(word) for word in tokens(text) if word not in common and not word.isdigit())


@lru_cache(maxsize=10_000)
def rarest(text: str, title: str | None) -> frozenset[str]:
    """The rarest words of a report: what marks it off from others."""
    found = rare(content(f"{title or ''} {text[:OPENING]}"))
    return frozenset(sorted(found, key=lambda word: (-rarity(word), word))[:MARKS])


@lru_cache(maxsize=10_000)
def opening_names(text: str, title: str | None) -> frozenset[str]:
    """The words with a capital of the title and the beginning of a report, as they sound."""
    found = capitals(f"{title or ''} {text[:LEAD]}")
    return frozenset(sound(part) for word in found for part in tokens(word))


def side(actor: Actor | None) -> str | None:
    """The state or group that an actor acts for, or `None` for a class and for nobody."""
    if actor is None or actor.sort == "class":
        return None
    return actor.id if actor.sort == "group" else actor.state or actor.id


def doing(
    event: Event, identify: Identify
) -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    """Sides named as doers, those stated or claimed, their backers, and every doer by id or words."""
    sides, firm, backers, doers = set(), set(), set(), set()
    for statement in event.by:
        actor = identify(statement.actor.text)
        doers.add(actor.id if actor else " ".join(tokens(statement.actor.text)))
        if actor and actor.sponsor:
            backers.add(actor.sponsor)
        if (named := side(actor)) is not None:
            sides.add(named)
            if statement.stance in ("stated", "claimed"):
                firm.add(named)
    return frozenset(sides), frozenset(firm), frozenset(backers), frozenset(doers)


def aimed(
    targets: tuple[Target, ...], identify: Identify
) -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    """Sides, distinctive names, surnames of people among them, and common nouns of the targets."""
    sides: set[str] = set()
    names: set[str] = set()
    people: set[str] = set()
    things: set[str] = set()
    for target in targets:
        actor = identify(target.span.text)
        if (whole := side(actor)) is not None:
            sides.add(whole)
            if not (actor and actor.sort == "state" and target.sort == "people"):
                continue  # else a person of that state may be named: "Iranian General Qasem Soleimani"
        named, common = named_words(target.span.text, sides=sides, identify=identify)
        names |= named
        things |= common
        if target.sort == "people" and named:
            people.add(surname(target.span.text, named))
    return frozenset(sides), frozenset(names), frozenset(people), frozenset(things)


def surname(text: str, named: set[str]) -> str:
    """The last of the distinctive names in the phrase: a surname stands for the full name."""
    return [heard for heard in map(sound, tokens(text)) if heard in named][-1]


def named_words(text: str, *, sides: set[str], identify: Identify) -> tuple[set[str], set[str]]:
    """Capitalised words that single a target out, and its common nouns; states met go to `sides`."""
    written = WORD.findall(text.translate(DASHES))
    lists = words()
    names: set[str] = set()
    nouns: set[str] = set()
    skip = 0
    for index, word in enumerate(written):
        if skip:
            skip -= 1
            continue
        capital = word[0].isupper() or any(c.isdigit() for c in word[1:])
        if capital:
            for size in (2, 1):
                actor = identify(" ".join(written[index : index + size]))
                if actor is None or index + size > len(written):
                    continue
                if (found := side(actor)) is not None:
                    sides.add(found)
                skip = size - 1
                break
            else:
                small = index == 0 and len(written) > 1 and not written[1][0].isupper()
                for part in tokens(word):
                    if part in lists.common or part in lists.peoples or part.isdigit():
                        continue
                    plain = small or not lists.plain.isdisjoint((part, stem(part)))
                    (nouns if plain else names).add(stem(part) if plain else sound(part))
            continue
        nouns.update(stem(part) for part in tokens(word) if part not in lists.common and not part.isdigit())
    return names, nouns - lists.generic
