"""digest — prices, tendency and alerts at one time of the day, once a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Annotated, Any

from bot.ask import Ask
from bot.command import Effect, command
from bot.params.base import Named
from bot.params.clock import ClockKind
from bot.params.unasked import DAYS, DIGESTING, PARTS
from bot.speaking.digest import show_digest as told
from bot.speaking.notices import line_to_person
from bot.speaking.reply import Button, Part, Reply, Text
from bot.undoing import undo_button
from core.delivery.digests import next_at
from core.delivery.model import Digest
from core.kernel.errors import Missing

At = Annotated[time, ClockKind(), Named("time", ("at", "um", "las", "às"))]
Days = Annotated[str, DAYS, Named("days")]
Parts = Annotated[tuple[str, ...], PARTS, Named("parts")]
Action = Annotated[str, DIGESTING, Named("action")]


@dataclass(frozen=True, slots=True)
class Digested:
    """What was done (`set`, `off`, `show`, `now`), the digest as it was and is, what was asked for that does not exist
    yet, and the facts of one that is told now."""

    done: str
    before: Digest | None
    after: Digest | None
    later: tuple[str, ...] = ()
    facts: Mapping[str, Any] | None = None


def show_digested(ask: Ask, digested: Digested) -> Reply:
    say = ask.say
    if digested.facts is not None:
        return told(digested.facts, say, line_to_person)
    if digested.done == "off" and digested.before is not None:
        return Reply((say.text("digest-off", Part.ANSWER),), (undo_button(ask, _words(digested.before)),))
    now = Button(say.line("button-now"), "digest now")
    if digested.after is None:
        return Reply((say.text("digest-none", Part.ANSWER), say.text("digest-how")), (now,))
    later = tuple(say.text(f"digest-later-{part}") for part in digested.later)
    back = "" if digested.done != "set" else "digest off" if digested.before is None else _words(digested.before)
    off = Button(say.line("button-off"), "digest off", takes_back=back)
    zone = (Button(say.line("button-zone"), "settings zone"),) if ask.person.preferences.zone == "UTC" else ()
    how = (say.text("digest-change"),) if digested.done == "show" else ()
    return Reply((*_lines(ask, digested.after), *later, *how), (now, off, *zone), stands=_args(digested.after))


def _args(digest: Digest) -> dict[str, object]:
    """Return a digest as arguments of the command that sets it."""
    days = {"days": "weekdays"} if digest.weekdays else {}
    return {"time": f"{digest.at:%H:%M}", **days, "parts": list(digest.parts)}


def _lines(ask: Ask, digest: Digest) -> tuple[Text, ...]:
    say, zone = ask.say, ask.person.preferences.zone
    holds = tuple(say.line(f"digest-part-{part}") for part in digest.parts)
    days = "weekdays" if digest.weekdays else "daily"
    head = say.text("digest-set", Part.ANSWER, days=days, time=f"{digest.at:%H:%M}", parts=holds)
    return head, say.text("digest-next", at=say.instant(next_at(digest, zone, ask.now), seconds=False))


def _words(digest: Digest) -> str:
    return " ".join(["digest", f"{digest.at:%H:%M}", *(("weekdays",) if digest.weekdays else ()), *digest.parts])


@command(
    effect=Effect.WRITE,
    show=show_digested,
    topic="watch",
    examples=("digest 08:00 weekdays watch", "digest now"),
)
async def digest(
    ask: Ask, at: At | None = None, days: Days | None = None, parts: Parts = (), action: Action | None = None
) -> Digested:
    """Set, change, stop or show a digest, or tell one now. What is not said of one that is set stays as it is."""
    desk, whom = ask.services.digests, ask.person.id
    before = await desk.of(whom)
    if action == "off":
        await desk.end(whom)
        return Digested("off", before, None)
    later = tuple(part for part in parts if part not in desk.parts)
    chosen = tuple(part for part in parts if part in desk.parts)
    if later and not chosen:
        raise Missing(later[0], "", (), "digest 08:00 watch")
    if action == "now":
        holds = chosen or (before.parts if before else desk.parts)
        since = before.told_at if before and before.told_at else ask.now - timedelta(days=1)
        return Digested("now", before, before, later, await desk.compose(ask.person, holds, since))
    if at is None and days is None and not parts:
        return Digested("show", before, before)
    return Digested("set", before, await _kept(ask, before, at, days, chosen), later)


async def _kept(ask: Ask, before: Digest | None, at: time | None, days: str | None, parts: tuple[str, ...]) -> Digest:
    desk, at = ask.services.digests, at or (before.at if before else None)
    if at is None:
        raise Missing("time", "", (), "digest 08:00 weekdays watch")
    weekdays = days == "weekdays" if days else bool(before and before.weekdays)
    return await desk.keep(ask.person.id, at, weekdays, parts or (before.parts if before else desk.parts))
