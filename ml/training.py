"""Trains a network by pinball loss: seeded, on one thread, stopped by a span of time that comes after."""

import copy
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from core.market.model import Floats
from ml.features import Singles
from ml.pace import Pace
from ml.spacing import LEVELS


@dataclass(frozen=True, slots=True)
class Batch:
    """Inputs and outcomes of rows: [row, feature], [row, step, channel] or None, [row, horizon] with NaN."""

    features: Tensor
    steps: Tensor | None
    outcomes: Tensor

    @classmethod
    def of(cls, features: Singles, steps: Singles | None, outcomes: Floats) -> "Batch":
        """Copy arrays into tensors."""
        told = None if steps is None else torch.from_numpy(steps)
        return cls(torch.from_numpy(features), told, torch.from_numpy(outcomes.astype(np.float32)))

    def take(self, chosen: Tensor) -> "Batch":
        """Return some of the rows."""
        return Batch(self.features[chosen], None if self.steps is None else self.steps[chosen], self.outcomes[chosen])


def loss(quantiles: Tensor, outcomes: Tensor) -> Tensor:
    """Return the mean pinball loss of what has an outcome; 0 if nothing has."""
    levels = torch.tensor(LEVELS, dtype=quantiles.dtype)
    known = ~torch.isnan(outcomes)
    miss = torch.nan_to_num(outcomes).unsqueeze(-1) - quantiles
    each = torch.maximum(levels * miss, (levels - 1) * miss).mean(-1)
    # Far horizons end later, so fewer rows have them; each horizon counts alike.
    count = known.sum(0).clamp_min(1)
    return ((each * known).sum(0) / count).mean()


def train(network: nn.Module, earlier: Batch, after: Batch, pace: Pace, seed: int) -> nn.Module:
    """Return `network` with the weights of the epoch that did best on `after`."""
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    optimiser = torch.optim.AdamW(_groups(network, pace.decay), lr=pace.rate)
    best, kept, waited = _judged(network, after), copy.deepcopy(network.state_dict()), 0
    for _ in range(pace.epochs):
        _epoch(network, earlier, optimiser, pace.batch)
        now = _judged(network, after)
        if now < best - 1e-6:
            best, kept, waited = now, copy.deepcopy(network.state_dict()), 0
            continue
        waited += 1
        if waited >= pace.patience:
            break
    network.load_state_dict(kept)
    return network.eval()


def forward(network: nn.Module, batch: Batch, at_once: int = 4096) -> Tensor:
    """Return quantiles [row, horizon, level] without keeping gradients."""
    network.eval()
    with torch.inference_mode():
        chunks = torch.split(torch.arange(len(batch.features)), at_once)
        told = [network(part.features, part.steps) for part in map(batch.take, chunks)]
    return torch.cat(told)


def _groups(network: nn.Module, decay: float) -> list[dict[str, Any]]:
    """Return parameters by whether they are pulled to zero: weights are; biases and how outcomes spread are not."""
    pulled: list[nn.Parameter] = []
    free: list[nn.Parameter] = []
    for name, tensor in network.named_parameters():
        (free if tensor.ndim < 2 or name.endswith("gaps") else pulled).append(tensor)
    return [{"params": pulled, "weight_decay": decay}, {"params": free, "weight_decay": 0.0}]


def _epoch(network: nn.Module, earlier: Batch, optimiser: torch.optim.Optimizer, size: int) -> None:
    network.train()
    for chosen in torch.split(torch.randperm(len(earlier.features)), size):
        part = earlier.take(chosen)
        optimiser.zero_grad()
        missed = loss(network(part.features, part.steps), part.outcomes)
        missed.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()


def _judged(network: nn.Module, after: Batch) -> float:
    return float(loss(forward(network, after), after.outcomes))
