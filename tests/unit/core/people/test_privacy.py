"""core.people.privacy — what is kept of a person can be seen, taken along and erased, all of it."""

import json
import re
from datetime import date, time, timedelta

import pytest

from adapters.chance import SeededChance
from adapters.storage.engine import Database
from bot.speaking.say import LANGUAGES, Say
from core.delivery.model import Digest, NewNotice, NoticeState
from core.delivery.quiet import QuietHours
from core.delivery.sink_model import Claim, Sink
from core.people import lately
from core.people.links import Link
from core.people.model import CodePurpose, Identity, Person, Preferences, Role, Turn
from core.people.privacy import ALERTS_KEPT, DELIVERY_KEPT, MARKET_KEPT, PEOPLE_KEPT, Privacy
from core.people.register import AccessPolicy, Register
from core.people.welcome import Step, Welcome
from tests.databases import somebody
from tests.fakes.alerts import a_due, a_new_rule
from tests.fakes.clock import NOON, ManualClock

MINUTE = timedelta(minutes=1)


@pytest.fixture
def privacy(database: Database) -> Privacy:
    return Privacy(database, ManualClock(), (*PEOPLE_KEPT, *MARKET_KEPT, *ALERTS_KEPT, *DELIVERY_KEPT))


async def lived_in(database: Database, external_id: str) -> Person:
    """Return a person of whom there is something everywhere."""
    person = await somebody(database, external_id)
    async with database.begin() as work:
        await work.drafts.add(person.id, "privacy", '{"delete": true}', NOON, NOON + MINUTE)
        shown_to = Identity("telegram", external_id)
        await work.links.keep(Link(person.id, "hashed", shown_to, NOON, NOON + MINUTE, Identity("discord", "9"), "Eve"))
        await work.undos.keep(person.id, f"telegram {external_id}", "watch remove arb", NOON + MINUTE)
        await work.watchlists.add(person.id, ["bitcoin", "ethereum"])
        notice = NewNotice(f"stopped {person.id}", "data-stopped", "{}", NOON, NOON, person_id=person.id)
        await work.outbox.put(notice)
        await work.quiet.keep(person.id, QuietHours(time(23), time(7)))
        await work.digests.keep(Digest(person.id, time(8), True, ("watch",), NOON, date(2026, 1, 1), NOON))
        await work.rooms.set_fallback(person.id, (await work.rooms.add("telegram", "-100", invited=True)).id)
        await work.asides.add(person.id, "undelivered", "{}", NOON)
        await work.sinks.keep(Sink(person.id, "email", f"ada{external_id}@example.com", NOON))
        await work.sinks.keep_claim(Claim(person.id, "sms", "+4915112345678", "hashed", NOON + MINUTE, 5))
        rule = await work.rules.add(a_new_rule(person_id=person.id))
        await work.rules.record(rule, a_due(rule))
        await work.rules.keep_listed(person.id, None, [rule.id])
        await work.turns.keep([Turn(person.id, 0, "price", "{}", NOON)])
        await work.answers.keep({f"telegram {person.id}/7": Turn(person.id, 0, "price", "{}", NOON)}, NOON, 9)
        await work.welcomes.keep(Welcome(person.id, frozenset({Step.LANGUAGE}), Step.ZONE, NOON, "pt-BR"))
        await work.audit.append(NOON, person.id, "role", f"person {person.id}", "member")
        await lately.say_once(work.memory, lately.of_person("stranger", person.id), NOON, NOON + 60 * MINUTE)
        await work.commit()
    return person


async def test_what_is_kept_is_counted_in_words_of_every_language(database: Database, privacy: Privacy) -> None:
    ada = await lived_in(database, "1")
    counts = await privacy.counts(ada.id)
    assert counts == {
        "kept-identities": 1,
        "kept-fallback": 1,
        "kept-drafts": 1,
        "kept-undos": 1,
        "kept-link": 1,
        "kept-counters": 2,
        "kept-turns": 2,
        "kept-welcome": 1,
        "kept-audit": 1,
        "kept-watchlist": 2,
        "kept-firings": 1,
        "kept-rules": 1,
        "kept-rule-lists": 1,
        "kept-notices": 1,
        "kept-quiet": 1,
        "kept-digest": 1,
        "kept-asides": 1,
        "kept-sinks": 2,
        "kept-person": 1,
    }
    for language in LANGUAGES:
        assert all(Say(language, "UTC", NOON).has(key) for key in counts)


