"""Writes the fitted network as the files that the package carries: `encoder.onnx` (int8) and `heads.npz`.

usage: python -m training.export_reader --weights FILE... --encoder FOLDER --out FOLDER
Several sets of weights, fitted one after the other, are averaged: often better than the last of them.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from tocsin.reader.trained import features, pairing
from tocsin.reader.trained.network import Network as Shipped

from .network import Network, fresh

GIVEN, ANSWERED = ["ids", "mask", "shown"], ["states", "tags", "roles"]
NEAR = 0.01  # largest difference of an answer: the package keeps its heads in half precision
HEADS = ("trigger", "filler", "pair", "says", "traits")


class Seen(nn.Module):
    """The part of the network that runs over whole windows."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, mask: Tensor, shown: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        return self.network.read(ids, mask, shown)


def export(network: Network, out: Path) -> None:
    """Writes both files into the folder `out`."""
    network.eval()
    ids = torch.ones((2, 24), dtype=torch.int64)
    shown = torch.zeros((2, 24, len(features.NAMES)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "full.onnx"
        torch.onnx.export(
            Seen(network), (ids, torch.ones_like(ids), shown), str(path),
            input_names=GIVEN, output_names=ANSWERED,
            dynamic_axes={name: {0: "batch", 1: "pieces"} for name in GIVEN + ANSWERED},
            opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(path, out / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True)
    state = network.state_dict()
    heads = {name: state[name].numpy().astype(np.float16) for name in state if name.split(".")[0] in HEADS}
    np.savez_compressed(out / "heads.npz", **heads)


def compare(network: Network, out: Path) -> None:
    """Refuses heads in numpy that do not answer as those in PyTorch do."""
    network.eval()  # the exporter puts it back to training
    shipped, rng = Shipped(out), np.random.default_rng(1)
    a, b = (rng.normal(size=(n, 384)).astype(np.float32) for n in (3, 5))
    left, right = np.array([0, 1, 2, 2]), np.array([4, 0, 3, 1])
    laid = rng.integers(0, 2, size=(4, pairing.WIDTH)).astype(np.float32)
    one, two, rows = (torch.from_numpy(values) for values in (a, b, laid))
    with torch.no_grad():
        pairs = [
            (
                shipped.link(a, b, left=left, right=right, laid=laid),
                network.link(one[left], two[right], rows),
            ),
            (shipped.voice(a[:1], b[:4], laid=laid), network.voice(one[:1].expand(4, -1), two[:4], rows)),
            (shipped.describe(a, a[::-1].copy()), network.describe(one, one.flip(0))),
        ]
    for mine, theirs in pairs:
        worst = float(np.abs(mine - theirs.numpy()).max())
        if worst > NEAR:
            raise SystemExit(f"the heads differ from PyTorch's by {worst:.3f}, more than {NEAR}")


def mean(sets: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of several sets of weights of one network."""
    return {
        name: sum((one[name] for one in sets), torch.zeros_like(first)) / len(sets)
        if first.is_floating_point()
        else first
        for name, first in sets[0].items()
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Exports; 0 when done."""
    parser = argparse.ArgumentParser(prog="python -m training.export_reader")
    parser.add_argument("--weights", type=Path, nargs="+", required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    network = fresh(options.encoder)
    network.load_state_dict(mean([torch.load(path) for path in options.weights]))
    export(network, options.out)
    compare(network, options.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
