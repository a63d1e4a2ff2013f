"""Joining doors: what opens, for whom, how often and how long; and what becomes of who joins."""

from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.assemble.linking import REGISTER
from adapters.storage.engine import Database
from core.delivery import allowance
from core.delivery.link_notices import LINK_ASKED, LINK_REFUSED, LINKED, UNLINKED
from core.delivery.linking import CODE_LIFE, TYPED, WITHIN
from core.delivery.sink_model import Sink
from core.delivery.sinks import bound_to
from core.kernel.errors import NotAllowed, OverBudget, UnknownName
from core.people.model import Identity, Person, Preferences, Role
from tests.databases import NOON
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


async def test_whom_nobody_let_in_is_in_with_who_they_join(doors: Doors) -> None:
    ada, stranger = await doors.met(PHONE), await doors.met(DESK, Role.STRANGER)
    assert (await doors.joined(ada, stranger)).role is Role.MEMBER
    fresh = await doors.linking.leave(ada, PHONE, DESK)
    # As before: nobody is let in by way of somebody else's account.
    assert fresh.role is Role.STRANGER


@pytest.mark.parametrize("blocked", ["first", "second"])
async def test_the_blocked_join_nobody_and_nobody_joins_them(doors: Doors, blocked: str) -> None:
    ada, again = await doors.met(PHONE), await doors.met(DESK)
    code = (await doors.linking.show(ada, PHONE)).code
    await doors.met(PHONE if blocked == "first" else DESK, Role.BLOCKED)
    with pytest.raises(UnknownName):
        await doors.linking.typed(again, DESK, code)


async def test_a_kill_before_the_end_changes_nothing_at_all(doors: Doors) -> None:
    ada, again = await doors.met(PHONE), await doors.met(DESK)
    async with doors.database.begin() as work:
        await work.watchlists.add(again.id, ["bitcoin"])
        await work.commit()
    await doors.linking.typed(again, DESK, (await doors.linking.show(ada, PHONE)).code)
    doors.fails = True
    with pytest.raises(RuntimeError):
        await doors.linking.confirm(ada, PHONE, None)
    async with doors.database.reading() as work:
        assert await work.watchlists.of(again.id) == ("bitcoin",)
        assert await work.watchlists.of(ada.id) == ()
    assert await doors.at(DESK) == again
    doors.fails = False
    assert (await doors.linking.confirm(ada, PHONE, None)).coins == 1
    assert await doors.at(DESK) == ada


async def test_a_door_that_leaves_begins_anew_and_the_others_keep_all(doors: Doors) -> None:
    ada = await doors.joined(await doors.met(PHONE), await doors.met(DESK))
    async with doors.database.begin() as work:
        await work.watchlists.add(ada.id, ["bitcoin"])
        preferences = replace(ada.preferences, language="de", currency="EUR", alerts="discord")
        await work.people.set_preferences(ada.id, preferences)
        await work.commit()
    fresh = await doors.linking.leave(ada, DESK, DESK)
    assert (fresh.role, fresh.preferences) == (Role.MEMBER, Preferences(language="de"))
    stays = await doors.at(PHONE)
    assert stays is not None
    assert (stays.id, stays.preferences.alerts) == (ada.id, "any")
    async with doors.database.reading() as work:
        assert await work.watchlists.of(ada.id) == ("bitcoin",)
        assert await work.watchlists.of(fresh.id) == ()
    assert [(n.kind, n.door) for n in await doors.notices(ada) if n.kind == UNLINKED] == [(UNLINKED, "telegram")]
    for identity, person in ((PHONE, ada), (DESK, fresh), (EVES, ada)):
        with pytest.raises(NotAllowed, match="link-only-door"):
            await doors.linking.leave(person, identity, identity)


async def test_an_owner_who_is_one_no_more_leaves_no_owner_behind(doors: Doors) -> None:
    owner = await doors.joined(await doors.met(PHONE, Role.OWNER), await doors.met(DESK, Role.OWNER))
    assert (await doors.linking.leave(owner, PHONE, DESK)).role is Role.OWNER
    owner = await doors.joined(await doors.met(PHONE, Role.OWNER), await doors.met(DESK, Role.OWNER))
    await doors.met(PHONE, Role.MEMBER)
    assert (await doors.linking.leave(owner, PHONE, DESK)).role is Role.MEMBER


