"""Whose servers are invited: the word of the house on who is one of us, asked anew where it may have changed."""

from adapters.discord.face import DiscordFace
from core.people.model import Identity
from tests.stand_ins.discord_rig import Rig, face, rig
from tests.stand_ins.telegram_rig import eventually

__all__ = ["face", "rig"]


async def test_a_server_is_invited_as_soon_as_its_owner_is_one_of_us(rig: Rig, face: DiscordFace) -> None:
    ada, eve = rig.api.user("Ada"), rig.api.user("Eve")
    welcome, rig.hears.welcome = rig.hears.welcome, None
    guild = rig.api.guild("traders", ada)
    await rig.api.adds_bot(guild)
    await eventually(lambda: len(rig.hears.brought_to) == 1)
    rig.hears.welcome = welcome  # now she is
    await rig.api.uses(eve, "market", {}, guild.channels[0])
    titles = [sent.title for sent in await rig.api.replies(guild.channels[0], 2)]
    assert "Hello, all." in titles
    assert rig.hears.brought_to[-1] == (guild.channels[0].id, Identity("discord", ada.id), "discord")


async def test_a_server_that_we_left_is_invited_by_no_owner_of_before(rig: Rig, face: DiscordFace) -> None:
    ada, eve = rig.api.user("Ada"), rig.api.user("Eve")
    rig.hears.welcome = None
    guild = rig.api.guild("traders", ada)
    await rig.api.adds_bot(guild)
    await rig.api.removes_bot(guild)
    await rig.api.says(eve, "end")
    await rig.api.replies(eve, 1)
    await eventually(lambda: rig.memory.facts.get(f"discord.guild-owner.{guild.id}") == "")
