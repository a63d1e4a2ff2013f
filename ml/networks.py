"""Networks that tell a scale and how it spreads: linear, MLP, LSTM, GRU, transformer. Inputs are scaled features."""

import torch
from torch import Tensor, nn

from ml.spacing import LEVELS, MEDIAN, STEPS


class Head(nn.Module):
    """Hidden values → quantiles: exp(log-scale) × sums of positive increments on both sides of a median of 0.

    Whatever the weights, quantiles ascend. With `bent` the increments depend on the inputs, else only on the horizon.
    """

    def __init__(self, width: int, horizons: int, start: Tensor, bent: bool) -> None:
        super().__init__()
        self.scale = nn.Linear(width, horizons)
        self.bend = nn.Linear(width, horizons * (len(LEVELS) - 1)) if bent else None
        # Training begins at the spread of the whole sample, [horizon, level].
        gaps = torch.diff(start, dim=1).clamp_min(1e-3)
        self.gaps = nn.Parameter(torch.log(torch.expm1(gaps)))
        for layer in (self.scale, self.bend):
            if layer is not None:
                nn.init.zeros_(layer.bias)
                nn.init.normal_(layer.weight, std=0.01)

    def forward(self, hidden: Tensor) -> Tensor:
        """[row, width] → [row, horizon, level]."""
        gaps = self.gaps.expand(len(hidden), -1, -1)
        if self.bend is not None:
            gaps = gaps + self.bend(hidden).view(gaps.shape)
        gaps = nn.functional.softplus(gaps)
        below = -gaps[:, :, :MEDIAN].flip(-1).cumsum(-1).flip(-1)
        above = gaps[:, :, MEDIAN:].cumsum(-1)
        shape = torch.cat((below, torch.zeros_like(below[:, :, :1]), above), dim=-1)
        quantiles: Tensor = shape * self.scale(hidden).clamp(-3, 3).exp().unsqueeze(-1)
        return quantiles


class LinearScale(nn.Module):
    """The log-scale is a line in the features; the spread is one for all rows."""

    def __init__(self, features: int, channels: int, start: Tensor) -> None:
        super().__init__()
        self.head = Head(features, len(start), start, bent=False)

    def forward(self, features: Tensor, steps: Tensor | None) -> Tensor:
        """[row, feature] → [row, horizon, level]."""
        quantiles: Tensor = self.head(features)
        return quantiles


class Mlp(nn.Module):
    """Two hidden layers beside a straight line to the log-scale."""

    def __init__(self, features: int, channels: int, start: Tensor) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Linear(features, 48), nn.SiLU(), nn.Dropout(0.2), nn.Linear(48, 24), nn.SiLU(), nn.Dropout(0.1)
        )
        self.head = Head(24 + features, len(start), start, bent=True)

    def forward(self, features: Tensor, steps: Tensor | None) -> Tensor:
        """[row, feature] → [row, horizon, level]."""
        quantiles: Tensor = self.head(torch.cat((self.body(features), features), dim=1))
        return quantiles


class Recurrent(nn.Module):
    """An LSTM or GRU over the last `STEPS` candles; its last state stands beside the features."""

    def __init__(self, features: int, channels: int, start: Tensor, cell: type[nn.LSTM] | type[nn.GRU]) -> None:
        super().__init__()
        self.memory = cell(channels, 24, batch_first=True)
        self.drop = nn.Dropout(0.2)
        self.head = Head(24 + features, len(start), start, bent=True)

    def forward(self, features: Tensor, steps: Tensor | None) -> Tensor:
        """[row, feature] and [row, step, channel] → [row, horizon, level]."""
        states, _ = self.memory(steps)
        quantiles: Tensor = self.head(torch.cat((self.drop(states[:, -1]), features), dim=1))
        return quantiles


class Lstm(Recurrent):
    """Long short-term memory (Hochreiter & Schmidhuber 1997)."""

    def __init__(self, features: int, channels: int, start: Tensor) -> None:
        super().__init__(features, channels, start, nn.LSTM)


class Gru(Recurrent):
    """Gated recurrent units (Cho et al. 2014)."""

    def __init__(self, features: int, channels: int, start: Tensor) -> None:
        super().__init__(features, channels, start, nn.GRU)


class Transformer(nn.Module):
    """One layer of attention over the last `STEPS` candles (Vaswani et al. 2017), read at the newest."""

    def __init__(self, features: int, channels: int, start: Tensor) -> None:
        super().__init__()
        self.enter = nn.Linear(channels, 24)
        self.place = nn.Parameter(torch.randn(STEPS, 24) * 0.02)
        self.layer = nn.TransformerEncoderLayer(24, 4, 48, dropout=0.1, batch_first=True, norm_first=True)
        self.head = Head(24 + features, len(start), start, bent=True)

    def forward(self, features: Tensor, steps: Tensor | None) -> Tensor:
        """[row, feature] and [row, step, channel] → [row, horizon, level]."""
        states = self.layer(self.enter(steps) + self.place)
        quantiles: Tensor = self.head(torch.cat((states[:, -1], features), dim=1))
        return quantiles
