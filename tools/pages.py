"""Pages that are made from the code: every command, and what is kept about a person."""

from collections.abc import Iterator
from datetime import UTC, datetime

from bot.command import Command, Effect, Who
from bot.commands import COMMANDS
from bot.speaking.say import LANGUAGES, Say
from core.people.privacy import ALERTS_KEPT, DELIVERY_KEPT, MARKET_KEPT, PEOPLE_KEPT, THE_PERSON

BEGIN, END = "<!-- register -->", "<!-- /register -->"
_SAY = Say(LANGUAGES[0], "UTC", datetime(2026, 1, 1, tzinfo=UTC))


def commands(_: str) -> str:
    """Return docs/commands.md: each command with its words, parameters and rights."""
    head = (
        "# Commands\n\n"
        "Made by `make docs` from `bot/commands`; change it there.\n\n"
        "Words stand in any order, `/` in front or not, capitals or not. `help TOPIC` says more in the chat.\n"
    )
    return head + "".join(_command(command) for command in COMMANDS)


def _command(command: Command) -> str:
    also = f" (also {', '.join(f'`{alias}`' for alias in command.aliases)})" if command.aliases else ""
    examples = " · ".join(f"`{example}`" for example in command.examples)
    return "".join(
        (
            f"\n## {command.name}{also}\n\n",
            f"{_SAY.line(f'{command.name}-help')}. {_rights(command)}\n\nTry: {examples}\n",
            *_parameters(command),
        )
    )


def _rights(command: Command) -> str:
    if command.who is Who.OWNER:
        return "For the owner; the answer is private."
    reads = "Reads only" if command.effect is Effect.READ else "May change what is stored"
    return f"{reads}; the answer {'may stand in a room' if command.public else 'is private'}."


def _parameters(command: Command) -> Iterator[str]:
    if not command.params:
        return
    yield "\n| parameter | takes | needed |\n|---|---|---|\n"
    for param in command.params:
        several = ", several" if param.kind.many else ""
        behind = f", behind {' or '.join(f'`{word}`' for word in param.markers[:2])}" if param.markers else ""
        yield f"| `{param.name}` | {param.kind.what}{several}{behind} | {'yes' if param.required else 'no'} |\n"


def privacy(current: str) -> str:
    """Return docs/privacy.md with its table made anew.

    Raises
    ------
    ValueError
        If the page has no place for the table.
    """
    before, begin, rest = current.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"docs/privacy.md has no {BEGIN} … {END}")
    rows = "".join(
        f"| `{kept.table}` | {_SAY.line(kept.text_key)} | {_ENDS[kept.erase]} |\n"
        for kept in (*PEOPLE_KEPT, *MARKET_KEPT, *ALERTS_KEPT, *DELIVERY_KEPT, THE_PERSON)
    )
    return f"{before}{BEGIN}\n| table | what it is | `privacy delete` |\n|---|---|---|\n{rows}{END}{after}"


_ENDS = {"delete": "deletes the rows", "forget": "the rows stay, under a bare number that names nobody any more"}
