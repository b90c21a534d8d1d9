"""One report and its events as cards; on demand each value with the sentence and the words it came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.text import Text

from ..splitting import split
from ..values import Count, Event, Place, Report, Sentence, Span, Statement, Target
from . import words
from .screen import STANCE_STYLES, indented, pairs, text

LONGEST_EXCERPT = 150  # characters of a sentence that are shown around the words
OPEN, CLOSE = (
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}",
    "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}",
)
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


class Value(NamedTuple):
    """One value of an event: its label, what it says, the words behind it, and how they were resolved."""

    label: str
    said: Text
    spans: tuple[Span, ...] = ()
    how: str = ""


def report(
    one: Report, events: Sequence[Event], *, explain: bool = False, plain: bool = False
) -> RenderableType:
    """The report's head, then a card for each event; `plain` marks words by signs instead of by style."""
    rows: list[RenderableType] = [head(one, len(events))]
    for number, event in enumerate(events, 1):
        rows += [Text(), card(event, report=one, number=number, explain=explain, plain=plain)]
    return Group(*rows)


def head(one: Report, events: int) -> RenderableType:
    """What the report is: title, name, outlet, day, address, and how many events it tells."""
    published = (
        f"published {words.long_day(one.published)}" if one.published else "day of publication unknown"
    )
    known = [one.key, one.publisher or "", published, words.number_of(events, "event")]
    title = one.title or first_line(one.text)
    rows = [text((title, "head")), text((" · ".join(part for part in known if part), "quiet"))]
    return Group(*rows, *([text((one.url, "quiet"))] if one.url else []))


def first_line(told: str) -> str:
    """The beginning of a text that has no title."""
    line = next((line for line in told.splitlines() if line.strip()), "").strip()
    return line if len(line) <= 78 else line[:77].rsplit(" ", 1)[0] + ELLIPSIS


def card(event: Event, *, report: Report, number: int, explain: bool, plain: bool) -> RenderableType:
    """One event: kind, stage, news or recalled, then its values with their words."""
    recalled = "recalled" if event.told_as == "background" else "head"
    kind = event.kind.replace("_", " ")
    top = text((f"{number:>2}  {kind}", recalled), (f" · {words.stage_and_telling(event)}", "quiet"))
    rows: list[tuple[str, RenderableType]] = []
    if not explain:
        rows.append(("told", highlighted(report.text, event.sentence, spans=[event.trigger], plain=plain)))
    rows += cells(event, report=report, explain=explain, plain=plain)
    return Group(top, indented(pairs(rows), by=4))


def cells(
    event: Event, *, report: Report, explain: bool, plain: bool
) -> Iterator[tuple[str, RenderableType]]:
    """A label and a value for each row; a label stands only once over values of one sort."""
    shown = ""
    for value in values(event, explain=explain):
        yield value.label if value.label != shown else "", value.said
        shown = value.label
        if explain:
            yield from (("", line) for line in grounds(value, report=report, plain=plain))


def values(event: Event, *, explain: bool = False) -> Iterator[Value]:
    """The values of an event in the order in which a desk asks for them; what is not told is left out.

    When, where and who are asked for always. `explain` leaves out the words, for they are shown below.
    """
    if explain:
        yield Value("what", text(words.quoted(event.trigger.text)), (event.trigger,))
    yield when(event, explain=explain)
    yield where(event.where, explain=explain)
    yield from who(event)
    for target in event.targets:
        yield Value("target", text(target_words(target)), (target.span,))
    for weapon in event.weapons:
        yield Value("weapon", text(words.quoted(weapon.text)), (weapon,))
    for label, count in (("killed", event.killed), ("injured", event.injured), ("taken", event.taken)):
        if count:
            yield counted(label, count, explain=explain)
    for source in event.sources:
        yield Value("source", text(words.quoted(source.text)), (source,))


def when(event: Event, *, explain: bool) -> Value:
    """The days, and the time words behind them."""
    found = event.when
    if found is None:
        return Value("when", text(("not told", "quiet")))
    said = words.period(found, unknown="no day named")
    if explain or not found.span:
        inferred = "" if found.span else " (inferred)"
        return Value("when", text(said, (inferred, "quiet")), spans_of(found.span), found.basis)
    return Value("when", text(said, (f", from {words.quoted(found.span.text)}", "quiet")))


def where(found: Place | None, *, explain: bool) -> Value:
    """The place, the words behind it, and whether the country was inferred."""
    if found is None:
        return Value("where", text(("not told", "quiet")))
    said = words.place(found, unknown="not told")
    inferred = " (country inferred)" if found.inferred else ""
    if explain or not found.span:
        point = (
            f" at {found.lat:.3f}, {found.lon:.3f}" if found.lat is not None and found.lon is not None else ""
        )
        return Value("where", text(said, (point + inferred, "quiet")), spans_of(found.span), found.basis)
    same = found.span.text == found.name
    origin = "" if same else f", from {words.quoted(found.span.text)}"
    return Value("where", text(said, (origin + inferred, "quiet")))


