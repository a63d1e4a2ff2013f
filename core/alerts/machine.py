"""How a rule stands, and what it tells: pure steps from one state to the next.

A rule is told four things: what its condition was and is at a look (`looked`), that `for D` may be over (`lasted`),
that D after a message is over (`cooled`), that its last day is over (`closed`). Times are ms UTC, of the market.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from core.alerts.model import Telling


@dataclass(frozen=True, slots=True)
class Terms:
    """How often and how long a rule tells, in ms. Neither `every` nor `most`: once. `ends` is the instant up to which
    it is judged, that instant included; `before` how many of its messages `most` does not count; without `stills` it
    tells crossings only."""

    every: int | None = None
    most: int | None = None
    lasting: int | None = None
    ends: int | None = None
    before: int = 0
    stills: bool = True

    def are_met(self, told: int) -> bool:
        """Whether a rule that has told so often has nothing more to tell."""
        if self.most is not None:
            return told - self.before >= self.most
        return self.every is None and told > self.before


class Moment(NamedTuple):
    """When the condition was true, and what a message of it says: which comparison of the rule was the first true one,
    its fact's value, its coin's price and the one before it, seen at `before_at`."""

    at: int
    atom: int
    value: float | str
    price: float | None
    before: float | None
    before_at: int | None = None


class Marks(NamedTuple):
    """What a rule's snapshots left behind that prices do not tell. `side` is the truth that was known last, where it is
    not what the comparisons say now (0 false, 1 true, -1 where they say it) · `undecided`: what is not known decides ·
    `leaving`: whether it has left is still to be judged · `happening`: what happened at the last price · `sides` (-1,
    0, 1) of their levels on which facts were, by comparison, that are not known just now."""

    side: int = -1
    undecided: bool = False
    leaving: bool = False
    happening: int = 0
    sides: tuple[tuple[int, int], ...] = ()


class State(NamedTuple):
    """How a rule stands; as it begins, it is armed and has told nothing.

    `holding` from its crossing until it has left by `distances`, one for each comparison, fixed at the crossing ·
    `since` the condition is true without interruption, for rules with `for`, and `lasted`: long enough · `told` how
    many messages, the last one due at `due` · `crossed` when the last crossing was · `owed` the first crossing that is
    not told yet, with `merged` further ones · `again`: the condition became true again since the last message, at
    `last` for the last time (None while it is true) · `open`: D was over with nothing due, so the next moment is told
    at once · `overdue`: something fell due while the price was stale · `over`: judged no more, only owing a message.
    """

    holding: bool = False
    distances: tuple[float, ...] = ()
    since: int | None = None
    lasted: bool = False
    told: int = 0
    due: int | None = None
    crossed: int | None = None
    owed: Moment | None = None
    merged: int = 0
    again: bool = False
    last: Moment | None = None
    open: bool = False
    overdue: bool = False
    over: bool = False
    marks: Marks = Marks()

    @property
    def resting(self) -> bool:
        """Whether only `told` is worth keeping: armed, nothing to come but a crossing, and its side told by prices."""
        busy = self.holding or self.again or self.overdue or self.over or self.lasted
        waiting = self.since is not None or (self.due is not None and not self.open)
        return not (busy or waiting) and self.owed is None and self.marks == Marks()


class Look(NamedTuple):
    """The condition as it was known last before a snapshot (`was`), at it (`now`) and from then on (`rest`: what
    happens, as a crossing does, is over at once); None where it is not known.

    `moment` and `past` say what was true at this snapshot and when it was true last before it (None: it was not known
    to be) · `distances` how far each comparison must go back from here · `left` whether it is that far back.
    """

    at: int
    was: bool | None
    now: bool | None
    rest: bool | None
    moment: Callable[[], Moment]
    past: Callable[[], Moment] | None
    distances: Callable[[], tuple[float, ...]]
    left: Callable[[Sequence[float]], bool]


class Told(NamedTuple):
    """A message that is due."""

    due: int
    moment: Moment
    telling: Telling | None
    merged: int


Step = tuple[State, Told | None]


def looked(state: State, terms: Terms, look: Look) -> Step:
    """Take in one snapshot."""
    if state.over:
        return state, None
    rose = look.was is False and look.now is True
    told = None
    if terms.lasting is not None:
        state = _interrupted_or_begun(state, look, rose)
    else:
        if rose:
            state, told = _rose(state, terms, look)
        elif look.now is True and state.open:
            state, told = _true_again(state, terms, look)
        if (look.was or look.now) and look.rest is not True:
            state = _fell(state, look, happened=look.now is True)
    # After the crossing: the way to it may have passed the level on which it re-arms.
    if state.holding and look.left(state.distances):
        state = state._replace(holding=False, distances=())
    return state, told


def lasted(state: State, terms: Terms, look: Look) -> Step:
    """Say that `for D` is over now, if it is; where the condition is not known just now, at the next price."""
    began, lasting = state.since, terms.lasting
    if state.over or began is None or lasting is None or state.lasted or began + lasting > look.at:
        return state, None
    if look.rest is not True:
        return delayed(state, terms, look.at), None
    return _rose(state._replace(lasted=True, overdue=False), terms, look)


def delayed(state: State, terms: Terms, at: int) -> State:
    """Return the state when `for D` is over while the price is stale: it is judged at the next one."""
    due = state.since is not None and terms.lasting is not None and state.since + terms.lasting <= at
    return state._replace(overdue=True) if due and not state.lasted and not state.overdue else state


def cooled(state: State, terms: Terms, at: int, look: Look | None) -> Step:
    """Say that D after the last message is over now, if it is; with no `look`, its price being stale, only a crossing
    that was seen before is told."""
    if terms.every is None or state.due is None or state.open or state.due + terms.every > at:
        return state, None
    if state.owed is not None:
        return _tell(state, Told(at, state.owed, None, state.merged))
    if state.over:
        return state, None
    if look is None:
        return (state if state.overdue else state._replace(overdue=True)), None
    if terms.stills and _is_true(state, terms, look):
        return _tell(state, Told(at, look.moment(), Telling.STILL, 0))
    if terms.stills and state.again and state.last is not None:
        return _tell(state, Told(at, state.last, Telling.STILL, 0))
    return state._replace(open=True, overdue=False, again=False, last=None), None


def closed(state: State) -> State | None:
    """Return the state after the rule's last day; None when nothing is owed."""
    return state._replace(over=True, since=None) if state.owed is not None else None


