"""core.forecasts.ports.Forecasts, line by line: added to, chained, never changed."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from adapters.storage.engine import Database
from core.forecasts.chains import Chains
from core.forecasts.model import HORIZONS, LEVELS, Forecast, Lane, Outcome
from core.forecasts.record import Broken, Due, Kept
from core.market.model import Coin
from tests.databases import NOON
from tests.fakes.clock import ManualClock

DAY = timedelta(days=1)
BTC = Coin("bitcoin", "BTC", "BTC")
QUANTILES = tuple(round(0.1 * (level - 0.5), 8) for level in LEVELS)
# How somebody who owns the database gets round the triggers.
LIFT = {
    "sqlite": ("DROP TRIGGER {0}_refuses_update", "DROP TRIGGER {0}_refuses_delete"),
    "postgresql": ("SET LOCAL session_replication_role = replica",),
}
TABLES = ("forecasts", "forecast_outcomes")


def a_forecast(number: int = 0, horizon: str = "1d", **changes: object) -> Forecast:
    made = NOON + number * DAY
    forecast = Forecast(
        BTC, HORIZONS[horizon], "kraken", "USD", made, made - timedelta(hours=12), "daily-1", 60_000.5, QUANTILES
    )
    return replace(forecast, **changes)  # type: ignore[arg-type]


async def kept(database: Database, *forecasts: Forecast) -> Sequence[Kept]:
    async with database.begin() as work:
        found = await work.forecasts.append(forecasts)
        await work.commit()
    return found


async def resolved(database: Database, *outcomes: Outcome) -> int:
    async with database.begin() as work:
        new = await work.forecasts.resolve(outcomes)
        await work.commit()
    return new


async def both(database: Database, many: int = 4) -> None:
    """Keep so many forecasts, and what became of each."""
    rows = await kept(database, *(a_forecast(n) for n in range(many)))
    await resolved(database, *(Outcome(r.number, r.forecast.due_at, NOON + 9 * DAY, 61_000.0) for r in rows))


async def run(database: Database, *statements: str) -> None:
    async with database._writer.begin() as connection:
        for statement in statements:
            await connection.execute(text(statement))


async def test_forecasts_are_numbered_and_come_back_as_written(database: Database) -> None:
    wide = tuple(2 * q for q in QUANTILES)
    one = a_forecast(plain=wide, garch=QUANTILES, widened=1.25, young=True)
    rows = await kept(database, one, a_forecast(1))
    assert [row.number for row in rows] == [1, 2]
    async with database.reading() as work:
        found = await work.forecasts.newest(["bitcoin"], Lane.DAILY, NOON - DAY)
    assert {row.number: row.forecast for row in found} == {2: a_forecast(1)}
    async with database.reading() as work:
        due = await work.forecasts.due(NOON + 9 * DAY, 10)
    assert [row.forecast for row in due.forecasts] == [one, a_forecast(1)]


async def test_the_same_forecast_is_kept_once_as_it_was_first(database: Database) -> None:
    (first,) = await kept(database, a_forecast())
    again = await kept(database, a_forecast(last_price=61_000.0), a_forecast(model_id="daily-2"))
    assert again[0] == first
    assert [row.number for row in again] == [1, 2]


async def test_the_newest_of_each_horizon_is_found_by_its_cut_off(database: Database) -> None:
    await kept(database, a_forecast(0), a_forecast(0, "7d"), a_forecast(1), a_forecast(0, "4h"))
    async with database.reading() as work:
        since = a_forecast(1).cutoff_at
        assert [r.forecast.horizon.text for r in await work.forecasts.newest(["bitcoin"], Lane.DAILY, since)] == ["1d"]
        hourly = await work.forecasts.newest(["bitcoin"], Lane.HOURLY, NOON - DAY)
        assert [row.forecast.horizon.text for row in hourly] == ["4h"]
        assert await work.forecasts.newest(["ethereum"], Lane.DAILY, NOON - DAY) == ()


async def test_a_forecast_is_due_once_its_time_has_come_and_until_its_outcome_is_written(database: Database) -> None:
    (row,) = await kept(database, a_forecast())
    due_at = row.forecast.due_at
    async with database.reading() as work:
        assert await work.forecasts.due(due_at - timedelta(seconds=1), 10) == Due((), 0)
        assert await work.forecasts.due(due_at, 10) == Due((row,), 1)
    outcome = Outcome(row.number, due_at, due_at, 61_000.0)
    assert await resolved(database, outcome) == 1
    async with database.reading() as work:
        assert await work.forecasts.due(due_at, 10) == Due((), 0)
        (found,) = await work.forecasts.resolved(HORIZONS["1d"], NOON - DAY)
    assert (found.number, found.forecast, found.outcome) == (row.number, row.forecast, outcome)


async def test_an_outcome_is_written_once(database: Database) -> None:
    (row,) = await kept(database, a_forecast())
    first = Outcome(row.number, row.forecast.due_at, NOON + DAY, None)
    assert await resolved(database, first, first) == 1
    assert await resolved(database, replace(first, price=1.0)) == 0
    async with database.reading() as work:
        (found,) = await work.forecasts.resolved(HORIZONS["1d"], NOON - DAY)
    assert found.outcome.price is None


async def broken_row(database: Database) -> Broken | None:
    return (await Chains(database, ManualClock()).checked()).broken


async def test_rows_of_many_at_once_make_one_chain(database: Database) -> None:
    await asyncio.gather(*(kept(database, a_forecast(n), a_forecast(n, "7d")) for n in range(10)))
    assert await broken_row(database) is None
    async with database.reading() as work:
        due = await work.forecasts.due(NOON + 90 * DAY, 99)
    assert sorted(row.number for row in due.forecasts) == list(range(1, 21))


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("change", ["UPDATE {0} SET number = 99 WHERE number = 2", "DELETE FROM {0} WHERE number = 2"])
async def test_the_tables_refuse_every_change(database: Database, table: str, change: str) -> None:
    await both(database)
    with pytest.raises(Exception, match="append-only"):
        await run(database, change.format(table))
    assert await broken_row(database) is None


EDITS = [
    ("forecasts", "quantiles", "replace(quantiles, '0.0', '0.00')"),
    ("forecasts", "last_price", "last_price + 0.0001"),
    ("forecasts", "made_at", "made_at - 1"),
    ("forecasts", "cutoff_at", "cutoff_at - 3600000"),
    ("forecasts", "due_at", "due_at + 1"),
    ("forecasts", "model_id", "'daily-9'"),
    ("forecasts", "widened", "1.5"),
    ("forecasts", "unit", "'EUR'"),
    ("forecast_outcomes", "price", "price * 1.01"),
    ("forecast_outcomes", "noted_at", "noted_at + 1"),
    ("forecast_outcomes", "forecast", "77"),
]


@pytest.mark.parametrize(("table", "column", "value"), EDITS)
async def test_who_gets_round_that_breaks_the_chain_at_that_place(
    database: Database, table: str, column: str, value: str
) -> None:
    await both(database)
    lifted = [each.format(table) for each in LIFT[database._writer.dialect.name]]
    await run(database, *lifted, f"UPDATE {table} SET {column} = {value} WHERE number = 2")
    assert await broken_row(database) == Broken("forecasts" if table == "forecasts" else "outcomes", 2)


async def test_a_row_that_is_taken_out_is_missed(database: Database) -> None:
    await both(database)
    lifted = [each.format("forecasts") for each in LIFT[database._writer.dialect.name]]
    await run(database, *lifted, "DELETE FROM forecasts WHERE number = 3")
    assert await broken_row(database) == Broken("forecasts", 4)
