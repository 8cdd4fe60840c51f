"""Training on from a model that ships: what it has learned, put into a new network, and what of it is kept in the end."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor, nn

from bot.reading.learned.card import FILES
from bot.training.network import Network
from bot.training.packing import unpacked


class OtherTaskError(ValueError):
    """The model to start from was made for other questions or another encoder."""


def resume(network: Network, folder: Path) -> None:
    """Put what the model in a folder knows into a network, in place, as exactly as eight bits tell it. Raises OtherTaskError."""
    turned = {f"{name}.weight" for name, part in network.named_modules() if isinstance(part, nn.Linear)} | {"ask"}
    learned = {}
    for whole, values in unpacked(folder / FILES[0]):
        name = whole.removeprefix("network.")
        learned[name] = torch.from_numpy(values.T.copy() if name in turned else values.copy())
    try:
        missing, unexpected = network.load_state_dict(learned, strict=False)
    except RuntimeError as error:
        raise OtherTaskError(f"{folder} cannot be trained on: {error}") from error
    lacking = [name for name in missing if not name.endswith("num_batches_tracked")]
    if lacking or unexpected:
        raise OtherTaskError(f"{folder} cannot be trained on: it lacks {lacking}, it has {unexpected} besides")


def known(network: nn.Module) -> dict[str, Tensor]:
    """What a network knows now, which later training leaves as it is."""
    return {name: values.clone() for name, values in network.state_dict().items()}


def keep(network: nn.Module, before: Mapping[str, Tensor], share: float) -> None:
    """Take a share of what was known before training, and the rest of what is known now: the mean errs less than either."""
    now = network.state_dict()
    mixed = {name: torch.lerp(now[name], old, share) for name, old in before.items() if old.is_floating_point()}
    network.load_state_dict({**now, **mixed})
