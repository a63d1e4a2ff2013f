"""What a follow-up changes of what is one's own: quiet hours, the digest, settings, what is stored, listed alerts.

after "quiet 22:00-08:00":  "turn it off again"      after "alerts":  "pause all" · "only the eth ones"
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.hearing.before import OF_ALERTS, Before, Read, told
from bot.hearing.phrases import (
    LANGUAGES,
    MARKS,
    bare,
    languages_from,
    longest_phrase,
    turn_lexicon,
    turn_words,
)
from bot.hearing.rulebook import rulebook_again
from bot.hearing.wish_ends import UNTIL
from bot.hearing.words import cleaned, folded
from bot.params.base import Vocabulary
from bot.params.clock import read_clock

_LONGEST = 120
_DROPPED = frozenset({"and", "rather", "only", "also", "want"})
_SWITCHING = frozenset({"off", "back_on", "export"})
_SWITCHES = frozenset({"emoji", "plain", "llm"})
_HALVES = frozenset({"am", "pm", "uhr", "oclock", "h", "hs"})
# How each language begins a sentence that a time, days or hours end.
_DAILY = ("digest", "send me a digest", "resumen", "resumo", "übersicht")
_QUIETLY = ("quiet", "do not disturb", "ruhezeit", "horas de silencio", "horas de silêncio")


def again(text: str, before: Before, vocabulary: Vocabulary, read: Read) -> Iterator[str]:
    """Yield the command lines that `text` may mean after `before`, the likeliest first; `read` binds a line."""
    if len(text) > _LONGEST:
        return
    if before.command in OF_ALERTS:
        if (line := rulebook_again(text, before, vocabulary)) is not None:
            yield line
        return
    for language in languages_from(vocabulary.language):
        words = _words(text)
        concepts, rest = _stripped(words, language)
        if before.command in _LINES:
            yield from _LINES[before.command](before, concepts, rest, read)


def _words(text: str) -> Sequence[str]:
    return [word for each in cleaned(text).split(" ") if (word := each.strip(MARKS))]


def _stripped(words: Sequence[str], language: str) -> tuple[set[str], Sequence[str]]:
    """Return what `words` carry of how one goes on, and what is left without those at either end and what switches."""
    own, every = turn_words(language, "followups"), turn_lexicon(language, "followups")
    plain = [bare(word) for word in words]
    pieces, index = list[tuple[frozenset[str], Sequence[str]]](), 0
    while index < len(words):
        phrase = longest_phrase(plain, index, own, every.longest.get(plain[index], 0))
        size = 1 if phrase is None else phrase.count(" ") + 1
        pieces.append((own.get(phrase or "", frozenset()), words[index : index + size]))
        index += size
    concepts = {concept for carried, _ in pieces for concept in carried}
    left = [(carried, said) for carried, said in pieces if not carried & _SWITCHING]
    while left and left[0][0] & _DROPPED:
        left.pop(0)
    while left and left[-1][0] & _DROPPED:
        left.pop()
    return concepts, [word for _, said in left for word in said]


def _only_light(rest: Sequence[str]) -> bool:
    """Whether nothing is left but words that say nothing: "it", "again", "please"."""
    light = {"filler", "polite", "it", "again", "one", "article", "now"}
    return all(
        any(light & turn_lexicon(language, "followups").means.get(folded(word), frozenset()) for language in LANGUAGES)
        for word in rest
    )


def _quiet(before: Before, concepts: set[str], rest: Sequence[str], read: Read) -> Iterator[str]:
    if "off" in concepts and _only_light(rest):
        yield "quiet off"
        return
    had = {**before.stands, **before.args}
    hours = str(had.get("hours", ""))
    start, _, end = hours.partition("-")
    clock = _clock(rest)
    if clock is not None and hours:
        yield f"quiet {start}-{clock}" if UNTIL & {folded(word) for word in rest} else f"quiet {clock}-{end}"
    said = " ".join(rest)
    for line in (*(f"{opening} {said}" for opening in _QUIETLY), f"quiet {hours} {said}") if rest else ():
        bound = read(line)
        if bound is not None and bound.command.name == "quiet" and bound.args and bound.args != before.args:
            yield line_of("quiet", {**had, **bound.args})


def _clock(rest: Sequence[str]) -> str | None:
    """Return the one time of day that `rest` names, with nothing besides but small words."""
    plain = [folded(word) for word in rest]
    found = []
    for index, word in enumerate(plain):
        after = plain[index + 1] if index + 1 < len(plain) else ""
        if (time := read_clock(word, after if after in _HALVES else "")) is not None:
            found.append(time)
        elif word not in _HALVES | UNTIL and not _only_light([word]) and len(word) > 3:
            return None
    return found[0].isoformat("minutes") if len(found) == 1 else None


def _digest(before: Before, concepts: set[str], rest: Sequence[str], read: Read) -> Iterator[str]:
    if "off" in concepts and _only_light(rest):
        yield "digest off"
        return
    kept = {key: value for key, value in (before.args or before.stands).items() if key != "action"}
    lines = [f"{opening} {' '.join(rest)}" for opening in _DAILY]
    clock = _clock(rest)
    for bound in map(read, [*lines, *([f"digest {clock}"] if clock else [])] if rest else []):
        if bound is not None and bound.command.name == "digest" and bound.args and "action" not in bound.args:
            yield line_of("digest", {**kept, **bound.args})
            return


def _settings(before: Before, concepts: set[str], rest: Sequence[str], read: Read) -> Iterator[str]:
    if len(before.args) != 1:
        return
    (name,) = before.args
    if name in _SWITCHES and concepts & {"off", "back_on"} and _only_light(rest):
        yield f"settings {name} {'off' if 'off' in concepts else 'on'}"
        return
    bound = read(f"settings {name} {' '.join(rest)}") if rest else None
    if bound is not None and set(bound.args) == {name} and bound.args != before.args:
        yield line_of("settings", bound.args)


def _privacy(before: Before, concepts: set[str], rest: Sequence[str], read: Read) -> Iterator[str]:
    if "export" in concepts and _only_light(rest):
        yield "privacy export"


def line_of(name: str, args: Mapping[str, object]) -> str:
    """Return a command and its arguments as one types them."""
    return " ".join([name, *(f"{key}={told(value)}" for key, value in args.items())])


_LINES: Mapping[str, Callable[[Before, set[str], Sequence[str], Read], Iterator[str]]] = {
    "quiet": _quiet,
    "digest": _digest,
    "settings": _settings,
    "privacy": _privacy,
}
