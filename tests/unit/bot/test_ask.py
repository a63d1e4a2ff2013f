"""bot.ask — what a command may know of who asks."""

from dataclasses import replace

import pytest

from adapters.storage.engine import Database
from bot.ports import Heard
from core.people.model import Identity, Preferences
from tests.fakes.house import ADA, OWNER, SmallHouse


@pytest.mark.parametrize(
    ("door", "chosen", "theme"),
    [
        ("telegram", None, "light"),
        ("local", None, "light"),
        ("discord", None, "dark"),
        ("telegram", "dark", "dark"),
        ("discord", "light", "light"),
    ],
)
async def test_pictures_are_light_or_dark_as_chosen_else_as_the_door_looks(
    database: Database, door: str, chosen: str | None, theme: str
) -> None:
    ask = await SmallHouse(database).door._ask(Heard("ping", Identity(door, "1")))
    ask = replace(ask, person=replace(ask.person, preferences=Preferences(theme=chosen)))
    assert ask.theme == theme


async def test_the_owner_is_known_as_such(database: Database) -> None:
    house = SmallHouse(database)
    assert [(await house.door._ask(Heard("ping", who))).is_owner for who in (OWNER, ADA)] == [True, False]
