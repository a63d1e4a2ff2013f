"""What a rule means, sentence by sentence: crossing, firing, re-arming, `for`, `crosses`, `equals`, `until`."""

from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.alerting import Heard, Row, heard, minutes_of, minutes_since, played

STILL = "still"


def test_below_fires_when_the_price_goes_from_at_or_above_to_below() -> None:
    assert heard("btc < 60000", [60_000, 59_999]) == [Heard(2, 2, 59_999)]


def test_touching_the_level_is_not_below() -> None:
    assert heard("btc < 60000", [60_100, 60_000, 60_100]) == []


def test_above_fires_when_the_price_goes_from_at_or_below_to_above() -> None:
    assert heard("btc > 60000", [60_000, 60_001]) == [Heard(2, 2, 60_001)]


def test_a_wick_between_two_closes_fires() -> None:
    assert heard("btc < 60000", [60_100, (60_100, 60_200, 59_950, 60_150)]) == [Heard(2, 2, 59_950)]


def test_already_true_when_made_never_fires_silently_at_once() -> None:
    assert heard("btc < 60000", [59_000] * 5) == []


def test_already_true_fires_at_the_next_crossing_without_having_to_rearm() -> None:
    assert heard("btc < 60000", [59_900, 60_001, 59_950]) == [Heard(3, 3, 59_950)]


def test_what_history_says_is_the_side_on_which_a_rule_is_made() -> None:
    assert heard("btc < 60000", [60_100, 59_900, 59_800], since=1) == [Heard(2, 2, 59_900)]
    assert heard("btc < 60000", [60_100, 59_900, 59_800], since=2) == []


def test_the_default_is_one_message_then_done() -> None:
    assert heard("btc < 60000", [60_100, 59_900, 61_000, 59_900]) == [Heard(2, 2, 59_900)]


def test_a_rule_holds_until_the_price_has_left_by_the_rearm_distance_on_the_other_side() -> None:
    just_short = [60_100, 59_900, 60_299, 59_900]
    assert len(heard("btc < 60000 max 5", just_short)) == 1
    assert heard("btc < 60000 max 5", [60_100, 59_900, 60_300, 59_900])[1:] == [Heard(4, 4, 59_900)]


def test_trap_3_true_for_six_hours_at_every_1h_is_exactly_six_messages() -> None:
    told = heard("btc < 60000 every 1h", [60_100, *[59_900] * 360, *[61_000] * 120])
    assert told == [Heard(2, 2, 59_900), *(Heard(2 + 60 * i, 2 + 60 * i, 59_900, STILL) for i in range(1, 6))]


def test_trap_5_a_thousand_swings_around_the_level_are_one_message_with_once() -> None:
    swings: list[Row] = [60_030, *[price for _ in range(1_000) for price in (59_970, 60_030)]]
    assert heard("btc < 60000", swings) == [Heard(2, 2, 59_970)]


def test_a_thousand_swings_are_one_message_an_hour_with_every_1h() -> None:
    swings: list[Row] = [60_030, *[price for _ in range(300) for price in (59_970, 60_030)]]
    told = heard("btc < 60000 every 1h", swings)
    assert [each.due for each in told] == [2 + 60 * i for i in range(10)]
    assert [each.label for each in told] == [None, *[STILL] * 9]


def test_back_by_the_distance_and_down_again_within_d_is_told_when_d_is_over_with_its_real_time() -> None:
    assert heard("btc < 60000 every 5m", [60_100, 59_900, 60_400, 59_950, 60_400, 60_400, 60_400, 60_400]) == [
        Heard(2, 2, 59_900),
        Heard(7, 4, 59_950),
    ]


def test_several_crossings_within_d_are_one_message_of_the_first_of_them() -> None:
    rows = [60_100, 59_900, 60_400, 59_950, 60_400, 59_940, 60_400, 59_930, 60_400, 60_400, 60_400, 60_400, 60_400]
    assert heard("btc < 60000 every 10m", rows) == [Heard(2, 2, 59_900), Heard(12, 4, 59_950)]


def test_ruling_6_what_merely_lasted_from_before_the_message_is_not_told_again() -> None:
    assert heard("btc < 60000 every 5m", [60_100, *[59_900] * 3, *[60_100] * 10]) == [Heard(2, 2, 59_900)]


def test_ruling_6_what_became_true_again_is_told_as_still_with_the_last_moment_it_was_true() -> None:
    rows = [60_100, 59_900, 60_100, 59_950, 59_960, 60_100, 60_100, 60_100]
    assert heard("btc < 60000 every 5m", rows) == [Heard(2, 2, 59_900), Heard(7, 5, 59_960, STILL)]


