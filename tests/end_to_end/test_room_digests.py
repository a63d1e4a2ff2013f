"""A room's digest by Telegram's and Discord's wires: it arrives there at its time, once, and ends when we are gone."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from adapters.assemble import Application, Outside, assemble
from adapters.settings import Market, MarketKind, Settings
from adapters.settings.groups import Discord, Telegram, Web
from core.people.model import CodePurpose
from tests.databases import furnished
from tests.effort import PATIENCE_S
from tests.fakes.clock import SkippingClock
from tests.stand_ins.discord import StandInDiscord
from tests.stand_ins.discord_things import Channel
from tests.stand_ins.discord_things import User as Member
from tests.stand_ins.telegram import StandInTelegram
from tests.stand_ins.telegram_rig import eventually
from tests.stand_ins.telegram_world import Group, Sent, User

OWN = "estate"


@asynccontextmanager
async def serving(
    api: StandInTelegram | StandInDiscord, folder: Path, clock: SkippingClock
) -> AsyncIterator[Application]:
    """Run the service on `folder` behind a stand-in."""
    settings = Settings(
        data_dir=furnished(folder),
        market=Market(MarketKind.SIMULATED),
        telegram=Telegram(token=SecretStr(api.token), base_url=api.base_url)
        if isinstance(api, StandInTelegram)
        else Telegram(),
        discord=Discord(token=SecretStr(api.token), api_url=api.api_url)
        if isinstance(api, StandInDiscord)
        else Discord(),
        web=Web(port=0),
    )
    house = await assemble(settings, service=True, outside=Outside(real=clock))
    try:
        await house.start()
        if (door := house.discord) is not None:
            await eventually(lambda: door.down_since is None)
        yield house
    finally:
        await house.stop(5.0)
        await house.close()


def ahead(house: Application, minutes: int) -> tuple[datetime, str]:
    """Return a full minute so far ahead, and how it is typed."""
    at = (house.market.clock.now() + timedelta(minutes=minutes)).replace(second=0, microsecond=0)
    return at, f"{at:%H:%M}"


async def passed(house: Application, clock: SkippingClock, at: datetime) -> None:
    """Skip to the market's time, and look once, as the schedule does four times a minute."""
    clock.skip(at - house.market.clock.now())
    await house.services.room_digests.look()


