"""The oracle says what the rulings say: examples worked out by hand from their words."""

from dataclasses import replace
from datetime import date

import pytest

from tests.oracle.history import Candle
from tests.oracle.judge import Message, Span, due
from tests.oracle.past import NOON, Prices, minutes, past, told
from tests.oracle.wanted import (
    HOUR,
    MINUTE,
    SECOND,
    Both,
    Changed,
    Either,
    IndicatorIs,
    OffPeg,
    Op,
    PriceIs,
    VolumeIs,
    Wanted,
)

BELOW = PriceIs("btc", Op.BELOW, "100")
ONCE = Wanted(BELOW)
HOURLY = Wanted(BELOW, every=HOUR)


def test_six_hours_below_at_every_hour_are_six_messages() -> None:
    messages = told(HOURLY, past([101, *[99.8] * 359, 100]))
    assert minutes(messages) == [2, 62, 122, 182, 242, 302]
    assert [message.still for message in messages] == [False, *[True] * 5]


def test_a_thousand_swings_are_one_message_or_one_an_hour() -> None:
    swings = past([100.05, 99.95] * 1_000)
    assert minutes(told(ONCE, swings)) == [2]
    assert minutes(told(HOURLY, swings)) == [2 + 60 * hour for hour in range(34)]


def test_a_wick_fires_at_its_extreme_and_a_touch_does_not() -> None:
    assert told(ONCE, past([101, (101, 101, 99.5, 100.5)])) == [
        Message(NOON + 2 * MINUTE, NOON + 2 * MINUTE, "btc", 99.5)
    ]
    assert told(ONCE, past([101, (101, 101, 100, 100.5)])) == []


def test_what_is_already_true_and_the_first_known_price_fire_nothing() -> None:
    assert told(ONCE, past([99, 98, 97])) == []
    assert minutes(told(ONCE, past([99, 100, 99]))) == [3]


def test_a_crossing_inside_d_after_rearming_is_told_when_d_is_over_with_its_own_time() -> None:
    messages = told(HOURLY, past([101, 99, 101, (100.2, 100.2, 98, 98), *[101] * 70]))
    assert messages[1] == Message(NOON + 62 * MINUTE, NOON + 4 * MINUTE, "btc", 98)
    assert len(messages) == 2


@pytest.mark.parametrize(("back", "count"), [(100.5, 2), (100.49, 1)])
def test_exactly_the_distance_rearms(back: float, count: int) -> None:
    assert len(told(replace(ONCE, most=5), past([101, 99, back, 99]))) == count


def test_d_by_the_clock_is_due_between_candles_on_the_last_one() -> None:
    messages = told(Wanted(BELOW, every=90 * SECOND), past([101, 99, 98, 97, 96]))
    assert minutes(messages) == [2, 3.5, 5]
    assert messages[1] == Message(NOON + 210 * SECOND, NOON + 3 * MINUTE, "btc", 98, still=True)


def test_when_nothing_is_due_at_the_end_of_d_the_next_truth_is_told_at_once() -> None:
    messages = told(Wanted(BELOW, every=2 * MINUTE), past([101, 99.9, 100, 100.1, 100.1, (100.1, 100.1, 99, 99.5)]))
    assert messages[1:] == [Message(NOON + 6 * MINUTE, NOON + 6 * MINUTE, "btc", 99, still=True)]


def test_what_became_true_again_and_is_not_any_more_is_told_with_the_last_moment_it_was_true() -> None:
    messages = told(Wanted(BELOW, every=5 * MINUTE), past([101, 99.9, 100, 99.8, 99.7, 100, 100]))
    assert messages[1:] == [Message(NOON + 7 * MINUTE, NOON + 5 * MINUTE, "btc", 99.7, still=True)]
    merely_lasted = past([101, (101, 101, 99.9, 99.9), 99.9, 100, 100, 100, 100])
    assert len(told(Wanted(BELOW, every=5 * MINUTE), merely_lasted)) == 1


@pytest.mark.parametrize(
    ("gap", "expected"),
    [(1, [2, 4, 6]), (2, [2, 4, 6]), (3, [2, 4, 6]), (4, [2, 4, 7, 9])],
    ids=["a candle is missing", "exactly two minutes are fresh", "in time for the next", "stale"],
)
def test_still_waits_for_the_next_candle_while_the_price_is_stale(gap: int, expected: list[int]) -> None:
    candles = past([101, 99, *[None] * gap, 99, 99, 99, 99])
    found = minutes(told(Wanted(BELOW, every=2 * MINUTE), candles))
    assert found[: len(expected)] == expected


