"""What tests of the storage may ask for."""

from tests.databases import address, database, empty_address, migrated_file, migrated_postgres

__all__ = ["address", "database", "empty_address", "migrated_file", "migrated_postgres"]
