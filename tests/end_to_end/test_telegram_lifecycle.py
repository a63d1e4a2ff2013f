"""Telegram over real HTTP: starting, stopping, pushing, the menu, and a token that nobody sees."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from blockbuster import BlockBuster

from adapters.telegram.face import TelegramFace
from adapters.telegram.menu import About
from core.kernel.errors import Mistake, Unavailable
from core.people.model import Identity
from tests.fakes.hears import said
from tests.stand_ins.telegram import StandInTelegram
from tests.stand_ins.telegram_errors import Fault
from tests.stand_ins.telegram_rig import SILENT_S, Rig, eventually, telegram

SECRET = "a-secret_of-ours"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    async with telegram() as rig:
        yield rig


@asynccontextmanager
async def pushed(rig: Rig) -> AsyncIterator[TelegramFace]:
    """Run a face that Telegram pushes to, behind a route as the web door has it."""
    faces: list[TelegramFace] = []

    async def route(request: web.Request) -> web.Response:
        return web.Response(status=await faces[0].webhook(request.headers, await request.read()))

    app = web.Application(client_max_size=2**20)
    app.router.add_post("/telegram", route)
    runner = web.AppRunner(app, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
    faces.append(rig.face(webhook_url=url, webhook_secret=SECRET))
    try:
        await faces[0].start()
        await rig.api.until(lambda: bool(rig.api.webhook))
        yield faces[0]
        await faces[0].stop(2.0)
    finally:
        await runner.cleanup()


async def test_what_was_not_finished_at_the_end_comes_again_and_what_was_does_not(rig: Rig) -> None:
    ada, bob = rig.api.user("Ada"), rig.api.user("Bob")
    rig.hears.gates["slow"] = asyncio.Event()
    face = rig.face()
    await face.start()
    rig.api.says(ada, "quick")
    await rig.api.replies(ada, 1)
    rig.api.says(bob, "slow")
    await rig.api.until(lambda: len(rig.hears.heard) == 2)
    await face.stop(1.1)
    assert [update["message"]["text"] for update in rig.api.queue] == ["slow"]
    rig.hears.gates["slow"].set()
    async with rig.started():
        await rig.api.replies(bob, 1)
    assert rig.api.queue == []
    assert len(rig.api.to(ada)) == 1


async def test_what_is_in_hand_at_the_end_is_finished(rig: Rig) -> None:
    ada = rig.api.user("Ada")
    rig.hears.gates["slow"] = asyncio.Event()
    face = rig.face()
    await face.start()
    rig.api.says(ada, "slow")
    await rig.api.until(lambda: len(rig.hears.heard) == 1)
    stopping = asyncio.create_task(face.stop(10.0))
    await asyncio.sleep(0)
    rig.hears.gates["slow"].set()
    await stopping
    assert len(rig.api.to(ada)) == 1
    assert rig.api.queue == []


async def test_what_waited_while_we_were_away_is_heard_with_its_age(rig: Rig) -> None:
    ada = rig.api.user("Ada")
    rig.api.says(ada, "hello")
    await rig.clock.sleep(7200)
    async with rig.started():
        await rig.api.replies(ada, 1)
    assert 7200 <= rig.hears.heard[0].asked_s < 7210


async def test_a_token_that_telegram_does_not_know_is_a_mistake_that_names_the_setting(rig: Rig) -> None:
    for token in ("4242:WRONG", "not a token", ""):
        face = rig.face(token=token)
        with pytest.raises(Mistake) as refused:
            await face.start()
        assert refused.value.given == "CANDLEWICK_TELEGRAM__TOKEN"
        await face.stop(0.1)


async def test_asking_who_we_are_takes_no_update_and_says_when_telegram_is_away(rig: Rig) -> None:
    rig.api.says(rig.api.user("Ada"), "hello")
    face = rig.face()
    assert await face.identify() == "candle_test_bot"
    rig.api.fault(Fault("html", "getMe"))
    with pytest.raises(Unavailable) as away:
        await face.identify()
    assert (away.value.source, away.value.reason) == ("telegram", "network")
    await face.stop(0.1)
    assert len(rig.api.queue) == 1


async def test_telegram_may_come_later_than_we() -> None:
    async with telegram() as before:
        port, clock = before.api.port, before.clock
    late = StandInTelegram(clock)
    late.port, late.base_url = port, f"http://127.0.0.1:{port}"
    rig = Rig(late, clock, before.hears, before.memory)
    face = rig.face()
    await face.start()
    names = [face.username]
    assert await face.webhook({}, b"{}") == 404
    async with late:
        ada = late.user("Ada")
        late.says(ada, "hello")
        await late.replies(ada, 1)
        assert [*names, face.username] == [None, "candle_test_bot"]
        await face.stop(2.0)


async def test_the_token_is_in_no_log_and_no_error(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    ada = rig.api.user("Ada")
    async with rig.started(reply_within_s=SILENT_S) as face:
        logging.getLogger("telegram").setLevel(logging.DEBUG)
        rig.api.fault(Fault("cut-before", "getUpdates"))
        rig.api.fault(Fault("html", "sendMessage"))
        rig.api.says(ada, "hello")
        await rig.api.replies(ada, 1)
        rig.api.fault(Fault("silent-before"))
        await face.whisper(Identity("telegram", str(ada.id)), said("Prices are back"))
        logging.getLogger("telegram").setLevel(logging.WARNING)
    assert "Calling Bot API endpoint" in caplog.text
    secret = rig.api.token.split(":")[1]
    assert secret not in caplog.text
    assert secret not in repr(face._options)


async def test_the_menu_is_published_per_scope_and_language_and_only_when_it_changed(rig: Rig) -> None:
    about = {"en": About("Prices and alerts, in chat.", "A market desk"), "de": About("Kurse im Chat.", "Marktplatz")}

    async def publishing(calls: int) -> None:
        async with rig.started(about=about):
            await rig.api.until(lambda: len(rig.api.called("setMyCommands")) == calls)

    ada = rig.api.user("Ada")
    rig.hears.owned_by = [Identity("telegram", str(ada.id)), Identity("discord", "4")]
    await publishing(12)
    rooms, private = '{"type": "all_group_chats"}', '{"type": "all_private_chats"}'
    owner = json.dumps({"chat_id": ada.id, "type": "chat"})
    assert set(rig.api.world.menus) == {
        (scope, language) for scope in (rooms, private, owner) for language in ("", "de", "es", "pt")
    }
    assert rig.api.world.menus[private, "de"][0] == {"command": "price", "description": "What coins cost now (de)"}
    assert rig.api.world.menus[owner, ""][-1]["command"] == "admin"
    assert rig.api.world.descriptions == {
        ("description", ""): "Prices and alerts, in chat.",
        ("short_description", ""): "A market desk",
        ("description", "de"): "Kurse im Chat.",
        ("short_description", "de"): "Marktplatz",
    }
    await publishing(12)
    rig.hears.lines.append(("top", "What rose and fell"))
    await publishing(24)
    assert len(rig.api.called("setMyDescription")) == 2


async def test_a_command_that_telegram_cannot_show_does_not_hide_the_others(rig: Rig) -> None:
    rig.hears.lines[:] = [("Bad-Name", "x"), ("price", "y" * 300), ("nothing", "")]
    rig.hears.lines += [(f"c{i}", "z") for i in range(120)]
    async with rig.started():
        await rig.api.until(lambda: len(rig.api.world.menus) == 8)
    (shown, *_) = rig.api.world.menus.values()
    assert len(shown) == 100
    assert (shown[0]["command"], len(shown[0]["description"])) == ("price", 256)


async def test_nothing_in_the_door_blocks_the_loop(rig: Rig, blockbuster: BlockBuster) -> None:
    ada = rig.api.user("Ada")
    async with rig.started():
        rig.api.says(ada, "hello " * 2000)
        await rig.api.replies(ada, 1)


async def test_polling_ends_a_webhook_that_was_set_before(rig: Rig) -> None:
    rig.api.webhook = {"url": "http://127.0.0.1:9/old"}
    ada = rig.api.user("Ada")
    async with rig.started():
        await rig.api.until(lambda: bool(rig.api.called("getUpdates")))
        rig.api.says(ada, "hello")
        await rig.api.replies(ada, 1)
    assert set(json.loads(rig.api.called("getUpdates")[0].params["allowed_updates"])) == {
        "message",
        "callback_query",
        "my_chat_member",
    }


async def test_pushed_updates_are_answered_and_never_polled(rig: Rig) -> None:
    ada = rig.api.user("Ada")
    async with pushed(rig):
        rig.api.says(ada, "one")
        await rig.api.replies(ada, 1)
        rig.api.says(ada, "two")
        assert [reply.text for reply in await rig.api.replies(ada, 2)] == ["you said one", "you said two"]
        assert rig.api.webhook["secret_token"] == SECRET
        assert rig.api.token not in rig.api.webhook["url"]
    assert rig.api.called("getUpdates") == []


async def test_a_pushed_update_counts_as_received_once_it_is_handled(rig: Rig) -> None:
    ada = rig.api.user("Ada")
    async with pushed(rig) as face:
        rig.hears.gates["slow"] = asyncio.Event()
        message = rig.api.world.write(ada.id, ada.json(), {"text": "slow"})
        body = json.dumps({"update_id": 1, "message": message}).encode()
        first, second = (asyncio.create_task(face.webhook({SECRET_HEADER: SECRET}, body)) for _ in range(2))
        await eventually(lambda: bool(rig.hears.heard))
        assert not first.done()
        rig.hears.gates["slow"].set()
        assert [await first, await second] == [200, 200]
        assert await face.webhook({SECRET_HEADER.lower(): SECRET}, body) == 200
        assert len(rig.hears.heard) == 1


async def test_a_pushed_update_that_is_not_finished_at_the_end_is_asked_for_again(rig: Rig) -> None:
    ada = rig.api.user("Ada")
    async with pushed(rig) as face:
        rig.hears.gates["slow"] = asyncio.Event()
        message = rig.api.world.write(ada.id, ada.json(), {"text": "slow"})
        body = json.dumps({"update_id": 1, "message": message}).encode()
        waiting = asyncio.create_task(face.webhook({SECRET_HEADER: SECRET}, body))
        await eventually(lambda: bool(rig.hears.heard))
        await face.stop(1.05)
        assert await waiting == 503
        assert await face.webhook({SECRET_HEADER: SECRET}, body) == 503


@pytest.mark.parametrize(
    ("body", "secret", "status"),
    [
        (lambda: b'{"update_id": 1}', SECRET, 200),
        (lambda: b'{"update_id": 1}', "another", 401),
        (lambda: b'{"update_id": 1}', "", 401),
        (lambda: b'{"update_id": 1}', "gehe\u00efm", 401),
        (lambda: b'{"update_id": 1}', "gehe\udcefm", 401),
        (lambda: b" " * (256 * 1024 + 1), SECRET, 413),
        (lambda: b"<html>", SECRET, 400),
        (lambda: b"[1]", SECRET, 400),
        (lambda: b'{"update_id": "1"}', SECRET, 400),
        (lambda: b"[" * 100_000, SECRET, 400),
        (lambda: b"\xff\xfe", SECRET, 400),
        (lambda: b'{"update_id": 2, "message": {"text": 1}}', SECRET, 200),
    ],
)
async def test_what_is_pushed_is_checked(rig: Rig, body: Callable[[], bytes], secret: str, status: int) -> None:
    async with pushed(rig) as face:
        assert await face.webhook({SECRET_HEADER: secret}, body()) == status
        assert rig.hears.heard == []


async def test_a_webhook_needs_a_secret_that_telegram_can_carry(rig: Rig) -> None:
    for secret in ("", "with space", "x" * 257):
        face = rig.face(webhook_url="https://bot.invalid/telegram", webhook_secret=secret)
        with pytest.raises(Mistake) as refused:
            await face.start()
        assert refused.value.given == "CANDLEWICK_TELEGRAM__WEBHOOK_SECRET"
        await face.stop(0.1)
