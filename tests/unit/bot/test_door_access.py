"""bot.door — who is answered, where, and what strangers, guests and the blocked get."""

from dataclasses import replace

import pytest

from adapters.storage.engine import Database
from bot.ports import Told
from core.kernel.errors import NotAllowed
from core.people.model import CodePurpose, Role
from tests.fakes.house import ADA, BOB, OWNER, SmallHouse, words

PRIVATE_LINE = "This bot is private; ask its owner for an invite."
READS_ONLY = "In this room I answer questions about the market, nothing else."
ROOM = "-100"


@pytest.fixture
def house(database: Database) -> SmallHouse:
    return SmallHouse(database)


# ---- access


async def test_a_stranger_gets_one_line_a_day_and_no_figure_also_across_a_restart(house: SmallHouse) -> None:
    told = await house.tell("ping")
    assert words(told.to_person) == PRIVATE_LINE
    assert told.to_person is not None
    assert isinstance(told.to_person.error, NotAllowed)
    assert told.to_person.figures == ()
    assert await house.heard("start") is None
    assert await house.restarted().heard("note") is None
    assert await house.heard("ping", BOB) == PRIVATE_LINE
    house.clock.advance(hours=24)
    assert await house.heard("ping") == PRIVATE_LINE
    assert house.doings.noted == []


async def test_in_an_uninvited_room_the_line_is_said_once_a_day_and_only_when_addressed(house: SmallHouse) -> None:
    assert await house.heard("ping", room=ROOM, addressed=False) is None
    told = await house.tell("ping", room=ROOM)
    assert (words(told.to_room), told.to_person) == (PRIVATE_LINE, None)
    assert [await house.heard("ping", who, room=ROOM) for who in (ADA, BOB)] == [None, None]
    assert await house.heard("ping", room="-200") == PRIVATE_LINE
    house.clock.advance(hours=24)
    assert await house.heard("ping", BOB, room=ROOM) == PRIVATE_LINE


async def test_who_never_spoke_to_us_is_not_remembered(house: SmallHouse) -> None:
    await house.invited(ROOM)
    assert await house.heard("good morning all", BOB, room=ROOM, addressed=False, update_id="7") is None
    assert await house.known() == 1


async def test_in_an_invited_room_everybody_may_read_what_is_public(house: SmallHouse) -> None:
    await house.invited(ROOM)
    assert await house.heard("ping", BOB, room=ROOM) == "pong"


@pytest.mark.parametrize("line", ["note", "mine", "boss", "settings language de", "privacy delete", "confirm d1"])
async def test_in_an_invited_room_a_guest_may_do_nothing_else(house: SmallHouse, line: str) -> None:
    await house.invited(ROOM)
    told = await house.tell(line, BOB, room=ROOM)
    assert (words(told.to_room), told.to_person) == (READS_ONLY, None)
    assert told.to_room is not None
    assert told.to_room.error is not None
    assert told.to_room.error.kind == "not-allowed"
    assert house.doings.noted == []


async def test_a_guest_who_talks_nonsense_in_a_room_is_helped_like_anybody(house: SmallHouse) -> None:
    await house.invited(ROOM)
    assert "this was no question I know" in (await house.heard("blah blah blah", BOB, room=ROOM) or "")


async def test_a_room_that_a_stranger_brought_us_to_is_not_invited(house: SmallHouse) -> None:
    assert await house.door.brought(ROOM, BOB, "telegram") is None
    assert await house.heard("ping", ADA, room=ROOM) == PRIVATE_LINE


async def test_an_invited_room_is_greeted_and_stays_invited_when_it_moves(house: SmallHouse) -> None:
    await house.met(ADA, Role.MEMBER)
    greeting = await house.door.brought(ROOM, ADA, "telegram")
    assert greeting is not None
    assert greeting.blocks[0].text == "SIMULATED"  # type: ignore[union-attr]
    assert "Everybody in this room may ask" in (words(greeting) or "")
    await house.door.moved("telegram", ROOM, "-1001")
    assert await house.heard("ping", BOB, room="-1001") == "pong"


