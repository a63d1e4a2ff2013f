"""The words of people in four languages, from `bot/texts/<lang>/phrases.toml`: which name commands, which carry what
in a sentence. What they mean together is said in `meanings.py`.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from importlib.resources import files

from bot.hearing.words import spellings

LANGUAGES = ("en", "de", "es", "pt")
# Apostrophes are left out where people leave them out: "what's" is "whats", here as in what is said.
APOSTROPHES = str.maketrans("", "", "'’´`ʼ")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What one language says: `means` by phrase (words joined by a space) · `numbers` by word ·
    `currencies` by names of several words · `ordinary` words that
    are tickers too, and coins only when shouted · `faint` ones, coins where a price or a chart is asked for outright ·
    `joined` nouns that are written onto a coin's name · `single` words of `means` long enough to be mistyped.

    `longest` is the number of words of the longest phrase by its first word.
    """

    language: str
    means: Mapping[str, frozenset[str]]
    longest: Mapping[str, int]
    numbers: Mapping[str, Decimal]
    currencies: Mapping[str, str]
    ordinary: frozenset[str]
    faint: frozenset[str]
    joined: Sequence[str]
    single: Sequence[str] = field(repr=False)

    def phrase(self, words: Sequence[str], start: int) -> tuple[frozenset[str], int] | None:
        """Return what the longest known phrase that begins at `start` carries, and its number of words."""
        for length in range(min(self.longest.get(words[start], 0), len(words) - start), 0, -1):
            carried = self.means.get(" ".join(words[start : start + length]))
            if carried is not None:
                return carried, length
        return None


@cache
def lexicon(language: str) -> Lexicon:
    """Return the words of a language; read once."""
    table = _table(language)
    means: dict[str, frozenset[str]] = {}
    for concept, listed in table["means"].items():
        for phrase in (said for part in listed.split(",") if (said := part.translate(APOSTROPHES).strip())):
            for spelt in spellings(phrase):
                means[spelt] = means.get(spelt, frozenset()) | {concept}
    longest: dict[str, int] = {}
    for phrase in means:
        first, *rest = phrase.split()
        longest[first] = max(longest.get(first, 0), 1 + len(rest))
    numbers = {
        s: Decimal(value) for value, said in table["numbers"].items() for w in said.split() for s in spellings(w)
    }
    currencies = {
        s: code
        for code, said in table["currencies"].items()
        for name in said.split(",")
        for s in spellings(name.strip())
    }
    listed_as = {
        use: frozenset(s for w in listed.split() for s in spellings(w)) for use, listed in table["words"].items()
    }
    return Lexicon(
        language,
        means,
        longest,
        numbers,
        currencies,
        # English words are meant as English ones in any sentence.
        ordinary=listed_as["ordinary"] | frozenset(_table("en")["words"]["ordinary"].split()),
        faint=listed_as["faint"],
        joined=sorted(listed_as["joined"], key=len, reverse=True),
        single=tuple(sorted(p for p in means if " " not in p and len(p) >= 5)),
    )


@cache
def verbs() -> Mapping[str, str]:
    """Return the names of commands by every word that names them in any language, folded."""
    return {
        spelt: name
        for language in LANGUAGES
        for name, listed in _table(language)["verbs"].items()
        for word in listed.split()
        for spelt in spellings(word)
    }


@cache
def _table(language: str) -> dict[str, dict[str, str]]:
    text = files("bot").joinpath(f"texts/{language}/phrases.toml").read_text(encoding="utf-8")
    table: dict[str, dict[str, str]] = tomllib.loads(text)
    return table
