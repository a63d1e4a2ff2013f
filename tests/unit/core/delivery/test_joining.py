"""What becomes of who joins, and of a door that leaves."""

from dataclasses import replace

import pytest

from adapters.storage.engine import Database
from core.delivery import allowance
from core.delivery.link_notices import UNLINKED
from core.delivery.linking import TYPED, WITHIN
from core.delivery.sink_model import Sink
from core.delivery.sinks import bound_to
from core.kernel.errors import NotAllowed, OverBudget, UnknownName
from core.people.model import Identity, Person, Preferences, Role
from tests.databases import NOON
from tests.fakes.linking import DESK, EVES, PHONE, Doors


@pytest.fixture
def doors(store: Database) -> Doors:
    return Doors(store)


async def test_whom_nobody_let_in_is_in_with_who_they_join(doors: Doors) -> None:
    ada, stranger = await doors.met(PHONE), await doors.met(DESK, Role.STRANGER)
    assert (await doors.joined(ada, stranger)).role is Role.MEMBER
    fresh = await doors.linking.leave(ada, PHONE, DESK)
    # As before: nobody is let in by way of somebody else's account.
    assert fresh.role is Role.STRANGER


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
    # Whose name it was is not known, and neither is called by the other's.
    assert (fresh.name, (await doors.linking.doors(fresh))) == ("", [DESK])
    assert (fresh.role, fresh.preferences) == (Role.MEMBER, Preferences(language="de"))
    stays = await doors.at(PHONE)
    assert stays is not None
    assert (stays.id, stays.name, stays.preferences.alerts) == (ada.id, "", "any")
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
