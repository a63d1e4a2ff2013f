"""The whole house behind Discord's wire: claimed, asked, tapped, called in a server, restarted."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr

from adapters.assemble import Application, assemble
from adapters.clock import SystemClock
from adapters.settings import Market, MarketKind, Settings
from adapters.settings.groups import Discord, Web
from bot.ports import Heard
from core.people.model import CodePurpose, Identity
from tests.databases import furnished
from tests.stand_ins.discord import StandInDiscord
from tests.stand_ins.discord_things import Channel, Sent, User
from tests.stand_ins.telegram_rig import eventually

WORDS = ("price btc", "status")


@asynccontextmanager
async def serving(api: StandInDiscord, folder: Path) -> AsyncIterator[Application]:
    """Run the service on `folder`, its Discord being the stand-in."""
    settings = Settings(
        data_dir=furnished(folder),
        market=Market(MarketKind.SIMULATED),
        discord=Discord(token=SecretStr(api.token), api_url=api.api_url),
        web=Web(port=0),
        forecast={"train": False},
    )
    application = await assemble(settings, service=True)
    try:
        await application.start()
        door = application.discord
        assert door is not None
        await eventually(lambda: door.down_since is None and bool(api.world.commands))
        yield application
    finally:
        await application.stop(5.0)
        await application.close()


@pytest.fixture
async def api() -> AsyncIterator[StandInDiscord]:
    async with StandInDiscord(SystemClock()) as api:
        yield api


async def owner(api: StandInDiscord, house: Application) -> User:
    """Return somebody who has just claimed the installation."""
    ada = api.user("Ada")
    claimed = await asked(api, ada, await house.register.make_code(CodePurpose.OWNER, None))
    assert "You are the owner." in claimed.text
    return ada


async def asked(api: StandInDiscord, who: User, text: str) -> Sent:
    """Ask in private and return the answer."""
    before = len(api.to(who))
    await api.says(who, text)
    return (await api.replies(who, before + 1))[-1]


async def test_a_fresh_installation_is_claimed_and_answers(api: StandInDiscord, tmp_path: Path) -> None:
    async with serving(api, tmp_path) as house:
        ada = await owner(api, house)
        await api.uses(ada, "price", {"coins": "btc, eth", "in": "eur"})
        price = (await api.replies(ada, 2))[-1]
        assert price.title.startswith("SIMULATED · BTC ")
        assert "EUR" in price.title
        assert "ETH" in price.description
        assert price.embed["footer"]["text"].startswith("Simulated market, ")
        assert price.labels[0][0] == "Chart"
        chart = await asked(api, ada, "chart sol 4h 30d rsi")
        (picture,) = chart.files
        assert picture.content.startswith(b"\x89PNG")
        assert "RSI(14, 4\u00a0h)" in picture.description


async def test_a_draft_is_changed_in_a_form_and_saved_by_its_button(api: StandInDiscord, tmp_path: Path) -> None:
    async with serving(api, tmp_path) as house:
        ada = await owner(api, house)
        await api.uses(ada, "alert", {"rule": "btc < 1k"})
        draft = (await api.replies(ada, 2))[-1]
        form = await api.taps(ada, draft, "Change")
        shown = (await api.answered(form))["data"]
        assert shown["components"][0]["components"][0]["value"] == "btc < 1000 usd"
        await api.fills(ada, form, "btc < 2k")
        changed = (await api.replies(ada, 3))[-1]
        assert "2,000\u00a0USD" in changed.title
        source, waits, _ = changed.embed["footer"]["text"].partition(" Not saved yet (d2).")
        assert waits
        said = f"{changed.description}\n{source}"
        await api.taps(ada, changed, "Save")
        await api.until(lambda: changed.edits == 1)
        assert changed.description.startswith(f"{said}\n**Saved: a1.**")
        assert "footer" not in changed.embed
        assert "Save" not in [label for row in changed.labels for label in row]


async def test_a_draft_that_is_left_no_longer_says_that_it_waits(api: StandInDiscord, tmp_path: Path) -> None:
    async with serving(api, tmp_path) as house:
        ada = await owner(api, house)
        drafts = [await asked(api, ada, f"alert {rule}") for rule in ("btc < 1k", "market shift")]
        for draft in drafts:
            await api.taps(ada, draft, "Cancel")
        await api.until(lambda: all(draft.edits == 1 for draft in drafts))
        for draft in drafts:
            assert "Not saved yet" not in f"{draft.text}{draft.description}{draft.embed}"
            assert "One draft dropped." in draft.description


async def test_an_option_that_names_nothing_drops_nothing(api: StandInDiscord, tmp_path: Path) -> None:
    async with serving(api, tmp_path) as house:
        ada = await owner(api, house)
        for rule in ("btc < 1k", "eth < 1k"):
            await asked(api, ada, f"alert {rule}")
        for filled in ("🔥", "...", "the last one"):
            before = len(api.to(ada))
            await api.uses(ada, "cancel", {"draft": filled})
            assert f"Nothing waits under '{filled}'" in (await api.replies(ada, before + 1))[-1].text
        assert "2 drafts" in (await asked(api, ada, "cancel")).text


async def test_a_button_pressed_twice_at_once_does_it_once(api: StandInDiscord, tmp_path: Path) -> None:
    async with serving(api, tmp_path) as house:
        ada = await owner(api, house)
        draft = await asked(api, ada, "alert btc < 1k")
        first, second = await api.taps(ada, draft, "Save"), await api.taps(ada, draft, "Save")
        assert [(await api.answered(call))["type"] for call in (first, second)] == [6, 6]
        await api.until(lambda: draft.edits >= 1 and len(api.to(ada)) == 3)
        assert "Saved: a1." in draft.description
        assert "d1" in api.to(ada)[-1].text  # nothing waits under it any more
        listed = await asked(api, ada, "alerts")
        assert "You have one alert" in listed.text


async def _offered(api: StandInDiscord, user: User, name: str, channel: Channel | None = None) -> list[str]:
    answer = await api.answered(await api.types(user, name, "id", "a", channel=channel))
    return [choice["value"] for choice in answer["data"]["choices"]]


async def test_numbers_of_alerts_are_completed_for_whose_they_are(api: StandInDiscord, tmp_path: Path) -> None:
    async with serving(api, tmp_path) as house:
        ada, eve = await owner(api, house), api.user("Eve")
        await asked(api, ada, "alert btc < 1k")
        await asked(api, ada, "confirm d1")
        assert await _offered(api, ada, "alerts") == ["a1", "all"]  # the field is opened for the first time
        assert await _offered(api, eve, "alerts") == ["all"]


async def test_numbers_of_a_room_are_completed_for_its_own_command(api: StandInDiscord, tmp_path: Path) -> None:
    async with serving(api, tmp_path) as house:
        ada = await owner(api, house)
        guild = api.guild("traders", ada)
        await api.adds_bot(guild)
        traders = guild.channels[0]
        await api.replies(traders, 1)
        for private in range(2):
            await asked(api, ada, f"alert btc < {private + 1}k")
            await asked(api, ada, f"confirm d{private + 1}")
        assert await _offered(api, ada, "room", traders) == ["all"]
        assert await _offered(api, ada, "alerts", traders) == ["a1", "a2", "all"]


async def test_a_server_reads_and_what_is_personal_is_whispered(api: StandInDiscord, tmp_path: Path) -> None:
    async with serving(api, tmp_path) as house:
        ada, eve = await owner(api, house), api.user("Eve")
        guild = api.guild("traders", ada)
        traders = guild.channels[0]
        await api.adds_bot(guild)
        (welcome,) = await api.replies(traders, 1)
        assert "Candlewick is here." in welcome.text
        await api.uses(eve, "price", {"coins": "btc"}, traders)
        assert "BTC" in (await api.replies(traders, 2))[-1].title
        await api.uses(ada, "watch", {"action": "add", "coins": "arb"}, traders)
        (whisper,) = await api.whispered(ada, 1)
        assert "ARB" in whisper.text
        await api.says(ada, f"<@{api.world.bot.id}> watch", traders)
        assert (await api.replies(traders, 3))[-1].text.endswith("Sent to you privately.")
        assert "ARB" in (await api.replies(ada, 2))[-1].text
        elsewhere = api.channel(guild)
        await api.uses(eve, "market", {}, elsewhere)
        assert "Tendency" in (await api.replies(elsewhere, 1))[-1].title


async def test_a_server_that_nobody_of_us_governs_is_told_nothing(api: StandInDiscord, tmp_path: Path) -> None:
    async with serving(api, tmp_path) as house:
        ada, eve = await owner(api, house), api.user("Eve")
        guild = api.guild("strangers", eve)
        await api.adds_bot(guild)
        await api.uses(eve, "price", {"coins": "btc"}, guild.channels[0])
        refusal = (await api.replies(guild.channels[0], 1))[-1]
        assert refusal.text.endswith("This bot is private; ask its owner for an invite.")
        guild.managers.add(ada.id)
        await api.uses(ada, "market", {}, guild.channels[0])
        await api.uses(eve, "price", {"coins": "btc"}, guild.channels[0])
        titles = [sent.title for sent in await api.replies(guild.channels[0], 4)]
        assert [title for title in titles if "Candlewick is here." in title]
        assert [title for title in titles if "BTC" in title]


async def test_commands_are_published_once_and_a_restart_resumes(api: StandInDiscord, tmp_path: Path) -> None:
    async with serving(api, tmp_path) as house:
        ada = await owner(api, house)
        await asked(api, ada, "price btc")
    await api.says(ada, "price eth")
    async with serving(api, tmp_path):
        answer = (await api.replies(ada, 3))[-1]
        await asked(api, ada, "price sol")
    assert "ETH" in answer.title
    assert api.world.published == 1
    assert (len(api.gateway.identifies), len(api.gateway.resumes)) == (1, 1)
    assert len(api.to(ada)) == 4


async def test_an_alert_comes_by_private_message_and_its_buttons_work(api: StandInDiscord, tmp_path: Path) -> None:
    async with serving(api, tmp_path) as house:
        ada = await owner(api, house)
        await asked(api, ada, "alert btc > 1")
        before = len(api.to(ada))
        await api.says(ada, "alert d1 now")
        told = await api.replies(ada, before + 2)
        (fired,) = [sent for sent in told[before:] if "🔔" in sent.title]
        assert fired.title.startswith("SIMULATED · 🔔 BTC ")
        assert fired.body["enforce_nonce"] is True
        await api.taps(ada, fired, "Why")
        await api.replies(ada, before + 3)


async def test_who_takes_no_private_message_is_told_in_the_channel_they_chose(
    api: StandInDiscord, tmp_path: Path
) -> None:
    async with serving(api, tmp_path) as house:
        ada = await owner(api, house)
        guild = api.guild("traders", ada)
        await api.adds_bot(guild)
        await api.replies(guild.channels[0], 1)
        await api.uses(ada, "settings", {"fallback": "here"}, guild.channels[0])
        await api.whispered(ada, 1)
        await api.uses(ada, "alert", {"rule": "btc > 1 to me note my whole estate"}, guild.channels[0])
        (_, draft) = await api.whispered(ada, 2)
        api.world.closed.add(ada.id)
        await api.uses(ada, "alert", {"rule": "d1 now"}, guild.channels[0])
        (_, told) = await api.replies(guild.channels[0], 2)
        assert "BTC" in told.text
        assert "estate" in draft.text
        assert "estate" not in told.text
        assert told.components == []
        assert told.body["enforce_nonce"] is True


async def test_without_discord_the_house_goes_on_and_says_so(tmp_path: Path) -> None:
    settings = Settings(
        data_dir=furnished(tmp_path),
        market=Market(MarketKind.SIMULATED),
        discord=Discord(token=SecretStr("NzAw.token.0123456789"), api_url="http://127.0.0.1:9/api/v10"),
        web=Web(port=0),
        forecast={"train": False},
    )
    house = await assemble(settings, service=True)
    try:
        await house.start()
        answers = [await house.door.hear(Heard(text, Identity("local", "owner"), trusted=True)) for text in WORDS]
        price, status = (str(told.to_person) for told in answers)
        assert "BTC" in price
        assert "Discord has not been connected for " in status
    finally:
        await house.stop(5.0)
        await house.close()


async def test_an_alert_of_a_channel_is_told_there_and_made_by_whom_the_channel_lets(
    api: StandInDiscord, tmp_path: Path
) -> None:
    async with serving(api, tmp_path) as house:
        ada, bob = await owner(api, house), api.user("Bob")
        guild = api.guild("traders", ada)
        traders = guild.channels[0]
        await api.adds_bot(guild)
        await api.replies(traders, 1)
        await api.uses(ada, "room", {"makers": "admins"}, traders)
        await api.whispered(ada, 1)
        await api.uses(bob, "alert", {"rule": "btc > 1"}, traders)
        (refusal,) = await api.whispered(bob, 1)
        assert "made by those whom its settings name" in refusal.text
        await api.uses(ada, "alert", {"rule": "btc > 1"}, traders)
        await api.whispered(ada, 2)
        await api.uses(ada, "alert", {"rule": "d1 now"}, traders)
        told = await api.replies(traders, 2)
        assert [sent.title.startswith("SIMULATED · 🔔 BTC ") for sent in told[1:]] == [True]
        cid = api.user("Cid")
        guild.managers.add(cid.id)
        await api.uses(cid, "alert", {"rule": "eth > 1"}, traders)
        (draft,) = await api.whispered(cid, 1)
        assert "ETH" in draft.title
