"""Discord when it does not do what is asked: pauses, closed doors, lost answers, calls that are over."""

import logging
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from adapters.discord.face import DiscordFace
from bot.speaking.reply import Noticed, Part, Reply, Text
from core.delivery.model import Attempt, Outcome
from core.kernel.errors import Mistake, Unavailable
from core.people.model import Identity, Room
from tests.fakes.clock import NOON, LeapingClock
from tests.fakes.hears import said
from tests.stand_ins.discord_errors import Fault
from tests.stand_ins.discord_rig import Rig, face, rig, server
from tests.stand_ins.discord_things import User
from tests.stand_ins.telegram_rig import SILENT_S

__all__ = ["face", "rig"]


@pytest.fixture
async def hurried(rig: Rig) -> AsyncIterator[DiscordFace]:
    """A door that gives a silent platform up soon."""
    async with rig.started(reply_within_s=SILENT_S) as face:
        yield face


def notice(words: str = "BTC went below 60,000 USD") -> Reply:
    return Reply((Text(lead=words, part=Part.ANSWER),), noticed=Noticed("alert:7", "alert", NOON))


def whose(user: User) -> Identity:
    return Identity("discord", user.id)


async def test_who_lets_us_not_write_is_blocked(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    rig.api.world.closed.add(ada.id)  # 50007
    assert await face.whisper(whose(ada), notice()) == Attempt(Outcome.REFUSED, reason="blocked")


async def test_a_channel_that_is_closed_to_us_or_gone_is_refused(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    guild = await server(rig, ada)
    rig.api.world.muted.add(guild.channels[0].id)  # 50013
    for channel in (guild.channels[0].id, "12345"):  # 10003
        attempt = await face.post(Room(1, "discord", channel, True), said("Prices are back"))
        assert attempt == Attempt(Outcome.REFUSED, reason="rejected")


@pytest.mark.parametrize("seconds", [6.0, 3600.0])
async def test_a_long_pause_is_told_and_kept_and_others_go_on(rig: Rig, face: DiscordFace, seconds: float) -> None:
    ada, bob = rig.api.user("Ada"), rig.api.user("Bob")
    for user in (ada, bob):
        await rig.api.says(user, "hello")
        await rig.api.replies(user, 1)
    rig.api.faults.append(Fault("flood", retry_after=seconds))
    first = await face.whisper(whose(ada), notice())
    second = await face.whisper(whose(ada), notice())
    assert (first.outcome, first.retry_after_s) == (Outcome.RETRY, seconds)
    assert (second.outcome, second.retry_after_s) == (Outcome.RETRY, seconds)
    assert (await face.whisper(whose(bob), notice())).outcome is Outcome.SENT
    await rig.clock.sleep(seconds)
    assert (await face.whisper(whose(ada), notice())).outcome is Outcome.SENT
    assert [request for request in rig.api.requests if request.early] == []


async def test_an_answer_waits_for_the_end_of_a_pause(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    rig.api.faults.append(Fault("flood", retry_after=20))
    await rig.api.says(ada, "hello")
    assert [sent.title for sent in await rig.api.replies(ada, 1)] == ["you said hello"]
    assert [request for request in rig.api.requests if request.early] == []


async def test_a_pause_for_all_holds_every_channel_and_no_call(rig: Rig, face: DiscordFace) -> None:
    ada, bob = rig.api.user("Ada"), rig.api.user("Bob")
    for user in (ada, bob):
        await rig.api.says(user, "hello")
        await rig.api.replies(user, 1)
    rig.api.faults.append(Fault("global-flood", retry_after=600))
    assert (await face.whisper(whose(ada), notice())).retry_after_s == 600
    assert (await face.whisper(whose(bob), notice())).retry_after_s == 600
    await rig.api.uses(bob, "market")
    assert (await rig.api.replies(bob, 2))[-1].title == "you said /market"
    assert [request for request in rig.api.requests if request.early] == []


async def test_the_pace_of_a_channel_is_read_from_its_answers(rig: Rig, face: DiscordFace) -> None:
    rig.api.limits.rules = [("/channels/", 5, 5.0), ("", 1000, 1.0)]
    ada = rig.api.user("Ada")
    for i in range(12):
        await rig.api.says(ada, f"line {i}")
    assert [sent.title for sent in await rig.api.replies(ada, 12)] == [f"you said line {i}" for i in range(12)]
    assert [request for request in rig.api.requests if request.early] == []


@pytest.mark.parametrize("kind", ["silent-after", "cut-after"])
async def test_what_may_have_arrived_is_said_again_and_arrives_once(rig: Rig, hurried: DiscordFace, kind: str) -> None:
    ada = rig.api.user("Ada")
    rig.api.faults.append(Fault(kind))
    attempt = await hurried.whisper(whose(ada), notice())
    (sent,) = rig.api.to(ada)
    assert attempt == Attempt(Outcome.SENT, sent.id)
    bodies = [request.body for request in rig.api.made("POST", f"/channels/{sent.channel}/messages")]
    assert len(bodies) == 2
    assert bodies[0] == bodies[1]
    assert bodies[0]["enforce_nonce"] is True


async def test_a_connection_that_was_cut_for_a_while_costs_no_answer(rig: Rig, face: DiscordFace) -> None:
    ada, before = rig.api.user("Ada"), rig.clock.now()
    rig.api.faults.append(Fault("cut-before", times=2))
    await rig.api.says(ada, "price btc")
    assert [sent.title for sent in await rig.api.replies(ada, 1)] == ["you said price btc"]
    assert (rig.clock.now() - before).total_seconds() >= 5


@pytest.mark.parametrize("kind", ["html", "cut-before", "cut-after"])
async def test_a_call_hears_from_us_as_soon_as_discord_listens_again(rig: Rig, face: DiscordFace, kind: str) -> None:
    ada = rig.api.user("Ada")
    rig.api.faults.append(Fault(kind, "/interactions/", times=3))
    call = await rig.api.uses(ada, "price", {"coins": "btc"})
    assert await rig.api.answered(call) == {"type": 5}
    assert [sent.title for sent in await rig.api.replies(ada, 1)] == ["you said /price coins=btc"]


async def test_a_call_is_answered_no_more_when_discord_waits_no_more(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    rig.api.faults.append(Fault("html", "/interactions/", times=9))
    await rig.api.uses(ada, "price", {"coins": "btc"})
    await rig.api.until(lambda: len(rig.api.made("POST", "/interactions/")) == 4)
    await rig.api.says(ada, "help")
    assert [sent.title for sent in await rig.api.replies(ada, 1)] == ["you said help"]
    assert len(rig.api.made("POST", "/interactions/")) == 4


async def test_a_labelled_repeat_of_what_arrived_is_not_said_twice(rig: Rig, hurried: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    rig.api.faults.append(Fault("silent-after", times=3))
    assert (await hurried.whisper(whose(ada), notice())).outcome is Outcome.UNCERTAIN
    await rig.clock.sleep(60)
    assert (await hurried.whisper(whose(ada), notice("Again: BTC went below 60,000 USD"))).outcome is Outcome.SENT
    assert [sent.title for sent in rig.api.to(ada)] == ["BTC went below 60,000 USD"]


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_server_that_fails_is_tried_again_later(rig: Rig, face: DiscordFace, status: int) -> None:
    ada = rig.api.user("Ada")
    rig.api.faults.append(Fault("html", status=status))
    assert await face.whisper(whose(ada), notice()) == Attempt(Outcome.RETRY, reason="network")


async def test_an_answer_to_a_call_whose_time_is_over_is_said_in_the_channel(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    guild = await server(rig, ada)
    rig.hears.answers["/price"] = lambda heard: _after(rig, timedelta(minutes=16), heard)
    rig.hears.answers["/watch"] = lambda heard: _after(rig, timedelta(minutes=16), heard)
    await rig.api.uses(ada, "price", {"coins": "btc"}, guild.channels[0])
    titles = [sent.title for sent in await rig.api.replies(guild.channels[0], 2)]
    assert titles == ["Hello, all.", "at last"]
    await rig.api.uses(ada, "watch", {}, guild.channels[0])
    assert [sent.title for sent in await rig.api.replies(ada, 1)] == ["yours at last"]


async def _after(rig: Rig, length: timedelta, heard: Any) -> Any:
    from bot.ports import Told

    await rig.clock.sleep(length.total_seconds())
    if heard.text.startswith("/price"):
        return Told(to_room=said("at last"))
    return Told(to_room=said("Sent to you privately."), to_person=Reply((Text(lead="yours at last"),)))


async def test_a_reply_of_several_parts_that_arrived_in_part_is_uncertain(rig: Rig, face: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    rig.api.limits.rules = [("/channels/", 2, 900.0), ("", 1000, 1.0)]
    await rig.api.says(ada, "hello")
    await rig.api.replies(ada, 1)
    long = Reply((Text(lead="x", part=Part.ANSWER), Text(rest="words " * 1500)), noticed=notice().noticed)
    attempt = await face.whisper(whose(ada), long)
    assert (attempt.outcome, attempt.reason) == (Outcome.UNCERTAIN, "partly")


async def test_a_token_that_is_none_is_a_mistake_of_the_settings(rig: Rig) -> None:
    for token in ("not a token", "NzAw.another.0123456789-stand_in_token-abcdef"):
        face = rig.face(token=token)
        with pytest.raises(Mistake) as mistake:
            await face.start()
        assert mistake.value.given == "CANDLEWICK_DISCORD__TOKEN"
        await face.close()


async def test_who_does_not_answer_is_unavailable(rig: Rig) -> None:
    face = rig.face(base_url="http://127.0.0.1:9/api/v10")
    with pytest.raises(Unavailable):
        await face.identify()
    await face.close()
    assert (await face.whisper(Identity("discord", "1"), notice())).outcome is Outcome.RETRY


async def test_an_answer_to_a_call_is_put_in_its_place_until_discord_says_so(rig: Rig, hurried: DiscordFace) -> None:
    ada = rig.api.user("Ada")
    rig.api.faults += [Fault(kind, path="/webhooks/", method="PATCH") for kind in ("cut-before", "silent-after")]
    await rig.api.uses(ada, "market")
    await rig.api.until(lambda: len(rig.api.made("PATCH", "/webhooks/")) == 3)
    assert [sent.title for sent in await rig.api.replies(ada, 1)] == ["you said /market"]


async def test_no_log_and_no_error_holds_the_token_or_that_of_a_call(
    rig: Rig, hurried: DiscordFace, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    ada = rig.api.user("Ada")
    rig.api.faults += [Fault(kind, path="/interactions/") for kind in ("silent-before", "html", "flood")]
    rig.api.faults += [Fault(kind, path="/webhooks/", method="PATCH") for kind in ("cut-before", "flood", "html")]
    calls = [await rig.api.uses(ada, "market") for _ in range(6)]
    await rig.api.replies(ada, 4)
    hurried._wire.token = "NzAw.wrong.0123456789-stand_in_token-abcdef"
    await hurried.whisper(whose(ada), notice())
    assert caplog.records
    for hidden in (rig.api.token, hurried._wire.token, *(call.token for call in calls)):
        assert hidden not in caplog.text


async def test_a_clock_that_is_wrong_makes_no_call_too_old(rig: Rig) -> None:
    ahead = Rig(rig.api, LeapingClock(NOON + timedelta(days=1)), rig.hears, rig.memory)
    async with ahead.started():
        ada = rig.api.user("Ada")
        await rig.api.uses(ada, "market")
        assert [sent.title for sent in await rig.api.replies(ada, 1)] == ["you said /market"]
    assert rig.hears.heard[0].asked_s == 0.0
    assert len(rig.api.made("PATCH", "/webhooks/")) == 1
