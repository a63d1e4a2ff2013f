"""From what somebody said or called to its answer: heard by the door, told where it belongs."""

import logging
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any

import discord
from cachetools import LRUCache

from adapters.discord.guilds import Guilds
from adapters.discord.marks import ANYBODY
from adapters.discord.render import Message, render
from adapters.discord.rights import Rights
from adapters.discord.sending import Channel, Response, Sender, Target
from adapters.discord.settling import settled
from adapters.discord.threads import Threads
from adapters.discord.updates import DOOR, Asked, Called, Joined, Left, Place, Said
from adapters.discord.wire import TOO_BIG, Wire, attempt_of
from adapters.discord.writing import EPHEMERAL
from bot.parts import LOCKED, unreached, unsaid
from bot.ports import Heard, Hears, Told
from bot.speaking.reply import Reply
from core.delivery.model import Attempt, Outcome
from core.kernel.clock import RealClock
from core.kernel.errors import Unsaid
from core.kernel.memory import Memory
from core.people.model import Identity

log = logging.getLogger(__name__)

_FIGURES_KEEP_S = 60.0  # a quote is STALE then, and its words would not say so (promise 1)
_WORDS_KEEP_S = 600.0
_CALL_LIVES = timedelta(minutes=14)  # Discord forgets a call after fifteen


@dataclass(frozen=True, slots=True)
class Ground:
    """What a conversation stands on."""

    wire: Wire
    hears: Hears
    clock: RealClock
    memory: Memory


