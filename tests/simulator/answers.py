"""An answer, as those who judge it see it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.ports import Told
from bot.speaking.reply import Block, Chart, Reply, Table, Text
from tests.simulator.people import Post


@dataclass(frozen=True, slots=True)
class Answer:
    """What one delivery of an update brought, and the market's time when it was heard and answered."""

    post: Post
    told: Told
    heard_at: datetime
    told_at: datetime
    told_s: float
    late_s: float

    @property
    def replies(self) -> tuple[Reply, ...]:
        return tuple(r for r in (self.told.to_room, self.told.to_person) if r is not None)


def words(reply: Reply) -> Iterator[str]:
    """Yield every line of text in a reply."""
    for block in reply.blocks:
        yield from _lines(block)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Text():
            yield block.text
        case Table():
            yield from block.lines()
        case Chart():
            yield block.caption.text
        case _:
            yield block.name
