"""Turns of a conversation: what was last understood is remembered, and a sentence may go on from it."""

import json
from collections.abc import Mapping
from typing import Any

from bot.ask import Ask
from bot.hearing.followups import GOES_ON, Before, opens_like_one, points_back
from bot.hearing.grammar import Bound
from bot.hearing.understanding import understood, understood_after
from core.kernel.errors import Mistake, UnknownName
from core.people.gate import Gate
from core.people.model import Turn

# Stands for the command of a turn in which we asked for a word that a line lacked.
ASKED = "?"


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
    turn = await gate.last_turn(ask.person.id, place_of(ask))
    return understood_after(ask.text, before_of(turn), ask.grammar, ask.vocabulary)


def before_of(turn: Turn | None) -> Before | None:
    """Return what was last understood, which a question of ours does not end."""
    if turn is None:
        return None
    told: Mapping[str, Any] = json.loads(turn.args)
    command, args = (told["command"], told["args"]) if turn.command == ASKED else (turn.command, told)
    return Before(command, args) if command else None


def turn_of(ask: Ask, bound: Bound) -> Turn | None:
    """Return what to remember of `bound`, None where nothing goes on from it."""
    name = bound.command.name
    return Turn(ask.person.id, place_of(ask), name, json.dumps(bound.args), ask.real_now) if name in GOES_ON else None


def place_of(ask: Ask) -> int:
    """Return where it is said: the number of a room, 0 in private."""
    return 0 if ask.room is None else ask.room.id
