"""A mere attack is of the kind that its means say."""

from __future__ import annotations

import pytest

from tocsin.reader.trained.kinds import by_means
from tocsin.values import Span


@pytest.mark.parametrize(
    ("kind", "words", "settled"),
    [
        ("armed_attack", ("tore into", "missiles from a drone"), "air_strike"),
        ("armed_attack", ("hit", "three rockets"), "shelling"),
        ("armed_attack", ("rammed", "an explosive-laden car"), "bombing"),
        ("armed_attack", ("shooting", "a gun", "pipe bombs"), "armed_attack"),
        ("armed_attack", ("hit", "two F-16s"), "air_strike"),
        ("armed_clash", ("fighting", "artillery"), "armed_clash"),
    ],
)
def test_the_means_settle_the_kind_of_a_mere_attack(kind: str, words: tuple[str, ...], settled: str) -> None:
    spans = [Span(start=0, end=len(one), text=one) for one in words]
    assert by_means(kind, spans) == settled
