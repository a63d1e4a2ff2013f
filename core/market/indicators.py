"""Indicators by TA-Lib over closed and running candles; nothing here looks ahead."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
from rapidfuzz.distance import OSA

from core.kernel.errors import UnknownName
from core.market.model import CandleSeries, Floats, Instants, Interval
from core.market.resample import floored

SHORTEST, LONGEST = 2, 400
_WORD = re.compile(r"([a-z]+)[\s(]*(\d{1,4})?\)?")
_ALIASES = {"bb": "bbands", "boll": "bbands", "bollinger": "bbands", "ma": "sma"}


@dataclass(frozen=True, slots=True)
class IndicatorKind:
    """What is known of an indicator before it is computed. `in_price` ones are drawn over the candles, in the quote
    currency; the others in points, with dotted `levels` and fixed `bounds` where they have them."""

    name: str
    length: int
    in_price: bool
    levels: tuple[float, ...] = ()
    bounds: tuple[float, float] | None = None
    takes_length: bool = True


KINDS: Mapping[str, IndicatorKind] = {
    kind.name: kind
    for kind in (
        IndicatorKind("rsi", 14, in_price=False, levels=(30.0, 70.0), bounds=(0.0, 100.0)),
        IndicatorKind("atr", 14, in_price=False),
        IndicatorKind("ema", 20, in_price=True),
        IndicatorKind("sma", 20, in_price=True),
        IndicatorKind("macd", 26, in_price=False, levels=(0.0,), takes_length=False),
        IndicatorKind("bbands", 20, in_price=True),
        IndicatorKind("vwap", 0, in_price=True, takes_length=False),
    )
}


@dataclass(frozen=True, slots=True)
class IndicatorName:
    """An indicator with its length: `word` is how it is typed and stored (rsi, ema50)."""

    kind: IndicatorKind
    length: int

    @property
    def word(self) -> str:
        named = self.kind.name in {"ema", "sma"} or self.length != self.kind.length
        return f"{self.kind.name}{self.length}" if named and self.kind.takes_length else self.kind.name

    @property
    def label(self) -> str:
        """As shown: RSI(14), MACD(12, 26, 9), BBANDS(20, 2), VWAP."""
        inside = {"macd": "12, 26, 9", "bbands": f"{self.length}, 2", "vwap": ""}.get(self.kind.name, str(self.length))
        return self.kind.name.upper() + (f"({inside})" if inside else "")

    def warmup(self, interval: Interval) -> int:
        """Return how many candles before the window make the first value inside it right to the eye."""
        if self.kind.name == "vwap":
            session = timedelta(days=1) if interval.length < timedelta(days=1) else timedelta(days=31)
            return -(-session // interval.length)
        # Wilder's and exponential means remember: after four lengths what is left of the start is below 2 %.
        smoothed = self.kind.name in {"rsi", "atr", "ema", "macd"}
        return 4 * self.length if smoothed else max(0, self.length - 1)


@dataclass(frozen=True, slots=True)
class Indicator:
    """Values on the candles' times. `curves` by name, each [n], NaN where unknown; `bars` [n] is MACD's histogram."""

    name: IndicatorName
    curves: Mapping[str, Floats]
    bars: Floats | None = None

    @property
    def main(self) -> Floats:
        """The first curve: the one whose last value is said."""
        return next(iter(self.curves.values()))

    @property
    def last(self) -> float | None:
        """The last known value, None when there are too few candles."""
        return float(self.main[-1]) if self.main.size and np.isfinite(self.main[-1]) else None

    def sliced(self, rows: slice) -> "Indicator":
        """Return the same indicator with only `rows`."""
        curves = {name: values[rows] for name, values in self.curves.items()}
        return replace(self, curves=curves, bars=None if self.bars is None else self.bars[rows])


def read_indicator(word: str) -> IndicatorName | None:
    """Return what `word` names (rsi, RSI14, ema50, "ema 50", boll), None when it names none or its length is absurd."""
    match = _WORD.fullmatch(word.strip().lower())
    kind = KINDS.get(_ALIASES.get(match[1], match[1])) if match else None
    if match is None or kind is None or (match[2] and not kind.takes_length):
        return None
    length = int(match[2]) if match[2] else kind.length
    fits = not kind.takes_length or SHORTEST <= length <= LONGEST
    return IndicatorName(kind, length) if fits else None


def indicator_named(word: str) -> IndicatorName:
    """As `read_indicator`, but raises `UnknownName` (what="indicator") with the nearest names."""
    found = read_indicator(word)
    if found is None:
        letters = re.sub(r"[^a-z]", "", word[:40].lower())
        nearest = sorted(KINDS, key=lambda name: OSA.distance(letters, name))[:2]
        raise UnknownName("indicator", word, nearest, example="chart btc rsi")
    return found


def compute(name: IndicatorName, series: CandleSeries) -> Indicator:
    """Return the indicator over `series`; NaN until there are enough candles.

    rsi, atr : Wilder's smoothing (Wilder, New Concepts in Technical Trading Systems, 1978), in points and in quote
    ema : seeded with the simple mean of its first length · macd : ema 12 − ema 26, signal ema 9 of it
    bbands : mean ± 2 population deviations · vwap : from 00:00 UTC each day (each month for candles of a day or more).
    """
    return _COMPUTED[name.kind.name](name, series)


def _rsi(name: IndicatorName, series: CandleSeries) -> Indicator:
    import talib

    return Indicator(name, {"rsi": _enough(series, name.length + 1, lambda: talib.RSI(series.close, name.length))})


def _atr(name: IndicatorName, series: CandleSeries) -> Indicator:
    import talib

    def values() -> Floats:
        return np.asarray(talib.ATR(series.high, series.low, series.close, name.length))

    return Indicator(name, {"atr": _enough(series, name.length + 1, values)})


def _ema(name: IndicatorName, series: CandleSeries) -> Indicator:
    return Indicator(name, {name.word: _exponential(series.close, name.length)})


def _sma(name: IndicatorName, series: CandleSeries) -> Indicator:
    import talib

    return Indicator(name, {name.word: _enough(series, name.length, lambda: talib.SMA(series.close, name.length))})


def _macd(name: IndicatorName, series: CandleSeries) -> Indicator:
    # Not talib.MACD: it starts the fast mean where the slow one starts, so its first hundred values are its own.
    line = _exponential(series.close, 12) - _exponential(series.close, 26)
    signal = np.full(line.size, np.nan)
    known = line[25:]
    signal[25:] = _exponential(np.ascontiguousarray(known), 9)
    return Indicator(name, {"macd": line, "signal": signal}, bars=line - signal)


def _bbands(name: IndicatorName, series: CandleSeries) -> Indicator:
    import talib

    if len(series) < name.length:
        unknown = np.full(len(series), np.nan)
        return Indicator(name, {"middle": unknown, "upper": unknown, "lower": unknown})
    upper, middle, lower = talib.BBANDS(series.close, name.length, 2.0, 2.0)
    return Indicator(name, {"middle": middle, "upper": upper, "lower": lower})


def _vwap(name: IndicatorName, series: CandleSeries) -> Indicator:
    typical = (series.high + series.low + series.close) / 3
    session = _sessions(series)
    paid, traded = typical * series.volume, series.volume
    starts = np.flatnonzero(np.diff(session, prepend=session[:1] - 1))
    rows = np.searchsorted(starts, np.arange(len(series)), side="right") - 1
    total_paid, total_traded = np.cumsum(paid), np.cumsum(traded)
    before = starts[rows]
    paid_before = np.where(before > 0, total_paid[before - 1], 0.0)
    traded_before = np.where(before > 0, total_traded[before - 1], 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        values = np.asarray((total_paid - paid_before) / (total_traded - traded_before))
    if values.size and int(series.opened_ms[0]) != int(session[0]):
        # Of a session that began before the first candle the mean is not known.
        values[session == session[0]] = np.nan
    return Indicator(name, {"vwap": values})


def _sessions(series: CandleSeries) -> Instants:
    """Return when the session of each candle began, ms."""
    if series.key.interval.length < Interval.D1.length:
        return floored(series.opened_ms, Interval.D1)
    months = series.opened_ms.astype("datetime64[ms]").astype("datetime64[M]")
    return np.asarray(months.astype("datetime64[ms]").astype(np.int64))


def _exponential(values: Floats, length: int) -> Floats:
    import talib

    if values.size < length:
        return np.full(values.size, np.nan)
    return np.asarray(talib.EMA(values, length))


def _enough(series: CandleSeries, needed: int, values: Callable[[], Floats]) -> Floats:
    # TA-Lib refuses a series shorter than its lookback with an exception of its own.
    return np.asarray(values()) if len(series) >= needed else np.full(len(series), np.nan)


_COMPUTED: Mapping[str, Callable[[IndicatorName, CandleSeries], Indicator]] = {
    "rsi": _rsi,
    "atr": _atr,
    "ema": _ema,
    "sma": _sma,
    "macd": _macd,
    "bbands": _bbands,
    "vwap": _vwap,
}
