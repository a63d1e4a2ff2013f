"""Joining doors: what opens, for whom, how often and how long; and who is told."""

import json
from datetime import timedelta

import pytest

from adapters.assemble.linking import REGISTER
from adapters.storage.engine import Database
from core.delivery.link_notices import LINK_ASKED, LINK_REFUSED, LINKED, UNLINKED
from core.delivery.linking import CODE_LIFE, TYPED
from core.delivery.model import ACCOUNT, NewNotice, called
from core.kernel.errors import NotAllowed, OverBudget, UnknownName
from core.people.model import Identity, Role
from tests.fakes.linking import DESK, EVES, PHONE, Doors


@pytest.fixture
def doors(store: Database) -> Doors:
    return Doors(store)


async def test_nobody_is_joined_before_who_was_shown_the_code_says_so(doors: Doors) -> None:
    ada, again = await doors.met(PHONE), await doors.met(DESK, name="Ada at her desk")
    code = (await doors.linking.show(ada, PHONE)).code
    link = await doors.linking.typed(again, DESK, code)
    assert await doors.at(DESK) == again
    (asked,) = await doors.notices(ada)
    assert (asked.kind, asked.door) == (LINK_ASKED, "telegram")
    assert "Ada at her desk" in asked.facts
    assert code not in asked.facts
    assert await doors.linking.waiting(ada) == link
    join = await doors.linking.confirm(ada, PHONE, link.mark)
    assert (join.door, await doors.at(DESK)) == ("discord", ada)
    kinds = {(notice.kind, notice.door) for notice in await doors.notices(ada)}
    assert (LINKED, "discord") in kinds
    assert doors.told == 2


async def test_the_code_is_kept_hashed_and_told_once(doors: Doors) -> None:
    ada = await doors.met(PHONE)
    code = (await doors.linking.show(ada, PHONE)).code
    async with doors.database.reading() as work:
        rows = [await work.personal.rows(ada.id, kept) for kept in REGISTER]
    assert code not in repr(rows)
    assert code.replace("-", "") not in repr(rows)


async def test_a_code_is_typed_within_five_minutes_and_once(doors: Doors) -> None:
    ada, again, eve = await doors.met(PHONE), await doors.met(DESK), await doors.met(EVES)
    old = (await doors.linking.show(ada, PHONE)).code
    doors.clock.advance(CODE_LIFE.total_seconds())
    fresh = (await doors.linking.show(ada, PHONE)).code
    newer = (await doors.linking.show(ada, PHONE)).code
    for code in (old, fresh, "22222-22222"):
        with pytest.raises(UnknownName, match="code"):
            await doors.linking.typed(again, DESK, code)
    doors.clock.advance(CODE_LIFE.total_seconds() - 1)
    await doors.linking.typed(again, DESK, newer)
    with pytest.raises(UnknownName, match="code"):
        await doors.linking.typed(eve, EVES, newer)
    # The word may take five minutes as well, and no longer.
    doors.clock.advance(CODE_LIFE.total_seconds())
    with pytest.raises(UnknownName, match="link"):
        await doors.linking.confirm(ada, PHONE, None)
    assert await doors.at(DESK) == again


async def test_whoever_types_too_many_wrong_codes_waits_for_an_hour(doors: Doors) -> None:
    ada, eve = await doors.met(PHONE), await doors.met(EVES)
    for _ in range(TYPED):
        with pytest.raises(UnknownName):
            await doors.linking.typed(eve, EVES, "22222-22222")
    code = (await doors.linking.show(ada, PHONE)).code
    with pytest.raises(OverBudget, match="link"):
        await doors.linking.typed(eve, EVES, code)
    assert await doors.linking.waiting(ada) is None
    doors.clock.advance(hours=1)
    with pytest.raises(UnknownName):
        await doors.linking.typed(eve, EVES, code)


async def test_nobody_is_shown_codes_without_end(doors: Doors) -> None:
    ada = await doors.met(PHONE)
    for _ in range(6):
        await doors.linking.show(ada, PHONE)
    with pytest.raises(OverBudget, match="link"):
        await doors.linking.show(ada, PHONE)


async def test_a_stolen_code_joins_nobody(doors: Doors) -> None:
    ada, eve = await doors.met(PHONE), await doors.met(EVES, name="Eve")
    link = await doors.linking.typed(eve, EVES, (await doors.linking.show(ada, PHONE)).code)
    with pytest.raises(UnknownName):
        await doors.linking.confirm(eve, EVES, link.mark)
    assert await doors.linking.refuse(ada, PHONE, link.mark) == link
    assert await doors.at(EVES) == eve
    (told,) = await doors.notices(eve)
    assert (told.kind, told.door) == (LINK_REFUSED, "discord")
    with pytest.raises(UnknownName):
        await doors.linking.confirm(ada, PHONE, link.mark)


