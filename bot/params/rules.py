"""Rules of alerts: the rest of the line, in the language of rules or in a plain sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.hearing.wishes import misplaced, wish_said
from bot.hearing.words import Words
from bot.params.base import Match, Vocabulary
from core.alerts.language import LONGEST_RULE, parse, written
from core.alerts.model import Wish
from core.alerts.names import CatalogueNames
from core.kernel.errors import Mistake, UnknownName

EXAMPLES = (
    "btc < 60k",
    "eth -5% 1h and eth rsi 1h < 30 every 4h",
    "sol ±8% 24h",
    "btc rsi 1h < 30",
    "eth ema20 4h crosses ema50",
    "btc volume 1h > 3x",
    "market shift",
    "usdt off 1 by 0.5%",
    "btc 7d forecast excludes 60k",
)

_NAMED_IN_RULES = frozenset({"venue", "indicator"})


def names_of(vocabulary: Vocabulary) -> CatalogueNames:
    """Return the names that rules may use."""
    return CatalogueNames(vocabulary.catalogue, vocabulary.venues, vocabulary.language)


@dataclass(frozen=True, slots=True)
class RuleKind:
    """A rule, in the language of rules or in a plain sentence; the value is a `Wish`, written in the language of rules.
    Takes the whole rest of a line."""

    what: str = "rule"
    many: bool = False

    def match(self, words: Words, index: int, vocabulary: Vocabulary) -> Match[object] | None:
        text = " ".join(words.typed[index:])
        return Match(_wished(text, vocabulary), len(words) - index)

    def suggest(self, prefix: str, vocabulary: Vocabulary) -> Sequence[str]:
        plain = prefix.casefold().strip()
        return tuple(rule for rule in EXAMPLES if rule.startswith(plain)) or EXAMPLES[:3]

    def schema(self) -> Mapping[str, object]:
        return {"type": "string", "maxLength": LONGEST_RULE, "examples": list(EXAMPLES)}

    def written(self, value: object) -> object:
        assert isinstance(value, Wish)
        return written(value)


def is_rule(text: str, vocabulary: Vocabulary) -> bool:
    """Return whether `text` is one in the language of rules as it stands."""
    try:
        parse(text, names_of(vocabulary), vocabulary.today)
    except Mistake:
        return False
    return True


def is_but_a_name(mistake: Mistake) -> bool:
    """Whether a rule is understood but for the name of a venue or an indicator: no sentence is to be read in its place,
    which would go without it."""
    in_rule = mistake.example.startswith("alert ")
    return in_rule and isinstance(mistake, UnknownName) and mistake.what in _NAMED_IN_RULES


def _wished(text: str, vocabulary: Vocabulary) -> Wish:
    try:
        return parse(text, names_of(vocabulary), vocabulary.today)
    except Mistake as mistake:
        if is_but_a_name(mistake):
            raise
        rule = wish_said(text, vocabulary, asked=True)
        if rule is None and (place := misplaced(text, vocabulary)) is not None:
            raise place from mistake
        if rule is None:
            raise
    # The rule is ours: its figures are written as English ones.
    return parse(rule, names_of(replace(vocabulary, language="en")), vocabulary.today)
