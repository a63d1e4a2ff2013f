"""Drafts: what was understood and waits for its person's word. They live in the database, so a restart loses none."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from core.kernel.base36 import base36
from core.kernel.clock import RealClock
from core.kernel.errors import UnknownName
from core.people.model import Draft, Person
from core.people.ports import PeopleStore

DRAFT_LIFE = timedelta(hours=24)
# Of so many that wait one is asked which is meant.
MOST_CHOICES = 5


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a person's word, oldest first: `here`, in the chat where they speak, and `elsewhere`."""

    here: tuple[Draft, ...]
    elsewhere: tuple[Draft, ...]


class Drafts:
    """Makes, takes and drops drafts. A draft is taken once: of two taps one counts."""

    def __init__(self, store: PeopleStore, clock: RealClock) -> None:
        self._store, self._clock = store, clock

    async def make(
        self, person: Person, command: str, facts: Mapping[str, object], chats: tuple[str, str] | None = None
    ) -> str:
        """Keep a draft and return its spoken id, "d3"; `chats` are those in which it was asked for and is read, None
        where it concerns every chat."""
        now = self._clock.now()
        async with self._store.begin() as work:
            lasts = now, now + DRAFT_LIFE
            draft = await work.drafts.add(person.id, command, json.dumps(facts), *lasts, chats or (None, None))
            await work.commit()
        return f"d{draft.number}"

    async def take(self, person: Person, spoken: str) -> Draft:
        """Take the draft; UnknownName for one that is not there, expired or another's."""
        async with self._store.begin() as work:
            draft = await work.drafts.take(person.id, _number(person, spoken), self._clock.now())
            await work.commit()
        if draft is None:
            raise UnknownName("draft", spoken.partition("-")[0])
        return draft

    async def find(self, person: Person, spoken: str) -> Draft:
        """Return the draft without taking it; UnknownName as above."""
        async with self._store.reading() as work:
            draft = await work.drafts.find(person.id, _number(person, spoken), self._clock.now())
        if draft is None:
            raise UnknownName("draft", spoken.partition("-")[0])
        return draft

    async def open(self, person: Person) -> Sequence[Draft]:
        """Return what waits for this person's word, oldest first."""
        async with self._store.reading() as work:
            return await work.drafts.open(person.id, self._clock.now())

    async def open_in(self, person: Person, chat: str) -> Waiting:
        """Return the same, parted by whether a bare word in `chat` concerns it."""
        waiting = await self.open(person)
        here = tuple(draft for draft in waiting if _concerns(draft, chat))
        return Waiting(here, tuple(draft for draft in waiting if draft not in here))

    async def drop(self, person: Person, drafts: Sequence[Draft]) -> int:
        """Drop these drafts; return how many of them there were still."""
        async with self._store.begin() as work:
            dropped = await work.drafts.drop(person.id, [draft.number for draft in drafts])
            await work.commit()
        return dropped


def _concerns(draft: Draft, chat: str) -> bool:
    return draft.asked_in is None or chat in {draft.asked_in, draft.read_in}


def spoken_of(drafts: Iterable[Draft]) -> tuple[str, ...]:
    """Return what drafts are called: "d3", "d5"."""
    return tuple(f"d{draft.number}" for draft in drafts)


def on_button(person: Person, spoken: str) -> str:
    """Return how a button calls a draft where others may press it: their own of the same number is not meant."""
    return f"{spoken}-{base36(person.id)}"


def _number(person: Person, spoken: str) -> int:
    """Return the number in "d3", or in "d3-2k" of a button. UnknownName where the button is another person's."""
    number, _, whose = spoken.partition("-")
    if whose and int(whose, 36) != person.id:
        raise UnknownName("draft-button", number)
    return int(number[1:])
