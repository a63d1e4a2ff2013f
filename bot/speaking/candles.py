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
from bot.speaking.say import Age, Rough, Say, Span
from bot.speaking.times import NBSP
from core.kernel.figures import Figure, FigureName, Origin
from core.market.history import CandleHistory
from core.market.indicators import Indicator
from core.market.model import Interval, from_ms

MOST_GAPS_SAID = 2


@dataclass(frozen=True, slots=True)
class Charted:
    """Candles of one coin, at least one of them within the window, and indicators computed on all of them, those before
    the window included. `wanted` is the currency that was hoped for."""

    history: CandleHistory
    interval: Interval
    length: timedelta
    indicators: tuple[Indicator, ...] = ()
    wanted: str = ""

    @property
    def origin(self) -> Origin:
        return Origin("+".join(self.history.route.venues), self.history.at, self.history.stale)

    @property
    def begins(self) -> datetime | None:
        """Where the candles begin when that is later than the window does, else None."""
        first = from_ms(int(self.history.shown.opened_ms[0]))
        return first if first > self.history.since else None

    @property
    def span(self) -> timedelta:
        """What the candles cover: the window, or less of it. No figure speaks for a time that nothing is known of."""
        if self.begins is None:
            return self.length
        return from_ms(int(self.history.shown.opened_ms[-1])) + self.interval.length - self.begins

    @property
    def last(self) -> float:
        return float(self.history.series.close[-1])

    @property
    def change(self) -> float:
        """From the first open within the window to the last price, a fraction."""
        return self.last / float(self.history.shown.open[0]) - 1

    def figure(self, name: FigureName, value: float, unit: str = "", span: str | None = "") -> Figure:
        """Return a figure of this chart over `span`, without one over all its candles."""
        window = window_text(self.span) if span == "" else span
        return Figure(name, self.history.coin.symbol, value, unit or self.history.currency, self.origin, window)


def caption(say: Say, charted: Charted) -> Text:
    """Return what the picture says, every figure of it, ending in source and instant; in plain-text mode one fact a
    line."""
    clauses = joined(tuple(_clauses(say, charted)), "\n" if say.plain else "; ")
    origins = [Origin(venue, charted.history.at, charted.history.stale) for venue in charted.history.route.venues]
    sentences = (*_notes(say, charted), say.source(origins, moment=True))
    if say.plain:
        return joined((clauses, *sentences), "\n")
    return joined((clauses, joined(sentences, " ")), ". ")


def _clauses(say: Say, charted: Charted) -> Iterator[Text]:
    shown = charted.history.shown
    yield _headline(say, charted)
    low = charted.figure(FigureName.LOW, float(shown.low.min()))
    high = charted.figure(FigureName.HIGH, float(shown.high.max()))
    yield say.text("chart-range", window=say.duration(charted.span), range=Span(low, high, bare=True))
    symbol, every = charted.history.coin.symbol, charted.interval.value
    volume = charted.figure(FigureName.VOLUME, float(shown.volume.max()), symbol, every)
    yield say.text("chart-volume", interval=interval_words(charted.interval), volume=Rough(volume))
    for indicator in charted.indicators:
        yield _indicator(say, charted, indicator)
    last = from_ms(int(charted.history.series.opened_ms[-1]))
    yield say.text("chart-running" if charted.history.running else "chart-last", at=last)


def _headline(say: Say, charted: Charted) -> Text:
    coin, window = charted.history.coin.symbol, say.duration(charted.span)
    price = charted.figure(FigureName.PRICE, charted.last, span=None)
    moved = charted.figure(FigureName.CHANGE, charted.change, "fraction")
    if charted.history.stale:
        mark, age = say.mark("STALE"), Age(charted.history.at)
        return say.text(
            "chart-stale", Part.ANSWER, mark=mark, coin=coin, price=price, age=age, change=moved, window=window
        )
    return say.text("chart-line", Part.ANSWER, coin=coin, price=price, change=moved, window=window)


