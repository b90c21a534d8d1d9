"""Number words in, counts out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.counting import count, find, parse_number
from tocsin.splitting import split

Row = tuple[str, int, int | None]


def rows(text: str) -> list[Row]:
    return [(c.spans[0].text, c.low, c.high) for c in find(text, split(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 40 people were killed.", [("At least 40", 40, None)]),
        ("They wounded more than 120.", [("more than 120", 120, None)]),
        ("Over 1,200 fled.", [("Over 1,200", 1200, None)]),
        ("About 25 rebels came.", [("About 25", 25, 25)]),
        ("Nearly 50 were hurt.", [("Nearly 50", 50, 50)]),
        ("Some 300 were hurt.", [("Some 300", 300, 300)]),
        ("Up to 17 protesters died.", [("Up to 17", 1, 17)]),
        ("As many as 48 died.", [("As many as 48", 1, 48)]),
        ("Fewer than 10 died.", [("Fewer than 10", 1, 9)]),
        ("No fewer than 25 died.", [("No fewer than 25", 25, None)]),
        ("Five to seven gunmen came.", [("Five to seven", 5, 7)]),
        ("Between 5 and 7 gunmen came.", [("Between 5 and 7", 5, 7)]),
        ("Some 20\u201330 gunmen came.", [("Some 20\u201330", 20, 30)]),
        ("Two or three gunmen came.", [("Two or three", 2, 3)]),
        ("Five or more died.", [("Five or more", 5, None)]),
        ("Dozens fled.", [("Dozens", 12, None)]),
        ("Scores of people fled.", [("Scores", 20, None)]),
        ("Hundreds fled and thousands stayed.", [("Hundreds", 100, None), ("thousands", 1000, None)]),
        ("Tens of thousands fled.", [("Tens of thousands", 10000, None)]),
        ("Hundreds of thousands fled.", [("Hundreds of thousands", 100000, None)]),
        ("Several hundred fled.", [("Several hundred", 300, None)]),
        ("Several soldiers fled.", [("Several", 3, None)]),
        ("A number of soldiers fled.", [("A number of", 3, None)]),
        ("Half a dozen men and a dozen boys fled.", [("Half a dozen", 6, 6), ("a dozen", 12, 12)]),
        ("More than a dozen fled.", [("More than a dozen", 12, None)]),
        ("Two dozen and a couple of guards fled.", [("Two dozen", 24, 24), ("a couple of", 2, 2)]),
        ("Both pilots died.", [("Both", 2, 2)]),
        ("Two hundred and fifty soldiers came.", [("Two hundred and fifty", 250, 250)]),
        ("It drove out 1.5 million people.", [("1.5 million", 1500000, 1500000)]),
        ("There were no immediate reports of casualties.", [("no", 0, 0)]),
        ("It was shot down without casualties.", [("without", 0, 0)]),
        ("Nobody was hurt.", [("Nobody", 0, 0)]),
        ("One soldier died.", [("One", 1, 1)]),
        ("Another 12 were hurt.", [("Another 12", 12, 12)]),
        ("Then 2000 soldiers came.", [("2000", 2000, 2000)]),
        ("On 3 January 12 soldiers died.", [("12", 12, 12)]),
        ("ABOUT 25 GUERRILLAS KILLED TWO SOLDIERS.", [("ABOUT 25", 25, 25), ("TWO", 2, 2)]),
    ],
)
def test_a_number_is_found_with_the_words_that_bound_it(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It was in 1991, on 12 January 2020, Jan. 3 and the 10-12 July.",
        "It came at 10:30 and 3 p.m. after two weeks and 24 hours.",
        "Ali Hassan, 23, and a 15-year-old boy aged 12 fled.",
        "He paid $5 million, 300 euros and 45% of it, 12 percent.",
        "It lies 25 km away, on Route 66, near Highway 1.",
        "A Boeing 737, a K-1, an M-19, an F-15E and 155mm shells.",
        "Resolution 2231, No. 17, Article 5 and flight 752.",
        "No group claimed responsibility, and no one saw it again this one time.",
        "Two thirds voted 24/7 after 9/11.",
        "1. The army denied it.",
    ],
)
def test_dates_ages_money_measures_and_names_are_no_counts(text: str) -> None:
    assert [row for row in rows(text) if row != ("no", 0, 0)] == []


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("a police officer", 1, 1),
        ("an", 1, 1),
        ("one", 1, 1),
        ("another soldier", 1, 1),
        ("Qasem Soleimani", 1, 1),
        ("no casualties", 0, 0),
        ("at least five soldiers", 5, None),
        ("many", 3, None),
        ("the two men", 2, 2),
        ("half a million", 500000, 500000),
    ],
)
def test_a_phrase_is_counted(words: str, low: int, high: int | None) -> None:
    found = count(words)
    assert found is not None
    assert (found.low, found.high) == (low, high)
    assert found.spans[0].text == words[found.spans[0].start : found.spans[0].end]


@pytest.mark.parametrize("words", ["soldiers", "the army", "", "Palestinians", "155mm shells"])
def test_a_phrase_that_does_not_say_how_many_has_no_count(words: str) -> None:
    assert count(words) is None


@pytest.mark.parametrize("words", ["", "rebels", "five rebels", "and", "1.2.3", "a"])
def test_what_is_not_wholly_a_number_is_none(words: str) -> None:
    assert parse_number(words) is None


ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def written(number: int, *, joint: str) -> str:
    if number < 20:
        return ONES[number]
    if number < 100:
        rest = f"-{ONES[number % 10]}" if number % 10 else ""
        return TENS[number // 10 - 2] + rest
    for size, name in ((1_000_000, "million"), (1_000, "thousand"), (100, "hundred")):
        if number >= size:
            left = number % size
            tail = (joint if left < 100 else " ") + written(left, joint=joint) if left else ""
            return f"{written(number // size, joint=joint)} {name}{tail}"
    raise AssertionError(number)


@given(st.integers(0, 999_999_999), st.sampled_from([" ", " and "]))
def test_number_words_are_read_back(number: int, joint: str) -> None:
    assert parse_number(written(number, joint=joint)) == number
    assert parse_number(written(number, joint=joint).upper()) == number


@given(st.integers(0, 999_999_999))
def test_digits_are_read_back(number: int) -> None:
    assert parse_number(str(number)) == parse_number(f"{number:,}") == number


WORDS = [
    "at",
    "least",
    "more",
    "than",
    "up",
    "to",
    "fewer",
    "than",
    "about",
    "between",
    "and",
    "5",
    "12",
    "1,200",
    "2011",
    "two",
    "dozen",
    "dozens",
    "hundreds",
    "of",
    "thousands",
    "a",
    "half",
    "several",
    "no",
    "casualties",
    "one",
    "or",
    "-",
    ",",
    ".",
    "million",
    "%",
    "days",
    "killed",
    "people",
    "January",
    "3",
    "aged",
    "few",
    "number",
    "both",
    "without",
]


@given(st.lists(st.sampled_from(WORDS), max_size=14))
def test_whatever_the_words_spans_are_verbatim_in_order_and_bounds_in_order(words: list[str]) -> None:
    text = " ".join(words)
    end = 0
    for found in find(text, split(text)):
        (span,) = found.spans
        assert span.start >= end and text[span.start : span.end] == span.text
        assert found.high is None or found.low <= found.high
        end = span.end


@given(
    st.lists(
        st.sampled_from(["rebels", "shelled", "the", "village", "near", "Homs", ",", "army", "said", "."]),
        max_size=12,
    )
)
def test_no_number_word_no_count(words: list[str]) -> None:
    assert rows(" ".join(words)) == []
