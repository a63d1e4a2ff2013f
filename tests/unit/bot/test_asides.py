"""What did not reach somebody is said on top of their next answer, once and in private only."""

import json

import pytest

from adapters.storage.engine import Database
from bot.asides import undelivered
from bot.speaking.say import LANGUAGES, Say
from core.delivery.giving_up import UNDELIVERED
from core.delivery.model import Aside
from core.people.model import Role
from tests.fakes.clock import NOON
from tests.fakes.house import ADA, SmallHouse


async def left(house: SmallHouse, *facts: dict[str, object]) -> None:
    """Leave asides for Ada."""
    ada = await house.met(ADA, Role.MEMBER)
    async with house.database.begin() as work:
        for each in facts:
            await work.asides.add(ada.id, UNDELIVERED, json.dumps(each), NOON)
        await work.commit()


async def test_it_stands_above_the_next_answer_and_not_above_the_one_after(database: Database) -> None:
    house = SmallHouse(database)
    await left(house, {"reason": "blocked", "rule": "a7"}, {"reason": "blocked", "rule": "a9"})
    assert await house.heard("ping") == (
        "2 messages could not reach you: I was blocked in your private chat.\n"
        "Paused for it: a7, a9. To go on: alerts resume a7\n"
        "pong"
    )
    assert await house.heard("ping") == "pong"


async def test_a_room_does_not_learn_of_it_and_it_waits(database: Database) -> None:
    house = SmallHouse(database)
    await house.invited("-100")
    await left(house, {"reason": "rejected", "rule": None})
    assert await house.heard("ping", room="-100") == "pong"
    assert await house.heard("ping") == "One message could not reach you: your private chat was not there.\npong"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_can_say_it(language: str) -> None:
    say = Say(language, "UTC", NOON)
    one = Aside(1, 1, UNDELIVERED, '{"reason": "timeout", "rule": "a7"}', NOON)
    head, paused = undelivered([one], say)
    assert head.text.endswith(".")
    assert "alerts resume a7" in paused.text
    assert undelivered([], say) == ()
