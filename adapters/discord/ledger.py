"""Events by their place in the session: in hand, and done."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Ledger:
    """Knows up to which event everything is done: only what is after that is asked for again."""

    def __init__(self) -> None:
        self._open: set[int] = set()
        self._last: int | None = None

    @property
    def handled(self) -> int | None:
        """The last event up to which everything is done; None before there was any."""
        return min(self._open) - 1 if self._open else self._last

    def begin(self, seq: int) -> None:
        """A session begins, or is taken up, at `seq`; what is in hand of another is finished all the same."""
        self._open.clear()
        self._last = seq

    def take(self, seq: int) -> bool:
        """Take an event in hand; False if it was before."""
        if self._last is not None and seq <= self._last:
            return False
        self._open.add(seq)
        self._last = seq
        return True

    @contextmanager
    def handling(self, seq: int) -> Iterator[None]:
        """What is left by cancellation stays in hand; all else, a failure too, is done."""
        try:
            yield
        except asyncio.CancelledError:
            raise
        except BaseException:
            self.finish(seq)
            raise
        else:
            self.finish(seq)

    def finish(self, seq: int) -> None:
        """The event is done."""
        self._open.discard(seq)
