"""Commands as forms: for doors that ask for the values one by one instead of reading a line.

A form is derived from the command's declaration; what was filled in becomes a line again, and is heard as if typed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.command import Command, Effect, Param, Who
from bot.hearing.fillers import FILLERS
from bot.hearing.words import Words
from bot.params.alerts import AlertsKind
from bot.params.base import Kind, Vocabulary
from bot.params.choices import FlagKind
from bot.params.completed import completed
from bot.params.links import AccountKind
from bot.params.money import AmountKind

MOST_CHOICES = 25
MOST_SUGGESTED = 25
_PARTED = re.compile(r"^(.*[,\s])?([^,\s]*)$", re.DOTALL)


class Sort(StrEnum):
    """What a field takes: words, a whole number, any number, or a yes."""

    WORDS = "words"
    COUNT = "count"
    NUMBER = "number"
    YES = "yes"


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `choices` are all its values, where they are few; `least` and `most` bound a whole number."""

    name: str
    sort: Sort
    required: bool
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A command: `public` when its answer may be posted to a room, known before anything is asked; `of_room` when it
    governs the room where it is asked."""

    name: str
    public: bool
    writes: bool
    owner_only: bool
    of_room: bool
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)


@dataclass(frozen=True, slots=True)
class Prompt:
    """What somebody has typed so far into a field of a form; `own` is what there is of theirs that it takes."""

    form: str
    field: str
    typed: str
    own: tuple[str, ...] = ()


class Own(StrEnum):
    """What a field takes of which each has their own."""

    ALERTS = "alerts"
    ACCOUNTS = "accounts"


_OWN: Mapping[type[Kind], Own] = {AlertsKind: Own.ALERTS, AccountKind: Own.ACCOUNTS}


class Forms:
    """The forms of all commands; `shown` are those of which people may know, and the owner's own."""

    def __init__(self, commands: Sequence[Command]) -> None:
        self._commands = {command.name: command for command in commands}
        self._forms = {name: _form(command) for name, command in self._commands.items()}
        self.shown = tuple(self._forms[c.name] for c in commands if not c.hidden or c.who is Who.OWNER)

    def find(self, name: str) -> Form | None:
        """Return the form of a command, hidden ones too."""
        return self._forms.get(name)

    def is_public(self, line: str) -> bool:
        """Return whether what answers `line`, which begins with a command's own name, may stand in a room."""
        form = self._forms.get(line.removeprefix("/").split(" ", 1)[0])
        return form is not None and form.public

    def line(self, name: str, values: Mapping[str, object]) -> str:
        """Return what was filled in as a line. Its slash keeps it from being read as a sentence about something else,
        which might be answered elsewhere than this command is."""
        command = self._commands[name]
        if command.whole is not None:
            return f"/{name} {_flat(values.get(command.whole.name, ''))}".rstrip()
        words = (_words(param, values[param.name]) for param in command.params if param.name in values)
        return " ".join((f"/{name}", *(word for word in words if word)))

    def takes(self, prompt: Prompt) -> Own | None:
        """Return what the field takes of which each has their own; None where all may fill in the same."""
        param = self._param(prompt)
        return None if param is None else _OWN.get(type(param.kind))

    def suggest(self, prompt: Prompt, vocabulary: Vocabulary) -> Sequence[str]:
        """Return what the field may be filled with, best first, at most 25: all that was typed, its last word
        completed. Whoever presses Enter too early takes the first, so it is never something else than was typed. Reads
        nothing but memory."""
        param = self._param(prompt)
        if param is None:
            return ()
        before, last = "", prompt.typed
        if param.kind.many and (parted := _PARTED.match(prompt.typed)) is not None:
            before, last = parted[1] or "", parted[2]
        if type(param.kind) in _OWN:
            theirs = (*prompt.own, *param.kind.suggest("", vocabulary))
            found: Sequence[str] = [word for word in theirs if word.startswith(last.casefold())]
        else:
            found = completed(param.kind, last, vocabulary)
        return [f"{before}{word}" for word in found[:MOST_SUGGESTED]]

    def _param(self, prompt: Prompt) -> Param | None:
        command = self._commands.get(prompt.form)
        return next((p for p in command.params if p.name == prompt.field), None) if command is not None else None


def _form(command: Command) -> Form:
    fields = tuple(sorted((_field(param) for param in command.params), key=lambda field: not field.required))
    writes, owner_only = command.effect is Effect.WRITE, command.who is Who.OWNER
    return Form(command.name, command.public, writes, owner_only, command.of_room, fields)


def _field(param: Param) -> Field:
    schema: Mapping[str, Any] = param.kind.schema()
    if isinstance(param.kind, FlagKind):
        return Field(param.name, Sort.YES, param.required)
    if isinstance(param.kind, AmountKind):
        return Field(param.name, Sort.NUMBER, param.required)
    if schema.get("type") == "integer":
        return Field(param.name, Sort.COUNT, param.required, (), schema.get("minimum"), schema.get("maximum"))
    choices = tuple(schema.get("enum", ()))
    return Field(param.name, Sort.WORDS, param.required, choices if len(choices) <= MOST_CHOICES else ())


def _words(param: Param, value: object) -> str:
    if isinstance(param.kind, FlagKind):
        return f"{param.name}={param.kind.what}" if value is True else ""
    text = _flat(value)
    if not text:
        return ""
    if " " not in text:
        return f"{param.name}={text}"
    if all(word.folded in FILLERS for word in Words.of(text)):
        # A line passes such words over, and what was filled in must not count as left out.
        return f"{param.name}={text.replace(' ', ',')}"
    return f"{param.markers[0]} {text}" if param.markers else text


def _flat(value: object) -> str:
    if isinstance(value, float):
        # "1e-07" is no number that anybody types.
        text = f"{value:.12f}".rstrip("0").rstrip(".")
        return text or "0"
    return " ".join(str(value).split())
