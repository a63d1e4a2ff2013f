"""Addresses besides the chats: nothing but a code goes to one before its owner typed it, and nobody else can."""

from pathlib import Path

import pytest

from adapters.storage.engine import Database
from core.delivery.addresses import EMAIL, SMS, WEBHOOK
from core.delivery.model import Attempt, Outcome
from core.delivery.sinks import CODE_LIFE, REFUSALS_APART, SINK_GONE, SINK_REFUSED, TRIES
from core.kernel.errors import NotAllowed, OverBudget, Unavailable, UnknownName
from core.people.model import Identity, Person
from core.people.ports import Joins, Kept
from core.people.privacy import DELIVERY_KEPT
from tests.databases import NOON, address, database, migrated_file, migrated_postgres, somebody
from tests.fakes.sinks import ANA, HOOK, NUMBER, Desk, a_desk

__all__ = ["address", "database", "migrated_file", "migrated_postgres"]


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    return a_desk(database, tmp_path)


@pytest.fixture
async def ada(database: Database) -> Person:
    return await somebody(database, "1")


async def told_of_refusals(desk: Desk) -> list[tuple[int | None, str | None, str]]:
    """Return whom the next notice of a refusal is to, at which door, and its facts; it is sent then."""
    async with desk.database.begin() as work:
        claimed = await work.outbox.claim(desk.clock.now(), desk.clock.now(), desk.clock.now(), 10)
        for notice in claimed:
            await work.outbox.mark_sent(notice, None, desk.clock.now())
        await work.commit()
    return [(notice.person_id, notice.door, notice.facts) for notice in claimed if notice.kind == SINK_REFUSED]


async def test_an_address_is_its_owners_once_the_code_was_typed_and_not_before(desk: Desk, ada: Person) -> None:
    await desk.sinks.ask(ada, EMAIL, ANA)
    assert await desk.identities(ada) == set()
    sinks, claims = await desk.sinks.of(ada)
    assert (sinks, [claim.address for claim in claims]) == ((), [ANA])
    sink = await desk.sinks.prove(ada, desk.codes.last)
    assert (sink.door, sink.address, sink.proved_at) == (EMAIL, ANA, NOON)
    assert await desk.identities(ada) == {Identity(EMAIL, ANA)}
    assert await desk.sinks.of(ada) == ((sink,), [])


async def test_a_code_opens_once(desk: Desk, ada: Person) -> None:
    await desk.proved(ada, EMAIL, ANA)
    with pytest.raises(UnknownName):
        await desk.sinks.prove(ada, desk.codes.last)


async def test_a_code_is_over_after_ten_minutes(desk: Desk, ada: Person) -> None:
    await desk.sinks.ask(ada, EMAIL, ANA)
    desk.clock.advance(CODE_LIFE.total_seconds())
    with pytest.raises(UnknownName):
        await desk.sinks.prove(ada, desk.codes.last)
    assert await desk.sinks.of(ada) == ((), [])


async def test_after_a_few_wrong_tries_even_the_right_code_opens_nothing(desk: Desk, ada: Person) -> None:
    await desk.sinks.ask(ada, EMAIL, ANA)
    wrong = "000000" if desk.codes.last != "000000" else "111111"
    for _ in range(TRIES):
        with pytest.raises(UnknownName):
            await desk.sinks.prove(ada, wrong)
    with pytest.raises(UnknownName):
        await desk.sinks.prove(ada, desk.codes.last)
    assert await desk.identities(ada) == set()


async def test_wrong_tries_are_counted_though_the_mistake_leaves(desk: Desk, ada: Person) -> None:
    await desk.sinks.ask(ada, EMAIL, ANA)
    with pytest.raises(UnknownName):
        await desk.sinks.prove(ada, "")
    (claim,) = (await desk.sinks.of(ada))[1]
    assert claim.tries_left == TRIES - 1


async def test_another_person_s_code_opens_nothing(desk: Desk, ada: Person) -> None:
    bob = await somebody(desk.database, "2")
    await desk.sinks.ask(ada, EMAIL, ANA)
    with pytest.raises(UnknownName):
        await desk.sinks.prove(bob, desk.codes.last)
    assert await desk.identities(bob) == set()


