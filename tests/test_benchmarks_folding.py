"""Pairs of reports are folded and scored as the benchmark says."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

from benchmarks import folding
from benchmarks.folding import Pair, best, figures, load
from tocsin import pipeline
from tocsin.values import Report

A = "A car bomb killed 17 people at a market in Kirkuk on Sunday."
B = "Police in Kirkuk said that the market car bomb on Sunday had killed 17."
C = "Gunmen shot dead two teachers in Quetta on Sunday."


def pair(a: str, b: str, *, label: str) -> Pair:
    day = date(2024, 5, 13)
    return Pair("p", label, Report(text=a, published=day), Report(text=b, published=day))


def test_two_tellings_of_one_bombing_are_folded_and_other_attacks_are_not() -> None:
    reader = pipeline.load_reader("rules")
    for told, wanted in ((B, True), (C, False)):
        one = pair(A, told, label="same")
        events = [pipeline.read(report, reader=reader) for report in (one.a, one.b)]
        assert folding.is_folded(one, *events) is wanted


def test_what_overlaps_in_part_counts_against_folding_it() -> None:
    found = [pair(A, B, label="same"), pair(A, C, label="part"), pair(A, C, label="same")]
    assert figures(found, [True, True, False]) == (50.0, 50.0, 50.0)
    assert best(found, [0.9, 0.1, 0.5]) == [True, False, True]


def test_a_text_that_is_not_the_annotated_one_is_refused(tmp_path: Path) -> None:
    sides = {
        side: {"id": text[:3], "date": "2024-05-13", "sha256": hashlib.sha256(text.encode()).hexdigest()}
        for side, text in (("a", A), ("b", B))
    }
    pairs, items = tmp_path / "pairs.jsonl", tmp_path / "items.jsonl"
    pairs.write_text(json.dumps({"id": "p1", "label": "same", **sides}) + "\n")
    items.write_text("".join(json.dumps({"id": t[:3], "text": t}) + "\n" for t in (A, B)))
    (one,) = load(pairs, items=items)
    assert (one.a.text, one.b.text) == (A, B)
    items.write_text("".join(json.dumps({"id": t[:3], "text": t + "!"}) + "\n" for t in (A, B)))
    with pytest.raises(SystemExit, match="not the text"):
        list(load(pairs, items=items))
    with pytest.raises(SystemExit, match="--items"):
        list(load(pairs, items=None))
