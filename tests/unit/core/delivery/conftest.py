"""What tests of delivery may ask for: a real embedded store."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.storage.address import sqlite_address
from adapters.storage.engine import Database, open_database
from core.people.model import Identity, Person
from tests.databases import migrated_file
from tests.fakes.clock import ManualClock
from tests.fakes.delivery import person

__all__ = ["migrated_file"]


@pytest.fixture
async def store(migrated_file: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """An embedded database with every table and nothing in them."""
    file = tmp_path / "candlewick.db"
    shutil.copy(migrated_file, file)
    opened = open_database(sqlite_address(file), durable=False)
    yield opened
    await opened.close()


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def ada(store: Database) -> Person:
    return await person(store, Identity("telegram", "1"))


@pytest.fixture
async def bob(store: Database) -> Person:
    return await person(store, Identity("telegram", "2"))
