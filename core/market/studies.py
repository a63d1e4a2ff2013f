"""Indicators bar for bar as TA-Lib has them, its MACD too; what charts show is in `indicators.py`."""

from collections.abc import Callable, Mapping
from typing import Protocol

import numpy as np

from core.market.model import Floats

FAST, SLOW, SIGNAL = 12, 26, 9
DEVIATIONS = 2.0


class Columns(Protocol):
    """Columns, oldest first, each column [n]."""

    @property
    def high(self) -> Floats: ...
    @property
    def low(self) -> Floats: ...
    @property
    def close(self) -> Floats: ...


def study_values(name: str, length: int, bars: Columns) -> Floats:
    """Return the study at each bar, [n], NaN until there are enough: rsi, atr, ema, sma, bbupper, bbmiddle, bblower of
    `length` (bands at 2 deviations); macd, macdsignal and macdhist are 12, 26, 9 whatever it is."""
    needed, values = _STUDIES[name]
    if bars.close.size < needed(length):
        return np.full(bars.close.size, np.nan)
    return values(bars, length)


def _rsi(bars: Columns, length: int) -> Floats:
    import talib

    return np.asarray(talib.RSI(bars.close, length))


def _atr(bars: Columns, length: int) -> Floats:
    import talib

    return np.asarray(talib.ATR(bars.high, bars.low, bars.close, length))


def _ema(bars: Columns, length: int) -> Floats:
    import talib

    return np.asarray(talib.EMA(bars.close, length))


def _sma(bars: Columns, length: int) -> Floats:
    import talib

    return np.asarray(talib.SMA(bars.close, length))


def _macd(part: int) -> Callable[[Columns, int], Floats]:
    def values(bars: Columns, length: int) -> Floats:
        import talib

        return np.asarray(talib.MACD(bars.close, FAST, SLOW, SIGNAL)[part])

    return values


def _bands(part: int) -> Callable[[Columns, int], Floats]:
    def values(bars: Columns, length: int) -> Floats:
        import talib

        return np.asarray(talib.BBANDS(bars.close, length, DEVIATIONS, DEVIATIONS)[part])

    return values


def _plus_one(length: int) -> int:
    return length + 1


def _itself(length: int) -> int:
    return length


def _for_signal(length: int) -> int:
    return SLOW + SIGNAL - 1


# Of each study: how many bars it needs, and its values.
_STUDIES: Mapping[str, tuple[Callable[[int], int], Callable[[Columns, int], Floats]]] = {
    "rsi": (_plus_one, _rsi),
    "atr": (_plus_one, _atr),
    "ema": (_itself, _ema),
    "sma": (_itself, _sma),
    "macd": (_for_signal, _macd(0)),
    "macdsignal": (_for_signal, _macd(1)),
    "macdhist": (_for_signal, _macd(2)),
    "bbupper": (_itself, _bands(0)),
    "bbmiddle": (_itself, _bands(1)),
    "bblower": (_itself, _bands(2)),
}
