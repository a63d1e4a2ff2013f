"""The gate: each update once, each stranger once a day, nobody faster than the pace."""

import asyncio
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from datetime import timedelta

from core.kernel.clock import RealClock
from core.people import lately
from core.people.model import Turn
from core.people.pace import Pace, Pacer, Pause
from core.people.ports import PeopleStore, Update

__all__ = ["DAY", "UPDATES_KEPT", "Gate", "Pace", "Pause"]

UPDATES_KEPT = timedelta(hours=48)
# "and in euros?" an hour later goes on from nothing.
TURN_LASTS = timedelta(minutes=30)
# A reply names what it goes on from, so it may come later.
ANSWER_LASTS = timedelta(hours=24)
MOST_ANSWERS = 50
DAY = timedelta(days=1)


class Gate:
    """Counts and remembers, on the real clock. Updates and what was said are remembered on disk, paces in memory."""

    def __init__(self, store: PeopleStore, clock: RealClock, pace: Pace) -> None:
        self._store, self._clock = store, clock
        self._pacer = Pacer(pace, clock)
        self._in_hand: set[Update] = set()
        self._answered: set[Update] = set()
        self._marking = asyncio.Lock()
        self._turns: dict[tuple[int, int], Turn] = {}
        self._answers: dict[str, Turn] = {}

    @asynccontextmanager
    async def once(self, door: str, update_id: str | None) -> AsyncIterator[bool]:
        """Hold an update while it is answered; yield False if it was answered before, or is being answered now.

        It counts as answered when the block is left without an error, and not before: what a killed process had in
        hand is answered when the platform repeats it.
        """
        if update_id is None:
            yield True
            if self._turns or self._answers:
                async with self._marking:
                    await self._write(frozenset())
            return
        update = (door, update_id)
        if update in self._in_hand:
            yield False
            return
        self._in_hand.add(update)
        try:
            is_new = await self._is_new(update)
            yield is_new
            if is_new:
                await self._remember(update)
        finally:
            self._in_hand.discard(update)

    def note(self, turn: Turn) -> None:
        """Have `turn` remembered with the mark of the update that it came from: a commit of its own it is not worth."""
        self._turns[turn.person_id, turn.place] = turn

    async def last_turn(self, person_id: int, place: int) -> Turn | None:
        """Return what was last understood of a person in a place, while it is fresh enough to go on from."""
        since = self._clock.now() - TURN_LASTS
        waiting = self._turns.get((person_id, place))
        if waiting is not None:
            return waiting
        async with self._store.reading() as work:
            return await work.turns.last(person_id, place, since)

    def note_answer(self, message: str, turn: Turn) -> None:
        """Have it remembered alike that `message` answered what `turn` keeps."""
        self._answers[message] = turn

    async def answered_with(self, person_id: int, message: str) -> Turn | None:
        """Return what was understood of a person where `message` answered them, while that is known."""
        waiting = self._answers.get(message)
        if waiting is not None:
            return waiting if waiting.person_id == person_id else None
        async with self._store.reading() as work:
            return await work.answers.find(person_id, message, self._clock.now() - ANSWER_LASTS)

    async def first_in(self, entry: str, length: timedelta) -> bool:
        """Return whether `entry` (of `lately`) was not said within `length`, and remember that it is said now."""
        now = self._clock.now()
        # Looked up before it is written: who keeps knocking must not keep the others from writing.
        async with self._store.reading() as work:
            if await lately.was_said(work.memory, entry, now):
                return False
        async with self._store.begin() as work:
            first = await lately.say_once(work.memory, entry, now, now + length)
            await work.commit()
        return first

    async def forget_old(self) -> int:
        """Forget updates that no platform repeats any more; return how many."""
        async with self._store.begin() as work:
            gone = await work.seen.forget_before(self._clock.now() - UPDATES_KEPT)
            await work.commit()
        return gone

    def pause(self, who: Hashable) -> Pause | None:
        """Take one token of `who`; return the pause when there is none."""
        return self._pacer.pause(who)

    async def _is_new(self, update: Update) -> bool:
        # Only looked up: it counts as answered once it is, and a burst of updates must not queue for the one writer.
        async with self._store.reading() as work:
            return not await work.seen.was_seen(update)

    async def _remember(self, update: Update) -> None:
        """Mark an update as answered, together with those that are answered while the database is busy: a commit waits
        for the disk, and a burst need not wait for it once each."""
        self._answered.add(update)
        try:
            async with self._marking:
                if update not in self._answered:
                    return  # marked by whoever went before
                marked = frozenset(self._answered)
                await self._write(marked)
                self._answered -= marked
        finally:
            # What is left by an error or a cancellation was not answered after all.
            self._answered.discard(update)

    async def _write(self, marked: frozenset[Update]) -> None:
        turns, self._turns = self._turns, {}
        answers, self._answers = self._answers, {}
        async with self._store.begin() as work:
            if marked:
                await work.seen.remember(marked, self._clock.now())
            await work.turns.keep(turns.values())
            if answers:
                await work.answers.keep(answers, self._clock.now() - ANSWER_LASTS, MOST_ANSWERS)
            await work.commit()
