"""A replay hands out what was recorded, no sooner than it was known, and nothing else."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from blockbuster import BlockBuster
from hypothesis import given
from hypothesis import strategies as st

from adapters.venues.replay import ReplayVenue, span
from core.kernel.errors import Unavailable, UnknownName
from core.market.model import CandleSeries, Interval, Pair, to_ms
from core.market.ports import Venue
from tests.fakes.clock import LeapingClock, ManualClock

START = datetime(2021, 4, 17, 12, tzinfo=UTC)
BTC, ETH = Pair("BTC", "USDT"), Pair("ETH", "USDT")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
CRASH = Path("market/minute/2021-04-18")

Row = tuple[int, float, float, float, float, float]


def minutes(count: int, start: datetime = START, missing: range = range(0)) -> list[Row]:
    """Minutes whose prices rise by one each, without the `missing` ones."""
    return [
        (to_ms(start + i * MINUTE), 100.0 + i, 101.5 + i, 99.5 + i, 101.0 + i, 2.0)
        for i in range(count)
        if i not in missing
    ]


def written(folder: Path, name: str, rows: Sequence[Row]) -> Path:
    names = ("open_time", "open", "high", "low", "close", "volume")
    columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
    pq.write_table(pa.table(columns), folder / f"{name}.parquet")
    return folder


async def all_of(venue: Venue, pair: Pair, interval: Interval, until: datetime | None = None) -> CandleSeries:
    return await venue.candles(
        pair, interval, datetime(2000, 1, 1, tzinfo=UTC), until or datetime(2100, 1, 1, tzinfo=UTC)
    )


async def test_every_pair_of_the_folder_is_listed(tmp_path: Path) -> None:
    written(tmp_path, "BTC-USDT", minutes(5))
    written(tmp_path, "ETH-USDT", minutes(5))
    (tmp_path / "README.md").write_text("about")
    venue = ReplayVenue(tmp_path, ManualClock(START))
    assert [listing.pair for listing in await venue.listings()] == [BTC, ETH]
    assert (venue.id, venue.name) == ("replay", "Replay")


async def test_a_candle_is_unknown_until_it_has_closed(tmp_path: Path) -> None:
    clock = ManualClock(START)
    venue = ReplayVenue(written(tmp_path, "BTC-USDT", minutes(5)), clock)
    assert len(await all_of(venue, BTC, Interval.M1)) == 0
    clock.advance(59.999)
    assert len(await all_of(venue, BTC, Interval.M1)) == 0
    clock.advance(0.001)
    assert [candle.close for candle in await all_of(venue, BTC, Interval.M1)] == [101.0]


@given(passed=st.integers(0, 5 * 3600), interval=st.sampled_from([Interval.M1, Interval.H1, Interval.D1]))
def test_nothing_that_is_handed_out_depends_on_the_future(
    tmp_path_factory: pytest.TempPathFactory, passed: int, interval: Interval
) -> None:
    now = START + timedelta(seconds=passed)
    rows = minutes(300)
    past = [row for row in rows if row[0] + 60_000 <= to_ms(now)]
    whole = written(tmp_path_factory.mktemp("whole"), "BTC-USDT", rows)
    seen = asyncio.run(all_of(ReplayVenue(whole, ManualClock(now)), BTC, interval))
    if len(past) < 2:
        assert len(seen) == len(past)
        return
    cut = written(tmp_path_factory.mktemp("cut"), "BTC-USDT", past)
    assert list(asyncio.run(all_of(ReplayVenue(cut, ManualClock(now)), BTC, interval))) == list(seen)


async def test_a_running_hour_is_made_of_its_closed_minutes(tmp_path: Path) -> None:
    venue = ReplayVenue(written(tmp_path, "BTC-USDT", minutes(300)), ManualClock(START + HOUR + 2.5 * MINUTE))
    closed, runs = await all_of(venue, BTC, Interval.H1)
    assert (closed.open, closed.high, closed.low, closed.close, closed.volume) == (100.0, 160.5, 99.5, 160.0, 120.0)
    assert (runs.open, runs.high, runs.low, runs.close, runs.volume) == (160.0, 162.5, 159.5, 162.0, 4.0)


async def test_the_running_candle_is_left_out_when_the_range_ends_before_now(tmp_path: Path) -> None:
    now = START + HOUR + 10 * MINUTE
    venue = ReplayVenue(written(tmp_path, "BTC-USDT", minutes(300)), ManualClock(now))
    assert len(await all_of(venue, BTC, Interval.H1, until=now)) == 1
    assert len(await all_of(venue, BTC, Interval.H1, until=now + MINUTE)) == 2


async def test_a_gap_stays_a_gap(tmp_path: Path) -> None:
    rows = minutes(300, missing=range(100, 250))
    venue = ReplayVenue(written(tmp_path, "BTC-USDT", rows), ManualClock(START + DAY))
    found = await all_of(venue, BTC, Interval.M1)
    assert found.opened_ms.tolist() == [row[0] for row in rows]
    hours = await all_of(venue, BTC, Interval.H1)
    assert [candle.opened_at for candle in hours] == [START, START + HOUR, START + 4 * HOUR]


async def test_a_file_serves_no_finer_interval_than_its_own(tmp_path: Path) -> None:
    days = [(to_ms(START.replace(hour=0) + i * DAY), 1.0, 3.0, 0.5, 2.0, 9.0) for i in range(4)]
    venue = ReplayVenue(written(tmp_path, "BTC-USDT", days), ManualClock(START + 30 * DAY))
    assert len(await all_of(venue, BTC, Interval.M1)) == 0
    assert len(await all_of(venue, BTC, Interval.H1)) == 0
    assert len(await all_of(venue, BTC, Interval.D1)) == 4


async def test_the_price_is_the_last_close_and_as_old_as_it_is(tmp_path: Path) -> None:
    venue = ReplayVenue(written(tmp_path, "BTC-USDT", minutes(30)), ManualClock(START + 2 * HOUR))
    (ticker,) = await venue.tickers([BTC, Pair("DOGE", "USDT")])
    assert ticker.last == 130.0
    assert ticker.at == START + 30 * MINUTE
    assert ticker.change_24h is None


async def test_a_ticker_tells_of_the_24_hours_before_its_price(tmp_path: Path) -> None:
    venue = ReplayVenue(written(tmp_path, "BTC-USDT", minutes(3000)), ManualClock(START + 2000 * MINUTE))
    (ticker,) = await venue.tickers([BTC])
    assert ticker.last == 2100.0
    assert (ticker.low_24h, ticker.high_24h) == (99.5 + 560, 101.5 + 1999)
    assert ticker.change_24h == pytest.approx(2100.0 / 660.0 - 1)
    assert ticker.base_volume_24h == 2.0 * 1440


async def test_a_pair_without_a_price_yet_has_no_ticker(tmp_path: Path) -> None:
    venue = ReplayVenue(written(tmp_path, "BTC-USDT", minutes(30)), ManualClock(START - HOUR))
    assert await venue.tickers([BTC]) == ()


async def test_closes_are_streamed_as_time_passes_them_and_then_the_stream_breaks(tmp_path: Path) -> None:
    written(tmp_path, "BTC-USDT", minutes(4))
    written(tmp_path, "ETH-USDT", minutes(3))
    clock = LeapingClock(START + MINUTE)
    stream = ReplayVenue(tmp_path, clock).trades([BTC, ETH])
    seen = []
    with pytest.raises(Unavailable):
        async for trade in stream:
            assert trade.at <= clock.now()
            seen.append((str(trade.pair), trade.price))
    assert seen == [
        ("BTC/USDT", 102.0),
        ("ETH/USDT", 102.0),
        ("BTC/USDT", 103.0),
        ("ETH/USDT", 103.0),
        ("BTC/USDT", 104.0),
    ]


async def test_a_recording_has_no_order_book(tmp_path: Path) -> None:
    venue = ReplayVenue(written(tmp_path, "BTC-USDT", minutes(5)), ManualClock(START))
    with pytest.raises(Unavailable) as refusal:
        await venue.order_book(BTC)
    assert refusal.value.reason == "none"


async def test_an_unknown_pair_is_named_with_those_akin(tmp_path: Path) -> None:
    venue = ReplayVenue(written(tmp_path, "BTC-USDT", minutes(5)), ManualClock(START))
    with pytest.raises(UnknownName) as refusal:
        await venue.candles(Pair("BTC", "EUR"), Interval.M1, START, START + DAY)
    assert (refusal.value.what, refusal.value.given, refusal.value.nearest) == ("pair", "BTC/EUR", ("BTC/USDT",))


def test_a_folder_without_recordings_is_refused(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(UnknownName) as refusal:
            ReplayVenue(folder, ManualClock(START))
        assert refusal.value.what == "folder"


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("bitcoin", minutes(5)),
        ("BTC-USDT", minutes(1)),
        ("BTC-USDT", minutes(5)[::-1]),
        ("BTC-USDT", [minutes(5)[0], *minutes(5)]),
        ("BTC-USDT", minutes(5, start=START + timedelta(seconds=7))),
        ("BTC-USDT", [*minutes(5), (to_ms(START + HOUR), 100.0, 99.0, 98.0, 100.0, 1.0)]),
        ("BTC-USDT", [*minutes(5), (to_ms(START + HOUR), 100.0, 101.0, 99.0, float("nan"), 1.0)]),
        ("BTC-USDT", [*minutes(5), (to_ms(START + HOUR), 100.0, 101.0, 0.0, 100.0, 1.0)]),
        ("BTC-USDT", [*minutes(5), (to_ms(START + HOUR), 100.0, 101.0, 99.0, 100.0, -1.0)]),
    ],
)
async def test_a_file_that_is_no_recording_is_named(tmp_path: Path, name: str, rows: list[Row]) -> None:
    written(tmp_path, name, rows)
    with pytest.raises(UnknownName) as refusal:
        await ReplayVenue(tmp_path, ManualClock(START)).candles(BTC, Interval.M1, START, START + DAY)
    assert (refusal.value.what, refusal.value.given) == ("file", f"{name}.parquet")


async def test_a_file_of_something_else_is_named_before_the_market_starts(tmp_path: Path) -> None:
    written(tmp_path, "BTC-USDT", minutes(5))
    (tmp_path / "ETH-USDT.parquet").write_bytes(b"<html>no such file</html>")
    with pytest.raises(UnknownName) as refusal:
        await span(tmp_path)
    assert refusal.value.given == "ETH-USDT.parquet"
    pq.write_table(pa.table({"when": [1, 2], "what": ["a", "b"]}), tmp_path / "ETH-USDT.parquet")
    with pytest.raises(UnknownName):
        await span(tmp_path)


async def test_the_span_covers_all_files(tmp_path: Path) -> None:
    written(tmp_path, "BTC-USDT", minutes(5))
    written(tmp_path, "ETH-USDT", minutes(5, start=START + HOUR))
    assert await span(tmp_path) == (START, START + HOUR + 5 * MINUTE)


async def test_reading_does_not_hold_up_the_loop(tmp_path: Path, blockbuster: BlockBuster) -> None:
    blockbuster.deactivate()
    venue = ReplayVenue(written(tmp_path, "BTC-USDT", minutes(5)), ManualClock(START + HOUR))
    blockbuster.activate()
    both = await asyncio.gather(all_of(venue, BTC, Interval.M1), all_of(venue, BTC, Interval.H1))
    assert [len(series) for series in both] == [5, 1]


async def test_a_recorded_crash_is_handed_out_to_the_digit_with_its_gaps(shared_data: Path) -> None:
    folder = shared_data / CRASH
    table = pq.read_table(folder / "BTC-USDT.parquet").to_pydict()
    first, last = await span(folder)
    venue = ReplayVenue(folder, ManualClock(last))
    found = await all_of(venue, BTC, Interval.M1)
    assert found.opened_ms.tolist() == table["open_time"]
    assert (found.open.tolist(), found.close.tolist(), found.volume.tolist()) == (
        table["open"],
        table["close"],
        table["volume"],
    )
    assert (first, last) == (datetime(2021, 3, 26, 3, tzinfo=UTC), datetime(2021, 4, 30, 3, 33, tzinfo=UTC))
    assert int((np.diff(found.opened_ms) // 60_000 - 1).sum()) == 434


async def test_hours_made_of_recorded_minutes_are_the_venues_own_hours(shared_data: Path) -> None:
    _, last = await span(shared_data / CRASH)
    made = await all_of(ReplayVenue(shared_data / CRASH, ManualClock(last)), BTC, Interval.H1, until=last)
    own = await ReplayVenue(shared_data / "market/hourly", ManualClock(last)).candles(
        BTC, Interval.H1, datetime(2021, 3, 26, 3, tzinfo=UTC), last
    )
    assert made.opened_ms.tolist() == own.opened_ms.tolist()
    for column in ("open", "high", "low", "close", "volume"):
        np.testing.assert_allclose(getattr(made, column), getattr(own, column), rtol=1e-6)
