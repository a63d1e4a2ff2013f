"""The order book of the simulated market: made anew every second, deeper and sparser away from the price."""

import numpy as np

from adapters.venues.simulated_chance import uniforms
from core.market.model import Floats

_LEVELS = 60
# The furthest level, as a fraction of the price; ±1 % must lie inside.
_REACH = 0.016
# What waits within the reach on one side, against what is traded in a day.
_WAITING = 0.004

Levels = tuple[tuple[float, float], ...]


def best(price: float, spread: float, decimals: int) -> tuple[float, float]:
    """Return the best bid and ask about `price`, `spread` (a fraction of it) apart but at least a tick."""
    tick = 10.0**-decimals
    bid = np.floor(price * (1 - spread / 2) / tick)
    ask = max(np.ceil(price * (1 + spread / 2) / tick), bid + 1)
    return round(float(bid) * tick, decimals), round(float(ask) * tick, decimals)


def sides(
    inner: tuple[float, float], decimals: int, traded: float, stream: np.uint64, second: int
) -> tuple[Levels, Levels]:
    """Return bids and asks from the `inner` ones outwards; `traded` is the day's volume in base."""
    cells = second * 4 * _LEVELS + np.arange(4 * _LEVELS)
    gaps_down, gaps_up, sizes_down, sizes_up = uniforms(stream, cells).reshape(4, _LEVELS)
    bids = _side(inner[0], -1, decimals, (gaps_down, sizes_down), traded)
    asks = _side(inner[1], 1, decimals, (gaps_up, sizes_up), traded)
    return bids, asks


def _side(inner: float, sign: int, decimals: int, luck: tuple[Floats, Floats], traded: float) -> Levels:
    gaps, sizes = luck
    steps = np.arange(_LEVELS) / (_LEVELS - 1)
    # Levels lie densely at the price and get rarer outwards.
    distance = np.expm1(4.0 * steps) / np.expm1(4.0) * _REACH
    width = np.diff(distance, prepend=0.0)
    ticks = np.rint((distance - 0.6 * gaps * width) * inner * 10.0**decimals)
    ticks[0] = 0.0
    # Each at least one tick beyond the one before.
    ticks = np.maximum.accumulate(ticks - np.arange(_LEVELS)) + np.arange(_LEVELS)
    share = (width + _REACH / _LEVELS / 4) * -np.log(sizes)
    amounts = traded * _WAITING * share / _REACH
    prices = np.round(inner + sign * ticks * 10.0**-decimals, decimals)
    digits = 8 if inner > 0.01 else 0
    amounts = np.maximum(np.round(amounts, digits), 10.0**-digits)
    return tuple(zip(prices.tolist(), amounts.tolist(), strict=True))
