"""The language of rules: text ↔ `Wish`. The grammar is `grammar.lark`; what each condition means stands in its kind.

parse("ETH -5% 1h and rsi 1h < 30 every 4h", …)  →  a Wish whose text is "eth -5% 1h and eth rsi 1h < 30 every 4h"
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, TypeVar

from core.alerts.choices import options_said, options_text
from core.alerts.conditions import KINDS
from core.alerts.conditions.base import Condition, Settling
from core.alerts.conditions.depeg import Depeg
from core.alerts.conditions.shift import MarketShift
from core.alerts.facts import Way
from core.alerts.model import All, Compared, Either, Options, Tree, Wish
from core.alerts.names import Names
from core.alerts.said import Said
from core.alerts.slips import EXAMPLE, mistaken
from core.kernel.errors import Missing, UnknownName

if TYPE_CHECKING:
    from lark import Lark, Token
    from lark import Tree as Parsed

# No rule is longer; what is, is not read at all.
LONGEST_RULE = 4096
# Its conditions and options; the rest is its note.
LONGEST_HEAD = 1000
MOST_CONDITIONS = 20
_MOST_BRACKETS = 40
_NOTE = re.compile(r"(?:^|(?<=\s))note(?::\s*|\s+|$)", re.IGNORECASE)
# No column of text takes these.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# Three digits behind a point are a thousand in some languages; a further zero makes them decimals in all.
_DOUBTFUL = re.compile(r"(?<![\d.])((?!0\.)\d{1,3}\.\d{3})(?!\d)")
_LASTS_NOT = frozenset({Way.CROSSES, Way.EQUALS})
A = TypeVar("A")


def parse(text: str, names: Names, today: date) -> Wish:
    """Return what `text` wishes; `today` is the date in the person's zone.

    Raises a `Mistake`, and nothing else on any text.
    """
    if len(text) > LONGEST_RULE:
        raise UnknownName("message", str(len(text)), (str(LONGEST_RULE),), EXAMPLE)
    head, note = _parted(text)
    if len(head) > LONGEST_HEAD:
        raise UnknownName("message", str(len(head)), (str(LONGEST_HEAD),), EXAMPLE)
    if not head:
        raise Missing("rule", "", (), EXAMPLE)
    if head.count("(") > _MOST_BRACKETS:
        raise UnknownName("brackets", "(", (), EXAMPLE)
    parsed = _parsed(head if note is None else f"{head} note {note}", names)
    either, *options = parsed.children
    conditions = _Conditions(names)
    tree = conditions.tree(either)  # type: ignore[arg-type]
    wish = plain(Wish(tree, options_said(options, names, today)))  # type: ignore[arg-type]
    _refuse_unlasting(wish)
    return wish


def plain(wish: Wish) -> Wish:
    """Return `wish` without a "once" that says nothing: of all rules only shifts are told again and again unasked."""
    options = wish.options
    says = isinstance(wish.tree, MarketShift) and options.once
    return wish if says or not options.only_once else replace(wish, options=replace(options, only_once=False))


def written(wish: Wish, language: str = "en") -> str:
    """Return the text of `wish`, which parses to an equal one; in a `language` that groups digits by points, figures
    are written so that they are read as decimals."""
    text = " ".join(part for part in (_written(wish.tree), options_text(wish.options)) if part)
    if language != "en":
        text = _DOUBTFUL.sub(r"\g<1>0", text)
    return text if wish.options.note is None else f"{text} note {wish.options.note}"


def settled(wish: Wish, currency: str, pegs: Callable[[str], str | None] | None = None) -> Wish:
    """Return `wish` with `currency` in every level without one. `pegs` tells what a stable coin follows, by its word:
    it is off that, whatever else is counted in."""

    def settle(condition: Condition) -> Condition:
        peg = pegs(condition.coin) if pegs and isinstance(condition, Depeg) else None
        return condition.settled(peg or currency)

    return replace(wish, tree=_each(wish.tree, settle))


def comparisons(tree: Tree, options: Options) -> Compared:
    """Return what the evaluator judges: the comparisons of every condition, in the order of the text."""
    settling = Settling(venue=options.at, rearm=options.rearm)

    def compared(condition: Condition) -> Compared:
        found = condition.comparisons(settling)
        return found[0] if len(found) == 1 else Either(found)

    return _each(tree, compared)


def conditions_of(tree: Tree) -> Iterator[Condition]:
    """Yield the conditions in the order of the text."""
    if isinstance(tree, All | Either):
        for part in tree.parts:
            yield from conditions_of(part)
    else:
        yield tree


def _parted(text: str) -> tuple[str, str | None]:
    """Return the words of a rule, normalised, and its note as typed."""
    said = _NOTE.search(text)
    head = text if said is None else text[: said.start()]
    if not (head.isascii() and head.isprintable()):
        head = unicodedata.normalize("NFKC", head)
        head = "".join(" " if c.isspace() else c for c in head if c.isspace() or unicodedata.category(c)[0] != "C")
    head = " ".join(head.split())
    if said is None:
        return head, None
    note = _UNSTORABLE.sub("", text[said.end() :]).strip()
    if not note:
        raise Missing("note", "", (), f"{EXAMPLE} note look again")
    return head, note


@cache
def _grammar() -> "Lark":
    from lark import Lark

    text = files("core").joinpath("alerts/grammar.lark").read_text(encoding="utf-8")
    return Lark(text, parser="lalr", g_regex_flags=re.IGNORECASE)


def _parsed(text: str, names: Names) -> "Parsed[Token]":
    from lark.exceptions import UnexpectedInput

    try:
        return _grammar().parse(text)
    except UnexpectedInput as error:
        raise mistaken(error, text, names) from None


@dataclass(slots=True)
class _Conditions:
    """Reads conditions in the order of the text; `before` is the coin of the last one."""

    names: Names
    before: str | None = None
    count: int = 0

    def tree(self, node: "Parsed[Token]") -> Tree:
        if node.data == "either":
            return joined(Either, [self.tree(part) for part in node.children])  # type: ignore[arg-type]
        if node.data == "all":
            return joined(All, [self.tree(part) for part in node.children])  # type: ignore[arg-type]
        self.count += 1
        if self.count > MOST_CONDITIONS:
            raise UnknownName("conditions", str(MOST_CONDITIONS), (), EXAMPLE)
        condition = self._condition(node)
        self.before = condition.coin or self.before
        return condition

    def _condition(self, node: "Parsed[Token]") -> Condition:
        kind = KINDS[str(node.data)]
        tokens: dict[str, list[str]] = {}
        groups: dict[str, list[list[str]]] = {"coin": [], "unit": [], "study": [], "other": []}
        for child in node.children:
            if isinstance(child, str):
                tokens.setdefault(child.type, []).append(str(child))
            else:
                # "rsi 1h" and "1h rsi" are one.
                own = sorted(child.children, key=lambda token: token.type == "DURATION")  # type: ignore[union-attr]
                groups[str(child.data)].append([str(token) for token in own])
        words = groups["coin"][0] if groups["coin"] else ()
        unit = groups["unit"][0][-1] if groups["unit"] else None
        studies = [*groups["study"], *groups["other"]]
        return kind.of(Said(self.names, tokens, kind.example, words, unit, studies, self.before))


def joined(
    join: "type[All[A]] | type[Either[A]]", parts: "Sequence[All[A] | Either[A] | A]"
) -> "All[A] | Either[A] | A":
    """Return `parts` under one roof: a single one stands alone, and parts of the same kind are taken in."""
    if len(parts) == 1:
        return parts[0]
    flat: list[All[A] | Either[A] | A] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, join) else (part,))
    return join(tuple(flat))


def _each(tree: Tree, change: "Callable[[Condition], All[A] | Either[A] | A]") -> "All[A] | Either[A] | A":
    if isinstance(tree, All):
        return joined(All, [_each(part, change) for part in tree.parts])
    if isinstance(tree, Either):
        return joined(Either, [_each(part, change) for part in tree.parts])
    return change(tree)


def _written(tree: Tree, inside_and: bool = False) -> str:
    if isinstance(tree, All):
        return " and ".join(_written(part, inside_and=True) for part in tree.parts)
    if isinstance(tree, Either):
        text = " or ".join(_written(part) for part in tree.parts)
        return f"({text})" if inside_and else text
    return tree.text


def _refuse_unlasting(wish: Wish) -> None:
    lasting = wish.options.lasting
    compared = (c for part in conditions_of(wish.tree) for c in part.comparisons(Settling()))
    if lasting is not None and any(c.way in _LASTS_NOT or c.level is None for c in compared):
        raise UnknownName("lasting", options_text(Options(lasting=lasting)), (), f"{EXAMPLE} for 10m")
