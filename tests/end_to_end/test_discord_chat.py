"""Discord over real HTTP and its gateway: what is said, called, tapped and answered, in private and in servers."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest

from adapters.discord.face import DiscordFace
from bot.ports import Told
from bot.speaking.reply import Button, Chart, File, Part, PublicReply, Reply, Text
from core.delivery.model import Attempt, Outcome
from core.people.model import Identity, Room
from tests.fakes.hears import said
from tests.stand_ins.discord_gateway import DIRECT_MESSAGES, GUILD_MESSAGES, GUILDS
from tests.stand_ins.discord_rig import Rig, discord
from tests.stand_ins.discord_things import Guild, User

PNG = b"\x89PNG\r\n\x1a\n" + b"pixels"
BALANCE = Reply((Text(lead="12,480 USD", part=Part.ANSWER),))


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    async with discord() as rig:
        yield rig


@pytest.fixture
async def face(rig: Rig) -> AsyncIterator[DiscordFace]:
    async with rig.started() as face:
        yield face


async def server(rig: Rig, owner: User) -> Guild:
    """Return a server that the bot has been brought into, and has greeted."""
    guild = rig.api.guild("traders", owner)
    await rig.api.adds_bot(guild)
    await rig.api.replies(guild.channels[0], 1)
    return guild


async def test_the_contents_of_messages_are_not_asked_for(rig: Rig, face: DiscordFace) -> None:
    assert rig.api.gateway.identifies[0]["intents"] == GUILDS | GUILD_MESSAGES | DIRECT_MESSAGES


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


async def test_a_call_hears_from_us_before_anything_else_is_done(rig: Rig, face: DiscordFace) -> None:
    """Three seconds are kept by the order of work: the first request after a call is its answer, whoever is slow."""
    ada = rig.api.user("Ada")
    rig.hears.gates["slow"] = asyncio.Event()
    await rig.api.says(ada, "slow")
    await rig.api.until(lambda: True)
    before = len(rig.api.requests)
    first = await rig.api.uses(ada, "price", {"coins": "btc"})
    second = await rig.api.uses(ada, "market")
    await rig.api.answered(first)
    await rig.api.answered(second)
    paths = [request.path for request in rig.api.requests[before:]]
    assert paths == [f"/interactions/{call.id}/{call.token}/callback" for call in (first, second)]
    rig.hears.gates["slow"].set()
    assert [sent.title for sent in await rig.api.replies(ada, 3)] != []
    assert [heard.text for heard in rig.hears.heard] == ["slow", "/price coins=btc", "/market"]


async def test_a_call_that_was_too_late_is_not_done(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    call = await rig.api.uses(ada, "watch", {"action": "add", "coins": "arb"})
    call.at = call.at.replace(year=2020)  # answered after more than three seconds: 10062
    await rig.api.says(ada, "then")
    await rig.api.replies(ada, 1)
    assert [heard.text for heard in rig.hears.heard] == ["then"]


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


async def test_silence_takes_back_that_an_answer_comes(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    rig.hears.answers["/price"] = lambda _: Told()
    call = await rig.api.uses(ada, "price", {"coins": "btc"})
    await rig.api.until(lambda: call.callback is not None and call.original is None)
    assert rig.api.world.sent == []


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


async def test_words_behind_a_button_are_asked_for_in_a_form(rig: Rig, face: DiscordFace) -> None:
    ada, bob = rig.api.user("Ada"), rig.api.user("Bob")
    rig.hears.answer("alert", said("When BTC…", Button("Change", "alert d1", fill="btc < 60k")))
    await rig.api.says(ada, "alert btc < 60k")
    (draft,) = await rig.api.replies(ada, 1)
    form = await rig.api.taps(ada, draft, "Change")
    shown = await rig.api.answered(form)
    (field,) = shown["data"]["components"][0]["components"]
    assert (shown["type"], field["value"], field["label"]) == (9, "btc < 60k", "alert d1")
    refused = await rig.api.fills(bob, form, "btc < 1")
    assert (await rig.api.answered(refused))["data"]["flags"] == 64
    await rig.api.fills(ada, form, "btc < 58k")
    await rig.api.until(lambda: rig.hears.heard[-1].text == "alert d1 btc < 58k")
    assert [heard.text for heard in rig.hears.heard] == ["alert btc < 60k", "alert d1 btc < 58k"]


async def test_a_tap_that_asks_the_same_again_refreshes_its_message(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    prices = iter(["59,140", "59,150"])
    again = Button("Refresh", "price btc")
    rig.hears.answers["price"] = lambda _: Told(to_person=said(f"BTC {next(prices)} EUR", again, command="price"))
    await rig.api.says(ada, "price btc")
    (price,) = await rig.api.replies(ada, 1)
    await rig.api.taps(ada, price, "Refresh")
    await rig.api.until(lambda: price.edits == 1)
    assert (price.title, price.labels) == ("BTC 59,150 EUR", [["Refresh"]])
    assert len(rig.api.to(ada)) == 1


async def test_a_used_row_becomes_its_result_in_words(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    rig.hears.answer("privacy", said("Everything goes.", Button("Cancel", "cancel")))
    rig.hears.answer("cancel", Reply((Text(lead="One draft dropped.", part=Part.ANSWER),), settles=True))
    await rig.api.says(ada, "privacy delete")
    (draft,) = await rig.api.replies(ada, 1)
    await rig.api.taps(ada, draft, "Cancel")
    await rig.api.until(lambda: draft.edits == 1)
    assert (draft.title, draft.description, draft.labels) == ("Everything goes.", "**One draft dropped.**", [])


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


async def test_pictures_and_files_arrive_whole(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    charts = tuple(Chart(PNG, f"c{i}", Text(lead=f"chart {i}"), "Falling candles filled.") for i in range(3))
    rig.hears.answer("album", PublicReply((*charts, File(b'{"a": 1}', "export.json")), (Button("More", "help"),)))
    await rig.api.says(ada, "album")
    (album,) = await rig.api.replies(ada, 1)
    assert [file.name for file in album.files] == ["c0.png", "c1.png", "c2.png", "export.json"]
    assert [file.content for file in album.files] == [PNG, PNG, PNG, b'{"a": 1}']
    assert album.files[0].description == "chart 0 Falling candles filled."
    assert album.labels == [["More"]]


async def test_completion_answers_at_once_and_from_memory(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    before = len(rig.api.requests)
    call = await rig.api.types(ada, "price", "coins", "bt")
    assert await rig.api.answered(call) == {"type": 8, "data": {"choices": []}}  # this rig knows no coins
    assert [request.path for request in rig.api.requests[before:]] == [f"/interactions/{call.id}/{call.token}/callback"]
    assert rig.hears.heard == []


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
    assert [by.external_id for _, by, _ in rig.hears.brought_to] == [ada.id]
    guild.managers.add(eve.id)
    await rig.api.uses(eve, "market", {}, guild.channels[0])
    await rig.api.replies(guild.channels[0], 2)
    assert [by.external_id for _, by, _ in rig.hears.brought_to] == [ada.id, eve.id]


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


async def test_nobody_is_rung_at(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    await rig.api.says(ada, "@everyone <@&1>")
    (reply,) = await rig.api.replies(ada, 1)
    assert reply.body["allowed_mentions"] == {"parse": [], "replied_user": False}
