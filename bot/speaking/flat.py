"""A reply as lines of text, for where there is no other way to show it: e-mail, SMS, webhooks."""

from collections.abc import Iterator

from bot.speaking.reply import Chart, File, Reply, Table, Text


def lines_of(reply: Reply) -> Iterator[str]:
    """Yield the lines of a reply; a picture is told by its caption, a file by its name."""
    for block in reply.blocks:
        match block:
            case Text():
                yield block.text
            case Table():
                yield from block.lines()
            case Chart():
                yield block.caption.text
            case File():
                yield block.name
