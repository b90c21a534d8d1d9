"""Fits the network of the trained reader to annotated reports.

usage: python -m training.fit_reader --data FOLDER --encoder FOLDER --out FILE [--init FILE...] [--epochs N]
                                     [--rate R] [--seed N] [--muc SHARE] [--upper SHARE] [--crime SHARE]
                                     [--threads N]
`--data` is a folder with events/, wcep/, entities/ and muc34/; `--encoder` holds the pretrained encoder
(config.json, model.safetensors). Every tenth annotated report is kept out, to set thresholds on. With `--muc`
the MUC development messages that tell of an incident are fitted to as well, and this share of the others.
With `--upper` this share of the annotated reports is fitted to a second time, all in capitals. With `--crime`
only this share of the articles on gun violence is taken.
The commands that made the weights of the package stand in docs/model.md.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from tocsin.reader.trained import features, linking, pairing, tagging
from tocsin.reader.trained import network as running
from tocsin.reader.trained.decoding import EFFECTS, STAGES, WHATS
from tocsin.reader.trained.linking import ASKED, TRAITED
from tocsin.reader.trained.network import QUESTIONS
from tocsin.reader.trained.tolling import SLOTS

from . import examples, muc
from .examples import SILENT, Example, Gold
from .network import Network, fresh, grown, mean

BATCH = 1600  # pieces a step
WARM = 0.06  # share of the steps in which the rate grows
HIDE_RULES = 0.15  # share of the reports whose rules features are hidden, so that nothing leans on them alone
RULES_FROM = features.COLUMN["trigger armed_attack"]
KEPT_OUT = (10, 3)  # of ten annotated reports the fourth


def tagged(one: Example) -> tuple[np.ndarray, np.ndarray]:
    """Gold tags (pieces,) and role tags (pieces, roles) of one report."""
    tags = np.zeros(len(one.pieces.ids), dtype=np.int64)
    roles = np.zeros((len(one.pieces.ids), len(pairing.ROLES)), dtype=np.int64)
    for gold in one.golds:
        first, last = one.pieces.cover(*gold.trigger)
        base = 1 + 2 * features.KINDS.index(gold.kind)
        tags[first:last] = base + 1
        tags[first : first + 1] = base
    for number, role in enumerate(pairing.ROLES):
        for place in sorted(spoken(one, role), key=lambda p: p[1] - p[0]):
            first, last = one.pieces.cover(*place)
            roles[first:last, number] = 2
            roles[first : first + 1, number] = 1
    for place in (place for gold in one.golds for place in gold.alike):
        first, last = one.pieces.cover(*place)
        roles[first:last] = np.where(roles[first:last], roles[first:last], SILENT)
    for place in one.unsure:
        first, last = one.pieces.cover(*place)
        tags[first:last] = np.where(tags[first:last], tags[first:last], SILENT)
        first, last = one.pieces.cover(*sentence_of(one, place))
        roles[first:last] = np.where(roles[first:last], roles[first:last], SILENT)
    return tags, roles


def sentence_of(one: Example, place: tuple[int, int]) -> tuple[int, int]:
    """The sentence of a stretch of text."""
    number = int(np.searchsorted(one.starts, place[0], side="right")) - 1
    return one.starts[number], [*one.starts, len(one.text)][number + 1]


def spoken(one: Example, role: str) -> set[tuple[int, int]]:
    """The gold fillers of a role."""
    found: set[tuple[int, int]] = set()
    for gold in one.golds:
        if role == "by":
            found |= {place for place, _, _ in gold.by}
        elif role == "target":
            found |= {place for place, _, _ in gold.targets}
        elif role == "weapon":
            found |= set(gold.weapons)
        else:
            found |= set(gold.sources) | {says for _, _, says in gold.by if says}
    return found


def same(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """True when two stretches are the same phrase: half of the longer one is shared."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared * 2 >= max(a[1] - a[0], b[1] - b[0])