def _indicator(say: Say, charted: Charted, indicator: Indicator) -> Text:
    """Say the last value of each curve of an indicator."""
    name = _label(say, charted, indicator)
    if not all(np.isfinite(values[-1]) for values in indicator.curves.values()):
        return say.text("chart-indicator-unknown", name=name)
    symbol, every = charted.history.coin.symbol, charted.interval.value
    figures = {
        curve: Figure(
            FigureName.INDICATOR, f"{symbol} {curve} {every}", float(v[-1]), _unit(charted, indicator), charted.origin
        )
        for curve, v in indicator.curves.items()
    }
    if len(figures) > 1:
        return say.text(f"chart-{indicator.name.kind.name}", name=name, **figures)
    return say.text("chart-value", name=name, value=next(iter(figures.values())))


def _unit(charted: Charted, indicator: Indicator) -> str:
    """An indicator between bounds of its own is in points, any other in the currency of the prices it is made of."""
    return "points" if indicator.name.kind.bounds else charted.history.currency


def _label(say: Say, charted: Charted, indicator: Indicator) -> str:
    """Return "RSI(14, 4 h)", "MACD(12, 26, 9, 1 h)"."""
    every = interval_words(charted.interval)
    label = indicator.name.label
    return f"{label[:-1]}, {every})" if label.endswith(")") else f"{label}({every})"


def interval_words(interval: Interval) -> str:
    """Return the length of a candle as it is shown: "4 h", "1 d"; a window of a day is 24 h, a candle of one is not."""
    symbol = {"m": "min"}.get(interval.value[-1], interval.value[-1])
    return f"{interval.value[:-1]}{NBSP}{symbol}"


def _notes(say: Say, charted: Charted) -> Iterator[Text]:
    history = charted.history
    if history.fell_back:
        yield say.text("chart-fell-back", coin=history.coin.symbol, currency=charted.wanted, quoted=history.currency)
    if charted.begins is not None:
        yield say.text("chart-begins", at=charted.begins)
    for gap in history.gaps[:MOST_GAPS_SAID]:
        yield say.text("chart-gap", since=from_ms(gap.since_ms), until=from_ms(gap.until_ms))
    if len(history.gaps) > MOST_GAPS_SAID:
        yield say.text("chart-gaps", n=len(history.gaps) - MOST_GAPS_SAID)


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
        say.line("chart-high", high=say.digits.rough(high)),
        say.line("chart-low", low=say.digits.rough(low)),
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
        interval=interval_words(charted.interval),
        venue=", ".join(say.source_name(venue) for venue in history.route.venues),
        at=from_ms(int(history.series.opened_ms[-1])),
        age=Age(history.at),
    )
    return Heading(
        title=f"{history.coin.symbol}/{history.currency}",
        figure=f"{say.digits.price(charted.last)} {history.currency}",
        change=say.digits.change(change),
        sign=int(np.sign(change)),
        window=say.duration(charted.span),
        detail=detail,
        **mode_tag(mode),
    )


def _overlay(indicator: Indicator) -> Iterator[Curve]:
    """Curves over the candles; those after the first share its name in the key."""
    for n, values in enumerate(indicator.curves.values()):
        yield Curve(indicator.name.label if n == 0 else "", values)


def _panel(say: Say, charted: Charted, indicator: Indicator) -> Panel:
    kind, last = indicator.name.kind, indicator.last
    pill = "" if last is None else say.digits.points(last) if kind.bounds else say.digits.price(last)
    named = ((say.line(key) if say.has(key := f"curve-{name}") else name, v) for name, v in indicator.curves.items())
    curves = tuple(Curve(name, values, pill if n == 0 else "") for n, (name, values) in enumerate(named))
    return Panel(_label(say, charted, indicator), curves, kind.levels, indicator.bars, kind.bounds)


def _drawn_gap(say: Say, since_ms: int, until_ms: int) -> DrawnGap:
    since, until = (say.clock(from_ms(ms)) for ms in (since_ms, until_ms))
    return DrawnGap(since_ms, until_ms, say.line("chart-no-data", since=since, until=until))


def _zone_label(say: Say, at: datetime) -> str:
    offset = at.astimezone(ZoneInfo(say.zone)).strftime("%z")
    return f"UTC{offset[:3]}:{offset[3:5]}" if offset.strip("+-0") else "UTC"
