"""Indicators one bar further: TA-Lib's own recursions as steps, so that a running bar costs no look at the others.

A step takes a state and the next bar and returns the state after it and the value at it, None until there are enough
bars. Sources: Wilder, New Concepts in Technical Trading Systems (1978), and TA-Lib's ta_RSI, ta_ATR, ta_EMA, ta_MACD.
"""

from collections.abc import Callable, Mapping
from math import sqrt
from typing import Any, NamedTuple

from core.market.studies import DEVIATIONS, FAST, SIGNAL, SLOW


class Bar(NamedTuple):
    """What a study looks at of one bar."""

    high: float
    low: float
    close: float


# Of each study its own tuple; () before the first bar.
State = tuple[Any, ...]
Stepped = tuple[State, float | None]


def stepped(name: str, length: int, state: State, bar: Bar) -> Stepped:
    """Return the study's state after `bar` and its value there; names and lengths as `study_values` takes them."""
    return _STEPS[name](length, state, bar)


def _mean(length: int, state: State, value: float) -> Stepped:
    """An exponential mean, begun with the simple one of its first `length` values."""
    count, sum_or_mean = state or (0, 0.0)
    if count >= length:
        sum_or_mean += (value - sum_or_mean) * (2.0 / (length + 1))
    else:
        sum_or_mean += value
        if count == length - 1:
            sum_or_mean /= length
    return (count + 1, sum_or_mean), sum_or_mean if count >= length - 1 else None


def _smoothed(length: int, count: int, before: float, value: float) -> float:
    """Wilder's mean of the `count`-th value: a sum until there are `length`, then its mean, then smoothed."""
    if count > length:
        return (before * (length - 1) + value) / length
    return (before + value) / length if count == length else before + value


def _ema(length: int, state: State, bar: Bar) -> Stepped:
    return _mean(length, state, bar.close)


def _rsi(length: int, state: State, bar: Bar) -> Stepped:
    if not state:
        return (0, bar.close, 0.0, 0.0), None
    count, before, gain, loss = state
    count, change = count + 1, bar.close - before
    gain = _smoothed(length, count, gain, max(change, 0.0))
    loss = _smoothed(length, count, loss, max(-change, 0.0))
    after = (count, bar.close, gain, loss)
    if count < length:
        return after, None
    return after, 100.0 * gain / (gain + loss) if gain + loss > 0 else 0.0


def _atr(length: int, state: State, bar: Bar) -> Stepped:
    if not state:
        return (0, bar.close, 0.0), None
    count, before, mean = state
    count += 1
    span = max(bar.high - bar.low, abs(before - bar.high), abs(before - bar.low))
    mean = _smoothed(length, count, mean, span)
    return (count, bar.close, mean), mean if count >= length else None


def _window(length: int, state: State, bar: Bar) -> tuple[State, State]:
    """Return the closes to keep, and the last `length` of them."""
    closes = (*state, bar.close)[-length:]
    return closes, closes


def _sma(length: int, state: State, bar: Bar) -> Stepped:
    kept, closes = _window(length, state, bar)
    return kept, sum(closes) / length if len(closes) == length else None


def _bands(side: float) -> Callable[[int, State, Bar], Stepped]:
    def step(length: int, state: State, bar: Bar) -> Stepped:
        kept, closes = _window(length, state, bar)
        if len(closes) < length:
            return kept, None
        mean = sum(closes) / length
        variance = sum(close * close for close in closes) / length - mean * mean
        return kept, mean + side * DEVIATIONS * sqrt(max(variance, 0.0))

    return step


def _macd(part: int) -> Callable[[int, State, Bar], Stepped]:
    def step(length: int, state: State, bar: Bar) -> Stepped:
        # TA-Lib begins the fast mean where the slow one begins: with the last closes before it.
        closes, fast, slow, signal = state or ((), 0.0, 0.0, ())
        if len(closes) < SLOW:
            closes = (*closes, bar.close)
            if len(closes) < SLOW:
                return (closes, fast, slow, signal), None
            fast, slow = sum(closes[-FAST:]) / FAST, sum(closes) / SLOW
        else:
            fast += (bar.close - fast) * (2.0 / (FAST + 1))
            slow += (bar.close - slow) * (2.0 / (SLOW + 1))
        signal, smooth = _mean(SIGNAL, signal, fast - slow)
        values = None if smooth is None else (fast - slow, smooth, fast - slow - smooth)
        return (closes, fast, slow, signal), None if values is None else values[part]

    return step


_STEPS: Mapping[str, Callable[[int, State, Bar], Stepped]] = {
    "rsi": _rsi,
    "atr": _atr,
    "ema": _ema,
    "sma": _sma,
    "macd": _macd(0),
    "macdsignal": _macd(1),
    "macdhist": _macd(2),
    "bbupper": _bands(1.0),
    "bbmiddle": _sma,
    "bblower": _bands(-1.0),
}
