"""Fits the weights by which Tocsin chooses between the places of one name, and writes places_weights.toml.

usage: python training/fit_places.py --corpus GeoVirus.xml --corpus lgl.xml=USA
           --reports train.jsonl --gold train.records.jsonl [--write] [--folds 5]
A corpus with "=USA" gives that publisher's country to every other article. Of the annotated reports the
country of the place counts, and its name. Plain conditional logit: the places of a name compete; the weights
are drawn to those that were there before. First each name alone, then with the votes of the other names.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks import places as benchmark
from tocsin import locating, splitting
from tocsin.locating import choosing, resolving
from tocsin.locating.choosing import Evidence
from tocsin.locating.gazetteer import Entry
from tocsin.locating.holding import holds
from tocsin.locating.mentions import Mention
from tocsin.locating.naming import without_marks
from tocsin.values import Span

NEAR_KM = 10.0  # farther from the annotated point than the nearest place of the name: not the same place
PULL = 0.5  # strength of the draw to the weights before, by standard deviation of 1 / PULL ** 0.5
ROUNDS = 120
STEP = 0.25
Weights = dict[str, float]
Row = tuple[list[dict[str, float]], list[int], float]  # features of each place, those that are right, weight


@dataclass(slots=True)
class Labelled:
    """One text with the mentions that compete, and for some of them the entries that are right."""

    group: str
    mentions: list[Mention]
    evidence: Evidence
    right: dict[int, frozenset[int]]


def main() -> int:
    """Fits, measures by folds, and if asked writes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--corpus", action="append", default=[])
    parser.add_argument("--reports", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    texts = [text for name in options.corpus for text in corpus(name)]
    if options.reports and options.gold:
        texts += reports(options.reports, options.gold)
    before = {name: dict(choosing.TABLES[name]) for name in ("alone", "together")}
    print("before, all:", accuracy(texts))
    if options.folds:
        by_folds(texts, folds=options.folds, before=before)
    alone, together = fit(texts, before=before)
    use(alone, together)
    print("after, all (fitted on the same):", accuracy(texts))
    if options.write:
        write(alone, together)
    return 0


def by_folds(texts: Sequence[Labelled], *, folds: int, before: dict[str, Weights]) -> None:
    """Prints how often the right place is chosen in texts that the weights have not seen."""
    total: dict[str, list[int]] = {}
    for fold in range(folds):
        kept = [text for i, text in enumerate(texts) if i % folds != fold]
        use(*fit(kept, before=before))
        for group, (right, all_) in counts([t for i, t in enumerate(texts) if i % folds == fold]).items():
            sums = total.setdefault(group, [0, 0])
            sums[0] += right
            sums[1] += all_
        use(before["alone"], before["together"])
    told = {group: f"{right}/{all_} {right / max(1, all_):.4f}" for group, (right, all_) in total.items()}
    print("by folds:", told)


def corpus(name: str) -> Iterator[Labelled]:
    """The articles of a corpus with coordinates."""
    path, _, country = name.partition("=")
    for number, article in enumerate(benchmark.read(Path(path))):
        spans = [Span(start=g.start, end=g.end, text=g.words) for g in article.golds]
        points = {(g.start, g.end): (g.lat, g.lon) for g in article.golds if g.lat is not None}
        hint = country if country and number % 2 else None
        yield labelled(article.text, spans, hint=hint, group=Path(path).stem, points=points)


def labelled(
    text: str,
    spans: Sequence[Span],
    *,
    hint: str | None,
    group: str,
    points: Mapping[tuple[int, int], tuple[float | None, float | None]],
) -> Labelled:
    """One article; right is the entry nearest to the annotated point, and what is hardly farther."""
    sentences = splitting.split(text)
    gazetteer = locating.default_gazetteer()
    given, mentions, evidence = resolving.prepare(
        text, sentences, spans=spans, gazetteer=gazetteer, hint=hint
    )
    right = {}
    for span, mention in given.items():
        here = points.get((span.start, span.end))
        if mention is None or here is None or len(mention.candidates) < 2:
            continue
        lat, lon = here
        apart = [distance(entry, lat, lon=lon) for entry in mention.candidates]
        bound = min(benchmark.NEAR_KM, min(apart) + NEAR_KM)
        near = frozenset(e.number for e, km in zip(mention.candidates, apart, strict=True) if km <= bound)
        if near:
            right[mentions.index(mention)] = near
    return Labelled(group, mentions, evidence, right)


def distance(entry: Entry, lat: float | None, *, lon: float | None) -> float:
    """Kilometres from an entry, or a country's centre, to a point."""
    point = benchmark.centres().get(entry.country or "") if entry.kind == "country" else None
    if entry.lat is not None and entry.lon is not None:
        point = (entry.lat, entry.lon)
    if point is None or lat is None or lon is None:
        return math.inf
    return benchmark.distance_km(point, (lat, lon))


def reports(path: Path, gold: Path) -> Iterator[Labelled]:
    """Annotated reports: right is what lies in the annotated country."""
    answers = {row["id"]: row["events"] for row in map(json.loads, gold.open(encoding="utf-8"))}
    for row in map(json.loads, path.open(encoding="utf-8")):
        text, where = row["text"], {}
        for event in answers.get(row["id"], ()):
            told = event.get("where") or {}
            if told.get("text") and told.get("country") and told.get("name"):
                where[told["text"]] = (told["country"], told["name"])
        sentences = splitting.split(text)
        gazetteer = locating.default_gazetteer()
        _, mentions, evidence = resolving.prepare(text, sentences, spans=(), gazetteer=gazetteer, hint=None)
        right = {}
        for i, mention in enumerate(mentions):
            for words, (country, name) in where.items():
                if (
                    mention.words in words
                    and len(mention.candidates) > 1
                    and without_marks(name)
                    in (mention.words, *(without_marks(e.name) for e in mention.candidates))
                ):
                    here = [e for e in mention.candidates if e.country == country]
                    if here and len(here) < len(mention.candidates):
                        right[i] = frozenset(e.number for e in here)
        yield Labelled("reports", mentions, evidence, right)


def use(alone: Weights, together: Weights) -> None:
    """Makes `choosing` take these weights."""
    choosing.ALONE.update(alone)
    choosing.TOGETHER.update(together)


def renew(text: Labelled) -> None:
    """Forgets what was reckoned with other weights."""
    for mention in text.mentions:
        mention.name.weights.clear()
    evidence = text.evidence
    weights: dict[str | None, float] = {}
    for countries, word in ((evidence.people, "people"), (evidence.named, "named")):
        weights.update(dict.fromkeys(countries, choosing.ALONE[word] / max(1, len(countries) - 1) ** 0.5))
    if evidence.hint is not None:
        weights[evidence.hint] = weights.get(evidence.hint, 0.0) + choosing.ALONE["hint"]
    evidence.weights = weights


def counts(texts: Sequence[Labelled]) -> dict[str, tuple[int, int]]:
    """Right choices and choices, by group."""
    out: dict[str, tuple[int, int]] = {}
    for text in texts:
        renew(text)
    for text in texts:
        choosing.choose(text.mentions, text.evidence)
        right, all_ = out.get(text.group, (0, 0))
        for i, numbers in text.right.items():
            best = text.mentions[i].best
            right, all_ = right + (best is not None and best.number in numbers), all_ + 1
        out[text.group] = (right, all_)
    return out


def accuracy(texts: Sequence[Labelled]) -> dict[str, str]:
    """The share of right choices by group, in words."""
    found = counts(texts).items()
    return {group: f"{right}/{all_} {right / max(1, all_):.4f}" for group, (right, all_) in found}


def fit(texts: Sequence[Labelled], *, before: dict[str, Weights]) -> tuple[Weights, Weights]:
    """Both tables: the names alone, then the votes."""
    use(before["alone"], before["together"])
    share: dict[str, int] = {}
    for text in texts:
        share[text.group] = share.get(text.group, 0) + len(text.right)
    unit = {group: sum(share.values()) / (len(share) * max(1, n)) for group, n in share.items()}
    rows = [row for text in texts for row in alone_rows(text, unit[text.group])]
    alone = ascend(rows, before["alone"])
    use(alone, before["together"])
    together = before["together"]
    for _ in range(2):
        for text in texts:
            renew(text)
        rows = [row for text in texts for row in vote_rows(text, unit[text.group])]
        together = ascend(rows, before["together"])
        use(alone, together)
    return alone, together


def alone_rows(text: Labelled, weight: float) -> Iterator[Row]:
    """The features of `weigh` for each labelled mention."""
    evidence = text.evidence
    for i, numbers in text.right.items():
        mention = text.mentions[i]
        outer = mention.within.candidates if mention.within is not None else ()
        rows = []
        for entry in mention.candidates:
            found = choosing.features(entry, mention)
            for countries, word in ((evidence.people, "people"), (evidence.named, "named")):
                bearer = choosing.nation_of(mention)
                whole = entry.kind == "country" or bearer is not None
                stronger = word == "people" and entry.country in evidence.named and not whole
                if entry.country in countries and not stronger and not (word == "named" and whole):
                    scale = 1.0 if whole else max(1, len(countries) - 1) ** 0.5
                    found[word] = 1.0 / scale
            if entry.country is not None and entry.country == evidence.hint:
                found["hint"] = 1.0
            parent = entry.parent
            if entry.kind != "country" and parent in evidence.regions and parent not in mention.name.regions:
                found["region_named"] = 1.0
            if outer and holds(outer, entry):
                found["beside"] = 1.0
            rows.append(found)
        yield rows, [j for j, e in enumerate(mention.candidates) if e.number in numbers], weight


def vote_rows(text: Labelled, weight: float) -> Iterator[Row]:
    """The features of the second look, with the votes of what is likely now."""
    ballots = choosing.ballots_of(text.mentions, text.evidence)
    for ballot in ballots:
        choosing.elect(ballot)
    for _ in range(choosing.ROUNDS - 1):  # the votes as the last round sees them
        votes = choosing.poll(ballots)
        for ballot in ballots:
            ballot.shares = choosing.likely(choosing.counted(ballot, votes))
    votes = choosing.poll(ballots)
    of = {id(mention): ballot for ballot in ballots for mention in ballot.mentions}
    for i, numbers in text.right.items():
        ballot = of[id(text.mentions[i])]
        right = [j for j, entry in enumerate(ballot.entries) if entry.number in numbers]
        if right and len(ballot.entries) > 1:
            names = choosing.TOGETHER
            single = [dict.fromkeys(names, 0.0) | {name: 1.0} for name in names]
            columns = [choosing.counted(ballot, votes, weights=only) for only in single]
            yield [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)], right, weight


