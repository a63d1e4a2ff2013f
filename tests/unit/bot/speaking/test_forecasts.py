"""Ranges in words — what has to be said besides."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.speaking.forecasts import label_words, labels
from bot.speaking.no_forecasts import lacking
from bot.speaking.say import LANGUAGES, Say
from core.forecasts.desk import Told
from core.forecasts.eligibility import NoForecast, Why, unfit
from core.forecasts.model import HORIZONS, LEVELS, Forecast, Lane, quantiles_of
from core.forecasts.records import HorizonRecord
from core.market.catalogue import Catalogue
from core.market.model import Coin, CoinKind
from tests.fakes.clock import NOON
from tests.voice import slips

WEEK = HORIZONS["7d"]
QUANTILES = quantiles_of([(level - 0.5) / 5 for level in LEVELS])
FORECAST = Forecast(
    Coin("bitcoin", "BTC", "Bitcoin"),
    WEEK,
    "kraken",
    "USD",
    NOON,
    NOON - timedelta(hours=12),
    "daily-1",
    60_000.0,
    QUANTILES,
)
TOLD = Told(FORECAST, HorizonRecord(WEEK, None, None))


def test_what_serves_as_promised_needs_no_label() -> None:
    assert list(label_words(TOLD, Say("en", "UTC", NOON))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_model_that_stands_in_for_a_refused_one_is_called_so(language: str) -> None:
    say = Say(language, "UTC", NOON)
    (label,) = labels(say, replace(TOLD, stands_in=True))
    assert list(slips(label.text, language)) == []
    assert say.line("fan-stand-in").rstrip(".").casefold() in label.text.casefold()


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_ranges_that_have_ended_it_is_said_which_and_up_to_when_candles_are_known(language: str) -> None:
    say, over = Say(language, "UTC", NOON), (HORIZONS["1h"], HORIZONS["4h"])
    why = NoForecast(FORECAST.coin, Why.OVER, lane=Lane.HOURLY, over=over, known_to=NOON - timedelta(hours=5))
    (text,) = lacking(say, [why, why])
    assert all(fact in text.text for fact in ("BTC", "1\u00a0h", "4\u00a0h", "07:00"))
    assert list(slips(text.text, language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("symbol", ["EURS", "METH", "BTC3L", "EUR"])
def test_of_each_kind_of_asset_without_a_range_it_is_said_why(language: str, symbol: str) -> None:
    say, coin = Say(language, "UTC", NOON), Catalogue().of_symbol(symbol)
    why = unfit(coin)
    assert why is not None
    (text,) = lacking(say, [why])
    assert symbol in text.text
    assert coin.kind not in {CoinKind.WRAPPED, CoinKind.LEVERAGED} or str(coin.peg) in text.text
    assert list(slips(text.text, language)) == []
