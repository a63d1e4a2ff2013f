"""The one web application: is it alive, is it ready, what Telegram pushes; later pieces add their routes."""

import asyncio
import errno
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping

from aiohttp import web

from core.kernel.errors import CandlewickError, Mistake, UnknownName

log = logging.getLogger(__name__)

BODY_BYTES = 256 * 1024
PORTS_TRIED = 21
READY_WITHIN_S = 5.0
_LAST_PORT = 65_535

# A route that serves a page sets its own policy; nothing here is one.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}

Webhook = Callable[[Mapping[str, str], bytes], Awaitable[int]]
"""Takes headers and body of a pushed update; returns the HTTP status to answer."""

ReadyCheck = Callable[[], Awaitable[str | None]]
"""Returns None when good, else in a few words why not; no secret, since anybody may ask. May raise our own errors."""

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


def application(
    ready: Mapping[str, ReadyCheck],
    webhook: Webhook | None = None,
    routes: Iterable[web.AbstractRouteDef] = (),
    webhook_path: str = "/telegram/{hook}",
) -> web.Application:
    """Return the application: /healthz, /readyz over the checks of `ready`, POST /telegram/… when there is a
    `webhook`, and `routes`."""
    app = web.Application(client_max_size=BODY_BYTES, middlewares=[_apologise])
    app.on_response_prepare.append(_guard)
    app.add_routes([web.get("/healthz", _alive), web.get("/readyz", _readiness(dict(ready)))])
    if webhook is not None:
        # Any last segment: the secret is in a header, and the path may end up in a proxy's log.
        app.add_routes([web.post(webhook_path, _pushed(webhook))])
    app.add_routes(routes)
    return app


class WebDoor:
    """An application that listens. `start` it once, `stop` it once; what is being answered then may take
    `closes_within_s` seconds."""

    def __init__(self, app: web.Application, closes_within_s: float = 5.0) -> None:
        self._app, self._closes_within_s = app, closes_within_s
        self._runner: web.AppRunner | None = None

    async def start(self, host: str, port: int, port_was_set: bool) -> int:
        """Listen on `host`:`port` and return the port; with port 0 there is no web, and 0 is returned. When the port
        is busy and nobody set it, the next free one of twenty is taken and the log says so.

        Raises
        ------
        UnknownName
            what="port" when it is busy, or all tried are, or is not ours to use; what="host" for an address that this
            machine does not have.
        """
        if port == 0:
            return 0
        # Without an access log: paths and addresses of people are nobody's business.
        self._runner = web.AppRunner(self._app, access_log=None, shutdown_timeout=self._closes_within_s)
        await self._runner.setup()
        try:
            bound = await self._listen(host, port, 1 if port_was_set else PORTS_TRIED)
        except Mistake:
            await self.stop()
            raise
        if bound != port:
            log.warning("port %d is busy; the web door is at port %d", port, bound)
        return bound

    async def stop(self) -> None:
        """Take nothing new, end what is being answered, close."""
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()

    async def _listen(self, host: str, port: int, tries: int) -> int:
        assert self._runner is not None
        for candidate in range(port, min(port + tries, _LAST_PORT + 1)):
            try:
                await web.TCPSite(self._runner, host, candidate).start()
            except OSError as error:
                if error.errno == errno.EADDRINUSE:
                    continue
                if error.errno in {errno.EACCES, errno.EPERM}:
                    raise UnknownName("port", str(port), ("8480",), "CANDLEWICK_WEB__PORT=8480") from error
                raise UnknownName("host", host, ("127.0.0.1",), "CANDLEWICK_WEB__HOST=127.0.0.1") from error
            return candidate
        free = (str(port + 1),) if port < _LAST_PORT else ()
        raise UnknownName("port", str(port), free, f"CANDLEWICK_WEB__PORT={free[0] if free else 8480}")


async def _alive(_request: web.Request) -> web.Response:
    return web.json_response({"alive": True})


def _readiness(checks: dict[str, ReadyCheck]) -> Answer:
    async def readiness(_request: web.Request) -> web.Response:
        found = await asyncio.gather(*(_asked(check) for check in checks.values()))
        reasons = {name: why for name, why in zip(checks, found, strict=True) if why is not None}
        return web.json_response({"ready": not reasons, "reasons": reasons}, status=503 if reasons else 200)

    return readiness


async def _asked(check: ReadyCheck) -> str | None:
    try:
        async with asyncio.timeout(READY_WITHIN_S):
            return await check()
    except TimeoutError:
        return "no answer"
    except CandlewickError as error:
        return error.kind


def _pushed(webhook: Webhook) -> Answer:
    async def pushed(request: web.Request) -> web.Response:
        return web.Response(status=await webhook(request.headers, await request.read()))

    return pushed


@web.middleware
async def _apologise(request: web.Request, handler: Answer) -> web.StreamResponse:
    """Say what went wrong as JSON, and what failed of us without telling how."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        headers = {name: value for name, value in error.headers.items() if not name.lower().startswith("content-")}
        return web.json_response({"error": error.reason}, status=error.status, headers=headers)
    except Exception:
        resource = request.match_info.route.resource
        # The route's pattern, not its path: what stands in a path may be a secret.
        log.exception("%s %s failed", request.method, resource.canonical if resource else "a request")
        return web.json_response({"error": "Internal Server Error"}, status=500)


async def _guard(_request: web.Request, response: web.StreamResponse) -> None:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["Server"] = "Candlewick"
