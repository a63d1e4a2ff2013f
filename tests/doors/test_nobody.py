"""What is said in a room in its own name or a channel's: what is public is answered, to nobody in particular."""

import pytest

from bot.ports import Heard
from core.people.model import CodePurpose, Identity
from tests.fakes.bot import ADA, ROOM, Bot, bot, words

__all__ = ["bot"]

FOREIGN_ROOM = "-200"
HIDDEN = Identity("telegram", ROOM)


async def heard(bot: Bot, text: str, room: str = ROOM) -> str | None:
    """Return what the room reads; nothing is ever said to anybody in private."""
    told = await bot.application.door.hear(Heard(text, HIDDEN, room=room, nobody=True))
    assert told.to_person is None
    return None if told.to_room is None else words(told.to_room)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("price btc", "BTC"),
        ("how much is bitcoin", "BTC"),
        ("help", "price btc"),
        ("price btx", "No coin 'btx'"),
        ("price", "Which coin?"),
        ("the weather in may", "this was no question I know"),
    ],
)
async def test_what_is_public_is_answered(bot: Bot, text: str, answer: str) -> None:
    assert answer in str(await heard(bot, text))
    assert await bot.application.register.find(HIDDEN) is None


@pytest.mark.parametrize(
    "text",
    [
        "alert btc < 1", "alerts", "watch", "watch add eth", "settings language de", "room", "room language de",
        "quiet", "digest 08:00", "privacy", "link", "confirm d1", "cancel", "admin users", "notify",
    ],
)  # fmt: skip
async def test_what_is_anybody_s_own_is_not_and_says_why(bot: Bot, text: str) -> None:
    assert "write that as yourself" in str(await heard(bot, text))


async def test_nothing_goes_on_from_what_nobody_said(bot: Bot) -> None:
    await heard(bot, "price btc")
    assert "BTC" not in str(await heard(bot, "and in euros?"))


async def test_where_nobody_of_ours_brought_us_it_is_silent(bot: Bot) -> None:
    assert await heard(bot, "price btc", FOREIGN_ROOM) is None
    assert await bot.application.register.known_room("telegram", FOREIGN_ROOM) is None


async def test_a_room_answers_it_in_its_own_language_and_what_it_left_open(bot: Bot) -> None:
    owner = await bot.application.register.make_code(CodePurpose.OWNER, None)
    await bot.heard(owner, ADA)
    await bot.tell("room language de commands price", ADA, ROOM)
    assert "Kein Coin" in str(await heard(bot, "price btx"))
    assert "In diesem Raum antworte ich nicht auf market" in str(await heard(bot, "market"))
    assert "unter deinem eigenen Namen" in str(await heard(bot, "watch"))


async def test_a_secret_of_nobody_s_is_dropped_as_anybody_s_is(bot: Bot) -> None:
    told = await bot.application.door.hear(Heard(f"0x{'ab12' * 16}", HIDDEN, room=ROOM, nobody=True))
    assert told.secret
    assert await bot.application.register.find(HIDDEN) is None
