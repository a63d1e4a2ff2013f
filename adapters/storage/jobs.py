"""When each job last ran."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update

from adapters.storage.tables import jobs_run
from adapters.storage.transaction import Transaction
from core.kernel.errors import UnknownName
from core.kernel.jobs import JobRun


class SqlJobRuns:
    """A JobRuns. An end without a start is an `UnknownName` (what="job")."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def started(self, name: str, at: datetime) -> None:
        run = {"last_started_at": at, "last_finished_at": None, "last_outcome": None}
        statement = self._transaction.insert(jobs_run).values(name=name, **run)
        await self._transaction.run(statement.on_conflict_do_update(index_elements=["name"], set_=run))

    async def finished(self, name: str, at: datetime, outcome: str) -> None:
        statement = update(jobs_run).where(jobs_run.c.name == name)
        if not await self._transaction.changed(statement.values(last_finished_at=at, last_outcome=outcome)):
            raise UnknownName("job", name)

    async def all(self) -> Sequence[JobRun]:
        found = await self._transaction.run(select(jobs_run).order_by(jobs_run.c.name))
        return tuple(JobRun(row.name, row.last_started_at, row.last_finished_at, row.last_outcome) for row in found)
