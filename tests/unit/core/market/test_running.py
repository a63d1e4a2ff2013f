"""Indicators step by step are those over the whole series."""

from dataclasses import dataclass

import numpy as np
import pytest

from core.market.model import Floats
from core.market.running import Bar, State, stepped
from core.market.studies import study_values

STUDIES = [
    *(
        (name, length)
        for name in ("rsi", "atr", "ema", "sma", "bbupper", "bbmiddle", "bblower")
        for length in (2, 14, 20)
    ),
    *((name, 0) for name in ("macd", "macdsignal", "macdhist")),
]


@dataclass(frozen=True, slots=True)
class _Columns:
    high: Floats
    low: Floats
    close: Floats


def _columns(count: int) -> _Columns:
    chance = np.random.default_rng(7)
    close = 100 * np.exp(np.cumsum(chance.normal(0, 0.01, count)))
    return _Columns(close * 1.01, close * 0.99, close)


@pytest.mark.parametrize(("name", "length"), STUDIES)
def test_a_study_step_by_step_is_talib_s_over_the_whole_series(name: str, length: int) -> None:
    columns = _columns(120)
    state: State = ()
    found = []
    for row in range(120):
        bar = Bar(float(columns.high[row]), float(columns.low[row]), float(columns.close[row]))
        state, value = stepped(name, length, state, bar)
        found.append(np.nan if value is None else value)
    np.testing.assert_allclose(found, study_values(name, length, columns), rtol=1e-9, atol=1e-9)
    assert np.isfinite(found[-1])


@pytest.mark.parametrize(("name", "length"), STUDIES)
def test_a_study_is_unknown_until_it_has_enough_bars(name: str, length: int) -> None:
    known = np.isfinite(study_values(name, length, _columns(60)))
    first = int(np.argmax(known))
    assert first > 0
    assert known[first:].all()
    assert not np.isfinite(study_values(name, length, _columns(first))).any()
