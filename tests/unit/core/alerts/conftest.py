"""The watcher is tested on real databases."""

from tests.databases import address, database, migrated_file, migrated_postgres

__all__ = ["address", "database", "migrated_file", "migrated_postgres"]
