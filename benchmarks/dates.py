"""Prints how often Tocsin resolves an annotated time expression right, beside libraries as they come.

usage: python -m benchmarks.dates [--recognizers FOLDER] [--meantime FOLDER] [--gum FOLDER]
                                  [--records REPORTS.jsonl GOLD.jsonl]... [--reader NAME]... [--errors]
Each set is optional. The span is given: counted is the marked expression that shares most characters with it.
recognizers-text's specifications: the days of its date and range types, bare days taken as past; the end of a
range is right as that day or the one before, since the set counts it out for weeks and months and leaves it
open for days. MEANTIME: the TIMEX3 value. GUM: the value or the days. Records: first and last day of the
events' time words that `dating.find` finds; with `--reader`, of the events that this reader finds: whether it
ties the same time words to the event, and what days the event gets. The libraries are needed for their
columns only: without one, its column says so.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from tocsin import dating, splitting
from tocsin.exports.record import record
from tocsin.values import Event, Span

from .dates_baselines import BASELINES, Answer
from .dates_gold import Case, expanded, gum, meantime, recognizers
from .reading import json_lines, reader, reports, say
from .scoring import pairs


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs what is given; 0 when done."""
    options = parser().parse_args(arguments)
    sets: list[tuple[str, Callable[[Path], Iterator[Case]], Path | None, bool]] = [
        ("recognizers-text, English (days)", recognizers, options.recognizers, True),
        ("MEANTIME, English (TIMEX3 value)", meantime, options.meantime, False),
        ("GUM (value or days)", gum, options.gum, False),
    ]
    for title, read, folder, diary in sets:
        if folder is None:
            say(f"Not run: {title}; no folder was given.")
            continue
        cases = list(read(folder))
        if not cases:
            say(f"Not run: {title}; no annotated time was found in {folder}.")
            continue
        table(title, cases, diary=diary, errors=options.errors)
    for texts, gold in options.records or ():
        records(Path(texts), gold=Path(gold), errors=options.errors)
        for name in options.reader or ():
            events(Path(texts), gold=Path(gold), name=name, errors=options.errors)
    return 0


def parser() -> argparse.ArgumentParser:
    """The options of this benchmark."""
    made = argparse.ArgumentParser(
        prog="python -m benchmarks.dates", description=(__doc__ or "").split("\n")[0]
    )
    for name in ("recognizers", "meantime", "gum"):
        made.add_argument(f"--{name}", type=Path, metavar="FOLDER")
    made.add_argument("--records", nargs=2, action="append", metavar=("REPORTS", "GOLD"))
    made.add_argument(
        "--reader", action="append", metavar="NAME", help="measure this reader's events as well"
    )
    made.add_argument("--errors", action="store_true", help="print each expression that Tocsin gets wrong")
    return made


@lru_cache(maxsize=512)
def marks(text: str, published: date | None, diary: bool = False) -> tuple[dating.Timex, ...]:
    """What Tocsin marks in a text."""
    return dating.mark(text, splitting.split(text), published=published, diary=diary)


def tocsin(case: Case, *, diary: bool) -> Answer | None:
    """Tocsin's answer to a case."""
    shared = [
        (min(mark.span.end, case.end) - max(mark.span.start, case.start), -len(mark.span.text), mark)
        for mark in marks(case.text, case.published, diary)
    ]
    shared = [each for each in shared if each[0] > 0]
    if not shared:
        return None
    best = max(shared, key=lambda each: each[:2])[2]
    return Answer(best.first, best.last, best.value)


def right(case: Case, answer: Answer | None) -> bool:
    """True where the answer is what was annotated."""
    if answer is None:
        return False
    if case.ends:
        second = expanded(answer.value.partition("/")[2])
        last = answer.last in case.ends or (second is not None and second[0] in case.ends)
        return answer.first == case.first and last
    if case.value is not None and answer.value == case.value:
        return True
    return case.first is not None and (answer.first, answer.last) == (case.first, case.last)


def table(title: str, cases: Sequence[Case], *, diary: bool, errors: bool) -> None:
    """Prints one set: a row for each sort, a column for each program, and F over all."""
    print(f"\n{title}: {len(cases)} expressions")
    programs: dict[str, Callable[[Case], Answer | None]] = {"Tocsin": lambda case: tocsin(case, diary=diary)}
    for name, load in BASELINES.items():
        program = load()
        if program is None:
            say(f"{name}: not installed, not run.")
        else:
            programs[name] = program
    scores = {name: scored(cases, program) for name, program in programs.items()}
    print(f"  {'sort':<28}{'n':>6}" + "".join(f"{name:>20}" for name in scores))
    for sort in dict.fromkeys(group(case) for case in cases):
        number = sum(group(case) == sort for case in cases)
        cells = "".join(f"{score.right[sort] / number:>20.1%}" for score in scores.values())
        print(f"  {sort:<28}{number:>6}{cells}")
    shares = "".join(f"{sum(s.right.values()) / len(cases):>20.1%}" for s in scores.values())
    print(f"  {'all, share right':<28}{len(cases):>6}{shares}")
    measures = "".join(
        f"{2 * sum(s.right.values()) / (len(cases) + s.answered):>20.1%}" for s in scores.values()
    )
    print(f"  {'all, F':<28}{'':>6}{measures}")
    speeds = "".join(f"{len(cases) / s.seconds:>20,.0f}" for s in scores.values())
    print(f"  {'expressions a second':<28}{'':>6}{speeds}")
    for case in cases if errors else ():
        answer = programs["Tocsin"](case)
        if not right(case, answer):
            wanted = case.value or f"{case.first}..{case.last}"
            print(
                f"    {case.document} {case.published} {case.text[case.start : case.end]!r}: "
                f"{wanted}, {answer}"
            )


