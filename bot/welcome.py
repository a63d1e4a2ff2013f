"""The first questions: what to ask somebody now, and what their platform's locale answers by itself."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.ask import Ask
from bot.params.territories import likely_zones
from core.people.welcome import Step, Welcome


@dataclass(frozen=True, slots=True)
class Offer:
    """What is asked: `zones` to choose from · `kept` the zone that was set because there is no other, to be told."""

    step: Step
    zones: tuple[str, ...] = ()
    kept: str | None = None


async def begun(ask: Ask) -> Offer | None:
    """Return what to ask somebody who begins; None when they have answered everything, and in a room."""
    if ask.room is not None:
        return None
    return await _offer(ask, await ask.services.welcoming.begin(ask.person, ask.locale))


async def skipped(ask: Ask) -> Offer | None:
    """Return what to ask instead of what was asked; None when nothing was."""
    if ask.room is not None:
        return None
    return await _offer(ask, await ask.services.welcoming.skip(ask.person, ask.locale))


async def answered(ask: Ask, named: Iterable[str]) -> Offer | None:
    """Return what to ask after settings were `named`, if one of them was asked for."""
    steps = frozenset(step for step in (Step.LANGUAGE, Step.ZONE) if step in named)
    if not steps:
        return None
    welcome = await ask.services.welcoming.answer(ask.person, steps, ask.locale)
    return None if ask.room is not None else await _offer(ask, welcome)


async def _offer(ask: Ask, welcome: Welcome | None) -> Offer | None:
    if welcome is None or welcome.waits is None:
        return None
    if welcome.waits is not Step.ZONE:
        return Offer(welcome.waits)
    register = ask.services.register
    preferences = await register.preferences(ask.person)
    likely = likely_zones(welcome.locale, preferences.language, ask.now.year)
    if not likely.certain:
        return Offer(Step.ZONE, likely.names)
    zone = likely.names[0]
    await register.set_preferences(ask.person, replace(preferences, zone=zone))
    await ask.services.rest.moved(ask.person.id)
    await ask.services.welcoming.answer(ask.person, frozenset({Step.ZONE}), ask.locale)
    return Offer(Step.FIRST, kept=zone)
