"""top — what rose or fell most."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from bot.ask import Ask
from bot.command import Effect, command
from bot.params.base import Named
from bot.params.choices import DIRECTION
from bot.params.money import CountKind
from bot.params.times import Window, WindowKind
from bot.speaking.market import (
    change_figure,
    coin_cell,
    fitting,
    price_cells,
    quote_origins,
    spoken,
    stale_note,
    window_text,
)
from bot.speaking.reply import Button, Cell, Part, PublicReply, Table, Tone
from core.market.movers import Direction
from core.market.quotes import DAY, Quote

Which = Annotated[str, DIRECTION, Named("direction")]
Span = Annotated[Window, WindowKind(), Named("window")]
Count = Annotated[int, CountKind(20), Named("n", ("top",))]


@dataclass(frozen=True, slots=True)
class Movers:
    """The coins that moved most over `window`, the strongest first, up to `asked`; one that went the other way is no
    mover."""

    direction: Direction
    window: timedelta
    quotes: tuple[Quote, ...]
    asked: int


def show_movers(ask: Ask, movers: Movers) -> PublicReply:
    say, quotes, window = ask.say, movers.quotes, ask.say.duration(movers.window)
    other = "losers" if movers.direction == "gainers" else "gainers"
    turned = Button(say.line(f"button-{other}"), f"top {other} {window_text(movers.window)}")
    if not quotes:
        line = say.text("top-none", Part.ANSWER, direction=movers.direction, window=window)
        return PublicReply((line,), (turned,))
    key = f"top-{movers.direction}" if len(quotes) == movers.asked else f"top-{movers.direction}-all"
    headline = say.text(key, Part.ANSWER, n=len(quotes), window=window)
    first = ask.services.catalogue.word_for(quotes[0].coin)
    return PublicReply(
        (headline, *stale_note(say, quotes), _table(ask, quotes, window), say.source(quote_origins(quotes))),
        (Button(say.line("button-chart"), f"chart {first}"), turned),
        tone=Tone.STALE if any(quote.stale for quote in quotes) else Tone.ANSWER,
        listed=tuple(ask.services.catalogue.word_for(quote.coin) for quote in quotes),
    )


def _table(ask: Ask, quotes: Sequence[Quote], window: str) -> Table:
    say = ask.say
    heading, prices = price_cells(say, quotes)
    rows = []
    for n, (quote, price) in enumerate(zip(quotes, prices, strict=True), 1):
        change = change_figure(quote)
        if change is None:
            raise ValueError(f"{quote.coin.symbol} moved by an unknown amount")
        rows.append((Cell(str(n)), coin_cell(quote.coin.symbol), price, say.cell(change)))
    called = spoken(say, "rank", "coin", "price", "change", window=window)
    return fitting(("#", say.line("column-coin"), heading, window), rows, frozenset({0, 2, 3}), called)


@command(
    effect=Effect.READ,
    show=show_movers,
    topic="market",
    examples=("top losers 24h 10", "top gainers 7d"),
)
async def top(ask: Ask, direction: Which = "gainers", window: Span | None = None, n: Count = 10) -> Movers:
    """Rank the coins we follow; gainers of the last 24 hours unless said otherwise."""
    length = window.length if window else DAY
    which: Direction = "losers" if direction == "losers" else "gainers"
    quotes = await ask.services.overview.movers(which, ask.person.preferences.currency, length, n)
    return Movers(which, length, quotes, n)
