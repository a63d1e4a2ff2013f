"""Wishes in plain sentences, in four languages, into the language of rules; all languages are tried, the person's own
first.

    "ping me if eth falls five percent in an hour, but not at night"  →  "eth -5% 1h"
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from bot.hearing.clauses import Clause, clause_of, condition, inherit
from bot.hearing.phrases import APOSTROPHES, LANGUAGES, Lexicon, wish_lexicon
from bot.hearing.pieces import FILLER, Piece, pieces_of
from bot.hearing.remarks import options_of
from bot.hearing.words import folded
from bot.params.base import Vocabulary
from bot.params.times import Window
from core.alerts.dates import read_date

# Wishes, not essays: reading stays bounded.
LONGEST_WISH = 400
_MOST_PIECES = 60
_MOST_UNKNOWN = 3
_NOTE = re.compile(r"(?:^|[\s,;.–-])(?:note|notiz|nota)\s*:\s*(?P<note>\S.*)$", re.IGNORECASE | re.DOTALL)
_UNTIL = frozenset({"until", "till", "bis", "hasta", "ate"})
_BEFORE_DATES = frozenset(
    ["the", "next", "zum", "zur", "am", "el", "la", "o", "a", "den", "dem", "nachsten", "proximo", "proxima"]
)
_LONGEST_DATE = 5
_EDGES = ' \t\n,;.:!?¡¿"()'
# Signs become words, so that every language has them.
_SIGNS = (
    (re.compile(r"±|\+\s?/?\s?[-−–](?=\s?\d)"), " plusminus "),
    (re.compile(r"(?<!\w)[-−–](?=\s?\d[\d.,]*\s?%)"), " minus "),
    (re.compile(r"(?<!\w)\+(?=\s?\d)"), " plus "),
    (re.compile(r"(?<=\d)\s?[x×](?!\w)"), " times "),
    (re.compile(r"%"), " percent "),
    (re.compile(r"<=?|≤"), " lessthan "),
    (re.compile(r">=?|≥"), " morethan "),
)


def wish_said(text: str, vocabulary: Vocabulary, asked: bool = False) -> str | None:
    """Return the rule that `text` wishes; None when it is no wish. `asked`: it stands behind the verb, so no word has
    to say that it is one."""
    if len(text) > LONGEST_WISH:
        return None
    plain, note = _parted(text)
    plain, until = _dated(plain, vocabulary.today)
    for sign, word in _SIGNS:
        plain = sign.sub(word, plain)
    rule = _read(plain, vocabulary, asked)
    if rule is None:
        return None
    ends = (f"until {until}" if until else "", f"note {note}" if note else "")
    return " ".join(part for part in (rule, *ends) if part)


def _read(text: str, vocabulary: Vocabulary, asked: bool) -> str | None:
    """Return the conditions and options that `text` says in some language: first in one that knows every word, then in
    the one that knows most. A wish that was misread costs nothing, since nothing is saved without a yes."""
    doubtful: list[tuple[int, Sequence[Piece]]] = []
    for language in (vocabulary.language, *(other for other in LANGUAGES if other != vocabulary.language)):
        words = wish_lexicon(language)
        if not asked and not _wishes(text, words):
            continue
        pieces = pieces_of(text, words, vocabulary)
        if not 0 < len(pieces) <= _MOST_PIECES or any("other" in piece.carries for piece in pieces):
            continue
        unknown = sum(not piece.carries for piece in pieces)
        if unknown == 0 and (rule := _rule(pieces, vocabulary, asked)) is not None:
            return rule
        doubtful.append((unknown, pieces))
    for unknown, read in sorted(doubtful, key=lambda said: said[0]):
        if 0 < unknown <= _MOST_UNKNOWN and (known := _passed_over(read)) is not None:
            rule = _rule(known, vocabulary, asked)
            if rule is not None:
                return rule
    return None


def _passed_over(pieces: Sequence[Piece]) -> Sequence[Piece] | None:
    """Return `pieces` with unknown words passed over; None when one stands behind a figure and may be its scale."""
    if any(isinstance(piece.value, Decimal) and not behind.carries for piece, behind in pairwise(pieces)):
        return None
    return [piece if piece.carries else replace(piece, carries=FILLER) for piece in pieces]


def _wishes(text: str, words: Lexicon) -> bool:
    """Whether a word says that something is wished: most sentences are told apart by that, at little cost."""
    plain = [folded(word.strip(_EDGES)) for word in text.translate(APOSTROPHES).split()]
    said = (words.phrase(plain, index) for index in range(len(plain)))
    return any(phrase is not None and "wish" in phrase[0] for phrase in said)


def _parted(text: str) -> tuple[str, str | None]:
    found = _NOTE.search(text)
    return (text, None) if found is None else (text[: found.start()], found["note"].strip())


def _dated(text: str, today: date) -> tuple[str, date | None]:
    """Take "until friday" out of a sentence."""
    words = text.split()
    for index, word in enumerate(words):
        if folded(word.strip(",;")) not in _UNTIL:
            continue
        start = index + 1
        while start < len(words) and folded(words[start]) in _BEFORE_DATES:
            start += 1
        for end in range(min(len(words), start + _LONGEST_DATE), start, -1):
            days = read_date(" ".join(words[start:end]).strip(" ,;.!?"), today)
            if len(days) == 1 and days[0] >= today:
                return " ".join([*words[:index], ",", *words[end:]]), days[0]
    return text, None


def _rule(pieces: Sequence[Piece], vocabulary: Vocabulary, asked: bool) -> str | None:
    options = options_of(pieces)
    if not (options.asked or asked):
        return None
    said = _conditions(options.rest, vocabulary)
    if said is None:
        return None
    conditions, lasting = said
    parts = (
        conditions,
        f"every {options.every}" if options.every else "",
        f"max {options.most}" if options.most else "",
        f"for {lasting.text}" if lasting else "",
        f"at {options.venue}" if options.venue else "",
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
    for joint, clause in _clauses(pieces, vocabulary):
        if clause is None:
            return None
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
