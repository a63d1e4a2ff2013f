"""Discord's HTTP: the library's routes on our connections, what went wrong told apart by type, a token no log can meet.

The library would retry, wait and log by itself; here whoever calls decides, since only they know what a repeat means.
"""

import asyncio
import json
import logging
import ssl
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import aiohttp
import discord
from discord.gateway import DiscordClientWebSocketResponse
from discord.http import HTTPClient, Route
from yarl import URL

from adapters.discord.buckets import Buckets, Held
from bot.parts import LOCKED
from core.delivery.model import Attempt, Outcome
from core.kernel.clock import RealClock

_NEVER_LEFT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)
_CONNECT_S, _UPLOAD_S = 5.0, 20.0
_BANNED_S = 60.0
_GOODBYE_S = 1.0  # a connection that broke answers none
_UNCOUNTED = ("/interactions/", "/webhooks/")

# What Discord calls them: docs.discord.com/developers/topics/opcodes-and-status-codes
UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, UNKNOWN_USER, UNKNOWN_WEBHOOK = 10003, 10008, 10013, 10015
UNKNOWN_INTERACTION = 10062
ACKNOWLEDGED = 40060
TOO_LARGE = 40005
TOO_BIG = "too-big"
MISSING_ACCESS, CANNOT_WRITE_TO, MISSING_PERMISSIONS, INVALID_WEBHOOK_TOKEN = 50001, 50007, 50013, 50027
NO_MUTUAL_SERVER = 50278
NO_HISTORY = 160002  # what is not to be read cannot be answered by name
# What a locked thread answers, archived or not; one that is only archived opens again for whatever is written there.
LOCKED_THREAD = frozenset({50083, 160005})
_CLOSED_TO_US = frozenset({CANNOT_WRITE_TO, NO_MUTUAL_SERVER, UNKNOWN_USER})


class NotSent(discord.DiscordException):
    """The request certainly did not arrive."""


class Unanswered(discord.DiscordException):
    """The request may have arrived; nobody said so."""


class ServerFailed(discord.DiscordException):
    """Discord answered with a 5xx."""


class Flooded(discord.DiscordException):
    """Discord wants no such call for `retry_after_s` seconds."""

    def __init__(self, retry_after_s: float) -> None:
        super().__init__(f"rate limit, {retry_after_s:g} s")
        self.retry_after_s = retry_after_s


class TokenRefused(discord.DiscordException):
    """Discord does not know the token."""


class Refused(discord.DiscordException):
    """Discord will not do it: `code` is its number for why, 0 where it gave none."""

    def __init__(self, status: int, code: int) -> None:
        super().__init__(f"HTTP {status}, code {code}")
        self.status, self.code = status, code


