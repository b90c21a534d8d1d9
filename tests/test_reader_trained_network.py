"""The arithmetic of the heads, and that the same report is always seen the same way."""

from __future__ import annotations

import math

import numpy as np

from tocsin import splitting
from tocsin.reader.trained import features, pieces, windows
from tocsin.reader.trained.network import QUESTIONS, gelu, kept, padded, shipped, slices
from tocsin.reader.trained.windows import Window


def test_gelu_follows_the_error_function() -> None:
    values = np.linspace(-6, 6, 401)
    exact = [0.5 * x * (1 + math.erf(x / math.sqrt(2))) for x in values]
    assert np.abs(gelu(values) - exact).max() < 1e-6


def test_slices_lie_side_by_side() -> None:
    found = slices(QUESTIONS)
    assert [found[name].stop - found[name].start for name in QUESTIONS] == list(QUESTIONS.values())
    assert max(part.stop for part in found.values()) == sum(QUESTIONS.values())


def test_a_window_answers_only_for_its_own_pieces() -> None:
    window = Window((0, 1, 5, 6, 7), 6, 8)
    rows = np.arange(7)[:, None]
    states, whole = kept(window, rows)
    assert states[:, 0].tolist() == [4, 5]  # row 0 is the mark for the start
    assert whole.tolist() == [[0]]


def test_windows_of_unlike_length_are_filled_up() -> None:
    cut = pieces.Pieces([11, 12, 13], [0, 1, 2], [1, 2, 3])
    table = np.ones((3, 2), dtype=np.float32)
    ids, mask, shown = padded([(cut, table, Window((0, 1, 2), 0, 3)), (cut, table, Window((2,), 2, 3))])
    assert ids.tolist() == [[101, 11, 12, 13, 102], [101, 13, 102, 0, 0]]
    assert mask.tolist() == [[1, 1, 1, 1, 1], [1, 1, 1, 0, 0]]
    assert shown.sum() == 4 * 2


def test_the_same_text_is_seen_the_same_way_every_time() -> None:
    text = "A car bomb killed nine soldiers in Mosul on Friday. " * 60
    cut = pieces.cut(text)
    table = np.zeros((len(cut.ids), len(features.NAMES)), dtype=np.float32)
    parts = windows.cut(cut, splitting.split(text))
    assert len(parts) > 1
    first, second = (shipped().see(cut, shown=table, windows=parts) for _ in range(2))
    assert np.array_equal(first.states, second.states)
    assert len(first.states) == len(first.tags) == len(first.roles) == len(first.whole) == len(cut.ids)
