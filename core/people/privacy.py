"""What is kept about a person: the register of tables, export and erasure.

Every room declares its tables by person here; a house test walks the schema and fails on a person column that no
room declares. Whoever adds a table with a person in it adds its line, which also says what becomes of the rows when the
person joins another (`core/delivery/linking.py`).
"""

from collections.abc import Mapping, Sequence

from core.kernel.clock import RealClock
from core.people import lately
from core.people.model import Person
from core.people.ports import Joins, Kept, PeopleStore

PEOPLE_KEPT = (
    Kept("identities", "person_id", "kept-identities", Joins.MOVE),
    Kept("fallbacks", "person_id", "kept-fallback", Joins.GIVE_WAY),
    Kept("links", "person_id", "kept-link", Joins.DROP),
    Kept("drafts", "person_id", "kept-drafts", Joins.DROP),
    Kept("undos", "person_id", "kept-undos", Joins.GIVE_WAY),
    Kept("draft_counters", "person_id", "kept-counters", Joins.HIGHEST),
    Kept("turns", "person_id", "kept-turns", Joins.GIVE_WAY),
    Kept("answers", "person_id", "kept-turns", Joins.DROP),
    Kept("welcomes", "person_id", "kept-welcome", Joins.GIVE_WAY),
    Kept("audit", "person_id", "kept-audit", Joins.STAY, erase="forget"),
)
MARKET_KEPT = (Kept("watchlists", "person_id", "kept-watchlist", Joins.GIVE_WAY, behind="place"),)
ALERTS_KEPT = (
    Kept("firings", "person_id", "kept-firings", Joins.MOVE),
    Kept("rules", "person_id", "kept-rules", Joins.RENUMBER),
    Kept("rule_counters", "person_id", "kept-counters", Joins.DROP),
    Kept("rule_lists", "person_id", "kept-rule-lists", Joins.DROP),
)
DELIVERY_KEPT = (
    Kept("notices", "person_id", "kept-notices", Joins.MOVE, also=("recipient",)),
    Kept("quiet_hours", "person_id", "kept-quiet", Joins.GIVE_WAY, also=("recipient",)),
    Kept("digests", "person_id", "kept-digest", Joins.GIVE_WAY),
    Kept("asides", "person_id", "kept-asides", Joins.MOVE),
    Kept("sinks", "person_id", "kept-sinks", Joins.GIVE_WAY),
    Kept("sink_claims", "person_id", "kept-sinks", Joins.DROP),
)
# The person's own row goes last: the others point to it.
THE_PERSON = Kept("people", "id", "kept-person", Joins.DROP)


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
