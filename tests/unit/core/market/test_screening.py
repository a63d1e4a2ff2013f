"""Screening: what may be stored, and what is counted."""

from datetime import UTC, datetime, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.market.model import Candle, CandleSeries, Interval, Pair, SeriesKey
from core.market.screening import Tally, screen, with_witnesses

START = datetime(2026, 1, 1, tzinfo=UTC)
NOW = START + timedelta(hours=2)
KEY = SeriesKey("kraken", Pair("BTC", "USD"), Interval.M1)
NOTHING = CandleSeries.empty(KEY)


def candle(
    minute: float,
    price: float = 100.0,
    *,
    high: float | None = None,
    low: float | None = None,
    close: float | None = None,
    volume: float = 1.0,
) -> Candle:
    return Candle(
        START + timedelta(minutes=minute),
        price,
        price * 1.01 if high is None else high,
        price * 0.99 if low is None else low,
        price if close is None else close,
        volume,
    )


def series(*candles: Candle) -> CandleSeries:
    return CandleSeries.of(KEY, candles)


def test_good_candles_pass_untouched() -> None:
    screened = screen(KEY, [candle(0), candle(1)], NOTHING, NOW)
    assert list(screened.kept) == [candle(0), candle(1)]
    assert screened.tally == Tally()


def test_disorder_is_put_right_and_counted() -> None:
    screened = screen(KEY, [candle(2), candle(0), candle(1)], NOTHING, NOW)
    assert [c.opened_at.minute for c in screened.kept] == [0, 1, 2]
    assert screened.tally.disordered == 1


def test_of_duplicates_the_last_is_kept_and_the_others_counted() -> None:
    screened = screen(KEY, [candle(0), candle(0, 101.0), candle(0, 102.0)], NOTHING, NOW)
    assert [c.close for c in screened.kept] == [102.0]
    assert screened.tally.duplicate == 2


def test_a_revision_of_a_closed_candle_is_kept_and_counted() -> None:
    stored = series(candle(0), candle(1), candle(2))
    screened = screen(KEY, [candle(0), candle(1, 100.5)], stored, NOW)
    assert screened.tally.revised == 1
    assert screened.kept.close.tolist() == [100.0, 100.5]


def test_a_running_candle_that_grows_is_no_revision() -> None:
    stored = series(candle(119), candle(120))
    screened = screen(KEY, [candle(120, 100.4)], stored, NOW)
    assert screened.tally.revised == 0


def test_zero_volume_is_kept() -> None:
    screened = screen(KEY, [candle(0, volume=0.0)], NOTHING, NOW)
    assert len(screened.kept) == 1
    assert screened.tally.zero_volume == 1


def test_high_below_low_is_absurd() -> None:
    screened = screen(KEY, [candle(0, high=90.0), candle(1)], NOTHING, NOW)
    assert len(screened.kept) == 1
    assert screened.tally.absurd == 1


def test_prices_that_are_no_positive_numbers_are_absurd() -> None:
    bad = [candle(0, low=0.0), candle(1, high=float("inf")), candle(2, close=float("nan")), candle(3, volume=-1.0)]
    assert screen(KEY, bad, NOTHING, NOW).tally.absurd == 4


def test_the_future_and_what_is_off_the_grid_are_rejected() -> None:
    screened = screen(KEY, [candle(121), candle(0.5), candle(120)], NOTHING, NOW)
    assert [c.opened_at for c in screened.kept] == [NOW]
    assert (screened.tally.future, screened.tally.off_grid, screened.tally.rejected) == (1, 1, 2)


def test_a_tenfold_jump_is_a_suspect_also_against_what_is_stored() -> None:
    assert screen(KEY, [candle(0), candle(1, 1000.0)], NOTHING, NOW).suspects.tolist() == [False, True]
    assert screen(KEY, [candle(1, 9.9)], series(candle(0)), NOW).suspects.tolist() == [True]
    assert screen(KEY, [candle(1, 850.0)], series(candle(0)), NOW).suspects.tolist() == [False]


def test_two_other_venues_that_contradict_reject_a_jump() -> None:
    screened = screen(KEY, [candle(0), candle(1, 1000.0), candle(2)], NOTHING, NOW)
    truth = series(candle(0), candle(1), candle(2))
    judged = with_witnesses(screened, [truth, truth])
    assert [c.opened_at.minute for c in judged.kept] == [0, 2]
    assert judged.tally.absurd == 1


def test_a_lie_that_lasts_is_rejected_to_its_end() -> None:
    screened = screen(KEY, [candle(0), *(candle(i, 1000.0) for i in range(1, 5))], NOTHING, NOW)
    truth = series(*(candle(i) for i in range(5)))
    assert len(with_witnesses(screened, [truth, truth]).kept) == 1


def test_without_two_others_a_jump_is_kept() -> None:
    screened = screen(KEY, [candle(0), candle(1, 1000.0)], NOTHING, NOW)
    truth = series(candle(0), candle(1))
    assert len(with_witnesses(screened, []).kept) == 2
    assert len(with_witnesses(screened, [truth]).kept) == 2


def test_a_jump_that_another_venue_saw_too_is_real() -> None:
    screened = screen(KEY, [candle(0), candle(1, 1000.0)], NOTHING, NOW)
    calm, jumped = series(candle(0), candle(1)), series(candle(0), candle(1, 1000.0))
    assert len(with_witnesses(screened, [calm, calm, jumped]).kept) == 2


CANDLES = st.builds(
    lambda minute, price, high, low: candle(minute, price, high=high, low=low),
    st.sampled_from([i / 2 for i in range(-4, 260)]),
    st.floats(0.1, 1e6),
    st.floats(0.1, 1e6) | st.just(float("nan")),
    st.floats(0.0, 1e6),
)


@given(st.lists(CANDLES, max_size=40))
def test_whatever_comes_in_what_is_kept_is_in_order_on_the_grid_and_possible(candles: list[Candle]) -> None:
    screened = screen(KEY, candles, NOTHING, NOW)
    kept = screened.kept
    tally = screened.tally
    assert len(kept) + tally.duplicate + tally.rejected == len(candles)
    assert all(KEY.interval.floor(c.opened_at) == c.opened_at <= NOW for c in kept)
    assert bool(np.all(kept.low <= kept.high))
    again = screen(KEY, kept, kept, NOW)
    assert list(again.kept) == list(kept)
    assert again.tally.revised == again.tally.duplicate == 0


def test_tallies_add_up() -> None:
    assert Tally(duplicate=1) + Tally(duplicate=2, absurd=1) == Tally(duplicate=3, absurd=1)
