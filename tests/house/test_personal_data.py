"""Whatever table names a person, some room has declared it: it can be shown, taken along and erased."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from adapters.storage.tables import metadata
from core.people.ports import Joins, Kept
from core.people.privacy import ALERTS_KEPT, DELIVERY_KEPT, MARKET_KEPT, PEOPLE_KEPT, THE_PERSON

DECLARED = (*PEOPLE_KEPT, *MARKET_KEPT, *ALERTS_KEPT, *DELIVERY_KEPT, THE_PERSON)
PEOPLE = "people"


def persons(tables: sa.MetaData) -> Iterator[tuple[str, str]]:
    """Yield (table, column) wherever a person is pointed to, by a key or by name alone."""
    for table in tables.tables.values():
        for column in table.columns:
            points = any(key.target_fullname == f"{PEOPLE}.id" for key in column.foreign_keys)
            if points or column.name == "person_id" or column.name.endswith("_person_id"):
                yield table.name, column.name


def undeclared(tables: sa.MetaData, declared: tuple[Kept, ...]) -> list[tuple[str, str]]:
    known = {(kept.table, kept.column) for kept in declared}
    return [place for place in persons(tables) if place not in known]


def test_every_table_with_a_person_is_declared() -> None:
    assert len(list(persons(metadata))) >= 5
    assert undeclared(metadata, DECLARED) == []


def test_what_is_declared_is_there() -> None:
    assert [k for k in DECLARED if k.table not in metadata.tables or k.column not in metadata.tables[k.table].c] == []
    assert len({kept.table for kept in DECLARED}) == len(DECLARED)


def test_the_person_goes_last() -> None:
    assert DECLARED[-1] == THE_PERSON == Kept(PEOPLE, "id", THE_PERSON.text_key, Joins.DROP)


def test_what_is_not_deleted_points_to_nobody() -> None:
    """A row that outlives its person holds a bare number, which no key could keep alive."""
    outliving = [metadata.tables[kept.table].c[kept.column] for kept in DECLARED if kept.erase != "delete"]
    assert [column.name for column in outliving if column.foreign_keys] == []


def test_what_is_deleted_goes_with_the_person_even_if_nobody_asks() -> None:
    deleted = [kept for kept in DECLARED if kept.erase == "delete" and kept is not THE_PERSON]
    keys = [key for kept in deleted for key in metadata.tables[kept.table].c[kept.column].foreign_keys]
    assert [key.ondelete for key in keys] == ["CASCADE"] * len(deleted)


@pytest.mark.parametrize(
    "column",
    [
        sa.Column("person_id", sa.Integer),
        sa.Column("made_by_person_id", sa.Integer),
        sa.Column("owner", sa.ForeignKey("people.id")),
    ],
)
def test_a_table_that_nobody_declares_is_found(column: sa.Column[int]) -> None:
    tables = sa.MetaData()
    sa.Table(PEOPLE, tables, sa.Column("id", sa.Integer, primary_key=True))
    sa.Table("diaries", tables, sa.Column("id", sa.Integer, primary_key=True), column)
    assert undeclared(tables, DECLARED) == [("diaries", column.name)]