async def test_sealed_secrets_open_for_their_new_person(doors: Doors) -> None:
    ada, again = await doors.met(PHONE), await doors.met(DESK)
    address = "https://example.com/hook"
    sealed = await doors.vault.seal("s3cret", bound_to(again.id, "webhook", address))
    async with doors.database.begin() as work:
        await work.people.link(again.id, Identity("webhook", address), NOON)
        await work.sinks.keep(Sink(again.id, "webhook", address, NOON, ("alert",), sealed))
        await work.commit()
    await doors.joined(ada, again)
    assert await doors.sinks.secret_of(Identity("webhook", address)) == "s3cret"


async def test_of_two_addresses_of_a_kind_the_showers_stays_and_the_other_is_nobodys(doors: Doors) -> None:
    ada, again = await doors.met(PHONE), await doors.met(DESK)
    async with doors.database.begin() as work:
        for person, address in ((ada, "a@example.com"), (again, "b@example.com")):
            await work.people.link(person.id, Identity("email", address), NOON)
            await work.sinks.keep(Sink(person.id, "email", address, NOON))
        await work.commit()
    await doors.joined(ada, again)
    assert await doors.at(Identity("email", "a@example.com")) == ada
    assert await doors.at(Identity("email", "b@example.com")) is None
    assert set(await doors.linking.doors(ada)) == {PHONE, DESK}


async def test_what_was_told_of_a_silence_is_told_of_its_end(doors: Doors) -> None:
    ada, again = await doors.met(PHONE), await doors.met(DESK)
    async with doors.database.begin() as work:
        kept = f'{{"btc": ["x", [[{again.id}, null], [{ada.id}, 7]]], "eth": ["y", []]}}'
        await work.memory.keep("alerts-silent", kept)
        await work.commit()
    await doors.joined(ada, again)
    async with doors.database.reading() as work:
        assert await work.memory.recall("alerts-silent") == (
            f'{{"btc": ["x", [[{ada.id}, 7], [{ada.id}, null]]], "eth": ["y", []]}}'
        )


async def test_a_code_that_was_written_where_others_read_it_opens_nothing(doors: Doors) -> None:
    ada, again = await doors.met(PHONE), await doors.met(DESK)
    code = (await doors.linking.show(ada, PHONE)).code
    await doors.linking.burn("22222-22222")
    await doors.linking.burn(code)
    with pytest.raises(UnknownName):
        await doors.linking.typed(again, DESK, code)
    assert timedelta(minutes=5) == CODE_LIFE


async def wrong_codes(doors: Doors, person: Person, identity: Identity) -> int:
    """Return how many wrong codes somebody may still type."""
    for typed in range(TYPED + 1):
        try:
            await doors.linking.typed(person, identity, "22222-22222")
        except UnknownName:
            continue
        except OverBudget:
            return typed
    raise AssertionError("there is no end to it")


async def test_what_was_used_of_an_allowance_goes_along_and_is_not_new_after_leaving(doors: Doors) -> None:
    """Else a code could be guessed at for ever, by joining and leaving in turns."""
    ada, again = await doors.met(PHONE), await doors.met(DESK)
    for _ in range(3):
        with pytest.raises(UnknownName):
            await doors.linking.typed(again, DESK, "22222-22222")
    await doors.joined(ada, again)  # again's fourth
    assert await wrong_codes(doors, ada, PHONE) == TYPED - 4
    fresh = await doors.linking.leave(ada, PHONE, DESK)
    assert await wrong_codes(doors, fresh, DESK) == 0
    doors.clock.advance(WITHIN.total_seconds())
    assert await wrong_codes(doors, fresh, DESK) == TYPED


async def test_codes_that_were_sent_to_addresses_count_for_who_is_left(doors: Doors) -> None:
    ada, again = await doors.met(PHONE), await doors.met(DESK)
    most, _ = allowance.BY_PERSON
    async with doors.database.begin() as work:
        for i in range(most):
            await allowance.spend(work.memory, f"ada{i}@example.org", again.id, NOON)
        await work.commit()
    await doors.joined(ada, again)
    async with doors.database.begin() as work:
        with pytest.raises(OverBudget):
            await allowance.spend(work.memory, "another@example.org", ada.id, NOON)
