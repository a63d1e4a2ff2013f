"""The last touch before a renderer: emoji, and plain-text mode.

Plain text: no bold, emoji, tables or pictures; one fact a line as "name: value"; buttons as words to type.
"""

from collections.abc import Iterator
from dataclasses import replace

from bot.speaking.reply import Block, Chart, Part, Reply, Table, Text, Tone
from bot.speaking.say import Say
from core.people.model import Preferences

_EMOJI = {Tone.ALERT: "🔔 ", Tone.STALE: "⏳ ", Tone.PRIVATE: "🔒 "}


def dressed(reply: Reply, preferences: Preferences, say: Say) -> Reply:
    """Return `reply` as this person wants to read it, keeping its type."""
    if preferences.plain:
        return _plain(reply, say)
    if preferences.emoji and reply.tone in _EMOJI:
        return replace(reply, blocks=tuple(_with_emoji(reply)))
    return reply


def _with_emoji(reply: Reply) -> Iterator[Block]:
    pending = _EMOJI[reply.tone]
    for block in reply.blocks:
        if pending and isinstance(block, Text) and block.part is not Part.MODE:
            block, pending = (
                replace(block, lead=pending + block.lead) if block.lead else replace(block, rest=pending + block.rest),
                "",
            )
        yield block


def _plain(reply: Reply, say: Say) -> Reply:
    blocks: list[Block] = []
    for block in reply.blocks:
        blocks += _plainly(block)
    typed = [b.sends for b in (*reply.buttons, *reply.more)]
    if typed:
        blocks.append(say.text("type-instead", choices=say.either(typed)))
    return replace(reply, blocks=tuple(blocks), buttons=(), more=())


def _plainly(block: Block) -> list[Block]:
    match block:
        case Text():
            return [replace(block, lead="", rest=block.text)]
        case Table():
            return [
                Text(
                    rest="; ".join(f"{name}: {cell.text}" for name, cell in zip(block.columns, row, strict=True)),
                    figures=tuple(c.figure for c in row if c.figure is not None),
                )
                for row in block.rows
            ]
        case Chart():
            return [replace(block.caption, lead="", rest=block.caption.text)]
    return [block]
