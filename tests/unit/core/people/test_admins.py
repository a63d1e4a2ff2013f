"""Who governs a room is for its platform to say, and is asked once a minute at most."""

import pytest

from core.kernel.errors import Unavailable
from core.people.admins import REMEMBERED, Admins
from core.people.model import Identity, Room
from tests.fakes.clock import ManualClock
from tests.fakes.people import ListedAdmins

ROOM, OTHER = Room(1, "telegram", "-100", invited=True), Room(2, "telegram", "-200", invited=True)
ADA, BOB = Identity("telegram", "1"), Identity("telegram", "2")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


async def test_the_platform_says_who_governs_which_room(clock: ManualClock) -> None:
    admins, telegram = Admins(clock), ListedAdmins({("-100", "1")})
    admins.open("telegram", telegram)
    asked = [(ROOM, ADA), (ROOM, BOB), (OTHER, ADA)]
    assert [await admins.governs(room, who) for room, who in asked] == [True, False, False]


async def test_an_answer_holds_for_a_minute(clock: ManualClock) -> None:
    admins, telegram = Admins(clock), ListedAdmins({("-100", "1")})
    admins.open("telegram", telegram)
    assert await admins.governs(ROOM, ADA)
    telegram.listed.clear()
    clock.advance(REMEMBERED.total_seconds() - 1)
    assert await admins.governs(ROOM, ADA)
    assert telegram.asked == 1
    clock.advance(1)
    assert not await admins.governs(ROOM, ADA)
    assert telegram.asked == 2


async def test_a_number_of_another_platform_governs_nothing(clock: ManualClock) -> None:
    admins = Admins(clock)
    admins.open("telegram", ListedAdmins({("-100", "1")}))
    assert not await admins.governs(ROOM, Identity("discord", "1"))


async def test_where_no_platform_can_be_asked_nobody_governs(clock: ManualClock) -> None:
    assert not Admins(clock).knows(ROOM)
    assert not await Admins(clock).governs(ROOM, ADA)


async def test_a_platform_that_does_not_answer_is_asked_again(clock: ManualClock) -> None:
    admins, telegram = Admins(clock), ListedAdmins({("-100", "1")}, silent=True)
    admins.open("telegram", telegram)
    with pytest.raises(Unavailable):
        await admins.governs(ROOM, ADA)
    telegram.silent = False
    assert await admins.governs(ROOM, ADA)
