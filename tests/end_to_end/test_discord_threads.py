"""Threads on Discord: an archived one opens again for an answer, a locked one is shut to us; nobody asks in vain."""

import pytest

from adapters.discord.face import DiscordFace
from bot.ports import Heard, Told
from bot.speaking.reply import Part, Reply, Text
from core.delivery.model import Attempt, Outcome
from core.people.model import Room
from tests.fakes.hears import said
from tests.stand_ins.discord_rig import Rig, face, rig, server
from tests.stand_ins.discord_things import Channel, User

__all__ = ["face", "rig"]

ARCHIVED, LOCKED = 50083, 160005
PERSONAL = Reply((Text(lead="Your list", part=Part.ANSWER),))


async def a_thread(rig: Rig) -> tuple[User, Channel]:
    """Return somebody and a thread of their server."""
    ada = rig.api.user("Ada")
    guild = await server(rig, ada)
    return ada, rig.api.channel(guild, 11, guild.channels[0])


async def test_an_archived_thread_is_answered_in_and_opens_again(rig: Rig, face: DiscordFace) -> None:
    ada, thread = await a_thread(rig)
    rig.api.world.archived.add(thread.id)
    await rig.api.says(ada, "<@700> market", thread)
    await rig.api.replies(thread, 1)
    rig.api.world.archived.add(thread.id)
    await rig.api.uses(ada, "market", channel=thread)
    await rig.api.replies(thread, 2)
    rig.api.world.archived.add(thread.id)
    assert (await face.post(Room(1, "discord", thread.id, True), said("BTC fell"))).outcome is Outcome.SENT
    assert thread.id not in rig.api.world.archived


@pytest.mark.parametrize("code", [ARCHIVED, LOCKED])
async def test_what_a_locked_thread_does_not_take_is_told_in_private_with_the_reason_once(
    rig: Rig, face: DiscordFace, code: int
) -> None:
    ada, thread = await a_thread(rig)
    rig.api.world.locked[thread.id] = code
    await rig.api.says(ada, "<@700> market", thread)
    assert [sent.title for sent in await rig.api.replies(ada, 2)] == ["you said market", "unsaid: locked"]
    await rig.api.uses(ada, "market", channel=thread)
    titles = [sent.title for sent in await rig.api.replies(ada, 4)][2:]
    assert titles == ["you said /market", "unsaid: locked"]
    assert rig.api.to(thread) == []


async def test_a_thread_that_is_locked_after_it_was_announced_is_answered_in_private(
    rig: Rig, face: DiscordFace
) -> None:
    ada, thread = await a_thread(rig)

    def locks(_: Heard) -> Told:
        rig.api.world.locked[thread.id] = LOCKED
        return Told(to_room=said("at last"))

    rig.hears.answers["/market"] = locks
    await rig.api.uses(ada, "market", channel=thread)
    assert [sent.title for sent in await rig.api.replies(ada, 2)] == ["at last", "unsaid: locked"]


async def test_what_is_personal_reaches_its_person_whatever_the_thread_is(rig: Rig, face: DiscordFace) -> None:
    ada, thread = await a_thread(rig)
    rig.api.world.locked[thread.id] = LOCKED
    rig.hears.answer("watch", PERSONAL)
    rig.hears.answer("/watch", PERSONAL)
    await rig.api.says(ada, "<@700> watch", thread)
    await rig.api.replies(ada, 1)
    await rig.api.uses(ada, "watch", channel=thread)
    assert [sent.title for sent in await rig.api.replies(ada, 2)] == ["Your list", "Your list"]


async def test_that_a_room_is_a_locked_thread_is_why_nothing_can_be_posted_there(rig: Rig, face: DiscordFace) -> None:
    _, thread = await a_thread(rig)
    rig.api.world.locked[thread.id] = ARCHIVED
    attempt = await face.post(Room(1, "discord", thread.id, True), said("BTC fell"))
    assert attempt == Attempt(Outcome.REFUSED, reason="locked")