def test_ruling_7_with_nothing_due_at_d_the_next_moment_it_is_true_is_told_at_once_as_still() -> None:
    rows = [60_100, 59_900, *[60_100] * 9, 59_950]
    assert heard("btc < 60000 every 5m", rows) == [Heard(2, 2, 59_900), Heard(12, 12, 59_950, STILL)]


def test_ruling_7_it_is_no_still_once_the_rule_had_rearmed() -> None:
    rows = [60_100, 59_900, *[60_400] * 9, 59_950]
    assert heard("btc < 60000 every 5m", rows) == [Heard(2, 2, 59_900), Heard(12, 12, 59_950)]


def test_ruling_8_a_crossing_goes_before_still() -> None:
    rows = [60_100, 59_900, 60_400, *[59_950] * 5]
    assert heard("btc < 60000 every 5m", rows)[1] == Heard(7, 4, 59_950)


def test_ruling_8_crossings_within_one_candle_are_one_message() -> None:
    assert heard("btc < 60000 max 5", [60_100, (59_900, 60_400, 59_800, 59_900)]) == [Heard(2, 2, 59_900)]
    assert heard("btc < 60000 every 1m", [60_100, (59_900, 60_400, 59_800, 60_100), 60_100, 60_100, 60_100]) == [
        Heard(2, 2, 59_900)
    ]


def test_ruling_10_d_runs_by_the_clock_and_is_exact() -> None:
    told = heard("btc < 60000 every 90s", [60_100, *[59_900] * 4])
    assert told == [Heard(2, 2, 59_900), Heard(3.5, 3, 59_900, STILL), Heard(5, 5, 59_900, STILL)]


def test_d_counts_from_when_a_message_was_due_also_after_a_merged_one() -> None:
    told = heard("btc < 60000 every 5m", [60_100, 59_900, 60_400, *[59_950] * 10])
    assert [each.due for each in told] == [2, 7, 12]


def test_max_counts_messages() -> None:
    assert [each.due for each in heard("btc < 60000 every 1m max 3", [60_100, *[59_900] * 9])] == [2, 3, 4]


def test_ruling_11_max_without_every_tells_each_crossing_after_rearming() -> None:
    rows = [60_100.0, *[59_900.0, 60_400.0] * 4]
    assert [each.due for each in heard("btc < 60000 max 3", rows)] == [2, 4, 6]


def test_for_tells_when_it_was_true_without_interruption_for_d() -> None:
    assert heard("btc < 60000 for 3m", [60_100, 59_900, 59_910, 59_920, 59_930, 59_940]) == [Heard(5, 5, 59_930)]


def test_for_is_begun_anew_by_any_price_on_the_other_side() -> None:
    rows: list[Row] = [60_100, 59_900, 59_900, (59_900, 60_000, 59_900, 59_900), *[59_900] * 5]
    assert [each.due for each in heard("btc < 60000 for 3m", rows)] == [7]


def test_ruling_3_for_is_over_by_the_clock_between_two_candles() -> None:
    assert heard("btc < 60000 for 90s", [60_100, *[59_900] * 4]) == [Heard(3.5, 3.5, 59_900)]


def test_for_needs_no_rearming_before_it_has_told() -> None:
    rows = [60_100, 59_900, 60_010, *[59_900] * 5]
    assert [each.due for each in heard("btc < 60000 for 2m", rows)] == [6]


def test_ruling_19_for_does_not_begin_with_what_was_true_already() -> None:
    assert heard("btc < 60000 for 2m", [59_900] * 9) == []
    assert [each.due for each in heard("btc < 60000 for 2m", [59_900, 60_000, *[59_900] * 9])] == [5]


def test_for_with_every_says_still_while_it_lasts() -> None:
    told = heard("btc < 60000 for 2m every 3m", [60_100, *[59_900] * 9])
    assert [(each.due, each.label) for each in told] == [(4, None), (7, STILL), (10, STILL)]


def test_crosses_is_either_way() -> None:
    assert [each.due for each in heard("btc crosses 60000", [59_900, 60_100])] == [2]
    assert [each.due for each in heard("btc crosses 60000", [60_100, 59_900])] == [2]


def test_ruling_15_touching_and_turning_back_is_a_crossing() -> None:
    assert [each.due for each in heard("btc crosses 60000", [59_900, 60_000, 59_900])] == [3]