def who(event: Event) -> Iterator[Value]:
    """Every statement on who did it, and that nobody has claimed it."""
    for statement in event.by:
        said = words.statement(statement, sided=event.kind in words.SIDED)
        yield Value("who", text((said, STANCE_STYLES[statement.stance])), behind(statement))
    if event.unclaimed:
        yield Value(
            "who", text(f"nobody has claimed it: {words.quoted(event.unclaimed.text)}"), (event.unclaimed,)
        )
    if not event.by and not event.unclaimed:
        yield Value("who", text(("not told", "quiet")))


def behind(statement: Statement) -> tuple[Span, ...]:
    """The words of a statement: who is named, who says so, and the words that say how surely."""
    return (statement.actor, *spans_of(statement.says), *spans_of(statement.cue))


def counted(label: str, count: Count, *, explain: bool) -> Value:
    """People, and the number words behind the figure where they say more than the figure does."""
    said = words.count(count)
    spoken = words.listed(words.quoted(span.text) for span in count.spans)
    if explain or not spoken or all(span.text.isdigit() for span in count.spans):
        return Value(label, text(said), count.spans)
    return Value(label, text(said, (f", from {spoken}", "quiet")))


def target_words(target: Target) -> str:
    """ "“the US embassy” (site, damaged)"."""
    more: list[str] = [target.sort] if target.sort != "other" else []
    more += [target.effect if target.effect != "none" else "unharmed"] if target.effect else []
    return words.quoted(target.span.text) + (f" ({', '.join(more)})" if more else "")


def spans_of(span: Span | None) -> tuple[Span, ...]:
    """The span as a tuple of one, or an empty one."""
    return (span,) if span else ()


def grounds(value: Value, *, report: Report, plain: bool) -> Iterator[Text]:
    """Each sentence with the words of a value marked in it, then how the words were resolved."""
    for start, end, spans in by_sentence(report.text, value.spans):
        whole = Span(start=start, end=end, text=report.text[start:end])
        yield highlighted(report.text, whole, spans=spans, plain=plain, longest=LONGEST_EXCERPT)
    if value.how:
        yield text((f"how: {value.how}", "quiet"))


def by_sentence(told: str, spans: Iterable[Span]) -> list[tuple[int, int, list[Span]]]:
    """The spans by the sentence that holds them, as (start, end, spans), in text order."""
    found: dict[tuple[int, int], list[Span]] = {}
    for span in sorted(spans, key=lambda one: one.start):
        holds = next((s for s in sentences(told) if s.start <= span.start < s.end), None)
        bounds = (holds.start, max(holds.end, span.end)) if holds else (span.start, span.end)
        found.setdefault(bounds, []).append(span)
    return [(start, end, members) for (start, end), members in found.items()]


@lru_cache(maxsize=4)
def sentences(told: str) -> tuple[Sentence, ...]:
    """The sentences of a text, kept for its next value."""
    return split(told)


def highlighted(
    told: str, sentence: Span, *, spans: Iterable[Span] = (), plain: bool, longest: int | None = None
) -> Text:
    """The sentence, quoted, with the spans marked in it; cut around them if over `longest` characters."""
    inside = merged((s.start, s.end) for s in spans if sentence.start <= s.start and s.end <= sentence.end)
    start, end = sentence.start, sentence.end
    if inside and longest and end - start > longest:
        start, end = window(sentence, first=inside[0][0], last=inside[-1][1], longest=longest)
    made = text((f"\N{LEFT DOUBLE QUOTATION MARK}{ELLIPSIS if start > sentence.start else ''}", "evidence"))
    at = start
    for first, last in inside:
        made.append_text(text((told[at:first], "evidence")))
        marked = f"{OPEN}{told[first:last]}{CLOSE}" if plain else told[first:last]
        made.append_text(text((marked, "mark")))
        at = last
    made.append_text(text((told[at:end], "evidence")))
    return made.append_text(
        text((f"{ELLIPSIS if end < sentence.end else ''}\N{RIGHT DOUBLE QUOTATION MARK}", "evidence"))
    )


def merged(bounds: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Bounds in order, those that overlap made into one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(bounds):
        if found and start <= found[-1][1] and start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def window(sentence: Span, *, first: int, last: int, longest: int) -> tuple[int, int]:
    """The part of a sentence that is shown: whole words around the characters `first` to `last`."""
    base, told = sentence.start, sentence.text
    spare = max(0, longest - (last - first)) // 2
    start, end = max(base, first - spare), min(sentence.end, last + spare)
    if start > base:
        blank = told.find(" ", start - base, first - base)
        start = base + blank + 1 if blank >= 0 else start
    if end < sentence.end:
        blank = told.rfind(" ", last - base, end - base)
        end = base + blank if blank >= 0 else end
    return start, end
