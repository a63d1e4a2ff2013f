"""core.status.doors — a door that is not connected says so."""

from datetime import timedelta

import pytest

from bot.speaking.say import LANGUAGES, Say
from core.people.model import Person, Role
from core.status.doors import door_status
from tests.fakes.clock import NOON, FrozenClock

ADA = Person(1, Role.MEMBER, "Ada", NOON)


async def test_a_door_that_stands_says_nothing() -> None:
    assert await door_status("discord", lambda: None, FrozenClock())(ADA) == ()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_door_that_is_down_says_since_when(language: str) -> None:
    (line,) = await door_status("discord", lambda: NOON - timedelta(minutes=3), FrozenClock())(ADA)
    assert "3\u00a0min" in Say(language, "UTC", NOON).line(line.key, **{**line.facts, "venue": "Discord"})
