"""What we asked back: "price" lacks a coin, "Which coin?", and "eth" is the answer, also after a restart."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.ask import Ask
from bot.command import Command
from bot.hearing.again import line_of
from bot.hearing.followups import opens_like_one
from bot.hearing.grammar import Bound
from bot.hearing.understanding import understood
from bot.turns import ASKED, before_of, place_of, told_of
from core.kernel.errors import Missing, Mistake
from core.people.gate import Gate
from core.people.model import Turn

_LONGEST = 120
_MOST_WORDS = 4
# "I do not want this any more" leaves a question too, and is longer than an answer.
_MOST_LEAVING = 8


async def ask_back(ask: Ask, gate: Gate, error: Exception, bound: Bound | None = None) -> None:
    """Remember the line that lacks a word, so that what is said next may be that word; of a sentence the line that it
    came to."""
    line = " ".join(ask.text.split())
    if bound is not None and _named(ask, line) is None:
        line = line_of(bound.command.name, bound.args)
    if not isinstance(error, Missing) or error.given or len(line) > _LONGEST or _named(ask, line) is None:
        return
    before = before_of(await gate.last_turn(ask.person.id, place_of(ask)))
    facts = {
        "line": line,
        "what": error.what,
        "command": "" if before is None else before.command,
        "args": told_of(before),
    }
    gate.note(Turn(ask.person.id, place_of(ask), ASKED, json.dumps(facts), ask.real_now))


async def answering(ask: Ask, gate: Gate) -> Ask:
    """Return `ask` with the line before it where it answers what was asked; with the line it leaves where it ends the
    question."""
    words, named = ask.text.split(), _named(ask, ask.text)
    if ask.replied is not None:
        return ask
    leaves = named is not None and named.name == "cancel"
    if not leaves and (named is not None or not 0 < len(words) <= _MOST_LEAVING or opens_like_one(ask.text)):
        return ask
    turn = await gate.last_turn(ask.person.id, place_of(ask))
    if turn is None or turn.command != ASKED:
        return ask
    facts = json.loads(turn.args)
    if leaves or _cancels(ask):
        args = json.dumps(facts["args"])
        gate.note(replace(turn, command=facts["command"], args=args, at=ask.real_now))
        return replace(ask, left=facts["line"])
    if len(words) > _MOST_WORDS:
        return ask
    line = f"{facts['line']} {' '.join(words)}"
    return replace(ask, text=line) if _answers(ask, line, facts) else ask


def _answers(ask: Ask, line: str, asked: Mapping[str, Any]) -> bool:
    """Return whether the words make a line of what was asked about: one that is whole, lacks something else now, or is
    wrong in a way that is worth telling, as nothing else was meant."""
    try:
        bound = understood(line, ask.grammar, ask.vocabulary)
    except Missing as missing:
        return bool(missing.what != asked["what"])
    except Mistake:
        return _means(ask, ask.text) is None
    # Words that change nothing ("thanks") are no answer.
    return bound is not None and bound.command is _named(ask, line) and bound.args != _means(ask, asked["line"])


def _means(ask: Ask, line: str) -> Mapping[str, object] | None:
    """Return what a line says by itself, None when it is no command or lacks something."""
    bound = _understood(ask, line)
    return None if bound is None else bound.args


def _cancels(ask: Ask) -> bool:
    bound = _understood(ask, ask.text)
    return bound is not None and bound.command.name == "cancel"


def _understood(ask: Ask, line: str) -> Bound | None:
    try:
        return understood(line, ask.grammar, ask.vocabulary)
    except Mistake:
        return None


def _named(ask: Ask, line: str) -> Command | None:
    head = line.split(maxsplit=1)
    return ask.grammar.named(head[0]) if head else None
