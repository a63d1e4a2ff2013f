"""The web door, asked over real sockets."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Iterator, Mapping

import aiohttp
import pytest
from aiohttp import web

from adapters.web.app import BODY_BYTES, WebDoor, application
from core.kernel.errors import Unavailable, UnknownName
from tests.loopback import free_port


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


class Pushed:
    """Remembers what was pushed, and answers with `status`."""

    def __init__(self, status: int = 200) -> None:
        self.status, self.heard = status, list[tuple[Mapping[str, str], bytes]]()

    async def webhook(self, headers: Mapping[str, str], body: bytes) -> int:
        self.heard.append((headers, body))
        return self.status


async def good() -> str | None:
    return None


async def behind() -> str | None:
    return "last answer 12 min ago"


async def unreachable() -> str | None:
    raise Unavailable("database")


class Served:
    """An application that listens while the context lasts."""

    def __init__(self, app: web.Application) -> None:
        self._door = WebDoor(app)

    async def __aenter__(self) -> str:
        return f"http://127.0.0.1:{await self._door.start('127.0.0.1', free_port(), port_was_set=False)}"

    async def __aexit__(self, *_: object) -> None:
        await self._door.stop()


async def test_alive_needs_nothing_but_itself(client: aiohttp.ClientSession) -> None:
    async with Served(application({"database": unreachable})) as base, client.get(f"{base}/healthz") as answer:
        assert (answer.status, await answer.json()) == (200, {"alive": True})


async def test_ready_when_every_check_is_good(client: aiohttp.ClientSession) -> None:
    async with Served(application({"database": good, "market": good})) as base, client.get(f"{base}/readyz") as answer:
        assert (answer.status, await answer.json()) == (200, {"ready": True, "reasons": {}})


async def test_not_ready_says_every_reason(client: aiohttp.ClientSession) -> None:
    checks = {"database": unreachable, "migrations": good, "market": behind}
    async with Served(application(checks)) as base, client.get(f"{base}/readyz") as answer:
        assert answer.status == 503
        assert (await answer.json())["reasons"] == {"database": "unavailable", "market": "last answer 12 min ago"}


async def test_a_check_that_does_not_answer_is_a_reason(
    client: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hangs() -> str | None:
        await asyncio.Event().wait()
        return None

    monkeypatch.setattr("adapters.web.app.READY_WITHIN_S", 0.01)
    async with Served(application({"database": hangs})) as base, client.get(f"{base}/readyz") as answer:
        assert (await answer.json())["reasons"] == {"database": "no answer"}


async def test_an_update_is_handed_over_with_headers_and_body(client: aiohttp.ClientSession) -> None:
    pushed = Pushed(401)
    headers = {"X-Telegram-Bot-Api-Secret-Token": "wrong"}
    async with (
        Served(application({}, pushed.webhook)) as base,
        client.post(f"{base}/telegram/updates", data=b'{"update_id": 1}', headers=headers) as answer,
    ):
        assert answer.status == 401
    ((heard, body),) = pushed.heard
    assert (heard["x-telegram-bot-api-secret-token"], body) == ("wrong", b'{"update_id": 1}')


async def test_without_a_webhook_there_is_no_such_place(client: aiohttp.ClientSession) -> None:
    async with Served(application({})) as base, client.post(f"{base}/telegram/updates", data=b"{}") as answer:
        assert answer.status == 404


async def test_a_body_over_256_kb_is_refused_unread(client: aiohttp.ClientSession) -> None:
    pushed = Pushed()
    async with Served(application({}, pushed.webhook)) as base:
        async with client.post(f"{base}/telegram/updates", data=bytes(BODY_BYTES)) as most:
            assert most.status == 200
        async with client.post(f"{base}/telegram/updates", data=bytes(BODY_BYTES + 1)) as over:
            assert over.status == 413
    assert [len(body) for _, body in pushed.heard] == [BODY_BYTES]


async def test_a_webhook_that_fails_tells_the_log_and_not_the_world(
    client: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    async def fails(_headers: Mapping[str, str], _body: bytes) -> int:
        raise RuntimeError("the reason")

    async with (
        Served(application({}, fails)) as base,
        client.post(f"{base}/telegram/hush-hush", data=b"{}") as answer,
    ):
        assert answer.status == 500
        assert "the reason" not in await answer.text()
    assert "the reason" in caplog.text
    assert "hush-hush" not in caplog.text


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/nowhere", "/telegram/updates"])
async def test_every_answer_carries_the_guarding_headers(client: aiohttp.ClientSession, path: str) -> None:
    async with Served(application({}, Pushed().webhook)) as base, client.get(base + path) as answer:
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Server"] == "Candlewick"


async def test_a_wrong_method_says_which_is_right(client: aiohttp.ClientSession) -> None:
    async with Served(application({}, Pushed().webhook)) as base, client.get(f"{base}/telegram/updates") as answer:
        assert (answer.status, answer.headers["Allow"]) == (405, "POST")


async def test_later_pieces_add_routes_with_a_policy_of_their_own(client: aiohttp.ClientSession) -> None:
    async def page(_request: web.Request) -> web.Response:
        return web.Response(text="a page", headers={"Content-Security-Policy": "default-src 'self'"})

    async with Served(application({}, routes=[web.get("/page", page)])) as base, client.get(f"{base}/page") as answer:
        assert await answer.text() == "a page"
        assert answer.headers["Content-Security-Policy"] == "default-src 'self'"


async def test_a_later_route_may_send_elsewhere(client: aiohttp.ClientSession) -> None:
    async def moved(_request: web.Request) -> web.Response:
        raise web.HTTPSeeOther("/healthz")

    async with Served(application({}, routes=[web.get("/old", moved)])) as base, client.get(f"{base}/old") as answer:
        assert (answer.status, answer.url.path) == (200, "/healthz")


async def test_a_busy_port_that_nobody_set_gives_way_to_the_next_free_one(
    taken_port: int, client: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    door = WebDoor(application({}))
    bound = await door.start("127.0.0.1", taken_port, port_was_set=False)
    async with client.get(f"http://127.0.0.1:{bound}/healthz") as answer:
        assert answer.status == 200
    await door.stop()
    assert taken_port < bound <= taken_port + 20
    assert f"port {taken_port} is busy" in caplog.text


async def test_a_busy_port_that_was_set_is_a_mistake(taken_port: int) -> None:
    with pytest.raises(UnknownName) as raised:
        await WebDoor(application({})).start("127.0.0.1", taken_port, port_was_set=True)
    assert (raised.value.what, raised.value.given) == ("port", str(taken_port))


async def test_port_0_is_no_web(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    door = WebDoor(application({}))
    assert await door.start("127.0.0.1", 0, port_was_set=True) == 0
    await door.stop()


async def test_an_address_of_another_machine_is_a_mistake() -> None:
    with pytest.raises(UnknownName) as raised:
        await WebDoor(application({})).start("192.0.2.1", free_port(), port_was_set=False)
    assert raised.value.what == "host"


async def test_stopping_lets_an_answer_in_hand_be_finished(client: aiohttp.ClientSession) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slow(_headers: Mapping[str, str], _body: bytes) -> int:
        begun.set()
        await go_on.wait()
        return 200

    door = WebDoor(application({}, slow))
    port = await door.start("127.0.0.1", free_port(), port_was_set=False)
    asking = asyncio.ensure_future(client.post(f"http://127.0.0.1:{port}/telegram/updates", data=b"{}"))
    await begun.wait()
    stopping = asyncio.ensure_future(door.stop())
    await asyncio.sleep(0)
    go_on.set()
    assert (await asking).status == 200
    await stopping
    with pytest.raises(aiohttp.ClientConnectorError):
        await client.get(f"http://127.0.0.1:{port}/healthz")
