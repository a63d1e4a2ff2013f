"""bot.commands.room — a room is governed by the owner and by its admins, as its platform knows them; all read it."""

import pytest

from adapters.storage.engine import Database
from bot.speaking.reply import PublicReply
from core.people.model import AlertsBy, Identity, Preferences, Role, Room
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
    "room digest 08:00 weekdays market",
    "/room digest=18:00",
    "room zone default Asia/Tokyo",
)
# What is done in turn, each line on top of the ones before.
HISTORY = (
    "room digest 08:00 weekdays",
    "room language de",
    "room digest 18:00 daily market alerts",
    "room zone Asia/Tokyo",
    "room language es currency eur plain on",
    "room quiet 23:00-07:00 except -10%",
    "room language default plain default",
    "room zone default",
    "room quiet 22:00-06:00",
    "room alerts everyone digest 07:00 top prices",
    "room digest off",
    "room quiet off",
    "room currency default alerts owner",
    "room quiet 22:00-06:00",
    "room digest 08:00",
    "room zone berlin digest 09:00 market quiet off plain on",
)


@pytest.fixture
async def house(database: Database) -> SmallHouse:
    house = SmallHouse(database)
    await house.invited(ROOM)
    assert await house.door.brought(ELSEWHERE, ADA, "telegram") is not None
    await house.met(BOB, Role.MEMBER)
    await house.met(BLOCKED, Role.BLOCKED)
    return house


async def stands(house: SmallHouse) -> tuple[Room, object, object]:
    """Return all that can be set of the room."""
    room = await house.register.room("telegram", ROOM)
    digest = await house.house.services.room_digests.of(room.id)
    wanted = None if digest is None else (digest.at, digest.weekdays, digest.parts)
    return room, (await house.house.services.rest.of(-room.id)).after, wanted


async def kept_undo(house: SmallHouse, who: Identity) -> str | None:
    """Return the line that takes back what somebody did last in the room."""
    room, person = await house.register.room("telegram", ROOM), await house.register.find(who)
    assert person is not None
    async with house.database.reading() as work:
        return await work.undos.find(person.id, f"room {room.id}", house.clock.now())


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
    room, *_ = await stands(house)
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


async def test_who_changed_what_of_a_room_is_in_the_record(house: SmallHouse) -> None:
    house.house.services.admins.open("telegram", ListedAdmins({(ROOM, BOB.external_id)}))
    await house.heard("room language de currency eur", BOB, room=ROOM)
    async with house.database.reading() as work:
        entry = (await work.audit.entries())[-1]
    assert (entry.action, entry.outcome) == ("room-settings", "currency language")


async def test_whatever_is_changed_of_a_room_is_taken_back_also_by_an_admin_who_lives_elsewhere(
    house: SmallHouse,
) -> None:
    house.house.services.admins.open("telegram", ListedAdmins({(ROOM, ADA.external_id), (ROOM, BOB.external_id)}))
    await house.heard("settings zone Europe/Berlin", BOB)
    await house.heard("settings zone America/New_York", ADA)
    for line in HISTORY:
        before = await stands(house)
        await house.heard(line, BOB, room=ROOM)
        after = await stands(house)
        assert after != before, line
        undo = await kept_undo(house, BOB)
        assert undo is not None
        house.clock.advance(seconds=10)
        await house.heard(undo, ADA, room=ROOM)
        assert await stands(house) == before, undo
        await house.heard(line, BOB, room=ROOM)
        assert await stands(house) == after, line
        house.clock.advance(minutes=2)


async def test_what_changed_nothing_has_nothing_to_take_back(house: SmallHouse) -> None:
    house.house.services.admins.open("telegram", ListedAdmins({(ROOM, BOB.external_id)}))
    for line in (
        "room digest off",
        "room quiet off",
        "room alerts members",
        "room language default",
        "room zone default",
    ):
        await house.heard(line, BOB, room=ROOM)
        assert await kept_undo(house, BOB) is None, line


async def test_an_undo_of_a_room_is_for_its_admins_alone(house: SmallHouse) -> None:
    house.house.services.admins.open("telegram", ListedAdmins({(ROOM, BOB.external_id)}))
    told = await house.tell("room digest 08:00", BOB, room=ROOM)
    assert told.to_room is not None
    (undo,) = [button.sends for button in told.to_room.buttons if button.takes_back]
    before = await stands(house)
    for who in (ADA, STRANGER):
        await house.heard(undo, who, room=ROOM)
        await house.heard("undo", who, room=ROOM)
    assert await stands(house) == before
    await house.heard(undo, BOB, room=ROOM)
    assert await stands(house) != before


