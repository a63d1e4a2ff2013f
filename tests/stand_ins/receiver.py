"""A webhook's receiver on this machine: keeps what it is sent, checks the signature, and answers as it is told."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from aiohttp import web

SILENT = -1
"""In place of a status: no answer, the connection ends once the body was read."""


@dataclass(frozen=True, slots=True)
class Received:
    """One request, as it came."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def facts(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found

    def is_signed_with(self, secret: str) -> bool:
        """Judge the signature as docs/webhooks.md tells receivers to."""
        signed = f"{self.headers['X-Candlewick-Timestamp']}.".encode() + self.body
        expected = "sha256=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
        return hmac.compare_digest(expected, self.headers["X-Candlewick-Signature"])


@dataclass
class Receiver:
    """`answers` are the next statuses, then 204; `headers` go with every answer, `redirects` maps a path to where it
    sends people, `rest` is what the body of an answer is."""

    answers: list[int] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    rest: bytes = b""
    received: list[Received] = field(default_factory=list)
    url: str = ""
    _more: asyncio.Event = field(default_factory=asyncio.Event)

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=2**20)
        app.router.add_route("*", "/{path:.*}", self._receive)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()

    async def arrived(self, times: int) -> None:
        """Wait until so many requests came."""
        while len(self.received) < times:
            self._more.clear()
            await self._more.wait()

    async def _receive(self, request: web.Request) -> web.Response:
        received = Received(request.path, dict(request.headers), await request.read())
        if request.method != "POST":
            return web.Response(status=405)
        if request.path in self.redirects:
            return web.Response(status=307, headers={"Location": self.redirects[request.path]})
        self.received.append(received)
        self._more.set()
        status = self.answers.pop(0) if self.answers else 204
        if status == SILENT:
            assert request.transport is not None
            request.transport.close()
        return web.Response(status=max(200, status), headers=self.headers, body=self.rest or None)
