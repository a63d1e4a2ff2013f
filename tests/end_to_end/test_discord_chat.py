"""Discord over real HTTP and its gateway: what is said, called, tapped and answered, in private and in servers."""

from collections.abc import AsyncIterator

import pytest

from adapters.discord.face import DiscordFace
from bot.speaking.reply import Button, Part, Reply, Text
from core.people.model import Identity
from tests.fakes.hears import said
from tests.stand_ins.discord_rig import Rig, discord


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    async with discord() as rig:
        yield rig


@pytest.fixture
async def face(rig: Rig) -> AsyncIterator[DiscordFace]:
    async with rig.started() as face:
        yield face


async def test_words_in_private_are_answered_in_private(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    await rig.api.says(ada, "price <btc> & eth")
    (reply,) = await rig.api.replies(ada, 1)
    assert reply.title == "you said price \\<btc> & eth"
    (heard,) = rig.hears.heard
    assert (heard.sender, heard.room, heard.name) == (Identity("discord", ada.id), None, "Ada")
    assert face.door == "discord"


async def test_a_command_is_its_line(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada", "pt-BR")
    await rig.api.uses(ada, "price", {"coins": "btc,eth", "in": "eur", "why": True})
    (reply,) = await rig.api.replies(ada, 1)
    assert reply.title == "you said /price coins=btc,eth in=eur why=why"
    assert rig.hears.heard[0].language == "pt-BR"


async def test_what_is_personal_is_seen_by_its_person_alone(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    guild = rig.api.guild("traders", ada)
    await rig.api.adds_bot(guild)
    rig.hears.answer("/watch", Reply((Text(lead="12,480 USD", part=Part.ANSWER),)))
    call = await rig.api.uses(ada, "watch", {}, guild.channels[0])
    (whisper,) = await rig.api.whispered(ada, 1)
    assert call.callback == {"type": 5, "data": {"flags": 64}}
    assert whisper.title == "12,480 USD"
    assert [sent.title for sent in rig.api.to(guild.channels[0])] == ["Hello, all."]


async def test_a_button_is_typing_its_line(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    rig.hears.answer("price", said("BTC 59,140 EUR", Button("Chart", "chart btc"), command="price"))
    await rig.api.says(ada, "price btc")
    (price,) = await rig.api.replies(ada, 1)
    call = await rig.api.taps(ada, price, "Chart")
    await rig.api.replies(ada, 2)
    assert call.callback == {"type": 6}
    assert rig.hears.heard[-1].text == "chart btc"
    assert rig.hears.heard[-1].tapped
