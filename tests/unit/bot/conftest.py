"""What tests of the bot may ask for: real databases, and a small house around a real door."""

from tests.databases import address, database, empty_address, migrated_file, migrated_postgres

__all__ = ["address", "database", "empty_address", "migrated_file", "migrated_postgres"]
