"""Makes a disagreement as small as it gets: the shortest rule over the shortest past that still shows it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise

from tests.oracle.history import Candle, History
from tests.oracle.judge import Message, Span
from tests.oracle.wanted import Both, Either, Tree, Wanted

TRIES = 1_500


@dataclass(frozen=True, slots=True)
class Dispute:
    """One rule over one past."""

    wanted: Wanted
    history: History
    span: Span

    @property
    def size(self) -> int:
        return sum(map(len, self.history.values()))

    @property
    def shown(self) -> str:
        """The rule, and the candles as they would be written into a test."""
        lines = [self.wanted.text, f"from {clock(self.span.start)} to {clock(self.span.end)}, {self.span.zone}"]
        for coin, candles in self.history.items():
            lines += [f"{coin} {clock(candle.opened)} {_figures(candle)}" for candle in candles]
        return "\n".join(lines)


def shrunk(dispute: Dispute, still_differs: Callable[[Dispute], bool]) -> Dispute:
    """Return the smallest dispute found that still differs, by taking away and flattening."""
    tries = 0
    improved = True
    while improved:
        improved = False
        for smaller in _smaller(dispute):
            tries += 1
            if tries > TRIES:
                return dispute
            if still_differs(smaller):
                dispute, improved = smaller, True
                break
    return dispute


def _smaller(dispute: Dispute) -> Iterator[Dispute]:
    for wanted in _plainer(dispute.wanted):
        yield replace(dispute, wanted=wanted, history={coin: dispute.history[coin] for coin in wanted.coins})
    if set(dispute.history) != set(dispute.wanted.coins):
        yield replace(dispute, history={coin: dispute.history[coin] for coin in dispute.wanted.coins})
    for history in _shorter(dispute.history):
        yield replace(dispute, history=history)
    last = max(candles[-1].closed for candles in dispute.history.values())
    if dispute.span.end > last:
        yield replace(dispute, span=replace(dispute.span, end=last))
    for history in _flatter(dispute.history):
        yield replace(dispute, history=history)


def _plainer(wanted: Wanted) -> Iterator[Wanted]:
    for tree in _lopped(wanted.tree):
        yield replace(wanted, tree=tree)
    for option in ("note", "until", "rearm", "most", "lasting", "every"):
        if getattr(wanted, option) is not None:
            yield _without(wanted, option)


def _without(wanted: Wanted, option: str) -> Wanted:
    fields = {name: getattr(wanted, name) for name in ("every", "most", "lasting", "until", "rearm", "note")}
    return Wanted(wanted.tree, **{**fields, option: None})


def _lopped(tree: Tree) -> Iterator[Tree]:
    """Yield the tree with a branch less."""
    if not isinstance(tree, Both | Either):
        return
    yield from tree.parts
    for number, part in enumerate(tree.parts):
        rest = (*tree.parts[:number], *tree.parts[number + 1 :])
        if len(rest) > 1:
            yield type(tree)(rest)
        for smaller in _lopped(part):
            if type(smaller) is not type(tree):
                yield type(tree)((*tree.parts[:number], smaller, *tree.parts[number + 1 :]))


def _shorter(history: History) -> Iterator[History]:
    """Yield the past without a stretch, long ones first; two candles of each coin are left."""
    for coin, candles in history.items():
        size = len(candles) // 2
        while size:
            for begin in range(0, len(candles), size):
                left = (*candles[:begin], *candles[begin + size :])
                # A file needs two candles side by side for its interval to be known.
                if any(a.closed == b.opened for a, b in pairwise(left)):
                    yield {**history, coin: left}
            size //= 2


def _flatter(history: History) -> Iterator[History]:
    """Yield the past with one candle less eventful."""
    for coin, candles in history.items():
        for number, candle in enumerate(candles):
            for calmer in _calmer(candle, candles[number - 1].close if number else candle.open):
                if calmer != candle:
                    yield {**history, coin: (*candles[:number], calmer, *candles[number + 1 :])}


def _calmer(candle: Candle, before: float) -> Iterator[Candle]:
    flat = Candle(candle.opened, before, before, before, before)
    if (candle.open, candle.high, candle.low, candle.close) != (before,) * 4:
        yield flat
    ends = (candle.open, candle.close)
    yield replace(candle, high=max(ends))
    yield replace(candle, low=min(ends))
    yield replace(candle, volume=1.0)


def told(messages: list[Message]) -> str:
    """Return messages as lines."""
    lines = [
        f"due {clock(message.due)} at {clock(message.at)} {message.coin} {message.price!r}{' still' * message.still}"
        for message in messages
    ]
    return "\n".join(lines) or "nothing"


def clock(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(sep=" ").removesuffix("+00:00")


def _figures(candle: Candle) -> str:
    return f"{candle.open!r} {candle.high!r} {candle.low!r} {candle.close!r} volume {candle.volume:g}"