def ascend(rows: Sequence[Row], start: Weights) -> Weights:
    """Weights that make the right places likeliest, drawn to `start`; steps by each slope's history."""
    names = list(start)
    at = {name: i for i, name in enumerate(names)}
    packed = [
        ([[(at[n], v) for n, v in place.items() if n in at] for place in places], right, weight)
        for places, right, weight in rows
    ]
    w, origin, past = list(start.values()), list(start.values()), [1e-6] * len(names)
    for turn in range(ROUNDS):
        slope = [PULL * (o - x) for o, x in zip(origin, w, strict=True)]
        for places, right, weight in packed:
            scores = [sum([w[k] * v for k, v in place]) for place in places]
            shares = choosing.likely(scores)
            held = sum([shares[j] for j in right]) or 1e-12
            chosen = set(right)
            for j, place in enumerate(places):
                gain = weight * ((shares[j] / held if j in chosen else 0.0) - shares[j])
                if abs(gain) > 1e-7:
                    for k, v in place:
                        slope[k] += gain * v
        for k, s in enumerate(slope):
            past[k] = 0.9 * past[k] + 0.1 * s * s
            w[k] += STEP * (1 - turn / ROUNDS) * s / math.sqrt(past[k])
    return dict(zip(names, w, strict=True))


def write(alone: Weights, together: Weights) -> None:
    """The file of weights."""
    lines = ["# Made by training/fit_places.py; natural logarithms of odds. Do not edit by hand.", "[alone]"]
    lines += [f"{name} = {value:.3f}" for name, value in alone.items()]
    lines += ["", "[together]"] + [f"{name} = {value:.3f}" for name, value in together.items()]
    choosing.WEIGHTS_FILE.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