class Pairs:
    """Pairs of one report with the answers that are right; -1 = not asked."""

    def __init__(self, one: Example, tags: Sequence[pairing.Filler]) -> None:
        gold = [pairing.Filler(role, *place) for role in pairing.ROLES for place in spoken(one, role)]
        own = [t for t in tags if not any(t.sort == g.sort and t[1:3] == g[1:3] for g in gold)]
        self.fillers = linking.candidates([*gold, *own], one.marks, rules=one.rules)
        triggers = [g.trigger for g in one.golds]
        self.index: list[tuple[int, int]] = []
        self.laid = np.zeros((0, pairing.WIDTH), dtype=np.float32)
        if triggers and self.fillers:
            left, right_ = np.nonzero(linking.near(triggers, self.fillers, starts=one.starts))
            self.index = list(zip(left.tolist(), right_.tolist(), strict=True))
            self.laid = pairing.compare(triggers, self.fillers, starts=one.starts, rules=one.rules)[
                left, right_
            ]
        self.answers = np.array(
            [right(one.golds[i], self.fillers[j]) for i, j in self.index], dtype=np.int64
        ).reshape(-1, 8)
        self.voices = voices(one, self.fillers)


def right(gold: Gold, filler: pairing.Filler) -> list[int]:
    """Right answers in the order of `QUESTIONS`; for time and place 1 = this one; -1 = not asked."""
    row = [SILENT] * len(QUESTIONS)
    at = (filler.start, filler.end)
    if filler.sort in pairing.ROLES and any(same(p, at) for p in gold.alike):
        return row
    if filler.sort == "by":
        row[0] = next((1 + features.STANCES.index(s) for p, s, _ in gold.by if same(p, at)), 0)
    elif filler.sort == "target":
        mine = next(((what, effect) for p, what, effect in gold.targets if same(p, at)), None)
        row[1] = 1 + WHATS.index(mine[0]) if mine else 0
        row[2] = EFFECTS.index(mine[1]) if mine and mine[0] != "people" else -1
    elif filler.sort == "weapon":
        row[3] = int(any(same(p, at) for p in gold.weapons))
    elif filler.sort == "speaker":
        row[4] = int(any(same(p, at) for p in gold.sources)) if gold.known else SILENT
    elif filler.sort == "time":
        row[5] = int(filler.mark in gold.times)
    elif filler.sort == "place":
        row[6] = int(filler.mark in gold.places)
    else:
        slot = gold.counts.get(filler.mark)
        row[7] = 1 + SLOTS.index(slot) if slot else 0 if gold.known or gold.counts else SILENT
    return row


def voices(
    one: Example, fillers: Sequence[pairing.Filler]
) -> list[tuple[tuple[int, int], tuple[int, int], np.ndarray, float]]:
    """Doers and speakers, how they lie, and 1 where that speaker names that doer."""
    found = []
    speakers = [f for f in fillers if f.sort == "speaker"]
    for gold in one.golds:
        for place, stance, says in gold.by:
            if stance == "stated":
                continue
            laid = pairing.compare([place], speakers, starts=one.starts, rules=one.rules)[0]
            close = linking.near([place], speakers, starts=one.starts)[0] if speakers else ()
            for f, row, asked in zip(speakers, laid, close, strict=True):
                if asked:
                    at = (f.start, f.end)
                    found.append((place, at, row, float(says is not None and same(says, at))))
    return found


def batches(examples: Sequence[Example], *, rng: random.Random) -> list[list[Example]]:
    """Reports grouped by length, about `BATCH` pieces a group, groups in random order."""
    order = sorted(examples, key=lambda e: len(e.pieces.ids) + rng.randint(0, 12))
    groups: list[list[Example]] = [[]]
    for one in order:
        longest = max([len(e.pieces.ids) for e in groups[-1]] + [len(one.pieces.ids)])
        if groups[-1] and longest * (len(groups[-1]) + 1) > BATCH:
            groups.append([])
        groups[-1].append(one)
    rng.shuffle(groups)
    return groups


def hidden(one: Example, *, rng: random.Random) -> np.ndarray:
    """The features of one report, with those of the rules reader hidden now and then."""
    table = one.table.astype(np.float32)
    if rng.random() < HIDE_RULES:
        table[:, RULES_FROM:] = 0.0
    return table


