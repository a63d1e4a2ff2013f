"""When the data stops and comes back the owners are told, once each."""

import json
from datetime import datetime, timedelta

import pytest

from adapters.storage.engine import Database
from core.delivery.model import Notice
from core.delivery.outage_notices import OutageNotices
from core.market.model import to_ms
from core.market.outage import DataBack, DataStopped
from core.people.model import Identity, Role
from tests.fakes.bus import HeardBus
from tests.fakes.clock import NOON, ManualClock
from tests.fakes.delivery import person

STALE_AFTER = timedelta(minutes=1)


class Venue:
    """Tells of when its newest price is; `stop` it and the price grows old."""

    def __init__(self, clock: ManualClock) -> None:
        self._clock = clock
        self._stopped_at: datetime | None = None

    def stop(self) -> None:
        self._stopped_at = self._clock.now()

    def go_on(self) -> None:
        self._stopped_at = None

    async def data_at(self) -> datetime | None:
        return self._stopped_at or self._clock.now()


@pytest.fixture
def venue(clock: ManualClock) -> Venue:
    return Venue(clock)


@pytest.fixture
def bus() -> HeardBus:
    return HeardBus()


@pytest.fixture
def notices(store: Database, venue: Venue, clock: ManualClock, bus: HeardBus) -> OutageNotices:
    return OutageNotices(store, venue.data_at, clock, STALE_AFTER, bus)


async def waiting(store: Database, *keys: str) -> list[Notice | None]:
    async with store.reading() as work:
        return [await work.outbox.find(key) for key in keys]


async def looks(notices: OutageNotices, clock: ManualClock, count: int) -> list[DataStopped | DataBack | None]:
    """Look every 30 seconds."""
    found = []
    for _ in range(count):
        clock.advance(seconds=30)
        found.append(await notices.look())
    return found


async def test_every_owner_is_told_that_the_data_stopped_and_since_when(
    store: Database, notices: OutageNotices, venue: Venue, clock: ManualClock
) -> None:
    owners = [await person(store, Identity("telegram", str(n))) for n in (1, 2)]
    member = await person(store, Identity("telegram", "3"), role=Role.MEMBER)
    venue.stop()
    await looks(notices, clock, 4)
    first, second, third = await waiting(store, *(f"data-stopped:{to_ms(NOON)}:{who.id}" for who in (*owners, member)))
    assert first is not None
    assert second is not None
    assert third is None
    assert (first.kind, first.person_id) == ("data-stopped", owners[0].id)
    assert json.loads(first.facts) == {"last_at": to_ms(NOON), "at": to_ms(NOON + timedelta(minutes=2))}


async def test_it_is_said_once_however_long_it_lasts_and_once_that_it_is_back(
    store: Database, notices: OutageNotices, venue: Venue, clock: ManualClock
) -> None:
    await person(store, Identity("telegram", "1"))
    venue.stop()
    stopped = await looks(notices, clock, 100)
    venue.go_on()
    back = await looks(notices, clock, 100)
    assert [type(event) for event in (*stopped, *back) if event] == [DataStopped, DataBack]
    async with store.reading() as work:
        assert (await work.outbox.depth(NOON + timedelta(days=1))).waiting == 2


async def test_a_restart_between_two_looks_says_nothing_twice_and_forgets_nothing(
    store: Database, venue: Venue, clock: ManualClock, bus: HeardBus
) -> None:
    owner = await person(store, Identity("telegram", "1"))
    venue.stop()
    for _ in range(10):
        await looks(OutageNotices(store, venue.data_at, clock, STALE_AFTER, bus), clock, 1)
    venue.go_on()
    for _ in range(10):
        await looks(OutageNotices(store, venue.data_at, clock, STALE_AFTER, bus), clock, 1)
    since = to_ms(NOON)
    assert all(await waiting(store, f"data-stopped:{since}:{owner.id}", f"data-back:{since}:{owner.id}"))
    async with store.reading() as work:
        assert (await work.outbox.depth(NOON + timedelta(days=1))).waiting == 2


async def test_what_was_seen_is_kept_only_together_with_what_is_said(
    store: Database, notices: OutageNotices, venue: Venue, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await person(store, Identity("telegram", "1"))
    venue.stop()
    await looks(notices, clock, 3)

    async def crashes(_work: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as patched:
        patched.setattr("adapters.storage.unit_of_work.SqlUnitOfWork.commit", crashes)
        with pytest.raises(ConnectionError):
            await looks(notices, clock, 1)
    assert await looks(notices, clock, 2) == [DataStopped(NOON, clock.now() - timedelta(seconds=30)), None]


async def test_the_deliverer_is_woken_only_when_there_is_something_to_say(
    store: Database, notices: OutageNotices, venue: Venue, clock: ManualClock, bus: HeardBus
) -> None:
    await person(store, Identity("telegram", "1"))
    await looks(notices, clock, 5)
    assert bus.published == []
    venue.stop()
    await looks(notices, clock, 10)
    assert bus.published == [("outbox", "")]


async def test_before_the_first_price_ever_nothing_has_stopped(
    store: Database, clock: ManualClock, bus: HeardBus
) -> None:
    async def never() -> datetime | None:
        return None

    assert await looks(OutageNotices(store, never, clock, STALE_AFTER, bus), clock, 10) == [None] * 10
