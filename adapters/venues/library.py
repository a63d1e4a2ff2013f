"""ccxt, of which only the four exchanges that we ask are imported, in a thread, when the first question is put.

`import ccxt` runs every one of its hundred exchanges: seconds of CPU and some 60 MB for nothing. Its packages do no
more than that, so they are registered without being run, and the few names that the exchanges themselves take from
them are filled in.
"""

import asyncio
import functools
import importlib
import importlib.util
import ssl
import sys
import threading
from collections.abc import Callable
from types import ModuleType
from typing import Any, Final

from adapters.venues.answers import MISSHAPEN, Garbled, Refused, Throttled, retry_after

PACKAGES: Final = ("ccxt", "ccxt.async_support", "ccxt.pro")
_importing = threading.Lock()


def library_errors() -> Any:
    """Return the module of ccxt's errors."""
    with _importing:
        _register_packages()
        return importlib.import_module("ccxt.base.errors")


async def rest_client(venue_id: str, settings: dict[str, object], unknown_pair: str = "") -> Any:
    """Return ccxt's client for the REST interface of `venue_id`, its answers watched by `_watch_answers`; the venue
    says `unknown_pair` of one it does not know."""
    client = await _client("ccxt.async_support", venue_id, settings)
    if unknown_pair:
        client.exceptions["exact"][unknown_pair] = library_errors().BadSymbol
    return client


async def stream_client(venue_id: str, settings: dict[str, object]) -> Any:
    """Return ccxt's client for the websocket streams of `venue_id` (and what little REST they need)."""
    client = await _client("ccxt.pro", venue_id, settings)
    _watch_messages(client)
    return client


async def _client(package: str, venue_id: str, settings: dict[str, object]) -> Any:
    exchange, certificates = await asyncio.to_thread(lambda: (_exchange(package, venue_id), _certificates()))
    # ccxt keeps the text of the last answer alive, which may be megabytes of listings, unless it is told not to.
    client = exchange({"enableLastHttpResponse": False, "ssl_context": certificates, **settings})
    client.timeout_on_exit = 0
    client.open()  # binds it to this event loop; KuCoin's stream forgets to
    _watch_answers(client)
    return client


@functools.cache
def _certificates() -> ssl.SSLContext:
    """Read the certificates here, in a thread, rather than let ccxt read a file inside the event loop."""
    return ssl.create_default_context()


def _exchange(package: str, venue_id: str) -> Any:
    with _importing:
        _register_packages()
        if package == "ccxt.pro":
            _exchange_of("ccxt.async_support", venue_id)
        return _exchange_of(package, venue_id)


def _exchange_of(package: str, venue_id: str) -> Any:
    exchange = getattr(importlib.import_module(f"{package}.{venue_id}"), venue_id)
    # The stream's class takes its parent from the package, by this name.
    setattr(sys.modules[package], venue_id, exchange)
    return exchange


def _register_packages() -> None:
    if PACKAGES[0] in sys.modules:
        return
    for name in PACKAGES:
        package = _unrun(name)
        sys.modules[name] = package
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(sys.modules[parent], child, package)
    errors = importlib.import_module("ccxt.base.errors")
    for name in errors.__all__:
        setattr(sys.modules["ccxt"], name, getattr(errors, name))
    sys.modules["ccxt"].Exchange = importlib.import_module("ccxt.base.exchange").Exchange  # type: ignore[attr-defined]


def _unrun(name: str) -> ModuleType:
    spec = importlib.util.find_spec(name)
    if spec is None:
        raise ModuleNotFoundError(name)
    return importlib.util.module_from_spec(spec)


def _watch_answers(client: Any) -> None:
    """Catch what ccxt lets through: a page of HTML with status 200 would become an empty list of candles."""
    judge = client.handle_errors

    def handle_errors(code: int, reason: str, url: str, method: str, headers: dict[str, str], body: str,  # noqa: PLR0913, PLR0917
                      response: object, request_headers: object, request_body: object) -> None:  # fmt: skip
        if code in {418, 429}:
            raise Throttled(retry_after(headers))
        judge(code, reason, url, method, headers, body, response, request_headers, request_body)
        if 400 <= code < 500 and code != 408:
            raise Refused(code)
        if 200 <= code < 300 and not isinstance(response, dict | list):
            raise Garbled("the answer is not JSON")

    client.handle_errors = handle_errors


def _watch_messages(client: Any) -> None:
    """Break a stream whose message ccxt cannot read: its error would end the reading, and nobody would hear of it."""
    connect = client.client

    def watched(url: str) -> Any:
        connection = connect(url)
        if "handle_message" not in vars(connection):
            connection.handle_message = _breaking(connection, connection.handle_message)
        return connection

    client.client = watched


def _breaking(connection: Any, read: Callable[[object], None]) -> Callable[[object], None]:
    def handle_message(message: object) -> None:
        try:
            read(message)
        except (library_errors().BaseError, *MISSHAPEN) as error:
            connection.reject(error)

    return handle_message
