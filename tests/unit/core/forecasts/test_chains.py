"""The chains at work — a long record is not read whole for each question, and still nothing is changed unnoticed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from adapters.storage.engine import Database
from adapters.storage.forecasts import SqlForecasts
from core.forecasts import chains as chains_module
from core.forecasts.chains import Chains, Checked
from core.forecasts.model import HORIZONS, LEVELS, Forecast, Outcome
from core.forecasts.owners import FORECAST_MODELS
from core.forecasts.record import Broken, Link, outcome_fields
from core.kernel.chain import BEGINNING, link
from core.market.model import Coin, to_ms
from tests.fakes.clock import NOON, ManualClock
from tests.unit.core.forecasts.test_trainer import owner_of

BTC = Coin("bitcoin", "BTC", "BTC")
QUANTILES = tuple(round(0.1 * (level - 0.5), 8) for level in LEVELS)
ROWS = 40


@pytest.fixture(autouse=True)
def long_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty rows are a long record, read in pages of four and again in pieces of eight."""
    monkeypatch.setattr(chains_module, "SMALL", 10)
    monkeypatch.setattr(chains_module, "PAGE", 4)
    monkeypatch.setattr(chains_module, "PIECE", 8)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of all rows that were read."""
    numbers, links = list[int](), SqlForecasts.links

    async def noted(self: SqlForecasts, chain: str, after: int, limit: int) -> Sequence[Link]:
        page = await links(self, chain, after, limit)
        numbers.extend(link.number for link in page)
        return page

    monkeypatch.setattr(SqlForecasts, "links", noted)
    return numbers


async def written(store: Database, begin: int, end: int) -> None:
    forecasts = [
        Forecast(BTC, HORIZONS["1d"], "kraken", "USD", at, at, "daily-1", 100.0, QUANTILES)
        for at in (NOON + number * timedelta(days=1) for number in range(begin, end))
    ]
    async with store.begin() as work:
        kept = await work.forecasts.append(forecasts)
        await work.forecasts.resolve([Outcome(row.number, row.forecast.due_at, NOON, 101.0) for row in kept])
        await work.commit()


async def changed(store: Database, statement: str) -> None:
    """Do what somebody who owns the file can do."""
    async with store._writer.begin() as connection:
        for trigger in ("update", "delete"):
            for table in ("forecasts", "forecast_outcomes"):
                await connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_refuses_{trigger}"))
        await connection.execute(text(statement))


async def swept(chains: Chains) -> int:
    """Read everything again; return in how many pieces."""
    pieces = 1
    while not await chains.sweep():
        pieces += 1
    return pieces


async def test_a_question_reads_what_is_new_and_no_more(store: Database, clock: ManualClock, read: list[int]) -> None:
    await written(store, 0, ROWS)
    chains = Chains(store, clock)
    first = await chains.checked()
    assert first == Checked(None, clock.now(), ROWS, ROWS)
    assert len(read) >= 2 * ROWS
    clock.advance(hours=1)
    await written(store, ROWS, ROWS + 3)
    read.clear()
    assert await chains.checked() == replace(first, forecasts=ROWS + 3, outcomes=ROWS + 3)
    # Of each chain the row that was the last one, and what came after it.
    assert sorted(set(read)) == list(range(ROWS, ROWS + 4))
    assert len(read) <= 2 * 5


async def test_a_small_record_is_read_whole_with_every_question(store: Database, clock: ManualClock) -> None:
    await written(store, 0, 9)
    chains = Chains(store, clock)
    assert (await chains.checked()).broken is None
    await changed(store, "UPDATE forecasts SET last_price = 99 WHERE number = 2")
    assert (await chains.checked()).broken == Broken("forecasts", 2)


async def test_everything_is_read_again_a_piece_at_a_time(store: Database, clock: ManualClock, read: list[int]) -> None:
    await written(store, 0, ROWS)
    chains = Chains(store, clock)
    await chains.checked()
    clock.advance(hours=5)
    begun = clock.now()
    read.clear()
    assert not await chains.sweep()
    assert len(read) <= 2 * 12
    clock.advance(minutes=10)
    assert await swept(chains) >= 3
    assert set(read) == set(range(1, ROWS + 1))
    assert await chains.checked() == Checked(None, begun, ROWS, ROWS)


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ("UPDATE forecasts SET last_price = 99 WHERE number = 7", Broken("forecasts", 7)),
        ("UPDATE forecasts SET widened = 'x' WHERE number = 8", Broken("forecasts", 8)),
        ("DELETE FROM forecasts WHERE number = 7", Broken("forecasts", 8)),
        ("UPDATE forecast_outcomes SET price = 7 WHERE number = 30", Broken("outcomes", 30)),
        ("DELETE FROM forecast_outcomes WHERE number = 1", Broken("outcomes", 2)),
    ],
)
async def test_an_edit_of_an_old_row_is_found_unasked_and_the_owner_told(
    store: Database, clock: ManualClock, change: str, broken: Broken
) -> None:
    await written(store, 0, ROWS)
    owner, chains = await owner_of(store), Chains(store, clock)
    await chains.checked()
    await changed(store, change)
    await swept(chains)
    assert (await chains.checked()).broken == broken
    async with store.reading() as work:
        day = to_ms(clock.now()) // 86_400_000
        notice = await work.outbox.find(f"{FORECAST_MODELS}:record:daily:{broken.chain}:{day}:{owner}")
    assert notice is not None and str(broken.number) in notice.facts


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ("DELETE FROM forecasts WHERE number > 38", Broken("forecasts", ROWS)),
        ("DELETE FROM forecast_outcomes", Broken("outcomes", ROWS)),
        ("UPDATE forecasts SET hash = 'other' WHERE number = 40", Broken("forecasts", ROWS)),
        ("UPDATE forecasts SET last_price = 3 WHERE number = 40", Broken("forecasts", ROWS)),
    ],
)
async def test_rows_that_are_cut_off_or_changed_at_the_end_are_missed_with_the_next_question_also_after_a_restart(
    store: Database, clock: ManualClock, change: str, broken: Broken
) -> None:
    await written(store, 0, ROWS)
    chains = Chains(store, clock)
    await chains.checked()
    await chains.sweep()
    await changed(store, change)
    assert (await chains.checked()).broken == broken
    assert (await Chains(store, clock).checked()).broken == broken


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM forecasts WHERE number > 7",
        "DELETE FROM forecasts",
        "UPDATE forecasts SET hash = 'other', previous = previous WHERE number = 9",
    ],
)
async def test_the_end_of_a_small_record_is_remembered_too(store: Database, clock: ManualClock, change: str) -> None:
    await written(store, 0, 9)
    chains = Chains(store, clock)
    await chains.checked()
    await chains.sweep()
    await changed(store, change)
    assert (await chains.checked()).broken == Broken("forecasts", 9)
    assert (await Chains(store, clock).checked()).broken == Broken("forecasts", 9)


@pytest.mark.parametrize("cut", [0, 7, ROWS - 2])
async def test_rows_cut_off_at_the_end_are_missed_unasked_and_the_owner_told(
    store: Database, clock: ManualClock, cut: int
) -> None:
    await written(store, 0, ROWS)
    owner, chains = await owner_of(store), Chains(store, clock)
    await chains.checked()
    await swept(chains)
    await changed(store, f"DELETE FROM forecasts WHERE number > {cut}")
    for _ in range(ROWS):
        if await chains.sweep():
            break
    async with store.reading() as work:
        day = to_ms(clock.now()) // 86_400_000
        notice = await work.outbox.find(f"{FORECAST_MODELS}:record:daily:forecasts:{day}:{owner}")
    assert notice is not None and str(ROWS) in notice.facts


async def test_a_small_record_that_was_written_anew_does_not_fit_what_is_remembered(
    store: Database, clock: ManualClock
) -> None:
    await written(store, 0, 9)
    chains = Chains(store, clock)
    await chains.checked()
    await swept(chains)
    await changed(store, "DELETE FROM forecast_outcomes")
    await changed(store, "DELETE FROM forecasts")
    await written(store, 20, 29)
    # What was written anew goes on from the row that was written last: the gap before it stays to be seen.
    assert (await chains.checked()).broken == Broken("forecasts", 10)
    assert (await Chains(store, clock).checked()).broken == Broken("forecasts", 10)


@pytest.mark.parametrize("rows", [1, 9, ROWS])
@pytest.mark.parametrize("cut", ["forecasts", "forecast_outcomes"])
async def test_a_row_that_nobody_has_read_yet_is_missed_as_well(
    store: Database, clock: ManualClock, rows: int, cut: str
) -> None:
    await written(store, 0, rows)
    await changed(store, f"DELETE FROM {cut} WHERE number = {rows}")
    chain = cut.removeprefix("forecast_")
    assert (await Chains(store, clock).checked()).broken == Broken(chain, rows)
    await changed(store, f"DELETE FROM {cut}")
    assert (await Chains(store, clock).checked()).broken == Broken(chain, rows)


async def test_rows_that_follow_what_was_cut_off_do_not_fill_the_gap(store: Database, clock: ManualClock) -> None:
    await written(store, 0, 9)
    await changed(store, "DELETE FROM forecasts WHERE number > 7")
    await written(store, 9, 10)
    chains = Chains(store, clock)
    assert (await chains.checked()).broken == Broken("forecasts", 10)
    await swept(chains)
    assert (await chains.checked()).broken == Broken("forecasts", 10)


@pytest.mark.parametrize("number", [0, -3])
async def test_a_row_that_is_put_before_the_first_one_is_found(
    store: Database, clock: ManualClock, number: int
) -> None:
    await written(store, 0, 9)
    chains = Chains(store, clock)
    await chains.checked()
    fields = outcome_fields(number, Outcome(99, NOON, NOON, 7.0))
    row = f"({number}, 99, {to_ms(NOON)}, {to_ms(NOON)}, 7, '{BEGINNING}', '{link(BEGINNING, fields)}')"
    await changed(store, f"INSERT INTO forecast_outcomes VALUES {row}")
    assert (await chains.checked()).broken == Broken("outcomes", number)
    assert await swept(chains) == 1


async def test_after_a_restart_a_question_goes_on_where_it_was_and_all_is_read_again_before_that_is_said(
    store: Database, clock: ManualClock, read: list[int]
) -> None:
    await written(store, 0, ROWS)
    before = Chains(store, clock)
    await before.checked()
    await before.sweep()
    read.clear()
    after = Chains(store, clock)
    assert await after.checked() == Checked(None, None, ROWS, ROWS)
    assert len(read) <= 4
    await swept(after)
    assert await after.checked() == Checked(None, clock.now(), ROWS, ROWS)


async def test_a_row_that_is_as_it_was_again_fits_again(store: Database, clock: ManualClock) -> None:
    await written(store, 0, ROWS)
    chains: Any = Chains(store, clock)
    await chains.checked()
    await changed(store, "UPDATE forecasts SET unit = 'EUR' WHERE number = 7")
    await swept(chains)
    assert (await chains.checked()).broken == Broken("forecasts", 7)
    await changed(store, "UPDATE forecasts SET unit = 'USD' WHERE number = 7")
    await swept(chains)
    assert (await chains.checked()).broken is None
