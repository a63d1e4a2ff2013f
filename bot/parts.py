"""The messages of one reply, sent one after the other, with an honest word on what arrived."""

from collections.abc import Awaitable, Callable

from bot.ports import Heard
from core.delivery.model import Attempt, Outcome
from core.kernel.clock import RealClock
from core.kernel.errors import Unsaid

PARTLY = "partly"
WITHOUT_FILES = "no-files"  # why an answer that was sent lacks something
LOCKED = "locked"  # why it is not where it was asked for: nothing may be written there any more
_PARTLY_S = 30.0  # how long the rest of a reply is tried, once its first message is there


async def in_order(
    count: int, send: Callable[[int], Awaitable[Attempt]], clock: RealClock, patience_s: float
) -> Attempt:
    """Send the messages 0 to `count` in order, trying again what certainly did not arrive for `patience_s` seconds of
    pauses. What arrived only in part is uncertain: the rest is never left out without a word."""
    last: str | None = None
    lacks: str | None = None
    waited, tries, number = 0.0, 0, 0
    while number < count:
        attempt = await send(number)
        if attempt.outcome is Outcome.SENT:
            last, number, tries, lacks = attempt.platform_id or "", number + 1, 0, attempt.reason or lacks
            continue
        pause = attempt.retry_after_s or min(30.0, 2.0**tries)
        patience = patience_s if last is None else max(patience_s, _PARTLY_S)
        if attempt.outcome is not Outcome.RETRY or waited + pause > patience:
            return _in_part(attempt, last)
        await clock.sleep(pause)
        waited, tries = waited + pause, tries + 1
    return Attempt(Outcome.SENT, last, lacks)


def unsaid(heard: Heard, attempt: Attempt, personal: bool) -> Unsaid | None:
    """Return why the answer to what was heard did not arrive whole; None where it did, or may have, and where its
    asker lets nothing through that could say so."""
    reason = "late" if attempt.outcome is Outcome.RETRY else attempt.reason or ""
    whole = attempt.outcome is Outcome.SENT and reason not in {WITHOUT_FILES, LOCKED}
    arrived = whole or (attempt.outcome is Outcome.UNCERTAIN and reason != PARTLY)
    if arrived or reason == "blocked":
        return None
    # Where nothing may be written, its asker alone can be told.
    return Unsaid(heard.sender.door, reason, personal or reason == LOCKED)


def unreached(heard: Heard, attempt: Attempt) -> Unsaid | None:
    """Return what a room reads in place of "sent to you privately" where its asker lets nothing of ours through."""
    blocked = attempt.outcome is Outcome.REFUSED and attempt.reason == "blocked"
    return Unsaid(heard.sender.door, "blocked", personal=False) if blocked and heard.room is not None else None


def _in_part(attempt: Attempt, last: str | None) -> Attempt:
    if last is None or attempt.outcome is Outcome.REFUSED:
        return attempt
    return Attempt(Outcome.UNCERTAIN, last, PARTLY)
