"""What goes on from what was last understood: "and in euros?", "same for eth", "with rsi", "chart it", "why?".

A follow-up names what changes and inherits the rest; it becomes a command line like any other sentence. No language
model is asked, and of a sentence that was understood nothing is kept but the command it came to.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from bot.hearing.again import again
from bot.hearing.before import GOES_ON, Before, Read, coins_of, is_coin, listed
from bot.hearing.changes import VIEWS, changed, names_a_view
from bot.hearing.grammar import Grammar
from bot.hearing.phrases import APOSTROPHES, LANGUAGES, MARKS, bare, languages_from, lexicon, turn_lexicon, turn_words
from bot.hearing.pieces import Carried, Piece, pieces_of
from bot.hearing.places import names_a_place, with_places, without_places
from bot.hearing.rule_changes import rule_changed, rules_said
from bot.hearing.slots import CANDLES
from bot.hearing.words import cleaned, folded
from bot.params.alerts import ORDINALS
from bot.params.base import Vocabulary

__all__ = ["GOES_ON", "Before", "names_a_place", "with_places", "without_places"]

_LONGEST = 120
_MOST_PIECES, _SHORT, _LONGEST_OPENING = 12, 3, 4
# Sentences that go on from another begin with these; "in" does where nothing but a currency follows.
_OPENINGS: Carried = frozenset({"about", "again", "and", "in"})
# These do too, where what follows does not ask a whole question of its own.
_WIDER: Carried = _OPENINGS | {"rather", "only", "also", "without", "both", "with", "turned"}
_ENDINGS: Carried = frozenset({"rather", "there", "also"})
_DROPPED: Carried = frozenset({"and", "rather", "also", "only", "when"})
_PASSED: Carried = frozenset({
    "filler", "polite", "article", "now", "on", "one", "in", "and", "about", "again", "show", "want", "ask", "state",
    "me", "get", "coins", "past", "it", "rather", "only", "also", "with", "without", "there", "both", "compare", "put",
    "add", "short", "ahead", "set", "when", "last",
})  # fmt: skip
_SAYS: Carried = frozenset({
    "coin", "fiat", "window", "candles", *CANDLES, "today", "indicator", "number", "venue",
    "gainers", "losers", "best", "worst", "why", "turned", "tomorrow", "off", "back_on", "wish",
    "changes", "percent",
})  # fmt: skip
_SMALL: Carried = frozenset({"filler", "article", "it", "you", "if", "when", "on", "in", "about"})
_ADMITTED = _PASSED.union(_SAYS, *VIEWS.values())


def opens_like_one(text: str) -> bool:
    """Return whether `text` begins as follow-ups do in one of the languages, without reading on: "and", "same"."""
    if len(text) > _LONGEST:
        return False
    words = _words(text)
    begins = (lexicon(language).phrase(words, 0) for language in LANGUAGES)
    return any(phrase is not None and phrase[0] & _OPENINGS for phrase in begins)


def may_go_on(text: str) -> bool:
    """Return whether `text` may go on from something by the words with which it begins or ends, or a place that it
    names, without reading on."""
    if len(text) > _LONGEST:
        return False
    words = _words(text)
    if not _ordinals().isdisjoint(words):
        return True
    for language in LANGUAGES:
        own = turn_lexicon(language, "followups")
        first = own.phrase(words, 0)
        last = own.means.get(words[-1], frozenset())
        if (first is not None and first[0] & _WIDER) or last & _ENDINGS:
            return True
    return False


def _words(text: str) -> list[str]:
    said = folded(cleaned(text).translate(APOSTROPHES))
    return [word for each in said.split(" ") if (word := each.strip(MARKS))] or [""]


def points_back(text: str, args: Mapping[str, object], vocabulary: Vocabulary) -> bool:
    """Return whether what was read of `text` names no coin where "it" may mean one: "watch it", "how much is it in
    dollars"."""
    words = [folded(word.strip(MARKS)) for word in cleaned(text[:_LONGEST]).split(" ")]
    if "coins" not in args:
        return len(words) <= _SHORT and words[-1] in _pronouns()
    named = listed(args["coins"])
    return not any(is_coin(str(word), vocabulary) for word in named) and not _pronouns().isdisjoint(words)


