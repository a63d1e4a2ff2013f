"""The 1-minute candles of one stream of prices, and what is made of them: closes a window back, bars, indicators.

Everything is asked for as of an instant and looks at nothing later, so a replay may hold all its candles at once.
"""

from array import array
from bisect import bisect_right
from collections.abc import Mapping

import numpy as np

from core.alerts.bars import Bars
from core.alerts.facts import Indicator, Study
from core.market.model import Candle, CandleSeries, Floats, Interval, to_ms
from core.market.resample import resample
from core.market.studies import study_values

MINUTE_MS = Interval.M1.ms
_ATR = Study("atr", 14)
_VOLUME_BARS = 20


class Minutes:
    """Stored 1-minute candles, oldest first, gaps left as they are.

    `older` are stored candles of longer intervals from before the first minute: bars that opened before it come from
    there. Bars stand on the UTC grid, are made of what minutes there are, and close by the clock.
    """

    def __init__(self, series: CandleSeries, older: Mapping[Interval, CandleSeries] | None = None) -> None:
        self.opened = array("q", series.opened_ms.tobytes())
        self.open, self.high = array("d", series.open.tobytes()), array("d", series.high.tobytes())
        self.low, self.close = array("d", series.low.tobytes()), array("d", series.close.tobytes())
        self.volume = array("d", series.volume.tobytes())
        self._key, self._older = series.key, dict(older or {})
        self._bars: dict[Interval, Bars] = {}
        self._values: dict[tuple[Interval, Study], tuple[Bars, Floats]] = {}

    def __len__(self) -> int:
        return len(self.opened)

    def append(self, candle: Candle) -> int | None:
        """Keep the next candle and return its row; None for one that is not newer than all that are kept."""
        opened = to_ms(candle.opened_at)
        if self.opened and opened <= self.opened[-1]:
            return None
        self.opened.append(opened)
        for column, value in (
            (self.open, candle.open),
            (self.high, candle.high),
            (self.low, candle.low),
            (self.close, candle.close),
            (self.volume, candle.volume),
        ):
            column.append(value)
        return len(self.opened) - 1

    def begins(self, interval: Interval) -> int:
        """Return when the first stored candle of `interval` opened (ms); without one, the first minute."""
        older = self._older.get(interval)
        return int(older.opened_ms[0]) if older is not None and len(older) else self.opened[0]

    def row_by(self, at: int) -> int:
        """Return the row of the last candle that closed at `at` (ms) or before, -1 before the first."""
        return bisect_right(self.opened, at - MINUTE_MS) - 1

    def value(self, fact: Indicator, at: int) -> float | None:
        """Return the indicator at the last bar closed by `at`, as TA-Lib has it from the first stored candle on."""
        bars = self.bars(fact.timeframe, at)
        row = bars.closed_by(at)
        if row < 0:
            return None
        value = float(self._study(bars, fact.study)[row])
        return value if np.isfinite(value) else None

    def volume_ratio(self, timeframe: Interval, at: int) -> float | None:
        """Return the volume of the last bar closed by `at` over the mean of the 20 closed bars before it."""
        bars = self.bars(timeframe, at)
        row = bars.closed_by(at)
        if row < _VOLUME_BARS:
            return None
        mean = float(bars.volume[row - _VOLUME_BARS : row].mean())
        return float(bars.volume[row]) / mean if mean > 0 else None

    def atr(self, at: int) -> float | None:
        """Return Wilder's ATR(14) of the 15-minute candles closed by `at`."""
        bars = self.bars(Interval.M15, at)
        row = bars.closed_by(at)
        if row < 0:
            return None
        value = float(self._study(bars, _ATR)[row])
        return value if np.isfinite(value) else None

    def bars(self, timeframe: Interval, at: int) -> Bars:
        """Return bars of `timeframe`, among them all that have closed by `at`."""
        held = self._bars.get(timeframe)
        if held is None or (held.rows < len(self.opened) and held.complete_until < timeframe.floor_ms(at)):
            held = self._bars[timeframe] = self._built(timeframe)
        return held

    def _built(self, timeframe: Interval) -> Bars:
        minutes = CandleSeries(
            self._key,
            np.array(self.opened, dtype=np.int64),
            *(np.array(each) for each in (self.open, self.high, self.low, self.close, self.volume)),
        )
        built = resample(minutes, timeframe).series
        older = self._older.get(timeframe.stored)
        if older is not None and len(older) and timeframe.stored is not Interval.M1:
            longer = resample(older, timeframe).series
            first = int(self.opened[0]) if self.opened else None
            before = longer if first is None else longer.sliced(slice(0, int(np.searchsorted(longer.opened_ms, first))))
            kept = built.opened_ms > before.opened_ms[-1] if len(before) else np.ones(len(built), dtype=np.bool_)
            rest = built.sliced(slice(int(np.argmax(kept)) if kept.any() else len(built), None))
            columns = ("open", "high", "low", "close", "volume")
            built = CandleSeries(
                built.key,
                np.concatenate([before.opened_ms, rest.opened_ms]),
                *(np.concatenate([getattr(before, name), getattr(rest, name)]) for name in columns),
            )
        until = self.opened[-1] + MINUTE_MS if self.opened else 0
        return Bars(timeframe, built, rows=len(self.opened), complete_until=timeframe.floor_ms(until))

    def _study(self, bars: Bars, study: Study) -> Floats:
        key = (bars.timeframe, study)
        held = self._values.get(key)
        if held is None or held[0] is not bars:
            held = self._values[key] = (bars, study_values(study.name, study.length, bars))
        return held[1]
