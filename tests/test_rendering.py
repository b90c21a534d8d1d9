"""What people read on a terminal: careful words, no blame told as a fact, no text that takes it over."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.theme import Theme

from tocsin.querying import Story
from tocsin.rendering import incidents, reading, screen, tables, words
from tocsin.values import (
    Attribution,
    Count,
    Decision,
    Event,
    Failure,
    Figure,
    Incident,
    Period,
    Place,
    Reason,
    Report,
    Span,
    Statement,
    Target,
)

TEXT = "Rockets hit the base\n\nThree rockets hit the base near Kirkuk on Sunday. Washington blamed Tehran."
REPORT = Report(
    text=TEXT, published=date(2020, 1, 27), name="s1", title="Rockets hit the base", publisher="Gulf Wire"
)
NASTY = "\x1b[2J\x1b]0;owned\x07[bold red]x[/] \x9b31m\u202eevil"
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def span(part: str, text: str = TEXT) -> Span:
    start = text.rindex(part)
    return Span(start=start, end=start + len(part), text=part)


def event(**more: Any) -> Event:
    given: dict[str, Any] = {
        "report_id": REPORT.id,
        "kind": "shelling",
        "stage": "done",
        "told_as": "news",
        "aggregate": False,
        "trigger": span("hit"),
        "sentence": span("Three rockets hit the base near Kirkuk on Sunday."),
    }
    return Event(**{**given, **more})


def incident(**more: Any) -> Incident:
    given: dict[str, Any] = {
        "id": "i1abcdef0123456789",
        "kind": "shelling",
        "stage": "done",
        "aggregate": False,
        "headline": "Rocket attack on the base, Kirkuk, 26 January 2020",
        "event_ids": ("e1",),
        "report_ids": (REPORT.id,),
        "evidence": ("e1", "Three rockets hit the base near Kirkuk on Sunday."),
        "status": "unknown",
        "when": Period(first=date(2020, 1, 26), last=date(2020, 1, 26), precision="day"),
        "where": Place(country="IRQ", name="Kirkuk", precision="town", lat=35.468, lon=44.392),
    }
    return Incident(**{**given, **more})


def attribution(status: Any, *voices: tuple[Any, str, str], name: str = "Iran") -> Attribution:
    return Attribution(actor_id="IRN", name=name, status=status, voices=voices)


def seen(pages: Iterable[Any], *, width: int = 80) -> str:
    """The pages as somebody sees them who sees no styles."""
    console = Console(file=io.StringIO(), width=width, theme=Theme(screen.STYLES), markup=False)
    with console.capture() as captured:
        for page in pages:
            console.print(page)
    return captured.get()


# Words


@given(st.text())
def test_clean_text_is_as_long_as_before_and_obeys_nobody(text: str) -> None:
    cleaned = words.clean(text)
    assert len(cleaned) == len(text)
    assert not OBEYED.search(cleaned) and "\n" not in cleaned
    assert words.clean(cleaned) == cleaned


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_escaped_json_says_the_same(text: str) -> None:
    line = words.safe_json(json.dumps({"text": text}, ensure_ascii=False))
    assert json.loads(line) == {"text": text}
    assert not OBEYED.search(line)


def test_letters_of_all_scripts_stay_as_they_are() -> None:
    told = "Kata'ib Ḥizbullāh كتائب حزب الله 伊拉克 می\u200cخواهم"
    assert words.clean(told) == told


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2020, 1, 26), date(2020, 1, 26), "Sunday 26 January 2020"),
        (date(2020, 1, 11), date(2020, 1, 12), "11 to 12 January 2020"),
        (date(2020, 1, 1), date(2020, 1, 31), "January 2020"),
        (date(1979, 1, 1), date(1979, 12, 31), "1979"),
        (date(2019, 12, 31), date(2020, 1, 1), "31 December 2019 to 1 January 2020"),
        (None, date(2020, 1, 27), "on or before 27 January 2020"),
        (date(2020, 1, 27), None, "on or after 27 January 2020"),
        (None, None, "day unknown"),
    ],
)
def test_days_are_told_as_surely_as_they_are_known(first: date | None, last: date | None, said: str) -> None:
    assert words.period(Period(first=first, last=last, precision="days")) == said


def test_a_count_says_what_it_leaves_open() -> None:
    told = {(5, 5): "5", (5, 7): "5 to 7", (5, None): "at least 5", (0, 0): "nobody", (1200, 1200): "1,200"}
    for (low, high), said in told.items():
        assert words.count(Count(low=low, high=high)) == said


def test_a_figure_is_a_range_and_the_number_most_often_given() -> None:
    def figure(low: int, best: int, high: int | None) -> str:
        return words.figure(Figure(low=low, best=best, high=high, by_source=()))

    assert figure(25, 25, 25) == "25"
    assert figure(19, 25, 25) == "19 to 25"
    assert figure(19, 25, 30) == "19 to 30, most often 25"
    assert figure(5, 10, None) == "at least 5, most often 10"
    assert figure(0, 0, 0) == "nobody"


def test_many_names_are_shortened() -> None:
    assert words.listed([]) == ""
    assert words.listed(["A", "A"]) == "A"
    assert words.listed(["A", "B", "C"]) == "A, B and C"
    assert words.listed(["A", "B", "C", "D"]) == "A, B and 2 others"


# Who did it


@pytest.mark.parametrize("stance", ["blamed", "suspected"])
def test_an_accusation_says_that_nothing_is_established(stance: Any) -> None:
    said = words.statement(Statement(actor=span("Tehran"), stance=stance, says=span("Washington")))
    assert said == f"{stance}, not established: “Tehran”, by Washington"


@pytest.mark.parametrize(
    ("status", "stance"), [("attributed", "blamed"), ("suspected", "suspected"), ("denied", "denied")]
)
def test_an_incident_never_tells_an_accused_as_the_doer(status: Any, stance: Any) -> None:
    said = words.attribution(attribution(status, (stance, "Washington", "e1")))
    assert "not established" in said or said == "denied by Iran"
    assert "fact" not in said and "claimed" not in said and not said.startswith("by")


def test_blame_names_the_accuser_and_the_denial() -> None:
    one = attribution("attributed", ("blamed", "Washington", "e1"), ("denied", "Iran", "e2"))
    assert words.attribution(one) == "blamed by Washington, not established: Iran; denial reported"


def test_an_outlet_prints_what_it_does_not_say_itself() -> None:
    one = attribution("suspected", ("suspected", "Gulf Wire", "e1"))
    assert words.attribution(one, outlets={"Gulf Wire"}) == "suspected in Gulf Wire, not established: Iran"


def test_a_claim_is_told_as_a_claim_and_a_fact_with_who_tells_it() -> None:
    claimed = attribution("claimed", ("claimed", "Iran", "e1"))
    assert words.attribution(claimed) == "claimed by Iran"
    stated = attribution("stated", ("stated", "Gulf Wire", "e1"))
    assert words.attribution(stated, outlets={"Gulf Wire"}) == "by: Iran (told as fact in Gulf Wire)"


def test_the_sides_of_a_battle_are_no_doers() -> None:
    said = words.attribution(attribution("stated", ("stated", "Gulf Wire", "e1")), kind="armed_clash")
    assert said.startswith("a side: Iran")


def test_what_nobody_claims_says_as_of_when() -> None:
    lines = words.responsibility(incident(unclaimed_as_of=date(2020, 1, 27)))
    assert lines == [("unclaimed", "nobody has claimed it (as of 27 January 2020)")]
    assert words.responsibility(incident()) == [("unknown", "no report says who did it")]
    assert words.responsibility(incident(kind="protest")) == []


# Pages


def read_page(*, explain: bool = False, **more: Any) -> str:
    return seen([reading.report(REPORT, [event(**more)], explain=explain, plain=True)])


def test_a_report_shows_each_value_with_its_words() -> None:
    page = read_page(
        when=Period(
            first=date(2020, 1, 26),
            last=date(2020, 1, 26),
            precision="day",
            span=span("Sunday"),
            basis="Sunday before",
        ),
        where=Place(country="IRQ", name="Kirkuk", precision="town", span=span("Kirkuk"), inferred=True),
        by=(Statement(actor=span("Tehran"), stance="blamed", says=span("Washington")),),
        targets=(Target(span=span("the base"), sort="site", effect="damaged"),),
        weapons=(span("Three rockets"),),
        injured=Count(low=3, high=None, spans=(span("Three"),)),
    )
    for said in (
        "s1 · Gulf Wire · published Monday 27 January 2020 · 1 event",
        "shelling · done · news",
        "Sunday 26 January 2020, from “Sunday”",
        "Kirkuk, Iraq (country inferred)",
        "blamed, not established: “Tehran”, by Washington",
        "“the base” (site, damaged)",
        "at least 3, from “Three”",
        "«hit»",
    ):
        assert said in page, page


def test_what_is_not_told_is_said_not_to_be_told() -> None:
    page = read_page()
    told = [line.split() for line in page.splitlines() if "not told" in line]
    assert told == [[label, "not", "told"] for label in ("when", "where", "who")]
    assert "killed" not in page


def test_explaining_marks_the_words_and_says_how_they_were_resolved() -> None:
    when = Period(
        first=date(2020, 1, 26),
        last=date(2020, 1, 26),
        precision="day",
        span=span("Sunday"),
        basis="Sunday before",
    )
    page = read_page(explain=True, when=when)
    assert "«Sunday»" in page and "how: Sunday before" in page


def test_what_was_inferred_without_words_says_so() -> None:
    when = Period(first=None, last=date(2020, 1, 27), precision="open", basis="not after publication")
    page = read_page(explain=True, when=when)
    assert "on or before 27 January 2020 (inferred)" in page and "how: not after publication" in page


def test_long_sentences_are_cut_around_the_words_at_blanks() -> None:
    text = f"{'before ' * 60}rockets fell {'after ' * 60}here."
    whole = Span(start=0, end=len(text), text=text)
    shown = reading.highlighted(text, whole, spans=[span("rockets", text)], plain=True, longest=100).plain
    assert "«rockets» fell" in shown and len(shown) < 120
    assert re.fullmatch("“…(before )+«rockets» fell( after)+…”", shown)


def test_overlapping_words_are_marked_once() -> None:
    spans = [span("Three rockets"), span("rockets hit")]
    shown = reading.highlighted(TEXT, event().sentence, spans=spans, plain=True).plain
    assert shown.startswith("“«Three rockets hit» the base")


def test_a_timeline_groups_by_day_and_tells_each_incident_in_full() -> None:
    one = incident(
        by=(attribution("attributed", ("blamed", "Washington", "e1")),),
        status="attributed",
        killed=Figure(low=1, best=1, high=1, by_source=()),
        unclaimed_as_of=date(2020, 1, 27),
    )
    page = seen(incidents.timeline([(one, [REPORT]), (incident(), [REPORT, REPORT])]))
    assert page.count("Sunday 26 January 2020") == 1
    for said in (
        "● Rocket attack on the base, Kirkuk\n",
        "“Three rockets hit the base near Kirkuk on Sunday.”",
        "Blamed by Washington, not established: Iran",
        "Nobody has claimed it (as of 27 January 2020)",
        "killed 1 · 1 report (Gulf Wire) · i1abcdef0",
        "2 reports from 1 outlet",
    ):
        assert said in re.sub(r" +\n", "\n", page), page


def test_what_is_only_recalled_is_marked_in_words() -> None:
    one = incident(recalled_only=True)
    assert "○ Rocket attack on the base, Kirkuk [recalled only, not news]" in seen(
        incidents.timeline([(one, [])])
    )
    assert "recalled only" in seen(incidents.rows([one]), width=120)


def test_what_one_report_tells_stands_under_what_it_may_be_the_same_as() -> None:
    known, single, several = (
        replace(incident(), id=f"i{n}" * 9, report_ids=("a", "b")[: 1 + n % 2]) for n in (1, 2, 3)
    )
    told = [(one, [REPORT]) for one in (known, single, several)]
    first, below = incidents.under(told, {single.id: known.id, several.id: known.id})
    assert [one.id for one, _ in first] == [known.id, several.id]
    assert [one.id for one, _ in below[known.id]] == [single.id]


def test_undated_incidents_stand_under_their_own_title() -> None:
    assert "Day unknown" in seen(incidents.timeline([(incident(when=None), [REPORT])]))


def test_no_rows_make_no_table() -> None:
    assert list(incidents.rows([])) == []


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    one = incident(headline="Rocket attack on " + "the very long named base " * 6)
    pages = [*incidents.timeline([(one, [REPORT])]), *incidents.rows([one])]
    pages.append(reading.report(REPORT, [event()], explain=True))
    assert max(map(len, seen(pages, width=width).splitlines())) <= width


def story(**more: Any) -> Story:
    other = event(trigger=span("Rockets"))
    reasons = (
        Reason(term="prior", bits=-4.0, words="before any evidence"),
        Reason(term="day", bits=2.4, words="same day"),
    )
    decision = Decision(act="join", event_id=event().id, incident_id="i1abcdef0123456789", reasons=reasons)
    held = Decision(
        act="hold", event_id=other.id, incident_id="i1ffff", reasons=reasons, candidate_id="i1abc"
    )
    figure = Figure(low=1, best=1, high=1, by_source=(("gulf wire", REPORT.published, 1, 1, event().id),))
    one = incident(
        event_ids=(event().id,),
        by=(attribution("attributed", ("blamed", "Washington", event().id)),),
        killed=figure,
        **more,
    )
    return Story(
        incident=one,
        reports={REPORT.id: REPORT},
        events=(event(),),
        decisions={event().id: decision},
        held=((held, other, REPORT),),
    )


def test_one_incident_shows_versions_figures_voices_and_reasons() -> None:
    page = seen(incidents.story(story(), plain=True))
    for said in (
        "blamed by Washington (Gulf Wire, 27 January 2020)",
        "1 (Gulf Wire, 27 January 2020)",
        "taken for the same happening: same day (+2.4)",
        "all in all -1.6 bits",
        "Kept apart from it, for a person to decide",
        "i1ffff  Gulf Wire",
    ):
        assert said in page, page
    assert "before any evidence" in seen(incidents.story(story(), explain=True, plain=True))


def test_one_incident_as_data_has_all_that_the_page_has() -> None:
    data = incidents.story_record(story())
    assert data["incident"]["id"] == "i1abcdef0123456789"
    assert data["reports"][0]["events"][0]["trigger"] == "hit"
    assert data["decisions"][0]["act"] == "join" and data["held"][0]["act"] == "hold"


def test_failures_kinds_and_checks_are_pages() -> None:
    from tocsin import ontology
    from tocsin.doctor import Check

    assert "cut off" in seen(
        tables.failures([Failure(origin="a.html", error="unreadable", message="cut off")])
    )
    kinds = ontology.load()
    assert all(kind.name in seen([tables.kinds(kinds)]) for kind in kinds)
    assert "Examples" in seen(tables.kind(kinds[0]))
    page = seen(
        [tables.checks([Check("data", False, "gone", "Install again."), Check("Python", True, "3.11")])]
    )
    assert "BAD" in page and "Install again." in page


# Untrusted text


def test_no_report_can_colour_or_clear_a_terminal() -> None:
    text = f"Rockets hit {NASTY} the base."
    report = Report(text=text, name=NASTY, title=NASTY, publisher=NASTY, url=NASTY)
    whole = Span(start=0, end=len(text), text=text)
    told = event(
        report_id=report.id,
        trigger=span("Rockets", text),
        sentence=whole,
        by=(Statement(actor=whole, stance="blamed", says=whole),),
        targets=(Target(span=whole, sort="site"),),
        weapons=(whole,),
        sources=(whole,),
        unclaimed=whole,
        where=Place(country=None, name=NASTY, precision="town", basis=NASTY),
    )
    one = incident(
        headline=NASTY,
        evidence=("e1", NASTY),
        by=(attribution("attributed", ("blamed", NASTY, told.id), name=NASTY),),
        targets=(NASTY,),
        weapons=(NASTY,),
        sources=(NASTY,),
        event_ids=(told.id,),
        report_ids=(report.id,),
        where=Place(country=None, name=NASTY, precision="town"),
    )
    whole_story = Story(incident=one, reports={report.id: report}, events=(told,), decisions={}, held=())
    pages = [
        reading.report(report, [told], explain=False),
        reading.report(report, [told], explain=True),
        *incidents.timeline([(one, [report])]),
        *incidents.rows([one]),
        *incidents.story(whole_story, explain=True),
        *tables.failures([Failure(origin=NASTY, error=NASTY, message=NASTY)]),
    ]
    page = seen(pages, width=100)
    assert "\x1b" not in page
    assert not OBEYED.search(page.replace("\n", ""))
    assert "[bold red]x[/]" in re.sub(r"\s+", " ", page), "markup was taken for a command"


def test_a_pipe_gets_neither_styles_nor_blanks_at_the_ends_of_lines() -> None:
    lines = "".join(screen.lay(incidents.timeline([(incident(), [REPORT])]), io.StringIO()))
    assert "\x1b" not in lines and not re.search(" $", lines, re.M)
