"""What somebody is told on top of their next answer: that a message did not reach them, and what was paused for it."""

import json
from collections.abc import Sequence

import structlog

from bot.ask import Ask
from bot.speaking.reply import Text
from bot.speaking.say import Say
from core.delivery.giving_up import UNDELIVERED
from core.delivery.model import Aside
from core.kernel.errors import Unavailable

log = structlog.get_logger(__name__)

# Reasons that have words of their own; others are told as one.
_REASONS = frozenset({"blocked", "locked", "rejected"})


async def waiting(ask: Ask) -> tuple[Text, ...]:
    """Return the lines that waited for a person, who is told them with this answer; in a room they wait on."""
    if ask.room is not None:
        return ()
    try:
        asides = await ask.services.asides.take(ask.person.id)
    except Unavailable as error:
        # They get their answer all the same, and the rest with the next one.
        log.warning("nothing said on top", kind=error.kind, error=str(error))
        return ()
    return undelivered([aside for aside in asides if aside.kind == UNDELIVERED], ask.say)


def undelivered(asides: Sequence[Aside], say: Say) -> tuple[Text, ...]:
    """Return the lines that tell what did not arrive, and which rules are paused since."""
    if not asides:
        return ()
    facts = [json.loads(aside.facts) for aside in asides]
    reasons = {each["reason"] for each in facts}
    reason = reasons.pop() if len(reasons) == 1 and reasons <= _REASONS else "other"
    head = say.text("undelivered", n=len(facts), reason=reason)
    rules = tuple(dict.fromkeys(each["rule"] for each in facts if each["rule"] is not None))
    if not rules:
        return (head,)
    return head, say.text("undelivered-paused", rules=rules, n=len(rules), first=rules[0])
