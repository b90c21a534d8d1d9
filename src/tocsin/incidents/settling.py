"""What we hold happened: the incidents that decisions and events make, each field by a written rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from ..values import Actor, Decision, Event, Incident, Place, Report, Span, Stage
from .attributing import attributions, overall, unclaimed
from .blocking import COARSE_KM, FAR_KM, km_between
from .figuring import figure
from .heading import headline
from .mentioning import generic
from .sketching import PRECISE, named_words, surname, tokens
from .timing import weight, when_of
from .words import words

PLACE_RANK = ("site", "town", "district", "region", "country")
TARGET_RANK = ("site", "vehicle", "people", "other")
STAGE_RANK: tuple[Stage, ...] = ("done", "attempted", "threatened")
# A finer place is taken over the most named one if at least this share of the best vote names it.
FINER_SHARE = 0.5

POSSESSIVES = frozenset(["its", "their", "his", "her"])

Identify = Callable[[str], Actor | None]


def settle(
    decisions: Iterable[Decision],
    *,
    events: Mapping[str, Event],
    reports: Mapping[str, Report],
    identify: Identify,
) -> tuple[Incident, ...]:
    """One incident for each incident id among the decisions, oldest first; the same for any order of them."""
    members: dict[str, list[Event]] = {}
    for decision in decisions:
        if decision.act == "reject":
            continue  # a person said that there is no such event
        members.setdefault(decision.incident_id, []).append(events[decision.event_id])
    made = []
    for incident_id, told in members.items():
        oldest_first = sorted(told, key=lambda event: age(event, reports))
        incident = one(incident_id, oldest_first, reports=reports, identify=identify)
        made.append((age(oldest_first[0], reports), incident))
    return tuple(incident for _, incident in sorted(made, key=lambda pair: (pair[0], pair[1].id)))


def one(
    incident_id: str, events: Sequence[Event], *, reports: Mapping[str, Report], identify: Identify
) -> Incident:
    """The incident of these events, which come oldest first."""
    by = attributions(events, reports=reports, identify=identify)
    kind, stage, when, where = kind_of(events), stage_of(events), when_of(events, reports), where_of(events)
    best = min(events, key=lambda event: telling(event, reports))
    targets = targets_of(events, identify)
    weapons = phrases(span for event in events for span in event.weapons)
    means = phrases(span for event in events if event.kind == kind for span in event.weapons)
    return Incident(
        id=incident_id,
        kind=kind,
        stage=stage,
        aggregate=any(event.aggregate for event in events),
        headline=headline(kind, stage, by=by, targets=targets, weapons=means, where=where, when=when),
        event_ids=tuple(event.id for event in events),
        report_ids=tuple(dict.fromkeys(event.report_id for event in events)),
        evidence=(best.id, best.sentence.text),
        status=overall(by),
        when=when,
        where=where,
        by=by,
        targets=targets,
        weapons=weapons,
        killed=figure(events, "killed", reports=reports),
        injured=figure(events, "injured", reports=reports),
        taken=figure(events, "taken", reports=reports),
        sources=phrases(span for event in events for span in event.sources),
        recalled_only=all(event.told_as == "background" for event in events),
        unclaimed_as_of=unclaimed(events, reports=reports, found=by),
        scope="private" if all(event.scope == "private" for event in events) else "public",
    )


def age(event: Event, reports: Mapping[str, Report]) -> tuple[int, str]:
    """Sorting key: by publication, reports without a day last, then by id."""
    report = reports.get(event.report_id)
    return (report.published.toordinal() if report and report.published else 10**9, event.id)


def telling(event: Event, reports: Mapping[str, Report]) -> tuple[bool, int, bool, tuple[int, str]]:
    """Sorting key of evidence: news, then the most fields told, then how it was done, then the earliest."""
    told = (event.when, event.where, event.killed, event.injured, event.taken, event.by, event.targets)
    fields = sum(bool(field) for field in (*told, event.weapons, event.sources))
    return event.told_as != "news", -fields, generic(event), age(event, reports)


def kind_of(events: Sequence[Event]) -> str:
    """The kind that most reports give, news counting twice; of equals the first in the alphabet.

    An attack told in general words does not count where another report says how it was done.
    """
    votes: Counter[str] = Counter()
    for event in [event for event in events if not generic(event)] or events:
        votes[event.kind] += weight(event)
    return min(votes, key=lambda kind: (-votes[kind], kind))


def stage_of(events: Sequence[Event]) -> Stage:
    """The stage that most reports give; of equals what is further done."""
    votes: Counter[Stage] = Counter()
    for event in events:
        votes[event.stage] += weight(event)
    return min(votes, key=lambda stage: (-votes[stage], STAGE_RANK.index(stage)))


def where_of(events: Sequence[Event]) -> Place | None:
    """The finest place in the agreed country that at least half as many name as the most named one.

    It must lie where that one lies: within a region's reach, or within `FAR_KM` of a town.
    """
    places = [(event.where, weight(event)) for event in events if event.where]
    countries: Counter[str] = Counter()
    for place, vote in places:
        if place.country:
            countries[place.country] += vote
    if countries:
        agreed = min(countries, key=lambda code: (-countries[code], code))
        places = [(place, vote) for place, vote in places if place.country in (agreed, None)]
    votes: Counter[str] = Counter()
    chosen: dict[str, Place] = {}
    for place, vote in places:
        key = " ".join(tokens(place.name or ""))
        votes[key] += vote
        if key not in chosen or fineness(place) < fineness(chosen[key]):
            chosen[key] = place
    named = {key: vote for key, vote in votes.items() if key} or dict(votes)
    if not named:
        return None
    top = min(named, key=lambda key: (-named[key], fineness(chosen[key])[0], key))
    enough = [
        key
        for key, vote in named.items()
        if vote >= named[top] * FINER_SHARE and lies_in(chosen[key], chosen[top])
    ]
    return chosen[min(enough, key=lambda key: (fineness(chosen[key])[0], -votes[key], key))]


def lies_in(place: Place, other: Place) -> bool:
    """Whether a place may be the same as another, told more closely."""
    apart = km_between(place, other)
    return apart is None or apart <= (FAR_KM if other.precision in PRECISE else COARSE_KM)


def fineness(place: Place) -> tuple[int, bool, bool]:
    """Sorting key of places: finest first, with coordinates before without, with a country before without."""
    return PLACE_RANK.index(place.precision), place.lat is None, place.country is None


def targets_of(events: Sequence[Event], identify: Identify) -> tuple[str, ...]:
    """Targets in words: those of news, named ones, sites, vehicles, people first; of each the most named.

    Of one person's names the longest is kept; what names no target ("dozens more") only if nothing else does.
    What is only named by whose it is ("its fighters") stands behind what says so itself.
    """
    votes: Counter[str] = Counter()
    first: dict[str, tuple[bool, int, int, int, str]] = {}
    for number, event in enumerate(sorted(events, key=lambda event: event.told_as != "news")):
        for target in event.targets:
            text = target.span.text
            names, _ = named_words(text, sides=set(), identify=identify)
            person = bool(names) and target.sort == "people"
            key = surname(text, names) if person else bare(text)
            votes[key] += weight(event)
            plain = 0 if names else 1 if any(map(str.isupper, text[1:])) else 2
            plain += plain and not POSSESSIVES.isdisjoint(tokens(text))
            rank = (event.told_as != "news", plain, TARGET_RANK.index(target.sort), number, text)
            seen = first.setdefault(key, rank)
            if person and len(text) > len(seen[4]):
                first[key] = (*seen[:4], text)
    telling = [key for key in first if not set(tokens(first[key][4])) <= words().idle and not key.isdigit()]
    kept = telling or list(first)
    ordered = sorted(kept, key=lambda key: (*first[key][:3], -votes[key], first[key][3], key))
    return tuple(first[key][4] for key in ordered)


def phrases(spans: Iterable[Span]) -> tuple[str, ...]:
    """The words of the spans, each phrase once, articles aside, in order."""
    kept: dict[str, str] = {}
    for span in spans:
        kept.setdefault(bare(span.text), span.text)
    return tuple(kept.values())


def bare(text: str) -> str:
    """A phrase without its article, folded for comparison."""
    words = tokens(text)
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("the", "a", "an") else words)
