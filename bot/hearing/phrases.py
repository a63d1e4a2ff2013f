"""Plain sentences in four languages into command lines, by patterns kept in `bot/texts/<lang>/phrases.toml`.

A pattern is literal words with `(a|b)` for alternatives, `[…]` for what may be left out and `{slot}` for the rest;
`means` is the command line, whose `[…]` parts fall away when their slot is empty. All languages are always tried,
the person's own first.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.hearing.words import cleaned

LANGUAGES = ("en", "de", "es", "pt")
# Sentences, not essays: a longer text is no command, and matching stays bounded.
LONGEST_PHRASE = 200

_SLOT = re.compile(r"\{(\w+)\}")
_PUNCTUATION = re.compile(r"[?!¿¡\"'„“”«»…;]|[.,:](?=\s|$)")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One compiled pattern."""

    pattern: re.Pattern[str]
    means: str

    def line(self, sentence: str) -> str | None:
        """Return the command line that `sentence` means, None when it is another sentence."""
        match = self.pattern.fullmatch(sentence)
        if match is None:
            return None
        said = {name: (value or "").strip() for name, value in match.groupdict().items()}
        return " ".join(_filled(self.means, said).split())


def _filled(template: str, said: dict[str, str]) -> str:
    def optional(part: re.Match[str]) -> str:
        slots = _SLOT.findall(part[1])
        return _SLOT.sub(lambda m: said.get(m[1], ""), part[1]) if all(said.get(s) for s in slots) else ""

    return _SLOT.sub(lambda m: said.get(m[1], ""), re.sub(r"\[([^\]]*)\]", optional, template))


def compiled(says: str, means: str) -> Phrase:
    """Compile a pattern; each slot takes one or more words, as few as it can."""
    spaced = " ".join(says.casefold().split())
    out, seen = [], set()
    for token in re.split(r"(\{\w+\}|[()\[\]| ])", spaced):
        slot = _SLOT.fullmatch(token)
        if slot and slot[1] not in seen:
            seen.add(slot[1])
            out.append(rf"(?P<{slot[1]}>\S+(?: \S+){{0,9}}?)")
        elif slot:
            out.append(rf"(?P={slot[1]})")
        else:
            out.append({"(": "(?:", ")": ")", "[": "(?:", "]": ")?", "|": "|", " ": " "}.get(token, re.escape(token)))
    # A space beside an optional part is optional with it.
    pattern = "".join(out).replace(" (?:", " ?(?:").replace(")? ", ")? ?").replace(") ", ") ?")
    return Phrase(re.compile(pattern), means)


@cache
def phrases(language: str) -> tuple[Phrase, ...]:
    """Return the compiled patterns of a language, in their order."""
    text = files("bot").joinpath(f"texts/{language}/phrases.toml").read_text(encoding="utf-8")
    return tuple(compiled(says, entry["means"]) for entry in tomllib.loads(text)["phrase"] for says in entry["says"])


def translated(text: str, language: str) -> Sequence[str]:
    """Return the command lines that `text` may mean, the likeliest first; empty when it is no known sentence."""
    sentence = " ".join(_PUNCTUATION.sub(" ", cleaned(text)).casefold().split())
    if not sentence or len(sentence) > LONGEST_PHRASE:
        return ()
    ordered = (language, *(other for other in LANGUAGES if other != language))
    lines = (phrase.line(sentence) for lang in ordered for phrase in phrases(lang))
    return tuple(dict.fromkeys(line for line in lines if line))
