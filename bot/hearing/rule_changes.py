"""What a follow-up changes of the alert before it: another coin, another level, another condition, how often.

after "alert btc < 60k":  "same for eth" · "make that 58k" · "and above 70k" · "every 4h"
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from bot.hearing.before import Before, Read, coins_of, word_of
from bot.hearing.phrases import bare, languages_from, longest_phrase, turn_lexicon
from bot.hearing.pieces import Carried, Piece
from bot.hearing.words import cleaned
from bot.params.base import Vocabulary
from core.alerts.said import plain

_PERCENT = re.compile(r"(?<=[-+±])[\d.]+(?=%)|(?<=by )[\d.]+(?=%)")
_LEVEL = re.compile(r"(?<=[<>] )[\d.]+(?=\s|$)|(?<=crosses )[\d.]+(?=\s|$)|(?<=equals )[\d.]+(?=\s|$)")
_BARE = re.compile(rf"(?:{_LEVEL.pattern})(?= (?:every|max|until|for|at|to|note|and|or)\b|$)")
_FIGURES = re.compile(r"\b\d[\d.]*\b")
_LONGEST_ENDING = 4
# What says how one goes on, and not with what.
_AROUND: Carried = frozenset({"and", "rather", "only", "also", "again", "about"})
_TARGET = re.compile(r"[ad]\d")
_LIGHT: Carried = frozenset({
    "filler", "polite", "article", "and", "rather", "only", "in", "on", "set", "short", "also", "when",
})  # fmt: skip
_OPTIONS = frozenset({"every", "once", "max", "for", "until", "at", "to", "even", "note"})
_FIGURE: Carried = frozenset({"number", "percent"})
_ABOUT: Carried = _LIGHT | {"coin", "again", "about", "it", "one", "want", "ask", "show", "me", "get", "now", "state"}


def rule_changed(pieces: Sequence[Piece], before: Before, vocabulary: Vocabulary) -> str | None:
    """Return the command line of the rule before with what `pieces` exchange in it."""
    rule = str(before.args.get("rule", ""))
    if (level := _new_level(pieces, rule)) is not None:
        return f"alert {level}"
    if (line := _in_currency(pieces, rule, before, vocabulary)) is not None:
        return line
    coins, about = [piece for piece in pieces if "coin" in piece.carries], coins_of(before, vocabulary)
    if len(coins) != 1 or len(about) != 1 or not all(p.carries & (_ABOUT | _FIGURE) for p in pieces):
        return None
    # "Same for eth at 1500": another coin, and its own figure.
    figured = rule if not any(p.carries & _FIGURE for p in pieces) else _with_figure(pieces, rule)
    if figured is None:
        return None
    fresh = word_of(coins[0], vocabulary).lower()
    return " ".join(["alert", *(fresh if word == about[0] else word for word in figured.split(" "))])


def _in_currency(pieces: Sequence[Piece], rule: str, before: Before, vocabulary: Vocabulary) -> str | None:
    """Return the line for a rule's level in another currency, the price in it where there is no level; None where
    more is said than a currency."""
    fiats, about = [piece for piece in pieces if "fiat" in piece.carries], coins_of(before, vocabulary)
    if len(fiats) != 1 or len(about) != 1 or not all(piece.carries & (_LIGHT | {"fiat", "want"}) for piece in pieces):
        return None
    counted = counted_in(rule, word_of(fiats[0], vocabulary))
    return f"alert {counted}" if counted != rule else f"price {about[0]} in {word_of(fiats[0], vocabulary)}"


def _new_level(pieces: Sequence[Piece], rule: str) -> str | None:
    """Return `rule` with another figure, where the only thing said is one."""
    light = all(piece.carries & (_LIGHT | _FIGURE | {"it", "one"}) for piece in pieces)
    return _with_figure(pieces, rule) if light else None


def _with_figure(pieces: Sequence[Piece], rule: str) -> str | None:
    """Return `rule` with the one figure that is said; None where it has none of that kind, or several."""
    numbers = [piece.value for piece in pieces if isinstance(piece.value, Decimal)]
    percents = any("percent" in piece.carries for piece in pieces)
    if len(numbers) != 1:
        return None
    kind = _PERCENT if percents or not _LEVEL.search(rule) else _LEVEL
    if len(kind.findall(rule)) != 1:
        return None
    return kind.sub(plain(numbers[0]), rule)


def rules_said(texts: Sequence[str], before: Before, vocabulary: Vocabulary, read: Read) -> Iterator[str]:
    """Yield the command lines of rules that `texts` make where no word says that something is wished: a condition with
    the coin that was spoken of, or more of the rule before. `read` binds a line."""
    rule, about = str(before.args.get("rule", "")), coins_of(before, vocabulary)
    for text in dict.fromkeys(texts):
        for wish in (text, *([f"{about[0]} {text}"] if len(about) == 1 else []), f"{rule} {text}"):
            bound = read(f"alert {wish}")
            said = None if bound is None or bound.command.name != "alert" else str(bound.args.get("rule", ""))
            if said and said != rule and not _TARGET.match(said) and _is_other(said, rule, wish):
                yield f"alert {said}"


def _is_other(said: str, rule: str, wish: str) -> bool:
    """Whether what was `said` is a rule of its own, or adds to `rule` how often or how long, and no condition."""
    if not wish.startswith(f"{rule} "):
        return True
    more = said.removeprefix(rule).split()
    return said.startswith(f"{rule} ") and more[0] in _OPTIONS and not {"and", "or"} & set(more)


def corrects(text: str, before: str, rule: str, language: str) -> bool:
    """Return whether `text`, which made `rule` of the rule `before`, puts it right, where it may wish another one
    besides: "make that 58k", "sorry, eth", "every 4h"; not "same for eth", "and above 70k"."""
    said = _said_around(text, language)
    if "rather" in said:
        return True
    if rule.startswith(f"{before} "):
        return True
    another = said & {"and", "also", "again", "about"}
    return not another and _FIGURES.sub("#", rule) == _FIGURES.sub("#", before)


def _said_around(text: str, language: str) -> frozenset[str]:
    """Return what the words carry with which `text` begins and ends, as one goes on in any of the languages."""
    words = [bare(word) for word in cleaned(text).split(" ")]
    words = [word for word in words if word]
    said: Carried = frozenset()
    for each in languages_from(language):
        own = turn_lexicon(each, "followups")
        start, end = 0, len(words)
        while start < end and (phrase := longest_phrase(words, start, own.means, own.longest.get(words[start], 0))):
            if not own.means[phrase] & _AROUND:
                break
            said, start = said | own.means[phrase], start + phrase.count(" ") + 1
        while end > start and (size := _ends_with(words[start:end], own.means)):
            said, end = said | own.means[" ".join(words[end - size : end])], end - size
    return said


def _ends_with(words: Sequence[str], means: Mapping[str, Carried]) -> int:
    """Return of how many words the longest phrase is that `words` end with and that says how one goes on, else 0."""
    counts = range(min(_LONGEST_ENDING, len(words)), 0, -1)
    return next((n for n in counts if means.get(" ".join(words[-n:]), frozenset()) & _AROUND), 0)


def counted_in(rule: str, currency: str) -> str:
    """Return `rule` with its one level counted in `currency`, where nothing was said what it is counted in."""
    return _LEVEL.sub(rf"\g<0> {currency.lower()}", rule) if len(_BARE.findall(rule)) == 1 else rule
