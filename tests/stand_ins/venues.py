"""Stand-in venues: HTTP and websocket servers on this machine that speak as Binance, Kraken, Coinbase and KuCoin do.

    async with StandInVenue("binance", World(PAIRS)) as binance:
        … VENUES["binance"](clock, chance, base_url=binance.base_url) …
        binance.fault = Fault.HTML

They refuse what the documents do not list, count what they are asked, and fail on request.
"""

import asyncio
import email.utils
import json
from collections import Counter
from enum import Enum
from types import TracebackType
from typing import Any, Self

from aiohttp import WSMsgType, web

from core.market.model import Pair
from tests.stand_ins.venue_binance import BinanceDialect
from tests.stand_ins.venue_coinbase import CoinbaseDialect
from tests.stand_ins.venue_dialects import BadParameters, Dialect, UnknownSymbol
from tests.stand_ins.venue_kraken import KrakenDialect
from tests.stand_ins.venue_kucoin import KucoinDialect
from tests.stand_ins.venue_world import World

DIALECTS: dict[str, type[Dialect]] = {
    "binance": BinanceDialect,
    "coinbase": CoinbaseDialect,
    "kraken": KrakenDialect,
    "kucoin": KucoinDialect,
}
PAGE = "<!doctype html><html><title>Just a moment…</title><body>[1, 2, 3]</body></html>"


class Fault(Enum):
    """Ways in which a venue may fail to answer."""

    HTML = "a page of HTML with status 200"
    BROKEN = "status 500, HTML"
    BUSY = "status 429"
    BANNED = "status 418"
    FORBIDDEN = "status 403, HTML"
    SILENT = "no answer until the asker gives up"
    CUT = "the connection ends in the middle of the body"
    HALF = "half of the JSON, as if it were all"
    EMPTY = "status 200 and nothing"
    ODD = "JSON of another shape"
    DEEP = "JSON of a hundred thousand brackets"
    CLOSED = "the connection ends without an answer"


class StandInVenue:
    """One venue. `fault` strikes while it is set, or the next `fault_times` questions; questions about what is in
    `spared` (ends of paths) are answered all the same. `retry_after` goes with BUSY and BANNED."""

    def __init__(self, kind: str, world: World) -> None:
        self.dialect = DIALECTS[kind](world)
        self.world = world
        self.base_url = ""
        self.calls: Counter[str] = Counter()
        self.refused: list[str] = []
        self.fault: Fault | None = None
        self.fault_times: int | None = None
        self.spared: tuple[str, ...] = ()
        self.retry_after: str | None = None
        self.subscribers: dict[web.WebSocketResponse, set[Pair]] = {}
        self._subscribed, self._left = asyncio.Event(), asyncio.Event()
        self._let_go = asyncio.Event()
        self._trades = 0

    async def __aenter__(self) -> Self:
        app = web.Application(middlewares=[self._misbehave])
        for route in self.dialect.routes:
            app.router.add_route("POST" if route.endswith("bullet-public") else "GET", route, self._answer)
        app.router.add_get(self.dialect.stream_path, self._stream)
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.base_url = f"http://{host}:{port}"
        if isinstance(self.dialect, KucoinDialect):
            self.dialect.base_url = self.base_url
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._let_go.set()
        await self.cut_streams()
        await self._runner.cleanup()

    @property
    def asked(self) -> int:
        """How many questions came in."""
        return self.calls.total()

    async def happen(self, pair: Pair, price: float, size: float = 1.0) -> None:
        """Tell a trade to whoever listens to `pair`."""
        self._trades += 1
        message = json.dumps(self.dialect.trade(self._trades, pair, price, size))
        for socket, pairs in list(self.subscribers.items()):
            if pair in pairs:
                await socket.send_str(message)

    async def subscribed(self) -> None:
        """Return when somebody listens."""
        await self._subscribed.wait()

    async def left(self) -> None:
        """Return when nobody listens any more."""
        while self.subscribers:
            self._left.clear()
            await self._left.wait()

    async def cut_streams(self) -> None:
        """End every stream, as venues do once a day."""
        for socket in list(self.subscribers):
            await socket.close()

    @web.middleware
    async def _misbehave(self, request: web.Request, handler: Any) -> web.StreamResponse:
        fault = self._strikes(request.path)
        if fault is None:
            response: web.StreamResponse = await handler(request)
            return response
        self.calls[request.path] += 1
        return await self._fail(fault, request)

    def _strikes(self, path: str) -> Fault | None:
        if self.fault is None or self.fault_times == 0 or (self.spared and path.endswith(self.spared)):
            return None
        if self.fault_times is not None:
            self.fault_times -= 1
        return self.fault

    async def _fail(self, fault: Fault, request: web.Request) -> web.StreamResponse:
        if fault is Fault.SILENT:
            await self._let_go.wait()
        if fault in {Fault.SILENT, Fault.CLOSED, Fault.CUT}:
            return await self._hang_up(request, b"[[1, 2, 3], [4, " if fault is Fault.CUT else b"")
        if fault in {Fault.BUSY, Fault.BANNED}:
            headers = {"Retry-After": self.retry_after} if self.retry_after else {}
            status = 429 if fault is Fault.BUSY else 418
            return web.Response(status=status, headers={**headers, **self._date()}, text="{}")
        if fault in {Fault.HTML, Fault.BROKEN, Fault.FORBIDDEN}:
            status = {Fault.HTML: 200, Fault.BROKEN: 500, Fault.FORBIDDEN: 403}[fault]
            return web.Response(status=status, text=PAGE, content_type="text/html")
        bodies = {Fault.HALF: '{"error": [], "result": {"XXBT', Fault.EMPTY: "", Fault.DEEP: "[" * 100_000}
        odd = '[["1", null], {"code": "200000", "data": 7}]'
        return web.Response(text=bodies.get(fault, odd), content_type="application/json")

    async def _hang_up(self, request: web.Request, body: bytes) -> web.StreamResponse:
        assert request.transport is not None
        response = web.StreamResponse(headers={"Content-Length": "1000", "Content-Type": "application/json"})
        if body:
            await response.prepare(request)
            await response.write(body)
        request.transport.close()
        return response

    async def _answer(self, request: web.Request) -> web.Response:
        self.calls[request.path] += 1
        assert request.match_info.route.resource is not None
        route = request.match_info.route.resource.canonical
        query = {name: request.query.getall(name) for name in request.query}
        status = 200
        try:
            self.dialect.routes[route].check(query)
            body = self.dialect.answer(route, request.match_info, query)
        except (UnknownSymbol, BadParameters) as error:
            if isinstance(error, BadParameters):
                self.refused.append(f"{request.path_qs}: {error}")
            status, body = self.dialect.refusal(error)
        return web.json_response(body, status=status, headers=self._date())

    def _date(self) -> dict[str, str]:
        return {"Date": email.utils.format_datetime(self.world.now(), usegmt=True)}

    async def _stream(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        for greeting in self.dialect.greeting():
            await socket.send_json(greeting)
        self.subscribers[socket] = set()
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    pairs, acknowledged = self.dialect.subscribed(json.loads(message.data))
                    for one in acknowledged:
                        await socket.send_json(one)
                    self.subscribers[socket] |= pairs
                    self._subscribed.set()
        finally:
            del self.subscribers[socket]
            self._left.set()
        return socket
