"""What is somebody's own stays theirs in a room: it is whispered, and the room reads that it was."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.commands import COMMANDS
from bot.speaking.reply import PublicReply
from tests.fakes.bot import ADA, BOB, Bot, let_in, words

ROOM = "-100"
OWN = (
    "settings",
    "settings theme dark",
    "watch",
    "watch add sol",
    "alerts",
    "alerts a1",
    "alerts delete a1",
    "alert a1-1",
    "alerts snooze a1 2h",
    "privacy",
    "privacy export",
    "status",
    "quiet",
    "quiet 23:00-07:00",
    "digest",
    "digest 08:00 watch",
    "digest now",
    "notify",
    "link",
    "unlink",
)
SECRET = "mine alone"


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Bot]:
    bot = Bot(tmp_path)
    await bot.start()
    await let_in(bot, ADA, BOB)
    assert await bot.application.door.brought(ROOM, ADA, "telegram") is not None
    for line in (f"alert btc < 1k note {SECRET}", "confirm d1", "watch add arb"):
        await bot.tell(line, ADA)
    yield bot
    await bot.stop()


@pytest.mark.parametrize("line", OWN)
async def test_it_is_whispered_and_the_room_reads_only_that_it_was(bot: Bot, line: str) -> None:
    told = await bot.tell(line, ADA, ROOM)
    assert told.to_person is not None
    assert not isinstance(told.to_person, PublicReply) or told.to_person.error is not None
    assert told.to_room is not None
    assert words(told.to_room).endswith("Sent to you privately.")
    assert told.to_room.buttons == ()
    assert SECRET not in str(told.to_room)


async def test_the_list_of_a_room_is_the_rooms_for_everybody_and_ones_own_is_in_no_room(bot: Bot) -> None:
    await bot.tell("alert eth < 100", ADA, ROOM)
    await bot.tell("confirm d2", ADA, ROOM)
    told = await bot.tell("room alerts", BOB, ROOM)
    assert told.to_room is not None
    assert "ETH < 100" in words(told.to_room)
    assert "BTC" not in words(told.to_room)
    own = await bot.tell("alerts", ADA, ROOM)
    assert own.to_person is not None
    assert "BTC < 1,000" in words(own.to_person)
    assert "ETH" not in words(own.to_person)


async def test_a_number_means_ones_own_rule_unless_it_is_said_of_the_room(bot: Bot) -> None:
    await bot.tell("alert eth < 100", ADA, ROOM)
    await bot.tell("confirm d2", ADA, ROOM)
    await bot.tell("alerts delete a1", ADA, ROOM)
    assert "ETH < 100" in words((await bot.tell("room alerts", ADA, ROOM)).to_room or PublicReply(()))
    await bot.tell("alerts undo", ADA, ROOM)
    bot.clock.advance(seconds=30)
    await bot.tell("room alerts delete a1", ADA, ROOM)
    assert "no alerts in this room" in words((await bot.tell("room alerts", ADA, ROOM)).to_room or PublicReply(()))
    assert "BTC < 1,000" in words((await bot.tell("alerts", ADA, ROOM)).to_person or PublicReply(()))


def test_what_is_tried_here_is_every_command_that_is_somebodys_own() -> None:
    tried = {line.split()[0] for line in OWN}
    elsewhere = {"alert", "confirm", "cancel", "room", "admin"}
    assert {command.name for command in COMMANDS if not command.public} - elsewhere == tried - elsewhere
