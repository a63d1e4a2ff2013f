"""Real pixels."""

import asyncio
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from subprocess import run

import numpy as np
import pytest
from blockbuster import BlockBuster
from numpy.typing import NDArray
from PIL import Image

from adapters.painter import MatplotlibPainter, canvas
from adapters.painter.candles import candle_sheet
from adapters.painter.fonts import measure
from adapters.painter.marks import WIDTH_PT, Boxes, Sheet, Words
from adapters.painter.themes import PALETTES
from bot.speaking.drawings import CandleDrawing, Drawing, Gap, Heading
from core.market.model import CandleSeries, Interval, Pair, SeriesKey, to_ms
from tests.unit.adapters.painter.sketches import (
    HEADING,
    a_book,
    a_chart,
    a_heatmap,
    a_series,
    a_walk,
    an_rsi,
)

Pixels = NDArray[np.uint8]
PX = 1200 / WIDTH_PT
LIGHT = PALETTES["light"]


@pytest.fixture
async def painter() -> AsyncIterator[MatplotlibPainter]:
    painter = MatplotlibPainter(kept=2)
    yield painter
    painter.close()


def pixels(png: bytes) -> Pixels:
    return np.asarray(Image.open(BytesIO(png)).convert("RGB"))


def near(image: Pixels, colour: str, tolerance: int = 6) -> NDArray[np.bool_]:
    wanted = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)])
    return np.asarray((np.abs(image.astype(int) - wanted) <= tolerance).all(axis=-1))


@pytest.mark.parametrize(
    ("drawing", "size"),
    [
        (a_chart(), (1200, 900)),
        (a_chart(panels=(an_rsi([50.0] * 40),)), (1200, 1200)),
        (a_chart(panels=(an_rsi([50.0] * 40), an_rsi([float("nan")] * 40)), theme="dark"), (1024, 1280)),
        (a_heatmap([0.1, -0.1]), (1200, 1200)),
        (a_book(), (1200, 900)),
        (a_chart(a_series(a_walk(5_000), Interval.M1)), (1200, 900)),
        (a_chart(a_series([7.0])), (1200, 900)),
    ],
    ids=["candles", "one indicator", "two indicators", "heatmap", "depth", "5,000 candles", "one candle"],
)
async def test_a_picture_has_its_size_and_its_ground(
    painter: MatplotlibPainter, drawing: Drawing, size: tuple[int, int]
) -> None:
    png = await painter.paint(drawing)
    assert png.startswith(b"\x89PNG")
    assert Image.open(BytesIO(png)).size == size
    assert near(pixels(png), PALETTES[drawing.theme].card, 0).mean() > 0.3


async def test_equal_drawings_give_equal_bytes_and_are_painted_once(painter: MatplotlibPainter) -> None:
    first, second = await asyncio.gather(painter.paint(a_chart()), painter.paint(a_chart()))
    assert first is second
    assert await painter.paint(a_chart()) is first
    other = MatplotlibPainter()
    assert await other.paint(a_chart()) == first
    other.close()


async def test_only_the_last_pictures_are_kept(painter: MatplotlibPainter) -> None:
    oldest = await painter.paint(a_heatmap([0.1]))
    used = await painter.paint(a_heatmap([0.2]))
    await painter.paint(a_heatmap([0.1]))
    await painter.paint(a_heatmap([0.3]))
    assert await painter.paint(a_heatmap([0.1])) is oldest
    assert await painter.paint(a_heatmap([0.2])) is not used


async def test_one_who_gives_up_does_not_take_the_picture_from_another(painter: MatplotlibPainter) -> None:
    impatient = asyncio.create_task(painter.paint(a_chart()))
    patient = asyncio.create_task(painter.paint(a_chart()))
    await asyncio.sleep(0)
    impatient.cancel()
    assert (await patient).startswith(b"\x89PNG")


async def test_what_cannot_be_drawn_is_told_and_harms_no_other(painter: MatplotlibPainter) -> None:
    with pytest.raises(ValueError, match="tiles"):
        await painter.paint(a_heatmap([0.0] * 21))
    assert await painter.paint(a_heatmap([0.0]))


async def test_painting_never_blocks_the_loop(painter: MatplotlibPainter, blockbuster: BlockBuster) -> None:
    assert await painter.paint(a_chart())


def test_matplotlib_is_not_imported_before_the_first_picture() -> None:
    code = "import sys, adapters.painter; sys.exit('matplotlib' in sys.modules)"
    root = Path(__file__).resolve().parents[4]
    assert run([sys.executable, "-c", code], check=False, cwd=root).returncode == 0


def test_in_grey_a_rising_body_is_light_inside_and_a_falling_one_dark() -> None:
    drawn = candle_sheet(a_chart(a_series([100.0, 110.0, 95.0])), measure)
    grey = np.asarray(Image.open(BytesIO(canvas.png(drawn))).convert("L"))
    inside = {}
    for role in ("rising bodies", "falling bodies"):
        (bodies,) = drawn.of(role)
        assert isinstance(bodies, Boxes)
        x0, y0, x1, y1 = bodies.corners[-1] * PX
        inside[role] = int(grey[round((y0 + y1) / 2), round((x0 + x1) / 2)])
    assert inside["rising bodies"] == 255
    assert inside["falling bodies"] < 110


