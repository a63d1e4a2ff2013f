"""Members that are networks: several seeds of each, whose quantiles are averaged."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.market.model import Floats
from ml.features import Singles, Table
from ml.member import Arrays
from ml.sample import Rows, Sample
from ml.scaling import Scaler
from ml.shape import spread

if TYPE_CHECKING:
    from torch import nn

    from ml.training import Batch, Pace

STEPS = 60
CHANNELS = (
    "range_1",
    "close_1",
    "momentum_1",
    "fast",
    "base",
    "volume_short",
    "market_range_1",
    "leader_range_1",
    "dispersion_1",
)
"""Features whose last `STEPS` values a recurrent network reads."""


@dataclass(frozen=True, slots=True)
class FittedNetworks:
    """Networks of one kind, one for each seed."""

    kind: "Networks"
    scaler: Scaler
    networks: tuple["nn.Module", ...]

    def quantiles(self, table: Table, rows: Rows) -> Floats:
        """Return the mean of the networks' quantiles, in units of each row's scale."""
        from ml.training import forward

        batch = self.kind.batch(self.scaler, table, rows, np.zeros((rows.time.size, 1)))
        told = [forward(network, batch).numpy().astype(np.float64) for network in self.networks]
        return np.asarray(np.mean(told, axis=0))

    def arrays(self) -> Arrays:
        """Return weights by seed and name."""
        weights = {
            f"{place}.{name}": tensor.numpy()
            for place, network in enumerate(self.networks)
            for name, tensor in network.state_dict().items()
        }
        return {**self.scaler.arrays(), **weights}


@dataclass(frozen=True, slots=True)
class Networks:
    """The member: `network` is a class of `networks.py`, `count` how many are trained from different seeds."""

    name: str
    network: str
    count: int
    pace: "Pace | None" = None
    reads_steps: bool = False
    thinned: int = 1
    """Every how manieth row is trained on: neighbours say nearly the same, and sequences are dear."""

    def fit(self, sample: Sample, seed: int) -> FittedNetworks:
        """Train each network from its own seed."""
        import torch

        from ml.training import Pace, train

        earlier, after = sample.earlier(), sample.after()
        earlier, after = earlier[:: self.thinned], after[:: self.thinned]
        scaler = Scaler.of(sample.features[earlier])
        outcomes = sample.embargoed(sample.moved, earlier)
        start = spread(outcomes, np.zeros_like(outcomes))
        learnt = self.batch(scaler, sample.table, sample.rows.take(earlier), outcomes)
        judged = self.batch(scaler, sample.table, sample.rows.take(after), sample.moved[after])
        trained = []
        for place in range(self.count):
            torch.manual_seed(seed + place)
            network = self._made(len(sample.table.names), torch.tensor(start, dtype=torch.float32))
            trained.append(train(network, learnt, judged, self.pace or Pace(), seed + place))
        return FittedNetworks(self, scaler, tuple(trained))

    def restore(self, arrays: Arrays) -> FittedNetworks:
        """Return the fitted member."""
        import torch

        networks = []
        scaler = Scaler.restore(arrays)
        for place in range(self.count):
            own = {name.partition(".")[2]: tensor for name, tensor in arrays.items() if name.startswith(f"{place}.")}
            state = {name: torch.from_numpy(np.array(tensor)) for name, tensor in own.items()}
            shape = state["head.gaps"].shape
            network = self._made(scaler.mean.size, torch.zeros(shape[0], shape[1] + 1))
            network.load_state_dict(state)
            networks.append(network.eval())
        return FittedNetworks(self, scaler, tuple(networks))

    def batch(self, scaler: Scaler, table: Table, rows: Rows, outcomes: Floats) -> "Batch":
        """Return scaled inputs of `rows`."""
        from ml.training import Batch

        features = scaler.apply(table.values[rows.coin, rows.time]).astype(np.float32)
        return Batch.of(features, _steps(scaler, table, rows) if self.reads_steps else None, outcomes)

    def _made(self, features: int, start: "object") -> "nn.Module":
        from ml import networks

        made: nn.Module = getattr(networks, self.network)(features, len(CHANNELS), start)
        return made


def _steps(scaler: Scaler, table: Table, rows: Rows) -> Singles:
    """Return the scaled last `STEPS` values of each channel, [row, step, channel], the newest last."""
    chosen = [table.names.index(name) for name in CHANNELS]
    times = rows.time[:, None] + np.arange(1 - STEPS, 1)
    values = table.values[rows.coin[:, None, None], times[:, :, None], np.asarray(chosen)]
    few = Scaler(scaler.mean[chosen], scaler.sd[chosen])
    return few.apply(values).astype(np.float32)
