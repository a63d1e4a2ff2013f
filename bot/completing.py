"""Completion: what may be typed into a field, found in memory, since whoever types waits for it at every letter."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from cachetools import LRUCache

from bot.forms import Forms, Own, Prompt
from bot.params.base import Vocabulary
from bot.speaking.say import LANGUAGES
from core.alerts.book import Book
from core.alerts.page import Page
from core.delivery.linking import Linking
from core.market.catalogue import Catalogue
from core.people.model import Identity
from core.people.register import Register

_PEOPLE = 10_000
# What is typed into a field is judged by its command; completion only needs some date to count from.
_ANY_DAY = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Shared:
    """A room, as its door knows it."""

    door: str
    room: str


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts of whoever has this one."""

    of: Identity


Whose = Identity | Shared | Accounts


class OwnWords(Protocol):
    """The numbers of alerts, people's own and rooms', and the doors of people's accounts, as they were when they were
    last looked up."""

    def of(self, whose: Whose) -> tuple[str, ...]:
        """Return what is known in memory, nothing of whose were never looked up."""

    def is_known(self, whose: Whose) -> bool: ...

    async def look_up(self, whose: Whose) -> None:
        """Read them. Unavailable when the store is away."""


class Owned:
    """Own words, from the book and the register. Whoever joins or leaves is looked up anew: they were another
    person's."""

    def __init__(self, register: Register, book: Book, linking: Linking) -> None:
        self._register, self._book, self._linking = register, book, linking
        self._parted = linking.changes
        self._known: LRUCache[Whose, tuple[str, ...]] = LRUCache(_PEOPLE)

    def of(self, whose: Whose) -> tuple[str, ...]:
        return self._fresh.get(whose, ())

    def is_known(self, whose: Whose) -> bool:
        return whose in self._fresh

    async def look_up(self, whose: Whose) -> None:
        changes = self._linking.changes
        words = await self._read(whose)
        if changes == self._linking.changes:
            self._fresh[whose] = words

    @property
    def _fresh(self) -> LRUCache[Whose, tuple[str, ...]]:
        if self._parted != self._linking.changes:
            self._parted = self._linking.changes
            self._known.clear()
        return self._known

    async def _read(self, whose: Whose) -> tuple[str, ...]:
        match whose:
            case Shared():
                return await self._rooms(whose)
            case Accounts():
                return await self._doors(whose.of)
        return await self._own(whose)

    async def _doors(self, who: Identity) -> tuple[str, ...]:
        """Return where else a person writes from, and here: of an only account there is nothing to choose."""
        person = await self._register.find(who)
        doors = () if person is None else await self._linking.doors(person)
        return tuple(dict.fromkeys(each.door for each in doors)) if len(doors) > 1 else ()

    async def _own(self, who: Identity) -> tuple[str, ...]:
        person = await self._register.find(who)
        return () if person is None else tuple(rule.spoken for rule in await self._book.of(Page(person)))

    async def _rooms(self, shared: Shared) -> tuple[str, ...]:
        room = await self._register.known_room(shared.door, shared.room)
        return () if room is None else tuple(rule.spoken for rule in await self._book.of_room(room))


class Completion:
    """Completes what somebody types into a field of a form."""

    def __init__(self, forms: Forms, catalogue: Catalogue, venues: tuple[str, ...], own: OwnWords) -> None:
        self._forms, self._catalogue, self._own = forms, catalogue, own
        self._venues = {venue: venue for venue in venues}

    def suggest(self, who: Identity, prompt: Prompt, language: str, room: str | None = None) -> tuple[str, ...]:
        """Return what fits, best first, at most 25; `room` is where it is typed."""
        spoken = language if language in LANGUAGES else "en"
        vocabulary = Vocabulary(self._catalogue, self._venues, spoken, today=_ANY_DAY)
        own = Prompt(prompt.form, prompt.field, prompt.typed, self._own.of(self._whose(who, prompt, room)))
        return tuple(self._forms.suggest(own, vocabulary))

    def warm(self) -> None:
        """Read what is read once: the words of every language and the grammar of rules. Takes longer than a letter."""
        for language in LANGUAGES:
            vocabulary = Vocabulary(self._catalogue, self._venues, language, today=_ANY_DAY)
            self._forms.suggest(Prompt("alert", "rule", "btc drops 60k"), vocabulary)

    def lacks(self, who: Identity, prompt: Prompt, room: str | None = None) -> bool:
        """Return whether the field takes what is one's own, and that was never looked up."""
        return self._forms.takes(prompt) is not None and not self._own.is_known(self._whose(who, prompt, room))

    async def heard_from(self, who: Identity, typed: Prompt | None = None, room: str | None = None) -> None:
        """Somebody types, or was answered: what is theirs, or the room's, is looked up for the next letter."""
        wanted = None if typed is None else self._whose(who, typed, room)
        for whose in (who, Accounts(who), *(() if room is None else (Shared(who.door, room),))):
            if whose == wanted or self._own.is_known(whose):
                await self._own.look_up(whose)

    def _whose(self, who: Identity, prompt: Prompt, room: str | None) -> Whose:
        """Return whose words a field takes: those of the room where its command governs one, else one's own."""
        if self._forms.takes(prompt) is Own.ACCOUNTS:
            return Accounts(who)
        form = self._forms.find(prompt.form)
        return Shared(who.door, room) if room is not None and form is not None and form.of_room else who
