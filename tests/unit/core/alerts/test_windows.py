"""core.alerts.windows — many changes held against a candle at once, as one by one."""

import random
from collections.abc import Sequence
from datetime import timedelta

import numpy as np
import pytest

from core.alerts import windows
from core.alerts.facts import Change, Comparison, Rearm, RearmBy, Way
from core.alerts.machine import Terms
from core.alerts.minutes import MINUTE_MS, Minutes
from core.alerts.model import Due
from core.alerts.replay import replayed
from core.alerts.standing import Watched
from core.market.model import CandleSeries, Interval, Pair, SeriesKey

KEY = SeriesKey("replay", Pair("BTC", "USDT"), Interval.M1)


def _minutes(chance: random.Random, n: int) -> Minutes:
    """A walk with wicks and holes."""
    at, price, rows = 1_704_067_200_000, 60_000.0, []
    for _ in range(n):
        close = price * (1 + chance.gauss(0, 0.004))
        high, low = max(price, close) * (1 + chance.random() / 300), min(price, close) * (1 - chance.random() / 300)
        rows.append((at, price, high, low, close))
        price, at = close, at + MINUTE_MS * chance.choice([1] * 30 + [2, 45])
    opened, first, highs, lows, closes = (np.array(column) for column in zip(*rows, strict=True))
    return Minutes(CandleSeries(KEY, opened, first, highs, lows, closes, np.ones(n)))


def _rules(chance: random.Random, n: int) -> Sequence[Watched]:
    found = []
    for number in range(1, n + 1):
        fact = Change("btc", timedelta(minutes=chance.randint(1, 200)))
        percent, falls = chance.uniform(0.002, 0.05), chance.random() < 0.5
        way, level = (Way.BELOW, -percent) if falls else (Way.ABOVE, percent)
        comparison = Comparison(fact, way, level, Rearm(RearmBy.POINTS, percent / 5), touching=True)
        every = chance.choice([None, 600_000, 3_600_000])
        found.append(Watched(number, comparison, Terms(every=every, most=None if every else chance.choice([None, 5]))))
    return found


def _told(minutes: Minutes, rules: Sequence[Watched]) -> list[Due]:
    start, end = minutes.opened[50], minutes.opened[-1] + MINUTE_MS
    return list(replayed({"btc": minutes}, "USDT", rules, start, end))


@pytest.mark.parametrize("seed", range(4))
def test_many_windows_tell_what_they_tell_one_by_one(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    minutes, rules = _minutes(chance, 1_500), _rules(chance, 60)
    together = _told(minutes, rules)
    monkeypatch.setattr(windows, "_MANY", len(rules) + 1)
    assert together == _told(minutes, rules)
    assert len(together) > 100
