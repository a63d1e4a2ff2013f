"""The collector: no gap survives, and no series' trouble is another's."""

from datetime import timedelta

import pytest

from core.market.collector import Collection, Progress
from core.market.model import Interval, Pair, SeriesKey, to_ms
from tests.fakes.clock import NOON
from tests.fakes.market import wavy
from tests.fakes.market_street import Street

BTC = SeriesKey("binance", Pair("BTC", "USDT"), Interval.M1)
ETH = SeriesKey("binance", Pair("ETH", "USDT"), Interval.M1)
MINUTE = timedelta(minutes=1)


class Collecting(Street):
    """The street, collecting BTC and ETH by minutes and hours."""

    def __init__(self, intervals: tuple[Interval, ...] = (Interval.M1, Interval.H1)) -> None:
        super().__init__()
        self.binance.prices[Pair("BTC", "USDT")] = wavy(60_000)
        self.collector = self.room.collector
        self.room.universe.configure(["BTC", "ETH"])
        self.collector.configure(
            Collection(intervals, {Interval.M1: timedelta(days=1), Interval.H1: timedelta(days=30)})
        )

    async def passes(self, **time: float) -> int:
        """Let time pass and append once."""
        self.clock.advance(**time)
        return await self.after(self.collector.append(), 0.0)

    def restarted(self) -> "Collecting":
        """Return the same house after a kill: same store, same time, nothing else."""
        again = Collecting()
        again.clock.set(self.clock.now())
        again.store.candles, again.store.memory = self.store.candles, self.store.memory
        return again

    def count(self, key: SeriesKey) -> int:
        series = self.store.candles.series.get(key)
        return 0 if series is None else len(series)


async def test_the_present_comes_first_and_then_all_the_history_with_progress() -> None:
    street = Collecting()
    seen: list[Progress] = []
    await street.after(street.collector.backfill(seen.append), 0.0)
    assert [p.done for p in seen] == [1, 2, 3, 4] * 2
    assert seen[3].rows < seen[7].rows + seen[3].rows
    # A day, the running one, and the neighbour before the first that is always asked along.
    assert street.count(BTC) == 1442
    assert street.binance.asked_candles[0][2] >= NOON - 302 * MINUTE


async def test_each_append_brings_what_closed_and_follows_the_open_candle() -> None:
    street = Collecting()
    await street.after(street.collector.catch_up(), 0.0)
    before = street.count(BTC)
    assert await street.passes(seconds=30) > 0
    assert street.count(BTC) == before
    await street.passes(seconds=90)
    assert street.count(BTC) == before + 2
    assert ("candles", "binance BTC/USDT 1m") in street.bus.published


async def test_an_hour_candle_is_not_asked_for_every_poll() -> None:
    street = Collecting(intervals=(Interval.H1,))
    await street.after(street.collector.catch_up(), 0.0)
    await street.passes(seconds=10)
    calls = street.binance.calls["candles"]
    await street.passes(seconds=10)
    assert street.binance.calls["candles"] == calls
    await street.passes(minutes=5)
    assert street.binance.calls["candles"] == calls + 2


async def test_ten_minutes_down_leave_no_gap_after_the_start() -> None:
    street = Collecting()
    await street.after(street.collector.backfill(), 0.0)
    street.clock.advance(minutes=10)
    again = street.restarted()
    assert (await again.after(again.collector.health(), 0.0)).age == 10 * MINUTE
    assert (await again.after(again.collector.health(), 0.0)).gaps == 0
    await again.after(again.collector.catch_up(), 0.0)
    health = await again.after(again.collector.health(), 0.0)
    assert (health.gaps, health.failing) == (0, ())
    assert again.count(BTC) == 1452


async def test_what_one_series_lacks_and_others_have_had_is_a_gap() -> None:
    street = Collecting()
    await street.after(street.collector.backfill(), 0.0)
    street.store.candles.forget(BTC, NOON - 30 * MINUTE, NOON + MINUTE)
    # The hour's candle tells that the house was awake at noon; the last minute may have been under way.
    assert (await street.after(street.collector.health(), 0.0)).gaps == 29


async def test_a_gap_is_counted_found_and_refilled_by_the_next_append() -> None:
    street = Collecting()
    await street.after(street.collector.backfill(), 0.0)
    street.store.candles.forget(BTC, NOON - 30 * MINUTE, NOON - 20 * MINUTE)
    assert (await street.after(street.collector.health(), 0.0)).gaps == 10
    await street.passes(minutes=1)
    assert (await street.after(street.collector.health(), 0.0)).gaps == 0


async def test_an_old_gap_is_found_by_the_sweep() -> None:
    street = Collecting()
    await street.after(street.collector.backfill(), 0.0)
    assert (await street.after(street.collector.health(), 0.0)).gaps == 0
    street.store.candles.forget(BTC, NOON - 900 * MINUTE, NOON - 890 * MINUTE)
    await street.after(street.collector.sweep(), 0.0)
    assert (await street.after(street.collector.health(), 0.0)).gaps == 0
    assert street.count(BTC) == 1442


async def test_what_nobody_has_is_no_gap_of_ours() -> None:
    street = Collecting()
    since = NOON - 30 * MINUTE
    for venue in (street.binance, street.kraken, street.kucoin):
        venue.faults.absent.append((to_ms(since), to_ms(since + 10 * MINUTE)))
    await street.after(street.collector.backfill(), 0.0)
    assert street.count(BTC) == 1432
    assert (await street.after(street.collector.health(), 0.0)).gaps == 0


