"""watch — a list of coins to look at, with what they did today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from bot.ask import Ask
from bot.command import Effect, command
from bot.params.base import Named
from bot.params.choices import WATCHING
from bot.params.coins import CoinsKind
from bot.speaking.market import change_figure, price_figure, quote_origins
from bot.speaking.reply import Button, Cell, Part, Reply, Table
from core.kernel.errors import Missing
from core.market.model import Coin
from core.market.quotes import Quote

Action = Annotated[str, WATCHING, Named("action")]
Coins = Annotated[tuple[Coin, ...], CoinsKind(), Named("coins")]


@dataclass(frozen=True, slots=True)
class Watched:
    """What happened to the list (`action`, and the coins it really changed), and the list itself with prices."""

    action: str
    changed: tuple[Coin, ...]
    coins: tuple[Coin, ...]
    quotes: tuple[Quote, ...]
    missing: tuple[Coin, ...] = ()


def show_watched(ask: Ask, watched: Watched) -> Reply:
    say = ask.say
    names = tuple(c.symbol for c in watched.changed)
    if watched.action == "list":
        if not watched.coins:
            return Reply((say.text("watch-empty", Part.ANSWER), say.text("watch-how")))
        return Reply((say.text("watch-list", Part.ANSWER, n=len(watched.coins)), *_prices(ask, watched)))
    key = f"watch-{watched.action}" if watched.changed else f"watch-{watched.action}-nothing"
    opposite = "remove" if watched.action == "add" else "add"
    undo = Button(say.line("button-undo"), f"watch {opposite} {' '.join(n.lower() for n in names)}")
    shown = Button(say.line("button-list"), "watch list")
    return Reply((say.text(key, Part.ANSWER, coins=names),), (undo, shown) if names else (shown,))


def _prices(ask: Ask, watched: Watched) -> list[Table | object]:
    say = ask.say
    rows = tuple(
        (
            Cell(q.coin.symbol),
            say.cell(price_figure(q)),
            say.cell(change) if (change := change_figure(q)) else Cell(say.line("label-unknown")),
        )
        for q in watched.quotes
    )
    currency = watched.quotes[0].currency if watched.quotes else ""
    blocks: list[Table | object] = []
    if rows:
        blocks.append(Table((say.line("column-coin"), currency, say.line("column-24h")), rows, frozenset({1, 2})))
    if watched.missing:
        blocks.append(say.text("watch-unpriced", coins=tuple(c.symbol for c in watched.missing)))
    if watched.quotes:
        blocks.append(say.source(quote_origins(watched.quotes)))
    return blocks


def _implied(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"action": "add" if "coins" in values else "list"}


@command(
    effect=Effect.WRITE,
    show=show_watched,
    topic="watch",
    examples=("watch add arb", "watch"),
    aliases=("w", "watchlist"),
)
async def watch(ask: Ask, action: Action, coins: Coins = ()) -> Watched:
    """Add, remove or list."""
    watching = ask.services.watching
    if action == "list":
        listed = await watching.of(ask.person.id)
        quotes = await _quoted(ask, listed)
        return Watched("list", (), listed, quotes, tuple(c for c in listed if c not in {q.coin for q in quotes}))
    if not coins:
        raise Missing("coin", "", (), f"watch {action} arb")
    change = watching.add if action == "add" else watching.remove
    changed = await change(ask.person.id, coins)
    return Watched(action, changed, await watching.of(ask.person.id), ())


async def _quoted(ask: Ask, coins: Sequence[Coin]) -> tuple[Quote, ...]:
    if not coins:
        return ()
    return await ask.services.desk.quotes(coins, ask.person.preferences.currency, asked=False)
