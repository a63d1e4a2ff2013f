"""Prices as they happen, through ccxt.pro: one connection of its own for each listener."""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from adapters.venues.asking import translated, troubles
from core.market.model import Pair

# A message that ccxt cannot read ends its reading without a word, so silence has to end the stream.
SILENCE: Final = timedelta(seconds=90)


async def happenings(
    venue_id: str, client: Any, pairs: Sequence[Pair], wishes: Mapping[str, object]
) -> AsyncGenerator[tuple[Pair, Mapping[str, Any]], None]:
    """Yield ccxt's trade structures of `pairs`, each once, and close `client` when left.

    Raises `Unavailable` when the stream breaks, or is silent for SILENCE.
    """
    symbols = {str(pair): pair for pair in pairs}
    newest: dict[str, Any] = {}
    try:
        while True:
            try:
                async with asyncio.timeout(SILENCE.total_seconds()):
                    await client.watch_trades_for_symbols(list(symbols), None, None, dict(wishes))
            except troubles() as error:
                raise translated(error, venue_id) from error
            # All pairs are looked at, not only the one that woke us: while we were away others may have come.
            for symbol, pair in symbols.items():
                for said in _since(newest, symbol, client.trades.get(symbol)):
                    yield pair, said
    finally:
        await client.close()


def _since(newest: dict[str, Any], symbol: str, trades: Any) -> list[Mapping[str, Any]]:
    """Return the trades after the newest one that was seen, oldest first, and remember the newest."""
    if not trades or trades[-1] is newest.get(symbol):
        return []
    fresh: list[Mapping[str, Any]] = []
    for said in reversed(trades):
        if said is newest.get(symbol):
            break
        fresh.append(said)
    newest[symbol] = fresh[0]
    return fresh[::-1]
