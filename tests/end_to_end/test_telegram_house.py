"""The whole house behind Telegram's wire: claimed, asked, tapped, brought into a group, restarted."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from pydantic import SecretStr

from adapters.assemble import Application, assemble
from adapters.clock import SystemClock
from adapters.settings import Market, MarketKind, Settings
from adapters.settings.groups import Telegram, Web
from core.people.model import CodePurpose
from tests.databases import furnished
from tests.loopback import free_port
from tests.stand_ins.telegram import StandInTelegram
from tests.stand_ins.telegram_errors import Fault
from tests.stand_ins.telegram_world import Sent, User


@asynccontextmanager
async def serving(api: StandInTelegram, folder: Path, **telegram: object) -> AsyncIterator[Application]:
    """Run the service on `folder`, its Telegram being the stand-in."""
    port = telegram.pop("web_port", 0)
    assert isinstance(port, int)
    door = {"token": SecretStr(api.token), "base_url": api.base_url, **telegram}
    settings = Settings(
        data_dir=furnished(folder),
        market=Market(MarketKind.SIMULATED),
        telegram=Telegram(**door),
        web=Web(port=port),
        forecast={"train": False},
    )
    application = await assemble(settings, service=True)
    try:
        await application.start()
        yield application
    finally:
        await application.stop(5.0)
        await application.close()


async def test_an_answer_that_was_not_said_when_we_stopped_is_said_after_the_restart(
    api: StandInTelegram, tmp_path: Path
) -> None:
    async with serving(api, tmp_path) as house:
        ada = await owner(api, house)
        api.fault(Fault("flood", "sendMessage", retry_after=6))
        api.says(ada, "watch add arb")
        await api.until(lambda: len(api.called("sendMessage")) == 2)
        assert len(api.to(ada)) == 1
    async with serving(api, tmp_path):
        (_, answer) = await api.replies(ada, 2)
        assert "on your watch list" in answer.text


@pytest.fixture
async def api() -> AsyncIterator[StandInTelegram]:
    async with StandInTelegram(SystemClock()) as bot_api:
        yield bot_api


async def owner(api: StandInTelegram, house: Application) -> User:
    """Return somebody who has just claimed the installation."""
    ada = api.user("Ada")
    api.says(ada, await house.register.make_code(CodePurpose.OWNER, None))
    (claimed,) = await api.replies(ada, 1)
    assert "You are the owner." in claimed.text
    return ada


async def test_whoever_becomes_the_owner_is_shown_the_owner_s_commands(api: StandInTelegram, tmp_path: Path) -> None:
    async with serving(api, tmp_path) as house:
        ada = await owner(api, house)
        where = json.dumps({"chat_id": ada.id, "type": "chat"})
        await api.until(lambda: all((where, language) in api.world.menus for language in ("", "de", "es", "pt")))
        assert "admin" in {shown["command"] for shown in api.world.menus[where, ""]}
        assert not any(chat != where and "admin" in str(shown) for (chat, _), shown in api.world.menus.items())


async def asked(api: StandInTelegram, who: User, text: str) -> Sent:
    """Ask in private and return the answer."""
    before = len(api.to(who))
    api.says(who, text)
    return (await api.replies(who, before + 1))[-1]


async def test_a_fresh_installation_is_claimed_and_answers(api: StandInTelegram, tmp_path: Path) -> None:
    async with serving(api, tmp_path) as house:
        ada = await owner(api, house)
        price = await asked(api, ada, "/price btc eth in eur")
        assert price.text.startswith("SIMULATED\n")
        assert "BTC" in price.text
        assert "EUR" in price.text
        assert price.labels[0][0] == "Chart"
        chart = await asked(api, ada, "chart sol 4h 30d rsi")
        assert chart.photo is not None
        assert chart.photo.content.startswith(b"\x89PNG")
        assert "RSI(14, 4\u00a0h)" in chart.text


async def test_a_button_is_its_command(api: StandInTelegram, tmp_path: Path) -> None:
    async with serving(api, tmp_path) as house:
        ada = await owner(api, house)
        price = await asked(api, ada, "price btc")
        before = len(api.to(ada))
        api.taps(ada, price, "Chart")
        sent = await api.replies(ada, before + 1)
        assert sent[-1].photo is not None


async def test_a_stranger_is_told_once_that_this_is_private(api: StandInTelegram, tmp_path: Path) -> None:
    async with serving(api, tmp_path) as house:
        ada, eve = await owner(api, house), api.user("Eve")
        refusal = await asked(api, eve, "price btc")
        assert refusal.text.endswith("This bot is private; ask its owner for an invite.")
        api.says(eve, "price eth")
        await asked(api, ada, "price btc")
        assert len(api.to(eve)) == 1


async def test_a_used_row_becomes_its_result_in_words(api: StandInTelegram, tmp_path: Path) -> None:
    async with serving(api, tmp_path) as house:
        ada = await owner(api, house)
        draft = await asked(api, ada, "privacy delete")
        before, said = len(api.to(ada)), draft.text
        api.taps(ada, draft, "Cancel")
        await api.until(lambda: draft.edits == 1)
        assert (draft.text, draft.labels) == (f"{said}\nOne draft dropped.", [])
        assert [entity["type"] for entity in draft.entities] == ["bold"] * 3
        await asked(api, ada, "price btc")
        assert len(api.to(ada)) == before + 1


async def test_a_room_reads_and_what_is_personal_is_whispered(api: StandInTelegram, tmp_path: Path) -> None:
    async with serving(api, tmp_path) as house:
        ada, eve, traders = await owner(api, house), api.user("Eve"), api.group("traders")
        api.adds_bot(ada, traders)
        await api.replies(traders, 1)
        api.says(eve, "/price btc", traders)
        assert "BTC" in (await api.replies(traders, 2))[-1].text
        before = len(api.to(ada))
        api.says(ada, "/watch add arb", traders)
        assert (await api.replies(traders, 3))[-1].text.endswith("Sent to you privately.")
        assert "ARB" in (await api.replies(ada, before + 1))[-1].text


async def test_a_room_that_we_were_taken_out_of_is_invited_by_whoever_adds_us_next(
    api: StandInTelegram, tmp_path: Path
) -> None:
    async with serving(api, tmp_path) as house:
        ada, eve, traders = await owner(api, house), api.user("Eve"), api.group("traders")
        api.adds_bot(ada, traders)
        await api.replies(traders, 1)
        api.adds_bot(eve, traders, before="member", after="kicked")
        api.adds_bot(eve, traders, before="kicked", after="member")
        api.says(eve, "/price btc", traders)
        refusal = (await api.replies(traders, 2))[-1]
        assert refusal.text.endswith("This bot is private; ask its owner for an invite.")
        api.adds_bot(ada, traders, before="member", after="left")
        api.adds_bot(ada, traders)
        await api.replies(traders, 3)
        api.says(eve, "/price btc", traders)
        assert "BTC" in (await api.replies(traders, 4))[-1].text


async def test_where_admins_make_alerts_telegram_says_who_is_one(api: StandInTelegram, tmp_path: Path) -> None:
    async with serving(api, tmp_path) as house:
        ada, eve, mallory = await owner(api, house), api.user("Eve"), api.user("Mallory")
        traders = api.group("traders")
        api.world.ranks[traders.id, eve.id] = "administrator"
        api.adds_bot(ada, traders)
        await api.replies(traders, 1)
        api.says(ada, "/room alerts admins", traders)
        assert "the room's admins" in (await api.replies(traders, 2))[-1].text
        api.says(eve, "/alert btc < 10k", traders)
        draft = (await api.replies(traders, 3))[-1]
        assert "When BTC goes below 10,000" in draft.text
        api.says(mallory, "/alert btc < 20k", traders)
        refused = (await api.replies(traders, 4))[-1].text
        assert "I can't write to you in private." in refused  # she never wrote to us
        assert "When BTC" not in refused
        api.taps(eve, draft, "Save")
        await api.until(lambda: "Saved: a1." in draft.text)
        assert "Not saved yet" not in draft.text
        assert {call.params["user_id"] for call in api.called("getChatMember")} == {str(eve.id), str(mallory.id)}
        api.says(eve, "/alert eth < 100 to me", traders)
        assert "I can't write to you in private." in (await api.replies(traders, 5))[-1].text


async def test_an_update_that_comes_again_after_a_restart_is_not_answered_again(
    api: StandInTelegram, tmp_path: Path
) -> None:
    async with serving(api, tmp_path) as house:
        ada = await owner(api, house)
        message = api.world.write(ada.id, ada.json(), {"text": "price btc"})
        api.again({"update_id": 9000, "message": message})
        await api.replies(ada, 2)
    api.again({"update_id": 9000, "message": message})
    async with serving(api, tmp_path):
        fresh = await asked(api, ada, "price eth")
    assert "ETH" in fresh.text
    assert len(api.to(ada)) == 3


async def test_updates_are_pushed_to_the_address_that_was_set(api: StandInTelegram, tmp_path: Path) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    async with serving(api, tmp_path, web_port=port, webhook_url=address) as house:
        await api.until(lambda: bool(api.called("setWebhook")))
        ada = await owner(api, house)
        assert "BTC" in (await asked(api, ada, "price btc")).text
        async with aiohttp.ClientSession() as session:
            forged = await session.post(f"{address}/telegram/updates", json={"update_id": 1})
            assert forged.status in {401, 403}
            assert (await session.get(f"{address}/healthz")).status == 200
            assert (await session.get(f"{address}/readyz")).status in {200, 503}


_HIDDEN = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
_BY_CHANNEL = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}


async def test_who_hides_behind_a_group_or_a_channel_is_answered_what_is_public_and_is_nobody(
    api: StandInTelegram, tmp_path: Path
) -> None:
    channel = {"id": -100777, "type": "channel", "title": "News"}
    async with serving(api, tmp_path) as house:
        ada, traders, foreign = await owner(api, house), api.group("traders"), api.group("foreign")
        api.adds_bot(ada, traders)
        await api.replies(traders, 1)
        people = len(await house.register.everyone())
        senders = ((_HIDDEN, api.world.chat_json(traders.id)), (_BY_CHANNEL, channel))
        for account, place in senders:
            before = len(api.to(traders))
            api.says(ada, "/price btc", traders, sender=account, sender_chat=place)
            assert "BTC" in (await api.replies(traders, before + 1))[-1].text
            for personal in (
                "/watch add arb",
                "/settings",
                "/room zone Europe/Berlin",
                "/alert btc < 1 to here",
                "/link",
            ):
                before = len(api.to(traders))
                api.says(ada, personal, traders, sender=account, sender_chat=place)
                (*_, refusal) = await api.replies(traders, before + 1)
                assert "write that as yourself" in refusal.text
        said = len(api.to(traders))
        api.says(ada, "/price btc", foreign, sender=_HIDDEN, sender_chat=api.world.chat_json(foreign.id))
        handed_on = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
        api.says(ada, "/price btc", traders, sender=handed_on, sender_chat=channel, is_automatic_forward=True)
        api.says(ada, "/price eth", traders)
        assert "ETH" in (await api.replies(traders, said + 1))[said].text
        assert (len(api.to(traders)), api.to(foreign)) == (said + 1, [])
        assert len(await house.register.everyone()) == people
        assert len(api.to(ada)) == 1
