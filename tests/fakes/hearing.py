"""The real commands and the real words, heard as a test says them."""

from collections.abc import Mapping
from datetime import date

from bot.commands import COMMANDS
from bot.hearing.grammar import Grammar
from bot.hearing.understanding import understood
from bot.params.base import Vocabulary
from core.kernel.errors import Mistake
from core.market.catalogue import Catalogue

VENUES = ("binance", "kraken", "coinbase", "kucoin")
TODAY = date(2026, 11, 29)
GRAMMAR = Grammar(COMMANDS)
CATALOGUE = Catalogue()

Meant = tuple[str, Mapping[str, object]]


def vocabulary(language: str = "en", in_room: bool = False) -> Vocabulary:
    """Return the names that every test knows."""
    return Vocabulary(CATALOGUE, {venue: venue for venue in VENUES}, language, today=TODAY, in_room=in_room)


def meant(text: str, language: str = "en") -> Meant | None:
    """Return name and arguments of what `text` asks for, None when it is no command. Raises a `Mistake`."""
    bound = understood(text, GRAMMAR, vocabulary(language))
    return None if bound is None else (bound.command.name, dict(bound.args))


def meant_or_mistaken(text: str, language: str = "en") -> Meant | None:
    """Return what `text` asks for; a line that is refused asks for nothing either."""
    try:
        return meant(text, language)
    except Mistake:
        return None
