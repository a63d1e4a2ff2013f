"""Plain sentences about the alerts that somebody has, in four languages, into command lines; the words are in
`bot/texts/<lang>/rulebook.toml`. A sentence with any other word in it is another sentence.

    "stop the second one"  →  "alerts pause 2"       "silencia a3 por 2 horas"  →  "alerts snooze a3 2h"
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.hearing.before import Before
from bot.hearing.phrases import APOSTROPHES, LANGUAGES, languages_from, lexicon, turn_words
from bot.hearing.wordings import shortened
from bot.hearing.words import folded, spellings, spoken
from bot.params.alerts import ORDINALS
from bot.params.base import Vocabulary
from bot.params.times import alone, glued, length_of, read_window
from core.market.model import Coin, CoinKind

LONGEST = 160
_SPLIT = re.compile(r"[\s,;:!?¿¡\"„“”«»()]+")
_ID = re.compile(r"a[1-9]\d{0,8}")
_LONGEST_PHRASE = 4
_OWN = frozenset({
    "my", "mine", "own", "mein", "meine", "meinen", "meiner", "meins", "mi", "mis", "mio", "mia", "mios", "mias", "meu",
    "meus", "minha", "minhas",
})  # fmt: skip
_PLACE = re.compile(r" (?=\d{1,2}(?: |$))")
_PRONOUN = re.compile(r"(\w{3,}?)(?:l[oa]s?|-[oa]s?|-l[oa]s?)")
# What is asked for, the surest first: "show" words stand in many sentences.
_ACTIONS = ("undo", "snooze", "delete", "resume", "pause")


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence: what its words carry, and the alerts, places, coins and lengths that it names, as a command has
    them."""

    carries: frozenset[str]
    named: tuple[str, ...]
    length: str | None = None


def rulebook_said(text: str, vocabulary: Vocabulary) -> str | None:
    """Return the command line that `text` means; None when it is about something else."""
    if len(text) > LONGEST:
        return None
    ordered = languages_from(vocabulary.language)
    lines = (_meant(said) for language in ordered if (said := _read(text, language, vocabulary)) is not None)
    return next((line for line in lines if line is not None), None)


def named_alert(text: str) -> str | None:
    """Return what stands behind a word for one alert in any language, None where no such word begins `text`."""
    head, _, rest = text.strip().partition(" ")
    nouns = (word for language in LANGUAGES for word in [_words(language).get(folded(head.strip(":")), frozenset())])
    return rest if rest and any("noun" in carried for carried in nouns) else None


def rulebook_again(text: str, before: Before, vocabulary: Vocabulary) -> str | None:
    """Return the command line that `text` means right after alerts were spoken of ("room": those of a room): what it
    leaves unsaid is what was spoken of. None when it is about something else."""
    of_room = before.command == "room"
    if len(text) > LONGEST or (of_room and not _is_of_room(text, before.args)):
        return None
    for language in languages_from(vocabulary.language):
        said = _read(text, language, vocabulary, going_on=True)
        if said is not None and (line := _meant_again(said, before)) is not None:
            return f"room {_PLACE.sub(' ref=', line)}" if of_room else line
    return None


def _is_of_room(text: str, args: Mapping[str, object]) -> bool:
    """Whether the room's alerts were spoken of, and `text` does not say that one's own are meant."""
    spoken = bool(args.keys() & {"action", "id", "ref"}) and args.get("action") != "settings"
    return spoken and _OWN.isdisjoint(folded(word) for word in _SPLIT.split(text))


def _meant_again(said: _Said, goes_on: Before) -> str | None:
    args = goes_on.args
    # What was named by its place is still there in the list that was seen; where one was listed, it is that.
    had = args.get("id", args.get("ref", 1 if len(goes_on.listed) == 1 else None))
    spoken = [str(each) for each in (had if isinstance(had, list) else [had] if had is not None else [])]
    before = str(args.get("action", "list"))
    action = next((action for action in _ACTIONS if action in said.carries), None)
    if action is None and said.length is not None and before == "snooze":
        action = "snooze"
    if action is None:
        coins = said.named and not any(_ID.fullmatch(word) or word.isdigit() for word in said.named)
        if before == "list" and coins:
            return " ".join(["alerts", "list", *said.named])
        looks = said.named and (said.carries & {"show", "why"} or before in {"list", "show"})
        action = "show" if looks else before if said.named and before in _ACTIONS else None
    if action is None or action == "undo" or (said.length is not None and action != "snooze"):
        return None
    named = ["all"] if "all" in said.carries and not said.named else [*(said.named or spoken)]
    if not named:
        return None
    return " ".join(["alerts", action, *named, *([said.length] if said.length is not None else [])])


def _meant(said: _Said) -> str | None:
    action = next((action for action in _ACTIONS if action in said.carries), None)
    about = "noun" in said.carries or any(_ID.fullmatch(word) for word in said.named)
    if action == "undo":
        return "alerts undo" if "noun" in said.carries and not said.named else None
    if action is None:
        # "My alerts", "alarme für btc": naming them is asking for them; "an alert" may be wished.
        asked = said.carries & {"show", "why", "nouns"}
        if not about or not asked or said.length is not None:
            return None
        if not said.named:
            return "alerts list"
        return " ".join(["alerts", *said.named, *(["why"] if "why" in said.carries else [])])
    placed = any(word.isdigit() for word in said.named)
    if not (about or placed) or (said.length is not None and action != "snooze"):
        return None
    named = ["all"] if "all" in said.carries and not said.named else [*said.named]
    return " ".join(["alerts", action, *named, *([said.length] if said.length is not None else [])])


