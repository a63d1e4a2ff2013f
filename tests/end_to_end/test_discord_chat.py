"""Discord over real HTTP and its gateway: what is said, called, tapped and answered."""

import asyncio

import pytest
from blockbuster import BlockBuster

from adapters.discord.face import DiscordFace
from bot.ports import Told
from bot.speaking.reply import Button, Chart, File, Part, PublicReply, Reply, Text
from core.people.model import Identity, Room
from tests.fakes.hears import said
from tests.stand_ins.discord_gateway import DIRECT_MESSAGES, GUILD_MESSAGES, GUILDS
from tests.stand_ins.discord_rig import Rig, face, rig, server

__all__ = ["face", "rig"]

PNG = b"\x89PNG\r\n\x1a\n" + b"pixels"
BALANCE = Reply((Text(lead="12,480 USD", part=Part.ANSWER),))


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


@pytest.mark.parametrize(
    "data",
    [
        {"id": "1", "type": 1, "name": "quote", "options": [{"name": "coins", "type": 3, "value": "btc"}]},
        {"id": "1", "type": 1, "name": "price", "options": [{"name": "of", "type": 1, "options": []}]},
        {"id": "1", "type": 2, "name": "Portfolio", "target_id": "9"},
    ],
)
async def test_a_command_that_is_no_more_is_answered_at_once(
    rig: Rig, face: DiscordFace, data: dict[str, object]
) -> None:
    ada = rig.api.user("Ada", "de")
    call = await rig.api.calls(2, ada, rig.api.world.private(ada), data)
    callback = await rig.api.answered(call)
    assert (callback["type"], callback["data"]["flags"]) == (4, 64)
    assert callback["data"]["content"].startswith("Diesen Befehl gibt es nicht mehr.")
    assert rig.hears.heard == []


async def test_silence_takes_back_that_an_answer_comes(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    rig.hears.answers["/price"] = lambda _: Told()
    call = await rig.api.uses(ada, "price", {"coins": "btc"})
    await rig.api.until(lambda: call.callback is not None and call.original is None)
    assert rig.api.world.sent == []


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


async def test_a_button_below_what_all_read_answers_whom_its_command_answers(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    channel = (await server(rig, ada)).channels[0]
    buttons = (Button("Chart", "chart btc"), Button("Alert", "alert btc"))
    rig.hears.answer("/price", said("BTC 59,140 EUR", *buttons, command="price"))
    rig.hears.answer("chart", said("BTC, 30 d", command="chart"))
    rig.hears.answer("alert", said("Below or above what?"))
    await rig.api.uses(ada, "price", {"coins": "btc"}, channel)
    price = (await rig.api.replies(channel, 2))[-1]
    await rig.api.taps(ada, price, "Chart")
    await rig.api.taps(ada, price, "Alert")
    assert [sent.title for sent in await rig.api.whispered(ada, 1)] == ["Below or above what?"]
    assert [sent.title for sent in (await rig.api.replies(channel, 3))[1:]] == ["BTC 59,140 EUR", "BTC, 30 d"]


async def test_what_becomes_of_a_room_s_own_is_put_into_the_message_that_all_read(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    channel = (await server(rig, ada)).channels[0]
    snoozed = PublicReply((Text(lead="a1 snoozed.", part=Part.ANSWER),), settles=True)
    rig.hears.answer("alerts", snoozed)
    await face.post(
        Room(1, "discord", channel.id, True), said("BTC went below 60,000", Button("Snooze", "alerts snooze a1"))
    )
    told = (await rig.api.replies(channel, 2))[-1]
    await rig.api.taps(ada, told, "Snooze")
    await rig.api.until(lambda: told.edits == 1)
    assert told.description == "**a1 snoozed.**"
    assert rig.api.whispers(ada) == []


async def test_a_used_row_becomes_its_result_in_words(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    rig.hears.answer("privacy", said("Everything goes.", Button("Cancel", "cancel")))
    rig.hears.answer("cancel", Reply((Text(lead="One draft dropped.", part=Part.ANSWER),), settles=True))
    await rig.api.says(ada, "privacy delete")
    (draft,) = await rig.api.replies(ada, 1)
    await rig.api.taps(ada, draft, "Cancel")
    await rig.api.until(lambda: draft.edits == 1)
    assert (draft.title, draft.description, draft.labels) == ("Everything goes.", "**One draft dropped.**", [])


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


async def test_nobody_is_rung_at(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    await rig.api.says(ada, "@everyone <@&1>")
    (reply,) = await rig.api.replies(ada, 1)
    assert reply.body["allowed_mentions"] == {"parse": [], "replied_user": False}


async def test_nothing_in_the_door_blocks_the_loop(rig: Rig, blockbuster: BlockBuster) -> None:
    async with rig.started():
        ada = rig.api.user("Ada")
        await rig.api.says(ada, "hello")
        await rig.api.uses(ada, "market")
        await rig.api.replies(ada, 2)


async def test_a_refresh_of_a_message_that_is_gone_is_said_anew(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    rig.hears.answer("price", said("BTC", Button("Refresh", "price btc"), command="price"))
    await rig.api.says(ada, "price btc")
    (price,) = await rig.api.replies(ada, 1)
    rig.api.world.sent.clear()
    await rig.api.taps(ada, price, "Refresh")
    (again,) = await rig.api.replies(ada, 1)  # 10008, then a message of its own
    assert (again.title, again.id != price.id) == ("BTC", True)
