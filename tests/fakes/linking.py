"""Linking on a real database, and people at their doors."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from adapters.assemble.linking import REGISTER
from adapters.chance import SeededChance
from adapters.storage.engine import Database
from adapters.vault import AesVault
from bot.code_words import FaceCodes
from core.alerts import interruptions
from core.delivery import allowance
from core.delivery.deliverer import Clocks
from core.delivery.joining import Beyond
from core.delivery.linking import Linking
from core.delivery.model import NewNotice
from core.delivery.sinks import Sinks
from core.kernel.memory import Memory
from core.people.model import Identity, Person, Preferences, Role
from tests.databases import NOON
from tests.fakes.clock import ManualClock

PHONE, DESK, EVES = Identity("telegram", "1"), Identity("discord", "1"), Identity("discord", "666")


@dataclass
class Doors:
    """Linking on a real database, and people at their doors."""

    database: Database
    clock: ManualClock = field(default_factory=ManualClock)
    told: int = 0
    fails: bool = False

    def __post_init__(self) -> None:
        self.vault = AesVault(Path(), bytes(32))
        chance = SeededChance(5)
        self.sinks = Sinks(self.database, FaceCodes({}, self.clock), self.vault, self.clock, self.clock, chance)
        moved = (interruptions.joined, self._last)
        beyond = Beyond(REGISTER, moved, (allowance.passed_on,), self.sinks.resealed, self._changed)
        self.linking = Linking(self.database, Clocks(self.clock, self.clock), chance, beyond)

    def _changed(self) -> None:
        self.told += 1

    async def _last(self, memory: Memory, from_id: int, to_id: int) -> None:
        if self.fails:
            raise RuntimeError("killed before the end")

    async def met(self, identity: Identity, role: Role = Role.MEMBER, name: str = "Ada") -> Person:
        async with self.database.begin() as work:
            person = await work.people.add(identity, name, Role.STRANGER, Preferences(), NOON)
            await work.people.set_role(person.id, role)
            await work.commit()
        return replace(person, role=role)

    async def at(self, identity: Identity) -> Person | None:
        async with self.database.reading() as work:
            return await work.people.find(identity)

    async def notices(self, person: Person) -> list[NewNotice]:
        """Return what was written to somebody, oldest first."""
        kept = next(kept for kept in REGISTER if kept.table == "notices")
        async with self.database.reading() as work:
            rows = await work.personal.rows(person.id, kept)
        return [
            NewNotice(str(r["key"]), str(r["kind"]), str(r["facts"]), NOON, NOON, door=str(r["door"])) for r in rows
        ]

    async def joined(self, first: Person, second: Person) -> Person:
        code = (await self.linking.show(first, PHONE)).code
        await self.linking.typed(second, DESK, code)
        await self.linking.confirm(first, PHONE, None)
        found = await self.at(DESK)
        assert found is not None
        return found
