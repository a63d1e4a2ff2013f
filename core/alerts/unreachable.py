"""What becomes of a rule when nobody can be reached with what it tells: it pauses, until its owner resumes it."""

from dataclasses import replace
from typing import Protocol

from core.alerts.model import Life
from core.alerts.ports import Rules
from core.delivery.model import Notice, Paused


class RuleWork(Protocol):
    """The table that is changed here."""

    @property
    def rules(self) -> Rules: ...


async def pause_unreachable(work: RuleWork, notice: Notice) -> Paused | None:
    """Pause the rule that `notice` came from, in the transaction in which it is given up; None where there is none, or
    it is over anyway. A room's rule has no name outside its room."""
    if notice.rule_id is None:
        return None
    for rule in await work.rules.by_ids([notice.rule_id], hold=True):
        if rule.life is Life.ACTIVE:
            await work.rules.change(replace(rule, life=Life.PAUSED))
        if rule.life in {Life.ACTIVE, Life.PAUSED}:
            return Paused(rule.person_id, rule.spoken if rule.room_id is None else None)
    return None
