"""Scripted ears: what is heard is kept, what is answered is planned by the words."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from bot.ports import Heard, Tell, Told
from bot.speaking.reply import Button, Part, PublicReply, Reply, Text, Understood
from core.people.model import Identity

Answer = Callable[[Heard], Told | Awaitable[Told]]


def said(words: str, *buttons: Button, command: str | None = None) -> PublicReply:
    """Return a reply of one strong line."""
    understood = Understood(command) if command else None
    return PublicReply((Text(lead=words, part=Part.ANSWER),), buttons, understood=understood)


class ScriptedHears:
    """Keeps `bot.ports.Hears`. Answers by the first word, else "you said …"; holds back while `gate` is closed."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.finished: list[str] = []
        self.answers: dict[str, Answer] = {}
        self.gates: dict[str, asyncio.Event] = {}
        self.brought_to: list[tuple[str, Identity, str]] = []
        self.beside_of: list[tuple[str, str, str]] = []
        self.left_from: list[tuple[str, str]] = []
        self.arrivals: list[tuple[str, str]] = []
        self.moves: list[tuple[str, str, str]] = []
        self.owned_by: list[Identity] = []
        self.welcome: PublicReply | None = said("Hello, all.")
        self.lines: list[tuple[str, str]] = [("price", "What coins cost now"), ("help", "What I can do")]

    def answer(self, word: str, reply: Reply, secret: bool = False) -> None:
        """Answer lines that begin with `word` with `reply`, where it belongs."""
        self.answers[word] = lambda heard: _told(heard, reply, secret)

    async def hear(self, heard: Heard) -> Told:
        self.heard.append(heard)
        word = heard.text.split(" ")[0] if heard.text else ""
        if word in self.gates:
            await self.gates[word].wait()
        told = self.answers.get(word, _echo)(heard)
        told = told if isinstance(told, Told) else await told
        self.finished.append(heard.text)
        return told

    async def respond(self, heard: Heard, tell: Tell) -> None:
        unsaid = await tell(await self.hear(heard))
        if unsaid is not None:
            sorry = replace(said(f"unsaid: {unsaid.reason}"), error=unsaid)
            await tell(Told(to_person=sorry.personal) if unsaid.personal else _told(heard, sorry, secret=False))

    def arrived(self, reply: Reply, message: str, door: str) -> None:
        self.arrivals.append((message, door))

    async def brought(self, room: str, by: Identity, door: str) -> PublicReply | None:
        self.brought_to.append((room, by, door))
        return self.welcome

    async def beside(self, room: str, known: str, door: str) -> None:
        self.beside_of.append((room, known, door))

    async def left(self, room: str, door: str) -> None:
        self.left_from.append((room, door))

    async def moved(self, door: str, old_room: str, new_room: str) -> None:
        self.moves.append((door, old_room, new_room))

    async def owners(self, door: str) -> Sequence[Identity]:
        return [owner for owner in self.owned_by if owner.door == door]

    async def waiting(self, sender: Identity) -> str:
        return "Asking …"

    def menu(self, language: str, scope: str) -> Sequence[tuple[str, str]]:
        more = [("admin", f"Users and limits ({language})")] if scope == "owner" else []
        return [*((name, f"{words} ({language})") for name, words in self.lines), *more]


def _echo(heard: Heard) -> Told:
    if not heard.addressed:
        return Told()
    return _told(heard, said(f"you said {heard.text}"), secret=False)


def _told(heard: Heard, reply: Reply, secret: bool) -> Told:
    if heard.room is None:
        return Told(to_person=reply, secret=secret)
    if isinstance(reply, PublicReply):
        return Told(to_room=reply, secret=secret)
    return Told(to_room=said("Sent to you privately."), to_person=reply, secret=secret)
