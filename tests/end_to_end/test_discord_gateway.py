"""Discord's gateway over a real websocket: begun, kept alive, resumed, begun anew; the house goes on without it."""

import asyncio

import pytest

from adapters.discord.face import DiscordFace
from adapters.discord.gateway import Patience
from tests.stand_ins.discord_errors import Fault
from tests.stand_ins.discord_rig import Rig, rig
from tests.stand_ins.telegram_rig import SILENT_S, eventually

__all__ = ["rig"]


async def test_a_session_is_begun_where_the_api_says_and_kept_alive(rig: Rig) -> None:
    rig.api.gateway.heartbeat_s = 0.5
    async with rig.started() as face:
        await rig.api.until(lambda: rig.api.gateway.heartbeats >= 3)
        assert face.down_since is None
    assert len(rig.api.made("GET", "/gateway/bot")) == 1
    assert (len(rig.api.gateway.identifies), rig.api.gateway.resumes) == (1, [])


@pytest.mark.parametrize("end", ["reconnect", "resumable", "cut", 4000, 4009, 1000])
async def test_a_connection_that_ends_is_resumed_and_what_was_said_meanwhile_answered(rig: Rig, end: str | int) -> None:
    async with rig.started() as face:
        ada = rig.api.user("Ada")
        await rig.api.says(ada, "one")
        await rig.api.replies(ada, 1)
        match end:
            case "reconnect":
                await rig.api.gateway.ask_to_reconnect()
            case "resumable":
                await rig.api.gateway.invalidate(resumable=True)
            case "cut":
                await rig.api.gateway.cut()
            case int():
                await rig.api.gateway.cut(end)
        await rig.api.says(ada, "two")
        assert [sent.title for sent in await rig.api.replies(ada, 2)] == ["you said one", "you said two"]
        await eventually(lambda: face.down_since is None)
    assert len(rig.api.gateway.identifies) == 1
    assert rig.api.gateway.resumes[0]["seq"] == 2
    assert [heard.text for heard in rig.hears.heard] == ["one", "two"]


async def test_a_session_that_is_none_any_more_is_begun_anew_and_not_too_early(rig: Rig) -> None:
    async with rig.started():
        ada = rig.api.user("Ada")
        await rig.api.gateway.invalidate(resumable=False)
        await rig.api.until(lambda: len(rig.api.gateway.identifies) == 2)
        await eventually(lambda: rig.api.gateway.session is not None)
        await rig.api.says(ada, "one")
        await rig.api.replies(ada, 1)
    assert rig.api.gateway.early_identifies == 0
    assert len(rig.api.made("GET", "/gateway/bot")) == 2


async def test_a_session_is_resumed_where_discord_says_and_begun_where_the_api_says_now(rig: Rig) -> None:
    gateway = rig.api.gateway
    gateway.resume_url = f"{gateway.url}resume"
    async with rig.started():
        ada = rig.api.user("Ada")
        await gateway.cut()
        await rig.api.says(ada, "one")
        await rig.api.replies(ada, 1)
        gateway.url, gateway.resume_url = f"{gateway.url}moved", f"{gateway.url}moved-resume"
        await gateway.invalidate(resumable=False)
        await rig.api.until(lambda: len(gateway.identifies) == 2 and gateway.session is not None)
        await rig.api.says(ada, "two")
        await rig.api.replies(ada, 2)
        await gateway.ask_to_reconnect()
        await rig.api.says(ada, "three")
        await rig.api.replies(ada, 3)
    assert gateway.dialled == ["/gateway/", "/gateway/resume", "/gateway/moved", "/gateway/moved-resume"]
    assert [heard.text for heard in rig.hears.heard] == ["one", "two", "three"]


async def test_a_gateway_that_says_nothing_is_dialled_anew(rig: Rig) -> None:
    rig.api.gateway.heartbeat_s = 0.05
    async with rig.started(patience=Patience(silent_s=0.3)):
        rig.api.gateway.silent = True
        await rig.api.until(lambda: len(rig.api.gateway.resumes) >= 1)
        rig.api.gateway.silent = False
        ada = rig.api.user("Ada")
        await rig.api.says(ada, "one")
        await rig.api.replies(ada, 1)


async def test_a_new_process_goes_on_where_the_last_one_stopped(rig: Rig) -> None:
    ada = rig.api.user("Ada")
    async with rig.started():
        await rig.api.says(ada, "one")
        await rig.api.replies(ada, 1)
    await rig.api.says(ada, "two")
    async with rig.started():
        assert [sent.title for sent in await rig.api.replies(ada, 2)] == ["you said one", "you said two"]
    assert (len(rig.api.gateway.identifies), len(rig.api.gateway.resumes)) == (1, 1)
    assert [heard.text for heard in rig.hears.heard] == ["one", "two"]


async def test_a_session_that_was_forgotten_meanwhile_is_begun_anew(rig: Rig) -> None:
    async with rig.started():
        pass
    rig.api.gateway.sessions.clear()
    await rig.clock.sleep(5)
    async with rig.started():
        ada = rig.api.user("Ada")
        await rig.api.says(ada, "one")
        await rig.api.replies(ada, 1)
    assert (len(rig.api.gateway.identifies), len(rig.api.gateway.resumes)) == (2, 1)