def loss_of(model: Network, group: Sequence[Example], *, rng: random.Random, link: bool = True) -> Tensor:
    """The loss of one step, about one event's worth for each forty pieces."""
    jobs = [(one, window) for one in group for window in one.windows]
    tables = {id(one): hidden(one, rng=rng) for one in group}
    ids, mask, shown = running.padded([(one.pieces, tables[id(one)], window) for one, window in jobs])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states, tags, roles = model.read(
            torch.from_numpy(ids), torch.from_numpy(mask), torch.from_numpy(shown)
        )
    states, tags, roles = states.float(), tags.float(), roles.float()
    total, at = torch.zeros(()), 0
    size = sum(len(one.pieces.ids) for one in group)
    for one in group:
        parts = []
        for window in one.windows:
            first = 1 + window.pieces.index(window.first)
            rows = slice(first, first + window.last - window.first)
            parts.append(
                (
                    states[at, rows],
                    tags[at, rows],
                    roles[at, rows],
                    states[at, :1].expand(window.last - window.first, -1),
                )
            )
            at += 1
        joined = [torch.cat([p[i] for p in parts]) for i in range(4)]
        total = total + one.weight * report_loss(model, one, joined=joined, link=link)
    return total / (size / 40)


def report_loss(model: Network, one: Example, *, joined: Sequence[Tensor], link: bool) -> Tensor:
    """Loss of tags, roles, traits and pairs of one report."""
    states, tags, roles, whole = joined
    gold_tags, gold_roles = tagged(one)
    loss = F.cross_entropy(tags, torch.from_numpy(gold_tags), reduction="sum", ignore_index=SILENT)
    for number in range(len(pairing.ROLES)):
        part = roles[:, 3 * number : 3 * number + 3]
        loss = loss + 0.7 * F.cross_entropy(
            part, torch.from_numpy(gold_roles[:, number]), reduction="sum", ignore_index=SILENT
        )
    if not one.golds or not link:
        return loss
    places = [g.trigger for g in one.golds]
    mine = means(states, places, one)
    firsts = [one.pieces.cover(*p)[0] for p in places]
    traits = model.describe(mine, whole[firsts])
    loss = loss + traits_loss(traits, one.golds)
    found = tagging.fillers(roles.detach().numpy(), one.pieces, words=tagging.Words(one.marks.clauses))
    pairs = Pairs(one, found)
    if not pairs.index:
        return loss
    theirs = means(states, [(f.start, f.end) for f in pairs.fillers], one)
    left, right_ = [i for i, _ in pairs.index], [j for _, j in pairs.index]
    answers = model.link(mine[left], theirs[right_], torch.from_numpy(pairs.laid))
    loss = loss + pairs_loss(answers, pairs, one.golds, traits=traits)
    if pairs.voices:
        doers = means(states, [v[0] for v in pairs.voices], one)
        says = means(states, [v[1] for v in pairs.voices], one)
        scores = model.voice(doers, says, torch.from_numpy(np.stack([v[2] for v in pairs.voices])))
        loss = loss + F.binary_cross_entropy_with_logits(
            scores, torch.tensor([v[3] for v in pairs.voices]), reduction="sum"
        )
    return loss


def means(states: Tensor, places: Sequence[tuple[int, int]], one: Example) -> Tensor:
    """Mean state of each stretch of text."""
    rows = []
    for place in places:
        first, last = one.pieces.cover(*place)
        rows.append(states[first:last].mean(dim=0) if first < last else torch.zeros(states.shape[1]))
    return torch.stack(rows) if rows else states.new_zeros((0, states.shape[1]))


def traits_loss(traits: Tensor, golds: Sequence[Gold]) -> Tensor:
    """Loss of stage, news or background, series, has-a-country, and tolls told without a number."""
    right = {
        "stage": [STAGES.index(g.stage) for g in golds],
        "told_as": [int(g.told_as == "background") if g.known else SILENT for g in golds],
        "aggregate": [int(g.aggregate) if g.known else SILENT for g in golds],
        "located": [int(g.located) for g in golds],
        "scope": [int(g.private) for g in golds],
        **{slot: [g.implied[i] for g in golds] for i, slot in enumerate(SLOTS)},
    }
    return sum(
        (
            F.cross_entropy(traits[:, TRAITED[n]], torch.tensor(v), reduction="sum", ignore_index=SILENT)
            for n, v in right.items()
        ),
        torch.zeros(()),
    )


