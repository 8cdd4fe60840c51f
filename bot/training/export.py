"""A trained network as the files that the bot runs: ONNX with weights of eight bits, packed word vectors, vocabulary, card."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from tokenizers import Tokenizer
from torch import Tensor, nn

from bot.reading.learned.card import CARD, FILES
from bot.training.network import Network

_INPUTS = ["words", "roles", "numbers", "days", "sentences"]
_OUTPUTS = ["number", "day", "choice", "party", "where"]
_BITS, _BLOCK, _EXACT = 8, 32, 4
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
    network: Network, blocks: npt.NDArray[np.uint8], tokenizer: Tokenizer, card: Mapping[str, object], folder: Path
) -> None:
    """Write a model's folder; `card` lacks only the hashes of the files."""
    folder.mkdir(parents=True, exist_ok=True)
    encoder, words, pieces = (folder / name for name in FILES)
    _encoder(network, encoder)
    np.save(words, blocks)
    tokenizer.save(str(pieces), pretty=False)
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (encoder, words, pieces)}
    text = json.dumps({**card, "files": files}, indent=2, ensure_ascii=False)
    (folder / CARD).write_text(text + "\n", encoding="utf-8")


def _encoder(network: Network, path: Path) -> None:
    width, span, sentence = network.width, [[3, 4, 2, 20], [9, 10, 2, 20]], [[2, 20], [20, 30]]
    given = (torch.zeros(1, 40, width), torch.ones(1, 40, dtype=torch.long), *map(torch.tensor, (span, span, sentence)))
    axes = {
        **{name: {1: "pieces"} for name in ("words", "roles")},
        **{name: {0: name} for name in ("numbers", "days", "sentences")},
    }
    whole = path.with_suffix(".whole")
    with torch.no_grad():
        torch.onnx.export(
            _Running(network.eval()), given, str(whole), input_names=_INPUTS, output_names=_OUTPUTS,
            dynamic_axes=axes, opset_version=_OPSET, dynamo=False,
        )  # fmt: skip
    packed = MatMulNBitsQuantizer(
        onnx.load(whole), bits=_BITS, block_size=_BLOCK, is_symmetric=True, accuracy_level=_EXACT
    )
    packed.process()
    packed.model.save_model_to_file(str(path))
    whole.unlink()
