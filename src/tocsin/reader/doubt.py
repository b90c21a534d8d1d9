"""How far the grammar can be trusted when it names a doer: below the threshold the record says `suspected`.

A logistic score over plain features of the telling, fitted on the annotated training reports
(`training/fit_doubt.py`); a wrong accusation is worse than a missing one.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from ..values import Actor, Chunk
from .finding import Draft
from .tolls import is_passive

NAMELESS = "nameless"  # "gunmen", "pirates": a class of people, of no state and with no sponsor
NAMELESS_LEAST = 0.9  # trust that is enough for them; set by hand, 2026-11-22
WEIGHTS = Path(__file__).parent.parent / "data" / "lexicons" / "doubt.toml"


def features(
    draft: Draft, telling: Draft, *, chunk: Chunk, identify: Callable[[str], Actor | None]
) -> tuple[str, ...]:
    """Names of the features that hold for the doer `chunk` of one telling of a happening."""
    clause, trigger = telling.clause, telling.trigger
    passive = trigger.pos == "verb" and is_passive(clause, telling.first)
    gap = telling.first - chunk.last
    if trigger.pos == "verb":
        side = "by" if passive else "subject" if 0 <= gap <= 1 else "near subject" if 0 <= gap < 4 else "far"
    else:
        inside = any(c.first <= chunk.first and telling.first < c.last for c in clause.chunks)
        side = "owner" if inside else "beside noun"
    strength = "weak" if trigger.weak else "general" if trigger.general else "strong"
    actor = identify(clause.phrase(chunk).text)
    found = [
        f"{side} {strength}",
        f"who {actor.sort if actor else 'unknown'}",
        f"kind {draft.kind}",
        f"{side} {actor.sort if actor else 'unknown'}",
    ]
    checks = {
        NAMELESS: actor is not None and actor.sort == "class" and not (actor.state or actor.sponsor),
        "recalled": draft.background,
        "other part": telling is not draft,
        "other sentence": telling.clause.number != draft.clause.number,
        "other kind": telling.kind != draft.kind,
        "not first sentence": draft.clause.number > 0,
        "not done": draft.stage != "done",
        "capital": any(t.capital for t in clause.sentence.tokens[max(1, chunk.first) : chunk.last]),
        "long phrase": chunk.last - chunk.first > 5,
        "pronoun-like": clause.lowers[chunk.first] in ("its", "their", "his", "both", "other", "the")
        and not actor,
        "after break": telling.segment[0] > 0,
        "many parts": len(draft.tellings) > 3,
        "past gap": "," in clause.lowers[chunk.last : telling.first],
    }
    found.extend(name for name, holds in checks.items() if holds)
    return tuple(found)


@cache
def weights() -> tuple[dict[str, float], float, float]:
    """Weight of each feature, the bias, and the least trust at which a doer is stated."""
    if not WEIGHTS.exists():
        return {}, 10.0, 0.0
    raw = tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))
    return raw["weights"], raw["bias"], raw["threshold"]


def trust(names: tuple[str, ...]) -> float:
    """Probability, as fitted, that a doer with these features is one that the report states."""
    table, bias, _ = weights()
    score = bias + sum(table.get(name, 0.0) for name in names)
    return 1.0 / (1.0 + math.exp(-score))


def trusted(names: tuple[str, ...]) -> bool:
    """True when the doer may be stated; less trust will do for "gunmen" and their like, who name nobody."""
    least = weights()[2]
    return trust(names) >= (min(least, NAMELESS_LEAST) if NAMELESS in names else least)