async def test_a_new_address_ends_the_code_of_the_one_before(desk: Desk, ada: Person) -> None:
    await desk.sinks.ask(ada, EMAIL, ANA)
    first = desk.codes.last
    await desk.sinks.ask(ada, EMAIL, "bob@example.com")
    with pytest.raises(UnknownName):
        await desk.sinks.prove(ada, first)
    assert (await desk.sinks.prove(ada, desk.codes.last)).address == "bob@example.com"


async def test_the_old_address_is_kept_until_the_new_one_is_proved(desk: Desk, ada: Person) -> None:
    await desk.proved(ada, EMAIL, ANA)
    await desk.sinks.ask(ada, EMAIL, "other@example.com")
    assert await desk.identities(ada) == {Identity(EMAIL, ANA)}
    await desk.sinks.prove(ada, desk.codes.last)
    assert await desk.identities(ada) == {Identity(EMAIL, "other@example.com")}


async def test_an_address_is_one_person_s(desk: Desk, ada: Person) -> None:
    bob = await somebody(desk.database, "2")
    await desk.proved(ada, EMAIL, ANA)
    desk.clock.advance(minutes=1)
    await desk.sinks.ask(bob, EMAIL, ANA)
    with pytest.raises(NotAllowed):
        await desk.sinks.prove(bob, desk.codes.last)
    assert await desk.identities(ada) == {Identity(EMAIL, ANA)}


async def test_nobody_is_spammed_through_us(desk: Desk, ada: Person) -> None:
    bob = await somebody(desk.database, "2")
    for n in range(10):
        desk.clock.advance(minutes=1)
        try:
            await desk.sinks.ask((ada, bob)[n % 2], EMAIL, ANA)
        except OverBudget:
            continue
    assert len(desk.codes.sent) == 4


async def test_what_the_operator_has_not_set_up_is_not_sent(desk: Desk, ada: Person) -> None:
    desk.codes.doors = frozenset({EMAIL})
    with pytest.raises(NotAllowed) as refused:
        await desk.sinks.ask(ada, SMS, NUMBER)
    assert refused.value.what == "no-sms"
    assert desk.codes.sent == []


@pytest.mark.parametrize(
    ("outcome", "error"), [(Outcome.REFUSED, UnknownName), (Outcome.RETRY, Unavailable), (Outcome.UNCERTAIN, None)]
)
async def test_a_code_that_did_not_go_out_waits_for_nobody(
    desk: Desk, ada: Person, outcome: Outcome, error: type[Exception] | None
) -> None:
    desk.codes.attempt = Attempt(outcome)
    if error is None:
        await desk.sinks.ask(ada, EMAIL, ANA)
        assert len((await desk.sinks.of(ada))[1]) == 1
        return
    with pytest.raises(error):
        await desk.sinks.ask(ada, EMAIL, ANA)
    assert await desk.sinks.of(ada) == ((), [])


async def test_a_mistake_about_an_address_does_not_repeat_it(desk: Desk, ada: Person) -> None:
    desk.codes.attempt = Attempt(Outcome.REFUSED)
    with pytest.raises(UnknownName) as refused:
        await desk.sinks.ask(ada, WEBHOOK, HOOK)
    assert refused.value.given == "https://example.com/…"


async def test_a_webhook_s_secret_is_shown_once_and_kept_sealed(desk: Desk, ada: Person) -> None:
    asked = await desk.sinks.ask(ada, WEBHOOK, HOOK)
    assert asked.secret is not None
    assert len(asked.secret) >= 43
    assert desk.codes.sent == [(HOOK, desk.codes.last, asked.secret)]
    where = Identity(WEBHOOK, HOOK)
    assert await desk.sinks.secret_of(where) is None
    sink = await desk.sinks.prove(ada, desk.codes.last)
    assert asked.secret not in f"{sink}"
    assert await desk.sinks.secret_of(where) == asked.secret
    assert await desk.sinks.secret_of(Identity(WEBHOOK, HOOK + "2")) is None


async def test_no_code_is_kept_in_clear(desk: Desk, ada: Person) -> None:
    await desk.sinks.ask(ada, EMAIL, ANA)
    async with desk.database.reading() as work:
        rows = await work.personal.rows(ada.id, Kept("sink_claims", "person_id", "", Joins.DROP))
    assert desk.codes.last not in f"{rows}"


