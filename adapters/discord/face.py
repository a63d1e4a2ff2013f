"""The bot's face on Discord: hears its gateway's events, and speaks. Brings the library: import it late."""

import asyncio
import logging
import re
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

import discord

from adapters.discord import slash
from adapters.discord.answering import Callbacks
from adapters.discord.conversation import Conversation, Ground
from adapters.discord.gateway import Event, Gateway, Patience
from adapters.discord.ledger import Ledger
from adapters.discord.sessions import Sessions
from adapters.discord.typist import Typist
from adapters.discord.updates import (
    DOOR,
    Called,
    Gone,
    Joined,
    Left,
    Meant,
    NotTheirs,
    Place,
    Said,
    Typing,
    Wanted,
    read,
)
from adapters.discord.wire import Refused, TokenRefused, Wire, attempt_of, quiet_library
from bot.completing import Completion
from bot.forms import Forms
from bot.lanes import Lanes
from bot.ports import Hears
from bot.speaking.reply import PublicReply, Reply
from bot.voice import guessed
from core.delivery.model import Attempt, Outcome
from core.kernel.clock import RealClock
from core.kernel.errors import CandlewickError, Mistake, Unavailable
from core.kernel.memory import Memory
from core.people.model import Identity, Room

log = logging.getLogger(__name__)

_TOKEN_SETTING = "CANDLEWICK_DISCORD__TOKEN"  # noqa: S105  (a name)
_TOKEN_EXAMPLE = "MTk4N…, as the application's page at Discord gives it"  # noqa: S105  (a name)
_TOKEN_SHAPE = re.compile(r"[\w.-]{8,200}", re.ASCII)
_LONGEST_PAUSE_S = 30.0
# See channels, write in them and in threads, embed, attach files, read the history.
_RIGHTS = f"permissions={1 << 10 | 1 << 11 | 1 << 14 | 1 << 15 | 1 << 16 | 1 << 38}"


@dataclass(frozen=True, slots=True)
class DiscordOptions:
    """How to reach Discord, and what is published there. `reply_within_s`: how long a call may take; `patience`
    with the gateway."""

    token: str = field(repr=False)
    forms: Forms
    says: slash.Says
    completion: Completion | None = None
    base_url: str = "https://discord.com/api/v10"
    reply_within_s: float = 20.0
    patience: Patience = field(default_factory=Patience)


