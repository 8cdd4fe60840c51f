"""Training on from a model that ships: what it has learned, put into a new network."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn

from bot.reading.learned.card import FILES
from bot.training.network import Network
from bot.training.packing import unpacked


class OtherTaskError(ValueError):
    """The model to start from was made for other questions or another encoder."""


def resume(network: Network, folder: Path) -> None:
    """Put what the model in a folder knows into a network, in place, as exactly as eight bits tell it. Raises OtherTaskError."""
    turned = {f"{name}.weight" for name, part in network.named_modules() if isinstance(part, nn.Linear)} | {"ask"}
    known = {}
    for whole, values in unpacked(folder / FILES[0]):
        name = whole.removeprefix("network.")
        known[name] = torch.from_numpy(values.T.copy() if name in turned else values.copy())
    try:
        missing, unexpected = network.load_state_dict(known, strict=False)
    except RuntimeError as error:
        raise OtherTaskError(f"{folder} cannot be trained on: {error}") from error
    lacking = [name for name in missing if not name.endswith("num_batches_tracked")]
    if lacking or unexpected:
        raise OtherTaskError(f"{folder} cannot be trained on: it lacks {lacking}, it has {unexpected} besides")
