"""Who governs a channel through the slash command, by Discord's own rights: the whole house behind Discord's wire."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from adapters.assemble import Application
from adapters.clock import SystemClock
from tests.end_to_end.test_discord_house import owner, serving
from tests.stand_ins.discord import StandInDiscord
from tests.stand_ins.discord_things import Channel, Guild, User


@dataclass
class Server:
    """A server of somebody else's that the owner of the bot may manage; `eve` and `fay` are two of its members."""

    api: StandInDiscord
    house: Application
    ada: User
    guild: Guild
    eve: User
    fay: User

    @property
    def traders(self) -> Channel:
        return self.guild.channels[0]

    async def shown(self, who: User, words: str) -> str:
        """Say it by the slash command and return what its person alone reads."""
        before = len(self.api.whispers(who))
        await self.api.uses(who, "room", {"language": words} if words else {}, self.traders)
        return (await self.api.whispered(who, before + 1))[-1].text


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    async with StandInDiscord(SystemClock()) as api, serving(api, tmp_path) as house:
        ada, eve, fay = await owner(api, house), api.user("Eve"), api.user("Fay")
        guild = api.guild("traders", api.user("Gus"))
        guild.managers.add(ada.id)
        await api.adds_bot(guild)
        await api.uses(ada, "market", {}, guild.channels[0])
        await api.replies(guild.channels[0], 2)
        yield Server(api, house, ada, guild, eve, fay)


async def test_who_may_manage_the_server_governs_its_channel_and_nobody_else_is_offered_to(server: Server) -> None:
    with pytest.raises(PermissionError):
        await server.shown(server.eve, "de")
    server.guild.managers.add(server.eve.id)  # promoted: let in by nobody, an admin by Discord's rights
    assert "Deutsch" in await server.shown(server.eve, "de")
    await server.api.uses(server.fay, "market", {}, server.traders)
    assert "Tendenz" in (await server.api.replies(server.traders, 3))[-1].text


async def test_who_is_shown_the_command_by_the_admins_looks_and_changes_nothing(server: Server) -> None:
    server.guild.shown["room"] = {server.fay.id}
    before = await server.shown(server.fay, "")
    assert "This room" in before
    refusal = await server.shown(server.fay, "de")
    assert "admins" in refusal
    assert await server.shown(server.fay, "") == before


async def test_in_words_anybody_looks_and_the_bot_s_owner_changes(server: Server) -> None:
    """Discord lists the command for admins; whoever else may, says it."""
    name = f"<@{server.api.world.bot.id}>"
    server.guild.managers.discard(server.ada.id)
    await server.api.says(server.fay, f"{name} room", server.traders)
    assert "This room" in (await server.api.replies(server.traders, 3))[-1].text
    await server.api.says(server.ada, f"{name} room currency eur", server.traders)
    assert "EUR" in (await server.api.replies(server.traders, 4))[-1].text
