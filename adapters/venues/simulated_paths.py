"""The price of one pair at every scale: days, hours, minutes, seconds."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

import numpy as np

from adapters.venues.simulated_assets import Asset, Cross
from adapters.venues.simulated_chance import key, normals, uniforms
from adapters.venues.simulated_days import Days, Factor
from adapters.venues.simulated_division import Bars, Draws, divided, gathered, joined
from core.market.model import Floats, Instants


class Scale(IntEnum):
    """The length of a bar, in seconds; a cell is the number of such lengths since 1970."""

    DAY = 86_400
    HOUR = 3_600
    MINUTE = 60
    SECOND = 1

    @property
    def parent(self) -> "Scale":
        return {Scale.HOUR: Scale.DAY, Scale.MINUTE: Scale.HOUR, Scale.SECOND: Scale.MINUTE}[self]

    @property
    def parts(self) -> int:
        """How many bars of this scale make one of its parent."""
        return self.parent // self


# Variance by hour of the UTC day: quiet before Asia wakes, loudest when America has opened.
_HOUR = np.arange(24)
_HOURS = 1.0 + 0.45 * np.cos(2 * np.pi * (_HOUR - 14.5) / 24) + 0.15 * np.cos(4 * np.pi * (_HOUR - 14.5) / 24)
_MINUTES = np.where(np.arange(60) == 0, 1.6, np.where(np.arange(60) % 15 == 0, 1.25, 1.0))
_SEASONS = {Scale.HOUR: _HOURS, Scale.MINUTE: _MINUTES, Scale.SECOND: np.ones(60)}

# Parents whose parts are kept: today's and yesterday's hours, a few minutes.
_KEPT = 96
# Longer ranges are made in one sweep and not kept.
_FEW = 4
_SWEEP_DAYS = 32


@dataclass(frozen=True, slots=True)
class Prices:
    """Candles as columns: prices in quote, rounded as the venue shows them; volume in base."""

    open: Floats
    high: Floats
    low: Floats
    close: Floats
    volume: Floats


class PricePath:
    """What both kinds of pair have in common: bars by scale, made from their parents, and their prices."""

    def __init__(self, name: str, decimals: int, lot: float, seed: int) -> None:
        self.decimals = decimals
        self._lot = lot
        self._keys = {
            (scale, what): key(seed, name, scale.name, what) for scale in _SEASONS for what in ("noise", "up", "down")
        }
        self._one: Callable[[Scale, int], Bars] = lru_cache(maxsize=_KEPT)(self._parts_of_one)

    def bars(self, scale: Scale, first: int, count: int) -> Bars:
        """Return `count` bars of `scale` from cell `first` on."""
        start, stop = first // scale.parts, (first + count - 1) // scale.parts + 1
        if stop - start <= _FEW:
            bars = joined([self._one(scale, parent) for parent in range(start, stop)])
        else:
            bars = self._parts(scale, start, stop - start)
        skipped = first - start * scale.parts
        return bars[skipped : skipped + count]

    def prices(self, bars: Bars) -> Prices:
        """Return `bars` in quote and base."""
        return Prices(
            self._rounded(bars.open),
            self._rounded(bars.high),
            self._rounded(bars.low),
            self._rounded(bars.close),
            bars.lots.astype(np.float64) * self._lot,
        )

    def _rounded(self, logarithms: Floats) -> Floats:
        prices: Floats = np.exp(logarithms).round(self.decimals)
        return prices

    def _parts_of_one(self, scale: Scale, parent: int) -> Bars:
        return self._parts(scale, parent, 1)

    def _parts(self, scale: Scale, parent: int, count: int) -> Bars:
        cells = np.arange(parent * scale.parts, (parent + count) * scale.parts).reshape(count, scale.parts)
        whole = self.bars(scale.parent, parent, count)
        return divided(whole, self._draws(scale, cells, whole))

    def _draws(self, scale: Scale, cells: Instants, whole: Bars) -> Draws:
        noise, unrest = normals(self._keys[scale, "noise"], cells)
        up, down = (uniforms(self._keys[scale, what], cells) for what in ("up", "down"))
        return Draws(noise, unrest, up, down, np.broadcast_to(_SEASONS[scale], cells.shape))


class AssetPath(PricePath):
    """A pair with a price of its own making: days first, everything finer cut from them."""

    def __init__(self, asset: Asset, factor: Factor, seed: int) -> None:
        super().__init__(str(asset.pair), asset.decimals, asset.lot, seed)
        self._days = Days(asset, factor, seed)
        self._shared = {scale: key(seed, "market", scale.name) for scale in _SEASONS} if asset.beta else {}

    def bars(self, scale: Scale, first: int, count: int) -> Bars:
        return self._days.bars(first, count) if scale is Scale.DAY else super().bars(scale, first, count)

    def _draws(self, scale: Scale, cells: Instants, whole: Bars) -> Draws:
        own = super()._draws(scale, cells, whole)
        if scale not in self._shared:
            return own
        noise, unrest = normals(self._shared[scale], cells)
        bond = whole.bond[:, None]
        apart = np.sqrt(1.0 - bond**2)
        return Draws(bond * noise + apart * own.noise, bond * unrest + apart * own.unrest, own.up, own.down, own.season)


class CrossPath(PricePath):
    """A pair that follows from two others minute by minute: hours and days are gathered, seconds cut."""

    def __init__(self, cross: Cross, over: AssetPath, under: AssetPath, lot: float, seed: int) -> None:
        super().__init__(str(cross.pair), cross.decimals, lot, seed)
        self._over, self._under, self._share = over, under, cross.share
        self._gathered: Callable[[Scale, int], Bars] = lru_cache(maxsize=_KEPT)(self._gathered_one)

    def bars(self, scale: Scale, first: int, count: int) -> Bars:
        if scale is Scale.SECOND:
            return super().bars(scale, first, count)
        if scale is Scale.MINUTE:
            return self._minutes(first, count)
        if count <= _FEW:
            return joined([self._gathered(scale, cell) for cell in range(first, first + count)])
        return self._gathered_many(scale, first, count)

    def _minutes(self, first: int, count: int) -> Bars:
        over = self._over.bars(Scale.MINUTE, first, count)
        under = self._under.bars(Scale.MINUTE, first, count)
        start, end = over.open - under.open, over.close - under.close
        above = over.high - np.maximum(over.open, over.close)
        below = np.minimum(over.open, over.close) - over.low
        return Bars(
            start,
            np.maximum(start, end) + above,
            np.minimum(start, end) - below,
            end,
            over.deviation,
            np.zeros_like(start),
            np.floor(over.lots * self._share).astype(np.int64),
        )

    def _gathered_one(self, scale: Scale, cell: int) -> Bars:
        return self._gathered_many(scale, cell, 1)

    def _gathered_many(self, scale: Scale, first: int, count: int) -> Bars:
        minutes = scale // Scale.MINUTE
        # In pieces: three years of minutes at once would be hundreds of megabytes.
        piece = max(1, _SWEEP_DAYS * Scale.DAY // scale)
        return joined(
            [
                gathered(self._minutes(cell * minutes, min(piece, first + count - cell) * minutes), minutes)
                for cell in range(first, first + count, piece)
            ]
        )


def running(path: PricePath, scale: Scale, second: int) -> Bars:
    """Return what has happened of the bar that holds `second` (since 1970) before it: none (empty) or one bar."""
    done: list[Bars] = []
    while scale is not Scale.SECOND:
        inner = {Scale.DAY: Scale.HOUR, Scale.HOUR: Scale.MINUTE, Scale.MINUTE: Scale.SECOND}[scale]
        begun = second // scale * scale // inner
        if elapsed := second // inner - begun:
            done.append(path.bars(inner, begun, elapsed))
        scale = inner
    if not done:
        return path.bars(Scale.SECOND, second, 1)[:0]
    whole = joined(done)
    return gathered(whole, len(whole))
