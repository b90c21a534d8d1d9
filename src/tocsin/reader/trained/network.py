"""The trained network without PyTorch: the encoder in ONNX Runtime, the small heads in numpy.

Arrays are float32. `training/network.py` is the same arithmetic; `training/export_reader.py` compares both.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
import onnxruntime

from .pieces import END, MODEL, PAD, START, Pieces
from .windows import Window

# What a pair is asked, with the number of answers: doer (none or the stance), what it is as a target (none or
# the sort), effect on it, weapon, source, time, place, number of killed, injured or taken.
QUESTIONS = {"by": 6, "what": 5, "effect": 4, "weapon": 2, "source": 2, "time": 1, "place": 1, "count": 4}
# What a trigger is asked.
TRAITS = {
    "stage": 3, "told_as": 2, "aggregate": 2, "located": 2,
    "killed": 4, "injured": 4, "taken": 4, "untimed": 1, "unplaced": 1,
    "scope": 2,
}  # fmt: skip


def slices(table: dict[str, int]) -> dict[str, slice]:
    """Where the answers to each question stand in a row."""
    found, at = {}, 0
    for name, width in table.items():
        found[name] = slice(at, at + width)
        at += width
    return found


class Sight(NamedTuple):
    """What the encoder sees in one report: arrays over its pieces.

    `states` (pieces, size), `tags` (pieces, 1 + 2 per kind), `roles` (pieces, 3 per role) are scores;
    `whole` (pieces, size) is the state of the window that each piece was seen in.
    """

    states: np.ndarray
    tags: np.ndarray
    roles: np.ndarray
    whole: np.ndarray


class Heads(Protocol):
    """The small networks over pairs and triggers: rows in, rows of answers out."""

    def link(
        self,
        triggers: np.ndarray,
        fillers: np.ndarray,
        *,
        left: np.ndarray,
        right: np.ndarray,
        laid: np.ndarray,
    ) -> np.ndarray:
        """Answers (pairs, questions); pair i is trigger `left[i]` with filler `right[i]`."""
        ...

    def voice(self, doer: np.ndarray, speakers: np.ndarray, *, laid: np.ndarray) -> np.ndarray:
        """Scores (speakers,) that the speaker names the doer."""
        ...

    def describe(self, triggers: np.ndarray, whole: np.ndarray) -> np.ndarray:
        """Answers (triggers, traits)."""
        ...


class Network:
    """The network of the package: `see` runs the encoder, the other methods the heads."""

    def __init__(self, folder: Path = MODEL, *, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        path = str(folder / "encoder.onnx")
        self._session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        with np.load(folder / "heads.npz") as weights:
            self._weights = {name: weights[name].astype(np.float32) for name in weights.files}

    def see(self, pieces: Pieces, *, shown: np.ndarray, windows: Sequence[Window]) -> Sight:
        """What the encoder sees in one report; `shown` are the features of its pieces.

        Each window is read alone: the int8 arithmetic scales by all that it is given at once, so that in
        other company a report would be read differently.
        """
        parts = [self._run(pieces, window, shown=shown) for window in windows]
        states, tags, roles = (np.concatenate([part[i] for part in parts]) for i in range(3))
        whole = [np.repeat(part[3], len(part[0]), axis=0) for part in parts]
        return Sight(states, tags, roles, np.concatenate(whole))

    def _run(self, pieces: Pieces, window: Window, *, shown: np.ndarray) -> tuple[np.ndarray, ...]:
        ids, _, table = padded([(pieces, shown, window)])
        answers = self._session.run(None, {"ids": ids, "shown": table})
        return kept(window, *(answer[0] for answer in answers))

    def link(
        self,
        triggers: np.ndarray,
        fillers: np.ndarray,
        *,
        left: np.ndarray,
        right: np.ndarray,
        laid: np.ndarray,
    ) -> np.ndarray:
        """Answers (pairs, questions) for states of triggers and fillers, and how they lie to one another."""
        return self._pairs(
            "pair", self._near(triggers, "trigger")[left], self._near(fillers, "filler")[right], laid=laid
        )

    def voice(self, doer: np.ndarray, speakers: np.ndarray, *, laid: np.ndarray) -> np.ndarray:
        """Scores (speakers,) that the speaker is the one who names the doer, whose state is (1, size)."""
        doers = np.repeat(self._near(doer, "trigger"), len(speakers), axis=0)
        scores: np.ndarray = self._pairs("says", doers, self._near(speakers, "filler"), laid=laid)[:, 0]
        return scores

    def describe(self, triggers: np.ndarray, whole: np.ndarray) -> np.ndarray:
        """Answers (triggers, traits) for states of triggers and of the windows they stand in."""
        return self._two("traits", np.concatenate([triggers, whole], axis=-1))

    def _near(self, states: np.ndarray, name: str) -> np.ndarray:
        nearer: np.ndarray = states @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return nearer

    def _pairs(self, name: str, *sides: np.ndarray, laid: np.ndarray) -> np.ndarray:
        return self._two(name, np.concatenate([*sides, sides[0] * sides[1], laid], axis=-1))

    def _two(self, name: str, rows: np.ndarray) -> np.ndarray:
        """Two layers with GELU between them."""
        w = self._weights
        hidden = rows @ w[f"{name}.0.weight"].T + w[f"{name}.0.bias"]
        answers: np.ndarray = gelu(hidden) @ w[f"{name}.3.weight"].T + w[f"{name}.3.bias"]
        return answers


def padded(batch: Sequence[tuple[Pieces, np.ndarray, Window]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ids, mask (int64) and features (float32) of several windows, filled up to the longest of them."""
    length = max(len(window.pieces) for _, _, window in batch) + 2
    ids = np.full((len(batch), length), PAD, dtype=np.int64)
    mask = np.zeros((len(batch), length), dtype=np.int64)
    shown = np.zeros((len(batch), length, batch[0][1].shape[1]), dtype=np.float32)
    for i, (pieces, table, window) in enumerate(batch):
        end = len(window.pieces) + 1
        ids[i, 0], ids[i, end] = START, END
        ids[i, 1:end] = [pieces.ids[p] for p in window.pieces]
        mask[i, : end + 1] = 1
        shown[i, 1:end] = table[list(window.pieces)]
    return ids, mask, shown


def kept(window: Window, *arrays: np.ndarray) -> tuple[np.ndarray, ...]:
    """The rows of the pieces that the window answers for, and the state of the whole window."""
    first = 1 + window.pieces.index(window.first)
    rows = slice(first, first + window.last - window.first)
    return (*(array[rows] for array in arrays), arrays[0][:1])


def gelu(values: np.ndarray) -> np.ndarray:
    """The Gaussian error linear unit, x * P(N <= x).

    The error function is right to 1.5e-7 (Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26).
    """
    x = np.abs(values) / np.sqrt(2.0)
    t = 1.0 / (1.0 + 0.3275911 * x)
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    erf = np.sign(values) * (1.0 - series * np.exp(-x * x))
    result: np.ndarray = values * 0.5 * (1.0 + erf)
    return result


@cache
def shipped(folder: Path = MODEL) -> Network:
    """The network of the package, loaded once."""
    return Network(folder)