def _read(text: str, language: str, vocabulary: Vocabulary, going_on: bool = False) -> _Said | None:
    """Return what `text` says in a language, None where a word is none of it. `going_on`: it may say so by the words
    with which one goes on, and by a pronoun behind a verb."""
    means = _words_again(language) if going_on else _words(language)
    split = [
        piece
        for piece in _SPLIT.split(shortened(spoken(text)).translate(APOSTROPHES).replace("'", ""))
        if piece.strip(".")
    ]
    pieces = [part for piece in split for part in _without_pronoun(piece, means)]
    carries, named, index = set[str](), list[str](), 0
    length: str | None = None
    while index < len(pieces):
        word = folded(pieces[index].strip("."))
        if _ID.fullmatch(word):
            named.append(word)
        elif (window := _window(pieces, index)) is not None:
            length, taken = window
            index += taken - 1
        elif word in ORDINALS:
            named.append(str(ORDINALS[word]))
        elif (phrase := _phrase(pieces, index, means)) is not None:
            found, taken = phrase
            carries |= found
            index += taken - 1
        elif (coin := _coin(pieces[index], vocabulary)) is not None:
            named.append(coin)
        elif word.isascii() and word.isdigit() and len(word) <= 2:
            named.append(word)
        else:
            return None
        index += 1
    return _Said(frozenset(carries), tuple(named), length)


def _window(pieces: Sequence[str], index: int) -> tuple[str, int] | None:
    word = folded(pieces[index])
    if (window := glued(word)) is not None:
        return window.text, 1
    if index + 1 < len(pieces):
        said = next((found for each in LANGUAGES if (found := lexicon(each).numbers.get(word)) is not None), None)
        counted = read_window(word, pieces[index + 1]) if said is None else length_of(said, pieces[index + 1])
        if counted is not None:
            return counted.text, 2
        single = (
            alone(folded(pieces[index + 1]))
            if word in {"an", "one", "a", "ein", "eine", "einen", "un", "una", "um", "uma"}
            else None
        )
        if single is not None:
            return single.text, 2
    return None


def _phrase(
    pieces: Sequence[str], index: int, means: Mapping[str, frozenset[str]]
) -> tuple[frozenset[str], int] | None:
    for count in range(min(_LONGEST_PHRASE, len(pieces) - index), 0, -1):
        found = means.get(" ".join(folded(piece) for piece in pieces[index : index + count]))
        if found is not None:
            return found, count
    return None


def _coin(typed: str, vocabulary: Vocabulary) -> str | None:
    found = vocabulary.catalogue.find(typed)
    if not isinstance(found, Coin) or found.kind is CoinKind.FIAT:
        return None
    return vocabulary.catalogue.word_for(found)


@cache
def _words(language: str) -> Mapping[str, frozenset[str]]:
    table = tomllib.loads(files("bot").joinpath(f"texts/{language}/rulebook.toml").read_text(encoding="utf-8"))
    means: dict[str, frozenset[str]] = {}
    for carried, phrase in _listed(table):
        for spelt in spellings(phrase.replace("'", "")):
            means[spelt] = means.get(spelt, frozenset()) | {carried}
    return means


@cache
def _words_again(language: str) -> Mapping[str, frozenset[str]]:
    """Return the words of `_words`, those with which one goes on, and the small words of every sentence."""
    goes_on = turn_words(language, "followups")
    small = {
        phrase: frozenset({"filler"})
        for phrase, carried in {**lexicon(language).means, **goes_on}.items()
        if carried & {"filler", "polite", "article", "it", "and", "rather", "only", "also", "both", "about"}
        and ORDINALS.keys().isdisjoint(phrase.split())
    }
    own = _words(language)
    switches = {
        phrase: frozenset({"pause" if "off" in carried else "resume"})
        for phrase, carried in goes_on.items()
        # "Delete it" ends a rule; elsewhere it only switches something off.
        if carried & {"off", "back_on"} and not carried & {"rather", "without"} and not _deletes(phrase, own)
    }
    every = {phrase: frozenset({"all"}) for phrase, carried in goes_on.items() if "both" in carried}
    return {**small, **switches, **every, **own}


def _deletes(phrase: str, own: Mapping[str, frozenset[str]]) -> bool:
    parts = (part for word in phrase.split() for part in (word, *_without_pronoun(word, own)))
    return any("delete" in own.get(part, frozenset()) for part in parts)


def _without_pronoun(word: str, means: Mapping[str, frozenset[str]]) -> Sequence[str]:
    """Return `word` without the pronoun that Spanish and Portuguese put behind a verb: "bórrala", "apaga-o"."""
    plain = folded(word)
    found = _PRONOUN.fullmatch(plain)
    return (found[1],) if found is not None and plain not in means and found[1] in means else (word,)


def _listed(table: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for carried, phrases in table.items():
        yield from ((carried, phrase.strip()) for phrase in phrases.split(","))