def test_ruling_15_crosses_rearms_at_the_distance_on_either_side() -> None:
    assert [each.due for each in heard("btc crosses 60000 max 5", [59_900, 60_100, 59_900, 60_100])] == [2]
    assert [each.due for each in heard("btc crosses 60000 max 5", [59_900, 60_100, 60_300, 59_900])] == [2, 4]
    assert [each.due for each in heard("btc crosses 60000 max 5", [59_000, 61_000, 59_000])] == [2, 3]


def test_ruling_15_crosses_has_no_lasting_truth() -> None:
    assert len(heard("btc crosses 60000 every 2m", [59_900, *[60_100] * 9])) == 1


def test_ruling_16_equals_counts_a_touch_and_a_jump_over() -> None:
    assert heard("btc equals 60000", [59_900, 60_000]) == [Heard(2, 2, 60_000)]
    assert heard("btc equals 60000", [59_900, 60_100]) == [Heard(2, 2, 60_100)]


def test_ruling_16_leaving_the_level_on_which_it_was_made_does_not_count() -> None:
    assert heard("btc equals 60000", [60_000, 60_100, 60_100]) == []
    assert [each.due for each in heard("btc equals 60000", [60_000, 60_100, 60_000])] == [3]


def test_ruling_18_until_ends_with_that_day_in_the_person_s_zone() -> None:
    # In Berlin the first of January is over at 23:00 UTC.
    rows = [60_100] * (23 * 60 - 1)
    rule = "btc < 60000 until 2026-01-01"
    assert heard(rule, [*rows, 59_900], zone="Europe/Berlin") == [Heard(23 * 60, 23 * 60, 59_900)]
    assert heard(rule, [*rows, 60_100, 59_900], zone="Europe/Berlin") == []


def test_ruling_18_a_message_due_exactly_then_still_counts_and_a_later_still_does_not() -> None:
    rows = [*[60_100] * (23 * 60 + 54), *[59_900] * 30]
    told = heard("btc < 60000 every 5m until 2026-01-01", rows)
    assert [each.due for each in told] == [1435, 1440]


def test_ruling_18_a_crossing_before_the_end_is_told_after_it_when_d_is_over() -> None:
    rows = [*[60_100] * (23 * 60 + 56), 59_900, 60_400, *[59_900] * 30]
    told = heard("btc < 60000 every 5m until 2026-01-01", rows)
    assert told == [Heard(1437, 1437, 59_900), Heard(1442, 1439, 59_900)]


def test_ruling_18_an_unfinished_for_is_not_told_after_the_end() -> None:
    rows = [*[60_100] * (23 * 60 + 57), *[59_900] * 30]
    assert heard("btc < 60000 for 5m until 2026-01-01", rows) == []
    assert [each.due for each in heard("btc < 60000 for 2m until 2026-01-01", rows)] == [1440]


def test_ruling_4_what_was_not_known_for_a_while_is_compared_with_what_was_known_last() -> None:
    # The mean of the twenty bars before is nothing from the 22nd bar to the 23rd; on the 24th it is a twentieth.
    silent_for_a_while = minutes_of([100.0] * 25, volumes=[1.0, *[0.0] * 21, 1.0, 1.0, 1.0])
    rules = ["btc volume 1m > 3x", "btc volume 1m crosses 3x", "btc volume 1m equals 3x"]
    told = played(rules, {"btc": silent_for_a_while})
    assert sorted((due.rule_id, minutes_since(due.due)) for due in told) == [(1, 24), (2, 24), (3, 24)]


def test_ruling_4_the_first_value_that_is_ever_known_only_gives_the_side() -> None:
    # Twenty bars without volume lie before the rule, so that its first known value is that of the 22nd.
    begun_in_silence = minutes_of([100.0] * 25, volumes=[*[0.0] * 20, 1.0, 1.0, 1.0, 1.0, 1.0])
    rules = ["btc volume 1m > 3x", "btc volume 1m crosses 3x", "btc volume 1m equals 3x"]
    assert played(rules, {"btc": begun_in_silence}, since=20) == []


def test_rulings_4_9_what_is_unknown_when_d_is_over_was_true_last_when_it_was_known_to_be() -> None:
    """At 30 eth is stale, and btc meets its level and is over with it; at 36 both are known, and false."""
    eth = [9_999, *[None] * 14, (9_996, 9_996, 9_927, 9_950), *[None] * 19, 9_950]
    btc = [*[None] * 15, 39.81, *[None] * 13, (39.99, 40.01, 39.99, 40.01), *[None] * 3, 40.01]
    assert heard("eth -0.5% 15m or btc equals 39.99 every 7m", {"eth": eth, "btc": btc}) == [
        Heard(16, 16, 9_927, coin="eth"),
        Heard(36, 30, 40.01, STILL),
    ]


