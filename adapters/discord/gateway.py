"""Discord's gateway: the library's socket, dialled, resumed and dialled anew for as long as it is left running.

What happened while nobody was connected is told again after a resume, also to a new process: the session outlives us.
"""

import asyncio
import logging
import zlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import discord
from discord.errors import ConnectionClosed
from discord.gateway import DiscordWebSocket, ReconnectWebSocket
from discord.http import Route
from yarl import URL

from adapters.discord.wire import Flooded, TokenRefused, Wire
from core.kernel.clock import RealClock

log = logging.getLogger(__name__)

# Without the contents of messages: those in private, and those that name us, come with them all the same.
INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
HEARD = ("READY", "RESUMED", "INTERACTION_CREATE", "MESSAGE_CREATE", "GUILD_CREATE", "GUILD_DELETE", "CHANNEL_DELETE")

_BETWEEN_IDENTIFIES = timedelta(seconds=5)
_LONGEST_PAUSE_S = 30.0
_DIALS_OF_A_SESSION = 3
# A token that is none, intents that are not allowed: nothing mends them but the owner.
_FINAL = {4004: "does not accept CANDLEWICK_DISCORD__TOKEN", 4013: "refuses our intents", 4014: "refuses our intents"}
_BROKEN = (
    OSError,
    aiohttp.ClientError,
    TimeoutError,
    discord.DiscordException,
    zlib.error,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
)


@dataclass(frozen=True, slots=True)
class Session:
    """What a lost connection is resumed with: up to event `seq` everything is handled."""

    id: str
    seq: int
    url: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, as Discord says it; `seq` is its place in the session."""

    name: str
    data: Mapping[str, Any]
    seq: int


@dataclass(frozen=True, slots=True)
class Patience:
    """`hello_s`: how long it may take from dialling to being heard; `silent_s`: how long nothing may be said at all,
    before the connection counts as dead."""

    hello_s: float = 30.0
    silent_s: float = 60.0


Take = Callable[[Event], Awaitable[None]]


class _Link(discord.Client):
    """The library's client as its socket needs one: our wire, and our ears in place of its cache."""

    def __init__(self, wire: Wire, silent_s: float, heard: Callable[[str, Any], None]) -> None:
        super().__init__(intents=INTENTS, max_messages=None, heartbeat_timeout=silent_s)
        self.http = wire
        self.loop = asyncio.get_running_loop()
        self._connection.http = wire
        self._connection.parsers = {name: _hearing(name, heard) for name in HEARD}


def _hearing(name: str, heard: Callable[[str, Any], None]) -> Callable[[Any], None]:
    return lambda data: heard(name, data)


class Gateway:
    """Keeps the connection. `down_since` is None while it stands; `why` says what broke it last."""

    def __init__(self, wire: Wire, clock: RealClock, take: Take, patience: Patience) -> None:
        self._wire, self._clock, self._take, self._patience = wire, clock, take, patience
        self._link = _Link(wire, patience.silent_s, self._hear)
        self._heard: list[Event] = []
        self._socket: DiscordWebSocket | None = None
        self._identified_at: datetime | None = None
        self._failures = 0
        self.session: Session | None = None
        self.down_since: datetime | None = clock.now()
        self.why = ""

    async def run(self) -> None:
        """Listen until cancelled."""
        while True:
            try:
                await self._listen()
            except ReconnectWebSocket as end:
                self._failures += 1
                if not end.resume or self._failures >= _DIALS_OF_A_SESSION:
                    self.session = None
                self._lost("reconnect", logging.INFO)
            except ConnectionClosed as end:
                self._failures += 1
                self.session = None
                self._closed(end.code)
            except _BROKEN as error:
                self._failures += 1
                if self._failures >= _DIALS_OF_A_SESSION:
                    self.session = None
                self._lost(type(error).__name__, logging.WARNING)
                await self._rest(error)
                continue
            if self._failures > 1:
                await self._rest(None)

    async def _listen(self) -> None:
        socket = await self._dial()
        self._socket = socket
        try:
            await self._until_it_stands(socket)
            while True:
                await self._hear_from(socket)
        finally:
            self._socket = None
            self._note(socket)
            if socket.open:
                # Not 1000: that would end the session for good.
                await socket.close(4000)

    async def _until_it_stands(self, socket: DiscordWebSocket) -> None:
        try:
            async with asyncio.timeout(self._patience.hello_s):
                while self.down_since is not None:
                    await self._hear_from(socket)
        except TimeoutError:
            # Who answers a resume with nothing at all knows the session no more.
            self.session = None
            raise

    async def _hear_from(self, socket: DiscordWebSocket) -> None:
        await socket.poll_event()
        heard, self._heard = self._heard, []
        for event in heard:
            await self._take(event)

    async def _dial(self) -> DiscordWebSocket:
        session = self.session
        url = session.url if session is not None else await self._address()
        async with asyncio.timeout(self._patience.hello_s):
            return await DiscordWebSocket.from_client(
                self._link,
                # Else the library waits five seconds of its own; we did.
                initial=True,
                gateway=URL(url),
                session=None if session is None else session.id,
                sequence=None if session is None else session.seq,
                resume=session is not None,
            )

    async def _address(self) -> str:
        """Return where to begin a session, once we may: one in five seconds, and so many a day."""
        now = self._clock.now()
        if self._identified_at is not None and (early := self._identified_at + _BETWEEN_IDENTIFIES - now) > timedelta():
            await self._clock.sleep(early.total_seconds())
        told = await self._wire.request(Route("GET", "/gateway/bot"))
        limit = told.get("session_start_limit", {})
        if limit.get("remaining", 1) < 1:
            log.warning("Discord lets us begin no further session before tomorrow")
            await self._clock.sleep(limit.get("reset_after", 0) / 1000)
        self._identified_at = self._clock.now()
        return str(told["url"])

    def _hear(self, name: str, data: Any) -> None:
        socket = self._socket
        assert socket is not None
        if name in {"READY", "RESUMED"}:
            self._failures, self.down_since, self.why = 0, None, ""
        self._note(socket)
        self._heard.append(Event(name, data, socket.sequence or 0))

    def _note(self, socket: DiscordWebSocket) -> None:
        if socket.session_id is None:
            self.session = None
        else:
            seq = socket.sequence or 0
            kept = self.session if self.session is not None else Session(socket.session_id, seq, "")
            self.session = replace(kept, id=socket.session_id, seq=seq, url=str(socket.gateway))

    def _closed(self, code: int) -> None:
        if code in _FINAL:
            log.error("Discord %s", _FINAL[code])
            # Asking on and on would not change its mind.
            self._failures = max(self._failures, 6)
        self._lost(f"closed {code}", logging.WARNING)

    def _lost(self, why: str, level: int) -> None:
        self.why = why
        if self.down_since is None:
            self.down_since = self._clock.now()
        if self._failures == 1:
            log.log(level, "the connection to Discord ended, tried again until it stands: %s", why)

    async def _rest(self, error: BaseException | None) -> None:
        match error:
            case Flooded():
                await self._clock.sleep(error.retry_after_s)
            case TokenRefused():
                log.error("Discord %s", _FINAL[4004])
                await self._clock.sleep(_LONGEST_PAUSE_S)
            case _:
                await self._clock.sleep(min(_LONGEST_PAUSE_S, 2.0 ** min(self._failures - 1, 5)))
