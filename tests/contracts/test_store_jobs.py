"""core.kernel.jobs.JobRuns, line by line."""

import pytest

from adapters.storage.engine import Database
from core.kernel.errors import UnknownName
from core.kernel.jobs import JobRun
from tests.databases import MINUTE, NOON


async def test_a_job_that_started_has_not_finished(database: Database) -> None:
    async with database.begin() as work:
        await work.jobs.started("sweep", NOON)
        assert await work.jobs.all() == (JobRun("sweep", NOON, None, None),)


async def test_the_last_run_of_every_job_is_remembered_by_name(database: Database) -> None:
    async with database.begin() as work:
        await work.jobs.started("sweep", NOON)
        await work.jobs.finished("sweep", NOON + MINUTE, "unavailable")
        await work.jobs.started("append", NOON)
        await work.jobs.finished("append", NOON + MINUTE, "done")
        await work.jobs.started("append", NOON + 2 * MINUTE)
        assert await work.jobs.all() == (
            JobRun("append", NOON + 2 * MINUTE, None, None),
            JobRun("sweep", NOON, NOON + MINUTE, "unavailable"),
        )


async def test_what_never_started_cannot_finish(database: Database) -> None:
    async with database.begin() as work:
        with pytest.raises(UnknownName):
            await work.jobs.finished("sweep", NOON, "done")