class Conversation:
    """Answers, and speaks unasked. `application` is known once Discord was reached."""

    def __init__(self, ground: Ground) -> None:
        self._wire, self._hears, self._clock = ground.wire, ground.hears, ground.clock
        self._rights, self._threads = Rights(ground.wire, ground.clock), Threads(ground.wire)
        self._guilds = Guilds(ground.hears, ground.memory)
        self._sender = Sender(ground.clock)
        self._private: LRUCache[str, str] = LRUCache(10_000)
        self._commands: LRUCache[str, str] = LRUCache(10_000)
        self.application = ""

    async def whisper(self, identity: Identity, reply: Reply, patience_s: float = 0.0) -> Attempt:
        """Say it in the person's own chat with us, opened where need be."""
        try:
            channel = await self._private_channel(identity.external_id)
        except discord.DiscordException as error:
            attempt = attempt_of(error)
            # To open a chat that is open already changes nothing: it may be tried again.
            return replace(attempt, outcome=Outcome.RETRY) if attempt.outcome is Outcome.UNCERTAIN else attempt
        owner = int(identity.external_id)
        return await self._say(channel, owner, reply, patience_s)

    async def post(self, channel: str, reply: Reply) -> Attempt:
        """Say it in a channel; its buttons are everybody's."""
        return await self._say(channel, ANYBODY, reply, 0.0)

    async def governs(self, channel: str, user: str) -> bool:
        """Return whether somebody governs the server of a channel; Unavailable when Discord is."""
        return await self._rights.governs(channel, user)

    async def joined(self, joined: Joined) -> None:
        greeting = await self._guilds.joined(joined.guild, joined.owner, joined.greet_in)
        if greeting is not None and joined.greet_in is not None:
            await self._say(joined.greet_in, ANYBODY, greeting, _WORDS_KEEP_S)

    async def left(self, left: Left) -> None:
        await self._guilds.left(left.guild, left.channel)

    async def answer(self, said: Said) -> None:
        """Answer what somebody wrote."""
        if said.place.private:
            self._private[said.heard.sender.external_id] = said.place.channel
        place = await self._threads.at_home(said.place)
        said = replace(said, place=place, heard=replace(said.heard, room=place.room))
        await self._introduced(said.place, said.heard.sender, said.governs)
        await self._hears.respond(said.heard, partial(self._tell_in_chat, said))

    async def answer_call(self, called: Called, deferred: Awaitable[bool]) -> None:
        """Answer a command, a button or a form, once Discord knows that we do."""
        if not await deferred:
            # Its person was told that it failed, so nothing may come of it.
            return
        user = called.heard.sender.external_id
        place = await self._threads.at_home(called.place)
        called = replace(called, place=place, heard=replace(called.heard, room=place.room))
        if called.place.private:
            self._private[user] = called.place.channel
        elif called.place.room is not None:
            self._rights.note(called.place.room, user, called.governs)
        await self._introduced(called.place, called.heard.sender, called.governs)
        await self._hears.respond(called.heard, partial(self._tell_call, called))

    async def _introduced(self, place: Place, by: Identity, governs: bool) -> None:
        if place.guild is None or place.room is None:
            return
        greeting = await self._guilds.spoken_in(place.guild, place.room, by, governs)
        if greeting is not None:
            await self._say(place.room, ANYBODY, greeting, _WORDS_KEEP_S)

    async def _tell_in_chat(self, said: Said, told: Told) -> Unsaid | None:
        failed: Unsaid | None = None
        if told.secret:
            await self._delete(said)
        if told.to_person is not None:
            attempt = await self._whisper_answer(said.heard.sender, told.to_person, said.heard.update_id)
            failed = unsaid(said.heard, attempt, personal=True)
            if told.to_room is not None and (closed := unreached(said.heard, attempt)) is not None:
                return closed
        if told.to_room is None:
            return failed
        owner = int(said.heard.sender.external_id)
        key = _key(said.heard.update_id, told.to_room)
        target = Channel(self._wire, said.place.channel, owner, key, said.message)
        attempt = await self._answered(target, told.to_room)
        if attempt.reason == LOCKED:
            # What is personal is with its person already.
            attempt = Attempt(Outcome.SENT) if told.to_person else await self._past_lock(said.heard, told.to_room)
        return unsaid(said.heard, attempt, personal=False) or failed

    async def _past_lock(self, heard: Heard, reply: Reply) -> Attempt:
        """Whisper what a locked thread does not take; that it is there for that reason is told once."""
        attempt = await self._whisper_answer(heard.sender, reply, heard.update_id)
        is_new = attempt.outcome is Outcome.SENT and not isinstance(reply.error, Unsaid)
        return replace(attempt, reason=LOCKED) if is_new else attempt

    async def _whisper_answer(self, who: Identity, reply: Reply, update: str | None) -> Attempt:
        try:
            channel = await self._private_channel(who.external_id)
        except discord.DiscordException as error:
            return attempt_of(error)
        return await self._answered(Channel(self._wire, channel, int(who.external_id), _key(update, reply)), reply)

    async def _answered(self, target: Target, reply: Reply, patience_s: float | None = None) -> Attempt:
        patience_s = _patience(reply) if patience_s is None else patience_s
        attempt = await self._sender.send(target, render(reply), patience_s)
        self._remember(attempt, reply)
        if attempt.outcome is not Outcome.SENT:
            log.warning("an answer was not delivered: %s (%s)", attempt.outcome, attempt.reason)
        return attempt

    async def _tell_call(self, called: Called, told: Told) -> Unsaid | None:
        """What is personal goes to its person alone; of that a room is told nothing, since Discord shows nobody else
        that anything was asked."""
        reply = told.to_person if told.to_person is not None else told.to_room
        if reply is None:
            await self._forget(called, self._left_s(called))
            return None
        # What hangs on a message that its person alone reads is answered out of the others' sight too.
        personal = told.to_person is not None or not _is_read_by_all(called)
        # A button answers whom its command answers: of most that is its person alone.
        whispered = (personal or not called.public) and not called.place.private
        # What is personal is put into no message that others read; what becomes of the room's own is.
        hidden = personal and not called.place.private and _is_read_by_all(called)
        if called.how is Asked.TAP and not hidden and await self._put_in(called, reply):
            return None
        # That an answer did not arrive takes the place of no part of it that did.
        instead = called.how is not Asked.TAP and not isinstance(reply.error, Unsaid)
        if whispered and called.public and called.how is not Asked.TAP:
            # It was announced as everybody's; what is personal does not go there.
            instead = False
            if not await self._forget(called):
                return await self._tell_elsewhere(called, reply, told.to_room)
        attempt = await self._respond(called, self._response(called, instead, whispered), reply)
        return unsaid(called.heard, attempt, personal=told.to_person is not None)

    async def _tell_elsewhere(self, called: Called, reply: Reply, note: Reply | None) -> Unsaid | None:
        """Whisper what is personal while what was announced to all is still there, for all we know: whatever is said
        first with the token of the call would take its place, before everybody's eyes."""
        attempt = await self._whisper_answer(called.heard.sender, reply, called.heard.update_id)
        if note is not None:
            await self._answered(self._response(called, instead=True, whispered=False), note, self._left_s(called))
        return unsaid(called.heard, attempt, personal=True)

    def _response(self, called: Called, instead: bool, whispered: bool) -> Response:
        owner = int(called.heard.sender.external_id)
        return Response(self._wire, self.application, called.call.token, owner, instead, whispered)

    async def _respond(self, called: Called, response: Response, reply: Reply) -> Attempt:
        attempt, left_s = Attempt(Outcome.REFUSED, reason="late"), self._left_s(called)
        if left_s > 0:
            # What announced it stands there for as long as the call lives; only figures are not true for so long.
            attempt = await self._answered(response, reply, min(left_s, _patience(reply)) if reply.figures else left_s)
        late = attempt.outcome is Outcome.RETRY and not reply.figures
        if not late and (attempt.outcome is not Outcome.REFUSED or attempt.reason == TOO_BIG):
            return attempt
        # Its call is over, or will be before it can be answered; it is said in the channel instead, what is personal
        # in private.
        if attempt.reason != LOCKED:
            if response.whispered or called.place.private:
                return await self._whisper_answer(called.heard.sender, reply, called.heard.update_id)
            key = _key(called.heard.update_id, reply)
            attempt = await self._answered(Channel(self._wire, called.place.channel, response.owner, key), reply)
        return await self._past_lock(called.heard, reply) if attempt.reason == LOCKED else attempt

    def _left_s(self, called: Called) -> float:
        return max(0.0, (called.call.at + _CALL_LIVES - self._clock.now()).total_seconds())

    async def _put_in(self, called: Called, reply: Reply) -> bool:
        """Put the reply into the tapped message, where it belongs there; False where it is a message of its own."""
        message = settled(called.shown, reply) if reply.settles else self._refreshed(called.shown, reply)
        if message is None:
            return False
        response = self._response(called, instead=True, whispered=False)
        attempt = await self._sender.send(response, (message,), _FIGURES_KEEP_S)
        if attempt.platform_id:
            self._hears.arrived(reply, attempt.platform_id, DOOR)
        return attempt.outcome is Outcome.SENT

    def _refreshed(self, shown: Mapping[str, Any] | None, reply: Reply) -> Message | None:
        """Return the reply as what the tapped message becomes, if it is the same command anew and text for text.
        Anything else is a message of its own: an edit notifies nobody and would take the old answer away."""
        messages = render(reply)
        if shown is None or reply.understood is None or len(messages) != 1 or messages[0].files:
            return None
        same = self._commands.get(str(shown.get("id"))) == reply.understood.name
        return messages[0] if same and not shown.get("attachments") else None

    async def _say(self, channel: str, owner: int, reply: Reply, patience_s: float) -> Attempt:
        key = reply.noticed.key if reply.noticed is not None else None
        target = Channel(self._wire, channel, owner, key)
        attempt = await self._sender.send(target, render(reply), patience_s)
        self._remember(attempt, reply)
        return attempt

    async def _private_channel(self, user: str) -> str:
        if user not in self._private:
            told = await self._wire.start_private_message(user)
            self._private[user] = str(told["id"])
        return self._private[user]

    async def _forget(self, called: Called, patience_s: float = 0.0) -> bool:
        """Take away what says that an answer comes, where none does; return whether it is certainly gone."""
        if called.how is Asked.TAP:
            return True
        return await self._sender.withdraw(self._response(called, instead=True, whispered=False), patience_s)

    async def _delete(self, said: Said) -> None:
        if said.place.private:
            log.info("a message that held a secret stays: in private only its writer can delete it")
            return
        try:
            await self._wire.delete_message(said.place.channel, said.message)
        except discord.DiscordException as error:
            log.info("a message that held a secret could not be deleted: %s", error)

    def _remember(self, attempt: Attempt, reply: Reply) -> None:
        if attempt.platform_id and reply.understood is not None:
            self._commands[attempt.platform_id] = reply.understood.name
            self._hears.arrived(reply, attempt.platform_id, DOOR)


def _is_read_by_all(called: Called) -> bool:
    return called.shown is None or not int(called.shown.get("flags") or 0) & EPHEMERAL


def _key(update: str | None, reply: Reply) -> str | None:
    """Return what Discord knows the answer to an update by; that it did not arrive is another message."""
    return f"{update} unsaid" if update is not None and isinstance(reply.error, Unsaid) else update


def _patience(reply: Reply) -> float:
    return _FIGURES_KEEP_S if reply.figures else _WORDS_KEEP_S
