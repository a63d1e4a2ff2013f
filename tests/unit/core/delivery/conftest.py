"""What tests of delivery may ask for: a real embedded store."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.storage.address import sqlite_address
from adapters.storage.engine import Database, open_database
from tests.databases import migrated_file

__all__ = ["migrated_file"]


@pytest.fixture
async def store(migrated_file: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """An embedded database with every table and nothing in them."""
    file = tmp_path / "candlewick.db"
    shutil.copy(migrated_file, file)
    opened = open_database(sqlite_address(file), durable=False)
    yield opened
    await opened.close()
