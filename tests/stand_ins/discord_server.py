"""Discord's HTTP: version 10 of the API, its buckets and pauses, planned faults, and the gateway on the same port."""

import asyncio
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from core.kernel.clock import RealClock
from tests.effort import PATIENCE_S
from tests.stand_ins.discord_errors import Fault, Refused
from tests.stand_ins.discord_gateway import Gateway
from tests.stand_ins.discord_rules import Upload
from tests.stand_ins.discord_things import User
from tests.stand_ins.discord_world import World

_MAJOR = re.compile(r"/(channels|guilds|webhooks)/(\d+)(?:/([\w.-]{20,}))?")
_NUMBER = re.compile(r"\d{5,}|[\w.-]{20,}")


@dataclass(frozen=True)
class Request:
    """One request of the bot; `early` when Discord had asked it to wait."""

    method: str
    path: str
    body: Any
    files: tuple[Upload, ...] = ()
    early: bool = False


@dataclass
class _Bucket:
    limit: int
    window_s: float
    used: int = 0
    since: float = 0.0


@dataclass
class Limits:
    """How many requests a bucket takes in how many seconds, by the path that it begins with; the first that fits."""

    rules: list[tuple[str, int, float]] = field(default_factory=lambda: [("", 1000, 1.0)])

    def of(self, path: str) -> tuple[int, float]:
        return next((limit, window) for prefix, limit, window in self.rules if path.startswith(prefix))


