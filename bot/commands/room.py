"""room — a room's own settings, for its admins to change and for everybody there to read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from bot.ask import Ask
from bot.command import Effect, command
from bot.commands.alerts import SNOOZE, Acted, Said, acted_on, show_acted
from bot.commands.quiet import hours_of
from bot.commands.settings import line_of
from bot.pages import governs, page_in
from bot.params.alerts import OF_ROOM, AlertsKind
from bot.params.base import Named
from bot.params.choices import LANGUAGE, SWITCH, ZoneKind
from bot.params.clock import ExceptKind, HoursKind, Span
from bot.params.coins import CurrencyKind
from bot.params.times import Window, WindowKind
from bot.params.unasked import MAKING, OrOffKind
from bot.speaking.reply import Button, Part, PublicReply, Reply, Text
from core.delivery.quiet import Except, QuietHours
from core.kernel.errors import NotAllowed
from core.people.model import AlertsBy, Room

Language = Annotated[str, LANGUAGE, Named("language", ("language", "lang", "sprache", "idioma", "língua"))]
Zone = Annotated[str, ZoneKind(), Named("zone", ("zone", "timezone", "tz", "zeitzone", "zona", "fuso"))]
Currency = Annotated[
    str, CurrencyKind(), Named("currency", ("currency", "währung", "waehrung", "moneda", "moeda"), strict=True)
]
Plain = Annotated[str, SWITCH, Named("plain", ("plain", "text", "klartext", "simple", "simples"), strict=True)]
Makers = Annotated[str, MAKING, Named("makers", ("alerts", "alarme", "alertas"), strict=True)]
Quiet = Annotated[
    Span | str, OrOffKind(HoursKind()), Named("quiet", ("quiet", "ruhe", "silencio", "silêncio"), strict=True)
]
Exceptions = Annotated[
    Except, ExceptKind(), Named("except", ("except", "unless", "außer", "ausser", "excepto", "salvo", "exceto"))
]
Action = Annotated[str, OF_ROOM, Named("action")]
Ids = Annotated[tuple[str, ...], AlertsKind(), Named("id")]
Length = Annotated[Window, WindowKind(), Named("duration", ("for", "für", "por", "durante", "para"))]

_CHOSEN = ("language", "zone", "currency", "plain")


@dataclass(frozen=True, slots=True)
class Governed:
    """A room as it stands, None in private; what of it was `said`, or what was done with its alerts."""

    room: Room | None
    quiet: QuietHours | None = None
    said: tuple[str, ...] = ()
    acted: Acted | None = None


def show_room(ask: Ask, done: Governed) -> Reply:
    if done.room is None:
        return Reply((ask.say.text("room-private", Part.ANSWER), ask.say.text("room-private-own")))
    # The answer to "room language de" is already in German.
    heard = replace(ask, room=done.room).aloud
    say = heard.say
    if done.acted is not None:
        return show_acted(heard, done.acted)
    head = say.text("settings-saved" if done.said else "room", Part.ANSWER)
    lines = tuple(_lines(heard, done.room, done))
    if done.said:
        return PublicReply((head, *lines))
    shown = (Button(say.line("button-alerts"), "room alerts"),)
    return PublicReply((head, *lines, say.text("room-how")), shown)


def _lines(ask: Ask, room: Room, done: Governed) -> Iterator[Text]:
    say, named = ask.say, done.said or (*_CHOSEN, "makers", "quiet")
    for name in _CHOSEN:
        if name not in named:
            continue
        if name in room.chosen:
            yield line_of(ask, say, name, room.preferences)
        elif name == "zone":
            yield say.text("setting-zone", value=room.preferences.zone)
        else:
            yield say.text(f"setting-{name}", value=say.line("value-each"))
    if "makers" in named:
        yield say.text(f"room-makers-{room.alerts_by.value}")
    if "quiet" in named:
        yield from (say.text("room-loud"),) if done.quiet is None else hours_of(ask, done.quiet)


@command(
    effect=Effect.WRITE,
    of_room=True,
    show=show_room,
    topic="settings",
    examples=("room", "room language de", "room alerts admins", "room quiet 23:00-07:00", "room alerts delete a3"),
    menu=False,
)
async def room(  # noqa: PLR0913, PLR0917 - one parameter for each thing a room has of its own
    ask: Ask,
    language: Language | None = None,
    zone: Zone | None = None,
    currency: Currency | None = None,
    plain: Plain | None = None,
    makers: Makers | None = None,
    quiet: Quiet | None = None,
    except_: Exceptions | None = None,
    action: Action | None = None,
    ids: Ids = (),
    duration: Length | None = None,
) -> Governed:
    """Show a room's settings, or change what is named; list its alerts, or change them."""
    if ask.room is None:
        return Governed(None)
    given: dict[str, object] = {"language": language, "zone": zone, "currency": currency}
    given |= {"plain": None if plain is None else plain == "on"}
    said = {name: value for name, value in given.items() if value is not None}
    if not (said or makers or quiet):
        if action is None and not ids:
            return Governed(ask.room, await _hours(ask, ask.room))
        return Governed(ask.room, acted=await _acted(ask, ask.room, action, ids, duration))
    if not await governs(ask, ask.room):
        raise NotAllowed("room-governed", "room")
    changed = await _chosen(ask, ask.room, said)
    if makers is not None:
        changed = await ask.services.register.set_alerts_by(changed, AlertsBy(makers), ask.person)
    if quiet is not None:
        changed = await _rested(ask, changed, quiet, except_)
    also = {"makers": makers, "quiet": quiet}
    return Governed(changed, await _hours(ask, changed), (*said, *(name for name, value in also.items() if value)))


async def _acted(ask: Ask, of: Room, action: str | None, ids: Ids, duration: Window | None) -> Acted:
    """List the room's alerts, or do with them what whoever asks may do."""
    wanted = action if action is not None and not (ids and action == "list") else "show"
    return await acted_on(ask.aloud, await page_in(ask, of), Said(wanted, ids, length=(duration or SNOOZE).length))


async def _hours(ask: Ask, of: Room) -> QuietHours | None:
    return (await ask.services.rest.of(-of.id)).after


async def _chosen(ask: Ask, of: Room, said: Mapping[str, object]) -> Room:
    if not said:
        return of
    changed = await ask.services.register.set_room(of, said, ask.person)
    if changed.preferences.zone != of.preferences.zone:
        await ask.services.rest.moved(-of.id)
    return changed


async def _rested(ask: Ask, of: Room, quiet: Span | str, exceptions: Except | None) -> Room:
    """Keep or end the room's quiet hours. Until it has a zone of its own it goes by the clock of who sets them."""
    if isinstance(quiet, str):
        await ask.services.rest.end(-of.id)
        return of
    zone = of.preferences.zone if "zone" in of.chosen else ask.person.preferences.zone
    await ask.services.register.keep_zone(of, zone)
    await ask.services.rest.keep(-of.id, QuietHours(*quiet, exceptions=exceptions))
    return replace(of, preferences=replace(of.preferences, zone=zone))
