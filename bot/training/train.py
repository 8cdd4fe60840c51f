"""The training itself: fixed seed, a few passes over all examples, the rate falling to nothing."""

from __future__ import annotations

import logging
import math
import random
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from bot.reading.learned.pieces import Pieces
from bot.training.batches import Batch, collate, shuffled
from bot.training.examples import ELSEWHERE, UNKNOWN, Example, Lesson, Task, examples
from bot.training.network import Network

log = logging.getLogger(__name__)

_UNREAD = 0.03
_WARM, _LOWEST = 0.1, 0.02
_DOUBT = 0.03
"""How much of every truth is left open: a model that is never quite sure of what it has seen is right more often about what it has not."""

_TOLD_ELSEWHERE = 0.15
_WHOLE_PASSES = 1
"""The passes that read everything. The later ones leave out every other window of the half that was known best: they teach little."""

_DECAY, _STEEPEST = 0.01, 1.0


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train. `frozen` are the lowest layers, which stay as they are; `rate` is the highest of the
    encoder, than which the heads learn so many times `heads_faster`.
    """

    layers: int = 6
    frozen: int = 0
    epochs: int = 4
    batch: int = 6
    rate: float = 2e-4
    heads_faster: float = 7.5
    seed: int = 20240322
    threads: int = 1


def train(
    network: Network,
    words: Tensor,
    lessons: Sequence[Lesson],
    task: Task,
    pieces: Pieces,
    recipe: Recipe,
    after: Callable[[int, Network], None],
) -> None:
    """Train a network in place; `words` are the vectors of the pieces, `after` is called at the end of each epoch."""
    chance = random.Random(recipe.seed)  # noqa: S311 - nothing is kept secret by it
    torch.manual_seed(recipe.seed)
    for layer in list(network.layers)[: recipe.frozen]:
        layer.requires_grad_(requires_grad=False)
    optimiser = torch.optim.AdamW(_groups(network, recipe), weight_decay=_DECAY, fused=True)
    windows = sum(1 for lesson in lessons for _ in examples(lesson, task, pieces))
    whole = min(recipe.epochs, _WHOLE_PASSES)
    steps = math.ceil((whole + (recipe.epochs - whole) * 0.75) * windows / recipe.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (_WARM * steps)) * max(_LOWEST, 1 - step / steps)
    )
    missed: dict[str, float] = {}
    began, used = time.monotonic(), time.process_time()
    for epoch in range(recipe.epochs):
        network.train()
        total, count = 0.0, 0
        seen = [one for lesson in lessons for one in examples(lesson, task, pieces, chance)]
        if epoch >= _WHOLE_PASSES:
            seen = _worth_reading(seen, missed, chance)
        for group in shuffled(seen, recipe.batch, chance):
            batch = collate(group, task, pieces, _UNREAD)
            losses = _losses(network, words, batch)
            missed.update(zip((one.name for one in group), losses.tolist(), strict=True))
            loss = losses.mean()
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), _STEEPEST)
            optimiser.step()
            schedule.step()
            total, count = total + float(loss.detach()), count + 1
        log.info(
            "epoch %d: loss %.3f after %.0f s, %.0f s of processor", epoch + 1, total / max(count, 1),
            time.monotonic() - began, time.process_time() - used,
        )  # fmt: skip
        after(epoch, network)


def _groups(network: Network, recipe: Recipe) -> list[dict[str, object]]:
    encoder = {id(one) for part in (network.first, network.layers, network.role) for one in part.parameters()}
    wanted = [one for one in network.parameters() if one.requires_grad]
    return [
        {"params": [one for one in wanted if id(one) in encoder], "lr": recipe.rate},
        {"params": [one for one in wanted if id(one) not in encoder], "lr": recipe.rate * recipe.heads_faster},
    ]


def _worth_reading(seen: Sequence[Example], missed: Mapping[str, float], chance: random.Random) -> list[Example]:
    """Without every other one of the windows that were known best when they were last read."""
    middle = statistics.median(missed.values())
    return [one for one in seen if missed.get(one.name, middle) >= middle or chance.random() < 0.5]


def _losses(network: Network, words: Tensor, batch: Batch) -> Tensor:
    """What each window of a batch is missed by."""
    blocked = torch.zeros_like(batch.mask).masked_fill(batch.mask == 0, -1e9)[:, None, None, :]
    with torch.autocast("cpu", torch.bfloat16):
        states = network.states(words[batch.ids], batch.roles, blocked)
    states = states.float()
    losses = states.new_zeros(len(batch.ids))
    for head, rows, truth in (
        (network.numbers, batch.numbers, batch.numbers_true),
        (network.days, batch.days, batch.days_true),
    ):
        if len(rows) > 1:
            losses = losses.index_add(0, rows[:, 0], _missed(network.spots(head, states, rows), truth))
    if len(batch.sentences) > 1:
        window = batch.sentences[:, 0]
        answers, parties, _ = network.sentences(states, batch.roles, batch.sentences)
        losses = losses.index_add(0, window, _missed(answers, batch.answers_true))
        spoken = (batch.answers_true == 1).any(-1)
        if spoken.any():
            told = _missed(parties[spoken], batch.parties_true[spoken])
            losses = losses.index_add(0, window[spoken.nonzero()[:, 0]], told)
    return losses


def _missed(odds: Tensor, truth: Tensor) -> Tensor:
    """The cross-entropy of what is known, summed by row."""
    weight = torch.where(truth == ELSEWHERE, _TOLD_ELSEWHERE, 1.0) * (truth != UNKNOWN)
    each = functional.binary_cross_entropy_with_logits(odds, truth.clamp(_DOUBT / 4, 1 - _DOUBT), reduction="none")
    return (each * weight).flatten(1).sum(1)
