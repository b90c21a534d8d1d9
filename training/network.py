"""The network of the trained reader in PyTorch: the encoder, its tags, and what it says of pairs.

`tocsin/reader/trained/network.py` is the same arithmetic without it; `export_reader.py` compares both.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from tocsin.reader.trained import features, pairing
from tocsin.reader.trained.network import QUESTIONS, TRAITS

TAGS = 1 + 2 * len(features.KINDS)
ROLES = len(pairing.ROLES)
NARROW, HIDDEN = 128, 192


class Network(nn.Module):
    """Encoder of word pieces with features added to the word embeddings, and heads over it."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        size = encoder.config.hidden_size
        self.encoder = encoder
        self.shown = nn.Linear(len(features.NAMES), size, bias=False)
        nn.init.normal_(self.shown.weight, std=0.01)
        self.tags = nn.Linear(size, TAGS)
        self.roles = nn.Linear(size, 3 * ROLES)
        self.trigger = nn.Linear(size, NARROW)
        self.filler = nn.Linear(size, NARROW)
        self.pair = nn.Sequential(
            nn.Linear(3 * NARROW + pairing.WIDTH, HIDDEN),
            nn.GELU(),
            nn.Dropout(0.1),
            nn.Linear(HIDDEN, sum(QUESTIONS.values())),
        )
        self.says = nn.Sequential(
            nn.Linear(3 * NARROW + pairing.WIDTH, HIDDEN), nn.GELU(), nn.Dropout(0.1), nn.Linear(HIDDEN, 1)
        )
        self.traits = nn.Sequential(
            nn.Linear(2 * size, HIDDEN), nn.GELU(), nn.Dropout(0.1), nn.Linear(HIDDEN, sum(TRAITS.values()))
        )
        self.drop = nn.Dropout(0.1)

    def read(self, ids: Tensor, mask: Tensor, shown: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """States (batch, pieces, size), tag and role scores; `mask` is 1 for pieces, 0 for padding."""
        words = self.encoder.embeddings.word_embeddings(ids) + self.shown(shown)
        states = self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state
        dropped = self.drop(states)
        return states, self.tags(dropped), self.roles(dropped)

    def link(self, triggers: Tensor, fillers: Tensor, laid: Tensor) -> Tensor:
        """Answers (pairs, questions) for states of triggers and fillers, and how they lie to one another."""
        return self.pair(self.joined(triggers, fillers, laid))

    def voice(self, doers: Tensor, speakers: Tensor, laid: Tensor) -> Tensor:
        """Scores (pairs,) that the speaker is the one who names the doer."""
        return self.says(self.joined(doers, speakers, laid)).squeeze(-1)

    def joined(self, left: Tensor, right: Tensor, laid: Tensor) -> Tensor:
        a, b = self.trigger(left), self.filler(right)
        return torch.cat([a, b, a * b, laid], dim=-1)

    def describe(self, triggers: Tensor, whole: Tensor) -> Tensor:
        """Answers (triggers, traits) for states of triggers and of their windows' first piece."""
        return self.traits(torch.cat([triggers, whole], dim=-1))


def fresh(folder: Path, *, dropout: float = 0.1) -> Network:
    """A network on the pretrained encoder in `folder` (config.json, model.safetensors)."""
    config = BertConfig.from_pretrained(folder)
    config.hidden_dropout_prob = dropout
    config.attention_probs_dropout_prob = 0.0
    encoder = BertModel.from_pretrained(
        folder, config=config, add_pooling_layer=False, attn_implementation="sdpa"
    )
    return Network(encoder)


def grown(weights: dict[str, Tensor], start: dict[str, Tensor]) -> dict[str, Tensor]:
    """Weights of a network that asked fewer questions, with the rows of `start` for those asked since."""
    return {
        name: torch.cat([old, start[name][len(old) :]]) if old.shape != start[name].shape else old
        for name, old in weights.items()
    }


def mean(sets: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of several sets of weights of one network."""
    return {
        name: sum((one[name] for one in sets), torch.zeros_like(first)) / len(sets)
        if first.is_floating_point()
        else first
        for name, first in sets[0].items()
    }
