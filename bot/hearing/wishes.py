"""Wishes in plain sentences, in four languages, into the language of rules; all languages are tried, the person's own
first.

    "ping me if eth falls five percent in an hour, but not at night"  →  "eth -5% 1h"
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.hearing.clauses import Clause, clause_of, condition, inherit, share_window
from bot.hearing.phrases import APOSTROPHES, Lexicon, languages_from, wish_lexicon
from bot.hearing.pieces import FILLER, Piece, pieces_of
from bot.hearing.remarks import options_of
from bot.hearing.wish_ends import dated, is_said_note, noted
from bot.hearing.words import folded
from bot.params.base import Vocabulary
from bot.params.times import Window
from core.alerts.names import CatalogueNames
from core.alerts.slips import EXAMPLE
from core.kernel.errors import Missing, Mistake, UnknownName

# Wishes, not essays: reading stays bounded.
LONGEST_WISH = 400
_MOST_PIECES = 60
_MOST_UNKNOWN = 3
_CHANGEABLE = frozenset({"number", "coin"})
_NAMES = frozenset({"coin", "fiat", "faint", "learnt", "venue", "indicator"})
_HAPPENS = frozenset({
    "below", "above", "cross", "touch", "crash", "pump", "up", "down", "sum", "move", "stray", "percent", "forecast",
})  # fmt: skip
_WORDS_OF_RULES = frozenset(
    """
    price volume portfolio market shift forecast excludes exclude of
    below under above over crosses cross equals lessthan morethan percent times
    minus plus plusminus and or off by every for max once until at on to in within from peak
    second seconds minute minutes hour hours day days week weeks month months
    """.split()  # noqa: SIM905 - a list of words
)
_EDGES = ' \t\n,;.:!?¡¿"()'
_EXCHANGES = frozenset(
    """
    binance bitfinex bitflyer bitget bitmart bitmex bitpanda bitso bitstamp bitvavo bybit coinbase deribit gateio
    gemini hitbtc htx huobi kraken kucoin mexc okx okex poloniex robinhood upbit
    """.split()  # noqa: SIM905 - a list of words
)
# Signs become words, so that every language has them.
_SIGNS = (
    (re.compile(r"[-=]>|→"), " , "),
    (re.compile(r"±|\+\s?/?\s?[-−–](?=\s?\d)"), " plusminus "),
    (re.compile(r"(?<!\w)[-−–](?=\s?\d[\d.,]*\s?%)"), " minus "),
    (re.compile(r"(?<!\w)\+(?=\s?\d)"), " plus "),
    (re.compile(r"(?<=\d)\s?[x×](?!\w)"), " times "),
    (re.compile(r"\((\d{1,3})\)"), r" \1 "),
    (re.compile(r"%"), " percent "),
    (re.compile(r"<=?|≤"), " lessthan "),
    (re.compile(r">=?|≥"), " morethan "),
)


def wish_said(text: str, vocabulary: Vocabulary, asked: bool = False, talk: bool = False) -> str | None:
    """Return the rule that `text` wishes; None when it is no wish. `asked`: it stands behind the verb, so no word has
    to say that it is one; `talk`: it is read as a sentence though all its words be those of rules."""
    if len(text) > LONGEST_WISH:
        return None
    plain, note = noted(text)
    plain, until = dated(plain, vocabulary.today)
    rule = _read(_without_signs(plain), vocabulary, asked, talk=talk or until is not None)
    if rule is None:
        return None
    ends = (f"until {until}" if until else "", f"note {note}" if note else "")
    return " ".join(part for part in (rule, *ends) if part)


def is_talk(text: str, vocabulary: Vocabulary) -> bool:
    """Whether `text`, which stands behind the verb, is more of a sentence than a rule: only such a one may be read with
    some of its words passed over."""
    if len(text) > LONGEST_WISH:
        return False
    plain, _ = noted(text)
    return is_said_note(text) or any(
        _is_talk(pieces) for pieces in _readings(_without_signs(plain), vocabulary, asked=True)
    )


def names_a_stranger(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a word that nobody knows stands where a coin would, in front of what is to happen: "tell me when
    dogecoinn hits 5" is about no coin that was spoken of before."""
    plain, _ = noted(text)
    best = min(_readings(_without_signs(plain), vocabulary, asked=False), key=_unknown, default=())
    told = [piece for piece in best if piece.carries != FILLER]
    return any(not piece.carries and behind.carries & _HAPPENS for piece, behind in pairwise(told))


