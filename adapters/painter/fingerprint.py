"""Which drawings give the same picture: a digest of everything that is seen in it."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from hashlib import blake2b

import numpy as np

from adapters.painter.axes import (
    book_axis,
    fan_axis,
    fan_time_axis,
    held_axis,
    panel_axis,
    price_axis,
    share_axis,
    size_axis,
    time_axis,
)
from bot.speaking.drawings import CandleDrawing, DepthDrawing, Drawing, FanDrawing, ScoreboardDrawing


def fingerprint(drawing: Drawing) -> bytes:
    """Return a digest that is equal for drawings with equal pictures. Formatters count by the words they give."""
    digest = blake2b(digest_size=16)
    for part in _parts((type(drawing).__name__, drawing, tuple(_axis_words(drawing)))):
        digest.update(part)
    return digest.digest()


def _axis_words(drawing: Drawing) -> Iterator[object]:
    if isinstance(drawing, CandleDrawing):
        yield price_axis(drawing)
        yield time_axis(drawing)
        yield from (panel_axis(panel, drawing.price_text) for panel in drawing.panels)
    elif isinstance(drawing, DepthDrawing):
        yield book_axis(drawing)
        yield size_axis(drawing)
    elif isinstance(drawing, FanDrawing):
        yield fan_axis(drawing)
        yield fan_time_axis(drawing)
    elif isinstance(drawing, ScoreboardDrawing):
        yield held_axis(drawing)
        yield share_axis(drawing)


def _parts(value: object) -> Iterator[bytes]:
    if isinstance(value, np.ndarray):
        yield np.ascontiguousarray(value).tobytes()
    elif is_dataclass(value):
        for field in fields(value):
            yield from _parts(getattr(value, field.name))
    elif isinstance(value, tuple):
        yield b"("
        for item in value:
            yield from _parts(item)
        yield b")"
    elif not callable(value):
        yield repr(value).encode("utf-8", "backslashreplace") + b"\x1f"
