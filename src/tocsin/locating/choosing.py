"""Which of the places of one name is meant: a sum of weighted terms, whose weights are fitted.

First each name by itself: its size, its kind, the noun beside it, the countries and regions that the report
names. What that makes likely then votes: for countries, for regions and for the square of the map, and the
votes of the other names of the report decide between the places of a name. `training/fit_places.py` makes the
weights in `places_weights.toml`; a term is in units of the natural logarithm of the odds.
"""

from __future__ import annotations

import math
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log1p
from pathlib import Path

from .gazetteer import Entry, Ground, Name
from .holding import holds
from .mentions import Cue, Mention
from .spelling import bare, key

GIANT_RATIO = 20  # a region so many times as populous as every town of its name: Virginia, Ontario
REACH = 9.0  # a place so much less likely than the best of its name has no vote, and gets none
MOST = 24  # places of one name that vote
CELL = 2.0  # degrees of a square of the map
ROW = 1 << 10  # squares to a row, by which they are numbered: more than the 180 that there are
ROUNDS = 2
LEAST = 0.01  # votes of other names below which they say nothing
CERTAIN = 0.98  # a name this sure after the first round is not asked again
SURE, SURE_PEOPLE = 0.8, 300_000  # a name this likely to mean a town this large speaks for its country
WEIGHTS_FILE = Path(__file__).parent.parent / "data" / "lexicons" / "places_weights.toml"
TABLES: Mapping[str, Mapping[str, float]] = tomllib.loads(WEIGHTS_FILE.read_text("utf-8"))
ALONE = dict(TABLES["alone"])
TOGETHER = dict(TABLES["together"])


@dataclass(slots=True)
class Evidence:
    """What the whole report says of countries and regions; `weights` by country.

    `spoken` are the countries that it speaks of, by name, people or a large town that is surely meant.
    """

    named: frozenset[str]
    people: frozenset[str]
    regions: frozenset[int]
    hint: str | None
    weights: dict[str | None, float]
    spoken: frozenset[str]

    def of(self, entry: Entry, *, own: frozenset[int] = frozenset(), itself: str | None = None) -> float:
        """Weight for an entry by the countries and regions that the report names.

        `own` are the regions of the entry's own name and `itself` the country that bears it: that a name is
        there does not speak for itself, nor Nigeria for the state of Niger.
        """
        country = entry.country
        if entry.kind == "country" or itself is not None:
            score = ALONE["people"] if country in self.people else 0.0
            return score + ALONE["hint"] if country == self.hint else score
        score = self.weights.get(country, 0.0)
        parent = entry.parent
        return score + ALONE["region_named"] if parent in self.regions and parent not in own else score


def gather(mentions: Sequence[Mention], cues: Sequence[Cue], *, hint: str | None) -> Evidence:
    """The evidence of a report: countries by name, by people, and regions whose first reading is a region."""
    regions: set[int] = set()
    for mention in mentions:
        if not (mention.named_as_person or mention.doubtful):
            regions |= mention.name.regions
    named = frozenset(cue.country for cue in cues if cue.by_name)
    people = frozenset(cue.country for cue in cues if not cue.by_name)
    weights: dict[str | None, float] = dict.fromkeys(people, ALONE["people"] / max(1, len(people) - 1) ** 0.5)
    weights.update(dict.fromkeys(named, ALONE["named"] / max(1, len(named) - 1) ** 0.5))
    if hint is not None:
        weights[hint] = weights.get(hint, 0.0) + ALONE["hint"]
    return Evidence(named, people, frozenset(regions), hint, weights, spoken=named | people)


def features(entry: Entry, mention: Mention) -> dict[str, float]:
    """What speaks for an entry by its name alone, by the names of the weights."""
    found = {"size": math.log10(entry.population + 10), entry.kind: 1.0}
    if mention.noun:
        found[f"{mention.noun}_{entry.kind}"] = 1.0
    own, said = key(entry.name), key(mention.words)
    if said == own or said == bare(own) or entry.by_hand:
        found["own_name"] = 1.0
    if entry.by_hand:
        found["chosen" if entry.kind == "town" else "landmark"] = 1.0
    if entry.capital:
        found["capital"] = 1.0
    dwarfs = entry.population > GIANT_RATIO * mention.name.largest_town
    if entry.kind == "region" and dwarfs and not mention.name.country:
        found["giant"] = 1.0
    return found


