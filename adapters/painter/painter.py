"""The painter: one picture at a time, in a thread of its own, and the last ones kept."""

import asyncio
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

from adapters.painter.candles import candle_sheet
from adapters.painter.depth import depth_sheet
from adapters.painter.fan import fan_sheet
from adapters.painter.fingerprint import fingerprint
from adapters.painter.heatmap import heatmap_sheet
from adapters.painter.marks import Measure, Sheet
from adapters.painter.scoreboard import scoreboard_sheet
from bot.speaking.drawings import CandleDrawing, Drawing, FanDrawing, HeatmapDrawing, ScoreboardDrawing

# matplotlib and its font cache are not safe for two threads, whichever painter they work for.
_MATPLOTLIB = Lock()


class MatplotlibPainter:
    """A bot.ports.Painter. Keeps the last `kept` pictures by what is seen in them."""

    def __init__(self, kept: int = 64) -> None:
        self._kept = kept
        self._pictures: OrderedDict[bytes, bytes] = OrderedDict()
        self._begun: dict[bytes, asyncio.Future[bytes]] = {}
        self._easel = ThreadPoolExecutor(max_workers=1, thread_name_prefix="painter")

    async def paint(self, drawing: Drawing) -> bytes:
        """Return the drawing as PNG.

        Raises
        ------
        ValueError
            If there is nothing to draw or more than a picture holds (see the sheets).
        """
        key = fingerprint(drawing)
        if key in self._pictures:
            self._pictures.move_to_end(key)
            return self._pictures[key]
        if key not in self._begun:
            self._begun[key] = asyncio.get_running_loop().run_in_executor(self._easel, _painted, drawing)
        # Others may wait for the same picture: one who gives up does not take it from them.
        try:
            picture = await asyncio.shield(self._begun[key])
        finally:
            self._begun.pop(key, None)
        self._pictures[key] = picture
        while len(self._pictures) > self._kept:
            self._pictures.popitem(last=False)
        return picture

    def close(self) -> None:
        """Let the thread go; a picture begun is finished first."""
        self._easel.shutdown()


def _painted(drawing: Drawing) -> bytes:
    from adapters.painter import canvas, fonts

    with _MATPLOTLIB:
        return canvas.png(sheet_of(drawing, fonts.measure))


def sheet_of(drawing: Drawing, measure: Measure) -> Sheet:
    """Lay out any drawing."""
    if isinstance(drawing, CandleDrawing):
        return candle_sheet(drawing, measure)
    if isinstance(drawing, HeatmapDrawing):
        return heatmap_sheet(drawing, measure)
    if isinstance(drawing, FanDrawing):
        return fan_sheet(drawing, measure)
    if isinstance(drawing, ScoreboardDrawing):
        return scoreboard_sheet(drawing, measure)
    return depth_sheet(drawing, measure)
