"""What is private stays so."""

from collections.abc import Iterator

from tests.simulator.answers import Answer
from tests.simulator.invariants.base import Invariant
from tests.simulator.people import INVITED, STRANGERS


class Privacy(Invariant):
    """Nothing personal in a room, no figure for a stranger."""

    def heard(self, answer: Answer) -> Iterator[str]:
        post, told = answer.post, answer.told
        if post.room is None and told.to_room is not None:
            yield "a private question was answered in a room"
        if any(not reply.public for reply in (told.to_room,) if reply is not None):
            yield "a personal reply was posted"
        if told.to_room is not None and post.is_personal and told.to_room.figures:
            yield "a personal figure in a room"
        if post.by in STRANGERS and post.room != INVITED and any(r.figures for r in answer.replies):
            yield "a stranger saw a figure"
