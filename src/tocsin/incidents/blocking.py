"""Which pairs of events may be of one incident: days that meet, a shared country, kinds that compare."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from ..values import Place
from .apart import told_apart
from .evidence import rarity
from .sketching import LEAD, Sketch

# Windows of days that miss each other by more than this are never compared: MELTT and xSub use 1 to 3 days.
SLACK_DAYS = 3
# Two precisely known places further apart are two incidents.
FAR_KM = 25.0
# Dead from which on the very number is as good as a name: under 1 % of events in GED have so many.
TELLING_TOLL = 50
# A district's or region's centroid says little nearer than this.
COARSE_KM = 250.0
# Of pairs of long reports of gun violence that share this much of their rare words, 99 in 100 told of one
# incident (4,000 pairs of the training part, November 2026). `LONG` is in rare words; `MUCH` bits of rarity
# must be shared; so many words so rare bring two reports of so many days together.
ALIKE, LONG, MUCH, FEWEST_SHARED, TELLING_WORD, TEXT_DAYS = 0.22, 30, 30, 3, 6, 10
# Figures up to this are told of too many events to bring two together.
SMALL = 2
FINE = frozenset(["site", "town", "district"])
EARTH_KM = 6371.0

# Kinds that reports of one happening mix up; every kind compares with itself.
MIXED = (
    ("armed_attack", "bombing shelling air_strike armed_clash raid crackdown sabotage abduction storming"),
    ("armed_attack", "shootdown"),
    ("bombing", "shelling air_strike sabotage"),
    ("shelling", "air_strike armed_clash shootdown"),
    ("air_strike", "raid armed_clash shootdown"),
    ("armed_clash", "raid capture storming riot"),
    ("raid", "crackdown abduction"),
    ("storming", "protest riot sabotage capture abduction hijacking"),
    ("abduction", "hijacking sexual_violence"),
    ("crackdown", "protest riot"),
    ("riot", "protest sabotage"),
    ("sexual_violence", "armed_attack"),
    ("withdrawal", "agreement"),
)
# Share of each kind among the 2,625 events of the training reports (2002-2026).
KIND_SHARE = {
    "armed_attack": 0.174,
    "bombing": 0.099,
    "air_strike": 0.095,
    "armed_clash": 0.072,
    "protest": 0.070,
    "raid": 0.069,
    "shelling": 0.066,
    "crackdown": 0.046,
    "abduction": 0.038,
    "mobilization": 0.037,
    "riot": 0.036,
    "storming": 0.033,
    "withdrawal": 0.029,
    "capture": 0.029,
    "threat": 0.026,
    "sabotage": 0.022,
    "sanction": 0.021,
    "shootdown": 0.016,
    "agreement": 0.013,
    "hijacking": 0.006,
    "sexual_violence": 0.001,
}
# Kinds so rare that the kind alone may tell which one is meant.
RARE_KINDS = frozenset(kind for kind, share in KIND_SHARE.items() if share < 0.035)
COMPARABLE = frozenset(
    pair for kind, others in MIXED for other in others.split() for pair in ((kind, other), (other, kind))
)


def pairs(sketches: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """Index pairs (i < j) that are worth weighing; each once, in a fixed order for a fixed sequence."""
    dated = [i for i, s in enumerate(sketches) if s.first is not None]
    undated = [i for i, s in enumerate(sketches) if s.first is None]
    lists: dict[str | None, list[int]] = {}
    for index in sorted(dated, key=lambda i: (sketches[i].first, i)):
        lists.setdefault(country(sketches[index]), []).append(index)
    nowhere = lists.pop(None, [])
    for members in lists.values():
        yield from sweep(sketches, members)
    yield from across(sketches, dated, nowhere=nowhere)
    for i in undated:
        for j, other in enumerate(sketches):
            later = other.first is not None or j > i
            if later and j != i and country(other) == country(sketches[i]) and comparable(sketches[i], other):
                yield min(i, j), max(i, j)
    yield from borders(sketches, lists)
    yield from one_death(sketches, lists)
    yield from alike_reports(sketches)


def country(sketch: Sketch) -> str | None:
    """ISO alpha-3 code of the country where it happened, or `None` where it is not sure.

    A bare country that is only inferred, or is that of the doer or the target, may be no place at all.
    """
    where = sketch.event.where
    if where is None or (where.name is None and (where.inferred or of_somebody(sketch, where))):
        return None
    return where.country


def of_somebody(sketch: Sketch, where: Place) -> bool:
    """Whether a bare country is only whose the doer or the target is ("Iran had fired", "the US embassy")."""
    if where.country in sketch.sides:
        return True
    span = where.span
    if span is None or where.country not in sketch.target_sides:
        return False
    return any(t.span.start <= span.start and span.end <= t.span.end for t in sketch.event.targets)


def comparable(one: Sketch, other: Sketch) -> bool:
    """Whether reports of one happening mix up the kinds, and nothing rules out that the two are one."""
    return mixed_up(one, other) and not clash(one, other)


def mixed_up(one: Sketch, other: Sketch) -> bool:
    """Whether the two are of one kind, or of kinds that reports mix up."""
    return mixed(one.event.kind, other.event.kind)


def mixed(one: str, other: str) -> bool:
    """Whether two kinds are one, or are mixed up by reports."""
    return one == other or (one, other) in COMPARABLE


def sweep(sketches: Sequence[Sketch], members: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of one list, sorted by first day, whose windows meet."""
    for at, i in enumerate(members):
        one = sketches[i]
        until = (one.last or 0) + SLACK_DAYS
        for j in members[at + 1 :]:
            other = sketches[j]
            if (other.first or 0) > until:
                break
            if comparable(one, other):
                yield (i, j) if i < j else (j, i)


