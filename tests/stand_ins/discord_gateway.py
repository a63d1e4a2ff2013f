"""Discord's gateway: hello, identify, heartbeats, events, resume; what a client does wrong closes its connection."""

import asyncio
import contextlib
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from aiohttp import WSMsgType, web

from tests.stand_ins.discord_world import World

GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT = 1 << 0, 1 << 9, 1 << 12, 1 << 15
ALLOWED = GUILDS | GUILD_MESSAGES | DIRECT_MESSAGES
BETWEEN_IDENTIFIES = timedelta(seconds=5)
_SENDS = 120


@dataclass
class Session:
    """One session: all that was told in it, by number, and the socket that is there now."""

    id: str
    intents: int
    told: list[tuple[int, str, Any]] = field(default_factory=list)
    socket: "Socket | None" = None

    @property
    def seq(self) -> int:
        return self.told[-1][0] if self.told else 0


class Socket:
    """One connection; compressed as a whole where its client asked for that."""

    def __init__(self, ws: web.WebSocketResponse, request: web.Request, compressed: bool) -> None:
        self.ws, self._request = ws, request
        self._stream = zlib.compressobj() if compressed else None
        self.session: Session | None = None
        self.received: list[dict[str, Any]] = []
        self.ended = False  # by us

    def pull(self) -> None:
        """Cut the connection as when a cable is pulled."""
        if self._request.transport is not None:
            self._request.transport.abort()

    async def send(self, op: int, data: Any, name: str | None = None, seq: int | None = None) -> None:
        text = json.dumps({"op": op, "d": data, "t": name, "s": seq})
        with contextlib.suppress(ConnectionError, RuntimeError):
            if self._stream is None:
                await self.ws.send_str(text)
            else:
                packed = self._stream.compress(text.encode()) + self._stream.flush(zlib.Z_SYNC_FLUSH)
                await self.ws.send_bytes(packed)


