"""Turns of a conversation: what was last understood is remembered, and a sentence may go on from it."""

import json

from bot.ask import Ask
from bot.hearing.followups import GOES_ON, Before, opens_like_one, points_back
from bot.hearing.grammar import Bound
from bot.hearing.understanding import understood, understood_after
from core.kernel.errors import Mistake, UnknownName
from core.people.gate import Gate
from core.people.model import Turn


async def understood_here(ask: Ask, gate: Gate) -> Bound | None:
    """Return what is asked for, None when it is no command; raises a `Mistake` as `understood` does."""
    try:
        return await _understood(ask, gate)
    except UnknownName as unknown:
        if unknown.what != "coin":
            raise
        # A venue may list a coin that no table knows; what venues list is learnt when first needed.
        await ask.services.desk.ready()
        return await _understood(ask, gate)


async def _understood(ask: Ask, gate: Gate) -> Bound | None:
    """Most of what is said stands by itself: what went before is looked up only where something may go on from it."""
    if not opens_like_one(ask.text):
        try:
            bound = understood(ask.text, ask.grammar, ask.vocabulary)
        except Mistake:
            bound = None
        if bound is not None and not points_back(ask.text, bound.args, ask.vocabulary):
            return bound
    turn = await gate.last_turn(ask.person.id, _place(ask))
    before = None if turn is None else Before(turn.command, json.loads(turn.args))
    return understood_after(ask.text, before, ask.grammar, ask.vocabulary)


def turn_of(ask: Ask, bound: Bound) -> Turn | None:
    """Return what to remember of `bound`, None where nothing goes on from it."""
    name = bound.command.name
    return Turn(ask.person.id, _place(ask), name, json.dumps(bound.args), ask.real_now) if name in GOES_ON else None


def _place(ask: Ask) -> int:
    return 0 if ask.room is None else ask.room.id
