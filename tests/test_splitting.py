"""Sentences and tokens: stops that end nothing, and offsets that give back the text."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tocsin.splitting import split


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split(text)]


def words(text: str) -> list[str]:
    return [text[t.start : t.end] for s in split(text) for t in s.tokens]


@pytest.mark.parametrize(
    "text",
    [
        "Gen. Omar Farid met Lt. Col. Sadik Rahman in the garrison.",
        "The U.S. Embassy in Tarvan was hit on Jan. 12 at 4 p.m. local time.",
        "The bomb was hidden in hut No. 2 of the camp.",
        "The home of G. K. Pillai was searched.",
        "Sen. Ana Ruiz and Rep. John Marsh, Jr. condemned it.",
        "St. Mary's church was burned by men of the Tarvan Trading Co. Ltd. depot.",
        "Some 2.5 million people fled the valley.",
        "Rebels shelled the slopes of Mt. Hura.",
        "The U.N. Security Council met on Dec. 3.",
        "Troops from Gov. Salim's guard, e.g. the 3rd Brigade, stayed.",
        "Mr. Hakim and Mrs. Hakim left; Dr. Lutfi stayed.",
    ],
)
def test_a_stop_of_an_abbreviation_an_initial_or_a_number_ends_no_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "parts",
    [
        ("Police came.", "They found a bomb."),
        ("Who fired?", "Nobody knows!", "The army is silent."),
        ("The rebels left the town on Monday.", "12 people died."),
        ("Shots were heard at 9 p.m.", "The guards fled."),
        ("He was flown to the U.S.", "It was his last journey."),
        ("“We are leaving.”", "The crowd cheered."),
        ('He said: "The shelling has stopped."', '"It is quiet," she said.'),
        ("The town fell...", "The army denied it."),
        ("The bomb killed two (one a child).", "A third died later."),
        ("The village was called Ura.", "Éva Sallai lived there."),
    ],
)
def test_a_sentence_ends_at_its_stop_with_the_quotation_marks_behind_it(parts: tuple[str, ...]) -> None:
    assert sentences(" ".join(parts)) == list(parts)


@pytest.mark.parametrize("gap", ["\n\n", "\r\n\r\n", "\n \t\n", "\n\n\n\n"])
def test_a_blank_line_ends_a_headline_that_has_no_stop(gap: str) -> None:
    text = f"Bomb kills two in Tarvan{gap}A bomb killed two people. Police came."
    assert sentences(text) == ["Bomb kills two in Tarvan", "A bomb killed two people.", "Police came."]
    assert [s.paragraph for s in split(text)] == [0, 1, 1]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_single_line_break_ends_no_sentence(newline: str) -> None:
    text = f"A bomb killed{newline}two people in Tarvan."
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a 15-year-old boy", ["a", "15-year-old", "boy"]),
        ("Iran-backed men at al-Asad", ["Iran-backed", "men", "at", "al-Asad"]),
        ("Iran's army", ["Iran", "'s", "army"]),
        ("Iran’s army", ["Iran", "’s", "army"]),
        ("Sana'a and Ta’izz", ["Sana'a", "and", "Ta’izz"]),
        ("the rebels' camp", ["the", "rebels", "'", "camp"]),
        ("1,200 of 2.5 at 10:30", ["1,200", "of", "2.5", "at", "10:30"]),
        ("the U.S. base", ["the", "U.S.", "base"]),
        ("“Run,” he said.", ["“", "Run", ",", "”", "he", "said", "."]),
        ("dead -- all", ["dead", "--", "all"]),
        ("left... alone", ["left", "...", "alone"]),
        ("dead, 12 hurt", ["dead", ",", "12", "hurt"]),
    ],
)
def test_words_numbers_and_marks_are_tokens(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_lower_is_lower_case_with_typographic_quotes_made_plain() -> None:
    [sentence] = split("“Iran’s” Army – Sana’a")
    assert [t.lower for t in sentence.tokens] == ['"', "iran", "'s", '"', "army", "-", "sana'a"]


def test_capital_is_told_of_each_word() -> None:
    [sentence] = split("The army of Iran fled U.S. men")
    assert [t.lower for t in sentence.tokens if t.capital] == ["the", "iran", "u.s."]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\t\r\n \u00a0"])
def test_a_text_without_words_has_no_sentences(text: str) -> None:
    assert split(text) == ()


FRAGMENTS = st.sampled_from(
    [
        "Gen. Farid",
        "U.S.",
        "No. 2",
        " ",
        ".",
        "!”",
        "\r\n\r\n",
        "\n",
        "’s",
        "al-Asad",
        "1,200",
        "😀",
        "שלום",
        "مرحبا",
        "\u200f",
        "\x00",
        "\x1c",
        "\u2028",
        "e\u0301",
        "İ",
        "ﬁ",
        "...",
        "--",
        "_",
        "“",
        "p.m.",
        "It",
        "\u00a0",
    ]
)
ANY_TEXT = st.one_of(st.text(), st.lists(FRAGMENTS, max_size=20).map("".join))


@given(ANY_TEXT)
@example("İstanbul fell. İzmir stood.")
@example("A.B. C\r\n\r\n’s")
def test_sentences_and_tokens_lie_in_order_and_cover_every_character_but_spaces(text: str) -> None:
    end = 0
    covered: set[int] = set()
    for sentence in split(text):
        assert end <= sentence.start < sentence.end <= len(text)
        end = sentence.start
        for token in sentence.tokens:
            assert end <= token.start < token.end <= sentence.end
            assert not any(c.isspace() for c in text[token.start : token.end])
            covered.update(range(token.start, token.end))
            end = token.end
        assert (sentence.start, sentence.end) == (sentence.tokens[0].start, sentence.tokens[-1].end)
    assert [c for i, c in enumerate(text) if i not in covered and not c.isspace()] == []


@given(ANY_TEXT)
def test_lower_depends_on_the_words_of_the_token_alone(text: str) -> None:
    for sentence in split(text):
        for token in sentence.tokens:
            alone = [t for s in split(text[token.start : token.end]) for t in s.tokens]
            assert token.lower == "".join(t.lower for t in alone)


@given(st.lists(st.sampled_from(["A bomb went off.", "Police came.", "Two died!"]), min_size=1, max_size=6))
def test_paragraphs_split_one_by_one_or_together_alike(parts: list[str]) -> None:
    assert sentences("\n\n".join(parts)) == parts
    assert sentences(" ".join(parts)) == parts