async def until(done: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not await done():  # noqa: ASYNC110
            await asyncio.sleep(0.02)


@pytest.fixture
def clock() -> SkippingClock:
    return SkippingClock()


@pytest.fixture
async def telegram(clock: SkippingClock) -> AsyncIterator[StandInTelegram]:
    async with StandInTelegram(clock) as api:
        yield api


@pytest.fixture
async def discord(clock: SkippingClock) -> AsyncIterator[StandInDiscord]:
    async with StandInDiscord(clock) as api:
        yield api


async def group_of(api: StandInTelegram, house: Application) -> tuple[User, Group]:
    """Return the owner, who has things of their own, and a group they brought the bot into."""
    ada, traders = api.user("Ada"), api.group("traders")
    api.says(ada, await house.register.make_code(CodePurpose.OWNER, None))
    await api.replies(ada, 1)
    for n, line in enumerate(("watch add arb", f"alert btc < 1k note {OWN}", "confirm d1"), 2):
        api.says(ada, line)
        await api.replies(ada, n)
    api.adds_bot(ada, traders)
    await api.replies(traders, 1)
    return ada, traders


async def said(api: StandInTelegram, who: User, text: str, group: Group) -> Sent:
    before = len(api.to(group))
    api.says(who, text, group)
    return (await api.replies(group, before + 1))[-1]


async def test_it_is_posted_in_a_group_at_its_time_in_its_language_and_once(
    telegram: StandInTelegram, tmp_path: Path, clock: SkippingClock
) -> None:
    async with serving(telegram, tmp_path, clock) as house:
        ada, traders = await group_of(telegram, house)
        await said(telegram, ada, "/room language de currency eur zone UTC", traders)
        at, words = ahead(house, 3)
        saved = await said(telegram, ada, f"/room digest {words} daily", traders)
        assert f"täglich um {words}" in saved.text
        own = len(telegram.to(ada))
        await house.services.room_digests.look()
        assert telegram.to(traders)[-1] is saved
        await passed(house, clock, at)
        (*_, digest) = await telegram.replies(traders, 4)
        for word in ("Übersicht für diesen Raum", "Tendenz: ", "EUR", "Am stärksten bewegt", "Seitdem keine Alarme"):
            assert word in digest.text
        assert OWN not in digest.text
        await house.services.room_digests.look()
        await said(telegram, ada, "/price btc", traders)
        assert (len(telegram.to(traders)), len(telegram.to(ada))) == (5, own)


async def test_after_a_stop_the_schedule_posts_it_by_itself_and_it_says_that_it_is_late(
    telegram: StandInTelegram, tmp_path: Path, clock: SkippingClock
) -> None:
    async with serving(telegram, tmp_path, clock) as house:
        ada, traders = await group_of(telegram, house)
        _, words = ahead(house, 40)
        await said(telegram, ada, f"/room digest {words} market", traders)
    clock.skip(timedelta(hours=1))
    assert len(telegram.to(traders)) == 2
    async with serving(telegram, tmp_path, clock) as house:
        (*_, digest) = await telegram.replies(traders, 3)
        assert digest.text.startswith("SIMULATED\n⏳ Late (it was due ")
        assert f"{words} +00:00): This room's digest since" in digest.text
        assert await house.services.room_digests.look() == 0


async def test_a_group_that_becomes_a_supergroup_takes_it_along(
    telegram: StandInTelegram, tmp_path: Path, clock: SkippingClock
) -> None:
    async with serving(telegram, tmp_path, clock) as house:
        ada, traders = await group_of(telegram, house)
        at, words = ahead(house, 3)
        await said(telegram, ada, f"/room digest {words} market", traders)
        moved = telegram.migrates(traders)
        await said(telegram, ada, "/price btc", moved)
        await passed(house, clock, at)
        (*_, digest) = await telegram.replies(moved, 2)
        assert "This room's digest" in digest.text
        assert f"every day at {words}" in (await said(telegram, ada, "/room digest", moved)).text
        assert len(telegram.to(traders)) == 2


@pytest.mark.parametrize("told", [True, False], ids=["and told so", "and not told so"])
async def test_where_we_were_taken_out_it_ends_and_nobody_is_written_to(
    telegram: StandInTelegram, tmp_path: Path, clock: SkippingClock, told: bool
) -> None:
    async with serving(telegram, tmp_path, clock) as house:
        ada, traders = await group_of(telegram, house)
        room = await house.register.room("telegram", str(traders.id))
        at, words = ahead(house, 3)
        await said(telegram, ada, f"/room digest {words}", traders)
        own = len(telegram.to(ada))
        telegram.world.blocked.add(traders.id)
        if told:
            telegram.adds_bot(ada, traders, before="member", after="kicked")
            await until(lambda: _is_out(house, traders))

        async def ended() -> bool:
            return await house.services.room_digests.of(room.id) is None

        await passed(house, clock, at)
        await until(ended)
        assert await house.services.room_digests.look() == 0
        telegram.world.blocked.discard(traders.id)
        before = len(telegram.to(traders))
        telegram.adds_bot(ada, traders)
        await telegram.replies(traders, before + 1)
        assert "Digest: none." in (await said(telegram, ada, "/room", traders)).text
        # Not even above their next answer.
        telegram.says(ada, "price btc")
        answer = (await telegram.replies(ada, own + 1))[-1]
        assert answer.text.startswith("SIMULATED\nBTC ")


async def _is_out(house: Application, group: Group) -> bool:
    return not (await house.register.room("telegram", str(group.id))).invited


async def channel_of(api: StandInDiscord, house: Application) -> tuple[Member, Channel]:
    ada = api.user("Ada")
    await api.says(ada, await house.register.make_code(CodePurpose.OWNER, None))
    await api.replies(ada, 1)
    guild = api.guild("traders", ada)
    await api.adds_bot(guild)
    await api.replies(guild.channels[0], 1)
    return ada, guild.channels[0]


async def test_it_is_posted_in_a_channel_at_its_time_and_ends_with_the_server(
    discord: StandInDiscord, tmp_path: Path, clock: SkippingClock
) -> None:
    async with serving(discord, tmp_path, clock) as house:
        ada, traders = await channel_of(discord, house)
        at, words = ahead(house, 3)
        await discord.uses(ada, "room", {"digest": f"{words} market prices"}, traders)
        (saved,) = await discord.whispered(ada, 1)
        assert f"every day at {words}: tendency, prices." in saved.text
        await passed(house, clock, at)
        (_, digest) = await discord.replies(traders, 2)
        assert "This room's digest" in digest.title
        assert "Tendency: " in digest.text
        assert digest.body["enforce_nonce"] is True
        room = await house.register.room("discord", traders.id)
        guild = next(each for each in discord.world.guilds.values() if traders in each.channels)
        await discord.removes_bot(guild)

        async def ended() -> bool:
            await house.services.room_digests.look()
            return await house.services.room_digests.of(room.id) is None

        await until(ended)
        assert len(discord.to(traders)) == 2
