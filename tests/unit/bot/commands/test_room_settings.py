"""A room's settings are for the owner and the room's admins, as its platform knows them."""

import pytest

from adapters.storage.engine import Database
from core.people.model import AlertsBy, Role
from tests.fakes.house import ADA, BOB, SmallHouse
from tests.fakes.people import ListedAdmins

ROOM = "-100"
SET = "settings here alerts everyone"


@pytest.fixture
async def house(database: Database) -> SmallHouse:
    house = SmallHouse(database)
    await house.invited(ROOM)
    await house.met(BOB, Role.MEMBER)
    return house


async def set_now(house: SmallHouse) -> AlertsBy:
    return (await house.register.room("telegram", ROOM)).alerts_by


async def test_where_the_platform_knows_the_admins_these_govern_and_other_members_do_not(house: SmallHouse) -> None:
    house.house.services.admins.open("telegram", ListedAdmins({(ROOM, BOB.external_id)}))
    assert "for the owner and the room's admins to say" in (await house.heard(SET, ADA, room=ROOM) or "")
    assert await set_now(house) is AlertsBy.MEMBERS
    assert "Everybody in this room" in (await house.heard(SET, BOB, room=ROOM) or "")
    assert await set_now(house) is AlertsBy.EVERYONE


async def test_where_nobody_knows_them_whoever_may_make_alerts_says_who_else_does(house: SmallHouse) -> None:
    await house.heard("settings here alerts admins", ADA, room=ROOM)
    assert await set_now(house) is AlertsBy.ADMINS
    await house.heard(SET, BOB, room=ROOM)
    assert await set_now(house) is AlertsBy.ADMINS


async def test_while_the_platform_does_not_answer_nothing_is_changed(house: SmallHouse) -> None:
    house.house.services.admins.open("telegram", ListedAdmins({(ROOM, BOB.external_id)}, silent=True))
    assert "Telegram does not answer" in (await house.heard(SET, BOB, room=ROOM) or "")
    assert await set_now(house) is AlertsBy.MEMBERS