def prior(entry: Entry, mention: Mention) -> float:
    """Weight of an entry for a mention, before the rest of the report is looked at."""
    return sum(ALONE.get(name, 0.0) * value for name, value in features(entry, mention).items())


def nation_of(mention: Mention) -> str | None:
    """The country that bears the name: Mexico, which also is a state in it, and towns."""
    nation = mention.name.nation
    return nation.country if nation is not None and nation.kind == "country" else None


def weigh(mention: Mention, evidence: Evidence) -> tuple[float, ...]:
    """The weight of each candidate without the votes of other names."""
    alone = mention.name.weights.get(mention.noun)
    if alone is None:
        alone = tuple(prior(entry, mention) for entry in mention.candidates)
        mention.name.weights[mention.noun] = alone
    candidates = mention.candidates
    if not evidence.weights and not evidence.regions:
        scores = alone
    else:
        own, itself = mention.name.regions, nation_of(mention)
        scores = tuple(
            [w + evidence.of(e, own=own, itself=itself) for w, e in zip(alone, candidates, strict=True)]
        )
    if mention.within is None:
        return scores
    outer = mention.within.candidates
    beside = ALONE["beside"]
    return tuple([s + beside if holds(outer, e) else s for s, e in zip(scores, candidates, strict=True)])


@dataclass(slots=True)
class Votes:
    """How likely the names of a report are to mean something in each country, region and square."""

    countries: dict[str | None, float] = field(default_factory=lambda: defaultdict(float))
    regions: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    squares: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    told: dict[str, set[int]] = field(default_factory=dict)
    nearby: dict[int, float] = field(default_factory=dict)


class Ballot:
    """One name of the report with the places that it may mean, their weights and how likely each is.

    `mentions` are all that stand alike: the same name with the same words beside it.
    """

    __slots__ = ("entries", "grounds", "mention", "mentions", "scores", "shares", "words")

    def __init__(self, mention: Mention) -> None:
        self.mention = mention
        self.mentions = [mention]
        self.words = mention.words.lower()
        scores = mention.scores
        self.scores: Sequence[float] = scores
        self.entries: Sequence[Entry] = mention.candidates
        self.grounds: Sequence[Ground] = grounds_of(mention.name)
        if len(scores) > 1:
            bound = max(scores) - REACH
            if len(scores) > MOST:
                bound = max(bound, sorted(scores)[-MOST])
            kept = [i for i, score in enumerate(scores) if score >= bound]
            if len(kept) < len(scores):
                self.scores = [scores[i] for i in kept]
                self.entries = [self.entries[i] for i in kept]
                self.grounds = [self.grounds[i] for i in kept]
        self.shares = likely(self.scores)


def ballots_of(mentions: Sequence[Mention], evidence: Evidence) -> list[Ballot]:
    """A ballot for each name, or for each way in which it stands, with the weights of the names alone."""
    made: dict[tuple[int, str, int, bool], Ballot] = {}
    for mention in mentions:
        outer = id(mention.within.name) if mention.within is not None else 0
        silent = (mention.named_as_person or mention.doubtful) and not mention.sure
        like = (id(mention.name), mention.noun, outer, silent)
        ballot = made.get(like)
        if ballot is not None:
            ballot.mentions.append(mention)
            continue
        mention.scores = weigh(mention, evidence) if len(mention.candidates) > 1 else (0.0,)
        made[like] = Ballot(mention)
    return list(made.values())