class Gateway:
    """The server's side. `url` is where a session begins, `resume_url` where it is resumed, "" for the same;
    `dialled` are the paths that were. `silent`: heartbeats are not acknowledged and nothing is told. `resuming`: what
    becomes of a resume, "" for what is documented, else it is "ignored" or closed with a code."""

    def __init__(self, world: World, token: str, changed: Callable[[], None]) -> None:
        self.world, self._token, self._changed = world, token, changed
        self.url = self.resume_url = ""
        self.dialled: list[str] = []
        self.sessions: dict[str, Session] = {}
        self.sockets: list[Socket] = []
        self.identifies: list[dict[str, Any]] = []
        self.resumes: list[dict[str, Any]] = []
        self.closes: list[int | None] = []
        self.heartbeats = 0
        self.early_identifies = 0
        self.silent = False
        self.resuming: str | int = ""
        self.heartbeat_s = 40.0
        self._identified_at: Any = None

    @property
    def session(self) -> Session | None:
        """The newest session."""
        return next(reversed(self.sessions.values()), None)

    async def tell(self, name: str, data: Mapping[str, Any], intent: int = 0) -> None:
        """Tell every session that wants to hear of it; who is not connected hears it after a resume."""
        for session in list(self.sessions.values()):
            if intent & ~session.intents:
                continue
            seq = session.seq + 1
            session.told.append((seq, name, dict(data)))
            if session.socket is not None and not self.silent:
                await session.socket.send(0, data, name, seq)

    async def ask_to_reconnect(self) -> None:
        for socket in list(self.sockets):
            await socket.send(7, None)

    async def invalidate(self, resumable: bool) -> None:
        """Say that the session is none any more, or that it may be resumed."""
        for socket in list(self.sockets):
            if not resumable and socket.session is not None:
                self.sessions.pop(socket.session.id, None)
            await socket.send(9, resumable)

    async def cut(self, code: int | None = None) -> None:
        """End the connections: with a code, or as when a cable is pulled."""
        for socket in list(self.sockets):
            if code is None:
                socket.pull()
            else:
                socket.ended = True
                await socket.ws.close(code=code)

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        ws = web.WebSocketResponse(max_msg_size=4096, compress=False)
        await ws.prepare(request)
        asked = request.query
        if (asked.get("v"), asked.get("encoding")) != ("10", "json"):
            await ws.close(code=4012)
            return ws
        socket = Socket(ws, request, asked.get("compress") == "zlib-stream")
        self.sockets.append(socket)
        self.dialled.append(request.path)
        self._changed()
        try:
            await socket.send(10, {"heartbeat_interval": int(self.heartbeat_s * 1000)})
            await self._listen(socket)
        finally:
            self._left(socket)
        return ws

    async def _listen(self, socket: Socket) -> None:
        async for message in socket.ws:
            if message.type is not WSMsgType.TEXT:
                await socket.ws.close(code=4002)
                return
            try:
                said = json.loads(message.data)
            except ValueError:
                await socket.ws.close(code=4002)
                return
            socket.received.append(said)
            if len(socket.received) > _SENDS:
                await socket.ws.close(code=4008)
                return
            code = await self._hear(socket, said)
            self._changed()
            if code is not None:
                await socket.ws.close(code=code)
                return

    async def _hear(self, socket: Socket, said: Mapping[str, Any]) -> int | None:
        """Do what a client says; return the code that its connection is closed with, None for none."""
        data = said.get("d")
        match said.get("op"):
            case 1:
                if data is not None and not isinstance(data, int):
                    return 4002
                self.heartbeats += 1
                if not self.silent:
                    await socket.send(11, None)
                return None
            case 2:
                return 4005 if socket.session is not None else await self._identify(socket, data or {})
            case 6:
                return await self._resume(socket, data or {})
        return 4001 if socket.session is not None else 4003

    async def _identify(self, socket: Socket, said: Mapping[str, Any]) -> int | None:
        if said.get("token") != self._token:
            return 4004
        intents = said.get("intents")
        if not isinstance(intents, int) or not {"os", "browser", "device"} <= said.get("properties", {}).keys():
            return 4002
        self.identifies.append(dict(said))
        if intents & ~ALLOWED:
            return 4014
        now = self.world.now()
        if self._identified_at is not None and now - self._identified_at < BETWEEN_IDENTIFIES:
            self.early_identifies += 1
            await socket.send(9, False)
            return None
        self._identified_at = now
        session = Session(self.world.snowflake(), intents, socket=socket)
        self.sessions[session.id] = session
        socket.session = session
        await self._ready(session)
        return None

    async def _ready(self, session: Session) -> None:
        here = [guild for guild in self.world.guilds.values() if guild.here]
        ready = {
            "v": 10,
            "user": {**self.world.bot.json(), "bot": True},
            "guilds": [{"id": guild.id, "unavailable": True} for guild in here],
            "session_id": session.id,
            "resume_gateway_url": self.resume_url or self.url,
            "application": {"id": self.world.application, "flags": 0},
        }
        for name, data in [("READY", ready), *(("GUILD_CREATE", guild.json()) for guild in here)]:
            session.told.append((session.seq + 1, name, data))
            assert session.socket is not None
            await session.socket.send(0, data, name, session.seq)

    async def _resume(self, socket: Socket, said: Mapping[str, Any]) -> int | None:
        if said.get("token") != self._token:
            return 4004
        self.resumes.append(dict(said))
        if self.resuming:
            return self.resuming if isinstance(self.resuming, int) else None
        session = self.sessions.get(str(said.get("session_id")))
        if session is None:
            await socket.send(9, False)
            return None
        if not 0 <= int(said.get("seq") or 0) <= session.seq:
            return 4007
        session.socket, socket.session = socket, session
        for seq, name, data in list(session.told):
            if seq > int(said["seq"]):
                await socket.send(0, data, name, seq)
        session.told.append((session.seq + 1, "RESUMED", {}))
        await socket.send(0, {}, "RESUMED", session.seq)
        return None

    def _left(self, socket: Socket) -> None:
        self.sockets.remove(socket)
        self.closes.append(socket.ws.close_code)
        session = socket.session
        if session is not None and session.socket is socket:
            session.socket = None
            if socket.ws.close_code in (1000, 1001) and not socket.ended:
                # A client that says goodbye so has no session any more.
                self.sessions.pop(session.id, None)
        self._changed()

    async def close(self) -> None:
        for socket in list(self.sockets):
            await asyncio.wait_for(socket.ws.close(code=1001), 1)
