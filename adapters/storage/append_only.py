"""Tables that are added to and never changed: the database itself refuses updates and deletions."""

import sqlalchemy as sa

_SQLITE = (
    """CREATE TRIGGER {name}_refuses_update BEFORE UPDATE ON {name}
    BEGIN SELECT RAISE(ABORT, 'the table {name} is append-only'); END""",
    """CREATE TRIGGER {name}_refuses_delete BEFORE DELETE ON {name}
    BEGIN SELECT RAISE(ABORT, 'the table {name} is append-only'); END""",
    # INSERT OR REPLACE deletes without asking the trigger above.
    """CREATE TRIGGER {name}_refuses_replace BEFORE INSERT ON {name}
    WHEN EXISTS (SELECT 1 FROM {name} WHERE {key} = NEW.{key})
    BEGIN SELECT RAISE(ABORT, 'the table {name} is append-only'); END""",
)
_POSTGRES = (
    """CREATE OR REPLACE FUNCTION {name}_refuses() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the table {name} is append-only'; END $$""",
    """CREATE TRIGGER {name}_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {name}
    FOR EACH STATEMENT EXECUTE FUNCTION {name}_refuses()""",
)


def append_only(table: sa.Table) -> sa.Table:
    """Let `table` refuse every change once it is made, as its migration does."""
    (key,) = table.primary_key.columns

    def refuse_changes(_table: sa.Table, connection: sa.Connection, **_: object) -> None:
        for refusal in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRES:
            connection.exec_driver_sql(refusal.format(name=table.name, key=key.name))

    sa.event.listen(table, "after_create", refuse_changes)
    return table
