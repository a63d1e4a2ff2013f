"""Telegram over real HTTP when it fails: nothing is said twice, nothing too early, and what became of it is known."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from aiohttp import ClientSession

from adapters.telegram.face import TelegramFace
from bot.speaking.reply import File, Part, PublicReply, Reply, Text
from core.delivery.model import Attempt, Outcome
from core.kernel.figures import Figure, FigureName, Origin
from core.people.model import Identity, Room
from tests.fakes.clock import NOON, LeapingClock, ManualClock
from tests.fakes.hears import said
from tests.stand_ins.telegram_errors import Fault
from tests.stand_ins.telegram_rig import SILENT_S, Rig, eventually, telegram
from tests.stand_ins.telegram_world import User

PRICE = Figure(FigureName.PRICE, "BTC", 59140.1, "EUR", Origin("kraken", NOON))


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    async with telegram() as rig:
        yield rig


@pytest.fixture
async def face(rig: Rig) -> AsyncIterator[TelegramFace]:
    async with rig.started() as face:
        yield face


@pytest.fixture
async def hurried(rig: Rig) -> AsyncIterator[TelegramFace]:
    """A door that gives a silent platform up soon."""
    async with rig.started(reply_within_s=SILENT_S) as face:
        yield face


@asynccontextmanager
async def by_hand() -> AsyncIterator[tuple[Rig, TelegramFace, ManualClock]]:
    """Run a door whose time moves only by hand."""
    clock = ManualClock()
    async with telegram(clock) as rig, rig.started() as face:
        yield rig, face, clock


def met(rig: Rig, name: str = "Ada") -> User:
    """Return somebody whom the bot may write to."""
    user = rig.api.user(name)
    rig.api.world.met.add(user.id)
    return user


def identity(user: User) -> Identity:
    return Identity("telegram", str(user.id))


async def whispered(face: TelegramFace, user: User, words: str = "Prices are back") -> Attempt:
    return await face.whisper(identity(user), Reply((Text(lead=words, part=Part.ANSWER),)))


@pytest.mark.parametrize(
    ("fault", "attempt", "arrived"),
    [
        (Fault("html", status=500), Attempt(Outcome.RETRY, reason="network"), 0),
        (Fault("html", status=502), Attempt(Outcome.RETRY, reason="network"), 0),
        (Fault("html", status=503), Attempt(Outcome.RETRY, reason="network"), 0),
        (Fault("html", status=504), Attempt(Outcome.UNCERTAIN, reason="timeout"), 0),
        (Fault("html", status=200), Attempt(Outcome.UNCERTAIN, reason="timeout"), 0),
        (Fault("html", status=413), Attempt(Outcome.REFUSED, reason="too-big"), 0),
        (Fault("silent-before"), Attempt(Outcome.UNCERTAIN, reason="timeout"), 0),
        (Fault("silent-after"), Attempt(Outcome.UNCERTAIN, reason="timeout"), 1),
        (Fault("cut-before"), Attempt(Outcome.UNCERTAIN, reason="timeout"), 0),
        (Fault("cut-after"), Attempt(Outcome.UNCERTAIN, reason="timeout"), 1),
        (Fault("blocked"), Attempt(Outcome.REFUSED, reason="blocked"), 0),
        (Fault("flood", retry_after=3600), Attempt(Outcome.RETRY, reason="busy", retry_after_s=3600), 0),
    ],
    ids=lambda value: f"{value.kind} {value.status}" if isinstance(value, Fault) else None,
)
async def test_each_failure_says_whether_it_may_have_arrived(
    rig: Rig, hurried: TelegramFace, fault: Fault, attempt: Attempt, arrived: int
) -> None:
    ada = met(rig)
    rig.api.fault(fault)
    assert await whispered(hurried, ada) == attempt
    assert len(rig.api.to(ada)) == arrived
    assert len(rig.api.called("sendMessage")) == 1


async def test_a_refused_connection_certainly_did_not_arrive(rig: Rig) -> None:
    async with telegram() as gone:
        face = gone.face()
    assert await whispered(face, met(rig)) == Attempt(Outcome.RETRY, reason="network")
    await face.stop(1.0)


async def test_who_never_wrote_us_and_a_chat_that_is_none_are_refused(rig: Rig, face: TelegramFace) -> None:
    assert await whispered(face, rig.api.user("Eve")) == Attempt(Outcome.REFUSED, reason="blocked")
    nobody = User(999_999, "Nobody")
    assert await whispered(face, nobody) == Attempt(Outcome.REFUSED, reason="rejected")


async def test_markup_that_telegram_cannot_read_is_sent_once_more_as_plain_text(rig: Rig, face: TelegramFace) -> None:
    ada = met(rig)
    rig.api.fault(Fault("unparsable"))
    assert (await whispered(face, ada, "a < b & c")).outcome is Outcome.SENT
    (reply,) = rig.api.to(ada)
    assert (reply.text, reply.entities) == ("a < b & c", [])
    rig.api.fault(Fault("unparsable", times=2))
    assert await whispered(face, ada) == Attempt(Outcome.REFUSED, reason="rejected")
    assert len(rig.api.called("sendMessage")) == 4


async def test_a_group_that_moved_unnoticed_gets_its_message_in_the_new_place(rig: Rig, face: TelegramFace) -> None:
    group = rig.api.group("Traders")
    new = rig.api.migrates(group, told=False)
    room = Room(1, "telegram", str(group.id), True)
    assert (await face.post(room, said("Prices are back"))).outcome is Outcome.SENT
    assert (await face.post(room, said("and again"))).outcome is Outcome.SENT
    assert [reply.text for reply in rig.api.to(new)] == ["Prices are back", "and again"]
    assert rig.hears.moves == [("telegram", str(group.id), str(new.id))]
    assert len(rig.api.called("sendMessage")) == 3


async def test_no_call_is_made_before_the_pause_is_over_and_other_chats_go_on() -> None:
    async with by_hand() as (rig, face, clock):
        ada, bob = met(rig, "Ada"), met(rig, "Bob")
        rig.api.fault(Fault("flood", chat=ada.id, retry_after=3600))
        assert await whispered(face, ada) == Attempt(Outcome.RETRY, reason="busy", retry_after_s=3600)
        clock.advance(3599)
        assert await whispered(face, ada) == Attempt(Outcome.RETRY, reason="busy", retry_after_s=1)
        assert (await whispered(face, bob)).outcome is Outcome.SENT
        clock.advance(1)
        assert (await whispered(face, ada)).outcome is Outcome.SENT
        assert not any(call.early for call in rig.api.calls)


async def test_a_pause_of_the_whole_token_stops_every_chat() -> None:
    async with by_hand() as (rig, face, clock):
        people = [met(rig, name) for name in ("Ada", "Bob", "Eve", "Dan")]
        rig.api.fault(Fault("flood", everywhere=True, retry_after=60))
        outcomes = [(await whispered(face, person)).outcome for person in people]
        assert outcomes == [Outcome.RETRY] * 4
        # The first learns of the pause, the second that it is everybody's; nobody else asks.
        assert len(rig.api.called("sendMessage")) == 2
        clock.advance(60)
        assert [(await whispered(face, person)).outcome for person in people] == [Outcome.SENT] * 4


async def test_an_answer_waits_for_the_pause_and_later_asks_are_heard_after_it() -> None:
    async with by_hand() as (rig, _, clock):
        ada, bob = met(rig, "Ada"), met(rig, "Bob")
        rig.api.fault(Fault("flood", chat=ada.id, retry_after=300))
        rig.api.says(ada, "one")
        await rig.api.until(lambda: bool(rig.api.called("sendMessage")))
        rig.api.says(ada, "two")
        rig.api.says(bob, "three")
        await rig.api.replies(bob, 1)
        assert [heard.text for heard in rig.hears.heard] == ["one", "three"]
        clock.advance(300)
        assert [reply.text for reply in await rig.api.replies(ada, 2)] == ["you said one", "you said two"]
        assert rig.hears.heard[-1].asked_s == 300
        assert not any(call.early for call in rig.api.calls)


async def test_figures_that_would_arrive_stale_are_not_sent(caplog: pytest.LogCaptureFixture) -> None:
    async with by_hand() as (rig, _, clock):
        ada = met(rig)
        rig.hears.answer("price", PublicReply((Text("BTC 59,140 EUR", figures=(PRICE,)),)))
        rig.api.fault(Fault("flood", chat=ada.id, retry_after=61))
        rig.api.says(ada, "price btc")
        await eventually(lambda: "not delivered" in caplog.text)
        rig.api.says(ada, "hello")
        clock.advance(61)
        assert [reply.text for reply in await rig.api.replies(ada, 2)] == ["unsaid: late", "you said hello"]


async def test_an_answer_that_certainly_did_not_arrive_is_tried_again(rig: Rig, face: TelegramFace) -> None:
    ada = met(rig)
    rig.api.fault(Fault("html", status=502, times=3))
    rig.api.says(ada, "hello")
    await rig.api.replies(ada, 1)
    assert len(rig.api.called("sendMessage")) == 4


@pytest.mark.parametrize("kind", ["silent-after", "cut-after"])
async def test_an_answer_that_may_have_arrived_is_not_sent_twice(rig: Rig, hurried: TelegramFace, kind: str) -> None:
    ada = met(rig)
    rig.api.fault(Fault(kind))
    rig.api.says(ada, "hello")
    rig.api.says(ada, "then")
    assert [reply.text for reply in await rig.api.replies(ada, 2)] == ["you said hello", "you said then"]


async def test_a_reply_that_arrived_in_part_is_uncertain_and_the_rest_tried(rig: Rig, hurried: TelegramFace) -> None:
    ada = met(rig)
    reply = Reply((Text(lead="Your data"), File(b"{}", "export.json")))
    rig.api.fault(Fault("html", method="sendDocument", times=2))
    assert (await hurried.whisper(identity(ada), reply)).outcome is Outcome.SENT
    assert len(rig.api.to(ada)) == 2
    rig.api.fault(Fault("silent-after", method="sendDocument"))
    attempt = await hurried.whisper(identity(ada), reply)
    assert (attempt.outcome, attempt.reason) == (Outcome.UNCERTAIN, "partly")


async def test_a_blocked_bot_goes_on_for_all_others(rig: Rig, face: TelegramFace) -> None:
    ada, bob = met(rig, "Ada"), met(rig, "Bob")
    rig.api.world.blocked.add(ada.id)
    rig.api.says(ada, "hello")
    rig.api.says(bob, "hello")
    await rig.api.replies(bob, 1)
    rig.api.world.blocked.clear()
    rig.api.says(ada, "again")
    assert [reply.text for reply in await rig.api.replies(ada, 1)] == ["you said again"]


@pytest.mark.parametrize(
    "fault",
    [
        Fault("html", "getUpdates", times=3),
        Fault("html", "getUpdates", status=200),
        Fault("cut-before", "getUpdates", times=2),
        Fault("flood", "getUpdates", retry_after=30),
        Fault("html", "deleteWebhook", times=2),
        Fault("html", "setMyCommands", times=2),
    ],
    ids=lambda fault: f"{fault.method} {fault.kind} {fault.status}",
)
async def test_no_failure_of_the_intake_ends_it(rig: Rig, fault: Fault) -> None:
    rig.api.fault(fault)
    ada = rig.api.user("Ada")
    async with rig.started():
        rig.api.says(ada, "hello")
        await rig.api.replies(ada, 1)
        rig.api.says(ada, "still there")
        await rig.api.replies(ada, 2)


async def test_another_program_that_polls_is_named_and_survived(
    rig: Rig, face: TelegramFace, caplog: pytest.LogCaptureFixture
) -> None:
    ada = met(rig)
    await rig.api.until(lambda: bool(rig.api.called("getUpdates")))
    async with ClientSession() as other, other.post(f"{rig.api.base_url}/bot{rig.api.token}/getUpdates") as answer:
        assert answer.status == 200
    await eventually(lambda: "another program polls" in caplog.text)
    rig.api.says(ada, "hello")
    await rig.api.replies(ada, 1)


async def test_a_token_that_is_revoked_and_given_back_is_named_and_survived(
    rig: Rig, face: TelegramFace, caplog: pytest.LogCaptureFixture
) -> None:
    ada = met(rig)
    token, rig.api.token = rig.api.token, "4242:another"
    assert await whispered(face, ada) == Attempt(Outcome.RETRY, reason="rejected")
    rig.api.says(ada, "hello")
    await eventually(lambda: "CANDLEWICK_TELEGRAM__TOKEN" in caplog.text)
    rig.api.token = token
    await rig.api.replies(ada, 1)


async def test_after_the_end_nothing_is_sent_and_all_may_be_tried_again(rig: Rig) -> None:
    async with rig.started() as face:
        ada = met(rig)
    assert (await whispered(face, ada)).outcome is Outcome.RETRY
    assert rig.api.called("sendMessage") == []


async def test_a_tap_that_telegram_has_forgotten_is_still_answered(rig: Rig, face: TelegramFace) -> None:
    ada = met(rig)
    rig.api.fault(Fault("html", "answerCallbackQuery"))
    sent = rig.api.world.write(ada.id, None, {"text": "BTC"})
    query = {"id": "old", "from": ada.json(), "chat_instance": "1", "data": "chart btc", "message": sent}
    rig.api.update("callback_query", query)
    await rig.api.replies(ada, 1)


async def test_a_tap_made_while_we_were_away_is_as_old_as_its_message() -> None:
    clock = LeapingClock()
    async with telegram(clock) as rig:
        ada = met(rig)
        async with rig.started() as face:
            await whispered(face, ada)
            await rig.api.until(lambda: bool(rig.api.called("getUpdates")))
        sent = rig.api.world.messages[ada.id, rig.api.to(ada)[0].id]
        tap = {"id": "q", "from": ada.json(), "chat_instance": "1", "data": "save d3", "message": sent}
        await clock.sleep(timedelta(hours=5).total_seconds())
        rig.api.update("callback_query", tap)
        async with rig.started():
            await rig.api.replies(ada, 2)
            rig.api.update("callback_query", tap)
            await rig.api.replies(ada, 3)
        away, there = rig.hears.heard
        assert away.asked_s >= 5 * 3600
        assert there.asked_s < 120