async def test_what_is_the_owners_is_for_the_owner(house: SmallHouse) -> None:
    await house.met(ADA, Role.MEMBER)
    assert await house.heard("boss") == "Only the owner can do that."
    assert house.doings.noted == []
    assert await house.heard("boss", OWNER) == "bossed"


@pytest.mark.parametrize("text", ["ping", "start", "K7QFM-2M9PX", "🦊"])
@pytest.mark.parametrize("where", [None, ROOM])
async def test_the_blocked_get_nothing_anywhere(house: SmallHouse, text: str, where: str | None) -> None:
    await house.invited(ROOM)
    await house.met(BOB, Role.BLOCKED)
    assert await house.tell(text, BOB, room=where) == Told()


async def test_open_access_lets_all_in_until_it_is_closed(database: Database) -> None:
    house = SmallHouse(database, access_open=True)
    assert await house.heard("ping") == "pong"
    assert await replace(house, access_open=False).heard("ping") == PRIVATE_LINE


async def test_who_the_shell_speaks_for_is_let_in_for_that_ask_only(house: SmallHouse) -> None:
    assert await house.heard("ping", trusted=True) == "pong"
    assert await house.heard("ping") == PRIVATE_LINE


# ---- codes


@pytest.mark.parametrize("form", ["{}", "/start {}", "start {}", "/start@candlewick_bot {}", " {} "])
async def test_a_code_is_taken_however_it_comes(house: SmallHouse, form: str) -> None:
    code = await house.register.make_code(CodePurpose.OWNER, by=None)
    assert (await house.heard(form.format(code)) or "").startswith("You are the owner.")
    assert await house.heard("boss") == "bossed"


async def test_an_invite_lets_in(house: SmallHouse) -> None:
    code = await house.register.make_code(CodePurpose.INVITE, by=None)
    assert (await house.heard(f"/start {code}") or "").startswith("You are in.")
    assert await house.heard("ping") == "pong"


async def test_a_wrong_a_used_and_an_expired_code_answer_alike(house: SmallHouse) -> None:
    code = await house.register.make_code(CodePurpose.OWNER, by=None)
    wrong = await house.tell("22222-22222", BOB)
    await house.heard(code)
    used = await house.tell(code, BOB)
    expired = await house.register.make_code(CodePurpose.INVITE, by=None)
    house.clock.advance(days=8)
    late = await house.tell(expired, BOB)
    answers = {words(told.to_person) for told in (wrong, used, late)}
    assert answers == {"That code is unknown, used up or expired. Example: /start K7QFM-2M9PX"}
    assert {told.to_person.error.kind for told in (wrong, used, late) if told.to_person and told.to_person.error} == {
        "unknown-name"
    }


async def test_a_code_said_in_a_room_opens_nothing_there(house: SmallHouse) -> None:
    await house.invited(ROOM)
    code = await house.register.make_code(CodePurpose.OWNER, by=None)
    assert "You are the owner" not in (await house.heard(code, BOB, room=ROOM) or "")
    assert await house.heard("boss", BOB, room=ROOM) == READS_ONLY


async def test_guesses_are_answered_no_faster_than_the_pace(house: SmallHouse) -> None:
    answers = [await house.heard(f"222{n}-22222") for n in range(10, 30)]
    assert [answer is not None for answer in answers] == [True] * 10 + [False] * 10


# ---- pace


async def test_who_is_too_fast_is_told_once(house: SmallHouse) -> None:
    await house.met(ADA, Role.MEMBER)
    answers = [await house.heard("ping") for _ in range(13)]
    assert answers[:10] == ["pong"] * 10
    assert (answers[10] or "").startswith("That is more than I answer in a minute.")
    assert answers[11:] == [None, None]
    house.clock.advance(3)
    assert await house.heard("ping") == "pong"


@pytest.mark.parametrize("trusted", [True, False])
async def test_the_owner_and_who_has_the_shell_may_be_fast(house: SmallHouse, trusted: bool) -> None:
    who = ADA if trusted else OWNER
    assert [await house.heard("ping", who, trusted=trusted) for _ in range(40)] == ["pong"] * 40
