"""The model: the lower layers of the encoder, a head on numbers, one on days, and one a choice on sentences."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from bot.training.pointing import Pointing
from bot.training.product import Product
from bot.training.weights import Base

ROLES = 16
_LONGEST = 384
"""A few more places than the longest window has pieces."""

_HIDDEN = 192
_LEFT, _RIGHT = 6, 8
"""How many pieces before and behind a number or a day its head sees on their own."""

_DROPOUT, _HEAD_DROPOUT = 0.15, 0.3
_RARE_NUMBER, _RARE_DAY, _RARE_CHOICE, _RARE_PARTY = -3.5, -2.0, -4.0, -1.0
"""The log odds that the heads begin with: nearly everything answers nothing, and learning that costs an epoch."""


class Layer(nn.Module):
    """One layer of a BERT encoder."""

    def __init__(self, base: Base, number: int) -> None:
        super().__init__()
        width, inner = base.sizes.width, base.sizes.inner
        self.heads = base.sizes.heads
        self.query, self.key, self.value, self.mixed = (
            _linear(base, f"l{number}.{name}", width, width) for name in ("q", "k", "v", "ao")
        )
        self.widen = _linear(base, f"l{number}.fi", width, inner)
        self.narrow = _linear(base, f"l{number}.fo", inner, width)
        self.attended, self.done = (_norm(base, f"l{number}.{name}") for name in ("aln", "oln"))
        self.dropout = nn.Dropout(_DROPOUT)

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        """States of a batch, one vector a piece; `mask` is added to the attention's scores."""
        parts = self.query(states), self.key(states), self.value(states), self.heads
        seen = _attended(*parts, mask) if self.training else _Attention.apply(*parts)
        joined = self.mixed(seen)
        states = self.attended(states + self.dropout(joined))
        inner = self.narrow(functional.gelu(self.widen(states)))
        return self.done(states + self.dropout(inner))


class _Attention(torch.autograd.Function):
    """Attention without a mask as one node that onnxruntime knows, which takes two thirds of the time of its parts."""

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any, heads: int) -> Any:
        """The node."""
        return graph.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads).setType(query.type())

    @staticmethod
    def forward(_: Any, query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
        """What the node computes."""
        return _attended(query, key, value, heads, None)


def _attended(query: Tensor, key: Tensor, value: Tensor, heads: int, mask: Tensor | None) -> Tensor:
    """What `scaled_dot_product_attention` gives, whose way back takes twice as long on a processor in 16 bits."""
    batch, length, width = query.shape

    def split(values: Tensor) -> Tensor:
        return values.view(batch, length, heads, width // heads).transpose(1, 2)

    with torch.autocast("cpu", enabled=False):
        scores = (split(query) * (width // heads) ** -0.5) @ split(key).transpose(-1, -2)
        if mask is not None:
            scores = scores + mask.to(scores.dtype)
        return (scores.softmax(-1) @ split(value)).transpose(1, 2).reshape(batch, length, width)


class Network(nn.Module):
    """Everything that is trained. Word vectors come from outside: they stay as they are."""

    def __init__(self, base: Base, layers: int, numbers: int, days: int, choices: int, parties: int) -> None:
        super().__init__()
        width = base.sizes.width
        self.width = width
        place = torch.from_numpy(
            base.floats("emb.pos", base.sizes.longest, width)[:_LONGEST] + base.floats("emb.type", 1, width)
        )
        self.place = nn.Parameter(place, requires_grad=False)
        self.role = nn.Embedding(ROLES, width)
        nn.init.normal_(self.role.weight, std=0.02)
        self.first = _norm(base, "emb.ln")
        self.layers = nn.ModuleList(Layer(base, number) for number in range(layers))
        self.numbers = _head(3 * width, numbers, _RARE_NUMBER)
        self.days = _head(3 * width, days, _RARE_DAY)
        self.ask = nn.Parameter(torch.randn(choices, width) * 0.05)
        self.choices = nn.ModuleList(_head(2 * width, 2 + parties, _RARE_PARTY) for _ in range(choices))
        for head in self.choices:
            head[-1].bias.data[:2] = _RARE_CHOICE
        self.pointing = Pointing(width, 2 * width, parties)

    def states(self, words: Tensor, roles: Tensor, mask: Tensor | None) -> Tensor:
        """The last layer's vectors of a batch."""
        states = self.first(words + self.place[: words.shape[1]] + self.role(roles))
        for layer in self.layers:
            states = layer(states, mask)
        return states

    def spots(self, head: nn.Module, states: Tensor, rows: Tensor) -> Tensor:
        """Log odds a question of numbers or days; `rows` are window, first, last, and the sentence's first and last."""
        window, first, last, begin, end = rows.unbind(1)
        sums = _sums(states)
        near = torch.maximum(first - _LEFT, begin), torch.minimum(last + _RIGHT, end)
        parts = (_mean(sums, window, first, last), _mean(sums, window, *near), _mean(sums, window, begin, end))
        return head(torch.cat(parts, 1))  # type: ignore[no-any-return]

    def sentences(self, states: Tensor, roles: Tensor, rows: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Log odds of answers and parties, sentence by choice, and the piece each choice looked at most; `rows` are window, first, last."""
        window, first, last = rows.unbind(1)
        pieces = torch.arange(states.shape[1])[None]
        outside = (pieces < first[:, None]) | (pieces >= last[:, None])
        vectors = states[window]
        scores = functional.layer_norm(vectors, (self.width,)) @ self.ask.T
        weights = scores.transpose(1, 2).masked_fill(outside[:, None], -1e9).softmax(-1)
        seen = weights @ vectors
        whole = _mean(_sums(states), window, first, last)
        asked = torch.cat([seen, whole[:, None].expand(seen.shape)], -1)
        told = torch.stack([head(asked[:, place]) for place, head in enumerate(self.choices)], 1)
        return told[..., :2], told[..., 2:] + self.pointing(states, roles, rows, asked), weights.argmax(-1)


def _sums(states: Tensor) -> Tensor:
    """Running sums, so that the mean of any stretch is one subtraction."""
    return functional.pad(states.cumsum(1), (0, 0, 1, 0))


def _mean(sums: Tensor, window: Tensor, first: Tensor, last: Tensor) -> Tensor:
    return (sums[window, last] - sums[window, first]) / (last - first).clamp(min=1)[:, None]


def _linear(base: Base, name: str, inputs: int, outputs: int) -> nn.Linear:
    made = nn.Linear(inputs, outputs)
    made.weight.data = torch.from_numpy(base.unpacked(f"{name}.w", outputs, inputs))
    made.bias.data = torch.from_numpy(base.floats(f"{name}.b", outputs))
    return made


def _norm(base: Base, name: str) -> nn.LayerNorm:
    made = nn.LayerNorm(base.sizes.width, base.sizes.epsilon)
    made.weight.data = torch.from_numpy(base.floats(f"{name}.w", base.sizes.width))
    made.bias.data = torch.from_numpy(base.floats(f"{name}.b", base.sizes.width))
    return made


def _head(inputs: int, outputs: int, bias: float) -> nn.Sequential:
    """The batch norm is needed: the encoder's vectors are nearly parallel, and heads do not learn from them as they are."""
    head = nn.Sequential(
        nn.BatchNorm1d(inputs),
        Product(inputs, _HIDDEN),
        nn.GELU(),
        nn.Dropout(_HEAD_DROPOUT),
        Product(_HIDDEN, outputs),
    )
    nn.init.constant_(head[-1].bias, bias)  # type: ignore[arg-type]
    return head
