"""The deliverer: claim → send → mark. What is claimed and never marked is claimed again when its lease is over."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic

from core.delivery.defect_notices import DEFECT, DefectNotices
from core.delivery.giving_up import nobody_was_reached
from core.delivery.holding import Holding
from core.delivery.model import Attempt, Notice, NoticeState, Outcome, Where
from core.delivery.ports import Courier, Refused, Store, Work
from core.delivery.verdict import End, Verdict, verdict
from core.kernel.bus import Bus
from core.kernel.chance import Chance
from core.kernel.clock import MarketClock, RealClock
from core.kernel.errors import Unavailable

log = logging.getLogger(__name__)

TOPIC = "outbox"
_UNMARKED_PAUSE_S = 1.0
# A night's alerts are held in portions: nobody else shall wait for the end of it.
_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class DeliveryPolicy:
    """Real seconds: a notice is leased for `lease_s`, its courier may take `send_within_s` of them, and the outbox is
    looked into at least every `look_s`. `at_once` notices, each to somebody else, are on their way at a time; `holding`
    says what waits."""

    lease_s: float = 60.0
    send_within_s: float = 45.0
    look_s: float = 1.0
    at_once: int = 32
    holding: Holding = field(default_factory=Holding)

    def __post_init__(self) -> None:
        if not 0 < self.send_within_s < self.lease_s:
            raise ValueError("a lease outlasts the sending")


@dataclass(frozen=True, slots=True)
class Clocks:
    """What is due goes by the market's clock, leases and tries by the real one."""

    market: MarketClock
    real: RealClock