def test_for_counts_from_the_close_of_the_candle_and_starts_anew_when_interrupted() -> None:
    five = Wanted(BELOW, lasting=5 * MINUTE)
    assert told(five, past([101, *[99.0] * 6])) == [Message(NOON + 7 * MINUTE, NOON + 7 * MINUTE, "btc", 99)]
    interrupted: list[Prices | None] = [101, 99, 99, (99, 100, 99, 99), *[99.0] * 9]
    assert minutes(told(five, past(interrupted))) == [9]
    assert minutes(told(five, past([99, *[99] * 20]))) == []


def test_a_gap_interrupts_no_for_which_is_judged_at_the_next_candle() -> None:
    five = Wanted(BELOW, lasting=5 * MINUTE)
    assert minutes(told(five, past([101, 99, *[None] * 10, 99]))) == [13]
    assert minutes(told(five, past([101, 99, *[None] * 10, (99, 101, 99, 99), *[99] * 5]))) == [18]
    assert minutes(told(five, past([101, 99, None, 99, None, None, 99]))) == [7]


def test_crosses_is_either_way_and_touching_and_turning_back_counts() -> None:
    crosses = Wanted(PriceIs("btc", Op.CROSSES, "100"), most=9)
    assert minutes(told(crosses, past([99, 101, 99, 101]))) == [2, 3, 4]
    assert minutes(told(crosses, past([99, 100, 99]))) == [3]
    assert minutes(told(crosses, past([99, 100.2, 99.8, 100.2, 101, 99]))) == [2, 6]


def test_equals_is_a_touch_or_a_jump_over_and_not_leaving() -> None:
    equals = Wanted(PriceIs("btc", Op.EQUALS, "100"), most=9)
    assert minutes(told(equals, past([99, 100, 101]))) == [2]
    assert minutes(told(equals, past([99, 101, 99]))) == [2, 3]
    assert minutes(told(equals, past([100, 101, 102]))) == []


def test_a_change_is_reached_at_exactly_its_percent_against_the_close_a_window_before_the_candle_s_close() -> None:
    change = Wanted(Changed("btc", "-", "5", 2 * MINUTE))
    assert told(change, past([0.7, 0.7, 0.7, (0.7, 0.7, 0.665, 0.7)])) == [
        Message(NOON + 4 * MINUTE, NOON + 4 * MINUTE, "btc", 0.665)
    ]
    assert told(change, past([0.7, 0.7, 0.7, (0.7, 0.7, 0.6651, 0.7)])) == []
    either = Wanted(Changed("btc", "±", "5", MINUTE), most=9)
    assert minutes(told(either, past([100, 100, 105, 105, 100, 95]))) == [3, 6]


def test_a_change_rearms_a_fifth_back() -> None:
    change = Wanted(Changed("btc", "-", "5", HOUR), most=9)
    hour = [100.0] * 61
    assert minutes(told(change, past([*hour, 95, 96, 95]))) == [62, 64]
    assert minutes(told(change, past([*hour, 95, 95.9, 95]))) == [62]


def test_what_is_off_its_peg_is_so_on_either_side_and_rearms_at_half_the_percent() -> None:
    off = Wanted(OffPeg("btc", "1", "0.5"), most=9)
    assert minutes(told(off, past([1, 0.995, 0.9975, 1.005, 1.003, 1.005]))) == [2, 4]


def test_a_compound_crosses_as_a_whole_and_a_second_part_of_an_or_adds_nothing() -> None:
    either = Wanted(Either((BELOW, PriceIs("btc", Op.ABOVE, "110"))), most=9)
    both = Wanted(Both((BELOW, PriceIs("btc", Op.ABOVE, "90"))), most=9)
    assert minutes(told(either, past([105, 99, 111, 105, 111]))) == [2, 5]
    assert minutes(told(both, past([105, 99, 89, 95, 80, 95]))) == [2, 4, 6]


def test_compounds_are_judged_on_four_snapshots_of_all_coins_together() -> None:
    rule = Wanted(Both((PriceIs("btc", Op.BELOW, "100"), PriceIs("eth", Op.BELOW, "10"))))
    btc = past([101, (101, 102, 99, 101)])
    span = Span(NOON, NOON + 2 * MINUTE)
    assert len(due(rule, {"btc": btc, "eth": past([11, (11, 12, 9, 11)])}, span)) == 1
    # Open, high, low, close beside open, low, high, close: the lows are not at the same time.
    assert due(rule, {"btc": btc, "eth": past([11, (11, 12, 9, 10.5)])}, span) == []


