"""What the schedule says in `/status`: when prices were last looked at, whoever asks and from whichever process."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol

from core.kernel.clock import RealClock
from core.kernel.jobs import JobRuns
from core.kernel.work import UnitOfWork
from core.people.model import Person
from core.status import StatusLine, StatusSource

LOOKING = frozenset({"prices", "candles"})
DONE = "done"


class JobsWork(UnitOfWork, Protocol):
    """The table that is read here."""

    @property
    def jobs(self) -> JobRuns: ...


class JobsStore(Protocol):
    """Where its units of work come from."""

    def reading(self) -> JobsWork: ...


def service_status(store: JobsStore, clock: RealClock) -> StatusSource:
    """Return the source of "last check 4 s ago"; it says nothing where no service has ever run."""

    async def lines(person: Person) -> Sequence[StatusLine]:
        async with store.reading() as work:
            runs = await work.jobs.all()
        looked = [r.finished_at for r in runs if r.name in LOOKING and r.outcome == DONE and r.finished_at is not None]
        if not looked:
            return ()
        return (StatusLine("status-checked", {"age": max(clock.now() - max(looked), timedelta(0))}),)

    return lines
