"""kill -9 anywhere between a code and two doors that are one: nothing has moved or everything has, and no code or word
counts twice."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.assemble.linking import REGISTER
from adapters.clock import SystemClock
from adapters.storage.engine import Database
from core.people.model import Identity
from tests.contracts.test_store_joining import holding
from tests.databases import address, database, migrated_file, migrated_postgres
from tests.effort import some
from tests.end_to_end.joining import DOOR
from tests.end_to_end.mortal import Mortal, mortal
from tests.unit.core.people.test_privacy import lived_in

__all__ = ["address", "database", "migrated_file", "migrated_postgres"]

# What asking and typing may write before anything moves.
_BETWEEN = frozenset({"links", "notices", "audit"})

pytestmark = pytest.mark.slow


@pytest.fixture
async def process(address: str, tmp_path: Path) -> AsyncIterator[Mortal]:
    async with mortal("joining", address, str(tmp_path)) as running:
        yield running


class Pairs:
    """Two accounts after another, of each of which there is something everywhere."""

    def __init__(self, database: Database) -> None:
        self._database, self._number = database, 0
        self.first = self.second = 0
        self.before: dict[int, dict[str, int]] = {}

    @property
    def numbers(self) -> tuple[int, int]:
        return 2 * self._number, 2 * self._number + 1

    async def begin(self) -> None:
        self._number += 1
        people = [await lived_in(self._database, str(number)) for number in self.numbers]
        self.first, self.second = (person.id for person in people)
        self.before = {person_id: await self._counts(person_id) for person_id in (self.first, self.second)}

    async def joined(self) -> bool:
        """Return whether all has moved; AssertionError where some has, and some has not."""
        ids = []
        async with self._database.reading() as work:
            for number in self.numbers:
                person = await work.people.find(Identity(DOOR, str(number)))
                assert person is not None
                ids.append(person.id)
        if ids == [self.first, self.first]:
            assert await holding(self._database, self.second) <= {"audit.person_id"}
            return True
        assert ids == [self.first, self.second]
        for person_id, counts in self.before.items():
            assert await self._counts(person_id) == counts
        return False

    async def waits_for_nothing(self) -> bool:
        """Return whether no code is open and no word awaited: what was shown, typed and said counts no more."""
        now = SystemClock().now()
        async with self._database.reading() as work:
            codes = [link for link in await work.links.open(now) if link.person_id in (self.first, self.second)]
            return not codes and await work.links.of(self.first, now) is None

    async def _counts(self, person_id: int) -> dict[str, int]:
        async with self._database.reading() as work:
            tables = [kept for kept in REGISTER if kept.table not in _BETWEEN]
            return {kept.table: await work.personal.count(person_id, kept) for kept in tables}


async def test_killed_at_any_step_from_the_code_to_one_person(process: Mortal, database: Database) -> None:
    pairs = Pairs(database)
    await pairs.begin()
    steps = int(await process.run(*pairs.numbers))
    assert await pairs.joined()
    assert steps >= 60
    seen = set()
    for step in some(range(1, steps + 1), 12, "linking"):
        await pairs.begin()
        assert await process.run(*pairs.numbers, die_at=step) == "killed"
        seen.add(await pairs.joined())
        assert (await process.run(*pairs.numbers)).isdigit()
        assert await pairs.joined()
        assert await pairs.waits_for_nothing()
        # Said once more, it changes nothing.
        assert (await process.run(*pairs.numbers)).isdigit()
        assert await pairs.joined()
    assert False in seen
    async with database.reading() as work:
        assert await work.audit.first_broken() is None