class DiscordFace:
    """A Face. `start` it once, `stop` it once."""

    def __init__(self, options: DiscordOptions, hears: Hears, clock: RealClock, memory: Memory) -> None:
        quiet_library()
        self._options, self._hears, self._clock, self._memory = options, hears, clock, memory
        self._wire = Wire(options.token, options.base_url, options.reply_within_s, clock)
        self._callbacks = Callbacks(self._wire, clock)
        self._conversation = Conversation(Ground(self._wire, hears, clock, memory))
        self._gateway = Gateway(self._wire, clock, self._take, options.patience)
        self._publisher = slash.Publisher(self._wire, memory)
        self._typist = Typist(options.completion, self._callbacks)
        self._lanes = Lanes()
        self._ledger = Ledger()
        self._sessions = Sessions(memory, clock)
        self._me: str | None = None
        self._name = ""
        self._closed = False
        self._listening: asyncio.Task[None] | None = None
        self._errands: set[asyncio.Task[Any]] = set()

    @property
    def door(self) -> str:
        return DOOR

    @property
    def down_since(self) -> datetime | None:
        """Since when no event can reach us; None while the gateway's connection stands."""
        return self._gateway.down_since

    @property
    def invitation(self) -> str:
        """Return the address under which somebody adds the bot to a server; of use once Discord was reached."""
        return f"https://discord.com/oauth2/authorize?client_id={self._me}&scope=bot+applications.commands&{_RIGHTS}"

    async def start(self) -> None:
        """Begin to hear. Where Discord cannot be reached it is tried again, in the background.

        Raises
        ------
        Mistake
            If Discord does not know the token.
        """
        try:
            await self.identify()
        except Unavailable as error:
            log.warning("Discord cannot be reached yet: %s", error.reason)
        self._listening = asyncio.create_task(self._listen())
        self._listening.add_done_callback(self._returned)

    async def identify(self) -> str:
        """Return the bot's name as Discord knows it; nothing is taken or changed there.

        Raises
        ------
        Mistake
            As `start` does.
        Unavailable
            If Discord cannot be reached.
        """
        if not _TOKEN_SHAPE.fullmatch(self._options.token):
            raise Mistake("setting", _TOKEN_SETTING, example=_TOKEN_EXAMPLE)
        try:
            told = await self._wire.find_api()
        except TokenRefused:
            raise Mistake("setting", _TOKEN_SETTING, example=_TOKEN_EXAMPLE) from None
        except discord.DiscordException as error:
            raise Unavailable(DOOR, attempt_of(error).reason or "network") from None
        if not isinstance(told, dict) or not {"id", "username"} <= told.keys():
            raise Unavailable(DOOR, "network")
        self._me, self._name = str(told["id"]), str(told["username"])
        return self._name

    async def stop(self, within_s: float) -> None:
        """Hear nothing more, finish what is in hand within `within_s` seconds; a resume brings the rest."""
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)
        dropped = await self._lanes.drain(within_s)
        if dropped:
            log.warning("%d events were not finished; Discord tells them again after the next start", dropped)
        for errand in (errands := list(self._errands)):
            errand.cancel()
        await asyncio.gather(*errands, return_exceptions=True)
        await self._keep_session(now=True)
        await self.close()

    async def close(self) -> None:
        """Release the connections; safe to call twice, and without a start."""
        self._closed = True
        await self._wire.close()

    async def whisper(self, identity: Identity, reply: Reply) -> Attempt:
        """Say it in the person's own chat."""
        if self._closed:
            return Attempt(Outcome.RETRY, reason="none")
        return await self._conversation.whisper(identity, reply)

    async def post(self, room: Room, reply: PublicReply) -> Attempt:
        """Say it to a room, which is a channel."""
        if self._closed:
            return Attempt(Outcome.RETRY, reason="none")
        return await self._conversation.post(room.external_id, reply)

    async def is_admin(self, room: Room, identity: Identity) -> bool:
        """Return whether somebody governs a room's server; Unavailable when Discord is."""
        return await self._conversation.governs(room.external_id, identity.external_id)

    async def _listen(self) -> None:
        pause_s = 1.0
        while True:
            try:
                if self._me is None:
                    await self.identify()
                await self._introduce()
                break
            except (CandlewickError, discord.DiscordException) as error:
                log.info("Discord is not ready for us yet: %s", type(error).__name__)
                await self._clock.sleep(pause_s)
                pause_s = min(_LONGEST_PAUSE_S, 2 * pause_s)
        self._errand(self._publish())
        self._gateway.session = session = await self._sessions.last_of(self._me or "")
        if session is not None:
            self._ledger.begin(session.seq)
        await self._gateway.run()

    async def _introduce(self) -> None:
        """Learn our application's number: of most bots it is that of their user."""
        assert self._me is not None
        try:
            application = str((await self._wire.application_info())["id"])
        except (Refused, KeyError, TypeError):
            application = self._me
        self._conversation.application = self._callbacks.application = application

    async def _publish(self) -> None:
        """Publish our commands, again and again while Discord does not answer."""
        # Reads every language from the disk, which nobody who talks to us may wait for.
        wanted = await asyncio.to_thread(slash.commands, self._options.forms.shown, self._options.says)
        if self._options.completion is not None:
            await asyncio.to_thread(self._options.completion.warm)
        pause_s = 1.0
        while True:
            try:
                await self._publisher.publish(self._conversation.application, wanted)
                return
            except discord.DiscordException as error:
                await self._clock.sleep(attempt_of(error).retry_after_s or pause_s)
                pause_s = min(_LONGEST_PAUSE_S, 2 * pause_s)

    async def _take(self, event: Event) -> None:
        """Take an event in hand. Calls hear from us now, whatever else is waiting."""
        if event.name == "READY":
            self._ledger.begin(event.seq)
            self._errand(self._keep_session(now=True))
            return
        if not self._ledger.take(event.seq):
            return
        meant = self._meant(event)
        match meant:
            case Said():
                await self._put(event, meant.heard.sender, partial(self._conversation.answer, meant), meant.place)
            case Called():
                whispered = not meant.public and not meant.place.private
                deferred = self._errand(self._callbacks.defer(meant.call, meant.how, whispered))
                answer = partial(self._conversation.answer_call, meant, deferred)
                await self._put(event, meant.heard.sender, answer, meant.place)
            case Joined():
                await self._put(event, meant.owner, partial(self._conversation.joined, meant))
            case Left():
                await self._put(event, Identity(DOOR, "0"), partial(self._conversation.left, meant))
            case _:
                self._at_once(meant)
                self._ledger.finish(event.seq)
                # Not waited for: what comes next may be a call, which has three seconds.
                self._errand(self._keep_session())

    def _at_once(self, meant: Meant | None) -> None:
        """Answer what needs nothing but memory."""
        match meant:
            case Typing():
                self._errand(self._typist.complete(meant))
            case Wanted():
                self._errand(self._callbacks.ask(meant.call, meant.mark, meant.custom_id, self._say(meant.language)))
            case NotTheirs() | Gone():
                why = "not-yours" if isinstance(meant, NotTheirs) else "command-gone"
                self._errand(self._callbacks.refuse(meant.call, self._say(meant.language).text(why)))

    def _meant(self, event: Event) -> Meant | None:
        try:
            return read(event, self._me or "", self._options.forms, self._clock.now())
        except (KeyError, TypeError, ValueError, AttributeError, StopIteration) as error:
            # Neither the event nor the error's words: both may hold what somebody wrote.
            log.warning("an event could not be read: %s", type(error).__name__)
            return None

    async def _put(
        self, event: Event, who: Identity, answer: Callable[[], Coroutine[Any, Any, None]], place: Place | None = None
    ) -> None:
        # What one person says in one place stays in order; a place that is paused holds up no other.
        lane = hash((who.external_id, "0" if place is None else place.channel))
        await self._lanes.put(lane, partial(self._handle, event, who, answer, place))

    async def _handle(
        self, event: Event, who: Identity, answer: Callable[[], Coroutine[Any, Any, None]], place: Place | None
    ) -> None:
        with self._ledger.handling(event.seq):
            await answer()
        self._errand(self._typist.answered(who, None if place is None else place.room))
        await self._keep_session()

    def _say(self, language: str | None) -> Any:
        return self._options.says[guessed(language).language]

    async def _keep_session(self, now: bool = False) -> None:
        """Keep where the session stands, once a second at most: what is not handled comes again after a resume."""
        if self._me is not None:
            await self._sessions.keep(self._me, self._gateway.session, self._ledger.handled, now)

    def _errand(self, work: Coroutine[Any, Any, Any]) -> "asyncio.Task[Any]":
        task = asyncio.create_task(work)
        self._errands.add(task)
        task.add_done_callback(self._returned)
        return task

    def _returned(self, task: "asyncio.Task[Any]") -> None:
        self._errands.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a task of the Discord door ended in an error", exc_info=error)
