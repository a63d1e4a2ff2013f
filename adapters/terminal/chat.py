"""A conversation in the terminal, or through a pipe."""

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.terminal.render import MARGIN, WIDTH, Line, Run, Style, rendered, shown_as
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
        self._open = False

    @cached_property
    def _console(self) -> "Console":
        from rich.console import Console

        return Console(highlight=False, markup=False, soft_wrap=True)

    @property
    def _bare(self) -> bool:
        """No escapes and ASCII signs: in a pipe, on a dumb terminal, or where colours are not wanted."""
        console = self._console
        return not console.is_terminal or console.is_dumb_terminal or console.no_color

    async def chat(self, hears: Hears, head: str) -> None:
        """Talk until the person quits or the input ends."""
        self._open = True
        self._say([(Run(f" {head} ".ljust(WIDTH - 2), Style.KEY),)])
        async for line in self._lines([word for word, _ in hears.menu("en", "owner")]):
            if line.strip().casefold() in QUIT:
                return
            if line.strip():
                await self._turn(hears, line)

    async def whisper(self, identity: Identity, reply: Reply) -> Attempt:
        """Say something unasked, between two turns and under a rule; a service without a chat here says it later."""
        if not self._open:
            return Attempt(Outcome.RETRY, reason="no chat in a terminal")
        rule = (Run("─" * (WIDTH - 2), Style.DIM),)
        await self._answer(reply, rule)
        return Attempt(Outcome.SENT)

    async def post(self, room: Room, reply: Reply) -> Attempt:
        return Attempt(Outcome.REFUSED, reason="a terminal has no rooms")

    async def _turn(self, hears: Hears, line: str) -> None:
        heard = Heard(self._typed(line), OWNER, name=OWNER.external_id, trusted=True)
        told = asyncio.ensure_future(hears.hear(heard))
        done, _ = await asyncio.wait({told}, timeout=WAITING_S)
        if not done:
            waiting = asyncio.ensure_future(hears.waiting(OWNER))
            # What keeps the answer may keep these words too: they are worth no waiting of their own.
            await asyncio.wait({told, waiting}, return_when=asyncio.FIRST_COMPLETED)
            if waiting.done():
                self._beside(waiting.result())
            waiting.cancel()
        reply = (await told).to_person
        if reply is not None:
            await self._answer(reply)

    async def _answer(self, reply: Reply, *above: Line) -> None:
        self._buttons = (*reply.buttons, *reply.more)
        # Pictures are small, but a disk may be slow.
        await asyncio.to_thread(shelved, reply, self._files)
        self._say([*above, *rendered(reply, self._files)])

    def _beside(self, words: str) -> None:
        """Say what is no part of an answer where a pipe does not carry it."""
        (run,) = shown_as((Run(words),), ascii_only=self._bare)
        print(run.text, file=sys.stderr)

    def _typed(self, line: str) -> str:
        """A number stands for its button: `1` sends what [1] sends."""
        word = line.strip().strip("[]")
        if word.isascii() and word.isdigit() and 1 <= int(word) <= len(self._buttons):
            return self._buttons[int(word) - 1].sends
        return line

    def _say(self, lines: list[Line]) -> None:
        from rich.text import Text as Styled

        bare = self._bare
        for line in (shown_as(line, ascii_only=bare) for line in lines):
            self._console.print(Styled.assemble(MARGIN, *((run.text, "" if bare else run.style.value) for run in line)))
        self._console.print()

    async def _lines(self, words: Sequence[str]) -> AsyncIterator[str]:
        if sys.stdin.isatty():
            session = _session(words)
            while True:
                try:
                    yield await _prompted(session)
                except (EOFError, KeyboardInterrupt):
                    return
        while line := await asyncio.to_thread(sys.stdin.buffer.readline):
            yield line.decode(errors="replace").rstrip("\r\n")


def _session(words: Sequence[str]) -> "PromptSession[str]":
    """Return a prompt that completes the commands at the beginning of a line."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import WordCompleter
    from prompt_toolkit.history import InMemoryHistory

    # In memory: what is typed may be a secret that the guard drops, and a file would keep it.
    completer = WordCompleter(list(words), sentence=True)
    return PromptSession(history=InMemoryHistory(), completer=completer, complete_while_typing=False)


async def _prompted(session: "PromptSession[str]") -> str:
    from prompt_toolkit.patch_stdout import patch_stdout

    with patch_stdout(raw=True):
        return await session.prompt_async("> ")
