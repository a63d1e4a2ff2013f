"""What tests of delivery may ask for: a real embedded store."""

import pytest

from adapters.storage.engine import Database
from core.people.model import Identity, Person
from tests.databases import migrated_file, store
from tests.fakes.clock import ManualClock
from tests.fakes.delivery import person

__all__ = ["migrated_file", "store"]


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def ada(store: Database) -> Person:
    return await person(store, Identity("telegram", "1"))


@pytest.fixture
async def bob(store: Database) -> Person:
    return await person(store, Identity("telegram", "2"))