def across(
    sketches: Sequence[Sketch], members: Sequence[int], *, nowhere: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Pairs with an event of unknown country, whose windows meet and that have a clue in common.

    `nowhere` are those events, sorted by first day. Days and kind alone bring events of all the world
    together: of 333,000 such pairs among 10,000 events one in twelve has a clue in common, and these held all
    that could be joined.
    """
    holders: dict[str, list[int]] = {}
    for j in nowhere:
        for word in clues(sketches[j]):
            holders.setdefault(word, []).append(j)
    starts = {word: [sketches[j].first or 0 for j in held] for word, held in holders.items()}
    longest = {
        word: max((sketches[j].last or 0) - (sketches[j].first or 0) for j in held)
        for word, held in holders.items()
    }
    unknown = set(nowhere)
    for i in members:
        one = sketches[i]
        met: set[int] = set()
        for word in clues(one) & holders.keys():
            first = bisect_left(starts[word], (one.first or 0) - SLACK_DAYS - longest[word])
            last = bisect_right(starts[word], (one.last or 0) + SLACK_DAYS)
            met.update(holders[word][first:last])
        for j in sorted(met):
            if j == i or (i in unknown and j < i) or gap_days(one, sketches[j]) > SLACK_DAYS:
                continue
            if comparable(one, sketches[j]):
                yield (i, j) if i < j else (j, i)


def clues(one: Sketch) -> frozenset[str]:
    """What may bring an event together with one of unknown country: words, names, figures, a rare kind."""
    event = one.event
    figures = (("killed", event.killed), ("injured", event.injured), ("taken", event.taken))
    told = [f"{name} {count.low}" for name, count in figures if count is not None and count.low > SMALL]
    kinds = [event.kind] if event.kind in RARE_KINDS else []
    return one.rare.union(one.marks, one.names, one.things, told, kinds, [event.report_id])


def borders(sketches: Sequence[Sketch], lists: dict[str | None, list[int]]) -> Iterator[tuple[int, int]]:
    """Pairs in two countries but within `FAR_KM`, by cells."""
    cells: dict[tuple[int, int], list[int]] = {}
    for members in lists.values():
        for i in members:
            if (own := cell(sketches[i])) is not None:
                cells.setdefault(own, []).append(i)
    for (row, column), here in cells.items():
        near = [i for r in (-1, 0, 1) for c in (-1, 0, 1) for i in cells.get((row + r, column + c), ())]
        for i in here:
            for j in near:
                if i < j and country(sketches[i]) != country(sketches[j]):
                    close = gap_days(sketches[i], sketches[j]) <= SLACK_DAYS
                    if close and comparable(sketches[i], sketches[j]):
                        yield i, j


def cell(one: Sketch) -> tuple[int, int] | None:
    """Latitude and longitude of a precise place in half degrees."""
    where = one.event.where
    if not one.precise or where is None or where.lat is None or where.lon is None:
        return None
    return int(where.lat // 0.5), int(where.lon // 0.5)


def one_death(sketches: Sequence[Sketch], lists: dict[str | None, list[int]]) -> Iterator[tuple[int, int]]:
    """Pairs in two countries with the same dead: one of the places is wrong."""
    known: dict[object, list[int]] = {}
    for members in lists.values():
        for i in members:
            for mark in (*sketches[i].victims, toll(sketches[i])):
                if mark is not None:
                    known.setdefault(mark, []).append(i)
    found: set[tuple[int, int]] = set()
    for members in known.values():
        for at, i in enumerate(members):
            for j in members[at + 1 :]:
                one, other = sketches[i], sketches[j]
                close = gap_days(one, other) <= SLACK_DAYS and country(one) != country(other)
                if close and comparable(one, other):
                    found.add((min(i, j), max(i, j)))
    yield from sorted(found)


def alike_reports(sketches: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """Pairs of news of two reports with many rare words in common: a day or a place may be read wrongly."""
    news: dict[str, list[int]] = {}
    for i, one in enumerate(sketches):
        if leading(one) and one.published is not None and len(one.marks) >= LONG:
            news.setdefault(one.event.report_id, []).append(i)
    holders: dict[str, list[tuple[int, str]]] = {}
    for report, members in news.items():
        first = sketches[members[0]]
        for word in first.marks:
            if rarity(word) >= TELLING_WORD:
                holders.setdefault(word, []).append((first.published or 0, report))
    shared: Counter[tuple[str, str]] = Counter()
    for dated in holders.values():
        dated.sort()
        for at, (day, report) in enumerate(dated):
            for later, other in dated[at + 1 :]:
                if later > day + TEXT_DAYS:
                    break
                shared[min(report, other), max(report, other)] += 1
    for (report, other), times in sorted(shared.items()):
        if times >= FEWEST_SHARED and twins(sketches[news[report][0]], sketches[news[other][0]]):
            for i in news[report]:
                for j in news[other]:
                    one, two = sketches[i], sketches[j]
                    if not in_block(one, two) and comparable(one, two):
                        yield min(i, j), max(i, j)


def leading(one: Sketch) -> bool:
    """Whether it is what its report begins with: news, or a crime, which is reported on for weeks."""
    told = one.event.told_as == "news" or one.event.scope == "private"
    return told and one.event.trigger.start < LEAD


def in_block(one: Sketch, other: Sketch) -> bool:
    """Whether day and place alone bring the two together."""
    here, there = country(one), country(other)
    return gap_days(one, other) <= SLACK_DAYS and (here == there or here is None or there is None)


def alike(one: Sketch, other: Sketch) -> float:
    """Share of the rare words of two reports that they have in common, weighed by rarity, of the lesser."""
    mine, theirs = one.marks, other.marks
    least = min(weight_of(mine), weight_of(theirs))
    return sum(map(rarity, mine & theirs)) / least if least else 0.0


@lru_cache(maxsize=20_000)
def weight_of(marks: frozenset[str]) -> int:
    """The rarity of all the words together."""
    return sum(map(rarity, marks))


def toll(sketch: Sketch) -> tuple[str, int] | None:
    """Kind and number of the dead, where the number is so large and so little round that it marks one."""
    killed = sketch.event.killed
    if killed is None or killed.low != killed.high or killed.low < TELLING_TOLL or killed.low % 10 == 0:
        return None
    return sketch.event.kind, killed.low


def one_toll(one: Sketch, other: Sketch) -> bool:
    """Whether somebody of the same rare name died in both (nobody dies twice), or exactly as many died."""
    if not (one.victims & other.victims).isdisjoint(one.people & other.people):
        return True
    return toll(one) is not None and toll(one) == toll(other)


def gap_days(one: Sketch, other: Sketch) -> int:
    """Days between two windows, 0 if they meet or one is unknown."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return 0
    return max(0, one.first - other.last, other.first - one.last)


def clash(one: Sketch, other: Sketch) -> str | None:
    """Why the two can never be one incident, in words, or `None`: these outweigh every likeness."""
    if (why := ruled_out(one, other)) or (why := elsewhere(one, other)) is None:
        return why
    return None if one_toll(one, other) or twins(one, other) else why


def twins(one: Sketch, other: Sketch) -> bool:
    """Whether two long reports have so much in common that the place of their news may be read wrongly."""
    if one.event.report_id == other.event.report_id or not (leading(one) and leading(other)):
        return False
    if min(len(one.marks), len(other.marks)) < LONG:
        return False
    return alike(one, other) >= ALIKE and weight_of(one.marks & other.marks) >= MUCH


def only_elsewhere(one: Sketch, other: Sketch) -> bool:
    """Whether nothing but the places keeps the two from being one."""
    return ruled_out(one, other) is None and elsewhere(one, other) is not None


def ruled_out(one: Sketch, other: Sketch) -> str | None:
    """Why the two can never be one incident wherever they happened, in words, or `None`."""
    a, b = one.event, other.event
    twice = a.report_id == b.report_id
    if twice and told_apart(one, other):
        return "told apart in one report"
    if a.aggregate != b.aggregate and not (twice and a.sentence == b.sentence) and not one_scene(one, other):
        return "one is a sum of several"
    if (a.stage == "threatened") != (b.stage == "threatened"):
        return "one is only threatened"
    if one.exact and other.exact and gap_days(one, other) > slack(one, other):
        return "different days"
    return None


def one_scene(one: Sketch, other: Sketch) -> bool:
    """Whether both tell what was done in one way to one target on one day: several rockets are no series."""
    if not (one.exact and other.exact) or one.first != other.first or one.event.kind != other.event.kind:
        return False
    here, there = one.event.where, other.event.where
    if here is None or there is None or elsewhere(one, other):
        return False
    if not {here.precision, there.precision} <= FINE:
        return False
    site = here.precision == there.precision == "site" and one.place == other.place
    return site or not one.things.isdisjoint(other.things)


def slack(one: Sketch, other: Sketch) -> int:
    """Days by which two exact days may differ, for one of them may be read or told wrongly."""
    crimes = one.event.scope == other.event.scope == "private"
    if crimes and twins(one, other):
        return TEXT_DAYS
    return SLACK_DAYS if one_toll(one, other) else 1


def elsewhere(one: Sketch, other: Sketch) -> str | None:
    """Why the two places cannot be one, or `None`."""
    here, there = one.event.where, other.event.where
    if here is None or there is None:
        return None
    apart = distance_km(one, other)
    if apart is not None:
        if one.precise and other.precise:
            return f"{apart:.0f} km apart" if apart > FAR_KM else None
        if apart > COARSE_KM:
            return f"{apart:.0f} km apart"
    if country(one) and country(other) and country(one) != country(other):
        return "different countries"
    return None


def distance_km(one: Sketch, other: Sketch) -> float | None:
    """Great-circle kilometres between the two places, `None` where one has no coordinates."""
    here, there = one.event.where, other.event.where
    return None if here is None or there is None else km_between(here, there)


def km_between(here: Place, there: Place) -> float | None:
    """Great-circle kilometres between two places, `None` where one has no coordinates."""
    if here.lat is None or here.lon is None or there.lat is None or there.lon is None:
        return None
    lat1, lat2 = radians(here.lat), radians(there.lat)
    half = sin((lat2 - lat1) / 2) ** 2
    half += cos(lat1) * cos(lat2) * sin(radians(there.lon - here.lon) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))
