"""Which coins get a forecast, and why the others do not."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.forecasts.model import Horizon, Lane
from core.market.model import CandleSeries, Coin, CoinKind

FEWEST_CANDLES = 60
YOUNG_UNDER = {Lane.DAILY: 200, Lane.HOURLY: 100}
"""With candles of fewer days a forecast says that it is young: of hours a model is told no more than four months."""
GOLD = "XAU"
"""What a token of gold stands for: its price moves, and no coin of ours is this price already."""


class Why(StrEnum):
    """Why there is no forecast: a stable coin (its peg is watched instead), one that stands for another or multiplies
    its moves, a state's money, too few candles, no model trained yet, one that answered nothing for this coin, or that
    the last range has ended and no candle for a newer one has come."""

    STABLE = "stable"
    WRAPPED = "wrapped"
    LEVERAGED = "leveraged"
    FIAT = "fiat"
    FEW = "few"
    NO_MODEL = "no-model"
    NONE = "none"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class NoForecast:
    """Why `coin` has no forecast. `candles` are there of `FEWEST_CANDLES`; `percent` of the first model is trained,
    None while nobody trains one; ranges that have ended are those of the horizons `over`, on candles up to `known_to`.
    """

    coin: Coin
    why: Why
    candles: int = 0
    percent: int | None = None
    lane: Lane = Lane.DAILY
    over: tuple[Horizon, ...] = ()
    known_to: datetime | None = None


def unfit(coin: Coin) -> NoForecast | None:
    """Return why a coin of this kind is never forecast, None for one that may be."""
    match coin.kind:
        case CoinKind.STABLE:
            return NoForecast(coin, Why.STABLE)
        case CoinKind.WRAPPED:
            return None if coin.peg == GOLD else NoForecast(coin, Why.WRAPPED)
        case CoinKind.LEVERAGED:
            return NoForecast(coin, Why.LEVERAGED)
        case CoinKind.FIAT:
            return NoForecast(coin, Why.FIAT)
        case CoinKind.COIN:
            return None


def too_few(coin: Coin, lane: Lane, closed: CandleSeries) -> NoForecast | None:
    """Return that there are too few candles, None where there are enough."""
    if len(closed) >= FEWEST_CANDLES:
        return None
    return NoForecast(coin, Why.FEW, len(closed), lane=lane)


def is_young(lane: Lane, candles: int) -> bool:
    """Whether so few candles are known of a coin that its forecast has to say so."""
    days = candles if lane is Lane.DAILY else candles / 24
    return days < YOUNG_UNDER[lane]
