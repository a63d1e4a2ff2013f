"""depth — the order book around the price: spread, and what rests within 1 % on both sides."""

import asyncio
from collections.abc import Iterator, Sequence
from typing import Annotated

from bot.ask import Ask
from bot.command import Effect, command
from bot.params.base import AT, Named
from bot.params.choices import VenuesKind
from bot.params.coins import CoinsKind
from bot.speaking.drawings import DepthDrawing, Heading
from bot.speaking.market import file_word, joined, mode_tag
from bot.speaking.reply import Button, Chart, Part, PublicReply, Text, Tone
from bot.speaking.say import Age, Fact
from core.kernel.errors import OverBudget
from core.kernel.figures import Figure, FigureName, Origin
from core.market.depth import Depth, DepthSide
from core.market.model import Coin

MOST_BOOKS = 4

Coins = Annotated[tuple[Coin, ...], CoinsKind(), Named("coins")]
Venues = Annotated[tuple[str, ...], VenuesKind(), Named("at", AT)]


async def show_depth(ask: Ask, depths: Sequence[Depth]) -> PublicReply:
    say, word = ask.say, ask.services.catalogue.word_for(depths[0].coin)
    buttons = (Button(say.line("button-price"), f"price {word}"), Button(say.line("button-chart"), f"chart {word}"))
    tone = Tone.STALE if any(depth.stale for depth in depths) else Tone.ANSWER
    return PublicReply(tuple([await _chart(ask, depth) for depth in depths]), buttons, tone=tone)


async def _chart(ask: Ask, depth: Depth) -> Chart:
    say, origin = ask.say, Origin(depth.venue, depth.at, depth.stale)
    bids, asks = _side(ask, depth, depth.bids, "depth-bids", "-1%"), _side(ask, depth, depth.asks, "depth-asks", "+1%")
    lines = (_headline(ask, depth, origin), bids, asks, *_silent(ask, depth), say.source((origin,), moment=True))
    png = await ask.painter.paint(_drawing(ask, depth, bids, asks))
    return Chart(png, f"depth-{file_word(depth.coin.symbol)}", joined(lines, "\n"), say.line("alt-depth"))


def _headline(ask: Ask, depth: Depth, origin: Origin) -> Text:
    say, symbol = ask.say, depth.coin.symbol
    facts: dict[str, Fact] = {
        "coin": symbol,
        "price": Figure(FigureName.PRICE, symbol, depth.middle, depth.currency, origin),
        "spread": Figure(FigureName.SPREAD, symbol, depth.spread, depth.currency, origin),
        "share": _share(depth),
    }
    if depth.stale:
        return say.text("depth-stale", Part.ANSWER, **facts, mark=say.mark("STALE"), age=Age(depth.at))
    return say.text("depth", Part.ANSWER, **facts)


def _share(depth: Depth) -> Figure:
    """Return the spread as a part of the price."""
    origin = Origin(depth.venue, depth.at, depth.stale)
    return Figure(FigureName.SPREAD, depth.coin.symbol, depth.spread_share, "fraction", origin)


def _silent(ask: Ask, depth: Depth) -> Iterator[Text]:
    for venue in depth.silent:
        yield ask.say.text("price-silent", venue=ask.say.source_name(venue), answered=ask.say.source_name(depth.venue))


def _side(ask: Ask, depth: Depth, side: DepthSide, key: str, window: str) -> Text:
    origin = Origin(depth.venue, depth.at, depth.stale)
    symbol = depth.coin.symbol
    base = Figure(FigureName.DEPTH, symbol, side.base, symbol, origin, window)
    quote = Figure(FigureName.DEPTH, symbol, side.quote, depth.currency, origin, window)
    return ask.say.text(key if side.whole else f"{key}-least", base=base, quote=quote)


def _drawing(ask: Ask, depth: Depth, bids: Text, asks: Text) -> DepthDrawing:
    say = ask.say
    heading = Heading(
        title=f"{depth.coin.symbol}/{depth.currency}",
        figure=f"{say.digits.price(depth.middle)} {depth.currency}",
        change="",
        sign=0,
        window=say.text("depth-spread", share=_share(depth)).text,
        detail=say.line("depth-detail", venue=say.source_name(depth.venue), at=depth.at),
        **mode_tag(ask.mode),
    )
    return DepthDrawing(
        heading,
        depth.book.bids,
        depth.book.asks,
        bids.text,
        asks.text,
        say.digits.price,
        say.digits.rough,
        ask.theme,
    )


@command(
    effect=Effect.READ,
    show=show_depth,
    topic="market",
    examples=("depth eth", "depth btc at kraken"),
)
async def depth(ask: Ask, coins: Coins, venues: Venues = ()) -> Sequence[Depth]:
    """Read one book a coin."""
    if len(coins) > MOST_BOOKS:
        raise OverBudget("charts", str(MOST_BOOKS))
    venue = venues[0] if venues else None
    return await asyncio.gather(*(ask.services.desk.depth(coin, venue) for coin in coins))
