"""Codes that join doors: where they may be typed, by whom, and where they end."""

import pytest

from bot.commands import COMMANDS
from bot.forms import Forms
from bot.ports import Heard
from core.people.model import CodePurpose, Identity, Role
from core.people.register import WRONG_TRIES
from tests.fakes.bot import ADA, ROOM, Bot, bot, let_in, words

__all__ = ["bot"]

DESK, EVE = Identity("discord", "3003"), Identity("telegram", "666")
FOREIGN_ROOM = "-200"
ASKED = "I asked on Telegram whether that is you."


async def shown(bot: Bot) -> str:
    return (await bot.heard("link", ADA)).partition("link ")[2].split()[0]


async def test_a_form_takes_the_code_of_somebody_whom_nobody_let_in(bot: Bot) -> None:
    line = Forms(COMMANDS).line("link", {"code": await shown(bot)})
    assert ASKED in await bot.heard(line, DESK)


@pytest.mark.parametrize("line", ["{code}", "link {code}", "/start {code}", "/link code={code}", "look: {code}!"])
@pytest.mark.parametrize("room", [ROOM, FOREIGN_ROOM])
@pytest.mark.parametrize("writer", [ADA, EVE])
async def test_a_code_that_is_written_in_a_room_opens_nothing_any_more(
    bot: Bot, line: str, room: str, writer: Identity
) -> None:
    code = await shown(bot)
    await bot.tell(line.format(code=code), writer, room)
    assert "unknown, used up or expired" in await bot.heard(f"link {code}", DESK)


async def test_it_ends_as_well_where_it_was_not_meant_for_us(bot: Bot) -> None:
    code = await shown(bot)
    told = await bot.application.door.hear(Heard(f"look: {code}", EVE, room=ROOM, addressed=False))
    assert (told.to_room, told.to_person) == (None, None)
    assert "unknown, used up or expired" in await bot.heard(f"link {code}", DESK)


async def test_who_types_one_in_a_room_is_told_that_it_is_spent(bot: Bot) -> None:
    assert "opens nothing any more" in await bot.heard(f"link {await shown(bot)}", ADA, ROOM)


async def test_other_words_in_a_room_end_no_code(bot: Bot) -> None:
    code = await shown(bot)
    for line in ("price btc", "link", "link K7QFM-2M9PX", "ABCDE-FGHJK"):
        await bot.tell(line, ADA, ROOM)
    assert ASKED in await bot.heard(f"link {code}", DESK)


async def asked(bot: Bot) -> None:
    await bot.heard(f"link {await shown(bot)}", DESK)


@pytest.mark.parametrize("line", ["that's me", "Yes, it's me!", "ja, das bin ich", "sí, soy yo", "sim, sou eu"])
async def test_who_says_that_it_was_them_is_joined(bot: Bot, line: str) -> None:
    await asked(bot)
    assert "you are the same person there and here" in await bot.heard(line, ADA)
    assert await bot.person(DESK) == await bot.person(ADA)


@pytest.mark.parametrize("line", ["no", "That's not me", "nein, das war ich nicht", "no soy yo", "não sou eu"])
async def test_who_says_that_it_was_not_has_joined_nobody(bot: Bot, line: str) -> None:
    await asked(bot)
    assert "Nobody was linked" in await bot.heard(line, ADA)
    assert "No code of yours waits" in await bot.heard("link yes", ADA)


@pytest.mark.parametrize("line", ["yes", "ja", "that's me and eve"])
async def test_other_words_join_nobody(bot: Bot, line: str) -> None:
    await asked(bot)
    await bot.heard(line, ADA)
    assert await bot.person(DESK) != await bot.person(ADA)


async def test_where_nobody_was_asked_the_same_words_say_nothing(bot: Bot) -> None:
    assert "this was no question I know" in await bot.heard("that's me", ADA)
    assert "Nothing was waiting" in await bot.heard("no", ADA)


async def test_at_another_door_one_reads_where_to_answer_and_may_say_no(bot: Bot) -> None:
    await asked(bot)
    await bot.heard("that's me", ADA)
    phone = Identity("telegram", "77")
    await bot.heard(f"link {await shown(bot)}", phone)
    told = (await bot.tell("link", DESK)).to_person
    assert told is not None
    assert "Yes counts in the private chat on Telegram" in words(told)
    assert [button.label for button in told.buttons] == ["No"]
    assert "Nobody was linked" in await bot.heard(told.buttons[0].sends, DESK)


async def test_who_left_is_called_again_by_their_own_name(bot: Bot) -> None:
    await asked(bot)
    await bot.heard("that's me", ADA)
    await bot.heard("unlink", DESK)
    for who in (ADA, DESK):
        await bot.heard("help", who)
        person = await bot.application.register.find(who)
        assert person is not None
        assert person.name == f"name of {who.external_id}"


@pytest.mark.parametrize("line", ["{code}", " {code} ", "/start {code}", "`{code}`"])
async def test_somebody_known_may_type_the_code_alone(bot: Bot, line: str) -> None:
    await let_in(bot, DESK)
    assert ASKED in await bot.heard(line.format(code=await shown(bot)), DESK)
    assert await bot.person(DESK) != await bot.person(ADA)
    await bot.heard("that's me", ADA)
    assert await bot.person(DESK) == await bot.person(ADA)


async def test_ones_own_code_alone_joins_nobody_and_says_where_it_belongs(bot: Bot) -> None:
    code = await shown(bot)
    assert await bot.heard(code, ADA) == await bot.heard(f"link {code}", ADA)


async def test_a_code_alone_and_one_behind_the_word_share_their_tries(bot: Bot) -> None:
    await let_in(bot, DESK)
    for line in ("K7QFM-2M9PX", "link K7QFM-2M9PY", "K7QFM-2M9PZ", "link K7QFM-2M9QA", "K7QFM-2M9QB"):
        assert "unknown, used up or expired" in await bot.heard(line, DESK)
    code = await shown(bot)
    for line in (code, f"link {code}"):
        assert ASKED not in await bot.heard(line, DESK)


async def test_a_code_alone_still_wears_out_the_owner_code(bot: Bot) -> None:
    owner_code = await bot.application.register.make_code(CodePurpose.OWNER, None)
    for _ in range(WRONG_TRIES):
        await bot.heard("K7QFM-2M9PX", ADA)
    await bot.heard(owner_code, ADA)
    found = await bot.application.register.find(ADA)
    assert found is not None
    assert found.role is Role.MEMBER


async def test_an_invite_typed_alone_is_an_invite(bot: Bot) -> None:
    await let_in(bot, DESK)
    invite = await bot.application.register.make_code(CodePurpose.INVITE, None)
    assert ASKED not in await bot.heard(invite, DESK)
    assert "unknown, used up or expired" in await bot.heard(invite, DESK)


async def test_whom_nobody_let_in_says_the_word_with_it(bot: Bot) -> None:
    code = await shown(bot)
    assert ASKED not in await bot.heard(code, DESK)
    assert ASKED in await bot.heard(f"link {code}", DESK)
