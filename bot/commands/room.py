"""room — a room's own settings, for its admins to change and for everybody there to read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Annotated, Any

from bot.ask import Ask
from bot.command import Effect, command
from bot.commands.alerts import SNOOZE, Acted, Said, acted_on, show_acted
from bot.commands.governing import Stands, Wanted, change, may_hold, stands, takes_back
from bot.commands.standing import lines_of
from bot.pages import page_in
from bot.params.alerts import OF_ROOM, AlertsKind, PlaceKind
from bot.params.base import Named
from bot.params.choices import LANGUAGE, SWITCH, ZoneKind
from bot.params.clock import ExceptKind, HoursKind, Span
from bot.params.coins import CurrencyKind
from bot.params.room_digests import DigestSaid, RoomDigestKind
from bot.params.times import Window, WindowKind
from bot.params.unasked import ANSWERED, HERE, MAKING, OrDefaultKind, OrOffKind, Unset
from bot.speaking.digest import show_room_digest
from bot.speaking.notices import line_to_room
from bot.speaking.reply import Button, Part, PublicReply, Reply, Text
from bot.undoing import undo_button
from core.delivery.quiet import Except
from core.people.model import Room
from core.people.room_choices import COMMANDS

Language = Annotated[
    str | Unset,
    OrDefaultKind(LANGUAGE),
    Named("language", ("language", "lang", "sprache", "idioma", "língua"), loose=LANGUAGE),
]
Zone = Annotated[
    str | Unset,
    OrDefaultKind(ZoneKind(), names=True),
    Named("zone", ("zone", "timezone", "tz", "zeitzone", "zona", "fuso"), loose=ZoneKind()),
]
Currency = Annotated[
    str | Unset,
    OrDefaultKind(CurrencyKind()),
    Named("currency", ("currency", "währung", "waehrung", "moneda", "moeda"), strict=True),
]
Plain = Annotated[
    str | Unset,
    OrDefaultKind(SWITCH),
    Named("plain", ("plain", "text", "klartext", "simple", "simples"), strict=True),
]
Makers = Annotated[str, MAKING, Named("makers", ("alerts", "alarme", "alertas"), strict=True)]
Quiet = Annotated[
    Span | str, OrOffKind(HoursKind()), Named("quiet", ("quiet", "ruhe", "silencio", "silêncio"), strict=True)
]
Exceptions = Annotated[
    Except, ExceptKind(), Named("except", ("except", "unless", "außer", "ausser", "excepto", "salvo", "exceto"))
]
Digesting = Annotated[
    DigestSaid,
    RoomDigestKind(),
    Named(
        "digest",
        ("digest", "summary", "übersicht", "zusammenfassung", "resumen", "resumo"),
        strict=True,
        alone=DigestSaid(),
    ),
]
Answered = Annotated[
    tuple[str, ...],
    ANSWERED,
    Named("commands", ("commands", "command", "befehle", "befehl", "comandos", "comando"), strict=True),
]
Here = Annotated[bool, HERE, Named("here")]
Action = Annotated[str, OF_ROOM, Named("action")]
Ids = Annotated[tuple[str, ...], AlertsKind(), Named("id", narrows="action")]
Length = Annotated[Window, WindowKind(), Named("duration", ("for", "für", "por", "durante", "para"))]
Place = Annotated[int, PlaceKind(), Named("ref", strict=True, narrows="action")]


@dataclass(frozen=True, slots=True)
class Governed:
    """A room as it stands, None in private; what of it was `said`, and how it stood `before` where that was a change;
    what was done with its alerts; the facts of its digest, told now."""

    now: Stands | None
    said: tuple[str, ...] = ()
    before: Stands | None = None
    acted: Acted | None = None
    facts: Mapping[str, Any] | None = None


def show_room(ask: Ask, done: Governed) -> Reply:
    if done.now is None:
        return Reply((ask.say.text("room-private", Part.ANSWER), ask.say.text("room-private-own")))
    # The answer to "room language de" is already in German.
    heard = replace(ask, room=done.now.room).aloud
    say = heard.say
    if done.acted is not None:
        return show_acted(heard, done.acted)
    if done.facts is not None:
        return show_room_digest(done.facts, say, line_to_room)
    lines = tuple(lines_of(heard, done.now, done.said))
    if done.before is not None:
        undo = takes_back(done.before, done.now, ask.services.room_digests.parts)
        back = (undo_button(heard, undo),) if undo else ()
        saved = say.text("settings-saved", Part.ANSWER)
        return PublicReply((saved, *lines, *_of_digest(heard, done)), (*back, *_digest_buttons(heard, done)))
    if done.said:
        first, *others = lines
        shown = (replace(first, lead=first.text, rest="", part=Part.ANSWER), *others, *_of_digest(heard, done))
        return PublicReply(shown, tuple(_digest_buttons(heard, done)))
    buttons = (("alerts", "room alerts"), ("digest", "room digest"))
    offered = tuple(Button(say.line(f"button-{name}"), sends) for name, sends in buttons)
    how = (say.text("room-how"), *((say.text("room-whole"),) if done.now.room.whole_id is not None else ()))
    return PublicReply((say.text("room", Part.ANSWER), *lines, *how), offered)


def _of_digest(ask: Ask, done: Governed) -> Iterator[Text]:
    """Say what is worth knowing of a digest that was asked about: how to get one, and which language it is in while
    nobody has chosen."""
    if done.now is None or "digest" not in done.said:
        return
    room, say = done.now.room, ask.say
    if done.now.digest is None:
        if done.before is None:
            yield say.text("room-digest-how")
    elif "language" not in room.chosen and say.language != room.preferences.language:
        yield say.text(
            "room-digest-language", language=say.line(f"value-language-{room.preferences.language}"), own=say.language
        )


def _digest_buttons(ask: Ask, done: Governed) -> Iterator[Button]:
    if done.now is None or "digest" not in done.said:
        return
    say, kept = ask.say, done.now.digest is not None
    if kept or done.before is None:
        yield Button(say.line("button-now"), "room digest now")
    if kept:
        yield Button(say.line("button-off"), "room digest off")
    if kept and done.now.room.preferences.zone == "UTC" and "zone" not in done.now.room.chosen:
        yield Button(say.line("button-zone"), "room zone")


@command(
    effect=Effect.WRITE,
    of_room=True,
    show=show_room,
    topic="settings",
    examples=(
        "room",
        "room language de",
        "room commands price top",
        "room alerts admins",
        "room quiet 23:00-07:00",
        "room digest 08:00 weekdays",
        "room alerts delete a3",
    ),
    menu=False,
)
async def room(  # noqa: PLR0913, PLR0917 - one parameter for each thing a room has of its own
    ask: Ask,
    language: Language | None = None,
    zone: Zone | None = None,
    currency: Currency | None = None,
    plain: Plain | None = None,
    answered: Answered = (),
    here: Here | None = None,
    makers: Makers | None = None,
    quiet: Quiet | None = None,
    except_: Exceptions | None = None,
    digest: Digesting | None = None,
    action: Action | None = None,
    ids: Ids = (),
    duration: Length | None = None,
    place: Place | None = None,
) -> Governed:
    """Show a room's settings, or change what is named; list its alerts, or change them."""
    if ask.room is None:
        return Governed(None)
    given: dict[str, object] = {"language": language, "zone": zone, "currency": currency}
    given |= {"plain": plain == "on" if isinstance(plain, str) else plain}
    chosen = {name: value for name, value in given.items() if value is not None}
    if answered:
        chosen[COMMANDS] = _answered(answered)
    wanted = Wanted(chosen, here is not None, makers, quiet, except_, digest)
    if not wanted.names and (ids or place is not None or action not in {None, "settings"}):
        meant = Said(action or "show", ids, place, length=(duration or SNOOZE).length)
        return Governed(Stands(ask.room), acted=await _acted(ask, ask.room, meant))
    before = await stands(ask, ask.room)
    if not wanted.names:
        return Governed(before)
    if wanted.names == ("digest",) and digest is not None and (digest.action == "now" or digest == DigestSaid()):
        return await _asked_of_digest(ask, before, digest)
    return Governed(await change(ask, before, wanted), wanted.names, before)


def _answered(said: tuple[str, ...]) -> frozenset[str] | Unset | None:
    """Return which commands are to be answered, None for every one."""
    if "default" in said:
        return Unset()
    return None if "all" in said else frozenset(said)


async def _acted(ask: Ask, of: Room, said: Said) -> Acted:
    """List the room's alerts, or do with them what whoever asks may do."""
    named = said.ids or said.place is not None
    wanted = replace(said, action="show") if named and said.action == "list" else said
    return await acted_on(ask.aloud, await page_in(ask, of), wanted)


async def _asked_of_digest(ask: Ask, stood: Stands, said: DigestSaid) -> Governed:
    """Show the digest, or tell it now; everybody may read it."""
    if said.action is None:
        return Governed(stood, ("digest",))
    may_hold(said.parts)
    desk, digest = ask.services.room_digests, stood.digest
    since = digest.told_at if digest and digest.told_at else ask.now - timedelta(days=1)
    parts = said.parts or (digest.parts if digest else desk.parts)
    heard = replace(stood.room, preferences=ask.aloud.person.preferences)
    return Governed(stood, facts=await desk.compose(heard, parts, since))