async def test_one_dead_symbol_leaves_the_others_alone() -> None:
    street = Collecting(intervals=(Interval.M1,))
    street.binance.faults.unknown.add(Pair("ETH", "USDT"))
    for _ in range(5):
        await street.passes(minutes=1)
    assert street.count(ETH) == 0
    assert street.count(BTC) > 5


async def test_a_delisted_pair_moves_to_the_next_venue_and_is_said() -> None:
    street = Collecting(intervals=(Interval.M1,))
    await street.passes(minutes=1)
    street.binance.faults.unknown.add(Pair("BTC", "USDT"))
    await street.passes(minutes=1)
    await street.passes(minutes=1)
    health = await street.after(street.collector.health(), 0.0)
    (moved,) = health.moved
    assert (moved.coin.symbol, moved.frm.venue) == ("BTC", "binance")
    assert moved.to is not None
    assert street.count(moved.to) > 0


async def test_a_dead_venue_is_replaced_by_the_next_and_the_rows_are_marked() -> None:
    street = Collecting(intervals=(Interval.M1,))
    await street.passes(minutes=1)
    street.binance.faults.down = "network"
    await street.passes(minutes=3)
    newest = street.store.candles.series[BTC]
    assert newest.refilled[-1]
    health = await street.after(street.collector.health(), 0.0)
    assert health.counters["refilled"] > 0
    assert [state.venue for state in health.venues if state.failed] == ["binance"]


async def test_a_series_that_nobody_serves_is_named_and_asked_ever_more_rarely() -> None:
    street = Collecting(intervals=(Interval.M1,))
    await street.room.desk.ready()
    for venue in (street.binance, street.kraken, street.kucoin):
        venue.faults.down = "network"
    for _ in range(60):
        await street.passes(seconds=10)
    assert street.binance.calls["candles"] < 2 * 12
    health = await street.after(street.collector.health(), 0.0)
    assert {trouble.coin.symbol for trouble in health.failing} == {"BTC", "ETH"}
    assert health.failing[0].reason == "none"


async def test_it_goes_on_by_itself_when_the_venue_is_back() -> None:
    street = Collecting(intervals=(Interval.M1,))
    await street.passes(minutes=1)
    for venue in (street.binance, street.kraken, street.kucoin):
        venue.faults.down = "network"
    await street.passes(minutes=5)
    for venue in (street.binance, street.kraken, street.kucoin):
        venue.faults.down = ""
    await street.passes(minutes=6)
    health = await street.after(street.collector.health(), 0.0)
    assert (health.gaps, health.failing) == (0, ())
    assert not street.store.candles.series[BTC].refilled.any()


async def test_data_that_stopped_grows_old_also_while_a_candle_runs() -> None:
    street = Collecting()
    street.clock.advance(minutes=10)
    await street.after(street.collector.catch_up(), 0.0)
    for venue in (street.binance, street.kraken, street.kucoin):
        venue.faults.down = "network"
    await street.passes(minutes=30)
    age = (await street.after(street.collector.health(), 0.0)).age
    assert age is not None
    assert age >= 29 * MINUTE


async def test_when_a_round_takes_too_long_only_closed_candles_are_asked_for() -> None:
    street = Collecting(intervals=(Interval.M1,))
    await street.passes(minutes=1)
    street.collector._round_s = 8.0
    calls = street.binance.calls["candles"]
    await street.passes(seconds=10)
    assert street.binance.calls["candles"] == calls
    street.collector._round_s = 8.0
    await street.passes(seconds=50)
    assert street.binance.calls["candles"] == calls + 2


async def test_our_own_fault_stops_one_series_and_is_raised_when_the_others_are_done() -> None:
    street = Collecting(intervals=(Interval.M1,))
    await street.passes(minutes=1)
    before = street.count(BTC)
    street.binance.prices[Pair("ETH", "USDT")] = _broken
    with pytest.raises(ExceptionGroup):
        await street.passes(minutes=1)
    assert street.count(BTC) == before + 1
    health = await street.after(street.collector.health(), 0.0)
    assert [(t.coin.symbol, t.reason) for t in health.failing] == [("ETH", "defect")]


async def test_revisions_are_counted() -> None:
    street = Collecting(intervals=(Interval.M1,))
    await street.passes(minutes=1)
    street.binance.prices[Pair("BTC", "USDT")] = wavy(60_300)
    street.store.candles.forget(BTC, NOON - 10 * MINUTE, NOON - 9 * MINUTE)
    await street.passes(minutes=1)
    health = await street.after(street.collector.health(), 0.0)
    assert health.counters["revised"] >= 1


async def test_what_somebody_watches_is_collected_too() -> None:
    street = Collecting(intervals=(Interval.M1,))
    street.room.universe.configure(["ETH"])
    await street.passes(minutes=1)
    assert street.count(BTC) == 0
    street.store.watchlists.lists[1] = ["bitcoin"]
    await street.passes(minutes=1)
    assert street.count(BTC) > 0


async def test_nothing_is_collected_before_it_is_said_what() -> None:
    street = Street()
    assert await street.after(street.room.collector.append(), 0.0) == 0
    health = await street.after(street.room.collector.health(), 0.0)
    assert (health.series, health.gaps, health.data_at, health.age) == (0, 0, None, None)


def _broken(ms: int) -> float:
    raise ZeroDivisionError(ms)
