"""What tests of the people room may ask for: real databases."""

from tests.databases import address, database, empty_address, migrated_file, migrated_postgres

__all__ = ["address", "database", "empty_address", "migrated_file", "migrated_postgres"]
