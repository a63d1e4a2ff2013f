"""The words of people in four languages, from `bot/texts/<lang>/phrases.toml`: which name commands, which carry what
in a sentence. What they mean together is said in `meanings.py`; wishes have words of their own (`alerts.toml`), and
`wishes.py` for what they mean.
"""

import tomllib
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from importlib.resources import files

from bot.hearing.numerals import Numerals
from bot.hearing.words import folded, spellings

LANGUAGES = ("en", "de", "es", "pt")
# Apostrophes are left out where people leave them out: "what's" is "whats", here as in what is said.
APOSTROPHES = str.maketrans("", "", "'’´`ʼ")
MARKS = " ¿¡?!.,…"
# What words of other sentences carry in a wish: some the same, most nothing, and a few make it another sentence.
_CARRIED_IN_WISHES = frozenset({"up", "down", "market", "hourly", "daily"})
_PASSED_IN_WISHES = frozenset(
    """
    filler polite article now today on in about one ask state where price chart candles past want set show get if have
    you me put default everything short coins crypto how_much mood most gainers losers change
    watch add best worst top times number enable
    """.split()  # noqa: SIM905 - a list of words
)
_REFUSED_IN_WISHES = frozenset({"never", "not", "stop", "cancel", "delete", "remove", "forget_me", "unwanted"})
_KNOWN_IN_WISHES = _CARRIED_IN_WISHES | _PASSED_IN_WISHES | _REFUSED_IN_WISHES


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What one language says: `means` by phrase (words joined by a space) · `numbers` by word, and how they are put
    together in `numerals` · `currencies` by names of several words · `ordinary` words that are tickers too, and coins
    only when shouted · `faint` ones, coins where a price or a chart is asked for outright · `joined` nouns that are
    written onto a coin's name · `clitics`, pronouns written onto a verb · `single` words of `means` long enough to be
    mistyped.

    `longest` is the number of words of the longest phrase by its first word.
    """

    language: str
    means: Mapping[str, frozenset[str]]
    longest: Mapping[str, int]
    numbers: Mapping[str, Decimal]
    numerals: Numerals
    currencies: Mapping[str, str]
    ordinary: frozenset[str]
    faint: frozenset[str]
    joined: Sequence[str]
    clitics: Sequence[str]
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
    table = _table(language, "phrases")
    means = _means(table["means"])
    currencies = {
        s: code
        for code, said in table["currencies"].items()
        for name in said.split(",")
        for s in spellings(name.strip())
    }
    listed_as = {
        use: frozenset(s for w in listed.split() for s in spellings(w)) for use, listed in table["words"].items()
    }
    numbers = _numbers(table["numbers"])
    return Lexicon(
        language,
        means,
        _longest(means),
        numbers,
        Numerals(language, numbers, _numbers(table["digits"]), listed_as["point"], listed_as["joins"]),
        currencies,
        # English words are meant as English ones in any sentence.
        ordinary=listed_as["ordinary"] | frozenset(_table("en", "phrases")["words"]["ordinary"].split()),
        faint=listed_as["faint"],
        joined=sorted(listed_as["joined"], key=len, reverse=True),
        clitics=sorted(listed_as["clitics"], key=len, reverse=True),
        single=tuple(sorted(p for p in means if " " not in p and len(p) >= 5)),
    )


@cache
def wish_lexicon(language: str) -> Lexicon:
    """Return the words of a language as wishes use them; read once. Words of wishes mean nothing besides; what carries
    "other" is never part of one."""
    base, table = lexicon(language), _table(language, "alerts")
    own = _means(table["means"])
    # "e o" is an opening elsewhere; here it may join two conditions.
    joints = frozenset(phrase for phrase, carried in own.items() if carried & {"and", "or"})
    means = {
        phrase: carried & _CARRIED_IN_WISHES or frozenset({"filler" if carried & _PASSED_IN_WISHES else "other"})
        for phrase, carried in base.means.items()
        if carried & _KNOWN_IN_WISHES and joints.isdisjoint(phrase.split())
    } | own
    numbers = {**base.numbers, **_numbers(table["numbers"])}
    numerals = replace(base.numerals, words=numbers)
    return replace(base, means=means, longest=_longest(means), numbers=numbers, numerals=numerals, single=())


@cache
def turn_lexicon(language: str, part: str) -> Lexicon:
    """Return the words of a language as one part of `turns.toml` uses them; read once. What is listed there means that
    and nothing besides."""
    base = lexicon(language)
    means = {**base.means, **_means(_table(language, "turns")[part])}
    return replace(base, means=means, longest=_longest(means), single=())


@cache
def turn_words(language: str, part: str) -> Mapping[str, frozenset[str]]:
    """Return what the words of one part of `turns.toml` carry, without those of other sentences."""
    return _means(_table(language, "turns")[part])


def bare(word: str) -> str:
    """Return a typed word as phrases have it: folded, without the marks around it and without apostrophes."""
    return folded(word.strip(MARKS).translate(APOSTROPHES))


def languages_from(own: str) -> Sequence[str]:
    """Return every language, somebody's own first."""
    return tuple(dict.fromkeys((own, *LANGUAGES)))


def longest_phrase(words: Sequence[str], start: int, known: Container[str], most: int) -> str | None:
    """Return the longest of the `known` phrases that begins at `start`, of at most so many words."""
    counts = range(min(most, len(words) - start), 0, -1)
    return next((phrase for n in counts if (phrase := " ".join(words[start : start + n])) in known), None)


def _means(listed: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Return what each phrase carries, by its spellings."""
    means: dict[str, frozenset[str]] = {}
    for concept, phrases in listed.items():
        for phrase in (said for part in phrases.split(",") if (said := part.translate(APOSTROPHES).strip())):
            for spelt in spellings(phrase):
                means[spelt] = means.get(spelt, frozenset()) | {concept}
    return means


def _longest(means: Mapping[str, frozenset[str]]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for phrase in means:
        first, *rest = phrase.split()
        longest[first] = max(longest.get(first, 0), 1 + len(rest))
    return longest


def _numbers(listed: Mapping[str, str]) -> dict[str, Decimal]:
    return {s: Decimal(value) for value, said in listed.items() for word in said.split() for s in spellings(word)}


@cache
def verbs() -> Mapping[str, str]:
    """Return the names of commands by every word that names them in any language, folded."""
    return {
        spelt: name
        for language in LANGUAGES
        for name, listed in _table(language, "phrases")["verbs"].items()
        for word in listed.split()
        for spelt in spellings(word)
    }


@cache
def _table(language: str, name: str) -> dict[str, dict[str, str]]:
    text = files("bot").joinpath(f"texts/{language}/{name}.toml").read_text(encoding="utf-8")
    table: dict[str, dict[str, str]] = tomllib.loads(text)
    return table
