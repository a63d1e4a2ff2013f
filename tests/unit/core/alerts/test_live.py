"""core.alerts.live — indicators of the running bar stay behind while nothing can be passed, and tell the same."""

import random
from collections.abc import Sequence

import numpy as np
import pytest

from core.alerts import live
from core.alerts.facts import Comparison, Distance, Indicator, Rearm, RearmBy, Study, Way
from core.alerts.machine import Terms
from core.alerts.minutes import MINUTE_MS, Minutes
from core.alerts.model import All, Compared, Due
from core.alerts.replay import replayed
from core.alerts.standing import Watched
from core.market.model import CandleSeries, Interval, Pair, SeriesKey
from core.market.running import stepped

KEY = SeriesKey("replay", Pair("BTC", "USDT"), Interval.M1)
STUDIES = {
    Study("rsi", 14): (35.0, 50.0, 65.0),
    Study("rsi", 5): (20.0, 80.0),
    Study("ema", 9): (99.0, 100.0, 101.0),
    Study("sma", 4): (99.0, 100.5),
    Study("macd"): (-0.2, 0.0, 0.3),
    Study("macdsignal"): (0.0, 0.2),
    Study("macdhist"): (-0.1, 0.0),
    Study("bbmiddle", 5): (100.0,),
    Study("bbupper", 5): (101.0,),
    Study("atr", 5): (0.5, 1.0),
}


def _minutes(chance: random.Random, n: int) -> Minutes:
    """A walk around 100 with wicks and holes."""
    at, price, rows = 1_704_067_200_000, 100.0, []
    for _ in range(n):
        close = price + chance.gauss(0, 0.15) + (100.0 - price) * 0.01
        rows.append(
            (at, price, max(price, close) + chance.random() / 4, min(price, close) - chance.random() / 4, close)
        )
        price, at = close, at + MINUTE_MS * chance.choice([1] * 40 + [2, 30])
    opened, first, highs, lows, closes = (np.array(column) for column in zip(*rows, strict=True))
    return Minutes(CandleSeries(KEY, opened, first, highs, lows, closes, np.ones(n)))


def _compared(chance: random.Random) -> Comparison:
    study = chance.choice(list(STUDIES))
    frame, way = chance.choice([Interval.M1, Interval.M5, Interval.M15]), chance.choice([Way.BELOW, Way.ABOVE])
    first = Indicator("btc", study, frame, live=True)
    if study.name in {"ema", "sma"} and chance.random() < 0.4:
        second = Indicator("btc", Study("ema", 20), frame, live=True)
        return Comparison(Distance(first, second), Way.CROSSES, 0.0, Rearm(RearmBy.NOTHING))
    return Comparison(first, way, chance.choice(STUDIES[study]), Rearm(RearmBy.SHARE, 0.002))


def _rules(chance: random.Random, n: int) -> Sequence[Watched]:
    found = []
    for number in range(1, n + 1):
        one = _compared(chance)
        tree: Compared = All((one, _compared(chance))) if chance.random() < 0.15 else one
        every = chance.choice([None, 300_000, 3_600_000])
        found.append(Watched(number, tree, Terms(every=every, most=None if every else chance.choice([None, 9]))))
    return found


def _told(minutes: Minutes, rules: Sequence[Watched]) -> list[Due]:
    start, end = minutes.opened[100], minutes.opened[-1] + MINUTE_MS
    return list(replayed({"btc": minutes}, "USDT", rules, start, end))


@pytest.mark.parametrize("seed", range(4))
def test_what_stays_behind_tells_what_it_tells_when_it_moves_with_every_price(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    minutes, rules = _minutes(chance, 900), _rules(chance, 40)
    seldom = _told(minutes, rules)
    monkeypatch.setattr(live, "_TRIED", ())
    assert seldom == _told(minutes, rules)
    assert len(seldom) > 100


def test_an_indicator_far_from_its_level_is_looked_at_a_few_times_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    minutes, looks = _minutes(random.Random(1), 900), 0
    fact = Indicator("btc", Study("rsi", 14), Interval.H1, live=True)
    rule = Watched(1, Comparison(fact, Way.ABOVE, 99.9, Rearm(RearmBy.POINTS, 2.0)), Terms())

    def counted(*said: object) -> object:
        nonlocal looks
        looks += 1
        return stepped(*said)  # type: ignore[arg-type]

    monkeypatch.setattr(live, "stepped", counted)
    assert _told(minutes, [rule]) == []
    bars = (minutes.opened[-1] - minutes.opened[0]) // Interval.H1.ms
    assert looks <= 12 * (bars + 2)
