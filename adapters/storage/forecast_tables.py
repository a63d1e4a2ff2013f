"""The tables of forecasts: the record and its outcomes, models and what became of them, trainings."""

import sqlalchemy as sa
from sqlalchemy import Column, Index, SmallInteger, Table

from adapters.storage.append_only import append_only
from adapters.storage.schema import Number, metadata
from adapters.storage.types import Instant, Words

forecasts = append_only(
    Table(
        "forecasts",
        metadata,
        Column("number", Number, primary_key=True, autoincrement=False),
        Column("coin_id", Words, nullable=False),
        Column("symbol", Words, nullable=False),
        Column("horizon", Words, nullable=False),
        Column("venue", Words, nullable=False),
        Column("unit", Words, nullable=False),
        Column("made_at", Instant, nullable=False),
        Column("cutoff_at", Instant, nullable=False),
        Column("due_at", Instant, nullable=False),
        Column("model_id", Words, nullable=False),
        Column("last_price", sa.Double, nullable=False),
        # Thirteen log-returns each, as JSON: what the link vouches for is what is kept.
        Column("quantiles", Words, nullable=False),
        Column("plain", Words),
        Column("garch", Words),
        Column("widened", sa.Double, nullable=False),
        Column("young", sa.Boolean, nullable=False),
        Column("previous", Words, nullable=False),
        Column("hash", Words, nullable=False),
        sa.UniqueConstraint("coin_id", "horizon", "cutoff_at", "model_id"),
        Index(None, "horizon", "cutoff_at"),
        Index(None, "due_at"),
    )
)

forecast_outcomes = append_only(
    Table(
        "forecast_outcomes",
        metadata,
        Column("number", Number, primary_key=True, autoincrement=False),
        Column("forecast", sa.BigInteger, nullable=False),
        Column("at", Instant, nullable=False),
        Column("noted_at", Instant, nullable=False),
        Column("price", sa.Double),
        Column("previous", Words, nullable=False),
        Column("hash", Words, nullable=False),
        sa.UniqueConstraint("forecast"),
    )
)

forecast_models = append_only(
    Table(
        "forecast_models",
        metadata,
        Column("model_id", Words, primary_key=True),
        Column("lane", Words, nullable=False),
        Column("made_at", Instant, nullable=False),
        Column("trained_until", Instant, nullable=False),
        Column("members", Words, nullable=False),
        Column("seed", sa.BigInteger, nullable=False),
        Column("data_hash", Words, nullable=False),
        Column("manifest", Words, nullable=False),
        Column("why", Words, nullable=False),
        Column("fold", Words, nullable=False),
    )
)

forecast_events = append_only(
    Table(
        "forecast_events",
        metadata,
        Column("number", Number, primary_key=True, autoincrement=False),
        Column("lane", Words, nullable=False),
        Column("at", Instant, nullable=False),
        Column("model_id", Words, nullable=False),
        Column("became", Words, nullable=False),
        Column("because", Words, nullable=False),
        Index(None, "lane", "number"),
    )
)

forecast_trainings = Table(
    "forecast_trainings",
    metadata,
    Column("number", Number, primary_key=True),
    Column("lane", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("holder", Words, nullable=False),
    Column("begun_at", Instant, nullable=False),
    # Real time; who does not say by then that it still trains does so no more.
    Column("held_until", Instant, nullable=False),
    Column("percent", SmallInteger, nullable=False),
    Column("ended_at", Instant),
    Column("outcome", Words),
    Index(None, "lane", "begun_at"),
    sqlite_autoincrement=True,
)
