"""A conversation in the terminal, or through a pipe."""

import asyncio
import sys
from collections.abc import AsyncIterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.terminal.render import MARGIN, Line, Run, Style, rendered
from adapters.terminal.shelf import shelved
from bot.ports import Heard, Hears
from bot.speaking.reply import Button, Reply
from core.delivery.model import Attempt, Outcome
from core.people.model import Identity, Room

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from rich.console import Console

OWNER = Identity("local", "owner")
QUIT = frozenset({"quit", "exit", ":q"})
WAITING_S = 0.3


class Terminal:
    """Reads lines, says replies; keeps `bot.ports.Face` for what is said unasked. Buttons are typed by their number."""

    door = "local"

    def __init__(self, files: Path) -> None:
        self._files = files
        self._buttons: tuple[Button, ...] = ()

    @cached_property
    def _console(self) -> "Console":
        from rich.console import Console

        return Console(highlight=False, markup=False, soft_wrap=True)

    @property
    def _ascii(self) -> bool:
        return not self._console.is_terminal or self._console.is_dumb_terminal

    async def chat(self, hears: Hears, head: str) -> None:
        """Talk until the person quits or the input ends."""
        self._say([(Run(f" {head} ".ljust(78), Style.KEY),)])
        async for line in self._lines():
            if line.strip().casefold() in QUIT:
                return
            if line.strip():
                await self._turn(hears, line)

    async def whisper(self, identity: Identity, reply: Reply) -> Attempt:
        """Say something unasked, between two turns and under a rule."""
        shelved(reply, self._files)
        self._say([(Run("── " + "─" * 74, Style.DIM),), *rendered(reply, self._files, self._ascii)])
        self._buttons = (*reply.buttons, *reply.more)
        return Attempt(Outcome.SENT)

    async def post(self, room: Room, reply: Reply) -> Attempt:
        return Attempt(Outcome.REFUSED, reason="a terminal has no rooms")

    async def _turn(self, hears: Hears, line: str) -> None:
        told = asyncio.ensure_future(hears.hear(Heard(self._typed(line), OWNER, trusted=True)))
        done, _ = await asyncio.wait({told}, timeout=WAITING_S)
        if not done:
            print("Asking ...", file=sys.stderr)
        reply = (await told).to_person
        if reply is None:
            return
        self._buttons = (*reply.buttons, *reply.more)
        # Pictures are small, but a disk may be slow.
        await asyncio.to_thread(shelved, reply, self._files)
        self._say(rendered(reply, self._files, self._ascii))

    def _typed(self, line: str) -> str:
        """A number stands for its button: `1` sends what [1] sends."""
        word = line.strip().strip("[]")
        if word.isascii() and word.isdigit() and 1 <= int(word) <= len(self._buttons):
            return self._buttons[int(word) - 1].sends
        return line

    def _say(self, lines: list[Line]) -> None:
        from rich.text import Text as Styled

        for line in lines:
            self._console.print(Styled.assemble(MARGIN, *((run.text, run.style.value) for run in line)))
        self._console.print()

    async def _lines(self) -> AsyncIterator[str]:
        if sys.stdin.isatty():
            session = _session()
            while True:
                try:
                    yield await _prompted(session)
                except (EOFError, KeyboardInterrupt):
                    return
        while line := await asyncio.to_thread(sys.stdin.buffer.readline):
            yield line.decode(errors="replace").rstrip("\r\n")


def _session() -> "PromptSession[str]":
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import InMemoryHistory

    # In memory: what is typed may be a secret that the guard drops, and a file would keep it.
    return PromptSession(history=InMemoryHistory())


async def _prompted(session: "PromptSession[str]") -> str:
    from prompt_toolkit.patch_stdout import patch_stdout

    with patch_stdout(raw=True):
        return await session.prompt_async("> ")
