"""Rules changed by a few words: "< 58k", "every 4h", or a whole other condition."""

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date

from core.alerts.conditions.forecast import Forecast
from core.alerts.language import parse, plain, written
from core.alerts.model import All, Either, Options, Tree, Wish
from core.alerts.names import Names
from core.kernel.errors import Mistake

_ONCE = re.compile(r"\bonce\b", re.IGNORECASE)
_NOTE = re.compile(r"\bnote\b", re.IGNORECASE)


def edited(wish: Wish, text: str, names: Names, today: date) -> Wish:
    """Return `wish` as `text` changes it: what the text says takes the place of what was there, the rest stays.

    Raises the `Mistake` that the text makes as a rule of its own.
    """
    mistake: Mistake | None = None
    for before in _beginnings(wish.tree, names.language):
        try:
            said = parse(f"{before} {text}".strip(), names, today)
        except Mistake as error:
            mistake = mistake or error
        else:
            return plain(Wish(said.tree, _overridden(wish.options, said.options, text)))
    assert mistake is not None
    raise mistake


def _beginnings(tree: Tree, language: str) -> Iterator[str]:
    """Yield what may be meant to stand before the text: nothing, the rule's coin ("< 58k"), of a forecast how far it
    looks too ("excludes 58k"), all of its condition ("every 4h")."""
    yield ""
    if isinstance(tree, Forecast):
        yield tree.about
    if not isinstance(tree, All | Either) and tree.coin is not None:
        yield tree.coin
    yield written(Wish(tree), language)


def _overridden(before: Options, said: Options, text: str) -> Options:
    if _ONCE.search(_NOTE.split(text, maxsplit=1)[0]):
        before = replace(before, every=None, most=None)
    nothing = Options()
    told = {f.name: getattr(said, f.name) for f in fields(Options)}
    return replace(before, **{name: value for name, value in told.items() if value != getattr(nothing, name)})
