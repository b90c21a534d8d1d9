"""One decision for each event: open an incident, join one, recall one, or hold for a person.

All pairs of a block are weighed first; then groups are joined from the strongest mean evidence down (average
link), so the order in which reports came in plays no part. Background is attached afterwards, to what is told
as news, and opens an incident only where none fits.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log2

from ..values import Act, Actor, Decision, Event, Reason, Report
from . import blocking, comparing
from .grouping import DROPPED, Links, group
from .sketching import Sketch, sketch

# Posterior from which events join (.95) and from which a person is asked (.50), as log2 odds in thousandths.
JOIN = round(1000 * log2(0.95 / 0.05))
HOLD = 0
# A fragment, which names neither day nor anybody nor what was hit, cannot stand for a happening of its own
# where it is likelier than 1 in 3 to be of another one: a person is asked. Convention.
LEAN = round(1000 * log2(1 / 2))
# Posteriors that will do where no other incident comes into question at all: .80 for what is recalled or for
# the mean of a group, .85 for the closest pair of two groups. Convention, checked by eye on the news of
# November 2015 to February 2016 (November 2026).
LIKELY = round(1000 * log2(0.80 / 0.20))
FAIR = round(1000 * log2(0.85 / 0.15))
# Evidence from which two events come into question for one another at all: odds of 1 to 2. Lower, chance
# likenesses chain thousands: 2,493 of 40,000 events where fragments need odds of 1 to 3, 442 as it is.
NEAR = LEAN
# What more reports tell is recalled more often: bits for each doubling of them, and at most. Convention.
SALIENCE, MOST_SALIENT = 1000, 2000
# Evidence that outweighs a report whose place or day rules a recalled happening out: odds of 64 to 1.
OVERWHELMING = 6000
# Share of an incident's reports that may rule out what a person is asked about. Convention.
MOST_RULED_OUT = 0.34
# A recalled happening must fit one incident clearly better than the next: 2 bits, convention.
MARGIN = 2000


@dataclass(frozen=True, slots=True)
class Evidence:
    """All sketches, oldest first, with the evidence of the pairs worth weighing, in thousandths of a bit.

    `close` holds, for each event, those with which a person may be asked whether it is one incident; `later`
    the evidence of pairs that were asked for besides, `None` where they can never be one.
    """

    sketches: Sequence[Sketch]
    links: Links
    close: Mapping[int, set[int]] = field(default_factory=dict)
    later: dict[tuple[int, int], int | None] = field(default_factory=dict)

    def link(self, i: int, j: int) -> int | None:
        """Evidence for any pair: as weighed, or as good as none, or `None` where they can never be one."""
        key = (i, j) if i < j else (j, i)
        if key in self.links:
            return self.links[key]
        if key not in self.later:
            self.later[key] = weighed_later(self.sketches[key[0]], self.sketches[key[1]])
        return self.later[key]

    def news(self, i: int) -> bool:
        """Whether the event is told as news, and not spoken of as something known."""
        return not self.sketches[i].retold


def fold(
    events: Sequence[Event], *, reports: Mapping[str, Report], identify: Callable[[str], Actor | None]
) -> tuple[Decision, ...]:
    """One decision an event, oldest first; the same for any order of `events`, and component by component."""
    evidence = gather(events, reports=reports, identify=identify)
    made: list[tuple[int, Decision]] = []
    for members in connected(evidence):
        made.extend(decide(members, evidence))
    return tuple(decision for _, decision in sorted(made, key=lambda pair: pair[0]))


def close_pairs(
    events: Sequence[Event], *, fresh: Collection[str], reports: Mapping[str, Report],
    identify: Callable[[str], Actor | None],
) -> tuple[tuple[str, str], ...]:  # fmt: skip
    """Ids of events that come into question for each other, one of each pair among the `fresh` ones.

    Events that no chain of pairs joins cannot touch each other: folding all is folding each chain by itself.
    """
    evidence = gather(events, reports=reports, identify=identify, fresh=fresh)
    ids = [one.event.id for one in evidence.sketches]
    return tuple((ids[i], ids[j]) for i, others in evidence.close.items() for j in sorted(others) if i < j)


def gather(
    events: Iterable[Event], *, reports: Mapping[str, Report], identify: Callable[[str], Actor | None],
    fresh: Collection[str] | None = None,
) -> Evidence:  # fmt: skip
    """The evidence on some events, each event once; hopeless pairs are left out.

    With `fresh`, only the pairs that one of these ids is in.
    """
    unique = {event.id: event for event in events}
    drawn = [sketch(event, reports=reports, identify=identify) for event in unique.values()]
    sketches = sorted(drawn, key=lambda one: one.order)
    links: Links = {}
    close: dict[int, set[int]] = {i: set() for i in range(len(sketches))}
    wanted = [fresh is None or one.event.id in fresh for one in sketches]
    for i, j in blocking.pairs(sketches):
        if not (wanted[i] or wanted[j]):
            continue
        bits = comparing.millibits(comparing.weigh(sketches[i], sketches[j]))
        if bits > DROPPED:
            links[i, j] = bits
        if bits >= NEAR:
            close[i].add(j)
            close[j].add(i)
    return Evidence(sketches, links, close)


def weighed_later(one: Sketch, other: Sketch) -> int | None:
    """Evidence for a pair that was not worth weighing by itself, asked for with the rest of a group."""
    if blocking.clash(one, other):
        return None
    if not blocking.in_block(one, other) or not blocking.mixed_up(one, other):
        return DROPPED
    return max(DROPPED, comparing.millibits(comparing.weigh(one, other)))


def connected(evidence: Evidence) -> list[list[int]]:
    """Indexes in parts joined by pairs that come into question for a person."""
    parts: list[list[int]] = []
    seen: set[int] = set()
    for start in range(len(evidence.sketches)):
        if start in seen:
            continue
        seen.add(start)
        part, ahead = [], [start]
        while ahead:
            i = ahead.pop()
            part.append(i)
            fresh = evidence.close[i] - seen
            seen |= fresh
            ahead.extend(fresh)
        parts.append(sorted(part))
    return parts


def decide(members: Sequence[int], evidence: Evidence) -> list[tuple[int, Decision]]:
    """Decisions for one part."""
    news = [i for i in members if evidence.news(i)]
    background = [i for i in members if not evidence.news(i)]
    told = pair_off(group(news, link=evidence.link, links=evidence.links, enough=JOIN), evidence)
    left = attach(background, told, evidence=evidence)
    recalled = pair_off(group(left, link=evidence.link, links=evidence.links, enough=JOIN), evidence)
    incidents = sorted(sorted(cluster) for cluster in (*told, *recalled))
    made: list[tuple[int, Decision]] = []
    owners = owned(incidents)
    for cluster in incidents:
        others = [incidents[n] for n in near(cluster, owners, evidence=evidence)]
        made.extend(decisions(cluster, others, evidence=evidence))
    return made


def near(cluster: Sequence[int], owners: Mapping[int, int], *, evidence: Evidence) -> list[int]:
    """Numbers of the groups that hold an event close to one of this group's: no other comes into question.

    `owners` are the groups' numbers by event.
    """
    touched = {j for i in cluster for j in evidence.close[i]}.difference(cluster)
    return sorted({owners[j] for j in touched if j in owners})


def owned(clusters: Sequence[Sequence[int]]) -> dict[int, int]:
    """The number of its group for each event."""
    return {i: n for n, cluster in enumerate(clusters) for i in cluster}


def pair_off(clusters: list[list[int]], evidence: Evidence) -> list[list[int]]:
    """The groups, with two made one where neither may be part of anything that the other may not.

    A report that tells little drags a mean down without being evidence against: it is enough that the mean
    reaches `LIKELY`, the closest pair is near enough, and both come into question for the same others.
    """
    while True:
        clusters = sorted(clusters)
        owners = owned(clusters)
        rivals: dict[int, dict[int, int]] = {}
        for n, one in enumerate(clusters):
            scores = (
                (m, agreement(one, clusters[m], evidence=evidence))
                for m in near(one, owners, evidence=evidence)
            )
            rivals[n] = {m: score for m, score in scores if score is not None and score >= HOLD}
        best = [
            (-score, n, m)
            for n, scored in rivals.items()
            for m, score in scored.items()
            if n < m and score >= LIKELY and scored.keys() | {n} == rivals[m].keys() | {m}
            if near_enough(clusters[n], clusters[m], evidence=evidence)
        ]
        chosen: dict[int, int] = {}
        for _, n, m in sorted(best):
            if not {n, m} & (chosen.keys() | set(chosen.values())):
                chosen[n] = m
        if not chosen:
            return clusters
        gone = set(chosen.values())
        joined = {n: sorted(clusters[n] + clusters[m]) for n, m in chosen.items()}
        clusters = [joined.get(n, cluster) for n, cluster in enumerate(clusters) if n not in gone]


def agreement(one: Sequence[int], other: Sequence[int], *, evidence: Evidence) -> int | None:
    """Mean evidence of two groups; `None` if they can never be one.

    A place that cannot be right does not keep groups apart that overwhelming evidence holds together.
    """
    links = {(i, j): evidence.link(i, j) for i in one for j in other}
    known = [bits for bits in links.values() if bits is not None]
    ruled_out = [pair for pair, bits in links.items() if bits is None]
    if ruled_out:
        sketches = evidence.sketches
        misplaced = all(blocking.only_elsewhere(sketches[i], sketches[j]) for i, j in ruled_out)
        if not misplaced or len(ruled_out) > len(known) or max(known) < OVERWHELMING:
            return None
    return sum(known) // len(known)


def near_enough(one: Sequence[int], other: Sequence[int], *, evidence: Evidence) -> bool:
    """Whether the closest pair of two groups reaches `JOIN`, or `FAIR` where one of the two is not mere news.

    News that names no day is the likelier to tell of the next attack of its sort.
    """
    if closest(one, other, evidence=evidence) >= JOIN:
        return True
    vague = {i for i in (*one, *other) if comparing.fresh(evidence.sketches[i])}
    return any((evidence.link(i, j) or DROPPED) >= FAIR and not {i, j} <= vague for i in one for j in other)


def closest(one: Sequence[int], other: Sequence[int], *, evidence: Evidence) -> int:
    """Evidence of the closest pair of two groups."""
    return max(
        (bits for i in one for j in other if (bits := evidence.link(i, j)) is not None), default=DROPPED
    )


def attach(background: Sequence[int], told: list[list[int]], *, evidence: Evidence) -> list[int]:
    """Adds background to the incident that it clearly recalls; what fits none, or two alike, is returned."""
    cores = [list(cluster) for cluster in told]
    owners = owned(cores)
    salient = [salience(core, evidence) for core in cores]

    def fits(i: int) -> list[tuple[int, int]]:
        scores = (
            (None if score is None else score + salient[n], n)
            for n in near([i], owners, evidence=evidence)
            for score in [likeness(i, cores[n], evidence=evidence)]
        )
        return sorted(((score, n) for score, n in scores if score is not None), key=lambda x: (-x[0], x[1]))

    ranked = sorted(((fits(i), i) for i in background), key=lambda x: (-x[0][0][0] if x[0] else 0, x[1]))
    left = []
    for scores, i in ranked:
        best, rivals = runners_up(scores, cores, evidence=evidence)
        odds = 2 ** (best / 1000) / (1 + sum(2 ** (score / 1000) for score in rivals))
        sure = best >= FAIR and best - max(rivals, default=DROPPED) >= MARGIN
        clear = sure or (best >= LIKELY and odds >= 2 ** (LIKELY / 1000))
        if clear and fitting(i, told[scores[0][1]], evidence=evidence):
            told[scores[0][1]].append(i)
        else:
            left.append(i)
    return sorted(left)


def runners_up(
    scores: Sequence[tuple[int, int]], cores: Sequence[Sequence[int]], *, evidence: Evidence
) -> tuple[int, list[int]]:
    """The best score, and those of incidents that come into question and cannot be the same as the best."""
    if not scores:
        return DROPPED, []
    best, first = scores[0]
    rivals = []
    for score, n in scores[1:]:
        if closest(cores[first], cores[n], evidence=evidence) < HOLD:
            rivals.append(score)
    return best, rivals


def fitting(i: int, cluster: Sequence[int], *, evidence: Evidence) -> bool:
    """Whether the report of the event does not tell it apart from another of the incident."""
    own = evidence.sketches[i].event.report_id
    same = (k for k in cluster if evidence.sketches[k].event.report_id == own)
    return all(evidence.link(i, k) is not None for k in same)


def likeness(i: int, core: Sequence[int], *, evidence: Evidence) -> int | None:
    """Evidence that an event recalls an incident: half the mean, half the closest report of it.

    `None` where a report of it rules that out, unless the evidence of another is overwhelming.
    """
    links = [evidence.link(i, k) for k in core]
    known = [bits for bits in links if bits is not None]
    if not known or (len(known) < len(links) and max(known) < OVERWHELMING):
        return None
    return (sum(known) // len(known) + max(known)) // 2


def reports_of(core: Sequence[int], evidence: Evidence) -> set[str]:
    """The reports that tell an incident."""
    return {evidence.sketches[i].event.report_id for i in core}


def decisions(
    cluster: Sequence[int], others: Sequence[Sequence[int]], *, evidence: Evidence
) -> list[tuple[int, Decision]]:
    """The decisions for one incident; its oldest event opens it, or is held against one of `others`."""
    rival = held_against(cluster, others, evidence=evidence)
    incident = incident_id(evidence.sketches[cluster[0]])
    made = []
    for i in cluster:
        event = evidence.sketches[i].event
        act: Act = "join" if event.told_as == "news" else "recall"
        compared: Sequence[int] = [k for k in cluster if k != i]
        candidate = None
        if i == cluster[0]:
            act, compared = ("hold", rival) if rival else ("open", ())
            candidate = incident_id(evidence.sketches[rival[0]]) if rival else None
        reasons = why(i, compared, evidence=evidence)
        decision = Decision(
            act=act, event_id=event.id, incident_id=incident, reasons=reasons, candidate_id=candidate
        )
        made.append((i, decision))
    return made


def held_against(
    cluster: Sequence[int], others: Sequence[Sequence[int]], *, evidence: Evidence
) -> Sequence[int] | None:
    """The incident that this one may be part of, or `None`; the younger or recalled one of a pair is held."""
    best: tuple[int, int] | None = None
    own = rank(cluster, evidence)
    enough = LEAN if own[1] else HOLD
    for n, other in enumerate(others):
        if rank(other, evidence) > own:
            continue
        scores = [leaning(i, other, evidence=evidence) for i in cluster]
        if None in scores:
            continue
        score = sum(one for one in scores if one is not None) // len(scores)
        if score + salience(other, evidence) >= enough and (best is None or score > best[0]):
            best = (score, n)
    return others[best[1]] if best else None


def leaning(i: int, core: Sequence[int], *, evidence: Evidence) -> int | None:
    """As `likeness`, but a few reports of the incident may rule it out: a person looks at it anyway."""
    links = [evidence.link(i, k) for k in core]
    known = [bits for bits in links if bits is not None]
    if len(links) - len(known) > len(links) * MOST_RULED_OUT:
        return None
    return (sum(known) // len(known) + max(known)) // 2


def salience(core: Sequence[int], evidence: Evidence) -> int:
    """What is told by many reports is what a vague one most likely means."""
    return min(MOST_SALIENT, round(SALIENCE * log2(len(reports_of(core, evidence)))))


def rank(cluster: Sequence[int], evidence: Evidence) -> tuple[bool, bool, int]:
    """Sorting key of incidents: those told as news first, fragments after what is told whole, then by age."""
    fragment = all(evidence.sketches[i].bare for i in cluster)
    return not any(evidence.news(i) for i in cluster), fragment, cluster[0]


def why(i: int, others: Sequence[int], *, evidence: Evidence) -> tuple[Reason, ...]:
    """The terms of the comparison with the closest of `others`, or one plain reason where nothing is near."""
    scored = [(bits, -k) for k in others if (bits := evidence.link(i, k)) is not None]
    if not scored:
        return (Reason(term="new", bits=0.0, words="nothing on record is like it"),)
    closest_one = -max(scored)[1]
    return comparing.reasons(comparing.weigh(evidence.sketches[i], evidence.sketches[closest_one]))


def incident_id(oldest: Sketch) -> str:
    """Id of the incident that this event opens: the event's own, with another first letter."""
    return "i" + oldest.event.id[1:]