async def test_events_are_chosen_and_outlive_a_new_address(desk: Desk, ada: Person) -> None:
    with pytest.raises(UnknownName):
        await desk.sinks.choose(ada, ["price"])
    await desk.proved(ada, WEBHOOK, HOOK)
    assert (await desk.sinks.of(ada))[0][0].events == ("alert",)
    assert (await desk.sinks.choose(ada, ["sync", "price", "sync"])).events == ("price", "sync")
    await desk.proved(ada, WEBHOOK, HOOK + "2")
    assert (await desk.sinks.of(ada))[0][0].events == ("price", "sync")
    assert (await desk.sinks.choose(ada, ["none"])).events == ()


async def test_what_is_removed_is_reached_no_more(desk: Desk, ada: Person) -> None:
    await desk.proved(ada, EMAIL, ANA)
    await desk.sinks.ask(ada, SMS, NUMBER)
    assert await desk.sinks.remove(ada, EMAIL) is not None
    assert await desk.sinks.remove(ada, SMS) is not None
    assert await desk.sinks.remove(ada, WEBHOOK) is None
    assert await desk.identities(ada) == set()
    assert await desk.sinks.of(ada) == ((), [])


async def test_every_change_is_in_the_audit_and_no_address(desk: Desk, ada: Person) -> None:
    await desk.proved(ada, EMAIL, ANA)
    with pytest.raises(UnknownName):
        await desk.sinks.prove(ada, "000000")
    await desk.sinks.remove(ada, EMAIL)
    entries = await desk.audited()
    assert entries == [
        ("sink-code", "email", "sent"),
        ("sink", "email", "added"),
        ("sink-code", f"person {ada.id}", "wrong"),
        ("sink", "email", "removed"),
    ]
    assert ANA not in f"{entries}"


async def test_one_that_is_gone_is_removed_and_its_owner_told(desk: Desk, ada: Person) -> None:
    await desk.proved(ada, WEBHOOK, HOOK)
    for _ in range(2):
        await desk.sinks.gone(Identity(WEBHOOK, HOOK))
    assert await desk.identities(ada) == set()
    async with desk.database.begin() as work:
        (notice,) = await work.outbox.claim(NOON, desk.clock.now(), desk.clock.now(), 10)
    assert (notice.kind, notice.person_id, notice.door) == (SINK_GONE, ada.id, None)


async def test_one_that_refuses_is_kept_and_its_owner_told_once_a_day(desk: Desk, ada: Person) -> None:
    await desk.proved(ada, WEBHOOK, HOOK)
    for status in (404, 404, 400):
        await desk.sinks.refused(Identity(WEBHOOK, HOOK), status)
    assert await told_of_refusals(desk) == [(ada.id, None, '{"door": "webhook", "status": "404"}')]
    desk.clock.advance(REFUSALS_APART.total_seconds())
    await desk.sinks.refused(Identity(WEBHOOK, HOOK), 401)
    assert await told_of_refusals(desk) == [(ada.id, None, '{"door": "webhook", "status": "401"}')]
    assert await desk.identities(ada) == {Identity(WEBHOOK, HOOK)}
    assert [entry for entry in await desk.audited() if entry[2] == "refused"] == [("sink", "webhook", "refused")] * 2


async def test_one_that_nobody_proved_tells_nobody_that_it_refuses(desk: Desk, ada: Person) -> None:
    await desk.sinks.ask(ada, WEBHOOK, HOOK)
    await desk.sinks.refused(Identity(WEBHOOK, HOOK), 404)
    assert await told_of_refusals(desk) == []


async def test_all_of_it_goes_with_its_person(desk: Desk, ada: Person) -> None:
    await desk.proved(ada, WEBHOOK, HOOK)
    await desk.sinks.ask(ada, EMAIL, ANA)
    kept = [each for each in DELIVERY_KEPT if each.table in {"sinks", "sink_claims"}]
    async with desk.database.begin() as work:
        exported = [await work.personal.rows(ada.id, each) for each in kept]
        gone = [await work.personal.erase(ada.id, each) for each in kept]
        await work.commit()
    assert [rows[0]["address"] for rows in exported] == [HOOK, ANA]
    assert gone == [1, 1]
    assert await desk.sinks.of(ada) == ((), [])
