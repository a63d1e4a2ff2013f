"""What all tables share: where they are listed, how keys are named and counted, whose a row is."""

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite counts rows by itself only where the key is called INTEGER.
Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def person(*, optional: bool = False, key: bool = False) -> Column[int]:
    """Return the column that names whose a row is; the row goes with its person."""
    return Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=optional, primary_key=key)