class Api:
    """The server; tests/stand_ins/discord.py adds the people."""

    def __init__(self, clock: RealClock, token: str) -> None:
        self.token = token
        self.world = World(clock, User("700", "Candlewick"), "701")
        self.gateway = Gateway(self.world, token, self._change)
        self.requests: list[Request] = []
        self.faults: list[Fault] = []
        self.limits = Limits()
        self.starts_left = 1000
        self.api_url = ""
        self.port = 0
        self._clock = clock
        self._buckets: dict[str, _Bucket] = {}
        self._paused_until: dict[str, float] = {}
        self._changed = asyncio.Event()
        self._closing = asyncio.Event()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=64 * 2**20)
        app.router.add_get("/gateway/{name:.*}", self.gateway.serve)
        app.router.add_route("*", "/{path:.*}", self._serve)
        self._runner = web.AppRunner(app, shutdown_timeout=0.2, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        self.port = self._runner.addresses[0][1]
        self.api_url = f"http://127.0.0.1:{self.port}/api/v10"
        self.gateway.url = f"ws://127.0.0.1:{self.port}/gateway/"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._change()
        await self.gateway.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def until(self, true: Callable[[], bool]) -> None:
        """Return when `true`, looked at after every request and event."""
        async with asyncio.timeout(PATIENCE_S):
            while not true():
                await self._changed.wait()

    def made(self, method: str, path: str) -> list[Request]:
        """Return the requests to a path that begins so."""
        return [one for one in self.requests if one.method == method and one.path.startswith(path)]

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        path = request.path.removeprefix("/api/v10")
        body, files = await _read(request)
        own_token = path.startswith(("/interactions/", "/webhooks/"))
        early = self._paused_s(path) > 0
        self.requests.append(Request(request.method, path, body, files, early))
        try:
            if path == request.path or not request.headers.get("User-Agent", "").startswith("DiscordBot ("):
                raise Refused(404, 0, "404: Not Found")
            if not own_token and request.headers.get("Authorization") != f"Bot {self.token}":
                raise Refused(401, 0, "401: Unauthorized")
            return await self._faulty(request, path, body, files)
        except Refused as refused:
            return _refusal(refused)
        finally:
            self._change()

    async def _faulty(self, request: web.Request, path: str, body: Any, files: Sequence[Upload]) -> web.StreamResponse:
        if (left := self._paused_s(path)) > 0:
            raise _flood(left, everywhere=self._paused_s("") > 0)
        headers = self._counted(request.method, path)
        fault = self._next_fault(request.method, path)
        match fault.kind if fault else "":
            case "flood" | "global-flood" if fault:
                everywhere = fault.kind.startswith("global")
                self._paused_until["" if everywhere else _major(path)] = self._now() + fault.retry_after
                raise _flood(fault.retry_after, everywhere)
            case "html" if fault:
                return web.Response(status=fault.status, text="<html>Bad Gateway</html>", content_type="text/html")
            case "silent-before" | "cut-before":
                return await self._leave(request, hold=fault is not None and fault.kind.startswith("silent"))
            case "silent-after" | "cut-after":
                self._do(request.method, path, body, files)
                return await self._leave(request, hold=fault is not None and fault.kind.startswith("silent"))
        told = self._do(request.method, path, body, files)
        if told is None:
            return web.Response(status=204, headers=headers)
        return web.json_response(told, headers=headers)

    def _do(self, method: str, path: str, body: Any, files: Sequence[Upload]) -> Any:
        world = self.world
        match method, path.strip("/").split("/"):
            case "GET", ["users", "@me"]:
                return {**world.bot.json(), "bot": True}
            case "GET", ["oauth2", "applications", "@me"]:
                return {"id": world.application, "name": "Candlewick", "flags": 0}
            case "GET", ["gateway", "bot"]:
                limit = {"total": 1000, "remaining": self.starts_left, "reset_after": 14_400_000, "max_concurrency": 1}
                return {"url": self.gateway.url, "shards": 1, "session_start_limit": limit}
            case "GET", ["channels", channel] if channel in world.channels:
                return world.channels[channel].json()
            case "GET", ["guilds", guild] if guild in world.guilds:
                return world.guilds[guild].json()
            case "GET", ["guilds", guild, "members", user]:
                return world.member(guild, user)
            case "PUT", ["applications", world.application, "commands"]:
                return world.publish(body)
        return self._talk(method, path, body, files)

    def _talk(self, method: str, path: str, body: Any, files: Sequence[Upload]) -> Any:
        world = self.world
        match method, path.strip("/").split("/"):
            case "POST", ["users", "@me", "channels"]:
                return world.open_private(body)
            case "POST", ["channels", channel, "messages"]:
                return world.create(channel, body, files)
            case "DELETE", ["channels", channel, "messages", message]:
                return world.delete(channel, message)
            case "POST", ["interactions", call, token, "callback"]:
                return world.call_back(call, token, body)
            case "POST", ["webhooks", world.application, token]:
                return world.follow_up(token, body, files)
            case _, ["webhooks", world.application, token, "messages", "@original"]:
                return self._answer(method, token, body, files)
        raise Refused(404, 0, "404: Not Found")

    def _answer(self, method: str, token: str, body: Any, files: Sequence[Upload]) -> Any:
        """Read, change or delete what a call is answered with."""
        match method:
            case "GET":
                return self.world.original(token).json()
            case "PATCH":
                return self.world.change_original(token, body, files)
            case "DELETE":
                return self.world.delete_original(token)
        raise Refused(405, 0, "405: Method Not Allowed")

    def _counted(self, method: str, path: str) -> dict[str, str]:
        """Count a request and return what its answer says of the bucket."""
        limit, window_s = self.limits.of(path)
        name = f"{method} {_NUMBER.sub('*', path)}"
        key, now = f"{name} {_major(path)}", self._now()
        bucket = self._buckets.setdefault(key, _Bucket(limit, window_s, since=now))
        if now >= bucket.since + bucket.window_s:
            self._buckets[key] = bucket = _Bucket(limit, window_s, since=now)
        bucket.used += 1
        reset_s = bucket.since + bucket.window_s - now
        if bucket.used > bucket.limit:
            self.requests[-1] = replace(self.requests[-1], early=True)
            raise _flood(reset_s, everywhere=False)
        return {
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(limit - bucket.used),
            "X-RateLimit-Reset": f"{now + reset_s:.3f}",
            "X-RateLimit-Reset-After": f"{reset_s:.3f}",
            "X-RateLimit-Bucket": f"{abs(hash(name)):x}",
        }

    def _paused_s(self, path: str) -> float:
        apart = path.startswith(("/interactions/", "/webhooks/"))
        until = [self._paused_until.get(_major(path), 0.0) if path else 0.0]
        if not apart:
            until.append(self._paused_until.get("", 0.0))
        return max(until) - self._now()

    def _next_fault(self, method: str, path: str) -> Fault | None:
        for index, fault in enumerate(self.faults):
            if fault.method == method and path.startswith(fault.path):
                left = replace(fault, times=fault.times - 1)
                self.faults[index : index + 1] = [left] if left.times else []
                return fault
        return None

    async def _leave(self, request: web.Request, hold: bool) -> web.StreamResponse:
        """Never answer: keep the connection until the end, or cut it."""
        self._change()
        if hold:
            await self._closing.wait()
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    def _now(self) -> float:
        return self._clock.now().timestamp()

    def _change(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()


def _major(path: str) -> str:
    found = _MAJOR.match(path)
    return found[0] if found else path


async def _read(request: web.Request) -> tuple[Any, tuple[Upload, ...]]:
    if not request.can_read_body:
        return None, ()
    if not request.content_type.startswith("multipart/"):
        return await request.json(), ()
    parts: Mapping[str, Any] = await request.post()
    files = [value for name, value in sorted(parts.items()) if re.fullmatch(r"files\[\d\]", name)]
    body = parts["payload_json"]
    text = body if isinstance(body, str) else body.file.read()
    return json.loads(text), tuple(Upload(one.filename, one.file.read()) for one in files)


def _flood(seconds: float, everywhere: bool) -> Refused:
    more = {"retry_after": round(max(0.001, seconds), 3), "global": everywhere}
    return Refused(429, 0, "You are being rate limited.", more)


def _refusal(refused: Refused) -> web.Response:
    body = {"message": refused.message, "code": refused.code, **refused.more}
    headers = {}
    if refused.status == 429:
        headers = {"Retry-After": str(refused.more["retry_after"]), "Via": "1.1 stand-in"}
        headers["X-RateLimit-Scope"] = "global" if refused.more["global"] else "user"
    return web.json_response(body, status=refused.status, headers=headers)
