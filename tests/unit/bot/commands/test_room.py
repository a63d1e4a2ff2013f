"""bot.commands.room — a room is governed by the owner and by its admins, as its platform knows them; all read it."""

import pytest

from adapters.storage.engine import Database
from core.people.model import AlertsBy, Identity, Role, Room
from tests.fakes.house import ADA, BOB, OWNER, SmallHouse
from tests.fakes.people import ListedAdmins

ROOM, ELSEWHERE = "-100", "-200"
STRANGER, BLOCKED = Identity("telegram", "3"), Identity("telegram", "4")
CHANGES = (
    "room language de",
    "room zone Europe/Berlin",
    "room currency eur",
    "room plain on",
    "room alerts everyone",
    "room quiet 23:00-07:00",
    "room language de alerts everyone quiet off",
    "/room makers=owner",
)


@pytest.fixture
async def house(database: Database) -> SmallHouse:
    house = SmallHouse(database)
    await house.invited(ROOM)
    assert await house.door.brought(ELSEWHERE, ADA, "telegram") is not None
    await house.met(BOB, Role.MEMBER)
    await house.met(BLOCKED, Role.BLOCKED)
    return house


async def stands(house: SmallHouse) -> tuple[Room, object]:
    """Return all that can be set of the room."""
    room = await house.register.room("telegram", ROOM)
    return room, (await house.house.services.rest.of(-room.id)).after


@pytest.mark.parametrize("line", CHANGES)
@pytest.mark.parametrize("knows", [False, True], ids=["nobody tells", "the platform tells"])
async def test_who_governs_nothing_changes_nothing(house: SmallHouse, line: str, knows: bool) -> None:
    if knows:
        admins = {(ELSEWHERE, who.external_id) for who in (ADA, BOB, STRANGER)} | {(ROOM, BLOCKED.external_id)}
        house.house.services.admins.open("telegram", ListedAdmins(admins))
    before = await stands(house)
    for who in (ADA, BOB, STRANGER, BLOCKED):
        told = await house.tell(line, who, room=ROOM)
        assert told.to_person is None or "by its admins and the owner" in str(told.to_person.blocks)
        await house.tell(line, who)
    assert await stands(house) == before


@pytest.mark.parametrize("line", CHANGES)
@pytest.mark.parametrize("who", [BOB, STRANGER], ids=["a member", "a stranger"])
async def test_an_admin_of_the_room_changes_it_whoever_they_are_to_the_house(
    house: SmallHouse, line: str, who: Identity
) -> None:
    house.house.services.admins.open("telegram", ListedAdmins({(ROOM, who.external_id)}))
    before = await stands(house)
    told = await house.tell(line, who, room=ROOM)
    assert told.to_room is not None
    assert told.to_person is None
    assert await stands(house) != before
    assert (await house.register.room("telegram", ELSEWHERE)).chosen == frozenset()


async def test_the_owner_governs_where_no_platform_tells_who_does(house: SmallHouse) -> None:
    person = await house.met(Identity("telegram", "9"), Role.OWNER)
    assert person.role is Role.OWNER
    await house.heard("room alerts everyone language es", Identity("telegram", "9"), room=ROOM)
    room, _ = await stands(house)
    assert (room.alerts_by, room.preferences.language, set(room.chosen)) == (AlertsBy.EVERYONE, "es", {"language"})


async def test_while_the_platform_does_not_answer_nothing_is_changed(house: SmallHouse) -> None:
    house.house.services.admins.open("telegram", ListedAdmins({(ROOM, BOB.external_id)}, silent=True))
    before = await stands(house)
    assert "Telegram does not answer" in (await house.heard("room alerts everyone", BOB, room=ROOM) or "")
    assert await stands(house) == before


async def test_anybody_there_reads_how_it_stands_and_no_platform_is_asked_for_that(house: SmallHouse) -> None:
    admins = ListedAdmins(set())
    house.house.services.admins.open("telegram", admins)
    told = await house.tell("room", STRANGER, room=ROOM)
    assert told.to_room is not None
    assert "Alerts here are made by the owner and members." in str(told.to_room.blocks)
    assert admins.asked == 0


async def test_in_private_it_says_that_it_is_for_rooms(house: SmallHouse) -> None:
    assert "That is for rooms" in (await house.heard("room language de", OWNER) or "")


async def test_what_a_room_chose_holds_for_what_it_reads_and_for_nothing_that_is_whispered(house: SmallHouse) -> None:
    house.house.services.admins.open("telegram", ListedAdmins({(ROOM, BOB.external_id)}))
    await house.heard("room language de", BOB, room=ROOM)
    told = await house.tell("mine", ADA, room=ROOM)
    assert told.to_room is not None
    assert "Dir privat geschickt." in str(told.to_room.blocks)
    assert "only for" in str((told.to_person or told.to_room).blocks)
    assert "Your settings" in str((await house.tell("settings", ADA, room=ROOM)).to_person)
    assert "Kein" in (await house.heard("ping btx", ADA, room=ROOM) or "")
    assert "Kein" not in (await house.heard("ping btx", ADA) or "")


async def test_a_channel_beside_has_what_the_first_one_chose(house: SmallHouse) -> None:
    house.house.services.admins.open("telegram", ListedAdmins({(ROOM, BOB.external_id)}))
    await house.heard("room language de", BOB, room=ROOM)
    await house.door.beside("-300", ROOM, "telegram")
    beside = await house.register.room("telegram", "-300")
    assert (beside.preferences.language, set(beside.chosen)) == ("de", {"language"})


async def test_who_changed_what_of_a_room_is_in_the_record(house: SmallHouse) -> None:
    house.house.services.admins.open("telegram", ListedAdmins({(ROOM, BOB.external_id)}))
    await house.heard("room language de currency eur", BOB, room=ROOM)
    async with house.database.reading() as work:
        entry = (await work.audit.entries())[-1]
    assert (entry.action, entry.outcome) == ("room-settings", "currency language")
