"""A process in which somebody joins their two doors, and that dies where it is told to.

    python -m tests.end_to_end.joining ADDRESS FOLDER

reads "SHIFT DIE_AT FIRST SECOND" a line: how many seconds its clock is ahead, at which of its steps it is killed (0:
never), and the platform's numbers of the two accounts. They do what people do after a restart: type the code that they
still see, ask for another where it opens nothing, and say yes to what waits. Answers each line with "killed", or with
how many steps it took. Every statement to the database is a step, so that a transaction may be cut anywhere.
"""

import itertools
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import CursorResult, Executable

from adapters.assemble.linking import REGISTER
from adapters.chance import SystemChance
from adapters.storage.engine import Database, open_database
from adapters.storage.transaction import Transaction
from adapters.vault import AesVault
from bot.code_words import FaceCodes
from core.alerts import interruptions
from core.delivery import allowance
from core.delivery.deliverer import Clocks
from core.delivery.joining import Beyond
from core.delivery.linking import Linking
from core.delivery.sinks import Sinks
from core.kernel.errors import UnknownName
from core.people.links import Link
from core.people.model import Identity, Person
from tests.end_to_end.delivering import ShiftedClock, SteppedStore, Steps, answered

DOOR = "telegram"
Account = tuple[Person, Identity]


@dataclass(frozen=True)
class Seen:
    """What somebody still sees on the screen of their first account, whatever became of the process."""

    folder: Path
    numbers: tuple[str, str]

    def code(self) -> str | None:
        return self._file.read_text() if self._file.exists() else None

    def keep(self, code: str) -> None:
        self._file.write_text(code)

    @property
    def _file(self) -> Path:
        return self.folder / "-".join(self.numbers)


def stepped(steps: Steps) -> None:
    """Make every statement a step."""
    run = Transaction.run

    async def step_and_run(
        self: Transaction,
        statement: Executable,
        values: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
    ) -> CursorResult[Any]:
        steps.take()
        return await run(self, statement, values)

    Transaction.run = step_and_run  # type: ignore[method-assign]  # this fork's alone


async def join(address: str, seen: Seen, ahead_s: float, die_at: int) -> int:
    """Join the second account to the first, whose code is kept in `seen` once it was shown; return the steps."""
    database, clock, steps = open_database(address, durable=False), ShiftedClock(ahead_s), Steps(die_at)
    stepped(steps)
    chance = SystemChance()
    sinks = Sinks(database, FaceCodes({}, clock), AesVault(Path(), bytes(32)), clock, clock, chance)
    beyond = Beyond(REGISTER, (interruptions.joined,), (allowance.passed_on,), sinks.resealed, lambda: None)
    linking = Linking(SteppedStore(database, steps), Clocks(clock, clock), chance, beyond)
    one, other = (Identity(DOOR, number) for number in seen.numbers)
    first, second = await known(database, one), await known(database, other)
    if first.id != second.id:
        waits = await linking.waiting(first) or await typed(linking, (first, one), (second, other), seen)
        steps.take()
        await linking.confirm(first, one, waits.mark)
    await database.close()
    return steps.taken


async def typed(linking: Linking, first: Account, second: Account, seen: Seen) -> Link:
    """Type the code that is seen, else another that is shown now."""
    if (code := seen.code()) is not None:
        try:
            return await linking.typed(*second, code)
        except UnknownName:
            pass  # typed before, or never shown for good
    seen.keep((await linking.show(*first)).code)
    return await linking.typed(*second, seen.code() or "")


async def known(database: Database, identity: Identity) -> Person:
    async with database.reading() as work:
        found = await work.people.find(identity)
    assert found is not None
    return found


def main(address: str, folder: str) -> None:
    # What every fork would have to read first: the database's driver.
    open_database(address)
    for line in sys.stdin:
        ahead_s, die_at, first, second = line.split()
        seen = Seen(Path(folder), (first, second))
        print(answered(lambda: join(address, seen, float(ahead_s), int(die_at))), flush=True)  # noqa: B023


if __name__ == "__main__":
    main(*itertools.islice(sys.argv, 1, 3))
