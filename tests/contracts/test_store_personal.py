"""core.people.ports.PersonalData, line by line, with the register that the product declares."""

import json
from datetime import time

import pytest

from adapters.storage.engine import Database
from core.delivery.model import Digest, NewNotice
from core.delivery.quiet import QuietHours
from core.delivery.sink_model import Claim, Sink
from core.people.links import Link
from core.people.model import Identity, Person, Preferences, Role, Turn
from core.people.ports import Joins, Kept
from core.people.privacy import ALERTS_KEPT, DELIVERY_KEPT, MARKET_KEPT, PEOPLE_KEPT, THE_PERSON
from core.people.welcome import Welcome
from tests.databases import MINUTE, NOON, somebody
from tests.fakes.alerts import a_due, a_new_rule

EVERYTHING = (*PEOPLE_KEPT, *MARKET_KEPT, *ALERTS_KEPT, *DELIVERY_KEPT, THE_PERSON)


async def lived_in(database: Database, external_id: str) -> Person:
    """Return a person of whom there is a row in every table."""
    person = await somebody(database, external_id)
    async with database.begin() as work:
        await work.drafts.add(person.id, "watch", "{}", NOON, NOON + MINUTE)
        await work.undos.keep(person.id, f"telegram {external_id}", "watch remove arb", NOON + MINUTE)
        turn = Turn(person.id, 0, "price", "{}", NOON)
        await work.turns.keep([turn])
        await work.answers.keep({f"telegram {external_id}/1": turn}, NOON, 9)
        await work.welcomes.keep(Welcome(person.id))
        await work.links.keep(Link(person.id, "0" * 64, Identity("telegram", external_id), NOON, NOON + MINUTE))
        await work.watchlists.add(person.id, ["bitcoin"])
        key = f"stopped {person.id}"
        await work.outbox.put(NewNotice(key, "data-stopped", "{}", NOON, NOON, person_id=person.id))
        await work.quiet.keep(person.id, QuietHours(time(23), time(7)))
        await work.digests.keep(Digest(person.id, time(8), False, ("watch",), NOON))
        await work.asides.add(person.id, "undelivered", "{}", NOON)
        await work.sinks.keep(Sink(person.id, "email", "ana@example.com", NOON))
        await work.sinks.keep_claim(Claim(person.id, "sms", "+4915112345678", "0" * 64, NOON + MINUTE, 5))
        room = await work.rooms.add("telegram", f"-{external_id}", True)
        await work.rooms.set_fallback(person.id, room.id)
        rule = await work.rules.add(a_new_rule(person_id=person.id))
        await work.rules.record(rule, a_due(rule))
        await work.rules.keep_listed(person.id, None, [rule.id])
        await work.audit.append(NOON, person.id, "role", f"person {person.id}", "done")
        await work.commit()
    return person


async def counts(database: Database, person: Person) -> dict[str, int]:
    async with database.reading() as work:
        return {kept.table: await work.personal.count(person.id, kept) for kept in EVERYTHING}


async def test_rows_are_counted_for_that_person_alone(database: Database) -> None:
    ada, bob = await lived_in(database, "1"), await somebody(database, "2")
    assert set((await counts(database, ada)).values()) == {1}
    assert {table for table, many in (await counts(database, bob)).items() if many} == {"people", "identities"}


async def test_rows_come_back_as_values_that_json_can_hold(database: Database) -> None:
    ada = await lived_in(database, "1")
    async with database.reading() as work:
        rows = {kept.table: await work.personal.rows(ada.id, kept) for kept in EVERYTHING}
    identity = {"door": "telegram", "external_id": "1", "person_id": ada.id, "linked_at": "2026-01-01T12:00:00Z"}
    assert json.loads(json.dumps(rows))["identities"] == [{**identity, "role_before": None}]
    assert rows["people"][0]["name"] == "Ada 1"


async def test_erasing_takes_that_persons_rows_and_no_others(database: Database) -> None:
    ada, bob = await lived_in(database, "1"), await lived_in(database, "2")
    async with database.begin() as work:
        gone = {kept.table: await work.personal.erase(ada.id, kept) for kept in EVERYTHING}
        await work.commit()
    assert {table for table, many in gone.items() if many != 1} == {"audit"}
    assert {table for table, many in (await counts(database, ada)).items() if many} == {"audit"}
    assert set((await counts(database, bob)).values()) == {1}
    async with database.reading() as work:
        assert await work.audit.first_broken() is None


async def test_with_the_person_goes_all_that_points_to_them(database: Database) -> None:
    ada = await lived_in(database, "1")
    async with database.begin() as work:
        assert await work.personal.erase(ada.id, THE_PERSON) == 1
        await work.commit()
    assert {table for table, many in (await counts(database, ada)).items() if many} == {"audit"}


async def test_a_persons_number_is_never_given_again(database: Database) -> None:
    """The audit table keeps the bare number, which must not come to mean somebody else."""
    ada = await lived_in(database, "1")
    async with database.begin() as work:
        await work.personal.erase(ada.id, THE_PERSON)
        await work.commit()
    async with database.begin() as work:
        bob = await work.people.add(Identity("telegram", "2"), "Bob", Role.MEMBER, Preferences(), NOON)
    assert bob.id > ada.id


@pytest.mark.parametrize(
    "kept",
    [
        Kept("nowhere", "person_id", "k", Joins.MOVE),
        Kept("drafts", "owner", "k", Joins.MOVE),
        Kept("drafts", "person_id", "k", Joins.MOVE, erase="burn"),
    ],
)
async def test_a_declaration_that_fits_nothing_is_refused(database: Database, kept: Kept) -> None:
    async with database.reading() as work:
        with pytest.raises(LookupError):
            await work.personal.count(1, kept)
