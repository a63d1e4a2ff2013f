"""Memory of a service that collects from four venues and is asked nothing."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta

from tests.bench.children import resident_mb, seconds_until_ready, service
from tests.bench.figures import Figure, Run
from tests.loopback import free_port
from tests.stand_ins.venue_world import PAIRS, World
from tests.stand_ins.venues import DIALECTS, StandInVenue

COINS = "BTC,ETH,SOL,DOGE"


async def figures(run: Run) -> AsyncIterator[Figure]:
    async with AsyncExitStack() as venues:
        # Young markets: a backfill that is soon over, so that what is measured is rest.
        world = World(PAIRS, since=datetime.now(UTC) - timedelta(days=2))
        urls: list[str] = []
        for name in DIALECTS:
            venue = await venues.enter_async_context(StandInVenue(name, world))
            urls += [f"--venue-urls-{name}", venue.base_url]
        with service(run.room("idling"), (port := free_port()), "--coins", COINS, *urls) as process:
            ready = await asyncio.to_thread(seconds_until_ready, process, port, time.perf_counter())
            yield Figure("start.ready-live", ready, "s")
            await asyncio.sleep(run.times(20, 8))
            yield Figure("memory.idle", resident_mb(process.pid), "MB", at_most=160.0)
