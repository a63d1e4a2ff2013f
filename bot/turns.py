"""Turns of a conversation: what was last understood is remembered, and a sentence may go on from it."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.ask import Ask
from bot.hearing.followups import GOES_ON, Before, may_go_on, points_back
from bot.hearing.grammar import Bound
from bot.hearing.understanding import understood, understood_after
from bot.ports import Heard
from bot.speaking.reply import Reply
from core.kernel.errors import Mistake, UnknownName
from core.people.gate import Gate
from core.people.model import Turn

# Stands for the command of a turn in which we asked for a word that a line lacked.
ASKED = "?"
# Beside the arguments of a turn, and names of none: the coins that its answer listed; of an aside how it stands, and
# the talk beneath; the draft or the saved rule that an alert was shown as.
_LISTED, _STANDS, _BENEATH, _DRAFT = "listed", "stands", "beneath", "draft"
_BESIDE = frozenset({_LISTED, _STANDS, _BENEATH, _DRAFT})
_BARE = frozenset({"settings", "room"})


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
    turn = ask.replied or await gate.last_turn(ask.person.id, place_of(ask))
    return understood_after(ask.text, before_of(turn), ask.grammar, ask.vocabulary)


async def replying(ask: Ask, heard: Heard, gate: Gate) -> Ask:
    """Return `ask` with what was understood where the message answered to which it is a reply."""
    if heard.replies_to is None:
        return ask
    turn = await gate.answered_with(ask.person.id, f"{heard.sender.door} {heard.replies_to}")
    # What is said of a room's alerts means nothing outside it.
    beyond = turn is not None and turn.command == "room" and turn.place != place_of(ask)
    return ask if beyond else replace(ask, replied=turn)


def draft_replied_to(ask: Ask) -> str | None:
    """Return the draft in the message to which this is a reply, "d3"; None where there is none."""
    before = before_of(ask.replied)
    return before.draft if before is not None and before.draft.startswith("d") else None


def before_of(turn: Turn | None) -> Before | None:
    """Return what was last understood, which a question of ours does not end."""
    if turn is None:
        return None
    told: Mapping[str, Any] = json.loads(turn.args)
    return _before(told["command"], told["args"]) if turn.command == ASKED else _before(turn.command, told)


def _before(command: str, told: Mapping[str, Any]) -> Before | None:
    if not command:
        return None
    args = {name: value for name, value in told.items() if name not in _BESIDE}
    beneath = _before(*told[_BENEATH]) if _BENEATH in told else None
    return Before(command, args, told.get(_LISTED, ()), told.get(_STANDS, {}), beneath, told.get(_DRAFT, ""))


def told_of(before: Before | None) -> Mapping[str, object]:
    """Return what a turn keeps of `before`."""
    if before is None:
        return {}
    beneath = before.beneath and (before.beneath.command, told_of(before.beneath))
    beside = {_LISTED: list(before.listed), _STANDS: before.stands, _BENEATH: beneath, _DRAFT: before.draft}
    return {**before.args, **{name: value for name, value in beside.items() if value}}


async def turn_of(ask: Ask, gate: Gate, bound: Bound, reply: Reply) -> Turn | None:
    """Return what to remember of `bound` and of what its `reply` shows, None where nothing goes on from it."""
    if reply.draft:
        shown = Before("alert", reply.stands, draft=reply.draft)
        return Turn(ask.person.id, place_of(ask), "alert", json.dumps(told_of(shown)), ask.real_now)
    name = bound.command.name
    if name not in GOES_ON or (name in _BARE and not bound.args):
        # Looking at one's settings ends no talk about a coin.
        return None
    before = Before(name, bound.args, reply.listed)
    if before.aside:
        talk = before_of(await gate.last_turn(ask.person.id, place_of(ask)))
        beneath = talk.beneath if talk is not None and talk.aside else talk
        before = replace(before, stands=reply.stands, beneath=beneath)
    return Turn(ask.person.id, place_of(ask), name, json.dumps(told_of(before)), ask.real_now)


def place_of(ask: Ask) -> int:
    """Return where it is said: the number of a room, 0 in private."""
    return 0 if ask.room is None else ask.room.id
