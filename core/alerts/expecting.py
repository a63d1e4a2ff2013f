"""Forecasts for alerts: made on each close for the coins that rules ask about, and told to whoever watches them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from core.alerts.conditions.forecast import ForecastMargin
from core.alerts.feeds import coin_of
from core.alerts.outlook import Quotes
from core.forecasts.desk import Expected
from core.forecasts.model import Forecast, Horizon, horizon_of
from core.kernel.errors import Unavailable, UnknownName
from core.market.catalogue import Catalogue
from core.market.model import Coin, to_ms

SHARE = 0.8
"""The range that is meant: the one whose record is kept."""


class Listener(Protocol):
    """Who waits for forecasts."""

    @property
    def followed_margins(self) -> tuple[ForecastMargin, ...]: ...

    def tell_margin(self, fact: ForecastMargin, margin: float, at: int) -> None: ...


class Expecting(Protocol):
    """Who knows forecasts."""

    async def expected(self, coins: Sequence[Coin], horizons: Sequence[Horizon]) -> tuple[Expected, ...]: ...


class Margins:
    """Looks what forecasts say of the levels that rules wait for."""

    def __init__(self, desk: Expecting, rates: Quotes, catalogue: Catalogue, listener: Listener) -> None:
        self._desk, self._rates, self._catalogue, self._listener = desk, rates, catalogue, listener

    async def look(self) -> int:
        """Tell what is known by now; return of how many levels. A coin that cannot be forecast now keeps no other from
        being told."""
        told = 0
        for (coin, horizon), facts in self._wanted().items():
            try:
                (found,) = await self._desk.expected((coin,), (horizon,))
            except (Unavailable, UnknownName):
                continue
            for each in found.told:
                told += await self._tell(each.forecast, facts)
        return told

    def _wanted(self) -> Mapping[tuple[Coin, Horizon], list[ForecastMargin]]:
        wanted: dict[tuple[Coin, Horizon], list[ForecastMargin]] = {}
        for fact in self._listener.followed_margins:
            coin, horizon = coin_of(fact.coin, self._catalogue), horizon_of(fact.horizon)
            if coin is not None and horizon is not None:
                wanted.setdefault((coin, horizon), []).append(fact)
        return wanted

    async def _tell(self, forecast: Forecast, facts: Iterable[ForecastMargin]) -> int:
        told = 0
        for fact in facts:
            rate = await self._rate(forecast, fact.unit)
            if rate is not None:
                self._listener.tell_margin(fact, margin(forecast, fact.level / rate) * rate, to_ms(forecast.made_at))
                told += 1
        return told

    async def _rate(self, forecast: Forecast, unit: str | None) -> float | None:
        """Return what one of the forecast's unit is worth in `unit`, by what the coin costs in both; None when that is
        not to be had now."""
        if unit is None or unit == forecast.unit:
            return 1.0
        try:
            (one,) = await self._rates.quotes((forecast.coin,), forecast.unit)
            (other,) = await self._rates.quotes((forecast.coin,), unit)
        except (Unavailable, UnknownName, ValueError):
            return None
        return other.price / one.price


def margin(forecast: Forecast, level: float) -> float:
    """Return how far `level` lies outside the 80 % range, in the forecast's unit; below nothing while inside."""
    band = forecast.band(SHARE)
    return max(band.low - level, level - band.high)