def test_no_line_crosses_a_gap() -> None:
    series = a_series(a_walk(200), missing=range(90, 130))
    since, step = int(series.opened_ms[0]), Interval.M30.ms
    gap = Gap(since + 90 * step, since + 130 * step, "no data 06:01–10:45")
    drawn = candle_sheet(a_chart(series, gaps=(gap,)), measure)
    image = pixels(canvas.png(drawn))
    (block,) = drawn.of("gap")
    assert isinstance(block, Boxes)
    x0, y0, x1, y1 = (round(end * PX) for end in block.corners[0])
    # Just inside both ends of the block, clear of its words: ground and hatch only.
    for inside in (image[y0 + 2 : y1 - 2, x0 + 3 : x0 + 8], image[y0 + 2 : y1 - 2, x1 - 8 : x1 - 3]):
        dark = (inside.astype(int).sum(axis=-1) < 3 * 110).mean()
        assert dark == 0
        assert near(inside, LIGHT.sunken).mean() > 0.4
        assert not near(inside, LIGHT.sunken).all()
    outside = image[y0:y1, x0 - 60 : x0 - 10]
    assert near(outside, LIGHT.ink).any()


async def test_the_pill_is_inked_at_the_height_of_the_last_price(painter: MatplotlibPainter) -> None:
    image = pixels(await painter.paint(a_chart()))
    column = image[:, round(301 * PX)]
    assert near(column, LIGHT.ink).sum() >= 12 * PX


@pytest.mark.parametrize(
    "text", ["مرحبا بالعالم", "שלום עולם", "🚀🌕👨‍👩‍👧", "$x^2$ and $", "a\nb\x00", "\ud83d", "x" * 5_000, ""],
    ids=["arabic", "hebrew", "emoji", "dollars", "control", "surrogate", "long", "empty"],
)  # fmt: skip
async def test_any_text_is_painted(painter: MatplotlibPainter, text: str) -> None:
    heading = Heading(text, text, text, 0, text, text, text, text)
    chart = a_chart(heading=heading, volume_label=text, zone_label=text, high_text=text, low_text=text, last_text=text)
    assert (await painter.paint(chart)).startswith(b"\x89PNG")
    assert (await painter.paint(a_heatmap([0.1], heading=heading))).startswith(b"\x89PNG")
    assert (await painter.paint(a_book(heading=heading, bids_text=text, asks_text=text))).startswith(b"\x89PNG")


@pytest.mark.parametrize("strong", [False, True], ids=["regular", "strong"])
@pytest.mark.parametrize("text", ["d" * 30, "T" * 30, "50,258.10 USDT 0.00001234", "×10⁻⁶ ≥ σ ğ"])
def test_text_is_as_wide_as_measured(text: str, strong: bool) -> None:
    words = Words("title", text, 20, 40, "#000000", 10.5, strong)
    ink = np.flatnonzero((pixels(canvas.png(Sheet((1200, 900), "#FFFFFF", (words,)))) < 128).any(axis=(0, 2)))
    assert (ink[-1] - ink[0]) / PX == pytest.approx(measure(text, 10.5, strong), abs=2)


async def test_a_dollar_sign_is_no_mathematics(painter: MatplotlibPainter) -> None:
    plain = await painter.paint(a_heatmap([], heading=replace(HEADING, title="a_b^c", tag=None)))
    dollars = await painter.paint(a_heatmap([], heading=replace(HEADING, title="$a_b^c$", tag=None)))
    inked = [near(pixels(png)[: round(22 * PX)], LIGHT.ink).sum() for png in (plain, dollars)]
    assert inked[1] > inked[0] * 1.2


async def test_real_candles_with_their_real_gap(painter: MatplotlibPainter, shared_data: Path) -> None:
    chart = _maintenance_of_april_2021(shared_data)
    image = pixels(await painter.paint(chart))
    assert near(image, LIGHT.up).sum() > 1_000
    assert near(image, LIGHT.down).sum() > 1_000
    assert near(image, LIGHT.sunken).sum() > 10_000


def _maintenance_of_april_2021(shared_data: Path) -> CandleDrawing:
    from pyarrow import parquet

    table = parquet.read_table(shared_data / "market" / "minute" / "2021-04-18" / "BTC-USDT.parquet")
    names = ("open_time", "open", "high", "low", "close", "volume")
    noon = to_ms(datetime(2021, 4, 24, 12, tzinfo=UTC))
    kept = (table["open_time"].to_numpy() >= noon) & (table["open_time"].to_numpy() < noon + 28 * 3_600_000)
    minute, first, high, low, last, volume = (table[name].to_numpy()[kept] for name in names)
    half_hours, starts = np.unique(Interval.M30.ms * (minute // Interval.M30.ms), return_index=True)
    ends = np.append(starts[1:], minute.size) - 1
    highs, lows = np.maximum.reduceat(high, starts), np.minimum.reduceat(low, starts)
    columns = (first[starts], highs, lows, last[ends], np.add.reduceat(volume, starts))
    series = CandleSeries(SeriesKey("binance", Pair("BTC", "USDT"), Interval.M30), half_hours, *columns)
    hole = int(np.argmax(np.diff(half_hours)))
    gap = Gap(int(half_hours[hole]) + Interval.M30.ms, int(half_hours[hole + 1]), "no data 06:01–10:45")
    return a_chart(series, gaps=(gap,), zone="Europe/Berlin", zone_label="UTC+02:00")
