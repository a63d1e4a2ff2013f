"""Telegram's HTTP: what went wrong, told apart by type, and a token that no log can meet.

The library and httpx see a path with a placeholder; the transport below their logs and errors writes the real token.
"""

import json
import logging
import ssl
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import httpx
from telegram import Bot
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, TelegramError
from telegram.request import HTTPXRequest, RequestData
from telegram.request._requestparameter import RequestParameter

from core.delivery.model import Attempt, Outcome

_PLACEHOLDER = "token"
_UNDERSTOOD = frozenset({400, 401, 403, 404, 409})  # statuses that the library turns into a type of its own
_DEFAULT_RETRY_S = 5.0
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)

Raw = dict[str, Any]


class NotSent(TelegramError):
    """The request certainly did not arrive."""


class Unanswered(TelegramError):
    """The request may have arrived; nobody said so."""


class ServerFailed(TelegramError):
    """Telegram answered with a 5xx, or gave up reading the request."""


class Flooded(TelegramError):
    """Telegram wants no call for `retry_after_s` seconds."""

    def __init__(self, retry_after_s: float) -> None:
        super().__init__(f"flood control, {retry_after_s:g} s")
        self.retry_after_s = retry_after_s


class SigningTransport(httpx.AsyncBaseTransport):
    """Puts the token into the path of each request. Proxies in the environment are not used: who needs one sets the
    base URL."""

    def __init__(self, token: str, connections: int, trusted: ssl.SSLContext) -> None:
        self._token = token
        self._inner = httpx.AsyncHTTPTransport(verify=trusted, limits=httpx.Limits(max_connections=connections))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        path = request.url.raw_path.decode("ascii")
        signed = path.replace(f"/bot{_PLACEHOLDER}/", f"/bot{self._token}/", 1)
        url = request.url.copy_with(raw_path=signed.encode("ascii"))
        return await self._inner.handle_async_request(
            httpx.Request(
                request.method, url, headers=request.headers, stream=request.stream, extensions=request.extensions
            )
        )

    async def aclose(self) -> None:
        await self._inner.aclose()


class Wire(HTTPXRequest):
    """The library's HTTP with our errors above; the other statuses stay the library's types."""

    def __init__(self, token: str, reply_within_s: float, connections: int, trusted: ssl.SSLContext) -> None:
        super().__init__(
            read_timeout=reply_within_s,
            write_timeout=reply_within_s,
            media_write_timeout=max(20.0, reply_within_s),
            connect_timeout=min(5.0, reply_within_s),
            pool_timeout=30.0,
            httpx_kwargs={"transport": SigningTransport(token, connections, trusted)},
        )

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Send one request; return status and body of an answer that is JSON as the Bot API means it."""
        try:
            status, body = await super().do_request(*args, **kwargs)
        except TelegramError as error:
            name = type(error.__cause__).__name__
            # from None: the frames below hold the address with the token.
            raise (NotSent if isinstance(error.__cause__, _NEVER_LEFT) else Unanswered)(name) from None
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            raise Flooded(_retry_after_s(body))
        if status >= 500 or status == HTTPStatus.REQUEST_TIMEOUT:
            raise (Unanswered if status == HTTPStatus.GATEWAY_TIMEOUT else ServerFailed)(f"HTTP {status}")
        answer = _decoded(body)
        if status < 300 and (answer is None or "result" not in answer):
            raise Unanswered("an answer that is not the Bot API's")
        if status >= 300 and (status not in _UNDERSTOOD or answer is None):
            raise BadRequest(f"HTTP {status}") if status not in {401, 404} else InvalidToken()
        return status, body

    async def updates(self, base: str, offset: int | None, timeout_s: int, kinds: Sequence[str]) -> list[Raw]:
        """Return what waits from `offset` on, unparsed: one update that cannot be read must not spoil the batch."""
        said = {"offset": offset, "timeout": timeout_s, "limit": 100, "allowed_updates": list(kinds)}
        data = RequestData([RequestParameter.from_input(k, v) for k, v in said.items() if v is not None])
        patience_s = (self.read_timeout or 0.0) + timeout_s
        result = await self.post(f"{base}/getUpdates", data, read_timeout=patience_s)
        return result if isinstance(result, list) else []


def open_wires(token: str, reply_within_s: float) -> tuple[Wire, Wire]:
    """Return a wire for calls and one for polls, so that neither waits for the other."""
    trusted = httpx.create_ssl_context()  # reads a file of hundreds of certificates: once is enough
    return Wire(token, reply_within_s, 64, trusted), Wire(token, reply_within_s, 2, trusted)


def open_bot(base_url: str, wire: Wire, updates: Wire) -> Bot:
    """Return the library's bot on our wires."""
    # Its debug logs hold what people wrote, unguarded.
    for name in ("telegram", "httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    root = base_url.rstrip("/")
    return Bot(_PLACEHOLDER, f"{root}/bot", f"{root}/file/bot", request=wire, get_updates_request=updates)


def attempt_of(error: TelegramError) -> Attempt:
    """Say what became of a message whose sending ended in `error`."""
    match error:
        case Flooded():
            return Attempt(Outcome.RETRY, reason="busy", retry_after_s=error.retry_after_s)
        case NotSent() | ServerFailed():
            return Attempt(Outcome.RETRY, reason="network")
        case InvalidToken() | Conflict():
            return Attempt(Outcome.RETRY, reason="rejected")
        case Forbidden():
            return Attempt(Outcome.REFUSED, reason="blocked")
        case BadRequest():
            return Attempt(Outcome.REFUSED, reason="rejected")
        case _:
            return Attempt(Outcome.UNCERTAIN, reason="timeout")


def _decoded(body: bytes) -> Mapping[str, Any] | None:
    try:
        answer = json.loads(body)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None


def _retry_after_s(body: bytes) -> float:
    parameters = (_decoded(body) or {}).get("parameters")
    seconds = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return float(seconds) if isinstance(seconds, int | float) and seconds > 0 else _DEFAULT_RETRY_S
