"""Plain sentences in four languages into command lines; all languages are always tried, the person's own first."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import OSA

from bot.hearing.asides import clauses_of, is_aside
from bot.hearing.hours import hours_said
from bot.hearing.linking import linking_said
from bot.hearing.meanings import MEANINGS
from bot.hearing.own_settings import setting_said
from bot.hearing.phrases import APOSTROPHES, LANGUAGES, Lexicon, languages_from, lexicon
from bot.hearing.pieces import Piece, pieces_of
from bot.hearing.rulebook import named_alert, rulebook_said
from bot.hearing.wishes import wish_said
from bot.hearing.words import folded
from bot.params.base import Vocabulary
from bot.params.rules import is_rule
from core.kernel.errors import Mistake
from core.market.model import CoinKind

# Sentences, not essays: a longer text is no command, and reading stays bounded.
LONGEST_SENTENCE = 240
_MOST_PIECES = 40
_MOST_SLIPS = 2
# What asks for something outright, names that are asked about, and the commands that only read.
_OUTRIGHT = frozenset({"price", "how_much", "chart", "candles", "depth", "market", "gainers", "losers", "convert"})
_NAMES = frozenset({"coin", "fiat", "number", "venue", "indicator"})
_READS = ("price ", "chart ", "depth ", "market", "top ", "convert ")
# What makes a sentence about one's own things a question all the same.
_QUESTIONS = frozenset({"price", "how_much", "ask", "state", "where", "show", "about", "want", "mood", "crypto", "why"})
_IN_CLAUSES = (
    _OUTRIGHT | _QUESTIONS | {"list", "onto", "watch", "forecast", "reach", "expected", "foresee", "up", "down"}
)
_FIRST_PERSON = frozenset({
    "i", "im", "ive", "my", "mine", "ich", "mein", "meine", "meinen", "meiner", "yo",
    "mi", "mis", "eu", "meu", "meus", "minha", "minhas",
})  # fmt: skip
_PASSED = frozenset({"filler"})
_LEFT_OUT = re.compile(r"forecast \S+ \S+ excludes ")
# An unknown word is taken for a mistyped coin only where one of these asks about a coin.
_ASKS_OF_COIN = frozenset({"price", "how_much", "chart", "depth", "convert", "watch", "list"})


def translated(text: str, vocabulary: Vocabulary) -> str | None:
    """Return the command line that `text` means, in English; None when it is no sentence of ours."""
    lines = (said(text, vocabulary) for said in (hours_said, rulebook_said, linking_said, setting_said, rule_named))
    if (line := next((line for line in lines if line is not None), None)) is not None:
        return line
    if (rule := wish_said(text, vocabulary)) is not None:
        return f"alert {rule}"
    for _, pieces in _read(text, vocabulary):
        if (line := _meant(pieces, vocabulary)) is not None:
            return line
    return None


def rule_named(text: str, vocabulary: Vocabulary) -> str | None:
    """Return the command line of a rule that stands behind the word for an alert in another language than the verb's:
    "alerta usdt off 1 by 0.5%". None for what is no rule."""
    rule = named_alert(text)
    return None if rule is None or not is_rule(rule, vocabulary) else f"alert {rule}"


def range_left_out(text: str, vocabulary: Vocabulary) -> str | None:
    """Return the command line of an alert where a forecast is said to leave a price out ("forecast btc 7d excludes
    60k"): that can only be waited for, whether or not anybody says so. None for anything else."""
    try:
        rule = wish_said(text, vocabulary, asked=True, talk=True)
    except Mistake:
        # No alert as it stands; whether it is something else is for others to say.
        return None
    return f"alert {rule}" if rule is not None and _LEFT_OUT.match(rule) else None


def speaks_of_candles(text: str) -> bool:
    """Return whether the first word of `text` is one for candles, in any language."""
    first = folded((text.split() or [""])[0].lstrip("/"))
    return any("candles" in lexicon(language).means.get(first, frozenset()) for language in LANGUAGES)


def guessed(text: str, vocabulary: Vocabulary) -> str | None:
    """Return what `text` most likely means although some of its words are unknown: slips of the finger, and an opening
    that says nothing. None when that would be guessing at something else."""
    read = _read(text, vocabulary)
    for words, pieces in read:
        mended = _mended(pieces, words, vocabulary)
        if mended is not None and (line := _meant(mended, vocabulary)) is not None:
            return line
    for _, pieces in read:
        heeded = _heeded(pieces)
        line = None if heeded is None else _meant(heeded, vocabulary)
        # "Fui al mercado": a market by itself behind a word that nobody knows is one with fruit.
        if line is not None and line.startswith(_READS) and (line != "market" or _asks(pieces)):
            return line
    return _clause_meant(text, vocabulary)


def _clause_meant(text: str, vocabulary: Vocabulary) -> str | None:
    """Return what one clause of `text` means where all the others only tell something."""
    clauses = clauses_of(text)
    meant = [(clause, line) for clause in clauses if (line := _of_clause(clause, vocabulary)) is not None]
    if len(meant) != 1 or not meant[0][1].startswith((*_READS, "forecast", "watch ")):
        return None
    clause, line = meant[0]
    removal = line.startswith("watch remove")
    others = [_closest(other, vocabulary) for other in clauses if other != clause]
    return line if all(is_aside(pieces, removal) for pieces in others) else None


def _of_clause(clause: str, vocabulary: Vocabulary) -> str | None:
    # A name by itself ("good luck, bitcoin") asks nothing in company.
    asking = (pieces for _, pieces in _read(clause, vocabulary) if any(piece.carries & _IN_CLAUSES for piece in pieces))
    return next((line for pieces in asking if (line := _meant(pieces, vocabulary)) is not None), None)


def _closest(clause: str, vocabulary: Vocabulary) -> Sequence[Piece]:
    """Return the pieces of `clause` in the language that knows most of its words."""
    readings = (pieces for _, pieces in _read(clause, vocabulary))
    return min(readings, key=lambda pieces: sum(not piece.carries for piece in pieces), default=())


def _read(text: str, vocabulary: Vocabulary) -> Sequence[tuple[Lexicon, Sequence[Piece]]]:
    """Return the pieces of `text` in each language, the person's own first; none for what is no sentence."""
    if not text.strip() or len(text) > LONGEST_SENTENCE:
        return ()
    ordered = languages_from(vocabulary.language)
    return [(words, pieces_of(text, words, vocabulary)) for words in map(lexicon, ordered)]


def _heeded(pieces: Sequence[Piece]) -> Sequence[Piece] | None:
    """Return `pieces` with the unknown words of an opening passed over: "hit me with the btc price". None when one
    stands elsewhere ("the price of a bitcoin shirt"), when there are many, or when nothing is asked for outright."""
    unknown = [i for i, piece in enumerate(pieces) if not piece.carries]
    first = next((i for i, piece in enumerate(pieces) if piece.carries & (_OUTRIGHT | _NAMES)), 0)
    if not 0 < len(unknown) <= _MOST_SLIPS or unknown[-1] > first:
        return None
    if any("never" in p.carries for p in pieces) or not any(p.carries & _OUTRIGHT for p in pieces):
        return None
    return [piece if piece.carries else replace(piece, carries=_PASSED) for piece in pieces]


def _meant(pieces: Sequence[Piece], vocabulary: Vocabulary) -> str | None:
    if not 0 < len(pieces) <= _MOST_PIECES or not all(piece.carries for piece in pieces):
        return None
    lines = (meaning.of(pieces, vocabulary) for meaning in MEANINGS)
    line = next((line for line in lines if line is not None), None)
    return None if line is not None and _tells(pieces, line) else line


def _asks(pieces: Sequence[Piece]) -> bool:
    return any(piece.carries & (_QUESTIONS | {"change", "up", "down"}) for piece in pieces)


def _tells(pieces: Sequence[Piece], line: str) -> bool:
    """Whether somebody tells of what is theirs: "I lost my btc", "ich war auf dem Markt" ask for no price and no
    tendency."""
    if not line.startswith(("price ", "market")) or any(piece.carries & _QUESTIONS for piece in pieces):
        return False
    return any(folded(word) in _FIRST_PERSON for piece in pieces for word in piece.typed.split())


def _mended(pieces: Sequence[Piece], words: Lexicon, vocabulary: Vocabulary) -> Sequence[Piece] | None:
    """Return `pieces` with slips of the finger taken for the words they are nearest to; None when there are too many
    unknown words, or too little besides them."""
    slips = [i for i, piece in enumerate(pieces) if not piece.carries]
    if not 0 < len(slips) <= min(_MOST_SLIPS, len(pieces) - 1) or len(pieces) > _MOST_PIECES:
        return None
    mended, asks = list(pieces), any(piece.carries & _ASKS_OF_COIN for piece in pieces)
    for index in slips:
        better = _nearest_piece(pieces[index], words, vocabulary, asks)
        if better is None:
            return None
        mended[index] = better
    return mended


def _nearest_piece(piece: Piece, words: Lexicon, vocabulary: Vocabulary, asks: bool) -> Piece | None:
    typed = folded(piece.typed.translate(APOSTROPHES))
    if len(typed) < 5:
        return None
    allowed = 1 if len(typed) < 8 else 2
    scored = ((OSA.distance(typed, w, score_cutoff=allowed), w) for w in words.single if w[0] == typed[0])
    edits, word = min(scored, default=(allowed + 1, ""))
    if edits <= allowed:
        return replace(piece, carries=words.means[word])
    spoken = any(typed in lexicon(language).longest for language in LANGUAGES)
    if (
        asks
        and not spoken
        and typed not in words.ordinary
        and vocabulary.catalogue.nearest(typed, 1, (CoinKind.COIN, CoinKind.STABLE))
    ):
        # Not taken for the coin, but asked about: the grammar names the nearest ones.
        return replace(piece, carries=frozenset({"coin"}))
    return None
