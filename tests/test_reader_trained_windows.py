"""Windows answer for every piece of a report once, and never hold more than the encoder takes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tocsin.reader.trained import windows
from tocsin.reader.trained.pieces import Pieces
from tocsin.values import Sentence

lengths = st.lists(st.integers(1, 90), min_size=0, max_size=40)


def report(sizes: list[int]) -> tuple[Pieces, tuple[Sentence, ...]]:
    """A report of one-letter pieces in sentences of these sizes."""
    total = sum(sizes)
    ends = [sum(sizes[: n + 1]) for n in range(len(sizes))]
    sentences = tuple(
        Sentence(start=end - size, end=end, tokens=(), lowers=(), paragraph=0)
        for size, end in zip(sizes, ends, strict=True)
    )
    return Pieces([7] * total, list(range(total)), list(range(1, total + 1))), sentences


@given(lengths, st.sampled_from((200, 256, 512)))
def test_every_piece_is_answered_for_once_and_no_window_is_too_long(sizes: list[int], budget: int) -> None:
    pieces, sentences = report(sizes)
    found = windows.cut(pieces, sentences, budget=budget)
    assert [p for w in found for p in range(w.first, w.last)] == list(range(len(pieces.ids)))
    for window in found:
        assert len(window.pieces) <= budget - 2
        assert set(range(window.first, window.last)) <= set(window.pieces)
        assert list(window.pieces) == sorted(set(window.pieces))


def test_later_windows_begin_with_the_opening_of_the_report() -> None:
    pieces, sentences = report([20] * 50)
    first, second, *_ = windows.cut(pieces, sentences, budget=512)
    assert first.pieces[0] == 0
    assert second.pieces[: windows.OPENING] == tuple(range(windows.OPENING))
    assert second.first in [sentence.start for sentence in sentences]
