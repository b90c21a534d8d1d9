"""Prints how many places of a corpus with coordinates Tocsin finds, and how far off it puts them.

usage: python -m benchmarks.places --corpus FILE.xml [--publisher-country USA] [--errors N]
`FILE` is in the form of GeoVirus or of LGL: articles with toponyms, their offsets, latitude and longitude.
End to end, the words have to be found first; on gold spans they are given. "most people" takes, of the same
words, the place of the name with the most inhabitants. A country counts as its centre, here and nowhere else.
With `--peoples`, the words for a people ("American") stand for their country, as LGL's annotators had it.
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
import tomllib
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tocsin import locating, splitting
from tocsin.values import Place, Sentence, Span

DESCRIPTION = (__doc__ or "").split("\n")[0]
NEAR_KM = 161.0  # a hundred miles, the usual bound
EARTH_KM = 6371.0
FARTHEST_KM = 20_039.0  # half way round, for the area under the curve of log errors
CENTRES = Path(__file__).parent / "data" / "country_centres.toml"
WIDTHS = (22, 7, 7, 7, 7, 9, 9, 7, 7)
HEADS = ("", "gold", "placed", "recall", "near", "mean km", "median", "AUC", "prec.")
# Accuracy and recall within 161 km, as their authors and Gritta et al. (2018, 2019) printed them; Mordecai 3
# on the gold spans of its own split of LGL (Halterman 2023).
PUBLISHED = """\
Published:
  CamCoder, end to end, recall within 161 km       LGL .393   GeoVirus .618
  Edinburgh, of what it found, within 161 km       LGL .819   GeoVirus .807
  Mordecai 3, gold spans of a split, within 161 km LGL .827"""


@dataclass(frozen=True, slots=True)
class Gold:
    """One toponym of the corpus; `lat` and `lon` are None where the annotators found no place for it."""

    start: int
    end: int
    words: str
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True)
class Article:
    """One text with its toponyms."""

    text: str
    golds: tuple[Gold, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered for some words; without a point, no place of that name was known."""

    start: int
    end: int
    point: tuple[float, float] | None
    name: str = ""


@dataclass(slots=True)
class Tally:
    """Errors in km of what was placed; `gold` toponyms, `answers`, and how many of these are toponyms."""

    gold: int = 0
    answers: int = 0
    toponyms: int = 0
    errors: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def row(self, title: str) -> tuple[str, ...]:
        """The line of the table: shares within 161 km of all gold, and of what was placed."""
        near = sum(km <= NEAR_KM for km in self.errors)
        logs = [math.log1p(km) / math.log1p(FARTHEST_KM) for km in self.errors]
        return (
            title,
            str(self.gold),
            share(len(self.errors), self.gold),
            share(near, self.gold),
            share(near, len(self.errors)),
            f"{statistics.fmean(self.errors or [0]):.0f}",
            f"{statistics.median(self.errors or [0]):.0f}",
            f"{statistics.fmean(logs or [0]):.3f}",
            share(self.toponyms, self.answers) if self.answers else "",
        )


def share(part: int, whole: int) -> str:
    """A share with three places."""
    return f"{part / whole:.3f}" if whole else "-"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table of one corpus."""
    options = parser().parse_args(arguments)
    articles = list(read(options.corpus))
    toponyms = sum(len(article.golds) for article in articles)
    print(f"{options.corpus.name}: {len(articles)} articles, {toponyms} toponyms")
    print(line(HEADS))
    for title, tally in tallies(articles, hint=options.publisher_country, peoples=options.peoples).items():
        print(line(tally.row(title)))
        for miss in tally.wrong[: options.errors]:
            print(f"    {miss}")
    print(PUBLISHED)
    return 0


def line(cells: Sequence[str]) -> str:
    """One line of the table: the title to the left, figures to the right."""
    first, *others = (cell.rjust(w) for cell, w in zip(cells, WIDTHS, strict=True))
    return "  ".join([cells[0].ljust(len(first)), *others])


def parser() -> argparse.ArgumentParser:
    """The options."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.places", description=DESCRIPTION)
    made.add_argument("--corpus", type=Path, required=True)
    made.add_argument("--publisher-country", help="alpha-3 code of the country where the papers appear")
    made.add_argument("--peoples", action="store_true", help="words for a people stand for their country")
    made.add_argument("--errors", type=int, default=0, help="so many misses of each row")
    return made


def tallies(articles: Sequence[Article], *, hint: str | None, peoples: bool) -> dict[str, Tally]:
    """The tallies by their titles."""
    out = {title: Tally() for title in ("end to end", " most people", "gold spans", " most people on them")}
    rows = list(out.values())
    for article in articles:
        sentences = splitting.split(article.text)
        found = answers(article.text, sentences, hint=hint, peoples=peoples)
        count(rows[0], article, given=found)
        count(rows[1], article, given=[most_people(article.text, answer) for answer in found])
        resolved = resolve(article, sentences, hint=hint)
        on_spans(rows[2], article, given=resolved)
        bare = [Answer(gold.start, gold.end, None) for gold in article.golds]
        on_spans(rows[3], article, given=[most_people(article.text, answer) for answer in bare])
    return out


def answers(text: str, sentences: Sequence[Sentence], *, hint: str | None, peoples: bool) -> list[Answer]:
    """Every place that Tocsin finds in a text, and if wanted the countries of peoples."""
    gazetteer = locating.default_gazetteer()
    found = locating.find(text, sentences, gazetteer=gazetteer, hint=hint, apart=True)
    out = [Answer(p.span.start, p.span.end, point(p), p.name or "") for p in found if p.span]
    if peoples:
        taken = [(answer.start, answer.end) for answer in out]
        for cue in locating.country_cues(text, sentences, gazetteer=gazetteer):
            if not cue.by_name and not any(cue.start < end and start < cue.end for start, end in taken):
                out.append(Answer(cue.start, cue.end, centres().get(cue.country)))
    return out


