"""Examples as tensors."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from bot.reading.learned.pieces import Pieces
from bot.training.examples import Example, Task

_POOL = 8
"""How many batches are sorted by length together, so that little is padded and still no batch is the same twice."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows side by side: pieces, roles, a mask of 1 for real pieces, the places of what is judged, and what is true."""

    ids: Tensor
    roles: Tensor
    mask: Tensor
    numbers: Tensor
    days: Tensor
    sentences: Tensor
    numbers_true: Tensor
    days_true: Tensor
    answers_true: Tensor
    parties_true: Tensor


def shuffled(examples: Sequence[Example], size: int, chance: random.Random) -> Iterator[Sequence[Example]]:
    """The examples in batches of about one length each, in random order; a batch has two at least."""
    order = list(examples)
    chance.shuffle(order)
    batches: list[Sequence[Example]] = []
    for place in range(0, len(order), size * _POOL):
        pool = sorted(order[place : place + size * _POOL], key=lambda one: len(one.window.ids))
        batches += [pool[first : first + size] for first in range(0, len(pool), size)]
    chance.shuffle(batches)
    yield from (batch for batch in batches if len(batch) > 1)


def collate(examples: Sequence[Example], task: Task, pieces: Pieces, unread: float = 0.0) -> Batch:
    """One batch; a share of `unread` pieces is replaced by the unknown one, as new words will be."""
    longest = max(len(one.window.ids) for one in examples)
    ids = torch.full((len(examples), longest), pieces.pad)
    roles = torch.zeros(len(examples), longest, dtype=torch.long)
    mask = torch.zeros(len(examples), longest)
    for row, one in enumerate(examples):
        length = len(one.window.ids)
        ids[row, :length] = torch.tensor(one.window.ids)
        roles[row, :length] = torch.tensor(one.window.roles)
        mask[row, :length] = 1
    if unread:
        ids = torch.where((torch.rand(ids.shape) < unread) & (mask > 0), torch.tensor(pieces.unknown), ids)
    rows: dict[str, list[tuple[int, ...]]] = {"number": [], "day": []}
    truth: dict[str, list[Sequence[float]]] = {"number": [], "day": []}
    for row, one in enumerate(examples):
        for (spot, span, sentence), true in zip(one.window.spots, one.spots, strict=True):
            rows[spot.kind].append((row, *span, *sentence))
            truth[spot.kind].append(true)
    sentences = [(row, *span) for row, one in enumerate(examples) for _, span in one.window.sentences]
    choices, parties = len(task.choices), len(task.parties)
    return Batch(
        ids, roles, mask,
        torch.tensor(rows["number"], dtype=torch.long).reshape(-1, 5),
        torch.tensor(rows["day"], dtype=torch.long).reshape(-1, 5),
        torch.tensor(sentences, dtype=torch.long).reshape(-1, 3),
        torch.tensor(truth["number"], dtype=torch.float).reshape(-1, len(task.numbers)),
        torch.tensor(truth["day"], dtype=torch.float).reshape(-1, len(task.days)),
        torch.tensor([one for each in examples for one in each.answers]).reshape(-1, choices, 2),
        torch.tensor([one for each in examples for one in each.parties]).reshape(-1, choices, parties),
    )  # fmt: skip
