"""Members that are networks: several seeds of each, whose quantiles are averaged.

A grounded network corrects the regression of `har.py`, fitted to the same rows: where the later span shows no gain,
the regression is what is left of it.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from core.market.model import Floats, Instants
from ml.features import Singles, Table
from ml.har import FittedHar, Har
from ml.member import Arrays
from ml.pace import Pace
from ml.sample import Rows, Sample
from ml.scaling import Scaler
from ml.shape import spread, widened_by
from ml.spacing import STEPS

if TYPE_CHECKING:
    from torch import nn

    from ml.training import Batch

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
    """Networks of one kind, one for each seed, and the regression that they correct."""

    kind: "Networks"
    ground: FittedHar
    networks: tuple["nn.Module", ...]

    def quantiles(self, table: Table, rows: Rows) -> Floats:
        """Return the mean of the networks' quantiles, in units of each row's scale."""
        from ml.training import forward

        scaled = self.ground.scaler.apply(table.values[rows.coin, rows.time])
        batch = self.kind.batch(self.ground.scaler, table, rows, np.zeros((rows.time.size, 1)))
        told = [forward(network, batch).numpy().astype(np.float64) for network in self.networks]
        return widened_by(np.mean(told, axis=0), self.ground.log_volatility(scaled))

    def arrays(self) -> Arrays:
        """Return weights by seed and name."""
        weights = {
            f"{place}.{name}": tensor.numpy()
            for place, network in enumerate(self.networks)
            for name, tensor in network.state_dict().items()
        }
        return {**self.ground.arrays(), **weights}


@dataclass(frozen=True, slots=True)
class Networks:
    """The member: `network` is a class of `networks.py`, `count` how many are trained from different seeds."""

    name: str
    network: str
    count: int
    pace: Pace = field(default_factory=Pace)
    reads_steps: bool = False
    grounded: bool = True
    """Whether it corrects the regression, or tells its own from nothing but the present volatility."""
    thinned: int = 1
    """Every how manieth row is trained on: neighbours say nearly the same, and sequences are dear."""

    def fit(self, sample: Sample, seed: int) -> FittedNetworks:
        """Train each network from its own seed."""
        import torch

        from ml.training import train

        before = sample.before()
        ground = Har().fit(before, seed)
        if not self.grounded:
            still = np.zeros_like(ground.coefficients)
            ground = FittedHar(ground.scaler, still, spread(before.moved, np.zeros_like(before.moved)))
        learnt = self._learnt(ground, before, np.arange(0, before.rows.time.size, self.thinned))
        judged = self._learnt(ground, sample, sample.after()[:: self.thinned])
        # The regression's own spread is where training begins.
        start = ground.shape
        trained = []
        for place in range(self.count):
            torch.manual_seed(seed + place)
            network = self._made(len(sample.table.names), torch.tensor(start, dtype=torch.float32))
            trained.append(train(network, learnt, judged, self.pace, seed + place))
        return FittedNetworks(self, ground, tuple(trained))

    def restore(self, arrays: Arrays) -> FittedNetworks:
        """Return the fitted member."""
        import torch

        networks = []
        ground = Har().restore(arrays)
        for place in range(self.count):
            own = {name.partition(".")[2]: tensor for name, tensor in arrays.items() if name.startswith(f"{place}.")}
            state = {name: torch.from_numpy(np.array(tensor)) for name, tensor in own.items()}
            shape = state["head.gaps"].shape
            network = self._made(ground.scaler.mean.size, torch.zeros(shape[0], shape[1] + 1))
            network.load_state_dict(state)
            networks.append(network.eval())
        return FittedNetworks(self, ground, tuple(networks))

    def batch(self, scaler: Scaler, table: Table, rows: Rows, outcomes: Floats) -> "Batch":
        """Return scaled inputs of `rows`."""
        from ml.training import Batch

        features = scaler.apply(table.values[rows.coin, rows.time]).astype(np.float32)
        return Batch.of(features, _steps(scaler, table, rows) if self.reads_steps else None, outcomes)

    def _learnt(self, ground: FittedHar, sample: Sample, chosen: Instants) -> "Batch":
        """Return inputs of `chosen` rows beside their outcomes in units of what the regression said."""
        scaled = ground.scaler.apply(sample.features[chosen])
        outcomes = sample.moved[chosen] / np.exp(ground.log_volatility(scaled))
        return self.batch(ground.scaler, sample.table, sample.rows.take(chosen), outcomes)

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
