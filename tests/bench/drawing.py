"""A chart as a chat gets it: cold, warm, kept; beside the plainest drawing of the same data."""

import io
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import replace

import numpy as np

from adapters.painter import MatplotlibPainter
from bot.speaking.drawings import CandleDrawing, Curve
from core.market.model import CandleSeries, Floats
from tests.bench.children import ROOT
from tests.bench.figures import Figure, Run
from tests.unit.adapters.painter.sketches import a_chart, a_series, a_walk

CANDLES = 200
# mplfinance takes 4.4 times as long as a plain drawing (305 ms beside 70 on one machine): a third of that.
A_THIRD_OF_MPLFINANCE = 1.5
_COLD = (
    "import asyncio, time; from tests.bench.drawing import first; t = time.perf_counter(); "
    "asyncio.run(first()); print(time.perf_counter() - t)"
)


async def figures(run: Run) -> AsyncIterator[Figure]:
    cold = [_cold() for _ in range(run.times(3, 1))]
    yield Figure("chart.cold", statistics.median(cold), "s", at_most=2.0)
    painter = MatplotlibPainter()
    chart = drawn()
    await painter.paint(chart)
    taken = []
    for n in range(run.times(25, 8)):
        moved = replace(chart, last_text=f"{50_000 + n:,}")
        started = time.perf_counter()
        await painter.paint(moved)
        ours = time.perf_counter() - started
        started = time.perf_counter()
        plain(chart.series)
        taken.append((ours * 1000, (time.perf_counter() - started) * 1000))
    warm, bare = (statistics.median(each) for each in zip(*taken[1:], strict=True))
    yield Figure("chart.warm", warm, "ms", at_most=100.0)
    parts = {"ours ms": warm, "plain ms": bare}
    yield Figure("chart / plain matplotlib", warm / bare, "×", at_most=A_THIRD_OF_MPLFINANCE, parts=parts)
    yield Figure("chart.kept", await _kept_ms(painter, chart), "ms", at_most=1.0)
    painter.close()


def drawn() -> CandleDrawing:
    """Return 200 candles, volume, two averages over them, with every word set."""
    series = a_series(a_walk(CANDLES))
    curves = tuple(Curve(f"SMA({n})", _mean(series.close, n)) for n in (10, 30))
    return a_chart(series, overlays=curves)


async def first() -> None:
    """Paint the first chart of a process."""
    painter = MatplotlibPainter()
    await painter.paint(drawn())
    painter.close()


def plain(series: CandleSeries) -> bytes:
    """Return the same data as PNG of 1,200 px by matplotlib's axes, one collection for each kind of mark."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.collections import LineCollection, PolyCollection
    from matplotlib.figure import Figure as Canvas

    x = np.arange(len(series), dtype=np.float64)
    colours = np.where(series.close >= series.open, "tab:blue", "tab:orange").tolist()
    canvas = Canvas(figsize=(12, 9), dpi=100)
    FigureCanvasAgg(canvas)
    prices, volumes = canvas.subplots(2, 1, sharex=True, height_ratios=(3, 1))
    wicks = np.stack([np.column_stack([x, series.low]), np.column_stack([x, series.high])], axis=1)
    prices.add_collection(LineCollection(list(wicks), colors=colours, linewidths=0.8))
    prices.add_collection(PolyCollection(_bars(x, series.open, series.close), facecolors=colours))
    volumes.add_collection(PolyCollection(_bars(x, np.zeros_like(x), series.volume), facecolors=colours))
    for n in (10, 30):
        prices.plot(x, _mean(series.close, n))
    volumes.autoscale_view()
    prices.grid(visible=True)
    prices.set_title("BTC/USDT")
    file = io.BytesIO()
    canvas.savefig(file, format="png", pil_kwargs={"compress_level": 3})
    return file.getvalue()


def _bars(x: Floats, foot: Floats, head: Floats) -> list[Floats]:
    corners = ((x - 0.35, foot), (x + 0.35, foot), (x + 0.35, head), (x - 0.35, head))
    return list(np.stack([np.column_stack(corner) for corner in corners], axis=1))


async def _kept_ms(painter: MatplotlibPainter, chart: CandleDrawing) -> float:
    await painter.paint(chart)
    taken = []
    for _ in range(50):
        started = time.perf_counter()
        await painter.paint(chart)
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


def _cold() -> float:
    """Return the seconds of a first picture, libraries and fonts included, in a process that has none of them."""
    told = subprocess.run([sys.executable, "-c", _COLD], cwd=ROOT, capture_output=True, text=True, check=True)
    return float(told.stdout)


def _mean(values: Floats, n: int) -> Floats:
    known = np.convolve(values, np.ones(n) / n, mode="valid")
    return np.concatenate([np.full(n - 1, np.nan), known])
