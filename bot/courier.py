"""The courier: a notice becomes words in the language its person has now, and goes through a door they have."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.ports import Face
from bot.speaking import notices
from bot.speaking.dressing import dressed
from bot.speaking.reply import Block, Noticed, Part, PublicReply, Reply, Text
from bot.speaking.say import Say
from core.delivery.addresses import EMAIL, SMS, WEBHOOK
from core.delivery.model import ACCOUNT, Attempt, Notice, Outcome, called
from core.kernel.clock import MarketClock
from core.kernel.errors import Unavailable
from core.people.model import Identity, Person, Preferences, Role, Room
from core.people.ports import PeopleStore

# Where people look first.
DOORS = ("telegram", "discord", "local", EMAIL, SMS, WEBHOOK)
NO_DOOR_PAUSE_S = 60.0

_NO_DOOR = Attempt(Outcome.RETRY, reason="no-door", retry_after_s=NO_DOOR_PAUSE_S)


@dataclass(frozen=True, slots=True)
class _Reached:
    """Somebody, and where they can be reached now."""

    person: Person
    identities: tuple[Identity, ...]
    fallback: Room | None = None


class FaceCourier:
    """A Courier over the faces that are open, by door. Says to a person in private what is theirs, to a room only what
    is public by its type. `mode` is the mark that heads every message in a market that is not live."""

    def __init__(
        self, store: PeopleStore, faces: Mapping[str, Face], clock: MarketClock, mode: Callable[[], str | None]
    ) -> None:
        self._store, self._faces, self._clock, self._mode = store, faces, clock, mode

    async def deliver(self, notice: Notice, again: bool) -> Attempt:
        """Say `notice`. Where nobody can be reached now it is tried later: a door may be opened.

        Raises
        ------
        KeyError, ValueError
            For a kind without words, facts that are none: it can never be said.
        """
        try:
            whom = await self._addressee(notice)
        except Unavailable as error:
            return Attempt(Outcome.RETRY, reason=error.kind)  # our own store; nothing was sent
        match whom:
            case _Reached():
                return await self._whisper(whom, notice, again)
            case Room():
                return await self._post(whom, notice, again)
            case None:
                return Attempt(Outcome.REFUSED, reason="nobody to tell")

    async def _whisper(self, whom: "_Reached", notice: Notice, again: bool) -> Attempt:
        person = whom.person
        if person.role is Role.BLOCKED:
            return Attempt(Outcome.REFUSED, reason="not allowed")
        say = self._say(person.preferences)
        reply = notices.to_person(notice.kind, json.loads(notice.facts), say)
        finished = replace(self._finished(reply, person.preferences, say, again), noticed=_noticed(notice))
        attempt = _NO_DOOR
        for identity in whom.identities:
            attempt = await self._faces[identity.door].whisper(identity, finished)
            if attempt.outcome is not Outcome.REFUSED:
                return attempt  # only one who certainly was not told is told at another door
        return attempt if whom.fallback is None else await self._fall_back(whom.fallback, notice, again, attempt)

    async def _fall_back(self, room: Room, notice: Notice, again: bool, refused: Attempt) -> Attempt:
        """Say in the room that its person chose what everybody may read of it."""
        public = notices.for_everybody(notice.kind, json.loads(notice.facts))
        face = self._faces.get(room.door)
        if public is None or face is None or not room.invited or refused.outcome is not Outcome.REFUSED:
            return refused
        say = self._say(room.preferences)
        said = self._finished(notices.in_short(notice.kind, public, say), room.preferences, say, again)
        assert isinstance(said, PublicReply)  # nothing on the way changes the type
        # Its rule and note are its person's; a repeat is known by its key.
        mark = replace(_noticed(notice), rule=None)
        said = replace(said, blocks=_below_mode(said, say.text("fallback-head")), noticed=mark)
        attempt = await face.post(room, said)
        return refused if attempt.outcome is Outcome.REFUSED else attempt

    async def _post(self, room: Room, notice: Notice, again: bool) -> Attempt:
        if not room.invited:
            return Attempt(Outcome.REFUSED, reason="not allowed")
        face = self._faces.get(room.door)
        said = replace(self._said_to(room, notice, again), noticed=_noticed(notice))
        return _NO_DOOR if face is None else await face.post(room, said)

    def _said_to(self, room: Room, notice: Notice, again: bool) -> PublicReply:
        say = self._say(room.preferences)
        reply = notices.to_room(notice.kind, json.loads(notice.facts), say)
        finished = self._finished(reply, room.preferences, say, again)
        assert isinstance(finished, PublicReply)  # nothing on the way changes the type
        return finished

    async def _addressee(self, notice: Notice) -> "_Reached | Room | None":
        """Return the room, or the person with their identities at open doors, the preferred first."""
        async with self._store.reading() as work:
            if notice.room_id is not None:
                return await work.rooms.by_id(notice.room_id)
            person = None if notice.person_id is None else await work.people.by_id(notice.person_id)
            if person is None:
                return None
            known = await work.people.identities(person.id)
            fallback = None if notice.door else await work.rooms.fallback_of(person.id)
        if notice.door is not None:
            account = json.loads(notice.facts).get(ACCOUNT)
            known = [one for one in known if one.door == notice.door and account in (None, called(one))]
            if not known:
                return None  # it was for that door alone, which its person took away
        doors = sorted(DOORS, key=lambda door: door != person.preferences.alerts)
        reached = (one for door in doors if door in self._faces for one in known if one.door == door)
        return _Reached(person, tuple(reached), fallback)

    def _finished(self, reply: Reply, preferences: Preferences, say: Say, again: bool) -> Reply:
        """Return the message as this person wants to read it, under the mode and, for a possible repeat, its label."""
        mode = self._mode()
        head = (say.mode(mode),) if mode else ()
        message = dressed(reply.headed(head), preferences, say)
        return replace(message, blocks=_below_mode(message, notices.again(say))) if again else message

    def _say(self, preferences: Preferences) -> Say:
        return Say(preferences.language, preferences.zone, self._clock.now(), preferences.numbers, preferences.plain)


def _noticed(notice: Notice) -> Noticed:
    """Return what programs are told of a notice beside its words."""
    rule = json.loads(notice.facts).get("rule")
    known = {"id": rule["spoken"], "note": rule.get("note")} if isinstance(rule, dict) and "spoken" in rule else None
    return Noticed(notice.key.removeprefix(f"{WEBHOOK}:"), notice.kind, notice.due_at, known)


def _below_mode(reply: Reply, line: Text) -> tuple[Block, ...]:
    """Return the blocks of a message with `line` first, but for its mode."""
    at = next((i for i, block in enumerate(reply.blocks) if not _is_mode(block)), len(reply.blocks))
    return (*reply.blocks[:at], line, *reply.blocks[at:])


def _is_mode(block: Block) -> bool:
    return isinstance(block, Text) and block.part is Part.MODE
