"""bot.commands.room — what is set in a channel holds in its whole server, unless it is said "here"."""

import pytest

from adapters.storage.engine import Database
from bot.commands import COMMANDS
from bot.params.unasked import ANSWERED
from core.people.model import Role, Room
from tests.fakes.house import ADA, BOB, SmallHouse
from tests.fakes.people import ListedAdmins

FIRST, SECOND, ELSEWHERE = "1", "2", "3"
TRADERS, OTHERS = "server 1", "server 2"
SERVER = {FIRST: TRADERS, SECOND: TRADERS, ELSEWHERE: OTHERS}
# Each on top of the ones before.
HISTORY = (
    "room language de",
    "room language es here",
    "room language pt",
    "room here currency eur plain on",
    "room currency usd here",
    "room commands chart price",
    "room commands top here",
    "room language default here",
    "room zone Asia/Tokyo",
    "room zone Europe/Berlin here",
    "room commands default here",
    "room plain default",
    "room commands all",
    "room language default zone default",
)


@pytest.fixture
async def house(database: Database) -> SmallHouse:
    house = SmallHouse(database)
    for channel in SERVER:
        await house.invited(channel)
    await house.met(BOB, Role.MEMBER)
    house.house.services.admins.open("telegram", ListedAdmins({(channel, BOB.external_id) for channel in SERVER}))
    return house


async def say(house: SmallHouse, text: str, channel: str) -> str:
    return await house.heard(text, BOB, room=channel, whole=SERVER[channel]) or ""


async def room(house: SmallHouse, channel: str) -> Room:
    return await house.register.room("telegram", channel, SERVER[channel])


async def test_a_setting_is_that_of_every_channel_of_the_server_and_of_no_other(house: SmallHouse) -> None:
    await say(house, "room language de currency eur", FIRST)
    second, elsewhere = await room(house, SECOND), await room(house, ELSEWHERE)
    assert (second.preferences.language, second.preferences.currency) == ("de", "EUR")
    assert second.chosen == frozenset({"language", "currency"})
    assert elsewhere.chosen == frozenset()
    assert "Kein" in await say(house, "ping btx", SECOND)


async def test_here_is_this_channel_alone_until_it_is_given_up(house: SmallHouse) -> None:
    await say(house, "room language de", FIRST)
    assert "Solo en este canal: language" in await say(house, "room language es here", FIRST)
    assert [(await room(house, each)).preferences.language for each in (FIRST, SECOND)] == ["es", "de"]
    await say(house, "room language pt", FIRST)  # what the channel has itself is changed there
    assert [(await room(house, each)).preferences.language for each in (FIRST, SECOND)] == ["pt", "de"]
    await say(house, "room language default", FIRST)
    assert [(await room(house, each)).preferences.language for each in (FIRST, SECOND)] == ["de", "de"]
    await say(house, "room language default", FIRST)
    assert (await room(house, SECOND)).chosen == frozenset()


async def test_what_is_posted_where_is_the_channel_s_own(house: SmallHouse) -> None:
    await say(house, "room alerts everyone quiet 23:00-07:00 digest 08:00", FIRST)
    second = await room(house, SECOND)
    assert second.alerts_by is not (await room(house, FIRST)).alerts_by
    assert (await house.house.services.rest.of(-second.id)).after is None
    assert await house.house.services.room_digests.of(second.id) is None


async def test_quiet_hours_go_by_a_clock_that_another_channel_set(house: SmallHouse) -> None:
    await say(house, "room quiet 23:00-07:00", FIRST)
    await say(house, "room zone Asia/Tokyo", SECOND)
    hours = (await house.house.services.rest.of(-(await room(house, FIRST)).id)).after
    assert hours is not None
    assert (await room(house, FIRST)).preferences.zone == "Asia/Tokyo"


async def test_every_line_is_taken_back_whole(house: SmallHouse) -> None:
    for line in HISTORY:
        before = [await room(house, each) for each in SERVER]
        told = await house.tell(line, BOB, room=FIRST, whole=TRADERS)
        assert told.to_room is not None, line
        undo = next((button.sends for button in told.to_room.buttons if button.takes_back), None)
        if undo is not None:
            await say(house, undo, FIRST)
            after = [await room(house, each) for each in SERVER]
            assert [(r.preferences, r.commands, r.own) for r in after] == [
                (r.preferences, r.commands, r.own) for r in before
            ], (line, undo)
            await say(house, line, FIRST)
        house.clock.advance(minutes=2)


async def test_what_a_room_leaves_out_is_not_answered_there(house: SmallHouse) -> None:
    assert "price · top" in await say(house, "room commands price top", FIRST)
    assert (await room(house, SECOND)).commands == frozenset({"price", "top"})
    await say(house, "room commands all here", SECOND)
    assert (await room(house, SECOND)).commands is None
    assert (await room(house, FIRST)).commands == frozenset({"price", "top"})
    await say(house, "room commands default", SECOND)
    assert (await room(house, SECOND)).commands == frozenset({"price", "top"})
    await say(house, "room commands all", FIRST)
    assert (await room(house, SECOND)).commands is None


async def test_only_who_governs_it_says_what_is_answered(house: SmallHouse) -> None:
    assert "admins" in (await house.heard("room commands price", ADA, room=FIRST, whole=TRADERS) or "")
    assert (await room(house, FIRST)).commands is None


def test_whatever_asks_about_the_market_may_be_left_out() -> None:
    assert {*ANSWERED.words.values()} - {"all", "default"} == {each.name for each in COMMANDS if each.of_market}
