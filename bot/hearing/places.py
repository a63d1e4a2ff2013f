"""Places in the last list: "chart the second one", "nur den letzten", "alert on the first" name the coin that stands
there."""

from collections.abc import Iterator, Sequence
from functools import cache

from bot.hearing.before import OF_ALERTS, Before, coins_of
from bot.hearing.phrases import LANGUAGES, MARKS, bare, turn_words
from bot.hearing.words import cleaned, folded
from bot.params.alerts import ORDINALS
from bot.params.base import Vocabulary
from core.kernel.errors import Missing

_LONGEST = 120
_BEFORE = """
    the den dem der die das el la los las del al o a os as do da ao vom zum zur number no nr
"""
_BEHIND = "one ones coin coins moneda monedas moeda moedas en"
# "The first three" counts, "a second" is a length of time, and "the last price" a price.
_OTHERWISE = """
    two three four five zwei drei vier funf dos tres cuatro cinco dois duas quatro hour hours day days week weeks month
    months year years stunde stunden tag tage tagen woche wochen monat monate monaten jahr jahre hora horas dia dias
    semana semanas mes meses ano anos price quote update kurs preis precio preco
"""


def with_places(text: str, before: Before, vocabulary: Vocabulary) -> str | None:
    """Return `text` with the coin of the last list that it means by its place; None where it names no place.

    Raises
    ------
    Missing
        Where the list was shorter, or what stands there is about no coin: which one is asked.
    """
    coins = list(before.listed) or coins_of(before, vocabulary)
    words = cleaned(text).split(" ")
    if len(text) > _LONGEST or not coins:
        return None
    plain = [bare(word) for word in words]
    found = next(_places(plain), None)
    if found is None:
        return None
    start, end, place = found
    if len(coins) < 2 and before.command not in OF_ALERTS:
        return None
    place = place or len(coins)
    if place > len(coins) or not coins[place - 1]:
        known = tuple(dict.fromkeys(filter(None, coins)))
        raise Missing("coin", "", known[:4], f"price {(*known, 'btc')[0].lower()}")
    return " ".join([*words[:start], coins[place - 1], *words[end:]])


def names_a_place(text: str) -> bool:
    """Return whether `text` names a place in a list, whatever was listed."""
    plain = [bare(word) for word in cleaned(text).split(" ")]
    return len(text) <= _LONGEST and next(_places(plain), None) is not None


def without_places(text: str) -> str:
    """Return `text` without the words that name places: "chart the one"."""
    words = text[:_LONGEST].split(" ")
    return " ".join(word for word in words if folded(word.strip(MARKS)) not in ORDINALS.keys() | _last())


def _places(words: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Yield where a place is named, and which one; 0 is the last."""
    for index, word in enumerate(words):
        place = ORDINALS.get(word) if word not in _last() else 0
        behind = words[index + 1] if index + 1 < len(words) else ""
        if place is None or behind[:1].isdigit() or behind in _OTHERWISE.split():
            continue
        start, end = index, index + 1
        while start and words[start - 1] in _BEFORE.split():
            start -= 1
        while end < len(words) and words[end] in _BEHIND.split():
            end += 1
        yield start, end, place


@cache
def _last() -> frozenset[str]:
    words = (turn_words(language, "followups") for language in LANGUAGES)
    return frozenset(
        phrase for means in words for phrase, carried in means.items() if "last" in carried and " " not in phrase
    )
