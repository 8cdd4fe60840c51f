"""Who says so: the names, in a sentence or near it, that the sentence points at."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from bot.reading.learned.windows import Role
from bot.training.product import Product

_WIDTH = 64
_STEPS = (0, 16, 48, 96)
"""How many pieces away a name is: each step adds a weight of its own, before the sentence and behind it."""

_UNLIKELY = -3.0
_NOBODY = -1e4


class Pointing(nn.Module):
    """Log odds that a party speaks, from the pieces of a window that name it or somebody who speaks for it.

    A party that no piece names gets nothing from here, nor does the outlet, which no name tells.
    """

    def __init__(self, width: int, asked: int, parties: int) -> None:
        """`width` is that of the encoder's states, `asked` that of what a question saw; `parties` count the outlet."""
        super().__init__()
        self.parties = parties
        self.names, self.askers = nn.BatchNorm1d(width), nn.BatchNorm1d(asked)
        self.key, self.ask = Product(width, _WIDTH), Product(asked, _WIDTH)
        self.bias = nn.Parameter(torch.tensor(_UNLIKELY))
        self.before = nn.Parameter(torch.zeros(len(_STEPS)))
        self.behind = nn.Parameter(torch.zeros(len(_STEPS)))

    def forward(self, states: Tensor, roles: Tensor, rows: Tensor, asked: Tensor) -> Tensor:
        """Sentence by question by party, the outlet first; `asked` is what each question saw in each sentence."""
        window, first, last = rows.unbind(1)
        sentences, questions, width = asked.shape
        ask = self.ask(self.askers(asked.reshape(-1, width))).view(sentences, questions, _WIDTH)
        scores = ask @ self._keys(states, roles)[window].transpose(1, 2) * _WIDTH**-0.5
        place = torch.arange(states.shape[1])[None]
        scores = scores + self._near(first[:, None] - place, place + 1 - last[:, None])[:, None]
        nothing = torch.zeros_like(scores[..., :1])
        told = [nothing]
        for party in range(self.parties - 1):
            elsewhere = (roles[window] != Role.PARTY + party)[:, None]
            told.append(torch.cat([scores.masked_fill(elsewhere, _NOBODY), nothing], -1).logsumexp(-1, keepdim=True))
        return torch.cat(told, -1)

    def _keys(self, states: Tensor, roles: Tensor) -> Tensor:
        """What can be pointed at; what is learned of their spread is that of names alone."""
        if not self.training:
            keys = self.key(self.names(states.reshape(-1, states.shape[-1])))
            return keys.view(*states.shape[:2], _WIDTH)  # type: ignore[no-any-return]
        named = roles >= Role.PARTY
        keys = states.new_zeros(*states.shape[:2], _WIDTH)
        if int(named.sum()) > 1:
            keys[named] = self.key(self.names(states[named]))
        return keys

    def _near(self, before: Tensor, behind: Tensor) -> Tensor:
        """How near a piece is to a sentence, by how many pieces it stands before its first and behind its last."""
        steps = torch.tensor(_STEPS)
        weights = (before[..., None] > steps) * self.before + (behind[..., None] > steps) * self.behind
        return self.bias + weights.sum(-1)
