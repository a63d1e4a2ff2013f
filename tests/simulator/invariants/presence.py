"""Who may ask is answered; who may not is told once a day at most."""

from collections import deque
from collections.abc import Iterator

from core.people.model import Role
from tests.simulator.answers import Answer
from tests.simulator.invariants.base import Invariant
from tests.simulator.people import INVITED, STRANGERS
from tests.simulator.world import World

HOUR_S = 3_600.0
BURST, BURST_S = 8, 40.0


class Presence(Invariant):
    """Remembers who was warned, and who says much."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self._warned: set[str] = set()
        self._lately: dict[str, deque[float]] = {}

    def heard(self, answer: Answer) -> Iterator[str]:
        post, replied = answer.post, bool(answer.replies)
        paced = self._paced(answer)
        if post.secret:
            if not answer.told.secret:
                yield "a secret was not recognised"
        elif post.by in STRANGERS and post.room != INVITED:
            where = post.room or post.by.number
            if replied and where in self._warned:
                yield "a stranger was told twice within a day"
            self._warned |= {where} if replied else set()
        elif not (replied or paced or answer.late_s > HOUR_S):
            yield "no answer"

    def _paced(self, answer: Answer) -> bool:
        """Whether this person has just said so much that the pace may have held them up."""
        said = self._lately.setdefault(answer.post.by.number, deque())
        said.append(answer.told_s)
        while said[0] < answer.told_s - BURST_S:
            said.popleft()
        return answer.post.by.role is not Role.OWNER and len(said) >= BURST
