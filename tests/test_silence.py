"""Nothing falls back silently: no day without a time word, no place without a word for one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from importlib.resources import files

from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.dating import find, mark
from tocsin.locating import default_gazetteer, locate
from tocsin.pipeline import read
from tocsin.splitting import split
from tocsin.values import Report

PUBLISHED = date(2024, 5, 16)
UNHURRIED = settings(deadline=None)  # the first call loads the lexicons
# Every stem of English that can tell of a time, written down here anew and not taken from the stages.
TIMES = re.compile(
    r"second|minute|hour|day|night|morning|evening|noon|dawn|dusk|sunrise|sunset|week|month|quarter|year|"
    r"decade|centur|season|spring|summer|autumn|fall|winter|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|ago|since|until|till|by|after|before|during|early|earl|late|soon|"
    r"shortly|recent|previous|former|earlier|next|last|past|future|present|now|then|today|tonight|tomorrow|"
    r"yesterday|current|ongoing|once|never|always|often|date|time|moment|while|long|period|term|ever|easter|"
    r"christmas|ramadan|eid|feast|holiday|sun|mon|tue|wed|thu|fri|sat|annual|fortnight|midd|end|begin|start|"
    r"outset|close|eve|immediately|just|again|following|coming|ensuing|era|epoch|age|weekend|anniversary|still|"
    r"already|yet|mid|same|dai|twenties|thirties|forties|fifties|one|two|three|four|five|six|seven|eight|nine|ten|first|third|fourth|fifth|couple|few"
)
COMMON = (files("tocsin") / "data" / "lexicons" / "lowercase.txt").read_text("utf-8").split()
TIMELESS = [word for word in COMMON if word.isalpha() and not TIMES.search(word)]
DEEDS = [
    "Gunmen killed two priests in a church.",
    "A bomb exploded near a market, killing nine people.",
    "Soldiers shot dead a protester.",
    "Rebels stormed an army base and seized weapons.",
    "Police arrested eleven suspects.",
]
WORDS = st.lists(st.sampled_from(TIMELESS), max_size=25).map(" ".join)


def told(words: str, deed: str) -> Report:
    """A report of a deed between words that name no time and no place."""
    return Report(text=f"{deed} They said {words}. {deed}", published=PUBLISHED)


@UNHURRIED
@given(WORDS)
def test_no_time_word_gives_no_time(words: str) -> None:
    for text in (words, words.capitalize() + "."):
        assert find(text, split(text), published=PUBLISHED) == ()
        marks: Callable[..., object] = mark
        assert marks(text, split(text), published=PUBLISHED) == ()


@UNHURRIED
@given(WORDS, st.sampled_from(DEEDS))
def test_without_a_time_word_an_event_has_no_first_day_and_says_why_it_has_a_last(
    words: str, deed: str
) -> None:
    for event in read(told(words, deed)):
        if event.when is not None:
            assert event.when.span is None and event.when.first is None
            assert event.when.last == PUBLISHED and event.when.precision == "open"
            assert "no time words" in event.when.basis


@UNHURRIED
@given(WORDS, st.sampled_from(DEEDS))
def test_without_a_place_word_there_is_no_place(words: str, deed: str) -> None:
    report = told(words, deed)
    found, countries = locate(report.text, split(report.text), gazetteer=default_gazetteer())
    assert (found, countries) == ((), ())
    assert [event.where for event in read(report)] == [None] * len(read(report))


@UNHURRIED
@given(WORDS, st.sampled_from(DEEDS), st.sampled_from(["Iraqi", "French", "American", "Somali"]))
def test_a_people_s_name_gives_at_most_a_country_marked_as_inferred(
    words: str, deed: str, people: str
) -> None:
    report = Report(text=f"{deed} The {people} envoy said {words}. {deed}", published=PUBLISHED)
    for event in read(report):
        if event.where is not None:
            assert event.where.inferred and event.where.basis
            assert (event.where.precision, event.where.name, event.where.lat) == ("country", None, None)
