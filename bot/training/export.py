"""A trained network as the files that the bot runs: ONNX that computes in eight bits, packed word vectors, vocabulary, card."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from bot.reading.learned.card import CARD, FILES
from bot.training.network import Network
from bot.training.packing import Feed, pack

_INPUTS = ["words", "roles", "numbers", "days", "sentences"]
_OUTPUTS = ["number", "day", "choice", "party", "where"]
_OPSET = 18


class _Running(nn.Module):
    """The network on one window, with probabilities in place of log odds."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, words: Tensor, roles: Tensor, numbers: Tensor, days: Tensor, sentences: Tensor
    ) -> tuple[Tensor, ...]:
        network = self.network
        states = network.states(words, roles, None)
        answers, parties, where = network.sentences(states, roles, _first(sentences))
        return (
            torch.sigmoid(network.spots(network.numbers, states, _first(numbers))),
            torch.sigmoid(network.spots(network.days, states, _first(days))),
            torch.sigmoid(answers),
            torch.sigmoid(parties),
            where,
        )


def _first(rows: Tensor) -> Tensor:
    """Rows with the number of the only window before them."""
    return torch.cat([torch.zeros_like(rows[:, :1]), rows], 1)


def export(
    network: Network,
    blocks: npt.NDArray[np.uint8],
    tokenizer: Tokenizer,
    card: Mapping[str, object],
    shown: Sequence[Feed],
    folder: Path,
) -> None:
    """Write a model's folder; `card` lacks only the hashes of the files, `shown` are texts to pack it by."""
    folder.mkdir(parents=True, exist_ok=True)
    encoder, words, pieces = (folder / name for name in FILES)
    pack(_graph(network), shown, encoder)
    np.save(words, blocks)
    tokenizer.save(str(pieces), pretty=False)
    write_card(card, folder)


def write_card(card: Mapping[str, object], folder: Path) -> None:
    """Write the card of the files that are in a model's folder."""
    files = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    text = json.dumps({**card, "files": files}, indent=2, ensure_ascii=False)
    (folder / CARD).write_text(text + "\n", encoding="utf-8")


def _graph(network: Network) -> onnx.ModelProto:
    width, span, sentence = network.width, [[3, 4, 2, 20], [9, 10, 2, 20]], [[2, 20], [20, 30]]
    given = (torch.zeros(1, 40, width), torch.ones(1, 40, dtype=torch.long), *map(torch.tensor, (span, span, sentence)))
    axes = {
        **{name: {1: "pieces"} for name in ("words", "roles")},
        **{name: {0: name} for name in ("numbers", "days", "sentences")},
    }
    written = BytesIO()
    with torch.no_grad():
        torch.onnx.export(
            _Running(network.eval()), given, written, input_names=_INPUTS, output_names=_OUTPUTS,
            dynamic_axes=axes, opset_version=_OPSET, custom_opsets={"com.microsoft": 1}, dynamo=False,
        )  # fmt: skip
    return onnx.load_from_string(written.getvalue())
