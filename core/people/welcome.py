"""The first questions to somebody, each asked once: which language, which time zone, and then something to try."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from core.kernel.clock import RealClock
from core.kernel.work import UnitOfWork
from core.people.model import Person, Preferences

WAITS_FOR = timedelta(hours=1)


class Step(StrEnum):
    """What is asked, in this order; the last one is an offer and waits for nothing."""

    LANGUAGE = "language"
    ZONE = "zone"
    FIRST = "first"


@dataclass(frozen=True, slots=True)
class Welcome:
    """How far the first questions to somebody came: `answered` are never asked again · `waits` is asked, `until` then
    (real clock) · `locale` is what their platform said last ("pt-BR")."""

    person_id: int
    answered: frozenset[Step] = frozenset()
    waits: Step | None = None
    until: datetime | None = None
    locale: str | None = None

    def waiting(self, now: datetime) -> Step | None:
        """Return what is asked and may still be answered."""
        return self.waits if self.until is not None and self.until > now else None

    def beyond(self, step: Step | None) -> Step:
        """Return what is asked after `step`."""
        steps = tuple(Step)
        later = steps if step is None else steps[steps.index(step) + 1 :]
        return next((each for each in later if each not in self.answered), Step.FIRST)


class Welcomes(Protocol):
    """Welcomes on disk, one a person."""

    async def of(self, person_id: int) -> Welcome | None: ...
    async def keep(self, welcome: Welcome) -> None:
        """Write it in place of the person's earlier one."""


class WelcomeWork(UnitOfWork, Protocol):
    """The table that welcoming may touch."""

    @property
    def welcomes(self) -> Welcomes: ...


class WelcomeStore(Protocol):
    """Where units of work come from."""

    def begin(self) -> WelcomeWork: ...

    def reading(self) -> WelcomeWork:
        """Return one that only reads, and waits for no writer."""
        ...


class Welcoming:
    """Asks the first questions. What is returned says in `waits` what to ask now; None: nothing."""

    def __init__(self, store: WelcomeStore, clock: RealClock) -> None:
        self._store, self._clock = store, clock

    async def begin(self, person: Person, locale: str | None) -> Welcome | None:
        """Somebody begins: ask what was never answered."""
        async with self._store.begin() as work:
            known = await _known(work, person, locale)
            step = known.beyond(None)
            return None if step is Step.FIRST else await self._asked(work, known, step)

    async def asking(self, person: Person) -> Welcome | None:
        """Return how far it came where a question waits for its answer."""
        async with self._store.reading() as work:
            known = await work.welcomes.of(person.id)
            return None if known is None or known.waiting(self._clock.now()) is None else known

    async def answer(self, person: Person, steps: frozenset[Step], locale: str | None) -> Welcome | None:
        """Somebody answered, asked or not; go on where one of `steps` was asked."""
        async with self._store.begin() as work:
            known = await _known(work, person, locale)
            known = replace(known, answered=known.answered | steps)
            step = known.waiting(self._clock.now())
            if step in steps:
                return await self._asked(work, known, known.beyond(step))
            await work.welcomes.keep(known)
            await work.commit()
            return None

    async def skip(self, person: Person, locale: str | None) -> Welcome | None:
        """Somebody passes over what is asked."""
        async with self._store.begin() as work:
            known = await _known(work, person, locale)
            step = known.waiting(self._clock.now())
            return None if step is None else await self._asked(work, known, known.beyond(step))

    async def leave(self, person: Person) -> bool:
        """Ask nothing more; return whether something was asked."""
        async with self._store.begin() as work:
            known = await work.welcomes.of(person.id)
            if known is None or known.waiting(self._clock.now()) is None:
                return False
            await work.welcomes.keep(replace(known, waits=None, until=None))
            await work.commit()
            return True

    async def _asked(self, work: WelcomeWork, known: Welcome, step: Step) -> Welcome:
        asked = replace(known, waits=step, until=self._clock.now() + WAITS_FOR)
        await work.welcomes.keep(replace(asked, waits=None, until=None) if step is Step.FIRST else asked)
        await work.commit()
        return asked


async def _known(work: WelcomeWork, person: Person, locale: str | None) -> Welcome:
    known = await work.welcomes.of(person.id) or Welcome(person.id)
    if person.preferences.zone != Preferences().zone:
        known = replace(known, answered=known.answered | {Step.ZONE})
    return replace(known, locale=locale or known.locale)
