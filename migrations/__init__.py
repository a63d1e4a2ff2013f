"""The database, step by step and forward only (Alembic). One set for SQLite and PostgreSQL."""
