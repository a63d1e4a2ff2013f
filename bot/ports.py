"""What the bot needs of the world: a face on each platform, and a painter."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from bot.speaking.drawings import Drawing
from bot.speaking.reply import PublicReply, Reply
from core.delivery.model import Attempt
from core.kernel.errors import Unsaid
from core.people.model import Identity, Room


class Painter(Protocol):
    """Draws pictures for chat."""

    async def paint(self, drawing: Drawing) -> bytes:
        """Return a PNG as look.md section 3 has it; off the event loop."""


class Face(Protocol):
    """A platform, as far as speaking unasked goes. A personal reply cannot be posted to a room: the types say so."""

    @property
    def door(self) -> str:
        """The door's name: telegram, discord, local."""

    async def whisper(self, identity: Identity, reply: Reply) -> Attempt:
        """Say it to one person in private."""

    async def post(self, room: Room, reply: PublicReply) -> Attempt:
        """Say it to a room."""


@runtime_checkable
class SignedFace(Face, Protocol):
    """A Face whose messages are signed with a secret that the receiver knows."""

    async def whisper_signed(self, identity: Identity, reply: Reply, secret: str) -> Attempt:
        """Say it to one who is not known yet, signed with `secret`."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a door heard. `sender` who said it · `room` the shared place's external id, None in private · `whole` that
    of the larger place it is of, where the platform has such · `addressed` whether it was meant for the bot (private,
    command, reply, mention) · `update_id` the platform's id of the event where it has one ·
    `asked_s` how many real seconds ago it was said · `tapped` when it was a button · `language` the platform's guess
    (en-GB) · `name` what the platform shows · `trusted` for who has the shell ·
    `replies_to` the message of ours that this answers, as the door called it in `Hears.arrived` · `nobody` where it is
    said in the name of a place, and `sender` is that place: nobody whom we could know."""

    text: str
    sender: Identity
    room: str | None = None
    addressed: bool = True
    update_id: str | None = None
    asked_s: float = 0.0
    tapped: bool = False
    language: str | None = None
    name: str = ""
    whole: str | None = None
    trusted: bool = False
    replies_to: str | None = None
    nobody: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What the door answers. `to_room` is what everybody there sees, `to_person` goes to the asker in private;
    either may be None. `secret` asks the face to delete the message that was heard."""

    to_room: PublicReply | None = None
    to_person: Reply | None = None
    secret: bool = False


Tell = Callable[[Told], Awaitable[Unsaid | None]]
"""Says an answer where it belongs; returns why that could not be done, for certain."""


class Hears(Protocol):
    """The one way in, as faces see it (bot/door.py keeps it)."""

    async def hear(self, heard: Heard) -> Told:
        """Return the answer to what was heard."""

    async def respond(self, heard: Heard, tell: Tell) -> None:
        """Let `tell` say the answer, or else that it could not be said; only then does the update count as handled."""

    def arrived(self, reply: Reply, message: str, door: str) -> None:
        """A reply is there as the message that the door calls so: what replies to it goes on from it."""

    async def brought(self, room: str, by: Identity, door: str) -> PublicReply | None:
        """Somebody added the bot to a room: it counts as invited when the owner or a member did, and only then."""

    async def beside(self, room: str, known: str, door: str) -> None:
        """A room is of the same place as one that is known: where that one is invited, so is this."""

    async def left(self, room: str, door: str) -> None:
        """The bot was taken out of a room, which is invited no longer."""

    async def moved(self, door: str, old_room: str, new_room: str) -> None:
        """The platform gave a room another id."""

    async def owners(self, door: str) -> Sequence[Identity]:
        """Return who owns the house, as a door knows them."""

    async def waiting(self, sender: Identity) -> str:
        """Return the line that stands while an answer takes its time, in the language of `sender`; never raises."""

    def menu(self, language: str, scope: str) -> Sequence[tuple[str, str]]:
        """Return (command, help line) for a platform's menu; scope private, room or owner."""