class Score:
    """How often a program was right, by sort, how often it answered, and how long it took."""

    def __init__(self) -> None:
        self.right: dict[str, int] = defaultdict(int)
        self.answered = 0
        self.seconds = 0.0


def scored(cases: Sequence[Case], program: Callable[[Case], Answer | None]) -> Score:
    """One program over one set."""
    score = Score()
    program(cases[0])  # what is loaded once is not counted
    marks.cache_clear()
    start = time.perf_counter()
    for case in cases:
        answer = program(case)
        score.answered += answer is not None
        score.right[group(case)] += right(case, answer)
    score.seconds = time.perf_counter() - start
    return score


def group(case: Case) -> str:
    """The row of a case: its sort, for the specifications with their file."""
    return f"{case.document} {case.sort}" if case.ends else case.sort


def records(path: Path, *, gold: Path, errors: bool) -> None:
    """Prints the share of an annotated set's time words that are found, and of those that are resolved."""
    if missing := [str(each) for each in (path, gold) if not each.exists()]:
        say(f"Not run: records; there is no {', '.join(missing)}.")
        return
    texts = {row["id"]: row for row in json_lines(path)}
    told = found = good = dated = dated_good = 0
    for row in json_lines(gold):
        report = texts[row["id"]]
        text, published = report["text"], date.fromisoformat(report["published"])
        periods = dating.find(text, splitting.split(text), published=published)
        for event in row["events"]:
            when = event.get("when") or {}
            words = when.get("text")
            if not words or words not in text:
                continue
            told += 1
            near = [p for p in periods if p.span and overlaps(text, words, at=(p.span.start, p.span.end))]
            found += bool(near)
            days = [(p.first and str(p.first), p.last and str(p.last)) for p in near]
            hit = (when["first"], when["last"]) in days
            good += hit
            dated += bool(near) and when["first"] is not None
            dated_good += hit and when["first"] is not None
            if errors and near and not hit:
                print(f"    {row['id']} {published} {words!r}: {when['first']}..{when['last']}, {days}")
    print(f"\nRecords, {gold.name}: {told} time words, {found} found")
    print(f"  of those found, first and last day right: {good}/{found} = {good / max(1, found):.1%}")
    print(
        f"  of those found with a first day in gold:  {dated_good}/{dated} = {dated_good / max(1, dated):.1%}"
    )


def events(path: Path, *, gold: Path, name: str, errors: bool) -> None:
    """Prints how often a reader's events have the days of the gold events that they stand for."""
    if not (path.exists() and gold.exists()):
        return
    read = reader(name)
    golds = {row["id"]: row["events"] for row in json_lines(gold)}
    told = paired = tied = tied_good = good = 0
    for report in reports(path):
        wanted = golds.get(report.key, [])
        found = read(report)
        answers = record(report, found, reader=name)["events"]
        partner = {j: i for i, j, _ in pairs(answers, wanted)}
        for j, event in enumerate(wanted):
            when = event.get("when") or {}
            words = when.get("text")
            if not words or words not in report.text:
                continue
            told += 1
            if j not in partner:
                continue
            paired += 1
            mine, span = answers[partner[j]].get("when") or {}, period_span(found[partner[j]])
            right = (mine.get("first"), mine.get("last")) == (when["first"], when["last"])
            same = span is not None and overlaps(report.text, words, at=(span.start, span.end))
            good, tied, tied_good = good + right, tied + same, tied_good + (right and same)
            if errors and not right:
                print(
                    f"    {report.key} {report.published} {event['trigger']!r} {words!r}: "
                    f"{when['first']}..{when['last']}, {span and span.text!r} {mine}"
                )
    print(f"  {name} reader: {paired} of {told} events with time words found, {tied} with the same words")
    print(f"    first and last day right: {good}/{paired} = {good / max(1, paired):.1%}")
    print(f"    of those with the same words: {tied_good}/{tied} = {tied_good / max(1, tied):.1%}")


def period_span(event: Event) -> Span | None:
    """The time words of an event, if it has any."""
    return event.when.span if event.when else None


def overlaps(text: str, words: str, *, at: tuple[int, int]) -> bool:
    """True where some occurrence of the words shares a character with the span `at`."""
    start = text.find(words)
    while start >= 0:
        if at[0] < start + len(words) and start < at[1]:
            return True
        start = text.find(words, start + 1)
    return False


if __name__ == "__main__":
    raise SystemExit(main())
