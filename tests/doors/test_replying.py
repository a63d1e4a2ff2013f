"""A reply to an earlier message of ours goes on from that message, and not from what was asked last."""

from itertools import count
from pathlib import Path

import pytest

from bot.ports import Heard, Told
from bot.speaking.reply import Reply, Understood
from core.people.model import Identity
from tests.doors.test_commands import OWNER
from tests.fakes.world import SimulatedWorld

OTHER = Identity("local", "2")


class Chat:
    """A chat whose answers arrive as the messages 1, 2, 3."""

    def __init__(self, world: SimulatedWorld, by: Identity = OWNER, first: int = 1) -> None:
        self.world, self.by, self.numbers = world, by, count(first)

    async def says(self, text: str, to: int | None = None) -> Reply:
        """Say `text`, as a reply `to` a message, and return the answer once it is there."""
        replies: list[Reply] = []
        door = self.world.application.door

        async def tell(told: Told) -> None:
            assert told.to_person is not None
            replies.append(told.to_person)
            door.arrived(told.to_person, str(next(self.numbers)), self.by.door)

        await door.respond(Heard(text, self.by, trusted=True, replies_to=None if to is None else str(to)), tell)
        return replies[0]


async def test_a_reply_goes_on_from_its_message_also_after_a_restart(tmp_path: Path) -> None:
    async with SimulatedWorld(tmp_path) as world:
        chat = Chat(world)
        for line in ("price btc", "chart sol 4h", "price eth"):
            await chat.says(line)
        assert (await chat.says("and in euros?", to=1)).understood == Understood(
            "price", {"coins": ["BTC"], "in": "EUR"}
        )
        assert (await chat.says("and btc?", to=2)).understood == Understood(
            "chart", {"coins": ["BTC"], "interval": "4h"}
        )
    async with SimulatedWorld(tmp_path) as world:
        reply = await Chat(world, first=6).says("and in euros?", to=3)
        assert reply.understood == Understood("price", {"coins": ["ETH"], "in": "EUR"})


@pytest.mark.parametrize("unknown", [99, None])
async def test_a_reply_to_what_is_not_known_goes_on_from_the_last(unknown: int | None, tmp_path: Path) -> None:
    async with SimulatedWorld(tmp_path) as world:
        chat = Chat(world)
        await chat.says("price btc")
        await chat.says("price eth")
        reply = await chat.says("and in euros?", to=unknown)
        assert reply.understood == Understood("price", {"coins": ["ETH"], "in": "EUR"})


async def test_what_answered_another_is_not_gone_on_from(tmp_path: Path) -> None:
    async with SimulatedWorld(tmp_path) as world:
        await Chat(world).says("chart sol 4h")
        theirs = Chat(world, OTHER, first=20)
        await theirs.says("price eth")
        reply = await theirs.says("and btc?", to=1)
        assert reply.understood == Understood("price", {"coins": ["BTC"]})


async def test_yes_and_no_to_a_draft_are_about_that_one(tmp_path: Path) -> None:
    async with SimulatedWorld(tmp_path) as world:
        chat = Chat(world)
        for line in ("alert btc < 60k", "alert eth < 2k", "alert sol < 50"):
            await chat.says(line)
        assert (await chat.says("no", to=2)).error is None
        assert "60,000" in str((await chat.says("yes", to=1)).blocks)
        assert (await chat.says("make that 40", to=3)).understood == Understood("alert", {"rule": "sol < 40"})


async def test_a_reply_to_an_earlier_message_answers_no_question(tmp_path: Path) -> None:
    async with SimulatedWorld(tmp_path) as world:
        chat = Chat(world)
        await chat.says("chart btc 4h")
        await chat.says("price")
        assert (await chat.says("and eth", to=1)).understood == Understood(
            "chart", {"coins": ["ETH"], "interval": "4h"}
        )
