"""What tests of the bot may ask for: a real embedded database. That PostgreSQL does the same, contracts prove."""

import pytest

from adapters.storage.engine import Database
from tests.databases import migrated_file, store

__all__ = ["database", "migrated_file", "store"]


@pytest.fixture
def database(store: Database) -> Database:
    """A migrated database with nothing in it, this test's alone."""
    return store
