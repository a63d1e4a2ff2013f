"""What is done when nobody can be reached: the rule pauses, and its owner is told when they are next seen. A room's
digest that the platform does not take ends: nobody's own line is kept of it, and it is not tried every day."""

import json
from datetime import datetime

from core.delivery.model import ROOM_DIGEST, Notice
from core.delivery.ports import Refused, Work

UNDELIVERED = "undelivered"
"""The kind of the aside; its facts are {"reason": "blocked", "rule": "a7" or null}."""


async def nobody_was_reached(
    work: Work, notice: Notice, reason: str, now: datetime, refused: Refused[Work] | None
) -> None:
    """Pause what a notice (of a bundle: each in it) came from, and keep a line for its person's next answer."""
    if notice.door is not None:
        return  # a copy for one door alone: its person is told at the others
    for each in await work.held.inside(notice) if notice.is_bundle else (notice,):
        if each.kind == ROOM_DIGEST:
            await _end_digest(work, each)
        paused = None if refused is None else await refused(work, each)
        whom = each.person_id if paused is None else paused.person_id
        if whom is not None:
            facts = {"reason": reason, "rule": None if paused is None else paused.rule}
            await work.asides.add(whom, UNDELIVERED, json.dumps(facts), now)


async def _end_digest(work: Work, notice: Notice) -> None:
    digest = None if notice.room_id is None else await work.room_digests.of(notice.room_id)
    # One that was set since then is tried.
    if digest is not None and digest.set_at <= notice.made_at:
        await work.room_digests.end(digest.holder)
