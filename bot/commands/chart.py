"""chart — candles, volume and indicators as a picture, with a caption that carries the same figures."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from bot.ask import Ask
from bot.command import Effect, command
from bot.params.base import IN, Named
from bot.params.choices import IndicatorsKind
from bot.params.coins import CoinsKind, CurrencyKind
from bot.params.times import IntervalKind, Window, WindowKind
from bot.speaking.candles import Charted, caption, drawn
from bot.speaking.market import file_word, window_text
from bot.speaking.reply import Button, Chart, PublicReply, Tone
from core.kernel.errors import OverBudget, Stale, UnknownName
from core.market.history import Window as HistoryWindow
from core.market.indicators import IndicatorName, compute, indicator_named
from core.market.model import Coin, Interval

Coins = Annotated[tuple[Coin, ...], CoinsKind(), Named("coins")]
Every = Annotated[Interval, IntervalKind(), Named("interval")]
Span = Annotated[Window, WindowKind(), Named("window")]
Indicators = Annotated[tuple[str, ...], IndicatorsKind(), Named("indicators")]
Currency = Annotated[str, CurrencyKind(), Named("in", IN)]

MOST_CHARTS = 4
MOST_PANELS = 2
MOST_CANDLES = 1_500
USUAL_CANDLES = 90
WIDEST_USUAL = 200
DEFAULT = (Interval.H1, timedelta(days=3))


@dataclass(frozen=True, slots=True)
class Charts:
    """What is to be drawn, one picture a coin; `rsi` are the words that add the RSI to the first one, None where it is
    there already or does not fit."""

    charts: tuple[Charted, ...]
    rsi: str | None = None


async def show_charts(ask: Ask, charts: Charts) -> PublicReply:
    pictures = []
    for charted in charts.charts:
        png = await ask.painter.paint(drawn(ask.say, charted, ask.mode, ask.theme))
        stem = f"chart-{file_word(charted.history.coin.symbol)}-{charted.interval.value}"
        pictures.append(Chart(png, stem, caption(ask.say, charted), ask.say.line("alt-chart")))
    say, word = ask.say, ask.services.catalogue.word_for(charts.charts[0].history.coin)
    buttons = [Button(say.line("button-price"), f"price {word}"), Button(say.line("button-depth"), f"depth {word}")]
    if charts.rsi is not None:
        buttons.insert(0, Button(say.line("button-rsi"), f"chart {word} {charts.rsi}"))
    tone = Tone.STALE if any(c.history.stale for c in charts.charts) else Tone.ANSWER
    return PublicReply(tuple(pictures), tuple(buttons), tone=tone)


@command(
    effect=Effect.READ,
    show=show_charts,
    topic="charts",
    examples=("chart sol 4h 30d rsi", "chart btc 1d bbands"),
    aliases=("c",),
)
async def chart(
    ask: Ask,
    coins: Coins,
    interval: Every | None = None,
    window: Span | None = None,
    indicators: Indicators = (),
    currency: Currency | None = None,
) -> Charts:
    """Read the candles, from the venues where the store has none yet, and compute the indicators on all of them."""
    if len(coins) > MOST_CHARTS:
        raise OverBudget("charts", str(MOST_CHARTS))
    names = tuple(indicator_named(word) for word in indicators)
    if sum(not name.kind.in_price for name in names) > MOST_PANELS:
        raise OverBudget("panels", str(MOST_PANELS))
    every, length = _scale(interval, window.length if window else None)
    warmup = max((name.warmup(every) for name in names), default=0)

    async def charted(coin: Coin) -> Charted:
        wanted = currency or ask.person.preferences.currency
        span = HistoryWindow(every, length, warmup)
        history = await ask.services.desk.candles(coin, span, wanted, asked=currency is not None)
        if not len(history.shown):
            raise Stale(history.route.venue, history.at)
        computed = await asyncio.to_thread(lambda: tuple(compute(name, history.series) for name in names))
        return Charted(history, every, length, computed, wanted)

    charts = tuple(await asyncio.gather(*(charted(coin) for coin in coins)))
    return Charts(charts, _with_rsi(charts[0], names, currency))


def _with_rsi(charted: Charted, names: tuple[IndicatorName, ...], currency: str | None) -> str | None:
    panels = sum(not name.kind.in_price for name in names)
    if panels == MOST_PANELS or any(name.kind.name == "rsi" for name in names):
        return None
    words = [charted.interval.value, window_text(charted.length), *(name.word for name in names), "rsi"]
    return " ".join([*words, *(("in", currency.lower()) if currency else ())])


def _scale(interval: Interval | None, length: timedelta | None) -> tuple[Interval, timedelta]:
    """Return interval and window, each chosen by the other where it was not said.

    Raises
    ------
    UnknownName
        what="interval-fit", with the nearest ones that fit, for more candles than a picture can show.
    """
    if interval is None and length is None:
        return DEFAULT
    if interval is None:
        assert length is not None
        fitting = [i for i in Interval if length / i.length <= WIDEST_USUAL]
        return (fitting or [Interval.W1])[0], length
    if length is None:
        return interval, USUAL_CANDLES * interval.length
    if length / interval.length > MOST_CANDLES:
        shorter = [i.value for i in Interval if length / i.length <= MOST_CANDLES]
        raise UnknownName("interval-fit", interval.value, shorter[:2], "chart sol 4h 30d")
    return interval, max(length, 2 * interval.length)
