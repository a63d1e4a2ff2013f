"""The texts: one Fluent bundle per language, parsed once. Imported when the first sentence is said."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Self

from babel import Locale
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import CurrentEnvironment, Pattern, ResolverEnvironment, TextElement
from fluent.runtime.types import FluentInt, FluentType

from bot.speaking.numbers import LOCALES

TEXTS = Path(__file__).parent.parent / "texts"
_JOINT = re.compile(r"[,;] ")

Note = Callable[[], None]


class Shown(FluentType):
    """Words ready to be put into a sentence; calls `note` when that happens."""

    def __init__(self, words: str, note: Note) -> None:
        self._words, self._note = words, note

    def format(self, locale: Locale) -> str:
        self._note()
        return self._words


class Counted(FluentInt):
    """A count: chooses plural forms by its value and is written in the person's digits."""

    _words: str
    _note: Note

    @classmethod
    def of(cls, value: int, words: str, note: Note) -> Self:
        count = cls(value)
        count._words, count._note = words, note
        return count

    def format(self, locale: Locale) -> str:
        self._note()
        return self._words


Fact = str | Shown | Counted


class Catalogue:
    """The messages of one language. A message's value may have a second part, its attribute `rest`."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._bundle = FluentBundle([LOCALES[language].replace("_", "-")], use_isolating=False)
        for path in sorted((TEXTS / language).glob("*.ftl")):
            self._bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))

    def has(self, key: str) -> bool:
        return self._bundle.has_message(key)

    def said(self, key: str, facts: Mapping[str, Fact]) -> tuple[str, str | None]:
        """Return the message's value and its `rest`. KeyError for a message that is not there, ValueError for a fact
        that it needs and was not given."""
        if not self.has(key):
            raise KeyError(f"no text {key!r} in {self._language}")
        message = self._bundle.get_message(key)
        if message.value is None:
            raise KeyError(f"text {key!r} in {self._language} is empty")
        rest = message.attributes.get("rest")
        return self._written(key, message.value, facts), None if rest is None else self._written(key, rest, facts)

    def joint(self, key: str) -> str:
        """Return what only joins the message's `rest` to its value: a comma that the text itself begins with, never one
        of a fact."""
        rest = self._bundle.get_message(key).attributes.get("rest")
        first = rest.elements[0] if isinstance(rest, Pattern) else rest
        found = _JOINT.match(first.value) if isinstance(first, TextElement) else None
        return "" if found is None else found[0]

    def _written(self, key: str, pattern: Pattern, facts: Mapping[str, Fact]) -> str:
        # Not bundle.format_pattern: it would make a plain number of a Counted.
        errors: list[Exception] = []
        said = pattern(ResolverEnvironment(self._bundle, errors, CurrentEnvironment(dict(facts))))
        if errors or not isinstance(said, str):
            raise ValueError(f"text {key!r} in {self._language}: {errors}")
        return said


@lru_cache
def catalogue(language: str) -> Catalogue:
    return Catalogue(language)
