"""How far answered records agree with gold records, slot by slot.

Events of a report are paired one to one so that the most slots agree. A slot earns 1 for right, 0.5 for
partly right, 0 else; recall is earned / gold fillers, precision earned / answered fillers, so that an
event with no partner counts all its fillers as missed or wrong. Ties go to the later filler, as in the
reference scorer, so that both give the same numbers.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Record = Mapping[str, Any]  # one event of `docs/record.md`, as JSON

FAMILIES = {
    "attack": "armed_attack bombing shelling air_strike storming sabotage shootdown abduction hijacking "
    "sexual_violence",
    "fight": "armed_clash capture",
    "state": "raid crackdown",
    "crowd": "protest riot",
    "strategic": "threat mobilization withdrawal sanction agreement",
}
FAMILY = {kind: family for family, kinds in FAMILIES.items() for kind in kinds.split()}
SMALL_WORDS = frozenset(
    (
        "a", "an", "the", "this", "that", "these", "those", "his", "her", "its", "their", "our", "some",
        "several", "many", "in", "of", "at", "on", "by", "and", "or", "to", "for", "with", "from",
        "u", "s", "us",
    )
)  # fmt: skip
SPACED = str.maketrans(dict.fromkeys(string.punctuation, " "))
SLOTS = (
    "kind", "stage", "told_as", "first", "last", "country", "place", "by", "by_as", "target", "weapon",
    "killed", "injured", "taken", "source",
)  # fmt: skip
WHO_WHAT = ("by", "target", "weapon")
EXTRA_WORDS = 2  # a longer wording with the same head is still right up to so many words more


@dataclass(slots=True)
class Tally:
    """Credit earned, fillers answered and gold fillers of one slot; `recall`, `precision`, `f` in percent."""

    earned: float = 0.0
    answered: int = 0
    gold: int = 0

    @property
    def recall(self) -> float:
        return 100 * self.earned / self.gold if self.gold else 0.0

    @property
    def precision(self) -> float:
        return 100 * self.earned / self.answered if self.answered else 0.0

    @property
    def f(self) -> float:
        r, p = self.recall, self.precision
        return 2 * r * p / (r + p) if r + p else 0.0

    def row(self) -> tuple[float, float, float]:
        return self.recall, self.precision, self.f


@dataclass(slots=True)
class Score:
    """Tallies per slot and of events; `accused` as fact, and how many of them `wrongly`."""

    slots: dict[str, Tally] = field(default_factory=lambda: {slot: Tally() for slot in SLOTS})
    events: Tally = field(default_factory=Tally)
    accused: int = 0
    wrongly: int = 0

    def over(self, slots: Iterable[str]) -> Tally:
        """One tally over several slots."""
        parts = [self.slots[slot] for slot in slots]
        return Tally(sum(p.earned for p in parts), sum(p.answered for p in parts), sum(p.gold for p in parts))


def score(gold: Mapping[str, Sequence[Record]], answers: Mapping[str, Sequence[Record]]) -> Score:
    """Score of `answers` against `gold`, both by report id; reports that gold lacks do not count."""
    total = Score()
    for report, golds in gold.items():
        given = answers.get(report, ())
        for i, j, earned in pairs(given, golds):
            total.events.earned += earned["kind"]
            for slot in SLOTS:
                total.slots[slot].earned += earned[slot]
            count_accusations(total, given[i], gold=golds[j])
        total.events.answered += len(given)
        total.events.gold += len(golds)
        for event in given:
            for slot, values in fillers(event).items():
                total.slots[slot].answered += len(values)
        for event in golds:
            for slot, values in fillers(event).items():
                total.slots[slot].gold += len(values)
    return total


def count_accusations(total: Score, answer: Record, *, gold: Record) -> None:
    """Adds the perpetrators that `answer` states as fact, and those that `gold` does not."""
    fact = [b["text"] for b in gold.get("by", ()) if b["as"] in ("stated", "claimed")]
    for named in answer.get("by", ()):
        if named["as"] == "stated":
            total.accused += 1
            total.wrongly += not any(text_credit(named["text"], text) for text in fact)


def pairs(answers: Sequence[Record], golds: Sequence[Record]) -> list[tuple[int, int, dict[str, float]]]:
    """Which answer stands for which gold event, best first, with the credit of each slot."""
    open_pairs = []
    for i, a in enumerate(answers):
        for j, g in enumerate(golds):
            earned = slot_credits(a, g)
            exact = earned["kind"] == 1
            akin = earned["kind"] > 0 and (earned["target"] or earned["by"] or earned["place"])
            if exact or akin:
                open_pairs.append((sum(earned.values()), i, j, earned))
    chosen: list[tuple[int, int, dict[str, float]]] = []
    for _, i, j, earned in sorted(open_pairs, key=lambda row: -row[0]):
        if all(i != a and j != g for a, g, _ in chosen):
            chosen.append((i, j, earned))
    return chosen


def slot_credits(answer: Record, gold: Record) -> dict[str, float]:
    """Credit of each slot of one pair of events."""
    a, g = fillers(answer), fillers(gold)
    return {slot: best_sum(slot, a[slot], golds=g[slot]) for slot in SLOTS}


def best_sum(slot: str, answers: Sequence[Any], *, golds: Sequence[Any]) -> float:
    """Sum of credit when each filler is used at most once, the best pairs first."""
    table = sorted(
        ((credit(slot, a, gold=g), i, j) for i, a in enumerate(answers) for j, g in enumerate(golds)),
        reverse=True,
    )
    used_answers: set[int] = set()
    used_golds: set[int] = set()
    total = 0.0
    for earned, i, j in table:
        if earned > 0 and i not in used_answers and j not in used_golds:
            used_answers.add(i)
            used_golds.add(j)
            total += earned
    return total


def fillers(event: Record) -> dict[str, list[Any]]:
    """The fillers of each slot of one record; an empty list where the record says nothing."""
    when, where = event.get("when") or {}, event.get("where") or {}
    single = {
        "kind": event["kind"], "stage": event["stage"], "told_as": event["told_as"],
        "first": when.get("first"), "last": when.get("last"),
        "country": where.get("country"), "place": where.get("name"),
        "killed": event.get("killed"), "injured": event.get("injured"), "taken": event.get("taken"),
    }  # fmt: skip
    found = {slot: [] if value in (None, "") else [value] for slot, value in single.items()}
    by = event.get("by", ())
    return found | {
        "by": [b["text"] for b in by],
        "by_as": [(b["text"], b["as"]) for b in by],
        "target": [t["text"] for t in event.get("targets", ())],
        "weapon": list(event.get("weapons", ())),
        "source": list(event.get("sources", ())),
    }


def credit(slot: str, answer: Any, *, gold: Any) -> float:
    """Credit of one filler against one gold filler of the same slot: 0, 0.5 or 1."""
    if slot == "kind":
        return 1.0 if answer == gold else 0.5 if FAMILY.get(answer) == FAMILY.get(gold) else 0.0
    if slot in ("stage", "told_as", "country"):
        return float(answer == gold)
    if slot in ("first", "last"):
        apart = abs((date.fromisoformat(answer) - date.fromisoformat(gold)).days)
        return 1.0 if apart == 0 else 0.5 if apart == 1 else 0.0
    if slot in ("killed", "injured", "taken"):
        return count_credit(answer, gold)
    if slot == "by_as":
        return text_credit(answer[0], gold[0]) if answer[1] == gold[1] else 0.0
    return text_credit(answer, gold)


def count_credit(answer: Sequence[int | None], gold: Sequence[int | None]) -> float:
    """1 for the same bounds, 0.5 where one known bound is the same."""
    if list(answer) == list(gold):
        return 1.0
    return 0.5 if answer[0] == gold[0] or (answer[1] is not None and answer[1] == gold[1]) else 0.0


def text_credit(answer: str, gold: str) -> float:
    """1 for the same words or the same head with few words more; 0.5 where half of the shorter is shared."""
    a, g = words(answer), words(gold)
    if a == g:
        return 1.0
    in_a, in_g = set(a), set(g)
    shared = in_a & in_g
    if not shared:
        return 0.0
    if shared in (in_a, in_g) and a[-1] == g[-1] and abs(len(a) - len(g)) <= EXTRA_WORDS:
        return 1.0
    return 0.5 if len(shared) * 2 >= min(len(in_a), len(in_g)) else 0.0


def words(text: str) -> list[str]:
    """The telling words of `text` in lower case; all of it where nothing else is left."""
    lower = text.lower()
    return [w for w in lower.translate(SPACED).split() if w not in SMALL_WORDS] or lower.translate(
        SPACED
    ).split()
