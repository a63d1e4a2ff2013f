"""Every error, cut by what the one who meets it should do next.

    CandlewickError
    ├── Mistake            the person mends it
    │   ├── UnknownName    nothing answers to this name (or this word has no meaning here)
    │   ├── Missing        something needed was not said
    │   ├── NotAllowed     this person may not do this here
    │   └── OverBudget     the allowance is used up until `until`
    ├── Unavailable        wait: a source does not answer
    │   └── Stale          the source answers with old data
    ├── Unsaid             ask again: the platform did not take the answer
    └── Defect             ours: logged, apologised for, told to the owner

Errors carry facts, never a sentence; `bot/speaking/apology.py` makes the sentence.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta


class CandlewickError(Exception):
    """The root; `kind` is the class name in kebab case, as `say --json` prints it."""

    @property
    def kind(self) -> str:
        return re.sub(r"(?<!^)(?=[A-Z])", "-", type(self).__name__).lower()


class Mistake(CandlewickError):
    """Something the person can mend: `what` kind of word, `given` as typed, `nearest` valid forms, one `example`."""

    def __init__(self, what: str, given: str = "", nearest: Sequence[str] = (), example: str = "") -> None:
        super().__init__(what, given)
        self.what, self.given, self.nearest, self.example = what, given, tuple(nearest), example


class UnknownName(Mistake):
    """No coin, venue, command, interval… answers to `given`."""


class Missing(Mistake):
    """A needed word was not said: `what` names it, `nearest` holds candidates."""


class NotAllowed(Mistake):
    """This person may not do this here; `what` is the rule that says so."""


class OverBudget(Mistake):
    """The allowance is used; it is new at `until`."""

    def __init__(self, what: str, given: str = "", until: datetime | None = None) -> None:
        super().__init__(what, given)
        self.until = until


class Unavailable(CandlewickError):
    """`source` does not answer; try again after `retry_after` where it said so. `reason` is one of a few words
    for the log and the counters: network, timeout, busy, garbled, rejected, none."""

    def __init__(self, source: str, reason: str = "network", retry_after: timedelta | None = None) -> None:
        super().__init__(source, reason)
        self.source, self.reason, self.retry_after = source, reason, retry_after


class Stale(Unavailable):
    """`source` answers, but what it says is from `at`."""

    def __init__(self, source: str, at: datetime) -> None:
        super().__init__(source, "stale")
        self.at = at


class Unsaid(CandlewickError):
    """An answer that `door` did not take whole, and why: too-big, late, partly, blocked, or a word of its own;
    `personal` if it was meant for its asker alone."""

    def __init__(self, door: str, reason: str, personal: bool) -> None:
        super().__init__(door, reason)
        self.door, self.reason, self.personal = door, reason, personal


# What finds a log entry again; no letter that is mistaken for another.
REFERENCE = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


class Defect(CandlewickError):
    """Our own fault; `reference` finds the log entry, `fault` is the class of the error that it was."""

    def __init__(self, reference: str, fault: str = "") -> None:
        super().__init__(reference)
        self.reference, self.fault = reference, fault


def fault_of(error: BaseException) -> str | None:
    """Return the class of what in `error` is our own fault; None where nothing is: that a source does not answer, or
    that somebody mistyped, is no defect."""
    match error:
        case BaseExceptionGroup():
            return next((fault for each in error.exceptions if (fault := fault_of(each))), None)
        case Defect():
            return error.fault or type(error.__cause__ or error).__name__
        case CandlewickError():
            return None
        case _:
            return type(error).__name__