def likely(scores: Sequence[float]) -> list[float]:
    """Shares of likelihood, which sum to one."""
    if len(scores) == 1:
        return [1.0]
    best = max(scores)
    powers = [math.exp(score - best) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def grounds_of(name: Name) -> Sequence[Ground]:
    """The ground of each place of a name."""
    if not name.grounds:
        name.grounds.extend(map(ground, name.places))
    return name.grounds


def ground(entry: Entry) -> Ground:
    """The country, region and square of a place; one wider than a town or a district lies in no square."""
    region = entry.number if entry.kind == "region" else entry.parent
    square = None
    if not (entry.lat is None or entry.lon is None or entry.kind in ("region", "country")):
        square = int(entry.lat // CELL) * ROW + int(entry.lon // CELL)
    return Ground(entry.country, region, square, entry.kind, entry.number)


def choose(mentions: Sequence[Mention], evidence: Evidence) -> None:
    """Sets `best` of every mention: alone first, then by the votes of the other names."""
    ballots = ballots_of(mentions, evidence)
    for ballot in ballots:
        elect(ballot)
    open_ballots = [ballot for ballot in ballots if len(ballot.entries) > 1] if len(ballots) > 1 else []
    for _ in range(ROUNDS):
        if open_ballots:
            votes = poll(ballots)
            for ballot in open_ballots:
                ballot.shares = likely(counted(ballot, votes))
                elect(ballot)
            open_ballots = [ballot for ballot in open_ballots if max(ballot.shares) < CERTAIN]
    evidence.spoken = (
        evidence.named
        | evidence.people
        | {
            b.mention.best.country
            for b in ballots
            if b.mention.best and b.mention.best.country and speaks_for(b)
        }
    )


def speaks_for(ballot: Ballot) -> bool:
    """True for a name that surely means a large town, or a facility named after one ("Kabul Airport")."""
    mention = ballot.mention
    best = mention.best
    if best is None or best.kind not in ("town", "site") or best.population < SURE_PEOPLE:
        return False
    # Town and region of one name often share its likelihood; the country is sure all the same.
    parts = zip(ballot.shares, ballot.entries, strict=True)
    here = sum(part for part, entry in parts if entry.country == best.country)
    if here < SURE:
        return False
    return not (mention.doubtful or mention.named_as_person)


def elect(ballot: Ballot) -> None:
    """Sets the likeliest place; of equals the first, which is the larger."""
    shares = ballot.shares
    best = ballot.entries[shares.index(max(shares))] if len(shares) > 1 else ballot.entries[0]
    for mention in ballot.mentions:
        mention.best = best


def poll(ballots: Sequence[Ballot]) -> Votes:
    """The votes of all names, each name once, by its likeliest reading of them."""
    votes = Votes()
    countries, regions, squares = votes.countries, votes.regions, votes.squares
    seen: set[str] = set()
    for ballot in ballots:
        mention = ballot.mention
        if mention.within is not None and mention.best is not None:
            votes.told.setdefault(ballot.words, set()).add(mention.best.number)
        if ballot.words in seen or ((mention.named_as_person or mention.doubtful) and not mention.sure):
            continue
        seen.add(ballot.words)
        for (country, region, at, _, _), part in zip(ballot.grounds, ballot.shares, strict=True):
            countries[country] += part
            if region is not None:
                regions[region] += part
            if at is not None:
                squares[at] += part
    return votes


def counted(ballot: Ballot, votes: Votes, *, weights: Mapping[str, float] = TOGETHER) -> list[float]:
    """The weight of each place of a name with the votes of the other names, by the `weights` of each."""
    countries, regions, nearby = votes.countries, votes.regions, votes.nearby
    alone, near = weights["alone"], weights["near"]
    told = votes.told.get(ballot.words, ())
    out = []
    parts = zip(ballot.scores, ballot.grounds, ballot.shares, strict=True)
    for score, (country, region, at, kind, number), own in parts:
        total = alone * score
        if country is not None and (others := countries.get(country, 0.0) - own) > LEAST:
            total += weights["nation" if kind == "country" else "country"] * log1p(others)
        if region is not None and (others := regions.get(region, 0.0) - own) > LEAST:
            total += weights["inside" if kind == "region" else "region"] * log1p(others)
        if at is not None:
            if at not in nearby:
                nearby[at] = around(at, votes.squares)
            if (others := nearby[at] - own) > LEAST:
                total += near * log1p(others)
        out.append(total + weights["told"] if number in told else total)
    return out


def around(at: int, squares: Mapping[int, float]) -> float:
    """The votes of a square and the eight about it."""
    get = squares.get
    return (
        get(at, 0.0) + get(at - ROW, 0.0) + get(at + ROW, 0.0)
        + get(at - 1, 0.0) + get(at - ROW - 1, 0.0) + get(at + ROW - 1, 0.0)
        + get(at + 1, 0.0) + get(at - ROW + 1, 0.0) + get(at + ROW + 1, 0.0)
    )  # fmt: skip
