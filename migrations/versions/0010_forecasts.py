"""Forecasts are kept before they are shown, and what became of them after: each a chain that refuses changes.

Nothing changes for anybody until a model is trained. Models are known by their cards; who serves is the end of a log.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORDS = sa.Text()
INSTANT = sa.BigInteger()  # milliseconds since 1970, UTC


def upgrade() -> None:
    _forecasts()
    _outcomes()
    _models()
    _trainings()


def _forecasts() -> None:
    op.create_table(
        "forecasts",
        sa.Column("number", NUMBER, autoincrement=False, nullable=False),
        sa.Column("coin_id", WORDS, nullable=False),
        sa.Column("symbol", WORDS, nullable=False),
        sa.Column("horizon", WORDS, nullable=False),
        sa.Column("venue", WORDS, nullable=False),
        sa.Column("unit", WORDS, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("cutoff_at", INSTANT, nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("model_id", WORDS, nullable=False),
        sa.Column("last_price", sa.Double, nullable=False),
        sa.Column("quantiles", WORDS, nullable=False),
        sa.Column("plain", WORDS),
        sa.Column("garch", WORDS),
        sa.Column("widened", sa.Double, nullable=False),
        sa.Column("young", sa.Boolean, nullable=False),
        sa.Column("previous", WORDS, nullable=False),
        sa.Column("hash", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_forecasts"),
        sa.UniqueConstraint(
            "coin_id", "horizon", "cutoff_at", "model_id", name="uq_forecasts_coin_id_horizon_cutoff_at_model_id"
        ),
    )
    op.create_index("ix_forecasts_horizon_cutoff_at", "forecasts", ["horizon", "cutoff_at"])
    op.create_index("ix_forecasts_due_at", "forecasts", ["due_at"])
    _append_only("forecasts", "number")


def _outcomes() -> None:
    op.create_table(
        "forecast_outcomes",
        sa.Column("number", NUMBER, autoincrement=False, nullable=False),
        sa.Column("forecast", sa.BigInteger, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("noted_at", INSTANT, nullable=False),
        sa.Column("price", sa.Double),
        sa.Column("previous", WORDS, nullable=False),
        sa.Column("hash", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_forecast_outcomes"),
        sa.UniqueConstraint("forecast", name="uq_forecast_outcomes_forecast"),
    )
    _append_only("forecast_outcomes", "number")


def _models() -> None:
    op.create_table(
        "forecast_models",
        sa.Column("model_id", WORDS, nullable=False),
        sa.Column("lane", WORDS, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("trained_until", INSTANT, nullable=False),
        sa.Column("members", WORDS, nullable=False),
        sa.Column("seed", sa.BigInteger, nullable=False),
        sa.Column("data_hash", WORDS, nullable=False),
        sa.Column("manifest", WORDS, nullable=False),
        sa.Column("why", WORDS, nullable=False),
        sa.Column("fold", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("model_id", name="pk_forecast_models"),
    )
    _append_only("forecast_models", "model_id")
    op.create_table(
        "forecast_events",
        sa.Column("number", NUMBER, autoincrement=False, nullable=False),
        sa.Column("lane", WORDS, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("model_id", WORDS, nullable=False),
        sa.Column("became", WORDS, nullable=False),
        sa.Column("because", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_forecast_events"),
    )
    op.create_index("ix_forecast_events_lane_number", "forecast_events", ["lane", "number"])
    _append_only("forecast_events", "number")


def _trainings() -> None:
    op.create_table(
        "forecast_trainings",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("lane", WORDS, nullable=False),
        sa.Column("why", WORDS, nullable=False),
        sa.Column("holder", WORDS, nullable=False),
        sa.Column("begun_at", INSTANT, nullable=False),
        sa.Column("held_until", INSTANT, nullable=False),
        sa.Column("percent", sa.SmallInteger, nullable=False),
        sa.Column("ended_at", INSTANT),
        sa.Column("outcome", WORDS),
        sa.PrimaryKeyConstraint("number", name="pk_forecast_trainings"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_forecast_trainings_lane_begun_at", "forecast_trainings", ["lane", "begun_at"])


def _append_only(table: str, key: str) -> None:
    said = f"'the table {table} is append-only'"
    if op.get_bind().dialect.name != "sqlite":
        op.execute(
            f"""CREATE FUNCTION {table}_refuses() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION {said}; END $$"""
        )
        op.execute(
            f"""CREATE TRIGGER {table}_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuses()"""
        )
        return
    for change in ("update", "delete"):
        op.execute(
            f"""CREATE TRIGGER {table}_refuses_{change} BEFORE {change.upper()} ON {table}
            BEGIN SELECT RAISE(ABORT, {said}); END"""
        )
    # INSERT OR REPLACE deletes without asking the trigger above.
    op.execute(
        f"""CREATE TRIGGER {table}_refuses_replace BEFORE INSERT ON {table}
        WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})
        BEGIN SELECT RAISE(ABORT, {said}); END"""  # noqa: S608 - all ours
    )
