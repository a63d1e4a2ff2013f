"""What `and` and `or` make of comparisons that may not be known: false decides the one, true the other."""

from collections.abc import Callable, Sequence

from core.alerts.facts import Comparison
from core.alerts.model import All, Compared

Truth = bool | None
Judge = Callable[[Sequence[Truth]], Truth]


def compiled(tree: Compared) -> tuple[tuple[Comparison, ...], Judge]:
    """Return the comparisons of `tree` in the order of its text, and what makes one truth of theirs."""
    found: list[Comparison] = []
    judge = _judge(tree, found)
    return tuple(found), judge


def _judge(tree: Compared, found: list[Comparison]) -> Judge:
    if isinstance(tree, Comparison):
        return _one(tree, found)
    parts = tuple(_judge(part, found) for part in tree.parts)
    return _all(parts) if isinstance(tree, All) else _either(parts)


def _one(comparison: Comparison, found: list[Comparison]) -> Judge:
    row = len(found)
    found.append(comparison)
    return lambda truths: truths[row]


def _all(parts: tuple[Judge, ...]) -> Judge:
    """False decides; without it what is not known leaves all unknown."""
    if len(parts) == 1:
        return parts[0]

    def judge(truths: Sequence[Truth]) -> Truth:
        known = True
        for part in parts:
            truth = part(truths)
            if truth is False:
                return False
            known = known and truth is True
        return True if known else None

    return judge


def _either(parts: tuple[Judge, ...]) -> Judge:
    """True decides; without it what is not known leaves all unknown."""
    if len(parts) == 1:
        return parts[0]

    def judge(truths: Sequence[Truth]) -> Truth:
        known = True
        for part in parts:
            truth = part(truths)
            if truth is True:
                return True
            known = known and truth is False
        return False if known else None

    return judge
