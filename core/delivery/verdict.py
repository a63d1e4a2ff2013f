"""What becomes of a notice after one attempt: pure, so that every case can be tried.

Sent is done, refused is dead. What certainly did not arrive is tried again for as long as it takes: an alert that was
due is never lost. What may have arrived is said again under its label, and not for ever; so is what the courier failed
of, since nobody knows how far it came.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from core.delivery.model import Attempt, Notice, NoticeState, Outcome
from core.kernel.chance import Chance

# A minute first. A platform that leaves even the labelled repeat unanswered is down for longer, and a third copy under
# its label is better than none.
AGAIN_AFTER_S = (60.0, 600.0, 3600.0)
POISON_TRIES = 3
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 300.0
# Clocks differ a little: a try that comes a moment early would earn another pause.
_GRACE_S = (0.05, 1.0)

_TALLY = re.compile(r" \((?:uncertain (\d+))?(?:, )?(?:failed (\d+))?\)$")


class End(StrEnum):
    """Why a dead notice is dead: nobody can be reached with it, nobody knows if they were, or it cannot be said."""

    REFUSED = "refused"
    UNCERTAIN = "uncertain"
    POISON = "poison"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where the notice goes now: SENT, WAITING, UNCERTAIN or DEAD; `next_try_at` (real clock) when it goes on, `end`
    when it does not."""

    state: NoticeState
    reason: str | None = None
    next_try_at: datetime | None = None
    platform_id: str | None = None
    end: End | None = None


@dataclass(frozen=True, slots=True)
class _Tally:
    """How often a notice may have arrived, and how often its courier failed of it; written behind its reason."""

    uncertain: int = 0
    failed: int = 0

    @classmethod
    def read(cls, reason: str | None) -> "_Tally":
        found = _TALLY.search(reason or "")
        return cls(*(int(count or 0) for count in found.groups())) if found else cls()

    def behind(self, reason: str) -> str:
        counts = {"uncertain": self.uncertain, "failed": self.failed}
        told = ", ".join(f"{name} {count}" for name, count in counts.items() if count)
        return f"{reason} ({told})" if told else reason


def verdict(notice: Notice, attempt: Attempt | Exception, now: datetime, chance: Chance) -> Verdict:
    """Return what becomes of `notice` after `attempt`, or after what its courier raised, that ended at `now` (real)."""
    tally = _Tally.read(notice.reason)
    if isinstance(attempt, Exception):
        return _failed(tally, attempt, now, chance)
    reason = attempt.reason or attempt.outcome.value
    match attempt.outcome:
        case Outcome.SENT:
            return Verdict(NoticeState.SENT, platform_id=attempt.platform_id)
        case Outcome.REFUSED:
            return Verdict(NoticeState.DEAD, reason, end=End.REFUSED)
        case Outcome.RETRY:
            wait_s = _wait_s(notice.tries, attempt.retry_after_s, chance)
            return Verdict(NoticeState.WAITING, tally.behind(reason), now + timedelta(seconds=wait_s))
        case Outcome.UNCERTAIN:
            return _uncertain(tally, reason, now)


def _uncertain(tally: _Tally, reason: str, now: datetime) -> Verdict:
    told = replace(tally, uncertain=tally.uncertain + 1)
    if tally.uncertain >= len(AGAIN_AFTER_S):
        return Verdict(NoticeState.DEAD, told.behind(reason), end=End.UNCERTAIN)
    again_at = now + timedelta(seconds=AGAIN_AFTER_S[tally.uncertain])
    return Verdict(NoticeState.UNCERTAIN, told.behind(reason), again_at)


def _failed(tally: _Tally, error: Exception, now: datetime, chance: Chance) -> Verdict:
    told = replace(tally, failed=tally.failed + 1)
    reason = told.behind(type(error).__name__)
    if told.failed >= POISON_TRIES:
        return Verdict(NoticeState.DEAD, reason, end=End.POISON)
    return Verdict(NoticeState.UNCERTAIN, reason, now + timedelta(seconds=_wait_s(told.failed, None, chance)))


def _wait_s(tries: int, retry_after_s: float | None, chance: Chance) -> float:
    """Seconds to wait: what the platform named, never less; else twice as long each time, with jitter."""
    if retry_after_s is not None:
        return max(0.0, retry_after_s) + chance.uniform(*_GRACE_S)
    pause_s = min(FIRST_PAUSE_S * 2.0 ** min(tries - 1, 30), LONGEST_PAUSE_S)
    return chance.uniform(pause_s / 2, pause_s)
