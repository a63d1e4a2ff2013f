"""chart — the caption says what the picture shows, every figure of it."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from bot.commands.chart import Charts, show_charts
from bot.speaking.candles import Charted
from bot.speaking.drawings import CandleDrawing
from bot.speaking.reply import Chart, PublicReply, Tone
from core.kernel.figures import FigureName
from core.market.gaps import Gap
from core.market.history import CandleHistory
from core.market.indicators import compute, indicator_named
from core.market.model import Candle, CandleSeries, Interval, Pair, SeriesKey, to_ms
from core.people.model import Preferences
from tests.fakes.asking import NOW, BlankPainter, a_route, an_ask, coin

HOUR = timedelta(hours=1)
BEGAN = NOW.replace(minute=0, second=0) - 39 * HOUR


def a_history(price: float = 100.0, count: int = 40, warmup: int = 16, **other: object) -> CandleHistory:
    """Return hourly candles of SOL that rise by one a candle, the last one still running."""
    candles = [
        Candle(BEGAN + n * HOUR, price + n, price + n + 2, price + n - 1, price + n + 1, 1_000.0 + n)
        for n in range(count)
    ]
    series = CandleSeries.of(SeriesKey("kraken", Pair("SOL", "USD"), Interval.H1), candles)
    route = a_route("SOL/USD")
    facts: dict[str, object] = {"warmup": warmup, "running": True, **other}
    since = BEGAN + warmup * HOUR
    return CandleHistory(coin("SOL"), "USD", series, route, since, NOW, **facts)  # type: ignore[arg-type]


async def shown(
    history: CandleHistory,
    *words: str,
    plain: bool = False,
    rsi: str | None = None,
    wanted: str = "USD",
) -> tuple[PublicReply, str, CandleDrawing]:
    """Return the reply, its caption without no-break spaces, and what was painted."""
    painter = BlankPainter()
    indicators = tuple(compute(indicator_named(word), history.series) for word in words)
    charted = Charted(history, Interval.H1, timedelta(hours=24), indicators, wanted)
    reply = await show_charts(an_ask(Preferences(zone="Europe/Berlin", plain=plain), painter), Charts((charted,), rsi))
    (picture,) = reply.blocks
    (drawing,) = painter.drawings
    assert isinstance(picture, Chart)
    assert isinstance(drawing, CandleDrawing)
    return reply, picture.caption.text.replace("\u00a0", " "), drawing


async def test_the_caption_reads_in_one_breath_and_ends_in_source_and_instant() -> None:
    _, caption, _ = await shown(a_history(), "rsi")
    assert caption == (
        "SOL 140.00 USD, +20.7% 24 h; 24 h range 115–141; volume up to 1,040 SOL in 1 h; RSI(14, 1 h) 100; "
        "last candle 14:00 +02:00, still running. Kraken, as of 14:03:09 +02:00."
    )


async def test_what_is_drawn_is_what_is_said() -> None:
    _, caption, drawing = await shown(a_history(), "rsi")
    heading = drawing.heading
    words = [heading.figure, heading.change, heading.window, drawing.high_text, drawing.low_text, drawing.volume_max]
    numbers = [word.replace("\u00a0", " ").removeprefix("high ").removeprefix("low ") for word in words]
    assert [number for number in numbers if number not in caption] == []
    assert drawing.panels[0].curves[0].pill == "100"
    assert drawing.panels[0].name.replace("\u00a0", " ") in caption
    assert len(drawing.series) == 24


async def test_a_closed_candle_is_not_called_running() -> None:
    _, caption, _ = await shown(a_history(running=False))
    assert "last candle 14:00 +02:00. Kraken" in caption


async def test_several_curves_are_one_clause() -> None:
    reply, caption, _ = await shown(a_history(), "macd", "bbands")
    assert "MACD(12, 26, 9, 1 h) 7.00 USD, its mean 7.00 USD; BBANDS(20, 2, 1 h) 118.97 USD to 142.03 USD, " in caption
    indicators = [figure for figure in reply.figures if figure.name is FigureName.INDICATOR]
    assert [figure.of for figure in indicators] == [
        "SOL macd 1h",
        "SOL signal 1h",
        "SOL lower 1h",
        "SOL upper 1h",
        "SOL middle 1h",
    ]


async def test_an_indicator_between_bounds_is_in_points_any_other_in_the_currency() -> None:
    reply, caption, drawing = await shown(a_history(), "rsi", "atr")
    units = {figure.of: figure.unit for figure in reply.figures if figure.name is FigureName.INDICATOR}
    assert units == {"SOL rsi 1h": "points", "SOL atr 1h": "USD"}
    assert "ATR(14, 1 h) 3.00 USD" in caption
    assert drawing.panels[1].curves[0].pill == "3.00"


async def test_an_indicator_with_too_few_candles_is_unknown() -> None:
    reply, caption, _ = await shown(a_history(count=10, warmup=0), "ema20")
    assert "EMA(20, 1 h) unknown: too few candles" in caption
    assert not [figure for figure in reply.figures if figure.name is FigureName.INDICATOR]


async def test_a_stale_chart_says_so_before_its_price() -> None:
    history = a_history(stale=True, running=False)
    reply, caption, _ = await shown(history)
    assert caption.startswith("STALE · SOL 140.00 USD, 0 s old; +20.7% 24 h; ")
    assert caption.endswith("STALE: Kraken, 0 s ago.")
    assert reply.tone is Tone.STALE


async def test_missing_candles_are_said_two_by_two_and_counted_beyond() -> None:
    gaps = tuple(Gap(to_ms(BEGAN + n * HOUR), to_ms(BEGAN + (n + 1) * HOUR)) for n in (20, 24, 28, 32))
    _, caption, drawing = await shown(a_history(gaps=gaps))
    assert "No data 1 Jun 19:00 +02:00–1 Jun 20:00 +02:00." in caption
    assert "2 more stretches without data." in caption
    assert [gap.label for gap in drawing.gaps][:1] == ["no data 19:00–20:00"]


async def test_a_window_that_begins_before_the_candles_is_not_claimed() -> None:
    history = replace(a_history(count=10, warmup=0), since=BEGAN - timedelta(hours=14))
    reply, caption, drawing = await shown(history)
    assert caption.startswith("SOL 110.00 USD, +10.0% 10 h; 10 h range 99.0–111; ")
    assert "Its candles begin at 31 May 23:00 +02:00." in caption
    assert drawing.heading.window == "10\u00a0h"
    windows = {f.window for f in reply.figures if f.name in (FigureName.CHANGE, FigureName.LOW, FigureName.HIGH)}
    assert windows == {"10h"}


async def test_a_currency_that_could_not_be_had_is_named() -> None:
    _, caption, _ = await shown(a_history(fell_back=True), wanted="BRL")
    assert "No way from SOL to BRL here; in USD instead." in caption


async def test_plain_text_is_one_fact_a_line() -> None:
    _, caption, _ = await shown(a_history(), "rsi", plain=True)
    assert caption.split("\n") == [
        "SOL price: 140.00 USD",
        "SOL change, 24 h: +20.7%",
        "Range, 24 h: 115 to 141",
        "Volume, most in 1 h: 1,040 SOL",
        "RSI(14, 1 h): 100",
        "Last candle, still running: 14:00 +02:00",
        "Source: Kraken, as of 14:03:09 +02:00",
    ]


@pytest.mark.parametrize(("rsi", "labels"), [("1h 24h rsi", ["RSI", "Price", "Depth"]), (None, ["Price", "Depth"])])
async def test_the_rsi_is_offered_where_it_is_not_drawn(rsi: str | None, labels: list[str]) -> None:
    reply, _, _ = await shown(a_history(), rsi=rsi)
    assert [button.label for button in reply.buttons] == labels


async def test_the_highest_and_lowest_are_those_of_the_window_alone() -> None:
    reply, _, _ = await shown(a_history())
    shown_rows = a_history().shown
    extremes = {
        figure.name: figure.value for figure in reply.figures if figure.name in (FigureName.HIGH, FigureName.LOW)
    }
    assert extremes == {
        FigureName.HIGH: float(np.max(shown_rows.high)),
        FigureName.LOW: float(np.min(shown_rows.low)),
    }
