"""What a question costs from the door inwards: prices from memory, words completed, a hundred at once."""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import date
from itertools import product
from pathlib import Path

from adapters.assemble import Application, assemble
from adapters.settings import Market, MarketKind, Settings
from adapters.settings.groups import VenueUrls
from bot.commands import COMMANDS
from bot.params.base import Vocabulary
from bot.ports import Heard
from core.market.model import Listing, Pair
from core.people.model import Identity
from tests.bench.figures import Figure, Run, percentile
from tests.stand_ins.venue_world import PAIRS, World
from tests.stand_ins.venues import StandInVenue

AT_ONCE = 100
# About what four venues list together.
LISTED = 4_000
PREFIXES = ("b", "bt", "eth", "sol", "do", "doge", "bitc", "ethr", "x", "sh", "ca", "car", "lnk", "ava", "near")
LETTERS = "ABCDEFGHIJKLMNOP"


async def figures(run: Run) -> AsyncIterator[Figure]:
    simulated = Settings(market=Market(MarketKind.SIMULATED), data_dir=run.room("answering"))
    application = await assemble(simulated, False)
    try:
        taken = await _asked(application, "price btc", run.times(400, 100))
        yield Figure("price.p50", percentile(taken, 50), "ms")
        yield Figure("price.p95", percentile(taken, 95), "ms", at_most=50.0)
        taken = await _asked(application, "price bitcoin ether in eur", run.times(200, 50))
        yield Figure("price.two-in-euros-p95", percentile(taken, 95), "ms", at_most=50.0)
        yield Figure("suggest.p95", percentile(_suggested(application, run.times(4, 1)), 95), "ms", at_most=300.0)
    finally:
        await application.close()
    yield await _at_once(run.room("at-once"))


async def _asked(application: Application, words: str, times: int) -> list[float]:
    """Return how many milliseconds each answer took; the first, which learns what is listed, is not among them."""
    heard = Heard(words, Identity("local", "owner"), trusted=True)
    taken = []
    for _ in range(times + 1):
        started = time.perf_counter()
        told = await application.door.hear(heard)
        taken.append((time.perf_counter() - started) * 1000)
        if told.to_person is None or not told.to_person.figures:
            raise RuntimeError(f"{words!r} got no figure")
    return taken[1:]


def _suggested(application: Application, rounds: int) -> list[float]:
    """Return how many milliseconds every kind of parameter of every command takes to complete each prefix."""
    catalogue = application.services.catalogue
    names = ("".join(letters) for letters in product(LETTERS, repeat=4))
    catalogue.learn([Listing("binance", Pair(name, "USDT")) for name, _ in zip(names, range(LISTED), strict=False)])
    vocabulary = Vocabulary(catalogue, {}, today=date(2026, 1, 1))
    taken = []
    kinds = [param.kind for command in COMMANDS for param in command.params]
    for kind, prefix in product(kinds * rounds, PREFIXES):
        started = time.perf_counter()
        kind.suggest(prefix, vocabulary)
        taken.append((time.perf_counter() - started) * 1000)
    return taken


async def _at_once(folder: Path) -> Figure:
    """A hundred people ask one venue for the same price in one moment; count what it is asked."""
    async with StandInVenue("binance", World(PAIRS)) as binance:
        live = Settings(
            market=Market(MarketKind.LIVE),
            venues=("binance",),
            venue_urls=VenueUrls(binance=binance.base_url),
            venue_streams=False,
            data_dir=folder,
        )
        application = await assemble(live, False)
        try:
            await _asked(application, "price eth", 1)
            before = binance.asked
            heard = Heard("price btc", Identity("local", "owner"), trusted=True)
            told = await asyncio.gather(*(application.door.hear(heard) for _ in range(AT_ONCE)))
            calls = binance.asked - before
        finally:
            await application.close()
    answered = sum(bool(each.to_person and each.to_person.figures) for each in told)
    parts = {"asked": float(AT_ONCE), "answered": float(answered)}
    return Figure("price.calls-for-100-at-once", calls, "calls", at_most=1.0, parts=parts)
