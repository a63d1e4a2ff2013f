"""How two become one: everything of whoever joins moves to the other, table by table as the register says."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from core.delivery.link_notices import Join
from core.delivery.link_ports import LinkWork
from core.kernel.memory import Memory
from core.people import lately
from core.people.links import Link
from core.people.model import Identity, Person
from core.people.ports import Kept
from core.people.privacy import THE_PERSON

Moved = Callable[[Memory, int, int], Awaitable[None]]
"""What a room remembers of somebody by number, told that one joined another."""
Resealed = Callable[[str, int, int, str, str], Awaitable[str]]
"""Seals what was sealed for one person anew for another: secret, from, to, door, address."""


@dataclass(frozen=True, slots=True)
class Beyond:
    """What linking does to what other rooms keep: `kept` of the register, what each has `moved` besides, what of each
    allowance is `used` and goes along, how secrets are `resealed`, and who is told that things have `changed`."""

    kept: Sequence[Kept]
    moved: Sequence[Moved]
    used: Sequence[Moved]
    resealed: Resealed
    changed: Callable[[], None]


class Joining:
    """Moves what is kept of one person to another; `used` are the allowances that go along."""

    def __init__(self, beyond: Beyond, used: Sequence[Moved]) -> None:
        self._beyond, self._used = beyond, used

    async def join(self, work: LinkWork, joiner: Person, person: Person, link: Link) -> Join:
        """Let `joiner`, who typed the code of `link`, be `person` from now on; return what moved."""
        await work.people.hold(sorted((joiner.id, person.id)))
        for each in (joiner.id, person.id):
            await work.links.drop(each)
            await work.people.note_role(each)
            # What waits there has a number that may mean something else from now on.
            await work.drafts.drop_all(each)
        await work.outbox.take_back(joiner.id)
        await self._hand_over_addresses(work, joiner.id, person.id)
        moved = {kept.table: await work.personal.join(joiner.id, person.id, kept) for kept in self._beyond.kept}
        for move in (*self._beyond.moved, *self._used):
            await move(work.memory, joiner.id, person.id)
        await lately.forget_person(work.memory, joiner.id)
        await work.personal.join(joiner.id, person.id, THE_PERSON)
        assert link.joiner is not None
        hours = any(moved.get(table) for table in ("digests", "quiet_hours"))
        return Join(link.joiner.door, moved.get("rules", 0), moved.get("watchlists", 0), hours)

    async def _hand_over_addresses(self, work: LinkWork, from_id: int, to_id: int) -> None:
        """Where both have one of a kind, the other's goes, with the identity that it is; sealed secrets are sealed for
        their new person."""
        taken = {sink.door for sink in await work.sinks.of(to_id)}
        for sink in await work.sinks.of(from_id):
            if sink.door in taken:
                await work.sinks.drop(from_id, sink.door)
                await work.people.unlink(from_id, Identity(sink.door, sink.address))
            elif sink.secret is not None:
                again = await self._beyond.resealed(sink.secret, from_id, to_id, sink.door, sink.address)
                await work.sinks.keep(replace(sink, secret=again))
