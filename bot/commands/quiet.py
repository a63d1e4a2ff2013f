"""quiet — hours in which nothing is said unasked, and what comes through all the same."""

from dataclasses import dataclass
from typing import Annotated
from zoneinfo import ZoneInfo

from bot.ask import Ask
from bot.command import Effect, command
from bot.params.base import Named
from bot.params.clock import ExceptKind, HoursKind, Span
from bot.params.unasked import OFF
from bot.speaking.reply import Button, Part, Reply, Text
from bot.undoing import undo_button
from core.delivery.quiet import Except, QuietHours
from core.delivery.rest import Rested
from core.kernel.errors import Missing

Hours = Annotated[Span, HoursKind(), Named("hours")]
Exceptions = Annotated[
    Except, ExceptKind(), Named("except", ("except", "unless", "außer", "ausser", "excepto", "salvo", "exceto"))
]
Action = Annotated[str, OFF, Named("action")]


@dataclass(frozen=True, slots=True)
class Quieted:
    """What was done (`set`, `off`, `show`), and how it stands."""

    done: str
    stands: Rested


def show_quiet(ask: Ask, quieted: Quieted) -> Reply:
    say, stands = ask.say, quieted.stands
    undo = _undo(ask, stands.before)
    if quieted.done == "off":
        if stands.before is None:
            return Reply((say.text("quiet-none", Part.ANSWER), say.text("quiet-how")))
        freed = (say.text("quiet-freed", n=stands.held),) if stands.held else ()
        return Reply((say.text("quiet-off", Part.ANSWER), *freed), undo)
    if stands.after is None:
        return Reply((say.text("quiet-none", Part.ANSWER), say.text("quiet-how")))
    first = quieted.done == "set" and stands.before is None
    off = (Button(say.line("button-off"), "quiet off", takes_back="quiet off" if first else ""),)
    lines = (_arrive(ask, stands.after), *hours_of(ask, stands.after))
    if quieted.done == "set":
        back = undo if stands.before not in {None, stands.after} else ()
        return Reply(lines, (*off, *back, *_zone(ask)), stands=_args(stands.after))
    held = (say.text("quiet-held", n=stands.held),) if stands.held else ()
    return Reply((*lines, *held, say.text("quiet-change")), off, stands=_args(stands.after))


def _args(hours: QuietHours) -> dict[str, object]:
    """Return quiet hours as arguments of the command that sets them."""
    unless = {} if hours.exceptions is None else {"except": hours.exceptions.text}
    return {"hours": hours.hours, **unless}


def _arrive(ask: Ask, hours: QuietHours) -> Text:
    """Say when what is held arrives, with the offset that holds then: a night may have another one than its day."""
    offset = f"{hours.next_end(ask.now).astimezone(ZoneInfo(hours.zone)):%z}"
    return ask.say.text(
        "quiet-arrive",
        Part.ANSWER,
        ends=f"{hours.ends:%H:%M}",
        zone=hours.zone,
        offset=f"{offset[:3]}:{offset[3:5]}",
    )


def hours_of(ask: Ask, hours: QuietHours) -> tuple[Text, ...]:
    """Return the lines that say when it is quiet, and what comes through."""
    quiet = ask.say.text("quiet-hours", starts=f"{hours.starts:%H:%M}", ends=f"{hours.ends:%H:%M}")
    if hours.exceptions is None:
        return (quiet,)
    way = {"-": "fall", "+": "rise", "": "either"}[hours.exceptions.way]
    percent = ask.say.digits.percents(hours.exceptions.percent / 100)
    return quiet, ask.say.text("quiet-except", way=way, percent=percent)


def _undo(ask: Ask, before: QuietHours | None) -> tuple[Button, ...]:
    if before is None:
        return ()
    unless = "" if before.exceptions is None else f" except {before.exceptions.text}"
    return (undo_button(ask, f"quiet {before.hours}{unless}"),)


def _zone(ask: Ask) -> tuple[Button, ...]:
    """Offer a zone to somebody who may never have set one."""
    return (Button(ask.say.line("button-zone"), "settings zone"),) if ask.person.preferences.zone == "UTC" else ()


@command(
    effect=Effect.WRITE,
    show=show_quiet,
    topic="settings",
    examples=("quiet 23:00-07:00 except -10%", "quiet off"),
)
async def quiet(
    ask: Ask,
    hours: Hours | None = None,
    exceptions: Exceptions | None = None,
    action: Action | None = None,
) -> Quieted:
    """Set, change, end or show somebody's quiet hours; an exception alone changes those that are set."""
    rest, whom = ask.services.rest, ask.person.id
    if action is not None:
        return Quieted("off", await rest.end(whom))
    if hours is None and exceptions is None:
        return Quieted("show", await rest.of(whom))
    if hours is None:
        known = (await rest.of(whom)).after
        if known is None:
            raise Missing("hours", "", (), "quiet 23:00-07:00 except -10%")
        hours = known.starts, known.ends
    return Quieted("set", await rest.keep(whom, QuietHours(*hours, exceptions=exceptions)))