@pytest.mark.parametrize("resuming", ["ignored", 4007, 4009])
async def test_a_session_that_is_not_given_back_is_begun_anew(rig: Rig, resuming: str | int) -> None:
    async with rig.started():
        pass
    rig.api.gateway.resuming = resuming
    async with rig.started(patience=Patience(hello_s=SILENT_S if resuming == "ignored" else 30.0)):
        ada = rig.api.user("Ada")
        await rig.api.says(ada, "one")
        await rig.api.replies(ada, 1)
    assert len(rig.api.gateway.identifies) >= 2
    assert 1 <= len(rig.api.gateway.resumes) <= 3


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"id": "1"}', '{"id": "gone", "seq": 9, "url": "ws://127.0.0.1:9/"}'])
async def test_a_note_about_a_session_that_is_of_no_use_hinders_nothing(rig: Rig, kept: str) -> None:
    rig.memory.facts["discord.session.700"] = kept
    async with rig.started():
        ada = rig.api.user("Ada")
        await rig.api.says(ada, "one")
        await rig.api.replies(ada, 1)


async def test_commands_are_published_when_they_have_changed_and_only_then(rig: Rig) -> None:
    for published in (1, 1):
        async with rig.started():
            pass
        assert rig.api.world.published == published
    key = "discord.commands.701"
    rig.memory.facts[key] = "another"
    async with rig.started():
        await rig.api.until(lambda: rig.api.world.published == 2)


async def test_commands_that_cannot_be_published_yet_keep_nobody_from_talking(rig: Rig) -> None:
    rig.api.faults.append(Fault("flood", path="/applications/", method="PUT", retry_after=7200))
    face = rig.face()
    await face.start()
    ada = rig.api.user("Ada")
    await eventually(lambda: face.down_since is None)
    await rig.api.says(ada, "one")
    await rig.api.replies(ada, 1)
    await rig.api.until(lambda: rig.api.world.published == 1)
    await face.stop(2.0)


async def test_the_house_starts_without_discord_and_finds_it_later(rig: Rig) -> None:
    rig.api.faults += [Fault("html", path="/users/@me", method="GET", times=2)]
    rig.api.faults += [Fault("html", path="/gateway/bot", method="GET", times=3)]
    face = rig.face()
    await face.start()
    assert face.down_since is not None
    ada = rig.api.user("Ada")
    await eventually(lambda: face.down_since is None)
    await rig.api.says(ada, "one")
    await rig.api.replies(ada, 1)
    await face.stop(2.0)


@pytest.mark.parametrize("code", [4004, 4014])
async def test_what_only_the_owner_can_mend_is_asked_seldom(rig: Rig, code: int) -> None:
    async with rig.started() as face:
        await rig.api.gateway.cut(code)
        await eventually(lambda: face.down_since is None and len(rig.api.gateway.identifies) == 2)
    assert max(rig.clock.slept) == 30.0  # type: ignore[attr-defined]


async def test_a_day_s_sessions_are_not_used_up(rig: Rig) -> None:
    rig.api.starts_left = 0
    async with rig.started():
        pass
    assert 14_400.0 in rig.clock.slept  # type: ignore[attr-defined]


async def test_an_event_that_nobody_can_read_spoils_no_other(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    async with rig.started():
        ada = rig.api.user("Ada")
        await rig.api.gateway.tell("MESSAGE_CREATE", {"id": "x", "content": "my secret words"})
        await rig.api.gateway.tell("INTERACTION_CREATE", {"id": "1", "type": 2, "data": {"name": "nothing"}})
        await rig.api.says(ada, "fine")
        await rig.api.replies(ada, 1)
    assert "could not be read" in caplog.text
    assert "secret" not in caplog.text


async def test_what_others_say_is_not_heard(rig: Rig) -> None:
    async with rig.started():
        ada, bot = rig.api.user("Ada"), rig.api.user("Robot")
        await rig.api.says(ada, "joined", type=7)
        await rig.api.says(bot, "beep", author={**bot.json(), "bot": True})
        await rig.api.says(ada, "hook", webhook_id="5")
        await rig.api.says(ada, "fine")
        await rig.api.replies(ada, 1)
    assert [heard.text for heard in rig.hears.heard] == ["fine"]


async def test_stopped_in_the_middle_of_an_answer_it_is_given_after_the_restart(rig: Rig) -> None:
    ada = rig.api.user("Ada")
    rig.hears.gates["slow"] = asyncio.Event()
    face: DiscordFace = rig.face()
    await face.start()
    await eventually(lambda: face.down_since is None)
    await rig.api.says(ada, "slow")
    await eventually(lambda: bool(rig.hears.heard))
    await face.stop(0.05)
    rig.hears.gates["slow"].set()
    async with rig.started():
        await rig.api.replies(ada, 1)
    assert [heard.text for heard in rig.hears.heard] == ["slow", "slow"]


@pytest.mark.parametrize(("away", "answered"), [(10, True), (16 * 60, False)])
async def test_what_was_announced_before_a_restart_is_answered_in_its_place_while_discord_waits(
    rig: Rig, away: float, answered: bool
) -> None:
    """The callback is refused then (10062): that a call was announced before is asked of Discord."""
    ada = rig.api.user("Ada")
    rig.hears.gates["/market"] = asyncio.Event()
    face: DiscordFace = rig.face()
    await face.start()
    await eventually(lambda: face.down_since is None and bool(rig.api.world.published))
    announced = await rig.api.uses(ada, "market")
    await eventually(lambda: bool(rig.hears.heard) and announced.original is not None)
    await face.stop(0.05)
    rig.hears.gates["/market"].set()
    await rig.clock.sleep(away)
    async with rig.started():
        await rig.api.says(ada, "then")
        await rig.api.until(lambda: "you said then" in [sent.title for sent in rig.api.to(ada)])
        await rig.api.replies(ada, 1 + answered)
    titles = {sent.title for sent in rig.api.to(ada)}
    assert titles == {"you said then", *(["you said /market"] if answered else [])}
    assert announced.original is not None
    assert announced.original.thinking is not answered


async def test_the_address_of_a_host_is_enough(rig: Rig) -> None:
    async with rig.started(base_url=rig.api.api_url.removesuffix("/api/v10")) as face:
        assert face.down_since is None
