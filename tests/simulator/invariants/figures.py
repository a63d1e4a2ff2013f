"""Every figure is what its source had when it says so, and its age is told."""

from collections.abc import Iterator

import numpy as np

from bot.speaking.reply import Part, Reply, Text
from core.kernel.errors import Unavailable
from core.kernel.figures import Figure, FigureName
from core.market.model import Pair, to_ms
from tests.simulator.answers import Answer, words
from tests.simulator.faults import VENUES, Fault
from tests.simulator.invariants.base import Invariant
from tests.simulator.venues import LISTED, sellers

OWN = "candlewick"
MINUTE_MS, HOUR_MS = 60_000, 3_600_000
# Commands whose prices are quotes: promise 1 says when those are stale.
QUOTED = {"price", "convert", "top", "watch", "depth"}


class Figures(Invariant):
    """Prices against the world's own; marks, modes and errors against what went wrong in it."""

    def heard(self, answer: Answer) -> Iterator[str]:
        for reply in answer.replies:
            yield from self._contents(reply, answer)

    def _contents(self, reply: Reply, answer: Answer) -> Iterator[str]:
        mode = None if self._world.speed == 1.0 else "SIMULATED"
        modes = [b.text for b in reply.blocks if isinstance(b, Text) and b.part is Part.MODE]
        # The same word in every language, and what it means behind it.
        if [word.split(" ")[0] for word in modes] != ([mode] if mode else []):
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
        kind, poisoned = reply.error.kind, self._world.plan.poisoned(answer.told_s)
        if kind == "defect" and not poisoned:
            yield "a defect"
        well = sum(self._world.plan.is_well(venue, answer.told_s) for venue in VENUES)
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
        if name == "depth" and self._world.plan.find(sources[0], answer.told_s, Fault.LIES):
            return  # a book is one venue's own, and says whose
        pair, at_ms, value = Pair(figure.of, figure.unit), to_ms(figure.origin.at), float(figure.value)
        since_ms = at_ms // MINUTE_MS * MINUTE_MS - MINUTE_MS - self._frozen_ms(sources[0], answer)
        if len(sources) == 1 and pair in LISTED[sources[0]]:
            # Of a candle whose close nobody saw, at least its open is sure: its price came within its hour.
            until_ms = at_ms + (HOUR_MS if name == "chart" else MINUTE_MS)
            had = [self._world.prices.between(venue, pair, since_ms, until_ms) for venue in sellers(pair)]
            if not np.isclose(np.concatenate(had), value, rtol=1e-9).any():
                yield f"{sources[0]} never had {pair} at {value} around {figure.origin.at}"
            return
        truth = self._world.prices.between("binance", pair, since_ms, to_ms(answer.told_at))
        if not truth.min() * 0.997 <= value <= truth.max() * 1.003:
            yield f"{pair} at {value} is far from {truth[-1]}"

    def _frozen_ms(self, source: str, answer: Answer) -> int:
        """How old the candles of a venue may be that says they are of now: a candle has no time of its own."""
        frozen = self._world.plan.find(source, answer.told_s, Fault.FROZEN)
        return 0 if frozen is None else round((answer.told_s - frozen.since_s) * 1_000 * self._world.speed)

    def _staleness(self, figure: Figure, answer: Answer) -> Iterator[str]:
        least, most = answer.heard_at - figure.origin.at, answer.told_at - figure.origin.at
        if figure.origin.stale and most <= self._world.stale_after:
            yield f"{figure.name} of {figure.of} is {most} old and called stale"
        if not figure.origin.stale and least > self._world.stale_after:
            yield f"{figure.name} of {figure.of} is {least} old and not called stale"
