"""Scores over word pieces become stretches of text that are whole words."""

from __future__ import annotations

import numpy as np

from tocsin import phrasing, splitting
from tocsin.reader.trained import pieces, tagging
from tocsin.reader.trained.features import KINDS

TEXT = 'Gunmen "stormed" Al-Hasakah, and left.'
CLAUSES = phrasing.chunk(TEXT, splitting.split(TEXT))
WORDS = tagging.Words(CLAUSES)
CUT = pieces.cut(TEXT)


def scores(width: int, tags: dict[int, int]) -> np.ndarray:
    """Score 9 for the given tag of each named piece, and for tag 0 of all others."""
    table = np.zeros((len(CUT.ids), width), dtype=np.float32)
    for piece in range(len(CUT.ids)):
        table[piece, tags.get(piece, 0)] = 9.0
    return table


def piece_at(words: str) -> int:
    return CUT.cover(TEXT.index(words), TEXT.index(words) + 1)[0]


def test_a_trigger_has_the_kind_of_its_pieces_and_the_words_around_them() -> None:
    kind = KINDS.index("storming")
    (found,) = tagging.triggers(scores(43, {piece_at("stormed"): 1 + 2 * kind}), CUT, words=WORDS)
    assert (found.kind, TEXT[found.start : found.end]) == ("storming", "stormed")
    assert found.score > 0.9


def test_a_trigger_that_is_no_content_word_is_none() -> None:
    assert tagging.triggers(scores(43, {piece_at("and"): 1}), CUT, words=WORDS) == []
    assert tagging.triggers(np.zeros((0, 43), dtype=np.float32), pieces.cut(""), words=WORDS) == []


def test_fillers_grow_to_whole_words_and_lose_marks_at_their_ends() -> None:
    role = 3 * tagging.ROLES.index("target")
    table = np.zeros((len(CUT.ids), 12), dtype=np.float32)
    table[:, ::3] = 9.0
    inside = piece_at("Hasakah")
    for at in (inside, CUT.cover(TEXT.index(","), TEXT.index(",") + 1)[0]):
        table[at, role], table[at, role + 2] = 0.0, 9.0
    found = tagging.fillers(table, CUT, words=WORDS)
    assert [(f.sort, TEXT[f.start : f.end]) for f in found if f.sort == "target"] == [
        ("target", "Al-Hasakah")
    ]


def test_no_filler_ends_in_a_preposition_a_conjunction_or_an_article() -> None:
    text = "A commander of the brigade and a guard spoke."
    words = tagging.Words(phrasing.chunk(text, splitting.split(text)))
    for ending in ("of", "of the", "of the brigade and", "of the brigade and a"):
        start, end = 0, text.index(ending) + len(ending)
        found = words.snap(start, end)
        assert found is not None and text[slice(*found)] in ("A commander", "A commander of the brigade")
    behind = words.snap(text.index("of the"), text.index("brigade") + len("brigade"))
    assert behind is not None and text[slice(*behind)] == "the brigade"
    alone = text.index(" and ") + 1
    assert words.snap(alone, alone + 3) is None


def test_runs_are_cut_where_one_begins() -> None:
    inside, begins = np.array([1, 1, 0, 1, 1], dtype=bool), np.array([1, 0, 0, 1, 1], dtype=bool)
    assert list(tagging.runs(inside, begins)) == [(0, 2), (3, 4), (4, 5)]


def test_softmax_gives_shares_that_add_up_to_one() -> None:
    shares = tagging.softmax(np.array([[1000.0, 0.0], [0.0, 0.0]]))
    assert np.allclose(shares, [[1.0, 0.0], [0.5, 0.5]])
