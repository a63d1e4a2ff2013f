"""A candle chart in words and as a drawing: both from the same facts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from bot.speaking.drawings import CandleDrawing, Curve, Heading, Panel, Theme
from bot.speaking.drawings import Gap as DrawnGap
from bot.speaking.market import joined, mode_tag, window_text
from bot.speaking.reply import Part, Text
from bot.speaking.say import Age, Bare, Say
from core.kernel.figures import Figure, FigureName, Origin
from core.market.history import CandleHistory
from core.market.indicators import Indicator
from core.market.model import Interval, from_ms

MOST_GAPS_SAID = 2


@dataclass(frozen=True, slots=True)
class Charted:
    """Candles of one coin with the indicators computed on all of them, those before the window included."""

    history: CandleHistory
    interval: Interval
    length: timedelta
    indicators: tuple[Indicator, ...] = ()

    @property
    def origin(self) -> Origin:
        return Origin("+".join(self.history.route.venues), self.history.at, self.history.stale)

    @property
    def last(self) -> float:
        return float(self.history.series.close[-1])

    @property
    def change(self) -> float | None:
        """From the first open of the window to the last price, a fraction."""
        shown = self.history.shown
        return self.last / float(shown.open[0]) - 1 if len(shown) else None

    def figure(self, name: FigureName, value: float, unit: str = "", window: bool = True) -> Figure:
        symbol = self.history.coin.symbol
        span = window_text(self.length) if window else None
        return Figure(name, symbol, value, unit or self.history.currency, self.origin, span)


def caption(say: Say, charted: Charted) -> Text:
    """Return what the picture says, every figure of it, ending in source and instant."""
    clauses = joined(tuple(_clauses(say, charted)), "; ")
    sentences = [clauses, *_gaps(say, charted)]
    origins = [Origin(venue, charted.history.at, charted.history.stale) for venue in charted.history.route.venues]
    sentences.append(say.source(origins, moment=True))
    return joined(tuple(sentences), ". " if not clauses.text.endswith(".") else " ")


def _clauses(say: Say, charted: Charted) -> Iterator[Text]:
    history, window = charted.history, say.duration(charted.length)
    price = charted.figure(FigureName.PRICE, charted.last, window=False)
    change = charted.change
    if change is None:
        yield say.text("chart-alone", Part.ANSWER, coin=history.coin.symbol, price=price)
    else:
        moved = charted.figure(FigureName.CHANGE, change, "fraction")
        yield say.text("chart-line", Part.ANSWER, coin=history.coin.symbol, price=price, change=moved, window=window)
    shown = history.shown
    if len(shown):
        low = charted.figure(FigureName.LOW, float(shown.low.min()))
        high = charted.figure(FigureName.HIGH, float(shown.high.max()))
        volume = charted.figure(FigureName.VOLUME, float(shown.volume.sum()), history.coin.symbol)
        yield say.text("chart-range", window=window, low=Bare(low), high=Bare(high))
        yield say.text("chart-volume", window=window, volume=volume)
    for indicator in charted.indicators:
        yield from _indicator(say, charted, indicator)
    last = from_ms(int(history.series.opened_ms[-1]))
    yield say.text("chart-running" if history.running else "chart-last", at=last)


def _indicator(say: Say, charted: Charted, indicator: Indicator) -> Iterator[Text]:
    """Say the last value of each curve of an indicator."""
    label = _label(say, charted, indicator)
    several = len(indicator.curves) > 1
    for curve, values in indicator.curves.items():
        name = f"{label} {curve}" if several and curve != indicator.name.kind.name else label
        if not np.isfinite(values[-1]):
            yield say.text("chart-indicator-unknown", name=name)
            return
        unit = charted.history.currency if indicator.name.kind.in_price else "points"
        figure = Figure(
            FigureName.INDICATOR,
            f"{charted.history.coin.symbol} {curve} {charted.interval.value}",
            float(values[-1]),
            unit,
            charted.origin,
        )
        yield say.text("chart-indicator", name=name, value=figure)


def _label(say: Say, charted: Charted, indicator: Indicator) -> str:
    """Return "RSI(14, 4 h)", "MACD(12, 26, 9, 1 h)"."""
    every = say.duration(charted.interval.length)
    label = indicator.name.label
    return f"{label[:-1]}, {every})" if label.endswith(")") else f"{label}({every})"


def _gaps(say: Say, charted: Charted) -> Iterator[Text]:
    gaps = charted.history.gaps
    for gap in gaps[:MOST_GAPS_SAID]:
        yield say.text("chart-gap", since=from_ms(gap.since_ms), until=from_ms(gap.until_ms))
    if len(gaps) > MOST_GAPS_SAID:
        yield say.text("chart-gaps", n=len(gaps) - MOST_GAPS_SAID)


def drawn(say: Say, charted: Charted, mode: str | None, theme: Theme) -> CandleDrawing:
    """Return the drawing of what `caption` says."""
    history, shown = charted.history, charted.history.shown
    low, high = float(shown.low.min()), float(shown.high.max())
    rows = slice(history.warmup, None)
    visible = [(i, i.sliced(rows)) for i in charted.indicators]
    return CandleDrawing(
        _heading(say, charted, mode),
        shown,
        history.running,
        charted.last,
        say.digits.price(charted.last),
        say.line("chart-high", high=say.digits.price(high)),
        say.line("chart-low", low=say.digits.price(low)),
        say.line("chart-volume-axis", coin=history.coin.symbol),
        say.digits.rough(float(shown.volume.max())),
        say.zone,
        _zone_label(say, history.at),
        say.digits.price,
        say.tick,
        tuple(curve for whole, part in visible if whole.name.kind.in_price for curve in _overlay(part)),
        tuple(_panel(say, charted, part) for whole, part in visible if not whole.name.kind.in_price),
        tuple(_drawn_gap(say, gap.since_ms, gap.until_ms) for gap in history.gaps),
        theme,
    )


def _heading(say: Say, charted: Charted, mode: str | None) -> Heading:
    history, change = charted.history, charted.change
    detail = say.line(
        "chart-detail",
        interval=say.duration(charted.interval.length),
        venue=", ".join(say.source_name(venue) for venue in history.route.venues),
        at=from_ms(int(history.series.opened_ms[-1])),
        age=Age(history.at),
    )
    return Heading(
        title=f"{history.coin.symbol}/{history.currency}",
        figure=f"{say.digits.price(charted.last)} {history.currency}",
        change="" if change is None else say.digits.change(change),
        sign=int(np.sign(change or 0.0)),
        window=say.duration(charted.length),
        detail=detail,
        **mode_tag(mode),
    )


def _overlay(indicator: Indicator) -> Iterator[Curve]:
    """Curves over the candles; those after the first share its name in the key."""
    for n, values in enumerate(indicator.curves.values()):
        yield Curve(indicator.name.label if n == 0 else "", values)


def _panel(say: Say, charted: Charted, indicator: Indicator) -> Panel:
    kind = indicator.name.kind
    pill = say.digits.points(indicator.last) if indicator.last is not None else ""
    curves = tuple(Curve(name, v, pill if n == 0 else "") for n, (name, v) in enumerate(indicator.curves.items()))
    return Panel(_label(say, charted, indicator), curves, kind.levels, indicator.bars, kind.bounds)


def _drawn_gap(say: Say, since_ms: int, until_ms: int) -> DrawnGap:
    since, until = (say.clock(from_ms(ms)) for ms in (since_ms, until_ms))
    return DrawnGap(since_ms, until_ms, say.line("chart-no-data", since=since, until=until))


def _zone_label(say: Say, at: datetime) -> str:
    offset = at.astimezone(ZoneInfo(say.zone)).strftime("%z")
    return f"UTC{offset[:3]}:{offset[3:5]}" if offset.strip("+-0") else "UTC"