def misplaced(text: str, vocabulary: Vocabulary) -> Mistake | None:
    """Return what is wrong with where it shall be told: two places, one that is not known from here, or nothing but a
    place; None where nothing is."""
    said = [options_of(pieces) for pieces in _readings(text, vocabulary, asked=True)]
    if (elsewhere := next((options.elsewhere for options in said if options.elsewhere), None)) is not None:
        return _no_place(elsewhere)
    if any(options.unsure for options in said):
        return _two_places()
    alone = any(options.to and all(piece.carries == FILLER for piece in options.rest) for options in said)
    return Missing("rule", "", (), f"{EXAMPLE} to here") if alone else None


def _two_places() -> Mistake:
    return UnknownName("clash", "to here to me", ("to here", "to me"), f"{EXAMPLE} to here")


def _no_place(typed: str) -> Mistake:
    return UnknownName("place", typed, ("to here", "to me"), f"{EXAMPLE} to here")


def _read(text: str, vocabulary: Vocabulary, asked: bool, talk: bool) -> str | None:
    """Return the conditions and options that `text` says in some language: first in one that knows every word, then,
    where it wishes, in the one that knows most. A wish misread costs nothing, since nothing is saved without a yes."""
    every = list(_every_reading(text, vocabulary, asked))
    readings = [pieces for pieces in every if not _refuses(pieces) and (not asked or talk or _is_talk(pieces))]
    for pieces in readings:
        if all(p.carries for p in pieces) and (rule := _rule(pieces, vocabulary, asked)) is not None:
            return rule
    for pieces in sorted(every, key=_unknown):
        if _refuses(pieces):
            # The language that knows most of the words says that nothing is wished.
            return None
        if not asked and 0 < _unknown(pieces) <= _MOST_UNKNOWN and (known := _passed_over(pieces)) is not None:
            rule = _rule(known, vocabulary, asked)
            if rule is not None:
                _refuse_absent_venue(pieces, vocabulary)
                return rule
    return None


def _refuse_absent_venue(pieces: Sequence[Piece], vocabulary: Vocabulary) -> None:
    """Raise UnknownName for a well-known exchange that is none of ours: a rule without it would be another one."""
    for piece in pieces:
        if not piece.carries and folded(piece.typed) in _EXCHANGES:
            near = CatalogueNames(vocabulary.catalogue, vocabulary.venues).near_venues(piece.typed)
            raise UnknownName("venue", piece.typed, near, f"{EXAMPLE} at {near[0]}")


def _readings(text: str, vocabulary: Vocabulary, asked: bool) -> Iterator[Sequence[Piece]]:
    """Yield the pieces of `text` in each language in which it may be a wish, the person's own first."""
    return (pieces for pieces in _every_reading(text, vocabulary, asked) if not _refuses(pieces))


def _every_reading(text: str, vocabulary: Vocabulary, asked: bool) -> Iterator[Sequence[Piece]]:
    for language in languages_from(vocabulary.language):
        words = wish_lexicon(language)
        if asked or _wishes(text, words):
            pieces = pieces_of(text, words, vocabulary)
            if 0 < len(pieces) <= _MOST_PIECES:
                yield pieces


def _refuses(pieces: Sequence[Piece]) -> bool:
    """Whether a word makes it another sentence: "don't", "dominance"."""
    return any("other" in piece.carries for piece in pieces)


def _unknown(pieces: Sequence[Piece]) -> int:
    return sum(not piece.carries for piece in pieces)


def _passed_over(pieces: Sequence[Piece]) -> Sequence[Piece] | None:
    """Return `pieces` with unknown words passed over; None when one stands behind a figure, where it may be its scale,
    or behind a coin, where it may make it something else."""
    if any((piece.carries & _CHANGEABLE) and not behind.carries for piece, behind in pairwise(pieces)):
        return None
    return [piece if piece.carries else replace(piece, carries=FILLER) for piece in pieces]


