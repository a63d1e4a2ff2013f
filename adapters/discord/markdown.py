"""Rich text in Discord's markdown: what people and venues write is shown as they wrote it."""

import re

from bot.speaking.richtext import Rich, Run, Style, split, units

_INLINE = re.compile(r"[\\*_`]|~(?=~)|(?<=~)~|\|(?=\|)|(?<=\|)\||\[|<(?=[@#:/a-zA-Z])")
_LINE_START = re.compile(r"^(\s*)(#{1,3}|-#|>{1,3}|[-+]|\d+(?=\.))(?=[\s.])", re.MULTILINE)
FENCE = "```"
_SMALLEST_ROOM = 100


def markdown(rich: Rich) -> str:
    """Return the text with its styles, everything else in it escaped."""
    written = ""
    for run in rich.runs:
        written += _set(run, at_start=not written or written.endswith("\n"))
    return written


def escaped(text: str, *, at_start: bool = True) -> str:
    """Return `text` so that Discord shows it as it is; `at_start` where a line begins with it."""
    inline = _INLINE.sub(lambda found: f"\\{found[0]}", text)
    if at_start:
        return _LINE_START.sub(_shown, inline)
    first, *rest = inline.split("\n", 1)
    return first + ("\n" + _LINE_START.sub(_shown, rest[0]) if rest else "")


def parts(rich: Rich, limit: int) -> list[Rich]:
    """Cut so that each part, with its marks, has at most `limit` units."""
    room = limit
    while True:
        found = split(rich, room)
        over = max((units(markdown(part)) for part in found), default=0) - limit
        if over <= 0:
            return found
        room = max(_SMALLEST_ROOM, room - over)


def _set(run: Run, at_start: bool) -> str:
    match run.style:
        case Style.STRONG if run.text.strip():
            inner = run.text.strip()
            before, after = run.text.split(inner, 1)
            return f"{before}**{escaped(inner, at_start=False)}**{after}"
        case Style.MONO if run.text.strip():
            # A fence that the text itself closes would let the rest of it be read as markup.
            fenced = f"{FENCE}\n{run.text.replace('`', 'ˋ')}\n{FENCE}"
            return fenced if at_start else f"\n{fenced}"
    return escaped(run.text, at_start=at_start)


def _shown(found: re.Match[str]) -> str:
    sign = found[2]
    return f"{found[1]}{sign}\\" if sign.isdigit() else f"{found[1]}\\{sign}"