async def test_the_export_holds_every_row_of_the_person_and_of_nobody_else(
    database: Database, privacy: Privacy
) -> None:
    ada, bob = await lived_in(database, "1"), await lived_in(database, "2")
    exported = json.loads(json.dumps(await privacy.export(ada.id)))
    assert {table: len(rows) for table, rows in exported.items()} == {
        "identities": 1,
        "fallbacks": 1,
        "links": 1,
        "drafts": 1,
        "undos": 1,
        "draft_counters": 1,
        "turns": 1,
        "answers": 1,
        "audit": 1,
        "watchlists": 2,
        "firings": 1,
        "rules": 1,
        "rule_counters": 1,
        "welcomes": 1,
        "rule_lists": 1,
        "notices": 1,
        "quiet_hours": 1,
        "digests": 1,
        "asides": 1,
        "sinks": 1,
        "sink_claims": 1,
        "people": 1,
    }
    assert "Ada 2" not in json.dumps(exported)
    assert await privacy.export(bob.id) != await privacy.export(ada.id)


async def test_times_in_the_export_are_readable(database: Database, privacy: Privacy) -> None:
    exported = await privacy.export((await lived_in(database, "1")).id)
    times = [v for rows in exported.values() for row in rows for name, v in row.items() if name.endswith("at") and v]
    assert len(times) >= 6
    assert [time for time in times if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", str(time))] == []


async def test_erasing_leaves_nothing_but_bare_numbers_in_the_audit(database: Database, privacy: Privacy) -> None:
    ada, bob = await lived_in(database, "1"), await lived_in(database, "2")
    before = await privacy.export(bob.id)
    gone = await privacy.erase(ada)
    assert gone == {
        "identities": 1,
        "fallbacks": 1,
        "links": 1,
        "drafts": 1,
        "undos": 1,
        "draft_counters": 1,
        "turns": 1,
        "answers": 1,
        "audit": 0,
        "watchlists": 2,
        "firings": 1,
        "rules": 1,
        "rule_counters": 1,
        "welcomes": 1,
        "rule_lists": 1,
        "notices": 1,
        "quiet_hours": 1,
        "digests": 1,
        "asides": 1,
        "sinks": 1,
        "sink_claims": 1,
        "people": 1,
    }
    assert {key for key, many in (await privacy.counts(ada.id)).items() if many} == {"kept-audit"}
    assert await privacy.export(bob.id) == before
    async with database.reading() as work:
        entries = await work.audit.entries()
        said = await work.memory.recall("said-lately")
        assert await work.audit.first_broken() is None
    assert (entries[-1].person_id, entries[-1].action, entries[-1].subject) == (None, "erasure", f"person {ada.id}")
    assert "Ada" not in repr(entries)
    assert said is not None
    assert list(json.loads(said)) == [lately.of_person("stranger", bob.id)]


async def test_a_notice_in_flight_goes_with_its_person_and_is_marked_by_nobody(
    database: Database, privacy: Privacy
) -> None:
    ada = await lived_in(database, "1")
    async with database.begin() as work:
        (leased,) = await work.outbox.claim(NOON, NOON, NOON + MINUTE, 10)
        await work.commit()
    assert leased.state is NoticeState.LEASED
    await privacy.erase(ada)
    async with database.begin() as work:
        assert not await work.outbox.mark_sent(leased, "1", NOON)
        await work.commit()
    async with database.reading() as work:
        assert await work.outbox.find(leased.key) is None


async def test_erasing_twice_erases_once(database: Database, privacy: Privacy) -> None:
    ada = await lived_in(database, "1")
    await privacy.erase(ada)
    assert set((await privacy.erase(ada)).values()) == {0}


async def test_who_comes_back_is_somebody_new(database: Database, privacy: Privacy) -> None:
    ada = await lived_in(database, "1")
    await privacy.erase(ada)
    register = Register(database, ManualClock(), SeededChance(1), AccessPolicy())
    again = await register.welcome(Identity("telegram", "1"), "Ada", Preferences(), trusted=False)
    assert again.role is Role.STRANGER
    assert again.id > ada.id
    assert (await privacy.counts(again.id))["kept-audit"] == 0


async def test_when_the_last_owner_goes_a_new_owner_code_makes_another(database: Database, privacy: Privacy) -> None:
    register = Register(database, ManualClock(), SeededChance(1), AccessPolicy())
    owner = await register.set_role(await somebody(database, "1"), Role.OWNER, by=None)
    await privacy.erase(owner)
    async with database.reading() as work:
        assert await work.people.with_role(Role.OWNER) == ()
    bob = await somebody(database, "2")
    assert await register.claim(bob, await register.make_code(CodePurpose.OWNER, by=None)) is CodePurpose.OWNER
