"""Time words in, days out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.dating import find, resolve
from tocsin.splitting import split
from tocsin.values import Period

MONDAY = date(2020, 1, 27)


def read(text: str, published: date | None = MONDAY) -> Sequence[Period]:
    return find(text, split(text), published=published)


def iso(period: Period) -> tuple[str | None, str | None]:
    return (
        period.first.isoformat() if period.first else None,
        period.last.isoformat() if period.last else None,
    )


def days(text: str, published: date | None = MONDAY) -> list[tuple[str | None, str | None]]:
    return [iso(period) for period in read(text, published)]


# text -> the words of the expression, first, last, precision; published on Monday 27 January 2020
ONE_EXPRESSION = [
    ("The blast came on Sunday.", "Sunday", "2020-01-26", "2020-01-26", "day"),
    ("The blast came on Monday.", "Monday", "2020-01-27", "2020-01-27", "day"),
    ("The blast came late Monday.", "late Monday", "2020-01-27", "2020-01-27", "day"),
    ("They died on Saturday night.", "Saturday night", "2020-01-25", "2020-01-25", "day"),
    ("In the early hours of Saturday it fell.", "Saturday", "2020-01-25", "2020-01-25", "day"),
    ("Rebels struck last Sunday.", "last Sunday", "2020-01-19", "2020-01-19", "day"),
    ("Rebels struck last Friday.", "last Friday", "2020-01-24", "2020-01-24", "day"),
    ("It fell on Wednesday of last week.", "Wednesday of last week", "2020-01-22", "2020-01-22", "day"),
    ("Talks resume next Monday.", "next Monday", "2020-02-03", "2020-02-03", "day"),
    ("The army will march on Thursday.", "Thursday", "2020-01-30", "2020-01-30", "day"),
    ("They met on Friday and Saturday.", "Friday and Saturday", "2020-01-24", "2020-01-25", "days"),
    ("The base was hit today.", "today", "2020-01-27", "2020-01-27", "day"),
    ("The base was hit yesterday.", "yesterday", "2020-01-26", "2020-01-26", "day"),
    ("Rioters gathered tonight.", "tonight", "2020-01-27", "2020-01-27", "day"),
    ("They died this morning.", "this morning", "2020-01-27", "2020-01-27", "day"),
    ("They died last night.", "last night", "2020-01-26", "2020-01-26", "day"),
    ("Shells fell overnight.", "overnight", "2020-01-26", "2020-01-27", "days"),
    ("Shells fell overnight into Sunday.", "overnight into Sunday", "2020-01-25", "2020-01-26", "days"),
    (
        "It fell on Wednesday the 22nd of January.",
        "Wednesday the 22nd of January",
        "2020-01-22",
        "2020-01-22",
        "day",
    ),
    ("It fell on Friday the 17th.", "Friday the 17th", "2020-01-17", "2020-01-17", "day"),
    ("He came on Monday last.", "Monday last", "2020-01-20", "2020-01-20", "day"),
    ("It was the last day of December.", "the last day of December", "2019-12-31", "2019-12-31", "day"),
    ("It is nine days since the van came.", "nine days", "2020-01-18", "2020-01-18", "day"),
    ("They died on Jan. 22 or 23.", "Jan. 22 or 23", "2020-01-22", "2020-01-23", "days"),
    ("He fought in 2008 and 2009.", "2008 and 2009", "2008-01-01", "2009-12-31", "year"),
    ("The 2004–2007 war began it.", "2004–2007", "2004-01-01", "2007-12-31", "year"),
    (
        "It rained on Friday and again on Saturday.",
        "Friday and again on Saturday",
        "2020-01-24",
        "2020-01-25",
        "days",
    ),
    ("All are to leave by August.", "by August", "2020-01-27", "2020-08-31", "days"),
    ("They may be freed on Thursday.", "Thursday", "2020-01-30", "2020-01-30", "day"),
    ("Earlier, shells had fallen.", "Earlier", None, "2020-01-27", "open"),
    ("Shells had fallen days earlier.", "days earlier", None, "2020-01-26", "open"),
    ("He was killed on 31 December 2019.", "31 December 2019", "2019-12-31", "2019-12-31", "day"),
    ("He was killed on Jan. 3.", "Jan. 3", "2020-01-03", "2020-01-03", "day"),
    ("He was killed on January 3rd, 2020.", "January 3rd, 2020", "2020-01-03", "2020-01-03", "day"),
    ("He was killed on the third of January.", "third of January", "2020-01-03", "2020-01-03", "day"),
    ("He was killed on 2020-01-03.", "2020-01-03", "2020-01-03", "2020-01-03", "day"),
    ("He was killed on 13/1/2020.", "13/1/2020", "2020-01-13", "2020-01-13", "day"),
    ("He was killed on 3/1/2020.", "3/1/2020", "2020-01-03", "2020-03-01", "days"),
    ("They fought on 26\u201327 January.", "26\u201327 January", "2020-01-26", "2020-01-27", "days"),
    ("They fought from 3 to 5 May.", "3 to 5 May", "2019-05-03", "2019-05-05", "days"),
    (
        "They fought from 26 December to 3 January.",
        "26 December to 3 January",
        "2019-12-26",
        "2020-01-03",
        "days",
    ),
    ("It was the night of 2-3 January.", "night of 2-3 January", "2020-01-02", "2020-01-03", "days"),
    (
        "On Saturday, 10 November, it began.",
        "Saturday, 10 November",
        "2019-11-10",
        "2019-11-10",
        "day",
    ),
    ("On the 11th, a Saturday, it began.", "11th, a Saturday", "2020-01-11", "2020-01-11", "day"),
    ("A raid in December failed.", "December", "2019-12-01", "2019-12-31", "month"),
    ("A raid last December failed.", "last December", "2019-12-01", "2019-12-31", "month"),
    ("He was shot in May.", "May", "2019-05-01", "2019-05-31", "month"),
    ("A raid in March 2019 failed.", "March 2019", "2019-03-01", "2019-03-31", "month"),
    ("A raid in early December failed.", "early December", "2019-12-01", "2019-12-10", "days"),
    ("A raid in mid-December failed.", "mid-December", "2019-12-11", "2019-12-20", "days"),
    ("A raid in late December failed.", "late December", "2019-12-21", "2019-12-31", "days"),
    ("It was shelled earlier this month.", "earlier this month", "2020-01-01", "2020-01-27", "month"),
    ("It was shelled earlier in January.", "earlier in January", "2020-01-01", "2020-01-27", "month"),
    ("It was shelled last week.", "last week", "2020-01-20", "2020-01-26", "week"),
    ("In the last week of July it fell.", "last week of July", "2019-07-25", "2019-07-31", "week"),
    ("In the second week of July it fell.", "second week of July", "2019-07-08", "2019-07-14", "week"),
    ("It was shelled late last year.", "late last year", "2019-10-01", "2019-12-31", "year"),
    ("It was shelled last month.", "last month", "2019-12-01", "2019-12-31", "month"),
    ("It was shelled last year.", "last year", "2019-01-01", "2019-12-31", "year"),
    ("It was shelled over the weekend.", "the weekend", "2020-01-25", "2020-01-26", "days"),
    ("It was shelled two days ago.", "two days ago", "2020-01-25", "2020-01-25", "day"),
    ("It was shelled two weeks ago.", "two weeks ago", "2020-01-13", "2020-01-19", "week"),
    ("It was shelled a week ago today.", "a week ago today", "2020-01-20", "2020-01-20", "day"),
    ("It was shelled three months ago.", "three months ago", "2019-10-01", "2019-10-31", "month"),
    ("It was shelled eight years ago.", "eight years ago", "2012-01-01", "2012-12-31", "year"),
    ("It was shelled in recent months.", "recent months", None, "2020-01-27", "open"),
    ("It has been shelled since 2014.", "since 2014", "2014-01-01", "2020-01-27", "year"),
    (
        "4,000 have died since it broke out in 2014.",
        "since it broke out in 2014",
        "2014-01-01",
        "2020-01-27",
        "year",
    ),
    (
        "4,000 died since the civil war began in 2014.",
        "since the civil war began in 2014",
        "2014-01-01",
        "2020-01-27",
        "year",
    ),
    ("In the night to the 12th they came.", "In the night to the 12th", "2020-01-11", "2020-01-12", "days"),
    (
        "Two weeks ago, on a Friday, police fired.",
        "Two weeks ago, on a Friday",
        "2020-01-17",
        "2020-01-17",
        "day",
    ),
    ("They fled what Ukraine bled for last summer.", "last summer", "2019-06-01", "2019-08-31", "season"),
    ("Shelled since the start of 2019.", "since the start of 2019", "2019-01-01", "2020-01-27", "year"),
    ("It was besieged for three days.", "three days", "2020-01-25", "2020-01-27", "days"),
    ("A two-day siege ended.", "two-day", "2020-01-26", "2020-01-27", "days"),
    ("Five died in the last 24 hours.", "last 24 hours", "2020-01-26", "2020-01-27", "days"),
    ("Riots raged for a second day.", "a second day", "2020-01-26", "2020-01-27", "days"),
    ("He fled in the summer of 2019.", "summer of 2019", "2019-06-01", "2019-08-31", "season"),
    ("He fled in spring 2011.", "spring 2011", "2011-03-01", "2011-05-31", "season"),
    ("He fled in 2011.", "2011", "2011-01-01", "2011-12-31", "year"),
    ("He fled the 2011 uprising.", "2011", "2011-01-01", "2011-12-31", "year"),
    ("He fled in early 2018.", "early 2018", "2018-01-01", "2018-03-31", "year"),
    ("He fled in the late 1980s.", "late 1980s", "1986-01-01", "1989-12-31", "year"),
    ("He fled between 2006 and 2007.", "between 2006 and 2007", "2006-01-01", "2007-12-31", "year"),
    ("He fled on New Year\u2019s Day.", "New Year\u2019s Day", "2020-01-01", "2020-01-01", "day"),
    ("He fled on New Year's Eve.", "New Year's Eve", "2019-12-31", "2019-12-31", "day"),
    ("He fled on Good Friday 2019.", "Good Friday 2019", "2019-04-19", "2019-04-19", "day"),
    ("He fled on Easter Sunday.", "Easter Sunday", "2019-04-21", "2019-04-21", "day"),
    ("He fled after the September 11 attacks.", "September 11", "2001-09-11", "2001-09-11", "day"),
    ("It ends by the end of March 2020.", "by the end of March 2020", "2020-01-27", "2020-03-31", "days"),
    ("THE ATTACK WAS ON 24 NOVEMBER.", "24 NOVEMBER", "2019-11-24", "2019-11-24", "day"),
    ("[TEXT] TWO WERE SHOT LAST NIGHT.", "LAST NIGHT", "2020-01-26", "2020-01-26", "day"),
]


@pytest.mark.parametrize(("text", "words", "first", "last", "precision"), ONE_EXPRESSION)
def test_an_expression_is_found_and_resolved(
    text: str, words: str, first: str | None, last: str | None, precision: str
) -> None:
    (period,) = read(text)
    assert period.span is not None
    assert (period.span.text, *iso(period), period.precision) == (words, first, last, precision)
    assert period.basis


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May said thousands march for peace and may return.",
        "The Sun said a 15-year-old boy boarded Flight 752 with 1,200 others.",
        "Resolution 2231 was hailed on Black Friday at the 2014 Winter Olympics.",
        "The January 25 Revolution and the 17 October Movement had 2000 members.",
        "A second man was sentenced to 12 years in prison, aged 20 years.",
        "He walks every Friday. The fall of Aleppo followed the Arab Spring.",
        "THE MARCH BEGAN AND IT MAY GO ON.",
    ],
)
def test_names_ages_counts_and_verbs_are_no_times(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("SAN SALVADOR, 11 JAN 90 (ACAN-EFE)", date(1990, 1, 13), "1990-01-11"),
        ("SAN SALVADOR, 30 DEC 89 -- [TEXT]", date(1990, 1, 1), "1989-12-30"),
        ("BOGOTA, 3 MAR 05 (AP)", date(2006, 1, 1), "2005-03-03"),
    ],
)
def test_a_year_of_two_digits_is_the_nearest_past_one(text: str, published: date, day: str) -> None:
    assert days(text, published) == [(day, day)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He fell on 3 January. Two days later his brother fell.", "2020-01-05"),
        ("He fell on 3 January. The day before, his brother fell.", "2020-01-02"),
        ("He fell on 3 January. His brother fell that day.", "2020-01-03"),
        ("He fell on 3 January. The following day his brother fell.", "2020-01-04"),
        ("He fell on 3 January. A week before that, his brother fell.", "2019-12-27"),
        ("He fell on 3 January, and hours later his brother fell.", "2020-01-03"),
        ("He fell on 3 January. Next day his brother fell.", "2020-01-04"),
        ("He fell on 3 January. That evening his brother fell.", "2020-01-03"),
        ("He fell on 3 January. His brother had fallen the evening before.", "2020-01-02"),
        ("He fell on 3 January. Within hours his brother fell.", "2020-01-03"),
        ("He fell in December. On the 9th his brother fell.", "2019-12-09"),
        ("He fell eight days ago, on a Sunday.", "2020-01-19"),
    ],
)
def test_what_leans_on_a_day_named_before_is_counted_from_it(text: str, expected: str) -> None:
    assert days(text)[-1] == (expected, expected)


def test_a_chain_of_anaphoric_days_moves_the_anchor_along() -> None:
    text = "It began on 3 January. Two days later shells fell. Two days later they fell again."
    assert [first for first, _ in days(text)] == ["2020-01-03", "2020-01-05", "2020-01-07"]


@pytest.mark.parametrize("words", ["in the ensuing days", "two days later", "several weeks after"])
def test_what_lies_after_a_day_not_named_stays_open(words: str) -> None:
    period = resolve(words, published=MONDAY)
    assert period is not None
    assert (*iso(period), period.precision) == (None, None, "open")


def test_a_report_that_names_no_other_time_looks_back_from_its_publication() -> None:
    assert days("It answers a raid the previous day.") == [("2020-01-26", "2020-01-26")]
    assert days("In 2011 he fled, after a raid the previous day.")[1] == (None, None)


# text -> first day of its last expression; published on Monday 27 January 2020
POINTING_BACK = [
    ("It began on Wednesday 8 January. On the Friday a policeman died.", "2020-01-10"),
    ("On 8 January he fled. The same Wednesday shops burned.", "2020-01-08"),
    ("On 8 January he fled. It had begun on the Friday before.", "2020-01-03"),
    ("On 8 January he fled. It ended on the Friday after.", "2020-01-10"),
    ("By Friday the town was lost. That same night he fled.", "2020-01-24"),
    (
        "Karimi was killed on 3 May. They met on 5 June. Shortly after Karimi's death he left.",
        "2019-05-03",
    ),
    (
        "Karimi was killed on 3 May. They met on 5 June. Two days after the killing of Karimi he left.",
        "2019-05-05",
    ),
    (
        "Dorud was bombed on 3 May. They met on 5 June. The day before the attack on Dorud he left.",
        "2019-05-02",
    ),
    ("Dorud was bombed on 3 May. Two days after the attack he left.", "2019-05-05"),
    ("Karimi was killed on 3 May. Karimi died on 5 June. Shortly after Karimi's death it began.", None),
]


@pytest.mark.parametrize(("text", "first"), POINTING_BACK)
def test_a_day_or_a_happening_named_before_is_what_words_point_back_to(text: str, first: str | None) -> None:
    assert days(text)[-1][0] == first


def test_what_is_earlier_in_the_week_lies_before_publication() -> None:
    assert days("It fell earlier this week.", date(2020, 1, 29)) == [("2020-01-27", "2020-01-28")]
    assert days("It fell earlier this week.", MONDAY) == [("2020-01-27", "2020-01-27")]


def test_that_month_and_that_year_lie_in_the_year_named_before() -> None:
    assert days("In 2009 troops came. He was shot that July.")[1] == ("2009-07-01", "2009-07-31")
    assert days("He fled in 1971. His brother fell that year.")[1] == ("1971-01-01", "1971-12-31")
    assert days("He fell on 4 December. Earlier that week shops burned.")[1] == ("2019-12-02", "2019-12-04")


def test_what_went_on_from_a_day_named_before_was_over_by_publication() -> None:
    assert days("It began on 3 January. They fought for five days.")[1] == ("2020-01-03", "2020-01-07")
    assert days("They fought for five days.") == [("2020-01-23", "2020-01-27")]
    assert days("On 3 January it fell after a two-week siege.")[1] == ("2019-12-20", "2020-01-03")


def test_since_a_day_when_something_happened_dates_what_happened() -> None:
    assert days("Nothing moves since 3 January, when the road was shut.") == [("2020-01-03", "2020-01-03")]
    assert days("It is calm since 3 January.") == [("2020-01-03", "2020-01-27")]


def test_more_than_a_year_ago_has_no_first_day() -> None:
    assert days("They overran it more than a year ago.") == [(None, "2019-01-27")]


def test_a_clock_at_the_head_of_an_entry_is_the_day_of_publication() -> None:
    assert days("16:20 – Police fired. The tower of 16:20 fell.") == [("2020-01-27", "2020-01-27")]


def test_what_ran_out_or_is_told_after_a_semicolon_lies_behind() -> None:
    assert days("The deadline ran out on Saturday.") == [("2020-01-25", "2020-01-25")]
    assert days("He will have none of it; on Friday he left.") == [("2020-01-24", "2020-01-24")]
    assert days("He was blamed for Saturday's raid.") == [("2020-01-25", "2020-01-25")]
    assert days("They plan a march on Sunday.") == [("2020-02-02", "2020-02-02")]


def test_days_of_the_month_after_on_or_from_are_days() -> None:
    assert days("On the 9th gunmen came.") == [("2020-01-09", "2020-01-09")]
    assert days("It lasted from the 16th to the 18th.") == [("2020-01-16", "2020-01-18")]
    assert days("He lives on the 9th floor.") == []


def test_a_doubtful_month_needs_a_capital_and_a_word_before_it() -> None:
    assert days("He fled in May.") == [("2019-05-01", "2019-05-31")]
    assert days("They march in March.") == [("2019-03-01", "2019-03-31")]


def test_since_a_dated_event_dates_the_event() -> None:
    assert days("The worst raid since the November truce.") == [("2019-11-01", "2019-11-30")]


def test_by_and_until_a_dated_event_date_the_event() -> None:
    assert days("Six were hurt by the 8 January attack.") == [("2020-01-08", "2020-01-08")]
    assert days("The town was quiet until the November raid.") == [("2019-11-01", "2019-11-30")]
    assert days("It was held until the 2013 coup, they said.") == [("2013-01-01", "2013-12-31")]


@pytest.mark.parametrize(
    "words",
    [
        "yesterday",
        "Sunday",
        "last week",
        "two days ago",
        "in May",
        "3 January",
        "this month",
        "Christmas",
        "in recent days",
    ],
)
def test_without_publication_what_counts_from_it_has_no_day(words: str) -> None:
    period = resolve(words, published=None)
    assert period is not None
    assert (period.first, period.last, period.precision) == (None, None, "open")


def test_who_is_held_since_a_month_was_taken_in_it() -> None:
    assert days("The hostages held in Iraq since August are freed.") == [("2019-08-01", "2019-08-31")]
    assert days("He has fought in Iraq since August.") == [("2019-08-01", "2020-01-27")]


def test_only_what_goes_on_for_an_nth_day_tells_when_it_began() -> None:
    assert days("Riots went on for a fourth night.") == [("2020-01-24", "2020-01-27")]
    assert days("The fourth night of riots was calm.") == [(None, "2020-01-27")]


def test_without_publication_full_dates_resolve() -> None:
    assert days("3 January 2020, May 2019 and in 2011", None) == [
        ("2020-01-03", "2020-01-03"),
        ("2019-05-01", "2019-05-31"),
        ("2011-01-01", "2011-12-31"),
    ]


def test_a_feast_that_is_near_is_the_coming_one() -> None:
    assert days("They plotted an attack over Christmas.", date(2017, 12, 22)) == [
        ("2017-12-25", "2017-12-25")
    ]


def test_the_span_of_upper_case_and_typographic_text_is_verbatim() -> None:
    text = "\u201cOn New Year\u2019s Day \u2014 and on 2\u20133 January \u2014 they came.\u201d"
    assert [text[p.span.start : p.span.end] for p in read(text) if p.span] == [
        "New Year\u2019s Day",
        "2\u20133 January",
    ]


def test_resolve_gives_the_first_expression_or_none() -> None:
    assert resolve("rockets", published=MONDAY) is None
    period = resolve("on Sunday", published=MONDAY)
    assert period is not None and period.span is not None
    assert (period.span.text, iso(period)) == ("Sunday", ("2020-01-26", "2020-01-26"))


TIME_WORDS = [
    "on the 9th",
    "that July",
    "earlier that week",
    "within hours",
    "for five days",
    "after a two-week siege",
    "more than a year ago",
    "next day",
    "Sunday",
    "Monday",
    "May",
    "March",
    "January",
    "Jan",
    ".",
    "3",
    "2-3",
    "11th",
    "2011",
    "1980s",
    "90",
    "last",
    "next",
    "this",
    "the",
    "a",
    "of",
    "two",
    "days",
    "weeks",
    "week",
    "months",
    "years",
    "ago",
    "later",
    "earlier",
    "before",
    "after",
    "since",
    "until",
    "by",
    "from",
    "between",
    "and",
    "to",
    "early",
    "late",
    "mid-December",
    "end",
    "overnight",
    "night",
    "morning",
    "yesterday",
    "today",
    "New",
    "Year",
    "'s",
    "Day",
    "Christmas",
    "Eve",
    "summer",
    "for",
    "in",
    "on",
    "recent",
    ",",
    "-",
    "second",
    "day",
    "that",
    "same",
    "following",
    "previous",
    "few",
    "several",
    "24",
    "hours",
    "/",
    "2020",
    "will",
]
OTHER_WORDS = [
    "rebels",
    "shelled",
    "a",
    "village",
    "in",
    "Syria",
    "killing",
    "twelve",
    "soldiers",
    "with",
    "rockets",
    ";",
    "the",
    "army",
    "denied",
    "it",
    ".",
]
DATES = st.dates(date(1985, 1, 1), date(2030, 12, 31))


@given(st.lists(st.sampled_from(TIME_WORDS), max_size=14), DATES)
def test_whatever_the_words_spans_are_verbatim_in_order_and_days_in_order(
    words: list[str], day: date
) -> None:
    text = " ".join(words)
    end = 0
    for period in read(text, day):
        assert period.span is not None
        assert period.span.start >= end and text[period.span.start : period.span.end] == period.span.text
        assert period.first is None or period.last is None or period.first <= period.last
        end = period.span.end
    assert read(text, day) == read(text, day)


@given(st.lists(st.sampled_from(TIME_WORDS), max_size=14))
def test_without_publication_only_words_with_a_year_give_days(words: list[str]) -> None:
    kept = [word for word in words if word not in ("2011", "2020", "1980s", "/", "90")]
    assert all(day is None for pair in days(" ".join(kept), None) for day in pair)


@given(st.lists(st.sampled_from(OTHER_WORDS), max_size=20), DATES)
def test_no_time_word_no_period(words: list[str], day: date) -> None:
    assert read(" ".join(words), day) == ()


@given(DATES)
def test_every_day_of_the_calendar_is_read_back(day: date) -> None:
    for form in (f"{day:%d %B %Y}", f"{day:%B} {day.day}, {day.year}", day.isoformat()):
        period = resolve(form, published=None)
        assert period is not None and (period.first, period.last) == (day, day)


@given(DATES)
def test_a_bare_weekday_is_the_last_one_within_a_week(day: date) -> None:
    for name in ("Monday", "Thursday", "Sunday"):
        period = resolve(f"on {name}", published=day)
        assert period is not None and period.first is not None
        assert 0 <= (day - period.first).days < 7 and f"{period.first:%A}" == name


def test_what_leaves_the_calendar_stays_open_and_loses_nothing() -> None:
    text = "The wall was built 4,000 years ago. Gunmen attacked on Sunday."
    found = find(text, split(text), published=date(2020, 1, 27))
    assert [(p.first, p.last) for p in found if p.span and "Sunday" in p.span.text] == [
        (date(2020, 1, 26), date(2020, 1, 26))
    ]
    assert all(p.first is None or p.first.year > 1900 for p in found)