def has_pronoun(text: str, vocabulary: Vocabulary) -> bool:
    """Return whether the one word that `text` is has a pronoun written onto its verb: "grafícalo"."""
    return len(text) <= _LONGEST and any(len(pieces_of(text, lexicon(name), vocabulary)) > 1 for name in LANGUAGES)


def followed(text: str, before: Before, grammar: Grammar, vocabulary: Vocabulary, read: Read) -> Iterator[str]:
    """Yield the command lines that `text` may mean after `before`, the likeliest first; `read` binds a line."""
    yield from again(text, before, vocabulary, read)
    for pieces in _readings(text, vocabulary):
        if before.command == "alert" and not names_a_view(pieces):
            line = rule_changed(pieces, before, vocabulary)
        else:
            line = changed(pieces, before, grammar, vocabulary)
        if line is not None:
            yield line
    if before.command == "alert":
        yield from rules_said([*_without_opening(text), text], before, vocabulary, read)


def asks_anew(text: str, vocabulary: Vocabulary) -> bool:
    """Return whether `text` names a command of its own, and not only what changes: "now the btc price"."""
    return any(names_a_view(pieces) for pieces in _readings(text, vocabulary))


def _without_opening(text: str) -> Iterator[str]:
    """Yield `text` without the words with which one goes on, at its beginning and its end, as each language has it."""
    words = cleaned(text[:_LONGEST]).split(" ")
    plain = [bare(word) for word in words]
    for language in LANGUAGES:
        own, start, end = turn_words(language, "followups"), 0, len(words)
        while start < end and (size := _opening(plain, start, own)):
            start += size
        while end > start and own.get(plain[end - 1], frozenset()) & _DROPPED:
            end -= 1
        if start < end and (start or end < len(words)):
            yield " ".join(words[start:end]).strip(MARKS)


def about_the_one(text: str, before: Before, vocabulary: Vocabulary) -> str | None:
    """Return `text` with the one coin that was spoken of in front: "avísame cuando baje de 50k" has no "it"."""
    coins = coins_of(before, vocabulary)
    return f"{coins[0]} {text}" if len(coins) == 1 and len(text) <= _LONGEST else None


def with_names(text: str, before: Before, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield `text` with "it" and "them" replaced by the coins that were spoken of, as each language reads it."""
    coins = coins_of(before, vocabulary)
    words = cleaned(text[:_LONGEST]).split(" ")
    if not coins or len(text) > _LONGEST:
        return
    for language in LANGUAGES:
        means = lexicon(language).means
        its = [i for i, word in enumerate(words) if "it" in means.get(folded(word.strip(MARKS)), frozenset())]
        for index in its:
            yield " ".join([*words[:index], " ".join(coins), *words[index + 1 :]])


def _opening(words: Sequence[str], start: int, own: Mapping[str, frozenset[str]]) -> int:
    """Return of how many words from `start` the longest phrase is with which one goes on, 0 for none."""
    counts = range(min(_LONGEST_OPENING, len(words) - start), 0, -1)
    return next((n for n in counts if own.get(" ".join(words[start : start + n]), frozenset()) & _DROPPED), 0)


@cache
def _ordinals() -> frozenset[str]:
    last = (
        p for name in LANGUAGES for p, carried in turn_lexicon(name, "followups").means.items() if "last" in carried
    )
    return frozenset(ORDINALS) | frozenset(last)


@cache
def is_small(word: str) -> bool:
    """Return whether `word`, folded, says nothing by itself in one of the languages: "me", "when", "er"."""
    carried = (
        means.get(word, frozenset())
        for name in LANGUAGES
        for means in (lexicon(name).means, turn_words(name, "followups"))
    )
    return any(each & _SMALL for each in carried)


@cache
def _pronouns() -> frozenset[str]:
    return frozenset(phrase for name in LANGUAGES for phrase, carried in lexicon(name).means.items() if "it" in carried)


def _readings(text: str, vocabulary: Vocabulary) -> Iterator[Sequence[Piece]]:
    if not text.strip() or len(text) > _LONGEST:
        return
    for name in languages_from(vocabulary.language):
        pieces = pieces_of(text.replace("%", " % "), turn_lexicon(name, "followups"), vocabulary)
        if 0 < len(pieces) <= _MOST_PIECES and all(piece.carries & _ADMITTED for piece in pieces):
            yield pieces
