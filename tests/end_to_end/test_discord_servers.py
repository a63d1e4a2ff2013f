"""Discord where several people read: servers, their channels and threads, and friends who talk in private."""

import asyncio
import logging
from dataclasses import replace

import pytest

from adapters.discord.face import DiscordFace
from bot.speaking.reply import Button, Part, Reply, Text
from core.delivery.model import Attempt, Outcome
from core.people.model import Identity, Room
from tests.fakes.hears import said
from tests.stand_ins.discord_errors import Fault
from tests.stand_ins.discord_rig import Rig, face, rig, server

__all__ = ["face", "rig"]

BALANCE = Reply((Text(lead="12,480 USD", part=Part.ANSWER),))


async def test_what_is_personal_is_seen_by_its_person_alone(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    guild = await server(rig, ada)
    rig.hears.answer("/watch", BALANCE)
    call = await rig.api.uses(ada, "watch", {}, guild.channels[0])
    (whisper,) = await rig.api.whispered(ada, 1)
    assert call.callback == {"type": 5, "data": {"flags": 64}}
    assert whisper.title == "12,480 USD"
    assert [sent.title for sent in rig.api.to(guild.channels[0])] == ["Hello, all."]


async def test_what_is_public_is_for_all(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    guild = await server(rig, ada)
    call = await rig.api.uses(ada, "price", {"coins": "btc"}, guild.channels[0])
    await rig.api.replies(guild.channels[0], 2)
    assert call.callback == {"type": 5}
    assert rig.api.whispers(ada) == []


async def test_what_turns_out_personal_leaves_no_trace_among_all(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    guild = await server(rig, ada)
    rig.hears.answer("/price", BALANCE)
    await rig.api.uses(ada, "price", {"coins": "btc"}, guild.channels[0])
    (whisper,) = await rig.api.whispered(ada, 1)
    assert whisper.title == "12,480 USD"
    assert [sent.title for sent in rig.api.to(guild.channels[0])] == ["Hello, all."]


async def test_in_a_server_only_what_names_us_is_answered(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    guild = await server(rig, ada)
    await rig.api.says(ada, "price btc", guild.channels[0])
    asked = await rig.api.says(ada, "<@700> price btc", guild.channels[0])
    (_, reply) = await rig.api.replies(guild.channels[0], 2)
    assert reply.title == "you said price btc"
    assert reply.body["message_reference"]["message_id"] == asked["id"]
    assert len(rig.hears.heard) == 1


async def test_what_is_personal_and_asked_aloud_goes_to_the_private_chat(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    guild = await server(rig, ada)
    rig.hears.answer("portfolio", BALANCE)
    await rig.api.says(ada, "<@700> portfolio", guild.channels[0])
    (_, note) = await rig.api.replies(guild.channels[0], 2)
    assert note.title == "Sent to you privately."
    assert [sent.title for sent in await rig.api.replies(ada, 1)] == ["12,480 USD"]


async def test_a_channel_does_not_read_that_something_was_sent_which_was_not(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    guild = await server(rig, ada)
    rig.api.world.closed.add(ada.id)
    rig.hears.answer("portfolio", BALANCE)
    await rig.api.says(ada, "<@700> portfolio", guild.channels[0])
    (_, note) = await rig.api.replies(guild.channels[0], 2)
    assert note.title == "unsaid: blocked"


async def test_friends_who_talk_in_private_are_a_room(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    group = rig.api.friends()
    rig.hears.answer("/watch", BALANCE)
    await rig.api.uses(ada, "watch", {}, group)
    assert [sent.title for sent in await rig.api.whispered(ada, 1)] == ["12,480 USD"]
    assert rig.api.to(group) == []
    assert rig.hears.heard[0].room == group.id


async def test_a_thread_is_its_channel_s(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    guild = await server(rig, ada)
    thread = rig.api.channel(guild, 11, guild.channels[0])
    await rig.api.uses(ada, "market", {}, thread)
    await rig.api.replies(thread, 1)
    assert rig.hears.heard[0].room == guild.channels[0].id


async def test_a_thread_is_its_channel_s_also_where_a_message_does_not_say_it(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    guild = await server(rig, ada)
    thread = rig.api.channel(guild, 11, guild.channels[0])
    for _ in range(2):
        await rig.api.says(ada, "<@700> price btc", thread)
    await rig.api.replies(thread, 2)
    assert [heard.room for heard in rig.hears.heard] == [guild.channels[0].id] * 2
    assert len(rig.api.made("GET", f"/channels/{thread.id}")) == 1


async def test_where_discord_does_not_say_whose_a_thread_is_it_is_a_room_of_its_own(
    rig: Rig, face: DiscordFace
) -> None:
    ada = rig.api.user("Ada")
    guild = await server(rig, ada)
    thread = rig.api.channel(guild, 11, guild.channels[0])
    rig.api.faults.append(Fault("html", f"/channels/{thread.id}", "GET"))
    await rig.api.says(ada, "<@700> price btc", thread)
    await rig.api.says(ada, "<@700> market", thread)
    await rig.api.replies(thread, 2)
    assert [heard.room for heard in rig.hears.heard] == [thread.id, guild.channels[0].id]


async def test_channels_of_a_server_are_heard_as_one_place_s(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    guild = await server(rig, ada)
    other = rig.api.channel(guild, 0)
    await rig.api.uses(ada, "market", {}, guild.channels[0])
    await rig.api.says(ada, "<@700> market", other)
    await rig.api.replies(other, 1)
    first, second = rig.hears.heard
    assert first.whole == second.whole == f"server {guild.id}"
    assert first.room != second.room
    await rig.api.says(ada, "market")
    await rig.api.until(lambda: len(rig.hears.heard) == 3)
    assert rig.hears.heard[-1].whole is None


@pytest.mark.parametrize("many", [2, 20])
async def test_nobody_presses_what_is_another_s(rig: Rig, face: DiscordFace, many: int) -> None:
    ada, bob = rig.api.user("Ada"), rig.api.user("Bob", "de")
    guild = await server(rig, ada)
    keys = tuple(Button(f"a{i}", f"alerts a{i}") for i in range(1, many + 1))
    rig.hears.answer("/price", said("BTC 59,140 EUR", *keys))
    await rig.api.uses(ada, "price", {"coins": "btc"}, guild.channels[0])
    (_, price) = await rig.api.replies(guild.channels[0], 2)
    await rig.api.taps(bob, price, "a1")
    (refusal,) = await rig.api.whispered(bob, 1)
    assert refusal.content.startswith("Dieser Knopf gehört dem, der gefragt hat.")
    assert [heard.text for heard in rig.hears.heard] == ["/price coins=btc"]
    await rig.api.taps(ada, price, "a1")
    await rig.api.until(lambda: rig.hears.heard[-1].text == "alerts a1")


async def test_what_was_posted_to_all_is_pressed_by_anybody(rig: Rig, face: DiscordFace) -> None:
    ada, bob = rig.api.user("Ada"), rig.api.user("Bob")
    guild = await server(rig, ada)
    await face.post(Room(1, "discord", guild.channels[0].id, True), said("Prices are back", Button("Help", "help")))
    (_, notice) = await rig.api.replies(guild.channels[0], 2)
    await rig.api.taps(bob, notice, "Help")
    await rig.api.replies(guild.channels[0], 3)
    assert rig.hears.heard[-1].sender == Identity("discord", bob.id)


@pytest.mark.parametrize("settles", [True, False])
async def test_what_is_personal_is_put_into_no_message_that_others_read(
    rig: Rig, face: DiscordFace, settles: bool
) -> None:
    ada = rig.api.user("Ada")
    guild = await server(rig, ada)
    rig.hears.answer("/price", said("Alerts here", Button("Mine", "alerts"), command="alerts"))
    understood = said("", command="alerts").understood
    rig.hears.answer("alerts", Reply((Text(lead="12,480 USD"),), settles=settles, understood=understood))
    await rig.api.uses(ada, "price", {"coins": "btc"}, guild.channels[0])
    (_, listed) = await rig.api.replies(guild.channels[0], 2)
    await rig.api.taps(ada, listed, "Mine")
    (whisper,) = await rig.api.whispered(ada, 1)
    assert whisper.title == "12,480 USD"
    assert (listed.title, listed.edits) == ("Alerts here", 0)


async def test_what_hangs_on_a_whisper_is_whispered(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    guild = await server(rig, ada)
    rig.hears.answer("/watch", replace(BALANCE, buttons=(Button("List", "list"),)))
    await rig.api.uses(ada, "watch", {}, guild.channels[0])
    (kept,) = await rig.api.whispered(ada, 1)
    await rig.api.taps(ada, kept, "List")
    assert [sent.title for sent in await rig.api.whispered(ada, 2)] == ["12,480 USD", "you said list"]
    assert [sent.title for sent in rig.api.to(guild.channels[0])] == ["Hello, all."]


async def test_who_owns_a_server_or_governs_it_invites_it_once_with_all_its_channels(
    rig: Rig, face: DiscordFace
) -> None:
    ada, eve = rig.api.user("Ada"), rig.api.user("Eve")
    guild = await server(rig, ada)
    first, second = guild.channels[0], rig.api.channel(guild)
    assert rig.hears.brought_to == [(first.id, Identity("discord", ada.id), "discord")]
    await rig.api.uses(eve, "market", {}, second)
    await rig.api.uses(eve, "market", {}, second)
    await rig.api.replies(second, 2)
    assert rig.hears.beside_of == [(second.id, first.id, "discord")]
    await rig.api.removes_bot(guild)
    await rig.api.says(eve, "end")
    await rig.api.replies(eve, 1)
    await rig.api.until(lambda: len(rig.hears.left_from) == 2)
    assert rig.hears.left_from == [(first.id, "discord"), (second.id, "discord")]


async def test_who_governs_nothing_invites_nothing(rig: Rig, face: DiscordFace) -> None:
    ada, eve = rig.api.user("Ada"), rig.api.user("Eve")
    rig.hears.welcome = None
    guild = rig.api.guild("strangers", ada)
    await rig.api.adds_bot(guild)
    await rig.api.uses(eve, "market", {}, guild.channels[0])
    await rig.api.replies(guild.channels[0], 1)
    assert {by.external_id for _, by, _ in rig.hears.brought_to} == {ada.id}
    guild.managers.add(eve.id)
    await rig.api.uses(eve, "market", {}, guild.channels[0])
    await rig.api.replies(guild.channels[0], 2)
    assert {by.external_id for _, by, _ in rig.hears.brought_to} == {ada.id, eve.id}


async def test_discord_says_who_governs_a_room(rig: Rig, face: DiscordFace) -> None:
    ada, bob, eve = rig.api.user("Ada"), rig.api.user("Bob"), rig.api.user("Eve")
    guild = await server(rig, ada)
    guild.managers.add(bob.id)
    room = Room(1, "discord", guild.channels[0].id, True)
    governs = [await face.is_admin(room, Identity("discord", who.id)) for who in (ada, bob, eve)]
    assert governs == [True, True, False]


async def test_a_secret_said_aloud_is_deleted_where_discord_lets_us(
    rig: Rig, face: DiscordFace, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    ada = rig.api.user("Ada")
    guild = await server(rig, ada)
    rig.hears.answer("0xkey", said("That looked like a secret."), secret=True)
    message = await rig.api.says(ada, "<@700> 0xkey", guild.channels[0])
    await rig.api.replies(guild.channels[0], 2)
    assert (guild.channels[0].id, message["id"]) not in rig.api.world.said
    await rig.api.says(ada, "0xkey")
    await rig.api.replies(ada, 1)
    assert "only its writer can delete it" in caplog.text
    assert "0xkey" not in caplog.text


async def test_what_we_say_unasked_arrives_with_its_number(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    guild = await server(rig, ada)
    whispered = await face.whisper(Identity("discord", ada.id), Reply((Text(lead="Yours"),)))
    posted = await face.post(Room(1, "discord", guild.channels[0].id, True), said("All of you"))
    (to_ada,), (_, to_all) = rig.api.to(ada), rig.api.to(guild.channels[0])
    assert whispered == Attempt(Outcome.SENT, to_ada.id)
    assert posted == Attempt(Outcome.SENT, to_all.id)


async def test_a_place_that_is_slow_holds_up_no_other(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    guild = await server(rig, ada)
    rig.hears.gates["slow"] = asyncio.Event()
    await rig.api.says(ada, "<@700> slow one", guild.channels[0])
    await rig.api.says(ada, "<@700> two", guild.channels[0])
    await rig.api.says(ada, "three")
    assert [sent.title for sent in await rig.api.replies(ada, 1)] == ["you said three"]
    rig.hears.gates["slow"].set()
    said_there = [sent.title for sent in await rig.api.replies(guild.channels[0], 3)]
    assert said_there == ["Hello, all.", "you said slow one", "you said two"]


async def test_only_who_owns_the_house_is_answered_by_its_own_command(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    guild = await server(rig, ada)
    call = await rig.api.uses(ada, "admin", {"action": "users"}, guild.channels[0])
    await rig.api.whispered(ada, 1)
    assert call.callback == {"type": 5, "data": {"flags": 64}}
