"""Which numbers belong to which happening, and one figure for killed, injured and taken."""

from __future__ import annotations

from collections.abc import Sequence

from ..values import Clause, Count
from . import tolls
from .finding import Draft
from .joining import NEAR
from .tolls import Toll

TAKING = frozenset(("abduction", "raid", "crackdown", "hijacking", "storming", "capture", "protest", "riot"))
NO_TOLL = frozenset(("sanction", "threat", "agreement", "mobilization"))
MORE = frozenset("also another".split())


def share(
    drafts: Sequence[Draft], clauses: Sequence[Clause], *, counts: dict[int, list[Count]]
) -> list[list[Toll]]:
    """The tolls of each draft: the nearest ones in its sentences, and those of a sentence after it.

    A sentence after it counts if it tells of no other happening ("More than 100 people were killed.").
    """
    found: list[list[Toll]] = [[] for _ in drafts]
    told: dict[int, list[tuple[int, int]]] = {}
    for number, draft in enumerate(drafts):
        if draft.kind not in NO_TOLL:
            for telling in draft.tellings:
                told.setdefault(telling.clause.number, []).append((telling.first, number))
    silent = {telling.clause.number for draft in drafts for telling in draft.tellings}
    for sentence in sorted(told):
        for toll in tolls.find(clauses[sentence], counts.get(sentence, ())):
            _, owner = min(told[sentence], key=lambda entry: abs(entry[0] - toll.at))
            found[owner].append(toll)
        following = sentence + 1
        while following < len(clauses) and following not in silent and following <= sentence + NEAR:
            silent.add(following)
            _, owner = max(told[sentence])
            found[owner].extend(tolls.find(clauses[following], counts.get(following, ())))
            following += 1
    return found


def told_by(toll: Toll, draft: Draft) -> bool:
    """True when the toll's word belongs to the trigger or the plan itself ("tried to kill the governor")."""
    return toll.clause.number == draft.clause.number and draft.segment[0] <= toll.at < draft.segment[1]


def total(slot: str, counted: Sequence[Toll], *, draft: Draft) -> Count | None:
    """One figure for a slot: different words of one sentence add up, a repeated toll counts once."""
    if (slot == "taken" and draft.kind not in TAKING) or draft.stage == "threatened":
        return None
    mine = [
        toll
        for toll in counted
        if toll.slot == slot and not (draft.stage == "attempted" and told_by(toll, draft))
    ]
    if not mine:
        for telling in draft.tellings:
            for name, zero in tolls.no_casualties(telling.clause):
                if name == slot:
                    return zero
        return None
    best = max((toll.figure for toll in mine), key=lambda count: (count.low, count.high is not None))
    more = [
        t.figure
        for t in mine
        if t.figure is not best and not MORE.isdisjoint(t.clause.lowers[max(0, t.at - 6) : t.at])
    ]
    if not more:
        return best
    high = (
        None
        if best.high is None or any(c.high is None for c in more)
        else best.high + sum(c.high or 0 for c in more)
    )
    spans = tuple(span for count in (best, *more) for span in count.spans)
    return Count(low=best.low + sum(count.low for count in more), high=high, spans=spans)
