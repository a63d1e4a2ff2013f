"""What is not said at once: quiet hours, the hourly limit, what piled up. Decided when it would be said.

Everything here happens inside the transaction in which notices are claimed. Held notices are told together as a bundle,
a notice of its own whose contents never change: a repeat of it says exactly what it said before. Where quiet hours
begin before a bundle could be sent it is held as it is, unless something in it may be said in them.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from core.delivery.model import HELD, NewNotice, Notice, Priority, Why
from core.delivery.ports import DeliveryWork
from core.delivery.quiet import QuietHours
from core.market.model import to_ms

# A message that could not be sent, and so many alerts behind it, become one.
PILE = 2


@dataclass(frozen=True, slots=True)
class Holding:
    """`alerts_an_hour`: more are held until the full hour (UTC), and arrive together."""

    alerts_an_hour: int = 30

    async def release(self, work: DeliveryWork, now: datetime) -> None:
        """Make a bundle of whatever of a recipient's is held no longer, and let bundles go as they are; quiet hours
        that have begun, or were changed, meanwhile hold on."""
        over = await work.held.over(now)
        if not over:
            return
        quiet = await work.quiet.of({notice.recipient for notice in over})
        for recipient, group in groupby(over, key=lambda notice: notice.recipient):
            theirs, hours = list(group), quiet.get(recipient)
            until = None if hours is None else hours.until(now)
            if hours is not None and until is not None:
                passing = [n for n in theirs if await _passes(work, n, hours)]
                await work.held.hold_on([n for n in theirs if n not in passing], until, Why.QUIET)
                theirs = passing
            await work.held.let_go([n for n in theirs if n.is_bundle])
            if loose := [n for n in theirs if not n.is_bundle]:
                await work.held.bundle(loose, bundle_of(loose, now))

    async def sift(self, work: DeliveryWork, claimed: Sequence[Notice], now: datetime) -> list[Notice]:
        """Return which of the `claimed` are to be sent now; hold the others."""
        recipients = {notice.recipient for notice in claimed}
        quiet = await work.quiet.of(recipients)
        hour = now.replace(minute=0, second=0, microsecond=0)
        fresh = {n.recipient for n in claimed if _counts(n)}
        told = await work.held.passed(fresh, hour) if fresh else {}
        passed = []
        for notice in claimed:
            held = await _held(work, notice, quiet.get(notice.recipient), now)
            if held is None and _counts(notice) and told.get(notice.recipient, 0) >= self.alerts_an_hour:
                held = hour + timedelta(hours=1), Why.LIMIT
            if held is not None:
                await work.held.hold(notice, *held)
            elif not await self._piled_up(work, notice, quiet.get(notice.recipient), now):
                passed.append(notice)
        await work.held.pass_on([n for n in passed if _counts(n)], now)
        return passed

    async def _piled_up(self, work: DeliveryWork, notice: Notice, hours: QuietHours | None, now: datetime) -> bool:
        """Merge a notice that certainly did not arrive with the alerts that came due behind it."""
        if notice.priority is not Priority.ALERT or notice.tries < 2 or notice.again or notice.door is not None:
            return False
        behind = [n for n in await work.held.piled(notice, now) if await _held(work, n, hours, now) is None]
        if len(behind) < PILE:
            return False
        piled = await work.held.pile_up(notice, behind, now)
        await work.held.bundle(piled, bundle_of(piled, now, Why.PRESSURE))
        return True


def bundle_of(notices: Sequence[Notice], now: datetime, why: Why | None = None) -> NewNotice:
    """Return the notice that tells all of `notices` (of one recipient, in order), made `now`. It stands in the queue
    where the first of them stood."""
    first = notices[0]
    until = max((notice.held_until for notice in notices if notice.held_until is not None), default=now)
    facts = {
        "until": to_ms(until),
        "why": why or notices[-1].held_for or Why.QUIET,
        "notices": [
            {"kind": n.kind, "facts": n.facts, "due": to_ms(n.due_at), "again": n.again, "priority": n.priority}
            for n in notices
        ],
    }
    return NewNotice(
        # A notice that comes loose from its bundle has another term when it is held anew.
        key=f"{HELD}:{first.id}:{first.term}",
        kind=HELD,
        facts=json.dumps(facts),
        due_at=first.due_at,
        made_at=now,
        person_id=first.person_id,
        room_id=first.room_id,
        priority=min(notice.priority for notice in notices),
    )


def _counts(notice: Notice) -> bool:
    """Return whether a notice counts against the limit, and has not been let through before; a program has none."""
    to_people = notice.door is None and not notice.is_bundle
    return notice.priority is Priority.ALERT and to_people and notice.passed_at is None


async def _held(
    work: DeliveryWork, notice: Notice, hours: QuietHours | None, now: datetime
) -> tuple[datetime, Why] | None:
    until = None if hours is None else hours.until(now)
    if hours is None or until is None or await _passes(work, notice, hours):
        return None
    return until, Why.QUIET


async def _passes(work: DeliveryWork, notice: Notice, hours: QuietHours) -> bool:
    """Return whether a notice, or anything in a bundle, is said in the middle of quiet hours."""
    return any(map(hours.lets_through, await work.held.inside(notice) if notice.is_bundle else (notice,)))
