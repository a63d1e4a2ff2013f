"""A million rules on disk: how long they take to load when the service starts, and how much room while they wait."""

import gc
import os
import time
from collections.abc import AsyncIterator

from adapters.bus import AsyncioBus
from adapters.storage.address import sqlite_address
from adapters.storage.engine import open_database
from adapters.storage.migrate import upgrade
from tests.bench.children import resident_mb
from tests.bench.figures import Figure, Run
from tests.bench.watching import fill, watching

RULES = 1_000_000
_ROOM_MB = 120.0


async def figures(run: Run) -> AsyncIterator[Figure]:
    file, rules = run.room("loading") / "candlewick.db", run.times(RULES, RULES // 10)
    await upgrade(sqlite_address(file))
    database = open_database(sqlite_address(file))
    try:
        await fill(database, file, rules)
        watcher, *_ = watching(database, AsyncioBus())
        gc.collect()
        before, started = resident_mb(os.getpid()), time.perf_counter()
        await watcher.open()
        loaded_s = time.perf_counter() - started
        gc.collect()
        room_mb = resident_mb(os.getpid()) - before
        yield Figure(f"alerts.load-{rules}-rules", loaded_s, "s")
        parts = {"bytes a rule": room_mb * 1e6 / len(watcher)}
        yield Figure(f"alerts.memory-{rules}-rules", room_mb, "MB", at_most=_ROOM_MB, parts=parts)
    finally:
        await database.close()
