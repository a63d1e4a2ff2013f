"""Completion: what may be typed into a field, found in memory, since whoever types waits for it at every letter."""

from datetime import date
from typing import Protocol

from cachetools import LRUCache

from bot.forms import Forms, Prompt
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


class OwnNumbers(Protocol):
    """The numbers of people's alerts, as they were when they were last looked up."""

    def of(self, who: Identity) -> tuple[str, ...]:
        """Return what is known in memory, nothing of somebody who was never looked up."""

    def is_known(self, who: Identity) -> bool: ...

    async def look_up(self, who: Identity) -> None:
        """Read somebody's numbers. Unavailable when the store is away."""


class Numbers:
    """Own numbers, from the book. Whoever joins or leaves is looked up anew: the numbers were another person's."""

    def __init__(self, register: Register, book: Book, linking: Linking) -> None:
        self._register, self._book, self._linking = register, book, linking
        self._parted = linking.changes
        self._known: LRUCache[Identity, tuple[str, ...]] = LRUCache(_PEOPLE)

    def of(self, who: Identity) -> tuple[str, ...]:
        if self._parted != self._linking.changes:
            self._parted = self._linking.changes
            self._known.clear()
        return self._known.get(who, ())

    def is_known(self, who: Identity) -> bool:
        return who in self._known

    async def look_up(self, who: Identity) -> None:
        changes = self._linking.changes
        person = await self._register.find(who)
        rules = () if person is None else await self._book.of(Page(person))
        if changes == self._linking.changes:
            self._known[who] = tuple(rule.spoken for rule in rules)


class Completion:
    """Completes what somebody types into a field of a form."""

    def __init__(self, forms: Forms, catalogue: Catalogue, venues: tuple[str, ...], numbers: OwnNumbers) -> None:
        self._forms, self._catalogue, self._numbers = forms, catalogue, numbers
        self._venues = {venue: venue for venue in venues}

    def suggest(self, who: Identity, prompt: Prompt, language: str) -> tuple[str, ...]:
        """Return what fits, best first, at most 25."""
        spoken = language if language in LANGUAGES else "en"
        vocabulary = Vocabulary(self._catalogue, self._venues, spoken, today=_ANY_DAY)
        own = Prompt(prompt.form, prompt.field, prompt.typed, self._numbers.of(who))
        return tuple(self._forms.suggest(own, vocabulary))

    def warm(self) -> None:
        """Read what is read once: the words of every language and the grammar of rules. Takes longer than a letter."""
        for language in LANGUAGES:
            vocabulary = Vocabulary(self._catalogue, self._venues, language, today=_ANY_DAY)
            self._forms.suggest(Prompt("alert", "rule", "btc drops 60k"), vocabulary)

    async def heard_from(self, who: Identity, typing: bool) -> None:
        """Somebody types, or was answered: what is theirs is looked up for the next letter."""
        if typing or self._numbers.is_known(who):
            await self._numbers.look_up(who)
