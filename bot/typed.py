"""How a line is typed at a door: Discord has fields for the words of a command, `/price coins:btc`, and in its servers
reads no line without a slash."""

import re
from collections.abc import Callable
from typing import Any

from bot.ask import Ask
from bot.hearing.grammar import Bound
from core.kernel.errors import Mistake

_FIELDED = "discord"
_SET = re.compile(r"(?<=\s)([a-z_]{1,20})=(\S+)")


def as_typed(line: str, door: str) -> str:
    """Return a line as it was typed at a door."""
    return as_fields(line) if door == _FIELDED else line


def as_fields(line: str) -> str:
    """Return a line that was filled into fields as they show it; any other as it is."""
    return _SET.sub(_shown, line) if line.startswith("/") else line


def typed_by(ask: Ask) -> Callable[[str], str]:
    """Return how whoever asked types a line where they asked."""
    return lambda line: _typed(line, ask)


def _typed(line: str, ask: Ask) -> str:
    if ask.identity.door != _FIELDED or not (line.startswith("/") or ask.room is not None):
        return line
    bound = _read(line, ask)
    if bound is None or bound.command.hidden:
        return as_fields(line)
    return " ".join((f"/{bound.command.name}", *(f"{name}:{_filled(value)}" for name, value in bound.args.items())))


def _read(line: str, ask: Ask) -> Bound | None:
    try:
        return ask.grammar.read(line, ask.vocabulary)
    except Mistake:
        return None


def _shown(option: re.Match[str]) -> str:
    name, value = option.groups()
    # What is only said or not is called by its own name in a line.
    return f"{name}:{value if value != name else True}"


def _filled(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