def _is_true(state: State, terms: Terms, look: Look) -> bool:
    return look.rest is True and (terms.lasting is None or state.lasted)


def _rose(state: State, terms: Terms, look: Look) -> Step:
    """Take in that the condition (with `for`: having lasted) is true from this moment on."""
    if state.holding:
        return _true_again(state, terms, look)
    one_candle = state.crossed == look.at
    distances = state.distances if terms.lasting is not None else look.distances()
    state = state._replace(holding=True, distances=distances, crossed=look.at)
    if one_candle:
        return state, None
    if terms.every is None or state.due is None or state.open or state.overdue:
        return _tell(state, Told(look.at, look.moment(), None, 0))
    if state.owed is None:
        return state._replace(owed=look.moment()), None
    return state._replace(merged=state.merged + 1), None


def _true_again(state: State, terms: Terms, look: Look) -> Step:
    if terms.every is None or not terms.stills:
        return state, None
    if state.open:
        return _tell(state, Told(look.at, look.moment(), Telling.STILL, 0))
    # Of the candle that was told all is told.
    return (state if state.due == look.at else state._replace(again=True, last=None)), None


def _fell(state: State, look: Look, happened: bool) -> State:
    """Remember when it was true for the last time: at this snapshot if it only `happened`, else before. What was not
    known before this snapshot either was remembered when it became so."""
    recall = look.moment if happened else look.past
    return state._replace(last=recall()) if state.again and recall is not None else state


def _interrupted_or_begun(state: State, look: Look, rose: bool) -> State:
    if rose:
        distances = state.distances if state.holding else look.distances()
        return state._replace(since=look.at, lasted=False, distances=distances)
    if state.lasted and look.rest is not True:
        state = _fell(state, look, happened=False)
    if look.rest is not False or state.since is None:
        return state
    distances = state.distances if state.holding else ()
    return state._replace(since=None, lasted=False, distances=distances)


def _tell(state: State, told: Told) -> Step:
    after = state._replace(
        told=state.told + 1,
        due=told.due,
        owed=None,
        merged=0,
        again=False,
        last=None,
        open=False,
        overdue=False,
    )
    return after, told


_PLAIN = ("holding", "since", "lasted", "told", "due", "crossed", "merged", "again", "open", "overdue", "over")


def facts(state: State) -> dict[str, object]:
    """Return `state` as JSON knows it, without what is as it begins."""
    begins = State()
    kept: dict[str, object] = {
        name: getattr(state, name) for name in _PLAIN if getattr(state, name) != getattr(begins, name)
    }
    if state.distances:
        kept["distances"] = list(state.distances)
    if state.marks != begins.marks:
        kept["marks"] = list(state.marks)
    for name in ("owed", "last"):
        moment: Moment | None = getattr(state, name)
        if moment is not None:
            kept[name] = list(moment)
    return kept


def read(kept: Mapping[str, Any]) -> State:
    """Return the state that `facts` wrote."""
    fields: dict[str, Any] = {name: kept[name] for name in _PLAIN if name in kept}
    for name in ("owed", "last"):
        if name in kept:
            fields[name] = Moment(*kept[name])
    if "marks" in kept:
        marks = Marks(*kept["marks"])
        fields["marks"] = marks._replace(sides=tuple((atom, side) for atom, side in marks.sides))
    return State(**fields, distances=tuple(kept.get("distances", ())))
