"""What must be true of every answer, judged by what the world was like and not by our own code."""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from bot.ports import Told
from bot.speaking.reply import Block, Chart, Part, Reply, Table, Text
from core.kernel.errors import Unavailable
from core.kernel.figures import Figure, FigureName
from core.market.model import Pair, to_ms
from core.people.model import Role
from tests.simulator.faults import VENUES, Fault, Plan
from tests.simulator.people import INVITED, STRANGERS, Post
from tests.simulator.prices import Prices
from tests.simulator.venues import LISTED

OWN = "candlewick"
MINUTE_MS, HOUR_MS = 60_000, 3_600_000
HOUR_S = 3_600.0
# Commands whose prices are quotes: promise 1 says when those are stale.
QUOTED = {"price", "convert", "top", "watch", "depth"}
BURST, BURST_S = 8, 40.0


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


class Model:
    """Looks at every answer; `broken` says what was not as promised."""

    def __init__(self, prices: Prices, plan: Plan, stale_after: timedelta, speed: float) -> None:
        self._prices, self._plan, self._stale_after, self._speed = prices, plan, stale_after, speed
        self._mode = None if speed == 1.0 else "SIMULATED"
        self.broken: list[str] = []
        self._answered: Counter[int] = Counter()
        self._warned: set[str] = set()
        self._lately: dict[str, deque[float]] = {}

    def answered(self, update: int) -> bool:
        return self._answered[update] > 0

    def judge(self, answer: Answer) -> None:
        """Check one answer."""
        before = self._answered[answer.post.update]
        self._answered[answer.post.update] += 1
        if before:
            self._claim(not answer.replies and not answer.told.secret, "an update was answered twice", answer)
            return
        self.broken += [f"{wrong} ({answer.post})" for wrong in (*self._presence(answer), *self._privacy(answer))]
        for reply in answer.replies:
            self.broken += [f"{wrong} ({answer.post})" for wrong in self._contents(reply, answer)]

    def _claim(self, held: bool, wrong: str, answer: Answer) -> None:
        if not held:
            self.broken.append(f"{wrong} ({answer.post})")

    def _presence(self, answer: Answer) -> Iterator[str]:
        """Who may ask is answered; who may not is told once a day at most."""
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

    def _privacy(self, answer: Answer) -> Iterator[str]:
        post, told = answer.post, answer.told
        if post.room is None and told.to_room is not None:
            yield "a private question was answered in a room"
        if any(not reply.public for reply in (told.to_room,) if reply is not None):
            yield "a personal reply was posted"
        if told.to_room is not None and post.is_personal and told.to_room.figures:
            yield "a personal figure in a room"
        if post.by in STRANGERS and post.room != INVITED and any(r.figures for r in answer.replies):
            yield "a stranger saw a figure"

    def _contents(self, reply: Reply, answer: Answer) -> Iterator[str]:
        modes = [b.text for b in reply.blocks if isinstance(b, Text) and b.part is Part.MODE]
        # The same word in every language, and what it means behind it.
        if [mode.split(" ")[0] for mode in modes] != ([self._mode] if self._mode else []):
            yield f"the mode reads {modes}"
        if reply.error is not None:
            yield from self._error(reply, answer)
        priced: set[str] = set()
        for figure in reply.figures:
            yield from self._figure(figure, reply, answer)
            if figure.name is FigureName.PRICE and figure.of not in priced:
                # A second price of a coin is that of a venue which is not believed, and says so.
                priced.add(figure.of)
                yield from self._price(figure, reply.understood.name if reply.understood else "", answer)
        shown = "STALE" in " ".join(words(reply))
        stale = any(f.origin.stale for f in reply.figures) or isinstance(reply.error, Unavailable)
        if reply.figures and shown != stale:
            yield f"STALE is {'shown' if shown else 'not shown'}, figures are {'stale' if stale else 'fresh'}"

    def _error(self, reply: Reply, answer: Answer) -> Iterator[str]:
        assert reply.error is not None
        kind, poisoned = reply.error.kind, self._plan.poisoned(answer.told_s)
        if kind == "defect" and not poisoned:
            yield "a defect"
        well = sum(self._plan.is_well(venue, answer.told_s) for venue in VENUES)
        if isinstance(reply.error, Unavailable) and well >= 2 and not poisoned:
            yield f"unavailable ({reply.error}) though {well} venues were well"

    def _figure(self, figure: Figure, reply: Reply, answer: Answer) -> Iterator[str]:
        origin = figure.origin
        sources = origin.source.split("+")
        if origin.source != OWN and not set(sources) <= set(VENUES):
            yield f"{figure.name} from {origin.source}"
        if origin.at > answer.told_at:
            yield f"{figure.name} is of {origin.at}, which is still to come"
        if figure.name is FigureName.CHANGE and not abs(float(figure.value)) < 0.5:
            yield f"{figure.of} changed by {figure.value}"
        name = reply.understood.name if reply.understood else ""
        if name in QUOTED and origin.source != OWN:
            yield from self._staleness(figure, answer)

    def _price(self, figure: Figure, name: str, answer: Answer) -> Iterator[str]:
        """A price is one that its venue had at that time; a price across several lies where the truth was."""
        sources = figure.origin.source.split("+")
        if name == "depth" and self._plan.find(sources[0], answer.told_s, Fault.LIES):
            return  # a book is one venue's own, and says whose
        pair, at_ms, value = Pair(figure.of, figure.unit), to_ms(figure.origin.at), float(figure.value)
        since_ms = at_ms // MINUTE_MS * MINUTE_MS - MINUTE_MS - self._frozen_ms(sources[0], answer)
        if len(sources) == 1 and pair in LISTED[sources[0]]:
            # Of a candle whose close nobody saw, at least its open is sure: its price came within its hour.
            until_ms = at_ms + (HOUR_MS if name == "chart" else MINUTE_MS)
            had = [self._prices.between(venue, pair, since_ms, until_ms) for venue in sellers(pair)]
            if not np.isclose(np.concatenate(had), value, rtol=1e-9).any():
                yield f"{sources[0]} never had {pair} at {value} around {figure.origin.at}"
            return
        truth = self._prices.between("binance", pair, since_ms, to_ms(answer.told_at))
        if not truth.min() * 0.997 <= value <= truth.max() * 1.003:
            yield f"{pair} at {value} is far from {truth[-1]}"

    def _frozen_ms(self, source: str, answer: Answer) -> int:
        """How old the candles of a venue may be that says they are of now: a candle has no time of its own."""
        frozen = self._plan.find(source, answer.told_s, Fault.FROZEN)
        return 0 if frozen is None else round((answer.told_s - frozen.since_s) * 1_000 * self._speed)

    def _staleness(self, figure: Figure, answer: Answer) -> Iterator[str]:
        least, most = answer.heard_at - figure.origin.at, answer.told_at - figure.origin.at
        if figure.origin.stale and most <= self._stale_after:
            yield f"{figure.name} of {figure.of} is {most} old and called stale"
        if not figure.origin.stale and least > self._stale_after:
            yield f"{figure.name} of {figure.of} is {least} old and not called stale"


def sellers(pair: Pair) -> tuple[str, ...]:
    return tuple(venue for venue in VENUES if pair in LISTED[venue])


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
