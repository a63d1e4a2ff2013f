"""watch — a list of coins to look at, with what they did today and how far the nearest alert is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from bot.ask import Ask
from bot.command import Effect, command
from bot.params.base import Named
from bot.params.choices import WATCHING
from bot.params.coins import CoinsKind
from bot.speaking.apology import sentence
from bot.speaking.market import (
    change_cell,
    coin_cell,
    fitting,
    price_cells,
    quote_origin,
    quote_origins,
    spoken,
    stale_note,
    unknown_cell,
)
from bot.speaking.reply import Block, Button, Cell, Part, Reply, Text, Tone
from bot.speaking.say import Say
from bot.undoing import undo_button
from core.kernel.errors import Missing, Unavailable
from core.kernel.figures import Figure, FigureName
from core.market.model import Coin
from core.market.quotes import Quote

Action = Annotated[str, WATCHING, Named("action")]
Coins = Annotated[tuple[Coin, ...], CoinsKind(), Named("coins")]


@dataclass(frozen=True, slots=True)
class Watched:
    """What happened to the list (`action`, and the coins it really changed), and the list itself with prices; `silent`
    when no venue gave any. `away` is how far a coin's price must move until its person's nearest alert on it fires, by
    ticker, a signed fraction."""

    action: str
    changed: tuple[Coin, ...]
    coins: tuple[Coin, ...]
    quotes: tuple[Quote, ...]
    silent: Unavailable | None = None
    away: Mapping[str, float] = field(default_factory=dict)


def show_watched(ask: Ask, watched: Watched) -> Reply:
    say = ask.say
    if watched.action == "list":
        if not watched.coins:
            return Reply((say.text("watch-empty", Part.ANSWER), say.text("watch-how")))
        old = watched.silent is not None or any(quote.stale for quote in watched.quotes)
        tone = Tone.STALE if old else Tone.ANSWER
        headline = say.text("watch-list", Part.ANSWER, n=len(watched.coins))
        listed = tuple(ask.services.catalogue.word_for(coin) for coin in watched.coins)
        return Reply((headline, *_prices(ask, watched)), tone=tone, listed=listed)
    key = f"watch-{watched.action}" if watched.changed else f"watch-{watched.action}-nothing"
    answer = say.text(key, Part.ANSWER, coins=tuple(coin.symbol for coin in watched.changed))
    shown = Button(say.line("button-list"), "watch list")
    if not watched.changed:
        return Reply((answer,), (shown,))
    opposite = "remove" if watched.action == "add" else "add"
    words = " ".join(ask.services.catalogue.word_for(coin) for coin in watched.changed)
    return Reply((answer,), (undo_button(ask, f"watch {opposite} {words}"), shown))


def _prices(ask: Ask, watched: Watched) -> Iterator[Block]:
    say, quotes = ask.say, watched.quotes
    yield from stale_note(say, quotes)
    heading, prices = price_cells(say, quotes)
    known = {
        q.coin: (price, change_cell(say, q), _away_cell(say, q, watched.away))
        for q, price in zip(quotes, prices, strict=True)
    }
    unknown = (unknown_cell(say), unknown_cell(say), Cell(""))
    # Whoever has no alert on any of them needs no column for it.
    width = 4 if any(q.coin.symbol in watched.away for q in quotes) else 3
    rows = [(coin_cell(coin.symbol), *known.get(coin, unknown))[:width] for coin in watched.coins]
    columns = (say.line("column-coin"), heading, say.line("column-24h"), say.line("column-alert"))
    called = spoken(say, "coin", "price", "change", "alert", window=columns[2])
    yield fitting(columns[:width], rows, frozenset(range(1, width)), called[:width])
    if watched.silent is not None:
        yield Text(rest=sentence(watched.silent, say))
    if quotes:
        yield say.source(quote_origins(quotes))


def _away_cell(say: Say, quote: Quote, away: Mapping[str, float]) -> Cell:
    """Return a table's cell with how far the nearest alert is, an empty one where there is none."""
    far = away.get(quote.coin.symbol)
    if far is None:
        return Cell("")
    return say.cell(Figure(FigureName.CHANGE, quote.coin.symbol, far, "fraction", quote_origin(quote)))


def _implied(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"action": "add" if "coins" in values else "list"}


@command(
    effect=Effect.WRITE,
    show=show_watched,
    topic="watch",
    examples=("watch add arb", "watch"),
    aliases=("w",),
    implied=_implied,
)
async def watch(ask: Ask, action: Action = "list", coins: Coins = ()) -> Watched:
    """Add, remove or list."""
    watching = ask.services.watching
    if action == "list":
        return await _listed(ask, await watching.of(ask.person.id))
    if not coins:
        raise Missing("coin", "", (), f"watch {action} arb")
    change = watching.add if action == "add" else watching.remove
    changed = await change(ask.person.id, coins)
    return Watched(action, changed, await watching.of(ask.person.id), ())


async def _listed(ask: Ask, coins: tuple[Coin, ...]) -> Watched:
    """Return the list with the prices there are: that no venue answers hides no coin."""
    try:
        quotes = await ask.services.desk.glance(coins, ask.person.preferences.currency) if coins else ()
    except Unavailable as error:
        return Watched("list", (), coins, (), error)
    away = await ask.services.nearest(ask.person) if quotes else {}
    return Watched("list", (), coins, quotes, away=away)
