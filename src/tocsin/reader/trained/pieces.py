"""Text → word pieces of the encoder, with the characters that each piece stands for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tokenizers import BertWordPieceTokenizer

MODEL = Path(__file__).parents[2] / "data" / "model"
START, END, PAD = 101, 102, 0  # ids of [CLS], [SEP] and [PAD] in the vocabulary


class Pieces(NamedTuple):
    """Word pieces of one text: `ids`, and `starts` and `ends` in code points, half-open."""

    ids: list[int]
    starts: list[int]
    ends: list[int]

    def cover(self, start: int, end: int) -> tuple[int, int]:
        """Indices (half-open) of the pieces that stand for any of the characters `start` to `end`."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)


@cache
def tokenizer() -> BertWordPieceTokenizer:
    """The tokenizer of the encoder, made of its vocabulary."""
    return BertWordPieceTokenizer(str(MODEL / "vocabulary.txt"), lowercase=True)


def cut(text: str) -> Pieces:
    """The word pieces of a text, without the marks for its start and end."""
    encoded = tokenizer().encode(text, add_special_tokens=False)
    offsets = encoded.offsets
    return Pieces(encoded.ids, [start for start, _ in offsets], [end for _, end in offsets])
