"""Start-up: help, everything plugged together, the first answer of a demo, ready again after kill -9."""

import asyncio
import statistics
import subprocess
import time
from collections.abc import AsyncIterator
from pathlib import Path

from tests.bench.children import bot, cost_until, seconds_until_ready, service, surroundings
from tests.bench.figures import Figure, Run, middle
from tests.loopback import free_port


async def figures(run: Run) -> AsyncIterator[Figure]:
    yield _help(run)
    async for figure in _plugged(run):
        yield figure
    costs = [
        cost_until(bot("demo", "--web-port", "0"), run.room(f"demo-{n}"), b"price btc\n", b"BTC ")
        for n in range(run.times(3, 1))
    ]
    yield Figure("start.first-answer", statistics.median(c.wall_s for c in costs), "s", at_most=3.0)
    yield Figure("start.first-answer-cpu", statistics.median(c.cpu_s for c in costs), "CPU s", at_most=3.0)
    yield await asyncio.to_thread(_after_a_kill, run)


def _help(run: Run) -> Figure:
    def ask() -> None:
        subprocess.run(bot("--help"), env=surroundings(run.folder), stdout=subprocess.DEVNULL, check=True)

    return Figure("start.help", middle(ask, run.times(7, 3)), "s", at_most=0.3)


async def _plugged(run: Run) -> AsyncIterator[Figure]:
    """Import and plug together, first with an empty folder, then with the one that is there."""
    folder = run.room("plugged")
    yield Figure("start.assemble-first", await _plug(folder), "s")
    yield Figure("start.assemble-again", await _plug(folder), "s")


async def _plug(folder: Path) -> float:
    started = time.perf_counter()
    from adapters.assemble import assemble
    from adapters.settings import Market, MarketKind, Settings

    application = await assemble(Settings(market=Market(MarketKind.SIMULATED), data_dir=folder), False)
    took = time.perf_counter() - started
    await application.close()
    return took


def _after_a_kill(run: Run) -> Figure:
    """Prices are collected, the process dies, and another one takes over its folder."""
    folder, port = run.room("killed"), free_port()
    with service(folder, port, "--market", "simulated") as first:
        seconds_until_ready(first, port, time.perf_counter())
    started = time.perf_counter()
    with service(folder, port, "--market", "simulated") as second:
        return Figure("start.ready-after-kill", seconds_until_ready(second, port, started), "s", at_most=5.0)
