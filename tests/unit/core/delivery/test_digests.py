"""Digests: one for each local day, whatever clocks and processes do."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.bus import AsyncioBus
from adapters.storage.engine import Database
from core.delivery.digest_holders import OfPersons
from core.delivery.digests import DigestDesk, Part, Telling, day_due, next_at
from core.delivery.model import Digest, Priority, Where
from core.kernel.errors import Unavailable
from core.kernel.localtime import local_date
from core.people.model import Identity, Person, Preferences, Role
from tests.fakes.clock import NOON, ManualClock
from tests.fakes.delivery import person

BERLIN = "Europe/Berlin"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ZONES = ["UTC", BERLIN, "America/Sao_Paulo", "Australia/Lord_Howe", "Africa/Cairo", "Pacific/Apia"]
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def at(text: str, **other: object) -> Digest:
    plain = Digest(1, time.fromisoformat(text), False, ("watch",), LONG_AGO)
    return replace(plain, **other)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2026-01-05T06:59:59", date(2026, 1, 4)),
        ("2026-01-05T07:00", date(2026, 1, 5)),
        ("2026-01-05T18:59", date(2026, 1, 5)),
        # Too late for that day's.
        ("2026-01-05T19:00", None),
    ],
)
def test_a_digest_is_due_at_its_time_in_its_zone_and_for_half_a_day(now: str, day: date | None) -> None:
    late = timedelta(hours=12)
    found = day_due(at("08:00"), BERLIN, utc(now))
    assert found == (day if day is None or utc(now) - utc(f"{day}T07:00") < late else None)


def test_a_time_that_does_not_exist_or_exists_twice_makes_one_digest_that_day() -> None:
    spring = at("02:30", told_on=date(2026, 3, 28))
    assert day_due(spring, BERLIN, utc("2026-03-29T00:59:59")) is None
    assert day_due(spring, BERLIN, utc("2026-03-29T01:00")) == date(2026, 3, 29)
    autumn = at("02:30", told_on=date(2026, 10, 24))
    assert day_due(autumn, BERLIN, utc("2026-10-25T00:30")) == date(2026, 10, 25)
    told = replace(autumn, told_on=date(2026, 10, 25))
    # The second 02:30.
    assert day_due(told, BERLIN, utc("2026-10-25T01:30")) is None


def test_on_weekdays_only() -> None:
    weekdays = at("08:00", weekdays=True)
    # 3 January 2026 is a Saturday.
    due = [day_due(weekdays, "UTC", utc(f"2026-01-0{day}T08:00")) for day in (2, 3, 4, 5)]
    assert due == [date(2026, 1, 2), None, None, date(2026, 1, 5)]
    assert next_at(weekdays, "UTC", utc("2026-01-02T08:00")) == utc("2026-01-05T08:00")


def test_what_was_set_after_its_time_begins_with_the_next_day() -> None:
    late = at("08:00", set_at=utc("2026-01-05T09:00"))
    assert day_due(late, "UTC", utc("2026-01-05T10:00")) is None
    assert day_due(late, "UTC", utc("2026-01-06T08:00")) == date(2026, 1, 6)


def test_who_moves_west_does_not_get_the_same_day_twice() -> None:
    told = at("08:00", told_on=date(2026, 1, 5))
    assert day_due(told, "America/Sao_Paulo", utc("2026-01-05T11:00")) is None


@given(
    st.integers(0, 24 * 60 - 1),
    st.sampled_from(ZONES),
    st.integers(0, 600),
    st.lists(st.integers(1, 600), min_size=1, max_size=60),
)
def test_whenever_it_is_looked_each_day_has_one_digest_and_none_is_skipped(
    minute: int, zone: str, start: int, pauses: list[int]
) -> None:
    """Looked at every so many minutes, less than half a day apart, no day that has a digest goes without."""
    digest = at(f"{time(*divmod(minute, 60)):%H:%M}", set_at=LONG_AGO + start * DAY)
    now, told = digest.set_at, list[date]()
    for pause in pauses:
        expected = next_at(digest, zone, now)
        now += timedelta(minutes=pause)
        day = day_due(digest, zone, now)
        assert (day is not None) == (expected <= now)
        if day is not None:
            told.append(day)
            digest = replace(digest, told_on=day, told_at=now)
    assert told == sorted(set(told))
    assert all(later - earlier == DAY for earlier, later in pairwise(told))


class NoDefects:
    """Keeps what was reported."""

    def __init__(self) -> None:
        self.reported: list[str] = []

    async def report(self, where: Where, name: str, error: BaseException) -> None:
        self.reported.append(f"{where.value} {name} {type(error).__name__}")


def saying(**facts: object) -> Part[Person]:
    async def gather(whom: Person, since: datetime) -> Mapping[str, object]:
        return {**facts, "whom": whom.id}

    return gather


async def silent(whom: Person, since: datetime) -> Mapping[str, object]:
    raise Unavailable("kraken", "timeout")


async def broken(whom: Person, since: datetime) -> Mapping[str, object]:
    if whom.id == 1:
        raise KeyError("BTC")
    return {}


def desk(
    store: Database, clock: ManualClock, defects: NoDefects | None = None, **parts: Part[Person]
) -> DigestDesk[Person]:
    return DigestDesk(OfPersons(), parts, Telling(store, clock, AsyncioBus(), defects or NoDefects()))


async def written(store: Database, key: str) -> dict[str, object]:
    async with store.reading() as work:
        notice = await work.outbox.find(key)
    assert notice is not None
    assert (notice.kind, notice.priority, notice.night) == ("digest", Priority.DIGEST, True)
    facts: dict[str, object] = json.loads(notice.facts)
    return facts


async def test_what_is_due_is_written_once_also_after_a_restart(
    store: Database, ada: Person, clock: ManualClock
) -> None:
    await desk(store, clock).keep(ada.id, time(13), False, ("watch",))
    assert await desk(store, clock, watch=saying(n=1)).look() == 0
    clock.set(NOON + HOUR)
    assert [await desk(store, clock, watch=saying(n=1)).look() for _ in range(3)] == [1, 0, 0]
    facts = await written(store, f"digest:{ada.id}:2026-01-01")
    assert facts["parts"] == {"watch": {"n": 1, "whom": ada.id}}
    clock.set(NOON + HOUR + DAY)
    assert await desk(store, clock, watch=saying(n=2)).look() == 1
    facts = await written(store, f"digest:{ada.id}:2026-01-02")
    assert facts["since"] == int((NOON + HOUR).timestamp() * 1000)


async def test_a_digest_that_is_set_again_is_not_told_twice_a_day(
    store: Database, ada: Person, clock: ManualClock
) -> None:
    digests = desk(store, clock, watch=saying())
    await digests.keep(ada.id, time(13), False, ("watch",))
    clock.set(NOON + HOUR)
    assert await digests.look() == 1
    await digests.keep(ada.id, time(14), False, ("watch",))
    clock.set(NOON + 2 * HOUR)
    assert await digests.look() == 0


async def test_a_part_that_does_not_answer_hides_no_other(store: Database, ada: Person, clock: ManualClock) -> None:
    digests = desk(store, clock, watch=silent, market=saying(label="bullish"))
    facts = await digests.compose(ada, ("watch", "gone", "market"), NOON)
    assert facts["parts"] == {
        "watch": {"silent": "kraken", "reason": "timeout"},
        "market": {"label": "bullish", "whom": ada.id},
    }


async def test_one_that_cannot_be_composed_keeps_nobody_else_from_theirs(
    store: Database, ada: Person, bob: Person, clock: ManualClock
) -> None:
    defects = NoDefects()
    digests = desk(store, clock, defects, watch=broken)
    for whom in (ada, bob):
        await digests.keep(whom.id, time(13), False, ("watch",))
    clock.set(NOON + HOUR)
    assert await digests.look() == 1
    assert defects.reported == ["job digests KeyError"]
    await written(store, f"digest:{bob.id}:2026-01-01")


async def test_who_is_not_let_in_any_more_gets_none(store: Database, clock: ManualClock) -> None:
    mallory = await person(store, Identity("telegram", "9"), role=Role.BLOCKED)
    digests = desk(store, clock, watch=saying())
    await digests.keep(mallory.id, time(13), False, ("watch",))
    clock.set(NOON + HOUR)
    assert await digests.look() == 0


async def test_who_changes_their_mind_while_it_is_composed_is_heeded(
    store: Database, ada: Person, clock: ManualClock
) -> None:
    digests = desk(store, clock)

    async def stopping(whom: Person, since: datetime) -> Mapping[str, object]:
        await digests.end(whom.id)
        return {}

    await digests.keep(ada.id, time(13), False, ("watch",))
    clock.set(NOON + HOUR)
    assert await desk(store, clock, watch=stopping).look() == 0
    async with store.reading() as work:
        assert await work.outbox.find(f"digest:{ada.id}:2026-01-01") is None


async def test_the_zone_is_the_one_set_now(store: Database, ada: Person, clock: ManualClock) -> None:
    digests = desk(store, clock, watch=saying())
    await digests.keep(ada.id, time(14), False, ("watch",))
    async with store.begin() as work:
        await work.people.set_preferences(ada.id, Preferences(zone=BERLIN))
        await work.commit()
    clock.set(NOON + HOUR)
    assert await digests.look() == 1
    assert local_date(clock.now(), BERLIN) == date(2026, 1, 1)
