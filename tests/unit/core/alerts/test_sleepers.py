"""Columns of rules at rest: who is near a price is found, whoever is not costs nothing."""

import numpy as np

from core.alerts.sleepers import Sleepers
from core.alerts.streams import Stream

BTC, ETH = Stream("btc", "USD"), Stream("eth", "USD")


def sleeping() -> Sleepers:
    """Rules 1 to 5 on bitcoin at 10, 20, 20, 30, 40, rule 6 on ether at 20."""
    sleepers = Sleepers()
    sleepers.lay(BTC, np.array([10.0, 20.0, 30.0]), np.array([1, 2, 4]))
    sleepers.lay(BTC, np.array([20.0, 40.0]), np.array([3, 5]))
    sleepers.lay(ETH, np.array([20.0]), np.array([6]))
    return sleepers


def test_who_sleeps_between_two_prices_is_found_with_both_ends() -> None:
    sleepers = sleeping()
    assert sorted(sleepers.within(BTC, 20, 30)) == [2, 3, 4]
    assert sleepers.within(BTC, 10, 10) == [1]
    assert list(sleepers.within(BTC, 31, 39.9)) == []
    assert sorted(sleepers.within(BTC, -1e9, 1e9)) == [1, 2, 3, 4, 5]
    assert sleepers.within(ETH, 0, 100) == [6]
    assert list(sleepers.within(Stream("sol", "USD"), 0, 100)) == []
    assert len(sleepers) == 6


def test_who_is_woken_is_not_found_until_it_sleeps_again() -> None:
    sleepers = sleeping()
    sleepers.wake(2, BTC)
    assert 2 not in sleepers
    assert sleepers.within(BTC, 15, 25) == [3]
    sleepers.wake(3, BTC)
    assert list(sleepers.within(BTC, 15, 25)) == []
    assert len(sleepers) == 4
    sleepers.rest({2: (BTC, 20.0), 7: (BTC, 22.0), 8: (ETH, 5.0)})
    assert sorted(sleepers.within(BTC, 15, 25)) == [2, 7]
    assert sleepers.within(ETH, 0, 10) == [8]
    assert len(sleepers) == 7


def test_a_price_that_was_found_to_be_far_from_everybody_is_near_who_fell_asleep_since() -> None:
    sleepers = sleeping()
    assert list(sleepers.within(BTC, 32, 38)) == []
    sleepers.rest({9: (BTC, 35.0)})
    assert sleepers.within(BTC, 32, 38) == [9]
    sleepers.wake(9, BTC)
    assert list(sleepers.within(BTC, 32, 38)) == []
    sleepers.rest({9: (BTC, 35.0)})
    assert sleepers.within(BTC, 32, 38) == [9]


def test_found_twice_is_found_until_somebody_wakes_them() -> None:
    sleepers = sleeping()
    assert sorted(sleepers.within(BTC, 20, 20)) == sorted(sleepers.within(BTC, 20, 20)) == [2, 3]


def test_who_leaves_is_nowhere_and_where_they_slept_is_told() -> None:
    sleepers = sleeping()
    sleepers.wake(2, BTC)
    assert sleepers.leave([1, 2, 6, 99, 5_000_000]) == {1: (BTC, 10.0), 6: (ETH, 20.0)}
    assert list(sleepers.within(ETH, 0, 100)) == []
    assert sorted(sleepers.within(BTC, 0, 100)) == [3, 4, 5]
    assert list(sleepers.streams) == [BTC]
    sleepers.rest({1: (BTC, 33.0), 2: (ETH, 1.0)})
    assert sleepers.within(BTC, 33, 33) == [1]
    assert sleepers.within(ETH, 1, 1) == [2]
    assert list(sleepers.within(BTC, 10, 10)) == []


def test_a_rule_that_ended_and_came_back_sleeps_on_when_the_rows_of_others_go() -> None:
    sleepers = Sleepers()
    many = np.arange(1, 3_001)
    sleepers.lay(BTC, many.astype(float), many)
    for rule_id in range(1, 3_001):
        sleepers.wake(rule_id, BTC)
    sleepers.end(7)
    assert sleepers.leave([7]) == {}
    sleepers.rest({7: (BTC, 7.0)})
    for rule_id in range(8, 3_001):
        sleepers.end(rule_id)
    assert sleepers.within(BTC, 0, 1e9) == [7]
    assert len(sleepers) == 1


def test_a_stream_on_which_everybody_is_awake_is_nobodys() -> None:
    sleepers = sleeping()
    sleepers.wake(6, ETH)
    assert list(sleepers.streams) == [BTC]
