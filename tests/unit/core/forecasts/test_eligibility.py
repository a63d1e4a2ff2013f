"""Which coins get a forecast."""

import pytest

from core.forecasts.eligibility import FEWEST_CANDLES, Why, is_young, too_few, unfit
from core.forecasts.model import Lane
from core.market.catalogue import Catalogue
from core.market.model import Interval
from tests.fakes.clock import ManualClock
from tests.fakes.forecast_past import BTC, LaidOutPast


@pytest.mark.parametrize(
    ("symbol", "why"),
    [
        ("USDT", Why.STABLE),
        ("GHO", Why.STABLE),
        ("EURS", Why.STABLE),
        ("MIM", Why.STABLE),
        ("WBTC", Why.WRAPPED),
        ("WMATIC", Why.WRAPPED),
        ("WSTETH", Why.WRAPPED),
        ("METH", Why.WRAPPED),
        ("BTC3L", Why.LEVERAGED),
        ("ETHDOWN", Why.LEVERAGED),
        # Coins that only look like it.
        ("JUP", None),
        ("SUP", None),
        ("SYRUP", None),
        ("VAI", None),
        ("EUR", Why.FIAT),
        ("BTC", None),
        ("ZZQX", None),
        # Gold moves, and nobody trades it beside the tokens that stand for it.
        ("PAXG", None),
        ("XAUT", None),
    ],
)
def test_what_is_to_stay_or_stands_for_another_has_none(symbol: str, why: Why | None) -> None:
    found = unfit(Catalogue().of_symbol(symbol))
    assert (None if found is None else found.why) == why


def test_sixty_candles_are_enough_and_say_that_they_are_few(clock: ManualClock) -> None:
    candles = LaidOutPast(clock).series(BTC, Interval.D1)
    few = too_few(BTC, Lane.DAILY, candles.sliced(slice(0, FEWEST_CANDLES - 1)))
    assert few is not None
    assert (few.why, few.candles) == (Why.FEW, 59)
    assert too_few(BTC, Lane.DAILY, candles.sliced(slice(0, FEWEST_CANDLES))) is None
    assert is_young(Lane.DAILY, 60) and not is_young(Lane.DAILY, 200)
    assert is_young(Lane.HOURLY, 60) and not is_young(Lane.HOURLY, 24 * 200)
