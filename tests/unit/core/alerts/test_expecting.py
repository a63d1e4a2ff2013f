"""Forecasts for alerts — each level that rules wait for is told what the newest forecast says of it, in its unit."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from core.alerts.conditions.forecast import ForecastMargin
from core.alerts.expecting import Margins, margin
from core.forecasts.desk import Expected, Told
from core.forecasts.model import HORIZONS, LEVELS, Forecast, Horizon, quantiles_of
from core.forecasts.records import HorizonRecord
from core.kernel.errors import Unavailable, UnknownName
from core.market.catalogue import Catalogue
from core.market.model import Coin, to_ms
from core.market.quotes import DAY, Quote
from core.market.routes import Route
from tests.fakes.clock import NOON

WEEK = HORIZONS["7d"]
CATALOGUE = Catalogue()
QUANTILES = quantiles_of([0.4 * (level - 0.5) for level in LEVELS])


def a_forecast(coin: Coin, horizon: Horizon, price: float = 60_000.0) -> Forecast:
    return Forecast(coin, horizon, "kraken", "USD", NOON, NOON, "daily-1", price, QUANTILES)


@dataclass
class Known:
    """Knows forecasts of some coins, and what a dollar is worth; keeps what it was told."""

    followed_margins: tuple[ForecastMargin, ...] = ()
    silent: frozenset[str] = frozenset()
    euros: float = 0.5
    told: list[tuple[ForecastMargin, float, int]] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)

    def tell_margin(self, fact: ForecastMargin, margin: float, at: int) -> None:
        self.told.append((fact, margin, at))

    async def expected(self, coins: Sequence[Coin], horizons: Sequence[Horizon]) -> tuple[Expected, ...]:
        (coin,), (horizon,) = coins, horizons
        self.asked.append((coin.symbol, horizon.text))
        if coin.symbol in self.silent:
            raise Unavailable("forecasts", "none")
        return (Expected(coin, (Told(a_forecast(coin, horizon), HorizonRecord(horizon, None, None)),)),)

    async def quotes(
        self,
        coins: Sequence[Coin],
        currency: str,
        *,
        asked: bool = True,
        venues: Sequence[str] = (),
        window: timedelta = DAY,
    ) -> tuple[Quote, ...]:
        if currency not in {"USD", "EUR"}:
            raise UnknownName("currency", currency)
        price = 60_000.0 * (self.euros if currency == "EUR" else 1.0)
        return tuple(Quote(coin, currency, price, NOON, "kraken", Route(())) for coin in coins)


def a_level(level: float, unit: str | None = "USD", coin: str = "btc", days: int = 7) -> ForecastMargin:
    return ForecastMargin(coin, timedelta(days=days), level, unit)


async def told(known: Known) -> list[float]:
    await Margins(known, known, CATALOGUE, known).look()
    return [margin for _, margin, _ in known.told]


def test_a_level_inside_is_below_nothing_and_one_outside_above() -> None:
    forecast = a_forecast(CATALOGUE.of_symbol("BTC"), WEEK)
    band = forecast.band(0.8)
    assert margin(forecast, band.low - 10) == pytest.approx(10)
    assert margin(forecast, band.high + 25) == pytest.approx(25)
    assert margin(forecast, 60_000) < 0


async def test_of_one_coin_and_horizon_one_forecast_is_asked_for() -> None:
    known = Known((a_level(40_000.0), a_level(60_000.0), a_level(60_000.0, coin="eth"), a_level(1.0, days=30)))
    found = await told(known)
    assert known.asked == [("BTC", "7d"), ("ETH", "7d"), ("BTC", "30d")]
    assert [value > 0 for value in found] == [True, False, False, True]
    assert {at for _, _, at in known.told} == {to_ms(NOON)}


async def test_a_level_in_another_currency_is_compared_in_its_own() -> None:
    in_dollars, in_euros = await told(Known((a_level(40_000.0), a_level(20_000.0, "EUR"))))
    assert in_euros == pytest.approx(in_dollars / 2)


async def test_one_that_cannot_be_forecast_or_priced_keeps_no_other_from_being_told() -> None:
    known = Known(
        (a_level(1.0, coin="eth"), a_level(1.0, "XYZ"), a_level(1.0, days=3), a_level(40_000.0)),
        silent=frozenset({"ETH"}),
    )
    assert len(await told(known)) == 1
