"""What somebody is told on top of their next answer: that a message did not reach them, and what was paused for it."""

import json
from collections.abc import Sequence
from dataclasses import replace

import structlog

from bot.ask import Ask
from bot.speaking.reply import Reply, Text
from bot.speaking.say import Say
from core.delivery.giving_up import UNDELIVERED
from core.delivery.model import Aside
from core.kernel.errors import Unavailable

log = structlog.get_logger(__name__)

# Reasons that have words of their own; others are told as one.
_REASONS = frozenset({"blocked", "rejected"})


async def with_asides(ask: Ask, reply: Reply) -> Reply:
    """Return `reply` under what waited for its person; in a room it waits on."""
    if ask.room is not None:
        return reply
    try:
        waiting = await ask.services.asides.take(ask.person.id)
    except Unavailable as error:
        # They get their answer all the same, and the rest with the next one.
        log.warning("nothing said on top", kind=error.kind, error=str(error))
        return reply
    lines = undelivered([aside for aside in waiting if aside.kind == UNDELIVERED], ask.say)
    return replace(reply, blocks=(*lines, *reply.blocks)) if lines else reply


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
