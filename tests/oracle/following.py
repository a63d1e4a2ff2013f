"""The tree of a rule with each condition made ready to be followed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from tests.oracle.conditions import Followed, PriceFollowed, ShareFollowed, Tape
from tests.oracle.studied import IndicatorFollowed, VolumeFollowed
from tests.oracle.wanted import Both, Changed, Either, IndicatorIs, OffPeg, One, Op, PriceIs, Tree, VolumeIs, Wanted

Tapes = Mapping[str, Tape]


@dataclass(frozen=True, slots=True)
class Joined:
    """Parts of which all must be true, or any."""

    all_of: bool
    parts: "tuple[Following, ...]"


Following = Followed | Joined


def followed(wanted: Wanted, tapes: Tapes) -> Following:
    """Return the rule's tree; a percent either way is two conditions, either of which is enough."""
    rearm = None if wanted.rearm is None else Decimal(wanted.rearm) / 100
    return _tree(wanted.tree, tapes, rearm)


def _tree(tree: Tree, tapes: Tapes, rearm: Decimal | None) -> Following:
    if isinstance(tree, Both | Either):
        return Joined(isinstance(tree, Both), tuple(_tree(part, tapes, rearm) for part in tree.parts))
    return _one(tree, tapes[tree.coin], rearm)


def _one(one: One, tape: Tape, rearm: Decimal | None) -> Following:
    match one:
        case PriceIs():
            return PriceFollowed(one.coin, one.op, tape, Decimal(one.level), rearm)
        case Changed():
            return _changed(one, tape, rearm)
        case OffPeg():
            return _off_peg(one, tape, rearm)
        case VolumeIs():
            volume = VolumeFollowed(one.coin, one.op, tape, one.timeframe, Decimal(one.times))
            volume.rearm = rearm or Decimal(0)
            return volume
        case IndicatorIs():
            return _indicator(one, tape, rearm)


def _changed(one: Changed, tape: Tape, rearm: Decimal | None) -> Following:
    percent = Decimal(one.percent) / 100
    back = percent / 5 if rearm is None else rearm
    parts = []
    for sign, op, share in (("-", Op.BELOW, -percent), ("+", Op.ABOVE, percent)):
        if one.sign in (sign, "±"):
            part = ShareFollowed(one.coin, op, tape, share, back)
            part.window = one.window
            parts.append(part)
    return parts[0] if len(parts) == 1 else Joined(False, tuple(parts))


def _off_peg(one: OffPeg, tape: Tape, rearm: Decimal | None) -> Following:
    percent = Decimal(one.percent) / 100
    back = percent / 2 if rearm is None else rearm
    parts = tuple(
        ShareFollowed(one.coin, op, tape, share, back) for op, share in ((Op.BELOW, -percent), (Op.ABOVE, percent))
    )
    for part in parts:
        part.anchor = float(one.anchor)
    return Joined(False, parts)


def _indicator(one: IndicatorIs, tape: Tape, rearm: Decimal | None) -> Following:
    indicator = IndicatorFollowed(one.coin, one.op, tape, one.word, one.timeframe)
    indicator.rearm, indicator.live = rearm, one.live
    if one.against[0].isalpha():
        indicator.against = one.against
    else:
        indicator.level = Decimal(one.against)
    return indicator


def leaves(tree: Following) -> tuple[Followed, ...]:
    """Return the conditions in the order of the text."""
    return tuple(leaf for part in tree.parts for leaf in leaves(part)) if isinstance(tree, Joined) else (tree,)


def answer(tree: Following, ask: Callable[[Followed], bool | None]) -> bool | None:
    """Return what the whole is when each condition answers `ask`: false decides `and`, true decides `or` (ruling 4)."""
    if not isinstance(tree, Joined):
        return ask(tree)
    answers = [answer(part, ask) for part in tree.parts]
    decisive = not tree.all_of
    if decisive in answers:
        return decisive
    return None if None in answers else not decisive
