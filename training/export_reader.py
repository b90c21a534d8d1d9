"""Writes the fitted network as the files that the package carries: `encoder.onnx` (int8) and `heads.npz`.

usage: python -m training.export_reader --weights FILE... --encoder FOLDER --out FOLDER
Several sets of weights, fitted one after the other, are averaged: often better than the last of them.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional as F

from tocsin.reader.trained import features, pairing
from tocsin.reader.trained.network import Network as Shipped

from .network import Network, fresh, mean

GIVEN, ANSWERED = ["ids", "shown"], ["states", "tags", "roles"]
NEAR = 0.01  # largest difference of an answer: the package keeps its heads in half precision
HEADS = ("trigger", "filler", "pair", "says", "traits")


class Attention(torch.autograd.Function):
    """Attention over whole windows, written as the one operator that ONNX Runtime has for it.

    Twice as fast as the dozen operators that PyTorch's exporter writes (512 pieces, one core, 2026-11-22).
    """

    @staticmethod
    def forward(ctx: Any, query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
        split = [x.unflatten(-1, (heads, -1)).transpose(1, 2) for x in (query, key, value)]
        return F.scaled_dot_product_attention(*split).transpose(1, 2).flatten(2)

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any, heads: int) -> Any:
        operator = graph.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads)
        return operator.setType(query.type())


class Seen(nn.Module):
    """The part of the network that runs over whole windows, none of them padded."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, shown: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        network, embeddings = self.network, self.network.encoder.embeddings
        words = embeddings.word_embeddings(ids) + network.shown(shown)
        places = embeddings.position_embeddings(torch.cumsum(torch.ones_like(ids), 1) - 1)
        states = embeddings.LayerNorm(words + places + embeddings.token_type_embeddings.weight[0])
        for layer in network.encoder.encoder.layer:
            states = self.layer(layer, states)
        return states, network.tags(states), network.roles(states)

    def layer(self, layer: nn.Module, states: Tensor) -> Tensor:
        """One layer of BERT; the three projections as one product, so that its input is scaled once."""
        mine, after = layer.attention.self, layer.attention.output
        parts = (mine.query, mine.key, mine.value)
        weight, bias = torch.cat([p.weight for p in parts]).T, torch.cat([p.bias for p in parts])
        query, key, value = (states @ weight + bias).chunk(3, dim=-1)
        attended = Attention.apply(query, key, value, mine.num_attention_heads)
        states = after.LayerNorm(after.dense(attended) + states)
        wide = F.gelu(layer.intermediate.dense(states))
        return layer.output.LayerNorm(layer.output.dense(wide) + states)


def export(network: Network, out: Path) -> None:
    """Writes both files into the folder `out`."""
    network.eval()
    ids = torch.ones((1, 24), dtype=torch.int64)
    shown = torch.zeros((1, 24, len(features.NAMES)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "full.onnx"
        torch.onnx.export(
            Seen(network), (ids, shown), str(path),
            input_names=GIVEN, output_names=ANSWERED,
            dynamic_axes={name: {0: "batch", 1: "pieces"} for name in GIVEN + ANSWERED},
            opset_version=17, custom_opsets={"com.microsoft": 1}, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(
            path, out / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )  # fmt: skip
    state = network.state_dict()
    heads = {name: state[name].numpy().astype(np.float16) for name in state if name.split(".")[0] in HEADS}
    np.savez_compressed(out / "heads.npz", **heads)


def compare(network: Network, out: Path) -> None:
    """Refuses an encoder or heads that do not answer as those in PyTorch do."""
    network.eval()  # the exporter puts it back to training
    ids, shown = torch.randint(1000, 20000, (1, 64)), torch.zeros((1, 64, len(features.NAMES)))
    with torch.no_grad():
        seen, read = Seen(network)(ids, shown)[0], network.read(ids, torch.ones_like(ids), shown)[0]
    if (apart := float((seen - read).abs().max())) > NEAR:
        raise SystemExit(f"the exported encoder differs from the fitted one by {apart:.3f}, more than {NEAR}")
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
