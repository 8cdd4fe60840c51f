"""What of a model is kept when it is trained on; only where `make train` has installed what training needs."""

from __future__ import annotations

import pytest

pytest.importorskip("torch", reason="training is not installed (make train does it)")

import torch

from bot.training.resuming import keep, known


@pytest.mark.parametrize(("share", "weight"), [(0.0, 5.0), (0.25, 4.0), (1.0, 1.0)])
def test_a_share_of_what_was_known_is_kept(share: float, weight: float) -> None:
    network = torch.nn.BatchNorm1d(2)
    network.weight.data.fill_(1.0)
    before = known(network)
    network.weight.data.fill_(5.0)
    network.num_batches_tracked.fill_(7)
    keep(network, before, share)
    assert network.weight.tolist() == [weight, weight]
    assert int(network.num_batches_tracked) == 7


def test_what_began_from_nothing_stays_as_it_is() -> None:
    network = torch.nn.Linear(1, 1)
    network.weight.data.fill_(5.0)
    keep(network, {}, 0.5)
    assert network.weight.tolist() == [[5.0]]