def pairs_loss(answers: Tensor, pairs: Pairs, golds: Sequence[Gold], *, traits: Tensor) -> Tensor:
    """Loss of all questions; time and place are one choice among the marks and none."""
    loss = torch.zeros(())
    for column, name in enumerate(QUESTIONS):
        if name in ("time", "place"):
            continue
        asked = pairs.answers[:, column] >= 0
        if asked.any():
            rows = torch.from_numpy(np.flatnonzero(asked))
            loss = loss + F.cross_entropy(
                answers[rows][:, ASKED[name]], torch.from_numpy(pairs.answers[asked, column]), reduction="sum"
            )
    for column, name, none in ((5, "time", "untimed"), (6, "place", "unplaced")):
        for i, gold in enumerate(golds):
            rows_ = [r for r, (k, _) in enumerate(pairs.index) if k == i and pairs.answers[r, column] >= 0]
            good = [n for n, r in enumerate(rows_) if pairs.answers[r, column] == 1]
            wanted = gold.timed if name == "time" else gold.placed
            if not rows_ or (wanted and not good):
                continue
            scores = torch.cat([answers[rows_, ASKED[name].start], traits[i, TRAITED[none]]])
            chances = torch.log_softmax(scores, dim=0)
            loss = loss - torch.logsumexp(chances[good] if good else chances[-1:], dim=0)
    return loss


def fit(
    model: Network,
    examples: Sequence[Example],
    *,
    epochs: float,
    rate: float,
    seed: int,
    log: int = 50,
    each: Callable[[int], None] | None = None,
) -> None:
    """Fits in place, in a fixed order for a seed; `each` is called with the step now and then."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    model.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.") and p.requires_grad]
    body = [p for n, p in model.named_parameters() if n.startswith("encoder.") and p.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": rate}, {"params": heads, "lr": rate * 10}], weight_decay=0.01, fused=True
    )
    steps = int(epochs * len(batches(examples, rng=random.Random(0))))
    shape = lambda s: min(1.0, (s + 1) / (WARM * steps)) * max(0.02, 1 - s / steps)  # noqa: E731
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, shape)
    step, began, recent = 0, time.time(), 0.0
    model.train()
    while step < steps:
        for group in batches(examples, rng=rng):
            loss = loss_of(model, group, rng=rng)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            recent += loss.item()
            step += 1
            if step % log == 0:
                print(
                    f"{step}/{steps} loss {recent / log:.3f} {time.time() - began:.0f} s",
                    file=sys.stderr,
                    flush=True,
                )
                recent = 0.0
                if each:
                    each(step)
            if step >= steps:
                break
    model.eval()


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(prog="python -m training.fit_reader")
    made.add_argument("--data", type=Path, required=True)
    made.add_argument("--encoder", type=Path, required=True)
    made.add_argument("--out", type=Path, required=True)
    made.add_argument("--init", type=Path, nargs="+", help="weights to go on from; of several, their mean")
    made.add_argument("--epochs", type=float, default=6.0)
    made.add_argument("--rate", type=float, default=1e-4, help="of the encoder; ten times that for the heads")
    made.add_argument("--seed", type=int, default=1)
    made.add_argument("--muc", type=float, default=0.0, metavar="SHARE")
    made.add_argument("--upper", type=float, default=0.0, metavar="SHARE")
    made.add_argument("--crime", type=float, default=1.0, metavar="SHARE")
    made.add_argument("--threads", type=int, default=2)
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Fits and writes the weights; 0 when done."""
    options = parser().parse_args(arguments)
    torch.set_num_threads(options.threads)
    own = Path(__file__).parent / "annotations"
    annotated = [
        *examples.short(options.data),
        *examples.annotated(options.data, own),
        *examples.long(options.data),
        *examples.annotated(options.data, own, names=examples.LATER),
        *examples.annotated(options.data, own, names=examples.LAST),
    ]
    given = [one for number, one in enumerate(annotated) if number % KEPT_OUT[0] != KEPT_OUT[1]]
    crime = [one for one in given if one.name.startswith(examples.ARTICLE)]
    left = {id(one) for one in random.Random(options.seed).sample(crime, int(len(crime) * options.crime))}
    given = [one for one in given if not one.name.startswith(examples.ARTICLE) or id(one) in left]
    if options.upper:
        again = random.Random(options.seed).sample(given, int(len(given) * options.upper))
        given += [examples.shouted(one) for one in again]
    if options.muc:
        told = list(muc.read(options.data / "muc34/dev"))
        silent = [one for one in told if not one.golds]
        given += [one for one in told if one.golds]
        given += random.Random(options.seed).sample(silent, int(len(silent) * options.muc))
    torch.manual_seed(options.seed)
    model = fresh(options.encoder)
    if options.init:
        start = model.state_dict()
        model.load_state_dict(mean([grown(torch.load(path), start) for path in options.init]))
    fit(model, given, epochs=options.epochs, rate=options.rate, seed=options.seed)
    torch.save(model.state_dict(), options.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
