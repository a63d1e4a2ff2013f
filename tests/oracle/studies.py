"""Indicators as TA-Lib has them from the first stored candle on (ruling 21)."""

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import talib

from tests.oracle.history import Bar

LENGTHS = {"rsi": 14, "atr": 14, "ema": 20, "sma": 20, "bbupper": 20, "bbmiddle": 20, "bblower": 20}
MACD = ("macd", "macdsignal", "macdhist")
BANDS = ("bbupper", "bbmiddle", "bblower")


Column = npt.NDArray[np.float64]
Columns = tuple[Column, Column, Column]


def columns(bars: Sequence[Bar]) -> Columns:
    """Return the highs, lows and closes of candles."""
    high, low, close = (
        np.array([getattr(bar, name) for bar in bars], dtype=float) for name in ("high", "low", "close")
    )
    return high, low, close


def values(word: str, columns: Columns) -> list[float | None]:
    """Return the indicator that `word` names (rsi, ema50, macdhist) at each candle, None where it is not known yet."""
    return [_known(value) for value in _computed(word, columns)]


def latest(word: str, columns: Columns) -> float | None:
    """Return the indicator at the last candle."""
    return _known(_computed(word, columns)[-1])


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _computed(word: str, columns: Columns) -> Column:
    high, low, close = columns
    name, digits = split(word)
    if not close.size:
        return close
    if name in MACD:
        return np.asarray(talib.MACD(close, 12, 26, 9)[MACD.index(name)])
    length = int(digits) if digits else LENGTHS[name]
    if name in BANDS:
        return np.asarray(talib.BBANDS(close, length, 2.0, 2.0)[BANDS.index(name)])
    if name == "atr":
        return np.asarray(talib.ATR(high, low, close, length))
    return np.asarray({"rsi": talib.RSI, "ema": talib.EMA, "sma": talib.SMA}[name](close, length))


def split(word: str) -> tuple[str, str]:
    """Return an indicator's name and its length as written ("" without one)."""
    match = re.fullmatch(r"([a-z]+)(\d*)", word)
    assert match is not None, word
    return match[1], match[2]
