"""The record scorer: small invented cases, and the same numbers as the reference scorer where it is there."""

from __future__ import annotations

import copy
import importlib.util
import os
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from benchmarks.scoring import SLOTS, count_credit, score, text_credit

REFERENCE = Path(os.environ.get("TOCSIN_SHARED", "")) / "tools" / "score_records.py"


def event(**changes: Any) -> dict[str, Any]:
    made = {
        "kind": "armed_attack", "stage": "done", "told_as": "news", "aggregate": False, "trigger": "shot",
        "when": {"first": "2020-01-05", "last": "2020-01-05", "text": "Sunday"},
        "where": {"country": "KEN", "name": "Garissa", "text": "Garissa"},
        "by": [{"text": "Gunmen", "as": "stated", "says": None}],
        "targets": [{"text": "two teachers", "what": "people", "effect": None}],
        "weapons": [], "killed": [2, 2], "injured": None, "taken": None, "sources": ["police"],
    }  # fmt: skip
    return made | changes


def test_the_gold_record_itself_scores_everything() -> None:
    result = score({"a": [event()]}, {"a": [event()]})
    assert result.over(SLOTS).row() == (100.0, 100.0, 100.0)
    assert (result.accused, result.wrongly) == (1, 0)


def test_a_missing_report_costs_recall_and_an_extra_event_costs_precision() -> None:
    assert score({"a": [event()]}, {}).events.recall == 0
    doubled = score({"a": [event()]}, {"a": [event(), event()]})
    assert doubled.events.row()[:2] == (100.0, 50.0)


def test_a_kind_of_the_same_family_earns_half_only_where_something_else_agrees() -> None:
    bombing = event(kind="bombing")
    assert score({"a": [event()]}, {"a": [bombing]}).events.earned == 0.5
    stranger = event(kind="bombing", by=[], targets=[], where=None)
    assert score({"a": [event()]}, {"a": [stranger]}).events.earned == 0


def test_stating_as_fact_what_gold_only_suspects_is_a_false_accusation() -> None:
    gold = event(by=[{"text": "Al-Shabaab", "as": "suspected", "says": None}])
    answer = event(by=[{"text": "Al-Shabaab", "as": "stated", "says": None}])
    result = score({"a": [gold]}, {"a": [answer]})
    assert (result.wrongly, result.accused) == (1, 1)
    assert result.slots["by"].earned == 1 and result.slots["by_as"].earned == 0


@pytest.mark.parametrize(
    ("answer", "gold", "credit"),
    [
        ("the two teachers", "two teachers", 1.0),
        ("two primary school teachers", "two teachers", 1.0),
        ("teachers from Garissa", "two teachers", 0.5),
        ("a bus", "two teachers", 0.0),
    ],
)
def test_texts_agree_by_their_telling_words(answer: str, gold: str, credit: float) -> None:
    assert text_credit(answer, gold) == credit


def test_counts_earn_half_for_one_right_bound() -> None:
    assert count_credit([5, None], [5, 5]) == 0.5
    assert count_credit([4, None], [5, None]) == 0.0
    assert count_credit([3, 7], [5, 7]) == 0.5


@pytest.mark.skipif(not REFERENCE.exists(), reason="set TOCSIN_SHARED to compare with the reference scorer")
def test_our_numbers_are_the_reference_scorers() -> None:
    reference = load(REFERENCE)
    rng = random.Random(5)
    gold = {str(n): [varied(rng) for _ in range(rng.randint(0, 3))] for n in range(80)}
    answers = {
        name: [varied(rng) if rng.random() < 0.4 else e for e in events] for name, events in gold.items()
    }
    slots, events, accused = reference.score(gold, answers)
    ours = score(gold, answers)
    assert {s: [t.earned, t.answered, t.gold] for s, t in ours.slots.items()} == dict(slots)
    assert [ours.events.earned, ours.events.answered, ours.events.gold] == events
    assert [ours.wrongly, ours.accused] == accused


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def varied(rng: random.Random) -> dict[str, Any]:
    made = copy.deepcopy(event())
    made["kind"] = rng.choice(["armed_attack", "bombing", "armed_clash", "raid"])
    made["by"] = rng.choice(
        [[], made["by"], [{"text": "armed gunmen", "as": rng.choice(["suspected", "stated"]), "says": None}]]
    )
    made["targets"] = rng.choice([[], made["targets"], [{"text": "teachers"}, {"text": "a school bus"}]])
    made["killed"] = rng.choice([None, [2, 2], [2, None], [0, 0]])
    made["where"] = rng.choice([None, made["where"], {"country": "KEN", "name": None}])
    made["when"] = rng.choice([made["when"], {"first": None, "last": "2020-01-06"}])
    return made