def test_rulings_5_9_what_was_true_while_it_was_fresh_is_told_of_the_last_moment_at_which_it_was() -> None:
    """Eth of minute 4 is fresh up to 6, where btc has its last candle with which the whole could be judged."""
    eth = [99, 101, 99.9, 101, *[None] * 9, 99]
    btc = [*[99.0] * 9, *[None] * 4, 99.0]
    assert heard("eth > 100 or btc < 50 every 10m", {"eth": eth, "btc": btc}) == [
        Heard(2, 2, 101, coin="eth"),
        Heard(14, 6, 101, STILL, "eth"),
    ]
    btc[5] = None
    assert heard("eth > 100 or btc < 50 every 10m", {"eth": eth, "btc": btc})[1] == Heard(14, 5, 101, STILL, "eth")


def test_rulings_4_5_what_is_fresh_again_before_anything_was_known_of_the_whole_gives_the_side_first() -> None:
    """The change is known from 6 on, where eth is stale; at 10 both are, and eth goes from false to true within it."""
    rows: dict[str, Sequence[Row]] = {"eth": [9, *[None] * 8, (9, 11, 9, 11)], "btc": [100] * 9}
    assert heard("eth > 10 or btc ±2% 5m", rows) == [Heard(10, 10, 11, coin="eth")]


def test_ruling_9_coin_and_price_of_a_still_between_candles_are_of_the_last_candle_s_moment() -> None:
    """At 5 eth is stale but at 4 it was not, and it stands first."""
    rows: Mapping[str, Sequence[Row]] = {"eth": [99, 101, None, None], "btc": [99, 99, 99, 102]}
    assert heard("eth > 100 or btc > 100 every 150s", rows, until=5) == [
        Heard(2, 2, 101, coin="eth"),
        Heard(4.5, 4, 101, STILL, "eth"),
    ]


def test_ruling_14_an_or_rearms_when_all_its_parts_have_left_also_one_after_the_other() -> None:
    """Btc jumps over its level and is gone at once; eth leaves by its distance two prices later."""
    rows: dict[str, Sequence[Row]] = {"eth": [99, (99.9, 99.9, 99.4, 99.7), 99.7, 99.7], "btc": [99, 110, 110, 100]}
    assert heard("eth > 100 or btc equals 100 max 9", rows) == [Heard(2, 2, 110), Heard(4, 4, 100)]
    rows["eth"] = [99, (99.9, 99.9, 99.6, 99.7), 99.7, 99.7]
    assert heard("eth > 100 or btc equals 100 max 9", rows) == [Heard(2, 2, 110)]


def test_rulings_5_14_an_or_rearms_after_a_gap_within_which_its_last_part_has_left() -> None:
    """At 16 the price is below by its distance, and against the close five minutes before it has not changed."""
    rows: list[Row] = [*[99] * 7, *[None] * 3, (102, 102, 99.2, 99.2), *[None] * 4, (99.3, 101, 99.3, 101), *[99.9] * 9]
    assert heard("btc ±2% 5m or btc > 100 every 7m", rows) == [Heard(11, 11, 102), Heard(18, 16, 101)]


def test_ruling_14_a_second_part_of_an_or_adds_nothing() -> None:
    rows = {"eth": [99, 101, 101, 101], "btc": [99, 99, 101, 101]}
    assert heard("eth > 100 or btc > 100 max 9", rows) == [Heard(2, 2, 101, coin="eth")]


def test_ruling_14_an_and_rearms_when_one_part_has_left() -> None:
    rows = {"eth": [99, 101, 99.4, 101, 99.6, 101], "btc": [99, *[101.0] * 5]}
    assert heard("eth > 100 and btc > 100 max 9", rows) == [Heard(2, 2, 101, coin="eth"), Heard(4, 4, 101, coin="eth")]


PRICES = st.lists(st.integers(594, 606).map(lambda hundreds: hundreds * 100.0), min_size=2, max_size=40)


@given(PRICES, st.sampled_from(["btc < 60000 max 9", "btc > 60000 every 3m", "btc < 60000 for 2m", "btc -1% 5m max 4"]))
def test_a_thousandfold_price_tells_the_same_at_a_thousandfold_level(prices: list[float], text: str) -> None:
    told = heard(text, list(prices))
    scaled = heard(text.replace("60000", "60000000"), [price * 1_000 for price in prices])
    assert [(each.due, each.at, each.label) for each in told] == [(each.due, each.at, each.label) for each in scaled]
