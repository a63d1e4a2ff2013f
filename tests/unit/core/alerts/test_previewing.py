"""core.alerts.previewing — how often a rule would have come true, over what is stored, and for how many days."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import numpy as np
import pytest

from adapters.storage.engine import Database
from core.alerts.ports import Preview
from core.alerts.previewing import LookingBack, PreviewPolicy, as_told
from core.kernel.errors import Unavailable
from core.market.catalogue import Catalogue
from core.market.history import CandleHistory, Window
from core.market.model import CandleSeries, Coin, Interval, Pair, SeriesKey, to_ms
from core.market.routes import Leg, Route
from tests.databases import NOON
from tests.fakes.alerts import a_wish
from tests.fakes.clock import ManualClock

HOUR, DAY, MINUTE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)
Closes = Callable[[int], float]


def series(coin: str, interval: Interval, since: datetime, closes: Sequence[float]) -> CandleSeries:
    """Return candles that open at the close before."""
    last = np.array(closes, dtype=np.float64)
    first = np.concatenate([last[:1], last[:-1]])
    opened = to_ms(since) + interval.ms * np.arange(len(closes), dtype=np.int64)
    key = SeriesKey("kraken", Pair(coin, "USD"), interval)
    return CandleSeries(key, opened, first, np.maximum(first, last), np.minimum(first, last), last, np.ones(len(last)))


class StoredPast:
    """Hours of every coin back to `since`, their closes by `closes` of the hour's number."""

    def __init__(self, closes: Closes, since: datetime = NOON - 90 * DAY) -> None:
        self.closes, self.since, self.asked = closes, since, list[Coin]()

    async def candles(
        self,
        coin: Coin,
        window: Window,
        currency: str | None = None,
        *,
        asked: bool = False,
        venue: str | None = None,
    ) -> CandleHistory:
        self.asked.append(coin)
        since = max(self.since, NOON - window.length)
        first, count = round((since - (NOON - 90 * DAY)) / HOUR), round((NOON - since) / HOUR)
        hours = series(coin.symbol, window.interval, since, [self.closes(first + i) for i in range(count)])
        route = Route((Leg("kraken", Pair(coin.symbol, "USD")),))
        return CandleHistory(coin, "USD", hours, route, since, NOON)


class SilentPast(StoredPast):
    async def candles(self, *_: object, **__: object) -> CandleHistory:
        raise Unavailable("kraken", "timeout")


def daily(hour: int) -> float:
    """Bitcoin is at 59,000 for an hour each day, else at 61,000."""
    return 59_000.0 if hour % 24 == 12 else 61_000.0


async def keep(database: Database, candles: CandleSeries) -> None:
    async with database.begin() as work:
        await work.candles.append(candles)
        await work.commit()


async def looked(
    database: Database, text: str, past: StoredPast | None = None, policy: PreviewPolicy | None = None
) -> Preview | None:
    previews = LookingBack(past or StoredPast(daily), Catalogue(), database, ManualClock(), policy)
    return await previews.look(a_wish(text), "UTC", NOON)


@pytest.mark.parametrize("options", ["", " every 1h", " max 3", " until 31 dec"])
async def test_each_crossing_counts_as_if_the_rule_had_been_armed_again(database: Database, options: str) -> None:
    preview = await looked(database, f"btc < 60000 usd{options}")
    assert preview is not None
    assert (preview.times, preview.days, preview.holds) == (90, 90, False)


async def test_it_says_over_how_many_days_it_looked(database: Database) -> None:
    preview = await looked(database, "btc < 60000 usd", StoredPast(daily, NOON - 30 * DAY))
    assert preview is not None
    assert (preview.times, preview.days) == (30, 30)


async def test_minutes_tell_what_hours_hide(database: Database) -> None:
    hours = StoredPast(lambda _: 61_000.0)
    swings = [59_000.0 if minute % 30 == 15 else 61_000.0 for minute in range(24 * 60)]
    await keep(database, series("BTC", Interval.M1, NOON - DAY, swings))
    preview = await looked(database, "btc < 60000 usd", hours)
    assert preview is not None
    assert (preview.times, preview.days) == (48, 90)


async def test_what_is_shorter_than_an_hour_is_looked_for_in_minutes_alone(database: Database) -> None:
    assert await looked(database, "btc -2% 5m") is None
    swings = [59_000.0 if minute % 30 == 15 else 61_000.0 for minute in range(2 * 24 * 60)]
    await keep(database, series("BTC", Interval.M1, NOON - 2 * DAY, swings))
    preview = await looked(database, "btc -2% 5m")
    assert preview is not None
    assert (preview.times, preview.days) == (96, 2)


async def test_indicators_are_judged_on_the_candles_of_their_own_timeframe(database: Database) -> None:
    past = StoredPast(lambda hour: 59_000.0 if 12 <= hour % 24 < 16 else 61_000.0)
    preview = await looked(database, "btc ema2 4h < 60500 rearm 0.1%", past)
    assert preview is not None
    assert preview.times == 90
    assert preview.holds is False


async def test_a_compound_needs_the_candles_of_all_its_coins(database: Database) -> None:
    past = StoredPast(daily)
    preview = await looked(database, "btc < 60000 usd and eth < 60000 usd", past)
    assert preview is not None
    assert (preview.times, len(past.asked)) == (90, 2)


@pytest.mark.parametrize("text", ["market shift", "portfolio -5% 24h", "forecast btc 24h up"])
async def test_nothing_is_said_of_what_has_no_candles(database: Database, text: str) -> None:
    assert await looked(database, text) is None


async def test_a_draft_does_without_when_venues_are_silent_or_slow(database: Database) -> None:
    assert await looked(database, "btc < 60000 usd", SilentPast(daily)) is None
    assert await looked(database, "btc < 60000 usd", policy=PreviewPolicy(patience_s=0.0)) is None


def test_an_hour_of_which_minutes_are_missing_is_judged_by_its_own_candle() -> None:
    hours = series("BTC", Interval.H1, NOON, [1.0, 2.0, 3.0])
    minutes = series("BTC", Interval.M1, NOON + HOUR, [2.0] * 60 + [3.0] * 30)
    told = as_told(hours, minutes)
    assert len(told) == 62
    assert told.opened_ms[0] == to_ms(NOON + HOUR - MINUTE)
    assert told.opened_ms[-1] == to_ms(NOON + 3 * HOUR - MINUTE)
    later = as_told(hours.sliced(slice(0, 2)), minutes)
    assert later.opened_ms[-1] == minutes.opened_ms[-1]
