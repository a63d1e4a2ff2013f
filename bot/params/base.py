"""What a kind of parameter can do, and what it may know while doing it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, Protocol, TypeVar, runtime_checkable

from bot.hearing.words import Words
from core.market.catalogue import Catalogue

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Names that words may mean here. `venues` maps lower-case names to ids; `language` is the person's, `today` the
    market's date in their zone; `in_room` where others read it."""

    catalogue: Catalogue
    venues: Mapping[str, str]
    language: str = "en"
    today: date = field(kw_only=True)
    in_room: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A value read from `length` words."""

    value: T
    length: int = 1


@runtime_checkable
class Kind(Protocol):
    """A kind of parameter. `what` names it in errors; `many` kinds collect every match of a message."""

    @property
    def what(self) -> str: ...

    @property
    def many(self) -> bool: ...

    def match(self, words: Words, index: int, vocabulary: Vocabulary) -> Match[object] | None:
        """Return the value that begins at word `index`, None when there is none; never raises on any input
        but `Mistake` for a word that is surely meant and surely wrong."""

    def suggest(self, prefix: str, vocabulary: Vocabulary) -> Sequence[str]:
        """Return valid words for autocomplete or as nearest forms, best first, at most 25."""

    def schema(self) -> Mapping[str, object]:
        """Return the JSON schema of the written value."""

    def written(self, value: object) -> object:
        """Return `value` as it stands in `command.args`."""


@runtime_checkable
class Completes(Protocol):
    """A kind that knows more about a word half typed than which of its suggestions begin so."""

    def complete(self, typed: str, vocabulary: Vocabulary) -> Sequence[str]:
        """Return what may become of `typed`, best first; nothing where that is anybody's guess."""


@dataclass(frozen=True, slots=True)
class Named:
    """Metadata of a parameter: its public name on every door (`in` is no Python name), the words that announce it
    ("in eur") in any of the four languages, whether its value counts only when announced, and whether it is `whole`:
    all that stands behind the verb, as typed. `alone` is the value where it is announced and nothing follows,
    `loose` what of it counts unannounced, where that is less. `narrows` is the argument of
    what is done with it, "" for all that the command does: where it is left out, that is done with all there is, or
    with the only one."""

    name: str
    markers: tuple[str, ...] = ()
    strict: bool = False
    whole: bool = False
    alone: object = None
    loose: Kind | None = None
    narrows: str | None = None


# Prepositions that announce the currency of an answer, in en, de, es, pt.
IN = ("in", "en", "em", "to", "into", "nach", "zu", "para", "a")
AT = ("at", "on", "auf", "bei", "en", "na", "no", "@")
