"""What is done when nobody can be reached: the rule pauses, and its owner is told when they are next seen."""

import json
from datetime import datetime

from core.delivery.model import Notice
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
        paused = None if refused is None else await refused(work, each)
        whom = each.person_id if paused is None else paused.person_id
        if whom is not None:
            facts = {"reason": reason, "rule": None if paused is None else paused.rule}
            await work.asides.add(whom, UNDELIVERED, json.dumps(facts), now)
