"""The trained reader as a whole: reports in, records out, every value with its words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tocsin import actors, pipeline
from tocsin.reader import Reader, trained
from tocsin.values import Event, Report, Span

PUBLISHED = date(2020, 1, 27)
REPORT = Report(
    published=PUBLISHED,
    text=(
        "Rockets strike US embassy compound in Baghdad\n\n"
        "BAGHDAD (Gulf Wire) - Three rockets struck the US embassy in Baghdad on Sunday, wounding one "
        "person, a security source told the Gulf Wire. No group has claimed the attack. Washington blamed "
        "Iran-backed militias for it.\n\n"
        "On January 8 Iran fired ballistic missiles at the Ain al-Asad air base. If another rocket fell, the "
        "source said, the embassy might be closed."
    ),
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return pipeline.load_reader("trained")


@pytest.fixture(scope="module")
def told(reader: Reader) -> tuple[Event, ...]:
    return pipeline.read(REPORT, reader=reader)


def test_the_news_comes_with_its_day_place_target_and_means(told: tuple[Event, ...]) -> None:
    news = next(event for event in told if event.trigger.text.startswith("struck"))
    assert (news.kind, news.stage, news.told_as) == ("shelling", "done", "news")
    assert news.when is not None and news.when.first == news.when.last == date(2020, 1, 26)
    assert news.where is not None and (news.where.country, news.where.name) == ("IRQ", "Baghdad")
    assert any("embassy" in target.span.text for target in news.targets)
    assert [weapon.text for weapon in news.weapons] == ["Three rockets"]
    assert news.unclaimed is not None


def test_blame_is_not_told_as_fact(told: tuple[Event, ...]) -> None:
    news = next(event for event in told if event.trigger.text.startswith("struck"))
    militias = [s for s in news.by if "militias" in s.actor.text]
    assert [(s.stance, s.says.text if s.says else None) for s in militias] == [("blamed", "Washington")]


def test_an_older_attack_is_an_event_of_its_own_with_its_own_day(told: tuple[Event, ...]) -> None:
    older = [e for e in told if e.when and e.when.first == e.when.last == date(2020, 1, 8)]
    assert [event.kind for event in older] == ["shelling"]


def test_nothing_is_made_of_a_conditional_sentence(told: tuple[Event, ...]) -> None:
    start = REPORT.text.index("If another")
    assert not [event for event in told if event.trigger.start >= start]


def spans(event: Event) -> list[Span]:
    """All words that an event names."""
    found = [event.trigger, event.sentence, *event.weapons, *event.sources, *(t.span for t in event.targets)]
    for statement in event.by:
        found += [s for s in (statement.actor, statement.says, statement.cue) if s]
    for count in (event.killed, event.injured, event.taken):
        found += count.spans if count else ()
    found += [x.span for x in (event.when, event.where) if x is not None and x.span is not None]
    return found


def test_every_value_names_words_of_the_report(told: tuple[Event, ...]) -> None:
    for event in told:
        assert event.report_id == REPORT.id
        for span in spans(event):
            assert REPORT.text[span.start : span.end] == span.text
        for count in (event.killed, event.injured, event.taken):
            assert count is None or count.spans


def test_the_headline_and_the_report_tell_of_one_attack(told: tuple[Event, ...]) -> None:
    assert len([event for event in told if event.kind == "shelling" and event.told_as == "news"]) <= 2
    assert not [event for event in told if event.trigger.end <= REPORT.text.index("BAGHDAD")]


@pytest.mark.parametrize("text", ["", "   \n\n ", "1", "....", "\u200b", "مرحبا"])
def test_texts_without_a_happening_give_no_event(text: str, reader: Reader) -> None:
    assert pipeline.read(Report(text=text, published=PUBLISHED), reader=reader) == ()


def test_long_reports_are_read_to_their_end(reader: Reader) -> None:
    filler = "The council met again to speak about the price of bread and the state of the roads. " * 120
    text = f"{filler}\n\nA car bomb killed nine soldiers at a checkpoint in Mosul on Friday."
    events = pipeline.read(Report(text=text, published=PUBLISHED), reader=reader)
    assert "bombing" in {event.kind for event in events}


OWN = """
name = "dam_breach"
label = "Dam breached"
family = "attack"
definition = "A dam is breached on purpose."
not_this = "Floods by rain."
[crosswalk]
acled = ["Strategic developments: Other"]
[triggers]
nouns = ["breach of the dam"]
"""


def test_the_user_s_own_kinds_are_read_beside_ours(tmp_path: Path) -> None:
    (tmp_path / "dam_breach.toml").write_text(OWN, encoding="utf-8")
    reader = trained.load(identify=actors.identify, kinds=tmp_path)
    report = Report(
        text="The breach of the dam flooded the plain. Rebels shot nine farmers dead in Kaduna on Monday.",
        published=PUBLISHED,
    )
    assert [e.kind for e in pipeline.read(report, reader=reader)] == ["dam_breach", "armed_attack"]