def _is_talk(pieces: Sequence[Piece]) -> bool:
    """Whether some word is none of the language of rules: a rule that was typed wrong is mended, not guessed at."""
    said = (piece.typed for piece in pieces if piece.carries - _NAMES)
    return any(typed.isalpha() and folded(typed) not in _WORDS_OF_RULES for phrase in said for typed in phrase.split())


def _wishes(text: str, words: Lexicon) -> bool:
    """Whether a word says that something is wished: most sentences are told apart by that, at little cost."""
    # "avisa-me" is two words.
    plain = [folded(word.strip(_EDGES)) for word in text.translate(APOSTROPHES).replace("-", " ").split()]
    said = (words.phrase(plain, index) for index in range(len(plain)))
    return any(phrase is not None and "wish" in phrase[0] for phrase in said)


def _without_signs(text: str) -> str:
    for sign, word in _SIGNS:
        text = sign.sub(word, text)
    return text


def _rule(pieces: Sequence[Piece], vocabulary: Vocabulary, asked: bool) -> str | None:
    options = options_of(pieces)
    if not (options.asked or asked):
        return None
    said = _conditions(options.rest, vocabulary)
    if said is not None and options.elsewhere:
        raise _no_place(options.elsewhere)
    if said is None or (options.unsure and asked):
        return None
    if options.unsure:
        raise _two_places()
    conditions, lasting = said
    parts = (
        conditions,
        f"every {options.every}" if options.every else "",
        f"max {options.most}" if options.most else "",
        f"for {lasting.text}" if lasting else "",
        f"at {options.venue}" if options.venue else "",
        f"to {options.to}" if options.to else "",
        "even at night" if options.night else "",
    )
    return " ".join(part for part in parts if part)


def _clauses(pieces: Sequence[Piece], vocabulary: Vocabulary) -> Iterator[tuple[str, Clause | None]]:
    """Yield each clause with the word that joins it to the one before."""
    joint, own = "and", list[Piece]()
    for piece in (*pieces, Piece(frozenset({"and"}), "")):
        if not piece.carries & {"and", "or"}:
            own.append(piece)
            continue
        if any(p.carries != FILLER for p in own):
            yield joint, clause_of(own, vocabulary)
            joint = "and"
        own = []
        joint = "or" if "or" in piece.carries else joint


def _conditions(pieces: Sequence[Piece], vocabulary: Vocabulary) -> tuple[str, Window | None] | None:
    """Return the conditions, and how long they are to be true; None when something is left over or unsaid."""
    parts: list[str] = []
    waiting: list[tuple[str, str]] = []
    lasting: list[Window] = []
    last, before = None, None
    clauses = list(_clauses(pieces, vocabulary))
    known = [clause for _, clause in clauses if clause is not None]
    if len(known) < len(clauses):
        return None
    share_window(known)
    for (joint, _), clause in zip(clauses, known, strict=True):
        if clause.says_nothing:
            # "btc or eth falls 5%": what happens to the first is said with the second.
            waiting += [(joint, coin) for coin in clause.coins]
            lasting += clause.lasting
            continue
        inherit(clause, before)
        said, before = condition(clause), clause
        if said is None:
            return None
        lasting += clause.lasting
        subjects = _subjects(waiting, joint, clause, last)
        if "{coin}" in said and not subjects:
            return None
        for joined, coin in subjects if "{coin}" in said else [(joint, "")]:
            parts += [joined, said.replace("{coin}", coin)]
            last = coin or last
        waiting = []
    if not parts or waiting or len(lasting) > 1:
        return None
    return " ".join(parts[1:]), lasting[0] if lasting else None


def _subjects(
    waiting: Sequence[tuple[str, str]], joint: str, clause: Clause, last: str | None
) -> Sequence[tuple[str, str]]:
    """Return the coins that a condition is about, each with what joins it."""
    own = [(joint, coin) for coin in clause.coins]
    if waiting and own:
        # The first stands where the clause stands, the others as they were joined.
        return [*waiting, *own]
    return [*waiting, *own] or ([(joint, last)] if last else [])
