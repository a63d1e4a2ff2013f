"""Where everything is kept: SQLAlchemy Core on SQLite or PostgreSQL, one set of tables for both."""
