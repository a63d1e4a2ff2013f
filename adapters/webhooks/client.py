"""The one client for addresses that people give us.

A name is resolved once for each hop, what it resolved to is judged, and that very address is connected to: no second
look-up could answer otherwise (rebinding). No proxy, no cookies; at most two redirects, each judged anew; little is
read of the answer. The operator may allow plain HTTP and addresses within their own network.
"""

import asyncio
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from adapters.webhooks.reachable import is_public

MOST_REDIRECTS = 2
MOST_READ = 64 * 1024
# A redirect that keeps the body: 303 would make another request of it.
_REDIRECTS = frozenset({301, 302, 307, 308})
_TIMEOUT = aiohttp.ClientTimeout(total=20.0, connect=8.0, sock_read=10.0)


class Forbidden(Exception):
    """We must not call this address; `why` is one of: scheme, address, redirects."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Unheard(Exception):
    """Nobody answered. `sent` is whether the request may have been read."""

    def __init__(self, sent: bool) -> None:
        super().__init__(sent)
        self.sent = sent


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, and the seconds or date of Retry-After as written."""

    status: int
    retry_after: str | None = None


class JudgingResolver(AbstractResolver):
    """Resolves a name by the system, and refuses it when any of its addresses is not to be called: a name of two
    faces is up to something. `allow_private` takes all."""

    def __init__(self, allow_private: bool) -> None:
        self._allow_private = allow_private

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port, family=family, type=socket.SOCK_STREAM)
        addresses = [str(where[0]) for *_, where in found]
        if not self._allow_private and not all(is_public(address) for address in addresses):
            raise Forbidden("address")
        return [
            ResolveResult(hostname=host, host=address, port=port, family=kind, proto=0, flags=socket.AI_NUMERICHOST)
            for (kind, *_), address in zip(found, addresses, strict=True)
        ]

    async def close(self) -> None:
        """Nothing is held open."""


class OutgoingClient:
    """Posts to addresses that people gave."""

    def __init__(self, allow_private: bool, resolver: AbstractResolver | None = None) -> None:
        self._allow_private = allow_private
        self._resolver = resolver or JudgingResolver(allow_private)
        self._session: aiohttp.ClientSession | None = None

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Post `body` and return the answer.

        Raises
        ------
        Forbidden
            If the address, or one that it redirects to, is not to be called; nothing was sent there.
        Unheard
            If there was no answer.
        """
        at = _parsed(url)
        for _ in range(1 + MOST_REDIRECTS):
            self._check(at)
            answer, location = await self._asked(at, headers, body)
            if answer.status not in _REDIRECTS or location is None:
                return answer
            at = _parsed(location, at)
        raise Forbidden("redirects")

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _check(self, url: URL) -> None:
        """Judge what stands in the address itself, as the library reads it; a name is judged when it is resolved."""
        host = url.raw_host
        if url.scheme not in ({"https", "http"} if self._allow_private else {"https"}):
            raise Forbidden("scheme")
        if not host or url.raw_user is not None or url.raw_password is not None:
            raise Forbidden("address")
        # A literal address is never asked of a resolver.
        if not self._allow_private and _is_literal(host) and not is_public(host):
            raise Forbidden("address")

    async def _asked(self, url: URL, headers: Mapping[str, str], body: bytes) -> tuple[Answer, str | None]:
        progress = SimpleNamespace(sent=False)
        try:
            async with self._opened().post(
                url, headers=headers, data=body, allow_redirects=False, trace_request_ctx=progress
            ) as response:
                await _read_a_little(response)
                return Answer(response.status, response.headers.get("Retry-After")), response.headers.get("Location")
        except (aiohttp.InvalidURL, ValueError) as error:
            raise Forbidden("address") from error
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise Unheard(progress.sent) from error

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(
                resolver=self._resolver, use_dns_cache=False, force_close=True, limit=32, limit_per_host=4
            )
            tracing = aiohttp.TraceConfig()
            tracing.on_request_headers_sent.append(_note_sent)
            self._session = aiohttp.ClientSession(
                connector=connector,
                trace_configs=[tracing],
                timeout=_TIMEOUT,
                trust_env=False,
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
            )
        return self._session


def _parsed(text: str, seen_from: URL | None = None) -> URL:
    """Return an address as the library reads it: what is judged is what is called."""
    try:
        url = URL(text)
        return url if seen_from is None else seen_from.join(url)
    except (ValueError, TypeError) as error:
        raise Forbidden("address") from error


async def _note_sent(_session: object, context: SimpleNamespace, _params: object) -> None:
    context.trace_request_ctx.sent = True


async def _read_a_little(response: aiohttp.ClientResponse) -> None:
    """Read the answer up to a limit: its status is known, so that what is wrong with the rest changes nothing."""
    left = MOST_READ
    try:
        while left > 0 and (chunk := await response.content.read(left)):
            left -= len(chunk)
    except (aiohttp.ClientError, OSError, TimeoutError):
        response.close()


def _is_literal(host: str) -> bool:
    return ":" in host or host.replace(".", "").isdigit()