class Wire(HTTPClient):
    """The library's HTTP client by way of our session and clock. Proxies in the environment are not used: who needs one
    sets the base URL."""

    def __init__(self, token: str, base_url: str, reply_within_s: float, clock: RealClock) -> None:
        super().__init__(asyncio.get_running_loop())
        self.token = token
        self._base = base_url.rstrip("/")
        self._reply_within_s = reply_within_s
        self._limits = Buckets(clock)
        self._session: aiohttp.ClientSession | None = None

    async def request(
        self,
        route: Route,
        *,
        files: Sequence[discord.File] | None = None,
        form: Iterable[dict[str, Any]] | None = None,
        **said: Any,
    ) -> Any:
        """Make one call and return what was answered.

        Raises
        ------
        NotSent, Unanswered, ServerFailed, Flooded, TokenRefused, Refused
            One attempt was made, or none where it may not be made now.
        """
        counted = not route.path.startswith(_UNCOUNTED)
        try:
            async with self._limits.turn(route.key, route.major_parameters, counted):
                return await self._called(route, form, said.get("json"), said.get("within_s", self._reply_within_s))
        except Held as held:
            raise Flooded(held.seconds) from None

    async def ws_connect(self, url: str, *, compress: int = 0) -> aiohttp.ClientWebSocketResponse:
        """Open the gateway's socket."""
        return await self._opened().ws_connect(
            url,
            max_msg_size=0,
            timeout=aiohttp.ClientWSTimeout(ws_close=_GOODBYE_S),
            autoclose=False,
            headers={"User-Agent": self.user_agent},
            compress=compress,
        )

    async def find_api(self) -> Any:
        """Return who we are. An address without a path may be that of a host: where nothing answers at its root, the
        API is looked for at the place that it has at Discord's own."""
        me = Route("GET", "/users/@me")
        try:
            return await self.request(me)
        except Refused as error:
            if error.status != 404 or URL(self._base).path.strip("/"):
                raise
            self._base += URL(Route.BASE).path
            return await self.request(me)

    async def close(self) -> None:
        """Close every connection; what is asked afterwards is refused."""
        if self._session is not None:
            await self._session.close()

    async def _called(self, route: Route, form: Iterable[dict[str, Any]] | None, body: Any, within_s: float) -> Any:
        try:
            status, headers, text = await self._answer(route, form, body, within_s)
        except (aiohttp.ClientError, TimeoutError, RuntimeError) as error:
            # RuntimeError: the session is closed. from None: the frames below hold the token.
            unsent = isinstance(error, (*_NEVER_LEFT, RuntimeError))
            raise (NotSent if unsent else Unanswered)(type(error).__name__) from None
        self._limits.note(route.key, route.major_parameters, headers)
        answer = _decoded(text)
        if status == 429:
            raise self._flooded(route, headers, answer)
        if status == 401 and _code(answer) != INVALID_WEBHOOK_TOKEN:
            # Ten thousand of these in ten minutes would have our address banned.
            self._limits.hold(route.key, route.major_parameters, _BANNED_S / 2, everywhere=True)
            raise TokenRefused
        if status >= 500:
            raise ServerFailed(f"HTTP {status}")
        if status >= 300:
            raise Refused(status, _code(answer))
        return answer

    def _flooded(self, route: Route, headers: Mapping[str, str], answer: Any) -> Flooded:
        told = answer if isinstance(answer, dict) else {}
        seconds = told.get("retry_after", headers.get("Retry-After", _BANNED_S))
        try:
            wait = max(0.0, float(seconds))
        except (TypeError, ValueError):
            wait = _BANNED_S
        # An answer that is not the API's own comes from what stands before it, and is meant for our address.
        everywhere = bool(told.get("global")) or not told or headers.get("X-RateLimit-Scope") == "global"
        self._limits.hold(route.key, route.major_parameters, wait, everywhere)
        return Flooded(wait)

    async def _answer(
        self, route: Route, form: Iterable[dict[str, Any]] | None, body: Any, within_s: float
    ) -> tuple[int, Mapping[str, str], str]:
        headers = {"User-Agent": self.user_agent}
        if not route.path.startswith(_UNCOUNTED):  # those carry a token of their own
            headers["Authorization"] = f"Bot {self.token}"
        data: aiohttp.FormData | bytes | None = None
        if form is not None:
            # With quoted names "files[0]" would arrive as "files%5B0%5D".
            data = aiohttp.FormData(quote_fields=False)
            for part in form:
                data.add_field(**part)
        elif body is not None:
            data, headers["Content-Type"] = json.dumps(body).encode(), "application/json"
        within = aiohttp.ClientTimeout(
            total=_CONNECT_S + _UPLOAD_S + within_s,
            sock_connect=min(_CONNECT_S, within_s),
            sock_read=within_s,
        )
        url = URL(self._base + route.url.removeprefix(Route.BASE), encoded=True)
        asked = self._opened().request(
            route.method, url, data=data, headers=headers, timeout=within, allow_redirects=False
        )
        async with asked as answer:
            return answer.status, answer.headers, await answer.text("utf-8", "replace")

    def _opened(self) -> aiohttp.ClientSession:
        """Return the session, opened when it is first needed."""
        if self._session is None:
            # The deadline of three seconds leaves no time to wait for a free connection.
            connector = aiohttp.TCPConnector(limit=0, ssl=ssl.create_default_context())
            self._session = aiohttp.ClientSession(
                connector=connector,
                ws_response_class=DiscordClientWebSocketResponse,
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        return self._session


def quiet_library() -> None:
    """Keep the library's logs to what somebody must know: the rest holds what people wrote, unguarded."""
    logging.getLogger("discord").setLevel(logging.WARNING)
    # It warns of what its voice calls lack; we make none.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False


def attempt_of(error: discord.DiscordException) -> Attempt:
    """Say what became of a message whose sending ended in `error`."""
    match error:
        case Flooded():
            return Attempt(Outcome.RETRY, reason="busy", retry_after_s=error.retry_after_s)
        case NotSent() | ServerFailed():
            return Attempt(Outcome.RETRY, reason="network")
        case TokenRefused():
            return Attempt(Outcome.RETRY, reason="rejected")
        case Refused() if error.status == 413 or error.code == TOO_LARGE:
            return Attempt(Outcome.REFUSED, reason=TOO_BIG)
        case Refused() if error.code in LOCKED_THREAD:
            return Attempt(Outcome.REFUSED, reason=LOCKED)
        case Refused():
            return Attempt(Outcome.REFUSED, reason="blocked" if error.code in _CLOSED_TO_US else "rejected")
        case _:
            return Attempt(Outcome.UNCERTAIN, reason="timeout")


def _decoded(text: str) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text


def _code(answer: Any) -> int:
    code = answer.get("code") if isinstance(answer, dict) else None
    return code if isinstance(code, int) else 0
