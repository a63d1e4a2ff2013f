"""Telegram's HTTP: what went wrong, told apart by type, and a token that no log can meet.

The library sees a path with a placeholder; the real token is written below its logs and errors.
"""

import json
import logging
import ssl
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from io import BytesIO
from typing import Any

import aiohttp
import httpx
from telegram import Bot
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, TelegramError
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter
from yarl import URL

from core.delivery.model import Attempt, Outcome

_PLACEHOLDER = "token"
_UNDERSTOOD = frozenset({400, 401, 403, 404, 409})  # statuses that the library turns into a type of its own
_DEFAULT_RETRY_S = 5.0
_NEVER_LEFT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)
_CONNECTION_S = 30.0  # how long a call may wait for a connection that is free
_CONNECT_S = 5.0
_UPLOAD_S = 20.0

Raw = dict[str, Any]


class NotSent(TelegramError):
    """The request certainly did not arrive."""


class Unanswered(TelegramError):
    """The request may have arrived; nobody said so."""


class ServerFailed(TelegramError):
    """Telegram answered with a 5xx, or gave up reading the request."""


class TooLarge(BadRequest):
    """Telegram takes no file of that size."""


class Flooded(TelegramError):
    """Telegram wants no call for `retry_after_s` seconds."""

    def __init__(self, retry_after_s: float) -> None:
        super().__init__(f"flood control, {retry_after_s:g} s")
        self.retry_after_s = retry_after_s


class Wire(BaseRequest):
    """The library's requests by way of aiohttp, with our errors; the other statuses stay the library's types.

    Proxies in the environment are not used: who needs one sets the base URL.
    """

    def __init__(self, token: str, reply_within_s: float, connections: int, trusted: ssl.SSLContext) -> None:
        self._token, self._reply_within_s = token, reply_within_s
        self._connections, self._trusted = connections, trusted
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """How many seconds an answer may take."""
        return self._reply_within_s

    async def initialize(self) -> None:
        self._opened()

    async def shutdown(self) -> None:
        """Close every connection; what is asked afterwards is refused."""
        if self._session is not None:
            await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = None,
        *_: object,
        **__: object,
    ) -> tuple[int, bytes]:
        """Send one request; return status and body of an answer that is JSON as the Bot API means it."""
        within_s = read_timeout if isinstance(read_timeout, float | int) else self._reply_within_s
        try:
            status, body = await self._answer(method, url, request_data, within_s)
        except (aiohttp.ClientError, TimeoutError) as error:
            # from None: the frames below hold the address with the token.
            raise (NotSent if isinstance(error, _NEVER_LEFT) else Unanswered)(type(error).__name__) from None
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            raise Flooded(_retry_after_s(body))
        if status >= 500 or status == HTTPStatus.REQUEST_TIMEOUT:
            raise (Unanswered if status == HTTPStatus.GATEWAY_TIMEOUT else ServerFailed)(f"HTTP {status}")
        if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            raise TooLarge(f"HTTP {status}")
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
        result = await self.post(f"{base}/getUpdates", data, read_timeout=self.read_timeout + timeout_s)
        return result if isinstance(result, list) else []

    async def _answer(
        self, method: str, url: str, request_data: RequestData | None, within_s: float
    ) -> tuple[int, bytes]:
        signed = URL(url.replace(f"/bot{_PLACEHOLDER}/", f"/bot{self._token}/", 1), encoded=True)
        limit = aiohttp.ClientTimeout(
            total=_CONNECTION_S + _UPLOAD_S + within_s,
            connect=_CONNECTION_S,
            sock_connect=min(_CONNECT_S, self._reply_within_s),
            sock_read=within_s,
        )
        session, body = self._opened(), _body(request_data)
        async with session.request(method, signed, data=body, timeout=limit, allow_redirects=False) as answer:
            return answer.status, await answer.read()

    def _opened(self) -> aiohttp.ClientSession:
        """Return the session, opened when it is first needed, as it belongs to the event loop."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, ssl=self._trusted),
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        return self._session


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
        case TooLarge():
            return Attempt(Outcome.REFUSED, reason="too-big")
        case BadRequest():
            return Attempt(Outcome.REFUSED, reason="rejected")
        case _:
            return Attempt(Outcome.UNCERTAIN, reason="timeout")


def _body(request_data: RequestData | None) -> dict[str, str] | aiohttp.FormData | None:
    if request_data is None:
        return None
    if not request_data.contains_files:
        return request_data.json_parameters
    form = aiohttp.FormData(request_data.json_parameters)
    for name, (filename, content, kind) in request_data.multipart_data.items():
        # As a stream: bytes are written in one go, which holds up the loop where they are many.
        value = BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, value, filename=filename, content_type=kind)
    return form


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
