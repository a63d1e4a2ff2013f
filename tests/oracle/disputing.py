"""Where the oracle and the evaluator differ: found, made small, and shown."""

from tests.oracle.judge import Judge, Message, due
from tests.oracle.replaying import Replay
from tests.oracle.shrinking import Dispute, shrunk, told
from tests.oracle.worlds import World


def disputes(world: World, replay: Replay, *, apart: bool = False) -> list[Dispute]:
    """Return each rule of a world of which the two say different things."""
    said = replay.told(world.rules, world.history, world.span, apart=apart)
    pairs = ((Dispute(rule, world.history, world.span), told) for rule, told in zip(world.rules, said, strict=True))
    return [dispute for dispute, told in pairs if _is_wrong(dispute, told)]


def _is_wrong(dispute: Dispute, told: list[Message]) -> bool:
    judge = Judge(dispute.wanted, dispute.history, dispute.span)
    return told != judge.judged() and not judge.was_close_call


def shown(dispute: Dispute, replay: Replay) -> str:
    """Return the smallest form of a dispute, with what is expected and what was said."""
    smallest = shrunk(dispute, lambda smaller: differs(smaller, replay))
    expected = due(smallest.wanted, smallest.history, smallest.span)
    return f"{smallest.shown}\nexpected\n{told(expected)}\nbut said\n{told(said(smallest, replay))}"


def differs(dispute: Dispute, replay: Replay) -> bool:
    """Return whether the two still disagree; a rule that is none any more is no dispute."""
    if not _can_be_replayed(dispute):
        return False
    try:
        found = said(dispute, replay)
    except AssertionError:
        return False
    return _is_wrong(dispute, found)


def said(dispute: Dispute, replay: Replay) -> list[Message]:
    return replay.told([dispute.wanted], dispute.history, dispute.span)[0]


def _can_be_replayed(dispute: Dispute) -> bool:
    return all(len(candles) > 1 for candles in dispute.history.values())
