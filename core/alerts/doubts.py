"""Doubts: prices that were not believed, until another venue confirms them or was waited for in vain."""

from datetime import datetime, timedelta

from core.alerts.outliers import WITHIN_MS, Suspect
from core.alerts.sources import Source, Sources
from core.alerts.streams import Stream
from core.kernel.clock import RealClock


class Doubts:
    """Looks after the suspects of all streams. The last candle that may confirm one is waited for `patience_s`, real
    seconds."""

    def __init__(self, sources: Sources, real: RealClock, patience_s: float) -> None:
        self._sources, self._real, self._patience = sources, real, timedelta(seconds=patience_s)
        self._waited_since: dict[tuple[Stream, Suspect], datetime] = {}
        self._doubted: set[Stream] = set()

    async def settled(self, now: int) -> list[tuple[Source, Suspect]]:
        """Return the suspects that are confirmed by now, in order of time. Neither they nor those that nobody confirmed
        in time are suspects any more. Raises `Unavailable` when candles cannot be read; nothing is settled then."""
        doubted = [source for source in self._sources if source.suspects]
        if doubted:
            await self._sources.ask_witnesses(now)
        found: list[tuple[Source, Suspect]] = []
        for source in doubted:
            feed = source.feed
            confirmed = [each for each in source.suspects if feed is not None and feed.confirms(each)]
            found += [(source, each) for each in confirmed]
            source.suspects.drop([*confirmed, *(each for each in source.suspects if self._is_over(source, each, now))])
        self._say()
        return sorted(found, key=lambda each: each[1].at)

    def _is_over(self, source: Source, suspect: Suspect, now: int) -> bool:
        if source.feed is None or not source.feed.others(suspect.venue):
            return True
        if now < suspect.at + WITHIN_MS:
            return False
        real = self._real.now()
        return real - self._waited_since.setdefault((source.stream, suspect), real) >= self._patience

    def _say(self) -> None:
        """Have the other venues' minutes collected for as long as there is doubt."""
        waiting = {(source.stream, each) for source in self._sources for each in source.suspects}
        self._waited_since = {key: since for key, since in self._waited_since.items() if key in waiting}
        doubted = {stream for stream, _ in waiting}
        if doubted != self._doubted:
            self._doubted = doubted
            self._sources.say()
