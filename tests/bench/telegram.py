"""Telegram: from an update that is due to its answer, over real HTTP, beside python-telegram-bot alone.

The stand-in runs in this process and each bot in one of its own, so that neither pays for the other.
"""

import asyncio
import signal
import sys
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from adapters.clock import SystemClock
from tests.bench.children import ROOT
from tests.bench.figures import Figure, Run, percentile
from tests.stand_ins.telegram import StandInTelegram
from tests.stand_ins.telegram_rules import Upload
from tests.stand_ins.telegram_server import Call
from tests.stand_ins.telegram_world import User

PEOPLE = 200
PACE = 30.0
PATIENCE_S = 60.0


class TimedTelegram(StandInTelegram):
    """Notes when each chat was answered."""

    def __init__(self) -> None:
        super().__init__(SystemClock())
        self.answered_at: dict[int, list[float]] = {}
        self.count = 0
        self._wanted, self._reached = 0, asyncio.Event()

    async def answers(self, count: int) -> None:
        """Return when `count` answers have come since the beginning."""
        self._wanted, self._reached = count, asyncio.Event()
        if self.count < count:
            async with asyncio.timeout(PATIENCE_S):
                await self._reached.wait()

    async def _do(self, call: Call, files: Mapping[str, Upload]) -> Any:
        result = await super()._do(call, files)
        if call.method == "sendMessage" and call.chat is not None:
            self.answered_at.setdefault(call.chat, []).append(time.perf_counter())
            self.count += 1
            if self.count >= self._wanted:
                self._reached.set()
        return result


async def figures(run: Run) -> AsyncIterator[Figure]:
    paced, burst = run.times(180, 90), run.times(1_000, 300)
    took = {kind: await _measured(run, kind, paced, burst) for kind in ("bare", "ours")}
    (bare, bare_rate), (ours, ours_rate) = took["bare"], took["ours"]
    p95 = {kind: percentile(times, 95) * 1000 for kind, times in (("ours ms", ours), ("bare ms", bare))}
    yield Figure("telegram.p50 at 30/s", percentile(ours, 50) * 1000, "ms")
    yield Figure("telegram.p95 at 30/s / bare", p95["ours ms"] / p95["bare ms"], "×", at_most=2.0, parts=p95)
    rates = {"ours": ours_rate, "bare": bare_rate}
    yield Figure("telegram.throughput", ours_rate, "updates/s", at_least=200.0, parts=rates)


async def _measured(run: Run, kind: str, paced: int, burst: int) -> tuple[Sequence[float], float]:
    """Return the seconds from due to answer at 30/s, and how many updates a second are answered when all wait."""
    async with TimedTelegram() as api, _bot(kind, api, run.room(kind)):
        people = [api.user(f"P{n}") for n in range(PEOPLE)]
        # Who is new is welcomed first, which is not measured; nor is what is imported at a first answer.
        await _say(api, people[:1], 1, 0.0)
        await _say(api, people, PEOPLE, 0.0)
        taken = await _say(api, people, paced, 1 / PACE)
        started = time.perf_counter()
        await _say(api, people, burst, 0.0)
        return taken, burst / (time.perf_counter() - started)


async def _say(api: TimedTelegram, people: Sequence[User], count: int, apart_s: float) -> list[float]:
    """Let the people ask in turn, `apart_s` seconds apart; return how long after it was due each got an answer."""
    before = api.count
    heard = {user.id: len(api.answered_at.get(user.id, ())) for user in people}
    begin = time.perf_counter()
    due = [(people[n % len(people)].id, begin + n * apart_s) for n in range(count)]
    for n, (_, at) in enumerate(due):
        await asyncio.sleep(max(0.0, at - time.perf_counter()))
        api.says(people[n % len(people)], "price btc")
    await api.answers(before + count)
    taken = []
    for user, at in due:
        taken.append(api.answered_at[user][heard[user]] - at)
        heard[user] += 1
    return taken


@asynccontextmanager
async def _bot(kind: str, api: TimedTelegram, folder: Path) -> AsyncIterator[None]:
    command = (sys.executable, "-m", "tests.bench.bots", kind, api.base_url, api.token, str(folder))
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT)
    try:
        yield
    finally:
        process.send_signal(signal.SIGKILL)
        await process.wait()
