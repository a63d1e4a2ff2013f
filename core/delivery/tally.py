"""What became of attempts to deliver, counted since the process began: for whoever looks at the house from outside."""

from bisect import bisect_left

from core.delivery.model import Attempt, Notice, Outcome, Priority
from core.delivery.ports import Courier
from core.kernel.clock import MarketClock

LAGS_S = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 1800.0)
"""Up to how many seconds a lag counts into each class; a last one has no end."""

UNFINISHED = "unfinished"
"""An attempt that ran out of its time, or failed of a fault of ours."""


class Tally:
    """`attempts` by how they ended · `lags`: how many alerts were sent within each of `LAGS_S`, and after them ·
    `lag_s`: the sum of those lags, seconds of market time."""

    def __init__(self) -> None:
        self.attempts: dict[str, int] = dict.fromkeys((*Outcome, UNFINISHED), 0)
        self.lags = [0] * (len(LAGS_S) + 1)
        self.lag_s = 0.0

    def ended(self, how: str) -> None:
        self.attempts[how] += 1

    def sent_after(self, seconds: float) -> None:
        self.lags[bisect_left(LAGS_S, seconds)] += 1
        self.lag_s += seconds


class TalliedCourier:
    """A Courier that counts what another one does. A lag is from when an alert was due to when it was sent; what was
    held meanwhile (a bundle) is none."""

    def __init__(self, courier: Courier, tally: Tally, clock: MarketClock) -> None:
        self._courier, self._tally, self._clock = courier, tally, clock

    async def deliver(self, notice: Notice, again: bool) -> Attempt:
        how: str = UNFINISHED
        try:
            attempt = await self._courier.deliver(notice, again)
            how = attempt.outcome
        finally:
            self._tally.ended(how)
        if attempt.outcome is Outcome.SENT and notice.priority is Priority.ALERT and not notice.is_bundle:
            self._tally.sent_after(max(0.0, (self._clock.now() - notice.due_at).total_seconds()))
        return attempt
