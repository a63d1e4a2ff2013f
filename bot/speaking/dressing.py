"""The last touch before a renderer: emoji, and plain-text mode.

Plain text: no bold, emoji, tables or pictures; one fact a line as "name: value"; buttons as words to type.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot.speaking.plain import BELL, LOCK, SAND
from bot.speaking.reply import CHOICES, Block, Cell, Chart, Part, Reply, Table, Text, Tone
from bot.speaking.say import Say
from core.people.model import Preferences

_EMOJI = {Tone.ALERT: f"{BELL} ", Tone.STALE: f"{SAND} ", Tone.PRIVATE: f"{LOCK} "}


def dressed(reply: Reply, preferences: Preferences, say: Say, typed: Callable[[str], str] = str) -> Reply:
    """Return `reply` as this person wants to read it, keeping its type; `typed` is how lines are typed where they are
    read."""
    if preferences.plain:
        return _plain(reply, say, typed)
    reply = replace(reply, typing=say.line("type-instead", choices=CHOICES))
    if preferences.emoji and reply.tone in _EMOJI:
        return replace(reply, blocks=tuple(_with_emoji(reply)))
    return reply


def _with_emoji(reply: Reply) -> Iterator[Block]:
    """Yield the blocks, the pictogram in front of the first line that is not the mode."""
    pending = _EMOJI[reply.tone]
    for block in reply.blocks:
        match block:
            case Text() if pending and block.part is not Part.MODE:
                yield _begun(block, pending)
                pending = ""
            case Chart() if pending:
                yield replace(block, caption=_begun(block.caption, pending))
                pending = ""
            case _:
                yield block


def _begun(text: Text, mark: str) -> Text:
    return replace(text, lead=mark + text.lead) if text.lead else replace(text, rest=mark + text.rest)


def _plain(reply: Reply, say: Say, spelt: Callable[[str], str]) -> Reply:
    blocks: list[Block] = []
    for block in reply.blocks:
        blocks += _plainly(block)
    typed = [spelt(b.sends) for b in (*reply.buttons, *reply.more)]
    if typed:
        # Below source and age, where the buttons would be.
        blocks.append(say.text("type-instead", Part.SOURCE, choices=say.either(typed)))
    return replace(reply, blocks=tuple(blocks), buttons=(), more=())


def _plainly(block: Block) -> list[Block]:
    match block:
        case Text():
            return [_unset(block)]
        case Table():
            return [fact for row in block.rows for fact in _facts(block, row)]
        case Chart():
            return [_unset(block.caption)]
    return [block]


def _unset(text: Text) -> Text:
    return replace(text, lead="", rest=text.text, joint="")


def _facts(table: Table, row: Sequence[Cell]) -> Iterator[Text]:
    """Yield a line for each cell behind the first that is no number: that one names them. What stands before it is a
    rank, which the order of the lines tells."""
    subject = next((i for i in range(len(row)) if i not in table.numeric), 0)
    for column, cell in list(zip(table.spoken or table.columns, row, strict=True))[subject + 1 :]:
        if not cell.text:
            continue
        figures = (cell.figure,) if cell.figure is not None else ()
        yield Text(rest=f"{row[subject].text}, {column}: {cell.text}", figures=figures)