def test_indicators_join_at_the_fourth_look_of_the_first_candle_at_or_after_their_close() -> None:
    rule = Wanted(IndicatorIs("btc", "sma2", "5m", Op.BELOW, "100"))
    closes: list[Prices | None] = [101] * 14
    assert told(rule, past([*closes, (101, 101, 90, 90), 90]))[0] == Message(
        NOON + 15 * MINUTE, NOON + 15 * MINUTE, "btc", 90
    )
    assert minutes(told(rule, past([*closes[:-4], 101, 90, None, None, None, None, 95]))) == [17]


def test_a_live_indicator_counts_the_running_candle_at_each_price() -> None:
    rule = Wanted(IndicatorIs("btc", "sma2", "5m", Op.BELOW, "100", live=True))
    assert told(rule, past([*[101] * 11, (101, 101, 98.9, 101)]))[0].price == 98.9


def test_an_indicator_against_another_rearms_at_the_opposite_crossing() -> None:
    rule = Wanted(IndicatorIs("btc", "sma2", "1m", Op.ABOVE, "sma3"), most=9)
    assert minutes(told(rule, past([10, 10, 9, 8, 9, 10, 11, 9, 8, 10, 12]))) == [6, 11]


def test_volume_is_against_the_twenty_bars_before_and_unknown_without_any() -> None:
    rule = Wanted(VolumeIs("btc", "1m", Op.ABOVE, "3"), most=9)
    volumes = [1.0] * 21 + [4.0, 5.0, 1.0, 9.0]
    candles = [replace(candle, volume=volume) for candle, volume in zip(past([10] * 25), volumes, strict=True)]
    assert minutes(told(rule, candles)) == [22, 25]
    silent = [replace(candle, volume=0.0) for candle in past([10] * 25)]
    assert told(rule, silent) == []


def test_until_is_the_end_of_that_day_in_the_person_s_zone_and_what_waits_for_d_is_still_told() -> None:
    midnight = NOON + 11 * HOUR  # in Berlin
    candles = past([101, 99, 101, 99, *[101] * 4, 99], midnight - 4 * MINUTE)
    rule = Wanted(BELOW, every=5 * MINUTE, until=date(2021, 1, 1))
    span = Span(midnight - 4 * MINUTE, midnight + HOUR, "Europe/Berlin")
    messages = due(rule, {"btc": candles}, span)
    assert [(message.due - midnight) / MINUTE for message in messages] == [-2, 3]
    assert messages[1].at == midnight


def test_the_distance_is_the_atr_at_the_crossing_where_that_is_more() -> None:
    quarters: list[Prices | None] = []
    for _ in range(16):
        quarters += [(102.0, 104.0, 100.0, 102.0)] * 15
    crossing: list[Prices | None] = [(101.0, 102.0, 99.0, 101.0), 103.9, (103.9, 103.9, 99, 102)]
    assert len(told(replace(ONCE, most=9), past([*quarters, *crossing]))) == 1
    crossing[1] = 104.0
    assert len(told(replace(ONCE, most=9), past([*quarters, *crossing]))) == 2


def test_a_candle_before_the_start_is_the_past_and_one_that_closes_at_the_end_counts() -> None:
    candles: list[Candle] = past([101, 99, 101, 99])
    assert minutes(told(ONCE, candles, start=NOON + 2 * MINUTE)) == [4]
    assert minutes(told(ONCE, candles, start=NOON + 2 * MINUTE, end=NOON + 3 * MINUTE)) == []
    assert minutes(told(ONCE, candles, end=NOON + 2 * MINUTE)) == [2]


def test_a_price_that_was_seen_counts_at_its_time_and_its_candle_adds_only_what_goes_further() -> None:
    rule = Wanted(BELOW, most=5, rearm="0.5")
    seen = ((NOON + MINUTE + 10_000, 99.0), (NOON + MINUTE + 40_000, 102.0))
    candles = [*past([101.0]), Candle(NOON + MINUTE, 101.0, 102.0, 99.0, 101.5, seen=seen)]
    assert [(m.due, m.at, m.price) for m in told(rule, candles)] == [(seen[0][0], seen[0][0], 99.0)]
    lower = [candles[0], replace(candles[1], low=98.0)]
    assert [(m.at, m.price) for m in told(rule, lower)] == [(seen[0][0], 99.0), (NOON + 2 * MINUTE, 98.0)]
