"""A conversation of `say`: who speaks where, and how answers are written."""

import asyncio
import json

from adapters.cli.application import Application
from adapters.cli.reply_json import as_json, told_apart
from adapters.terminal.render import plain_text
from adapters.terminal.shelf import shelved
from bot.ports import Heard
from bot.speaking.reply import PublicReply, Reply
from core.people.model import Identity


class Conversation:
    """One person, in private or in a shared room, where every line is addressed to us."""

    def __init__(self, application: Application, sender: Identity, name: str, room: str | None) -> None:
        self._application, self._sender, self._name, self._room = application, sender, name, room

    async def reply(self, text: str) -> Reply:
        """Return what is printed: in a room what everybody sees, and nothing of what is whispered."""
        heard = Heard(text, self._sender, room=self._room, name=self._name, trusted=True)
        told = await self._application.door.hear(heard)
        if self._room is not None and told.to_person is not None:
            await self._application.whisper(self._sender, told.to_person)
        said = told.to_room if self._room is not None else told.to_person or told.to_room
        reply = told_apart(PublicReply(()) if said is None else said)
        # Pictures are small, but a disk may be slow.
        await asyncio.to_thread(shelved, reply, self._application.files)
        return reply

    def as_json(self, reply: Reply) -> str:
        """Return one object on one line."""
        simulated = self._application.mode() is not None
        return json.dumps(as_json(reply, simulated, self._application.files), ensure_ascii=False)

    def as_text(self, reply: Reply) -> str:
        """Return the reply as the terminal shows it, and a blank line after it."""
        return plain_text(reply, self._application.files) + "\n"