async def test_the_same_code_from_the_same_account_is_the_same_question(doors: Doors) -> None:
    """As when the answer was lost, and the platform repeats what was said."""
    ada, again, eve = await doors.met(PHONE), await doors.met(DESK), await doors.met(EVES)
    code = (await doors.linking.show(ada, PHONE)).code
    links = [await doors.linking.typed(again, DESK, code) for _ in range(TYPED + 1)]
    assert len(set(links)) == 1
    assert [notice.kind for notice in await doors.notices(ada)] == [LINK_ASKED]
    with pytest.raises(UnknownName):
        await doors.linking.typed(eve, EVES, code)
    await doors.linking.refuse(ada, PHONE, None)
    with pytest.raises(UnknownName):
        await doors.linking.typed(again, DESK, code)


async def test_no_may_be_said_at_any_door_and_however_it_is_said_the_other_is_told(doors: Doors) -> None:
    ada = await doors.joined(await doors.met(PHONE), await doors.met(DESK))
    eve = await doors.met(EVES)
    await doors.linking.typed(eve, EVES, (await doors.linking.show(ada, PHONE)).code)
    await doors.linking.refuse(ada, DESK, None)
    doors.clock.advance(1)
    await doors.linking.typed(eve, EVES, (await doors.linking.show(ada, PHONE)).code)
    assert await doors.linking.cancel(ada)
    assert not await doors.linking.cancel(ada)
    assert [notice.kind for notice in await doors.notices(eve)] == [LINK_REFUSED] * 2


async def test_each_is_told_at_the_account_that_it_concerns(doors: Doors) -> None:
    """One person may have several accounts at one door."""
    ada = await doors.joined(await doors.met(PHONE), await doors.met(DESK))
    tablet = Identity("telegram", "2")
    link = await doors.linking.typed(await doors.met(tablet), tablet, (await doors.linking.show(ada, DESK)).code)
    await doors.linking.confirm(ada, DESK, link.mark)
    told = [notice for notice in await doors.notices(ada) if link.mark in notice.key]
    assert {notice.kind: _account(notice) for notice in told} == {LINK_ASKED: called(DESK), LINKED: called(tablet)}
    fresh = await doors.linking.leave(ada, PHONE, tablet)
    (left,) = [notice for notice in await doors.notices(fresh) if notice.kind == UNLINKED]
    assert _account(left) == called(tablet)
    (other,) = [notice for notice in await doors.notices(ada) if notice.kind == UNLINKED]
    assert _account(other) == called(DESK)


async def test_the_button_of_an_earlier_question_answers_no_later_one(doors: Doors) -> None:
    ada, again, eve = await doors.met(PHONE), await doors.met(DESK), await doors.met(EVES)
    first = await doors.linking.typed(again, DESK, (await doors.linking.show(ada, PHONE)).code)
    doors.clock.advance(1)
    await doors.linking.typed(eve, EVES, (await doors.linking.show(ada, PHONE)).code)
    with pytest.raises(UnknownName):
        await doors.linking.confirm(ada, PHONE, first.mark)
    assert await doors.at(EVES) == eve


async def test_the_word_counts_at_the_first_door_alone(doors: Doors) -> None:
    ada = await doors.joined(await doors.met(PHONE), await doors.met(DESK))
    eve = await doors.met(EVES)
    await doors.linking.typed(eve, EVES, (await doors.linking.show(ada, PHONE)).code)
    with pytest.raises(NotAllowed, match="link-first-door"):
        await doors.linking.confirm(ada, DESK, None)
    assert await doors.at(EVES) == eve


async def test_one_does_not_join_oneself_and_the_owner_joins_nobody(doors: Doors) -> None:
    ada, owner = await doors.met(PHONE), await doors.met(DESK, Role.OWNER)
    code = (await doors.linking.show(ada, PHONE)).code
    with pytest.raises(NotAllowed, match="link-self"):
        await doors.linking.typed(ada, PHONE, code)
    with pytest.raises(NotAllowed, match="link-owner"):
        await doors.linking.typed(owner, DESK, code)
    # The other way round, all are joined.
    await doors.linking.typed(ada, PHONE, (await doors.linking.show(owner, DESK)).code)
    await doors.linking.confirm(owner, DESK, None)
    assert await doors.at(PHONE) == owner


@pytest.mark.parametrize("blocked", ["first", "second"])
async def test_the_blocked_join_nobody_and_nobody_joins_them(doors: Doors, blocked: str) -> None:
    ada, again = await doors.met(PHONE), await doors.met(DESK)
    code = (await doors.linking.show(ada, PHONE)).code
    await doors.met(PHONE if blocked == "first" else DESK, Role.BLOCKED)
    with pytest.raises(UnknownName):
        await doors.linking.typed(again, DESK, code)


async def test_a_code_that_was_written_where_others_read_it_opens_nothing(doors: Doors) -> None:
    ada, again = await doors.met(PHONE), await doors.met(DESK)
    code = (await doors.linking.show(ada, PHONE)).code
    await doors.linking.burn({"22222-22222"})
    await doors.linking.burn({"33333-33333", code})
    with pytest.raises(UnknownName):
        await doors.linking.typed(again, DESK, code)
    assert timedelta(minutes=5) == CODE_LIFE


def _account(notice: NewNotice) -> str:
    account: str = json.loads(notice.facts)[ACCOUNT]
    return account
