"""Rules as a test says them."""

import pytest

from core.alerts.facts import Comparison
from core.alerts.language import comparisons, conditions_of, parse, settled, written
from core.alerts.model import All, Compared, Either, Wish
from core.kernel.errors import Mistake
from tests.fakes.wishes import TODAY, names


def wished(text: str, language: str = "en") -> Wish:
    return parse(text, names(language), TODAY)


def rewritten(text: str, language: str = "en") -> str:
    """Return what `text` is written as."""
    return written(wished(text, language))


def kinds(text: str) -> list[str]:
    return [condition.kind for condition in conditions_of(wished(text).tree)]


def compared(text: str, currency: str = "USD") -> list[Comparison]:
    """Return every comparison of a rule in the order of its text, levels settled in `currency`."""
    wish = settled(wished(text), currency)
    return list(_flat(comparisons(wish.tree, wish.options)))


def mistake(text: str, language: str = "en") -> Mistake:
    with pytest.raises(Mistake) as raised:
        wished(text, language)
    return raised.value


def _flat(tree: Compared) -> list[Comparison]:
    if isinstance(tree, All | Either):
        return [comparison for part in tree.parts for comparison in _flat(part)]
    return [tree]