async def test_what_is_unset_is_as_whoever_asks_has_it_again(house: SmallHouse) -> None:
    house.house.services.admins.open("telegram", ListedAdmins({(ROOM, BOB.external_id)}))
    await house.heard("room language de currency eur plain on zone Asia/Tokyo", BOB, room=ROOM)
    await house.heard("room language default currency default plain default", BOB, room=ROOM)
    room, *_ = await stands(house)
    assert (set(room.chosen), room.preferences) == ({"zone"}, Preferences(zone="Asia/Tokyo"))
    await house.heard("room zone default", BOB, room=ROOM)
    room, *_ = await stands(house)
    # It goes on by the clock that it has.
    assert (set(room.chosen), room.preferences) == (set(), Preferences(zone="Asia/Tokyo"))
    assert "Your" not in (await house.heard("room", ADA, room=ROOM) or "")


async def test_its_first_hours_give_a_room_its_clock_and_later_ones_go_by_it(house: SmallHouse) -> None:
    house.house.services.admins.open("telegram", ListedAdmins({(ROOM, ADA.external_id), (ROOM, BOB.external_id)}))
    await house.heard("settings zone Europe/Berlin", BOB)
    await house.heard("settings zone America/New_York", ADA)
    assert "2 Jan 08:00 +01:00" in (await house.heard("room digest 08:00", BOB, room=ROOM) or "")
    assert "2 Jan 09:00 +01:00" in (await house.heard("room digest 09:00", ADA, room=ROOM) or "")
    assert "go by Europe/Berlin" in (await house.heard("room quiet 23:00-07:00", ADA, room=ROOM) or "")


@pytest.mark.parametrize("who", [ADA, STRANGER], ids=["a member", "a stranger"])
async def test_everybody_there_reads_the_digest_and_how_it_stands(house: SmallHouse, who: Identity) -> None:
    admins = ListedAdmins({(ROOM, BOB.external_id)})
    house.house.services.admins.open("telegram", admins)
    await house.heard("room digest 08:00 weekdays market", BOB, room=ROOM)
    asked = admins.asked
    for line, says in (
        ("room digest", "every weekday at 08:00: tendency."),
        ("room digest now", "room's digest since"),
    ):
        told = await house.tell(line, who, room=ROOM)
        assert isinstance(told.to_room, PublicReply)
        assert says in str(told.to_room.blocks[1].text)  # type: ignore[union-attr]
    assert admins.asked == asked


@pytest.mark.parametrize("line", ["room digest 08:00 watch", "room digest now portfolio", "room digest watch market"])
async def test_what_is_somebodys_own_is_in_no_digest_of_a_room(house: SmallHouse, line: str) -> None:
    house.house.services.admins.open("telegram", ListedAdmins({(ROOM, BOB.external_id)}))
    before = await stands(house)
    assert "digest holds nothing personal" in (await house.heard(line, BOB, room=ROOM) or "")
    assert await stands(house) == before


async def test_where_nobody_of_ours_brought_us_a_digest_that_would_never_come_is_refused(house: SmallHouse) -> None:
    house.house.services.admins.open("telegram", ListedAdmins({("-900", BOB.external_id)}))
    said = await house.heard("room digest 08:00", BOB, room="-900") or ""
    assert "nobody of ours brought me here" in said
    room = await house.register.room("telegram", "-900")
    assert await house.house.services.room_digests.of(room.id) is None
    assert "Gespeichert" in (await house.heard("room digest off language de", BOB, room="-900") or "")


async def test_while_nobody_has_chosen_a_language_it_is_said_which_one_comes(house: SmallHouse) -> None:
    house.house.services.admins.open("telegram", ListedAdmins({(ROOM, BOB.external_id)}))
    await house.heard("settings language de", BOB)
    said = await house.heard("room digest 08:00", BOB, room=ROOM) or ""
    assert "kommt sie auf Englisch. Wählen: room language de" in said
    await house.heard("room language de", BOB, room=ROOM)
    assert "Wählen" not in (await house.heard("room digest 09:00", BOB, room=ROOM) or "")


async def test_a_digest_without_a_time_is_asked_for_it_and_the_answer_sets_it(house: SmallHouse) -> None:
    house.house.services.admins.open("telegram", ListedAdmins({(ROOM, BOB.external_id)}))
    assert "At what time?" in (await house.heard("room digest weekdays alerts", BOB, room=ROOM) or "")
    assert "every weekday at 07:30: alerts." in (await house.heard("7:30", BOB, room=ROOM) or "")
