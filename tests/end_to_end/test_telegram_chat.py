"""Telegram over real HTTP: what is said, tapped and answered, in private and in groups."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest

from adapters.telegram.face import TelegramFace
from bot.ports import Told
from bot.speaking.reply import Button, Chart, File, Part, PublicReply, Reply, Text
from core.delivery.model import Attempt, Outcome
from core.people.model import Identity, Room
from tests.fakes.hears import said
from tests.stand_ins.telegram_rig import Rig, telegram

PNG = b"\x89PNG\r\n\x1a\n" + b"pixels"


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    async with telegram() as rig:
        yield rig


@pytest.fixture
async def face(rig: Rig) -> AsyncIterator[TelegramFace]:
    async with rig.started() as face:
        yield face


async def test_words_in_private_are_answered_in_private(rig: Rig, face: TelegramFace) -> None:
    ada = rig.api.user("Ada", "pt")
    rig.api.says(ada, "price <btc> & eth")
    (reply,) = await rig.api.replies(ada, 1)
    assert reply.text == "you said price <btc> & eth"
    assert reply.entities == [{"type": "bold", "offset": 0, "length": len(reply.text)}]
    (heard,) = rig.hears.heard
    assert (heard.sender, heard.language, heard.name) == (Identity("telegram", str(ada.id)), "pt", "Ada")
    assert heard.asked_s < 2
    assert (face.door, face.username) == ("telegram", "candle_test_bot")


async def test_no_link_is_previewed(rig: Rig, face: TelegramFace) -> None:
    ada = rig.api.user("Ada")
    rig.api.says(ada, "hello")
    await rig.api.replies(ada, 1)
    assert rig.api.called("sendMessage")[0].params["link_preview_options"] == '{"is_disabled": true}'


async def test_a_voice_message_in_private_gets_an_answer(rig: Rig, face: TelegramFace) -> None:
    ada = rig.api.user("Ada")
    rig.api.says(ada, "", voice={"file_id": "v", "file_unique_id": "v", "duration": 3})
    await rig.api.replies(ada, 1)
    assert rig.hears.heard[0].text == ""


async def test_a_slow_chat_keeps_its_order_and_holds_up_nobody(rig: Rig, face: TelegramFace) -> None:
    ada, bob = rig.api.user("Ada"), rig.api.user("Bob")
    rig.hears.gates["slow"] = asyncio.Event()
    rig.api.says(ada, "slow one")
    rig.api.says(ada, "two")
    rig.api.says(bob, "three")
    await rig.api.replies(bob, 1)
    assert rig.api.to(ada) == []
    # Telegram still keeps what is not done: were we killed now, it would give it again.
    assert rig.api.queue[0]["message"]["text"] == "slow one"
    rig.hears.gates["slow"].set()
    assert [reply.text for reply in await rig.api.replies(ada, 2)] == ["you said slow one", "you said two"]


async def test_a_chat_stuck_before_a_hundred_updates_hides_none_of_them(rig: Rig, face: TelegramFace) -> None:
    ada, bob = rig.api.user("Ada"), rig.api.user("Bob")
    rig.hears.gates["slow"] = asyncio.Event()
    rig.api.says(ada, "slow")
    for i in range(120):
        rig.api.says(bob, f"line {i}")
    assert [reply.text for reply in await rig.api.replies(bob, 120)] == [f"you said line {i}" for i in range(120)]
    rig.hears.gates["slow"].set()
    await rig.api.replies(ada, 1)


async def test_an_update_given_again_is_handled_once(rig: Rig, face: TelegramFace) -> None:
    ada = rig.api.user("Ada")
    message = rig.api.says(ada, "once")
    await rig.api.replies(ada, 1)
    for _ in range(3):
        rig.api.again({"update_id": 7000, "message": message})
    rig.api.says(ada, "then")
    await rig.api.replies(ada, 2)
    assert [heard.text for heard in rig.hears.heard] == ["once", "then"]
    assert {heard.update_id for heard in rig.hears.heard} == {"7000", "7001"}


async def test_an_update_that_nobody_can_read_spoils_no_other(
    rig: Rig, face: TelegramFace, caplog: pytest.LogCaptureFixture
) -> None:
    ada = rig.api.user("Ada")
    rig.api.update("message", {"message_id": "x", "text": "my secret words"})
    rig.api.says(ada, "fine")
    await rig.api.replies(ada, 1)
    assert "could not be read" in caplog.text
    assert "secret" not in caplog.text


async def test_a_tap_is_acknowledged_at_once_however_busy_the_chat_is(rig: Rig, face: TelegramFace) -> None:
    ada = rig.api.user("Ada")
    rig.hears.answer("price", said("BTC 59,140 EUR", Button("Chart", "chart btc"), command="price"))
    rig.hears.gates["slow"] = asyncio.Event()
    rig.api.says(ada, "price btc")
    (price,) = await rig.api.replies(ada, 1)
    rig.api.says(ada, "slow")
    tap = rig.api.taps(ada, price, "Chart")
    await rig.api.until(lambda: tap not in rig.api.world.open_taps)
    assert [heard.text for heard in rig.hears.heard] == ["price btc", "slow"]
    rig.hears.gates["slow"].set()
    await rig.api.replies(ada, 3)
    assert rig.hears.heard[-1].text == "chart btc"
    assert rig.hears.heard[-1].tapped


async def test_a_tap_that_asks_the_same_again_refreshes_its_message(rig: Rig, face: TelegramFace) -> None:
    ada = rig.api.user("Ada")
    prices = iter(["59,140", "59,150", "59,150"])
    again = Button("Refresh", "price btc")
    rig.hears.answers["price"] = lambda _: _private(said(f"BTC {next(prices)} EUR", again, command="price"))
    rig.api.says(ada, "price btc")
    (price,) = await rig.api.replies(ada, 1)
    rig.api.taps(ada, price, "Refresh")
    await rig.api.until(lambda: price.edits == 1)
    assert (price.text, price.labels) == ("BTC 59,150 EUR", [["Refresh"]])
    rig.api.taps(ada, price, "Refresh")  # the same once more: "message is not modified"
    await rig.api.until(lambda: len(rig.api.called("editMessageText")) == 2)
    rig.api.says(ada, "end")
    assert len(await rig.api.replies(ada, 2)) == 2
    assert price.edits == 1


async def test_a_tap_that_asks_something_else_leaves_its_message(rig: Rig, face: TelegramFace) -> None:
    ada = rig.api.user("Ada")
    rig.hears.answer("price", said("BTC", Button("Alert", "alert btc"), command="price"))
    rig.hears.answer("alert", said("When BTC…", command="alert"))
    rig.api.says(ada, "price btc")
    (price,) = await rig.api.replies(ada, 1)
    rig.api.taps(ada, price, "Alert")
    assert [reply.text for reply in await rig.api.replies(ada, 2)] == ["BTC", "When BTC…"]


async def test_a_refresh_of_a_message_that_is_gone_is_said_anew(rig: Rig, face: TelegramFace) -> None:
    ada = rig.api.user("Ada")
    rig.hears.answer("price", said("BTC", Button("Refresh", "price btc"), command="price"))
    rig.api.says(ada, "price btc")
    (price,) = await rig.api.replies(ada, 1)
    rig.api.taps(ada, price, "Refresh")
    rig.api.world.sent.clear()
    assert [reply.text for reply in await rig.api.replies(ada, 1)] == ["BTC"]


async def test_in_a_room_only_who_asked_has_an_answer_replaced(rig: Rig, face: TelegramFace) -> None:
    ada, eve, group = rig.api.user("Ada"), rig.api.user("Eve"), rig.api.group("Traders")
    rig.hears.answer("/alert", said("When BTC…", Button("Wider", "alert btc -10% 24h"), command="alert"))
    rig.hears.answer("alert", said("When BTC falls…", command="alert"))
    rig.api.says(ada, "/alert btc < 60k", group)
    (draft,) = await rig.api.replies(group, 1)
    rig.api.taps(eve, draft, "Wider")
    assert [reply.text for reply in await rig.api.replies(group, 2)] == ["When BTC…", "When BTC falls…"]
    assert draft.edits == 0
    rig.api.taps(ada, draft, "Wider")
    await rig.api.until(lambda: draft.edits == 1)


async def test_what_is_whispered_takes_nothing_from_the_room(rig: Rig, face: TelegramFace) -> None:
    ada, group = rig.api.user("Ada"), rig.api.group("Traders")
    rig.hears.answer("/room", said("Saved.", Button("Undo", "undo room currency default"), command="room"))
    note, refusal = said("Sent to you privately.", command="room"), said("Not you.").personal
    rig.hears.answers["undo"] = lambda _: Told(to_room=note, to_person=refusal)
    rig.api.says(ada, "hello")
    rig.api.says(ada, "/room currency eur", group)
    (saved,) = await rig.api.replies(group, 1)
    rig.api.taps(ada, saved, "Undo")
    assert [reply.text for reply in await rig.api.replies(group, 2)] == ["Saved.", "Sent to you privately."]
    assert (saved.edits, saved.labels) == (0, [["Undo"]])


async def test_pictures_albums_and_files_arrive_whole(rig: Rig, face: TelegramFace) -> None:
    ada = rig.api.user("Ada")
    charts = tuple(Chart(PNG, f"c{i}", Text(lead=f"chart {i}")) for i in range(3))
    rig.hears.answer("album", PublicReply((*charts, File(b'{"a": 1}', "export.json")), (Button("More", "help"),)))
    rig.hears.answer("chart", PublicReply((charts[0],), (Button("4 h", "chart sol 4h"),)))
    rig.api.says(ada, "album")
    *photos, document = await rig.api.replies(ada, 4)
    assert [(sent.text, sent.photo and sent.photo.content) for sent in photos] == [
        (f"chart {i}", PNG) for i in range(3)
    ]
    assert len({sent.album for sent in photos}) == 1
    assert document.document is not None
    assert (document.document.name, document.document.content) == ("export.json", b'{"a": 1}')
    assert document.labels == [["More"]]
    rig.api.says(ada, "chart")
    photo = (await rig.api.replies(ada, 5))[4]
    assert (photo.text, photo.labels) == ("chart 0", [["4 h"]])


async def test_in_a_group_only_what_is_meant_for_us_is_answered(rig: Rig, face: TelegramFace) -> None:
    ada, group = rig.api.user("Ada"), rig.api.group("Traders")
    rig.api.says(ada, "price btc", group)
    asked = rig.api.says(ada, "/price@candle_test_bot btc", group)
    (reply,) = await rig.api.replies(group, 1)
    assert (reply.text, reply.answering) == ("you said /price btc", asked["message_id"])
    assert [heard.addressed for heard in rig.hears.heard] == [False, True]


async def test_an_answer_stays_in_its_topic(rig: Rig, face: TelegramFace) -> None:
    ada, group = rig.api.user("Ada"), rig.api.group("Traders")
    rig.api.says(ada, "/price btc", group, message_thread_id=3, is_topic_message=True)
    (reply,) = await rig.api.replies(group, 1)
    assert reply.topic == 3


async def test_what_is_personal_goes_to_the_private_chat(rig: Rig, face: TelegramFace) -> None:
    ada, group = rig.api.user("Ada"), rig.api.group("Traders")
    rig.hears.answer("/portfolio", Reply((Text(lead="12,480 USD", part=Part.ANSWER),)))
    rig.api.says(ada, "hello")
    rig.api.says(ada, "/portfolio", group)
    assert [reply.text for reply in await rig.api.replies(group, 1)] == ["Sent to you privately."]
    assert [reply.text for reply in await rig.api.replies(ada, 2)] == ["you said hello", "12,480 USD"]


async def test_who_never_wrote_us_reads_in_the_room_why_nothing_came(rig: Rig, face: TelegramFace) -> None:
    eve, group = rig.api.user("Eve"), rig.api.group("Traders")
    rig.hears.answer("/portfolio", Reply((Text(lead="12,480 USD", part=Part.ANSWER),)))
    rig.api.says(eve, "/portfolio", group)
    (reply,) = await rig.api.replies(group, 1)
    assert reply.text == "unsaid: blocked"
    assert rig.api.to(eve) == []


@pytest.mark.parametrize("may_delete", [True, False])
async def test_a_secret_is_deleted_where_telegram_lets_us(
    rig: Rig, face: TelegramFace, may_delete: bool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    rig.api.world.may_delete = may_delete
    ada = rig.api.user("Ada")
    rig.hears.answer("0xkey", said("That looked like a secret."), secret=True)
    message = rig.api.says(ada, "0xkey")
    await rig.api.replies(ada, 1)
    assert ((ada.id, message["message_id"]) in rig.api.world.messages) is not may_delete
    assert ("could not be deleted" in caplog.text) is not may_delete
    assert "0xkey" not in caplog.text


async def test_who_brings_us_into_a_group_is_told_to_the_door(rig: Rig, face: TelegramFace) -> None:
    ada, group = rig.api.user("Ada"), rig.api.group("Traders")
    rig.api.adds_bot(ada, group)
    assert [reply.text for reply in await rig.api.replies(group, 1)] == ["Hello, all."]
    assert rig.hears.brought_to == [(str(group.id), Identity("telegram", str(ada.id)), "telegram")]
    rig.api.adds_bot(ada, group, before="member", after="kicked")
    rig.hears.welcome = None
    rig.api.adds_bot(ada, group)
    await rig.api.until(lambda: len(rig.hears.brought_to) == 2)
    assert len(rig.api.to(group)) == 1
    assert rig.hears.left_from == [(str(group.id), "telegram")]


async def test_a_group_that_moves_is_moved_once_and_found_again(rig: Rig, face: TelegramFace) -> None:
    ada, group = rig.api.user("Ada"), rig.api.group("Traders")
    new = rig.api.migrates(group)
    rig.api.says(ada, "/price btc", new)
    await rig.api.replies(new, 1)
    assert rig.hears.moves == [("telegram", str(group.id), str(new.id))]
    attempt = await face.post(Room(1, "telegram", str(group.id), True), said("Prices are back"))
    assert attempt.outcome is Outcome.SENT
    assert len(rig.api.to(new)) == 2
    assert rig.api.to(group) == []


async def test_what_we_say_unasked_arrives_with_its_number(rig: Rig, face: TelegramFace) -> None:
    ada, group = rig.api.user("Ada"), rig.api.group("Traders")
    rig.api.says(ada, "hello")
    await rig.api.replies(ada, 1)
    whispered = await face.whisper(Identity("telegram", str(ada.id)), Reply((Text(lead="Yours"),)))
    posted = await face.post(Room(1, "telegram", str(group.id), True), said("All of you"))
    (_, to_ada), (to_all,) = rig.api.to(ada), rig.api.to(group)
    assert whispered == Attempt(Outcome.SENT, str(to_ada.id))
    assert posted == Attempt(Outcome.SENT, str(to_all.id))


def _private(reply: Reply) -> Told:
    return Told(to_person=reply)