def resolve(article: Article, sentences: Sequence[Sentence], *, hint: str | None) -> list[Answer]:
    """What Tocsin answers when it is given the toponyms."""
    spans = [Span(start=gold.start, end=gold.end, text=gold.words) for gold in article.golds]
    found = locating.resolve(
        article.text, sentences, spans=spans, gazetteer=locating.default_gazetteer(), hint=hint
    )
    return [
        Answer(span.start, span.end, point(place) if place else None, place.name or "" if place else "")
        for span, place in zip(spans, found, strict=True)
    ]


def most_people(text: str, answer: Answer) -> Answer:
    """The same words, put at the place of that name with the most inhabitants."""
    entries = locating.default_gazetteer().candidates(text[answer.start : answer.end])
    best = max(entries, key=lambda entry: entry.population, default=None)
    if best is None:
        return Answer(answer.start, answer.end, None)
    here = centres().get(best.country or "") if best.kind == "country" else None
    if best.lat is not None and best.lon is not None:
        here = (best.lat, best.lon)
    return Answer(answer.start, answer.end, here, best.name)


def count(tally: Tally, article: Article, *, given: Sequence[Answer]) -> None:
    """Adds an article's answers: each gold toponym takes the answer that overlaps it most, if any does."""
    located = [gold for gold in article.golds if gold.lat is not None]
    tally.gold += len(located)
    for answer in given:
        # What the annotators marked and could not place is neither right nor wrong.
        over = [gold for gold in article.golds if overlap(gold, answer)]
        if over and all(gold.lat is None for gold in over):
            continue
        tally.answers += 1
        tally.toponyms += bool(over)
    for gold in located:
        best = max(given, key=lambda answer: overlap(gold, answer), default=None)
        if best is None or not overlap(gold, best):
            tally.wrong.append(f"not found: {shown(article.text, gold)}")
        else:
            judge(tally, article, gold=gold, answer=best)


def on_spans(tally: Tally, article: Article, *, given: Sequence[Answer]) -> None:
    """Adds an article's answers for its own toponyms."""
    for gold, answer in zip(article.golds, given, strict=True):
        if gold.lat is not None:
            tally.gold += 1
            judge(tally, article, gold=gold, answer=answer)


def judge(tally: Tally, article: Article, *, gold: Gold, answer: Answer) -> None:
    """Adds the error of one answer."""
    if answer.point is None or gold.lat is None or gold.lon is None:
        tally.wrong.append(f"no point for {answer.name or 'it'}: {shown(article.text, gold)}")
        return
    km = distance_km((gold.lat, gold.lon), answer.point)
    tally.errors.append(km)
    if km > NEAR_KM:
        at = f"{answer.point[0]:.1f},{answer.point[1]:.1f} not {gold.lat:.1f},{gold.lon:.1f}"
        tally.wrong.append(f"{km:.0f} km off ({answer.name} {at}): {shown(article.text, gold)}")


def overlap(gold: Gold, answer: Answer) -> int:
    """Characters that both cover."""
    return max(0, min(gold.end, answer.end) - max(gold.start, answer.start))


def shown(text: str, gold: Gold) -> str:
    """A toponym with what stands around it."""
    around = text[max(0, gold.start - 50) : gold.start], text[gold.end : gold.end + 30]
    return " ".join(f"{around[0]}[{text[gold.start : gold.end]}]{around[1]}".split())


def point(place: Place) -> tuple[float, float] | None:
    """Where a place is; for a country alone its centre."""
    if place.lat is not None and place.lon is not None:
        return place.lat, place.lon
    return centres().get(place.country or "") if place.precision == "country" else None


@cache
def centres() -> dict[str, tuple[float, float]]:
    """The centre of each country by its alpha-3 code."""
    listed = tomllib.loads(CENTRES.read_text("utf-8"))
    return {code: (lat, lon) for code, (lat, lon) in listed.items()}


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle kilometres."""
    p, q = math.radians(a[0]), math.radians(b[0])
    east = math.sin(math.radians(b[1] - a[1]) / 2)
    chord = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * east * east
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, chord)))


def read(path: Path) -> Iterator[Article]:
    """The articles of a corpus in either form."""
    for article in ElementTree.parse(path).getroot().iter("article"):
        text = article.findtext("text") or ""
        golds = [*article.iter("location"), *article.iter("toponym")]
        yield Article(text, tuple(gold for gold in (toponym(text, node) for node in golds) if gold))


def toponym(text: str, node: ElementTree.Element) -> Gold | None:
    """One toponym; None if its words do not stand where it says, nor one character beside it."""
    words = node.findtext("phrase") or node.findtext("name") or ""
    start = int(node.findtext("start") or 0)
    # GeoVirus counts its offsets from one.
    at = next((s for s in (start, start - 1, start + 1) if s >= 0 and text.startswith(words, s)), None)
    if at is None or not words.strip():
        return None
    tag = node.find("gaztag")
    lat, lon = ((node if tag is None else tag).findtext(name) for name in ("lat", "lon"))
    if lat is None or lon is None:
        return Gold(at, at + len(words), words, None, None)
    return Gold(at, at + len(words), words, float(lat), float(lon))


if __name__ == "__main__":
    sys.exit(main())
