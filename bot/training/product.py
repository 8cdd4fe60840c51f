"""The layer that all heads are made of."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class Product(nn.Module):
    """A linear layer that is exported as a product and a sum, the form whose weights can be stored in eight bits."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(inputs, outputs).uniform_(-1, 1) * inputs**-0.5)
        self.bias = nn.Parameter(torch.zeros(outputs))

    def forward(self, values: Tensor) -> Tensor:
        """One row of outputs a row."""
        return values @ self.weight + self.bias
