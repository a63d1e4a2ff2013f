"""Drawings to begin a test with; a test says only what matters to it."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np

from bot.speaking.drawings import CandleDrawing, Curve, DepthDrawing, Heading, HeatmapDrawing, Panel, Tile
from core.market.model import CandleSeries, Interval, Pair, SeriesKey, to_ms

NOON = datetime(2024, 6, 1, 12, tzinfo=UTC)
HEADING = Heading("BTC/USDT", "50,258 USDT", "+2.4%", 1, "28 h", "30 min candles · Binance · to 18:00 +02:00")
LEGEND = ("below −6", "−6 to −2", "−2 to +2", "+2 to +6", "above +6%")


def a_price(value: float) -> str:
    if value == 0:
        return "0"
    if abs(value) >= 1:
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:,.2f}"
    return f"{value:.{3 - math.floor(math.log10(abs(value)))}f}"


def a_time(at: datetime, step_s: int) -> str:
    return f"{at:%H:%M}" if step_s < 86_400 else f"{at.day} {at:%b}"


def a_series(
    closes: Sequence[float], interval: Interval = Interval.M30, missing: range = range(0), since: datetime = NOON
) -> CandleSeries:
    """Candles that open at the close before, with a wick of 0.2 % on both ends; those in `missing` are left out."""
    close = np.array(closes, dtype=np.float64)
    opened = np.concatenate([close[:1] * 0.999, close[:-1]])
    rows = np.array([i for i in range(close.size) if i not in missing])
    high, low = np.maximum(opened, close) * 1.002, np.minimum(opened, close) * 0.998
    times = to_ms(since) + np.arange(close.size, dtype=np.int64) * interval.ms
    columns = (column[rows] for column in (opened, high, low, close, np.linspace(5, 9, close.size)))
    return CandleSeries(SeriesKey("binance", Pair("BTC", "USDT"), interval), times[rows], *columns)


def a_walk(n: int) -> list[float]:
    steps = np.random.default_rng(7).normal(0, 0.004, n)
    return [float(price) for price in 50_000 * np.exp(np.cumsum(steps))]


def a_chart(series: CandleSeries | None = None, **changes: Any) -> CandleDrawing:
    series = a_series(a_walk(40)) if series is None else series
    chart = CandleDrawing(
        heading=HEADING,
        series=series,
        running=False,
        last=float(series.close[-1]),
        last_text=a_price(float(series.close[-1])),
        high_text="high " + a_price(float(series.high.max())),
        low_text="low " + a_price(float(series.low.min())),
        volume_label="vol BTC",
        volume_max="2.6k",
        zone="UTC",
        zone_label="UTC+00:00",
        price_text=a_price,
        time_text=a_time,
    )
    return replace(chart, **changes)


def an_rsi(values: Sequence[float], pill: str = "50") -> Panel:
    curve = Curve("RSI", np.array(values, dtype=np.float64), pill)
    return Panel("RSI(14, 30 min)", (curve,), levels=(30.0, 70.0), bounds=(0.0, 100.0))


def a_heatmap(changes: Sequence[float], **other: Any) -> HeatmapDrawing:
    tiles = tuple(Tile(f"C{n}", f"{change:+.1%}", change) for n, change in enumerate(changes))
    return replace(HeatmapDrawing(HEADING, tiles, LEGEND), **other)


def a_book(**changes: Any) -> DepthDrawing:
    bids, asks = ((99.0, 1.0), (98.0, 2.0), (96.0, 5.0)), ((101.0, 2.0), (102.0, 1.0))
    words = ("bids: 8 BTC within −5%", "asks: 3 BTC within +5%")
    return replace(DepthDrawing(HEADING, bids, asks, *words, a_price, lambda size: f"{size:g}"), **changes)
