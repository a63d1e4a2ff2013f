"""The one unit of work, with every store on one transaction; each room sees of it what its port names."""

from types import TracebackType
from typing import Self

from adapters.storage.answers import SqlAnswers
from adapters.storage.asides import SqlAsides
from adapters.storage.audit import SqlAudit
from adapters.storage.candles import SqlCandles
from adapters.storage.codes import SqlCodes
from adapters.storage.delivery_tables import digests, room_digests
from adapters.storage.digests import SqlDigests
from adapters.storage.drafts import SqlDrafts
from adapters.storage.forecast_models import SqlModels, SqlTrainings
from adapters.storage.forecasts import SqlForecasts
from adapters.storage.held import SqlHeld
from adapters.storage.jobs import SqlJobRuns
from adapters.storage.links import SqlLinks
from adapters.storage.memory import SqlMemory
from adapters.storage.outbox import SqlOutbox
from adapters.storage.people import SqlPeople
from adapters.storage.personal import SqlPersonalData
from adapters.storage.quiet import SqlQuiet
from adapters.storage.rooms import SqlRooms
from adapters.storage.rules import SqlRules
from adapters.storage.seen import SqlSeenUpdates
from adapters.storage.sinks import SqlSinks
from adapters.storage.transaction import Transaction
from adapters.storage.turns import SqlTurns
from adapters.storage.undos import SqlUndos
from adapters.storage.watchlists import SqlWatchlists
from adapters.storage.welcomes import SqlWelcomes


class SqlUnitOfWork:
    """A UnitOfWork: entered once, committed at most once, undone otherwise."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def __aenter__(self) -> Self:
        await self._transaction.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._transaction.close()

    async def commit(self) -> None:
        """Make what was done durable; nothing can be asked of this unit of work afterwards."""
        await self._transaction.commit()

    @property
    def candles(self) -> SqlCandles:
        return SqlCandles(self._transaction)

    @property
    def watchlists(self) -> SqlWatchlists:
        return SqlWatchlists(self._transaction)

    @property
    def memory(self) -> SqlMemory:
        return SqlMemory(self._transaction)

    @property
    def people(self) -> SqlPeople:
        return SqlPeople(self._transaction)

    @property
    def rooms(self) -> SqlRooms:
        return SqlRooms(self._transaction)

    @property
    def codes(self) -> SqlCodes:
        return SqlCodes(self._transaction)

    @property
    def drafts(self) -> SqlDrafts:
        return SqlDrafts(self._transaction)

    @property
    def links(self) -> SqlLinks:
        return SqlLinks(self._transaction)

    @property
    def undos(self) -> SqlUndos:
        return SqlUndos(self._transaction)

    @property
    def audit(self) -> SqlAudit:
        return SqlAudit(self._transaction)

    @property
    def answers(self) -> SqlAnswers:
        return SqlAnswers(self._transaction)

    @property
    def turns(self) -> SqlTurns:
        return SqlTurns(self._transaction)

    @property
    def welcomes(self) -> SqlWelcomes:
        return SqlWelcomes(self._transaction)

    @property
    def seen(self) -> SqlSeenUpdates:
        return SqlSeenUpdates(self._transaction)

    @property
    def personal(self) -> SqlPersonalData:
        return SqlPersonalData(self._transaction)

    @property
    def rules(self) -> SqlRules:
        return SqlRules(self._transaction)

    @property
    def outbox(self) -> SqlOutbox:
        return SqlOutbox(self._transaction)

    @property
    def held(self) -> SqlHeld:
        return SqlHeld(self._transaction)

    @property
    def quiet(self) -> SqlQuiet:
        return SqlQuiet(self._transaction)

    @property
    def digests(self) -> SqlDigests:
        return SqlDigests(self._transaction, digests.c.person_id)

    @property
    def room_digests(self) -> SqlDigests:
        return SqlDigests(self._transaction, room_digests.c.room_id)

    @property
    def asides(self) -> SqlAsides:
        return SqlAsides(self._transaction)

    @property
    def sinks(self) -> SqlSinks:
        return SqlSinks(self._transaction)

    @property
    def jobs(self) -> SqlJobRuns:
        return SqlJobRuns(self._transaction)

    @property
    def forecasts(self) -> SqlForecasts:
        return SqlForecasts(self._transaction)

    @property
    def models(self) -> SqlModels:
        return SqlModels(self._transaction)

    @property
    def trainings(self) -> SqlTrainings:
        return SqlTrainings(self._transaction)
