"""Time words in, TIMEX3 out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.dating import Timex, mark
from tocsin.splitting import split

MONDAY = date(2013, 3, 4)


def marks(text: str, published: date | None = MONDAY, *, diary: bool = False) -> tuple[Timex, ...]:
    return mark(text, split(text), published=published, diary=diary)


# text -> the marked words, the type, the value; published on Monday 4 March 2013
NEWS = [
    ("They met on Friday.", "Friday", "DATE", "2013-03-01"),
    ("They will meet on Friday.", "Friday", "DATE", "2013-03-08"),
    ("They met on Monday, March 4, 2013.", "Monday, March 4, 2013", "DATE", "2013-03-04"),
    ("He fled on 3 January.", "3 January", "DATE", "2013-01-03"),
    ("A vote is to be held on May 12.", "May 12", "DATE", "2013-05-12"),
    ("It was hit earlier this month.", "earlier this month", "DATE", "2013-03"),
    ("It was hit in late January.", "late January", "DATE", "2013-01"),
    ("It was hit in mid-2011.", "mid-2011", "DATE", "2011"),
    ("It was hit last week.", "last week", "DATE", "2013-W09"),
    ("It was hit in the third quarter of last year.", "the third quarter of last year", "DATE", "2012-Q3"),
    ("He fled in the spring of 2012.", "the spring of 2012", "DATE", "2012-SP"),
    ("He fled in the 1970s.", "the 1970s", "DATE", "197"),
    ("He lived in the 19th century.", "the 19th century", "DATE", "18"),
    ("He fled two days ago.", "two days ago", "DATE", "2013-03-02"),
    ("He fled three months ago.", "three months ago", "DATE", "2012-12"),
    ("He fled years ago.", "years ago", "DATE", "PAST_REF"),
    ("They came over the weekend.", "the weekend", "DATE", "2013-W09-WE"),
    ("He is now in prison.", "now", "DATE", "PRESENT_REF"),
    ("He recently fled.", "recently", "DATE", "PAST_REF"),
    ("He will return soon.", "soon", "DATE", "FUTURE_REF"),
    ("The siege lasted for three years.", "three years", "DURATION", "P3Y"),
    ("The siege lasted almost two and a half years.", "almost two and a half years", "DURATION", "P2.5Y"),
    ("It fell after thirty minutes.", "thirty minutes", "DURATION", "PT30M"),
    ("A two-day truce ended.", "two-day", "DURATION", "P2D"),
    ("It was shelled for weeks.", "weeks", "DURATION", "PXW"),
    ("It was calm over the past three years.", "the past three years", "DURATION", "P3Y"),
    ("They shell it every day.", "every day", "SET", "P1D"),
    ("They protest every Friday.", "every Friday", "SET", "XXXX-WXX-5"),
    ("They hold daily talks.", "daily", "SET", "P1D"),
    ("It costs $ 15 a year.", "a year", "SET", "P1Y"),
    ("They struck at 8 p.m. on Friday.", "8 p.m. on Friday", "TIME", "2013-03-01T20:00"),
    ("They struck at 18:00 UTC.", "18:00 UTC", "TIME", "2013-03-04T18:00Z"),
    ("They struck on Saturday night.", "Saturday night", "TIME", "2013-03-02TNI"),
    ("They struck this morning.", "this morning", "TIME", "2013-03-04TMO"),
    ("They struck last night.", "last night", "TIME", "2013-03-03TNI"),
    ("They struck on Christmas Day.", "Christmas Day", "DATE", "2012-12-25"),
    ("They struck on Diwali 2016.", "Diwali 2016", "DATE", "2016-10-30"),
    ("Shops closed for a second consecutive day.", "a second consecutive day", "DATE", "2013-03-04"),
]


@pytest.mark.parametrize(("text", "words", "kind", "value"), NEWS)
def test_the_words_of_a_time_are_marked_with_type_and_value(
    text: str, words: str, kind: str, value: str
) -> None:
    (found,) = marks(text)
    assert (found.span.text, found.type, found.value) == (words, kind, value)
    assert text[found.span.start : found.span.end] == words


# words of a diary -> first and last day; written on Monday 7 November 2016
DIARY = [
    ("see you on May 5", "2016-05-05", "2016-05-05"),
    ("see you in three weeks", "2016-11-28", "2016-11-28"),
    ("it was a month ago", "2016-10-07", "2016-10-07"),
    ("see you next Sunday", "2016-11-20", "2016-11-20"),
    ("see you on Friday", "2016-11-04", "2016-11-04"),
    ("the first Friday of next month", "2016-12-02", "2016-12-02"),
    ("away from 4 to 22 this month", "2016-11-04", "2016-11-22"),
    ("away between September 4th and September 8th", "2016-09-04", "2016-09-08"),
    ("away from May 2015 to June 2016", "2015-05-01", "2016-06-30"),
    ("away the past 3 weeks", "2016-10-17", "2016-11-06"),
    ("away the next 3 days", "2016-11-08", "2016-11-10"),
    ("away late last month", "2016-10-16", "2016-10-31"),
    ("away since 2014", "2014-01-01", None),
    ("away before 2010", None, "2009-12-31"),
    ("away the rest of the week", "2016-11-07", "2016-11-13"),
    ("in Q3 2016", "2016-07-01", "2016-09-30"),
    ("in the two thousand and tenth", None, None),
    ("on Thanksgiving 2010", "2010-11-25", "2010-11-25"),
    ("September 10, nineteen zero one", "1901-09-10", "1901-09-10"),
]


@pytest.mark.parametrize(("text", "first", "last"), DIARY)
def test_a_diary_counts_to_the_very_day_and_joins_ranges(
    text: str, first: str | None, last: str | None
) -> None:
    found = marks(text, date(2016, 11, 7), diary=True)
    days = [(str(f.first) if f.first else None, str(f.last) if f.last else None) for f in found]
    assert (first, last) in days if first or last else (first, last) not in days


def test_what_leans_on_a_day_named_before_is_counted_from_it() -> None:
    found = marks("He fell on 3 January. Two days later his brother fell.")
    assert [f.value for f in found] == ["2013-01-03", "2013-01-05"]


@pytest.mark.parametrize(
    "text",
    [
        "The march may go on, said Mr. May.",
        "A 15-year-old boy boarded Flight 752 with 1,200 others.",
        "Some 2000 people and 1500 soldiers fled 30 miles.",
        "He sat in the sun and second to none.",
    ],
)
def test_verbs_ages_counts_and_names_are_not_marked(text: str) -> None:
    assert marks(text) == ()


def test_without_publication_a_value_leaves_open_what_it_does_not_know() -> None:
    values = [f.value for f in marks("On Friday, in May, on 3 June and today.", None)]
    assert values == ["XXXX-WXX-5", "XXXX-05", "XXXX-06-03", "XXXX-XX-XX"]
    assert all(f.first is None for f in marks("On Friday, in May, on 3 June and today.", None))


WORDS = (
    "Sunday May 3 11th 2011 1980s last next this the a of two days weeks week months years ago later "
    "earlier before after since until from between and to early late mid end night morning yesterday "
    "today now Q3 summer 8 : 30 p.m. every daily quarter half thousand twenty second Christmas , - / . "
    "in on for past few "
).split()
PLAIN = "rebels shelled village in Syria killing soldiers with rockets ; the army denied it . twelve".split()
DATES = st.dates(date(1985, 1, 1), date(2030, 12, 31))


@given(st.lists(st.sampled_from(WORDS), max_size=14), DATES, st.booleans())
def test_whatever_the_words_spans_are_verbatim_in_order_and_days_in_order(
    words: list[str], day: date, diary: bool
) -> None:
    text = " ".join(words)
    end = 0
    for found in marks(text, day, diary=diary):
        assert found.span.start >= end and text[found.span.start : found.span.end] == found.span.text
        assert found.first is None or found.last is None or found.first <= found.last
        assert found.value
        end = found.span.end


@given(st.lists(st.sampled_from(PLAIN), max_size=20), DATES)
def test_no_time_word_no_mark(words: list[str], day: date) -> None:
    assert marks(" ".join(words), day) == ()


@given(DATES)
def test_every_day_of_the_calendar_is_read_back(day: date) -> None:
    for form in (f"{day:%d %B %Y}", f"{day:%B} {day.day}, {day.year}", day.isoformat()):
        (found,) = marks(f"He fled on {form}.", None)
        assert (found.first, found.last, found.value) == (day, day, day.isoformat())


@given(DATES)
def test_a_bare_weekday_of_the_past_is_within_a_week(day: date) -> None:
    (found,) = marks("He was killed on Thursday.", day)
    assert found.first is not None
    assert timedelta() <= day - found.first < timedelta(days=7) and found.first.weekday() == 3
