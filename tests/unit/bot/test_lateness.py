"""bot.lateness — what was said long ago is not simply done now."""

import pytest

from adapters.storage.engine import Database
from bot.speaking.reply import Button
from tests.fakes.house import BOB, OWNER, SmallHouse, words

READS_ONLY = "In this room I answer questions about the market, nothing else."
ROOM = "-100"


@pytest.fixture
def house(database: Database) -> SmallHouse:
    return SmallHouse(database)


async def test_a_fresh_ask_says_nothing_of_its_time(house: SmallHouse) -> None:
    assert await house.heard("note", OWNER, asked_s=120) == "noted"
    assert await house.heard("ping", OWNER, asked_s=120) == "pong"


async def test_an_old_write_asks_again_and_does_nothing(house: SmallHouse) -> None:
    told = await house.tell("note", OWNER, asked_s=121)
    assert words(told.to_person) == "You asked that at 11:57:59 +00:00. Still wanted?"
    assert told.to_person is not None
    assert told.to_person.buttons == (Button("Ask again", "note"),)
    assert house.doings.noted == []
    assert await house.heard(told.to_person.buttons[0].sends, OWNER, tapped=True) == "noted"


async def test_an_old_tap_asks_again_even_if_it_only_reads(house: SmallHouse) -> None:
    assert await house.heard("ping", OWNER, asked_s=121, tapped=True) != "pong"


@pytest.mark.parametrize(
    ("text", "carried"),
    [
        ("note" + " the" * 15, True),
        ("note" + " the" * 16, False),
        ("note" + " für" * 12, True),
        ("note" + " für" * 13, False),
        ("note the\u202e for", False),
    ],
)
async def test_what_no_button_carries_is_to_be_said_again(house: SmallHouse, text: str, carried: bool) -> None:
    """64 bytes, and nothing that hides or reorders."""
    told = await house.tell(text, OWNER, asked_s=300, tapped=True)
    assert told.to_person is not None
    assert [button.sends for button in told.to_person.buttons] == ([text] if carried else [])
    assert ("Still wanted?" in (words(told.to_person) or "")) is carried
    assert ("Ask again when you need it." in (words(told.to_person) or "")) is not carried


async def test_an_old_read_says_when_it_was_asked(house: SmallHouse) -> None:
    assert await house.heard("ping", OWNER, asked_s=600) == "You asked at 11:50 +00:00.\npong"
    assert (await house.heard("ping qwzx", OWNER, asked_s=600) or "").startswith("You asked at 11:50 +00:00.\nNo coin")


async def test_what_is_older_than_an_hour_becomes_one_line(house: SmallHouse) -> None:
    asked = [("ping", 9000.0), ("blah blah", 8000.0), ("ping qwzx", 7000.0), ("mine", 3601.0)]
    answers = [await house.heard(text, OWNER, asked_s=age) for text, age in asked]
    assert answers == [
        "What you asked up to 11:00 +00:00 is too old to answer. Ask again when you need it.",
        *[None] * 3,
    ]
    assert (await house.heard("ping", OWNER, asked_s=3600) or "").endswith("pong")


async def test_a_guest_whose_write_is_old_is_refused_as_ever(house: SmallHouse) -> None:
    await house.invited(ROOM)
    assert READS_ONLY in (await house.heard("note", BOB, room=ROOM, asked_s=300) or "")
