"""Turns of a conversation: what was last understood is remembered, and a sentence may go on from it."""

import json
from collections.abc import Mapping
from typing import Any

from bot.ask import Ask
from bot.hearing.followups import GOES_ON, Before, may_go_on, points_back
from bot.hearing.grammar import Bound
from bot.hearing.understanding import understood, understood_after
from bot.speaking.reply import Reply
from core.kernel.errors import Mistake, UnknownName
from core.people.gate import Gate
from core.people.model import Turn

# Stands for the command of a turn in which we asked for a word that a line lacked.
ASKED = "?"
# Beside the arguments of a turn: the coins that its answer listed. No command has an argument of that name.
_LISTED = "listed"
_BARE = frozenset({"settings", "quiet", "digest", "room"})


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
    if not may_go_on(ask.text) and ask.room is None:
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
    command, told = (told["command"], told["args"]) if turn.command == ASKED else (turn.command, told)
    args = {name: value for name, value in told.items() if name != _LISTED}
    return Before(command, args, told.get(_LISTED, ())) if command else None


def told_of(before: Before | None) -> Mapping[str, object]:
    """Return what a turn keeps of `before`."""
    if before is None:
        return {}
    return {**before.args, _LISTED: list(before.listed)} if before.listed else before.args


def turn_of(ask: Ask, bound: Bound, reply: Reply) -> Turn | None:
    """Return what to remember of `bound` and the list that its `reply` shows, None where nothing goes on from it."""
    name = bound.command.name
    if name in _BARE and not bound.args:
        # Looking at one's settings ends no talk about a coin.
        return None
    told = json.dumps(told_of(Before(name, bound.args, reply.listed)))
    return Turn(ask.person.id, place_of(ask), name, told, ask.real_now) if name in GOES_ON else None


def place_of(ask: Ask) -> int:
    """Return where it is said: the number of a room, 0 in private."""
    return 0 if ask.room is None else ask.room.id
