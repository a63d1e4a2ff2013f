"""What is kept about a person: the register of tables, export and erasure.

Every room declares its tables by person here; a house test walks the schema and fails on a person column that no
room declares. Whoever adds a table with a person in it adds its line.
"""

from collections.abc import Mapping, Sequence

from core.kernel.clock import RealClock
from core.people import lately
from core.people.model import Person
from core.people.ports import Kept, PeopleStore

PEOPLE_KEPT = (
    Kept("identities", "person_id", "kept-identities"),
    Kept("fallbacks", "person_id", "kept-fallback"),
    Kept("drafts", "person_id", "kept-drafts"),
    Kept("undos", "person_id", "kept-undos"),
    Kept("draft_counters", "person_id", "kept-counters"),
    Kept("turns", "person_id", "kept-turns"),
    Kept("audit", "person_id", "kept-audit", erase="forget"),
)
MARKET_KEPT = (Kept("watchlists", "person_id", "kept-watchlist"),)
ALERTS_KEPT = (
    Kept("firings", "person_id", "kept-firings"),
    Kept("rules", "person_id", "kept-rules"),
    Kept("rule_counters", "person_id", "kept-counters"),
    Kept("rule_lists", "person_id", "kept-rule-lists"),
)
DELIVERY_KEPT = (
    Kept("notices", "person_id", "kept-notices"),
    Kept("quiet_hours", "person_id", "kept-quiet"),
    Kept("digests", "person_id", "kept-digest"),
    Kept("asides", "person_id", "kept-asides"),
    Kept("sinks", "person_id", "kept-sinks"),
    Kept("sink_claims", "person_id", "kept-sinks"),
)
# The person's own row goes last: the others point to it.
THE_PERSON = Kept("people", "id", "kept-person")


class Privacy:
    """Shows, exports and erases what is kept about one person."""

    def __init__(self, store: PeopleStore, clock: RealClock, kept: Sequence[Kept]) -> None:
        self._store, self._clock = store, clock
        self.kept = (*kept, THE_PERSON)

    async def counts(self, person_id: int) -> Mapping[str, int]:
        """Return how many rows there are, by the text key that says what they are."""
        found: dict[str, int] = {}
        async with self._store.reading() as work:
            for kept in self.kept:
                found[kept.text_key] = found.get(kept.text_key, 0) + await work.personal.count(person_id, kept)
        return found

    async def export(self, person_id: int) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """Return every row of the person, by table."""
        async with self._store.reading() as work:
            return {kept.table: await work.personal.rows(person_id, kept) for kept in self.kept}

    async def erase(self, person: Person) -> Mapping[str, int]:
        """Delete every row of the person in one transaction; return how many went, by table. The last owner may go,
        too: whoever has the shell makes another by a new owner code."""
        gone: dict[str, int] = {}
        async with self._store.begin() as work:
            for kept in self.kept:
                gone[kept.table] = await work.personal.erase(person.id, kept)
            await lately.forget_person(work.memory, person.id)
            await work.audit.append(self._clock.now(), None, "erasure", f"person {person.id}", "done")
            await work.commit()
        return gone
