"""What tests of the bot may ask for: a real embedded database. That PostgreSQL does the same, contracts prove."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.storage.address import sqlite_address
from adapters.storage.engine import Database, open_database
from tests.databases import migrated_file

__all__ = ["database", "migrated_file"]


@pytest.fixture
async def database(migrated_file: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """A migrated database with nothing in it, this test's alone."""
    file = tmp_path / "candlewick.db"
    shutil.copy(migrated_file, file)
    opened = open_database(sqlite_address(file), durable=False)
    yield opened
    await opened.close()
