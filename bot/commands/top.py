"""top — what rose or fell most."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from bot.ask import Ask
from bot.command import Effect, command
from bot.params.base import Named
from bot.params.choices import DIRECTION
from bot.params.money import CountKind
from bot.params.times import Window, WindowKind
from bot.speaking.market import change_figure, price_figure, quote_origins
from bot.speaking.reply import Button, Cell, Part, PublicReply, Table
from core.market.movers import Direction
from core.market.quotes import DAY, Quote

Which = Annotated[str, DIRECTION, Named("direction")]
Span = Annotated[Window, WindowKind(), Named("window")]
Count = Annotated[int, CountKind(20), Named("n", ("top",))]


@dataclass(frozen=True, slots=True)
class Movers:
    """The coins that moved most over `window`, the strongest first; one that went the other way is no mover."""

    direction: Direction
    window: timedelta
    quotes: tuple[Quote, ...]


def show_movers(ask: Ask, movers: Movers) -> PublicReply:
    say, window = ask.say, ask.say.duration(movers.window)
    other = "losers" if movers.direction == "gainers" else "gainers"
    turned = Button(say.line(f"button-{other}"), f"top {other}")
    if not movers.quotes:
        line = say.text("top-none", Part.ANSWER, direction=movers.direction, window=window)
        return PublicReply((line,), (turned,))
    currencies = {q.currency for q in movers.quotes}
    heading = currencies.pop() if len(currencies) == 1 else say.line("column-price")
    rows = tuple(_row(ask, n, quote, heading) for n, quote in enumerate(movers.quotes, 1))
    table = Table(("#", say.line("column-coin"), heading, window), rows, frozenset({0, 2, 3}))
    headline = say.text(f"top-{movers.direction}", Part.ANSWER, n=len(rows), window=window)
    first = ask.services.catalogue.word_for(movers.quotes[0].coin)
    buttons = (Button(say.line("button-chart"), f"chart {first}"), turned)
    return PublicReply((headline, table, say.source(quote_origins(movers.quotes))), buttons)


def _row(ask: Ask, n: int, quote: Quote, heading: str) -> tuple[Cell, ...]:
    change = change_figure(quote)
    if change is None:
        raise ValueError(f"{quote.coin.symbol} moved by an unknown amount")
    price = ask.say.cell(price_figure(quote), bare=heading == quote.currency)
    return Cell(str(n)), Cell(quote.coin.symbol), price, ask.say.cell(change)


@command(
    effect=Effect.READ,
    show=show_movers,
    topic="market",
    examples=("top losers 24h 10", "top gainers 7d"),
    aliases=("movers",),
)
async def top(ask: Ask, direction: Which = "gainers", window: Span | None = None, n: Count = 10) -> Movers:
    """Rank the coins we follow; gainers of the last 24 hours unless said otherwise."""
    length = window.length if window else DAY
    which: Direction = "losers" if direction == "losers" else "gainers"
    ranked = await ask.services.overview.movers(which, ask.person.preferences.currency, length, n)
    sign = 1 if which == "gainers" else -1
    return Movers(which, length, tuple(q for q in ranked if (q.change or 0.0) * sign > 0))
