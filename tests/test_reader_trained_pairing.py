"""How a happening and a filler lie to one another, as the network is told."""

from __future__ import annotations

import numpy as np

from tocsin.reader.trained import pairing
from tocsin.reader.trained.pairing import Filler, Rules

STARTS = [0, 100, 200]
NOTHING = Rules([], [])


def test_rows_hold_zeros_and_ones_and_one_sort_gap_and_distance_each() -> None:
    fillers = [Filler("by", 0, 10), Filler("count", 150, 153, 0), Filler("place", 260, 270, 1)]
    table = pairing.compare([(20, 25), (210, 216)], fillers, starts=STARTS, rules=NOTHING)
    assert table.shape == (2, 3, pairing.WIDTH)
    assert set(np.unique(table)) <= {0.0, 1.0}
    sorts, gaps = len(pairing.SORTS), len(pairing.GAPS)
    assert (table[..., :sorts].sum(axis=-1) == 1).all()
    assert (table[..., sorts : sorts + gaps].sum(axis=-1) == 1).all()


def test_what_the_rules_reader_tied_is_marked_for_its_own_trigger_only() -> None:
    rules = Rules([(20, 25)], [[("doer claimed", 2, 6)]])
    fillers = [Filler("by", 0, 10), Filler("by", 12, 18)]
    table = pairing.compare([(20, 25), (210, 216)], fillers, starts=STARTS, rules=rules)
    marked = table[..., -3 - len(pairing.LINKS) + pairing.LINKS.index("doer claimed")]
    assert marked.tolist() == [[1.0, 0.0], [0.0, 0.0]]


def test_only_the_nearest_trigger_is_marked_as_such() -> None:
    table = pairing.compare([(20, 25), (210, 216)], [Filler("by", 0, 10)], starts=STARTS, rules=NOTHING)
    assert table[:, 0, -2].tolist() == [1.0, 0.0]
    assert table[:, 0, -1].tolist() == [0.0, 0.0]
    alone = pairing.compare([(20, 25)], [Filler("by", 0, 10)], starts=STARTS, rules=NOTHING)
    assert alone[:, 0, -1].tolist() == [1.0]


def test_nothing_to_compare_gives_an_empty_table() -> None:
    assert pairing.compare([], [], starts=STARTS, rules=NOTHING).shape == (0, 0, pairing.WIDTH)
