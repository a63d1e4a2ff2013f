"""What is read is read from a real embedded store."""

from tests.databases import migrated_file
from tests.unit.core.delivery.conftest import store

__all__ = ["migrated_file", "store"]