class Deliverer(Generic[Work]):
    """Empties the outbox. One recipient's notices go one after the other; a slow or broken one delays nobody else's.
    `refused` is told what nobody can be reached with."""

    def __init__(
        self,
        store: Store[Work],
        courier: Courier,
        clocks: Clocks,
        chance: Chance,
        policy: DeliveryPolicy | None = None,
        refused: Refused[Work] | None = None,
    ) -> None:
        self._store, self._courier, self._clocks, self._chance = store, courier, clocks, chance
        self._refused = refused
        self._policy = policy or DeliveryPolicy()
        self._defects = DefectNotices(store, clocks.market, clocks.real, chance)
        # What is on its way, under the newest lease: after a leap of the clock a notice may be claimed a second time.
        self._leased: dict[int, Notice] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._stirred = asyncio.Event()
        self._stopping = False

    async def run_once(self) -> int:
        """Send what is due now and wait until it is marked; return how many notices were tried."""
        claimed = await self._claim()
        await asyncio.gather(*(self._deliver(notice) for notice in claimed))
        return len(claimed)

    async def run(self, bus: Bus) -> None:
        """Send what is due as it comes, until `stop`: woken by the bus, and by the clock where nobody wakes it."""
        with bus.listen(TOPIC) as hints:
            listening = asyncio.create_task(self._listen(hints))
            try:
                while not self._stopping:
                    self._stirred.clear()
                    await self._start_what_is_due()
                    await self._pause()
                await self._all_marked()
            except asyncio.CancelledError:
                for task in self._tasks:
                    task.cancel()
                await self._all_marked()
                raise
            finally:
                listening.cancel()

    def stop(self) -> None:
        """Claim no more and hand back what is not yet on its way; `run` returns when the rest is marked."""
        self._stopping = True
        self._stirred.set()

    async def _listen(self, hints: AsyncIterator[str]) -> None:
        async for _ in hints:
            self._stirred.set()

    async def _start_what_is_due(self) -> None:
        try:
            claimed = await self._claim()
        except Unavailable as error:
            log.warning("the outbox does not answer: %s", error)
            return
        for notice in claimed:
            task = asyncio.create_task(self._deliver(notice))
            self._tasks.add(task)
            task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a notice stays leased until its lease is over", exc_info=error)
        # Its recipient's next notice is claimable now.
        self._stirred.set()

    async def _all_marked(self) -> None:
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def _pause(self) -> None:
        """Wait for a hint, for a place that is free again, or for the next look."""
        waits = {
            asyncio.ensure_future(self._stirred.wait()),
            asyncio.ensure_future(self._clocks.real.sleep(self._policy.look_s)),
        }
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    async def _claim(self) -> list[Notice]:
        """Lease as many as there are places free, and hold what is not to be said now."""
        free = self._policy.at_once - len(self._leased)
        if free <= 0 or self._stopping:
            return []
        now, market_now = self._clocks.real.now(), self._clocks.market.now()
        async with self._store.begin() as work:
            await self._policy.holding.release(work, market_now)
            claimed = await self._sifted(work, now, market_now, free)
            await work.commit()
        new = [notice for notice in claimed if notice.id not in self._leased]
        self._leased |= {notice.id: notice for notice in claimed}
        return new

    async def _sifted(self, work: Work, now: datetime, market_now: datetime, free: int) -> list[Notice]:
        lease_until = now + timedelta(seconds=self._policy.lease_s)
        kept: list[Notice] = []
        for _ in range(_ROUNDS):
            claimed = await work.outbox.claim(now, market_now, lease_until, free - len(kept))
            # What is on its way already cannot be held any more.
            flying = [notice for notice in claimed if notice.id in self._leased]
            landed = [notice for notice in claimed if notice.id not in self._leased]
            passed = await self._policy.holding.sift(work, landed, market_now) if landed else []
            kept += [*flying, *passed]
            if len(passed) == len(landed) or len(kept) >= free:
                return kept
        self._stirred.set()
        return kept

    async def _deliver(self, notice: Notice) -> None:
        try:
            if self._stopping:
                await self._hand_back(notice)
                return
            attempt = await self._attempt(notice)
            now = self._clocks.real.now()
            await self._mark(notice, verdict(notice, attempt, now, self._chance))
        except Exception as error:
            await self._report(notice, error)
            raise
        finally:
            del self._leased[notice.id]

    async def _attempt(self, notice: Notice) -> Attempt | Exception:
        try:
            async with asyncio.timeout(self._policy.send_within_s):
                return await self._courier.deliver(notice, notice.again)
        except TimeoutError:
            return Attempt(Outcome.UNCERTAIN, reason="timeout")
        except Exception as error:
            # A message that cannot be said must not stand in the way of those that can.
            log.exception("notice %d (%s) failed", notice.id, notice.kind)
            await self._report(notice, error)
            return error

    async def _report(self, notice: Notice, error: Exception) -> None:
        # That a defect cannot be told is not told: it would fail of the same.
        if notice.kind != DEFECT:
            await self._defects.report(Where.DELIVERY, notice.kind, error)

    async def _mark(self, notice: Notice, found: Verdict) -> None:
        """Write down what became of it. While the store does not answer it is tried until the lease is over; then
        the notice counts as one that may have arrived."""
        while True:
            leased = self._leased[notice.id]
            try:
                async with self._store.begin() as work:
                    counted = await self._write(work, leased, found)
                    await work.commit()
            except Unavailable as error:
                log.warning("what became of notice %d could not be written: %s", notice.id, error)
                if leased.lease_until is None or self._clocks.real.now() >= leased.lease_until:
                    return
                await self._clocks.real.sleep(_UNMARKED_PAUSE_S)
                continue
            if not counted:
                log.warning("the lease of notice %d was lost; whoever has it now marks it", notice.id)
            return

    async def _write(self, work: Work, notice: Notice, found: Verdict) -> bool:
        now, reason = self._clocks.real.now(), found.reason or ""
        if found.state is NoticeState.SENT:
            return await work.outbox.mark_sent(notice, found.platform_id, now)
        if found.next_try_at is None:
            return await self._give_up(work, notice, found, now)
        if found.state is NoticeState.WAITING:
            return await work.outbox.mark_waiting(notice, found.next_try_at, reason)
        return await work.outbox.mark_uncertain(notice, found.next_try_at, reason)

    async def _give_up(self, work: Work, notice: Notice, found: Verdict, now: datetime) -> bool:
        reason = found.reason or ""
        if notice.is_bundle and found.end is End.POISON:
            return await work.held.scatter(notice, reason, now)
        counted = await work.outbox.mark_dead(notice, reason, now)
        if counted:
            await work.audit.append(now, notice.person_id, "notice-dead", f"{notice.kind} {notice.id}", reason)
            if found.end is End.REFUSED:
                await nobody_was_reached(work, notice, reason, self._clocks.market.now(), self._refused)
        return counted

    async def _hand_back(self, notice: Notice) -> None:
        async with self._store.begin() as work:
            await work.outbox.release(notice)
            await work.commit()
