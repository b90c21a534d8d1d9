"""The shared nouns: frozen, checked where a wrong value could never be mended, known by their content."""

from __future__ import annotations

import dataclasses
import inspect
from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin import values
from tocsin.phrasing import chunk
from tocsin.splitting import split
from tocsin.values import Clause, Count, Event, Period, Report, Span, content_id

DATACLASSES = [cls for _, cls in inspect.getmembers(values, dataclasses.is_dataclass)]
TUPLES = [cls for _, cls in inspect.getmembers(values, inspect.isclass) if issubclass(cls, tuple)]


@pytest.mark.parametrize("cls", DATACLASSES)
def test_values_are_frozen_have_slots_and_take_keywords_only(cls: type) -> None:
    options = cls.__dataclass_params__  # type: ignore[attr-defined]
    assert options.frozen and "__slots__" in vars(cls)
    kinds = {parameter.kind for parameter in inspect.signature(cls).parameters.values()}
    assert kinds == {inspect.Parameter.KEYWORD_ONLY}


@pytest.mark.parametrize("cls", [*DATACLASSES, *TUPLES])
def test_every_value_says_what_it_is(cls: type) -> None:
    doc = inspect.getdoc(cls)
    assert doc and not doc.startswith(f"{cls.__name__}(")


@pytest.mark.parametrize("cls", DATACLASSES)
def test_values_hold_tuples_and_never_lists_or_dictionaries(cls: type) -> None:
    for field in dataclasses.fields(cls):
        assert not any(word in str(field.type) for word in ("list[", "dict[", "set[")), field.name


def test_a_value_cannot_be_edited_in_place() -> None:
    span = Span(start=0, end=1, text="a")
    with pytest.raises(FrozenInstanceError):
        span.start = 5  # type: ignore[misc]


@pytest.mark.parametrize(
    ("start", "end", "text"), [(-1, 1, "ab"), (2, 2, ""), (3, 2, "a"), (0, 3, "ab"), (0, 1, "ab"), (0, 1, "")]
)
def test_a_span_is_not_empty_and_as_long_as_its_words(start: int, end: int, text: str) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start=start, end=end, text=text)


@given(st.text(min_size=1), st.integers(0, 1000))
def test_a_span_of_any_words_holds_them(text: str, start: int) -> None:
    assert Span(start=start, end=start + len(text), text=text).text == text


@pytest.mark.parametrize(("low", "high"), [(-1, None), (-2, -1), (3, 2), (1, 0)])
def test_a_count_is_not_negative_and_not_upside_down(low: int, high: int | None) -> None:
    with pytest.raises(ValueError, match="not a count"):
        Count(low=low, high=high)


@pytest.mark.parametrize(("low", "high"), [(0, 0), (0, None), (5, 5), (5, 7)])
def test_a_count_may_be_zero_exact_a_range_or_open(low: int, high: int | None) -> None:
    assert Count(low=low, high=high).spans == ()


def test_a_period_does_not_end_before_it_starts() -> None:
    first, last = date(2024, 5, 2), date(2024, 5, 1)
    with pytest.raises(ValueError, match="ends before it starts"):
        Period(first=first, last=last, precision="days")
    assert Period(first=first, last=first, precision="day").last == first
    assert Period(first=None, last=last, precision="open").first is None


@given(st.lists(st.text(max_size=10) | st.none() | st.integers(), max_size=5))
def test_a_content_id_depends_on_its_parts_alone(parts: list[object]) -> None:
    made = content_id("x", *parts)
    assert made == content_id("x", *parts)
    assert len(made) == 18 and made.startswith(f"x{values.ID_VERSION}")


def test_content_ids_tell_parts_and_prefixes_apart() -> None:
    assert content_id("x", "ab", "c") != content_id("x", "a", "bc")
    assert content_id("x", "a") != content_id("y", "a")
    assert content_id("x", "a") != content_id("x", "a", "")
    assert content_id("x", None) == content_id("x", "")


REPORT = Report(
    text="A bomb exploded.", published=date(2024, 5, 16), publisher="p", url="https://example.org/a"
)


@pytest.mark.parametrize(
    "other",
    [
        replace(REPORT, text="A bomb went off."),
        replace(REPORT, published=date(2024, 5, 17)),
        replace(REPORT, published=None),
        replace(REPORT, publisher="q"),
        replace(REPORT, url=None),
    ],
)
def test_a_report_of_other_text_day_publisher_or_address_has_another_id(other: Report) -> None:
    assert other.id != REPORT.id


@pytest.mark.parametrize("same", [replace(REPORT), replace(REPORT, name="n"), replace(REPORT, title="t")])
def test_name_and_title_do_not_change_the_id_of_a_report(same: Report) -> None:
    assert same.id == REPORT.id


def test_a_report_is_called_by_its_given_id_or_by_its_content() -> None:
    assert replace(REPORT, name="n").key == "n"
    assert REPORT.key == REPORT.id


def event(**changes: object) -> Event:
    trigger = Span(start=2, end=6, text="bomb")
    whole = Span(start=0, end=16, text="A bomb exploded.")
    base = Event(
        report_id=REPORT.id,
        kind="bombing",
        stage="done",
        told_as="news",
        aggregate=False,
        trigger=trigger,
        sentence=whole,
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def test_an_event_is_known_by_its_report_kind_and_trigger() -> None:
    assert event().id == event(stage="attempted", aggregate=True).id
    assert event().id != event(kind="shelling").id
    assert event().id != event(report_id="r1other").id
    assert event().id != event(trigger=Span(start=7, end=15, text="exploded")).id


def test_what_an_event_does_not_say_is_none_or_empty() -> None:
    plain = event()
    assert [plain.when, plain.where, plain.killed, plain.injured, plain.taken, plain.unclaimed] == [None] * 6
    assert [plain.by, plain.targets, plain.weapons, plain.sources] == [()] * 4


def clause(text: str) -> Clause:
    [found] = chunk(text, split(text))
    return found


def test_a_clause_gives_back_the_words_of_its_tokens() -> None:
    found = clause("Gunmen killed two soldiers in Gao.")
    assert found.span(0, 2).text == "Gunmen killed"
    assert [found.phrase(c).text for c in found.chunks] == ["Gunmen", "two soldiers", "Gao"]


def test_the_head_of_a_phrase_is_left_over_its_prepositions() -> None:
    found = clause("Officials in Kabul said so.")
    assert found.phrase(found.head(1)).text == "Officials"
    assert found.phrase(found.head(0)).text == "Officials"


def test_a_phrase_after_an_index_may_be_the_rest_of_one() -> None:
    found = clause("They hit the old town.")
    assert (rest := found.after(found.lowers.index("old"))) is not None
    assert found.phrase(rest).text == "old town"
