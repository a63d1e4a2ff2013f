"""What whoever governs a room changes of it, how it stood before, and the line that takes a change back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.ask import Ask
from bot.pages import governs
from bot.params.clock import Span
from bot.params.room_digests import EXAMPLE, PERSONAL, DigestSaid
from bot.params.unasked import Unset
from core.delivery.model import Digest
from core.delivery.quiet import Except, QuietHours
from core.kernel.errors import Missing, NotAllowed
from core.people.model import AlertsBy, Preferences, Room
from core.people.room_choices import COMMANDS, Choice

CHOSEN = ("language", "zone", "currency", "plain")


@dataclass(frozen=True, slots=True)
class Stands:
    """All that a room has of its own."""

    room: Room
    quiet: QuietHours | None = None
    digest: Digest | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be changed: values by the names of settings, `Unset` for one that is to be nobody's choice again;
    whether for this room alone of its place; who makes alerts; quiet hours, or "off"; the digest."""

    chosen: Mapping[str, object]
    here: bool = False
    makers: str | None = None
    quiet: Span | str | None = None
    exceptions: Except | None = None
    digest: DigestSaid | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """What is named of it, as the command's parameters are called."""
        also = {"makers": self.makers, "quiet": self.quiet, "digest": self.digest}
        return (*self.chosen, *(name for name, value in also.items() if value is not None))

    @property
    def begins_hours(self) -> bool:
        """Whether something is to be at a time of the day."""
        return isinstance(self.quiet, tuple) or (self.digest is not None and self.digest.action is None)


async def stands(ask: Ask, room: Room) -> Stands:
    """Return how a room stands."""
    quiet = (await ask.services.rest.of(-room.id)).after
    return Stands(room, quiet, await ask.services.room_digests.of(room.id))


async def change(ask: Ask, before: Stands, wanted: Wanted) -> Stands:
    """Change what is wanted and return how the room stands then.

    Raises
    ------
    NotAllowed
        Where who asks does not govern the room; where its digest is to hold what is somebody's own, or would never come
        since nobody of us brought the bot there.
    Missing
        For a first digest without a time.
    """
    if not await governs(ask, before.room):
        raise NotAllowed("room-governed", "room")
    digest = None if wanted.digest is None else _digest_of(ask, before, wanted.digest)
    after = replace(before, room=await _chosen(ask, before.room, wanted))
    if wanted.begins_hours and "zone" not in wanted.chosen:
        after = replace(after, room=await _clocked(ask, after, wanted))
    if wanted.makers is not None:
        makers = AlertsBy(wanted.makers)
        after = replace(after, room=await ask.services.register.set_alerts_by(after.room, makers, ask.person))
    if wanted.quiet is not None:
        after = await _rested(ask, after, wanted.quiet, wanted.exceptions)
    return after if wanted.digest is None else await _told_daily(ask, after, digest)


def may_hold(parts: tuple[str, ...]) -> None:
    """Raise NotAllowed where something of these is somebody's own."""
    if any(part in PERSONAL for part in parts):
        raise NotAllowed("digest-personal", "room")


def takes_back(before: Stands, after: Stands, every: tuple[str, ...]) -> str:
    """Return the line that makes a room again what it was before; "" where nothing changed, or no one line does.
    `every` are all parts of a digest: a line that says no more than it must fits into more buttons."""
    was, now = _said_of(before), _said_of(after)
    if before.digest is not None and after.digest is None and before.digest.parts == every:
        was |= {"digest": replace(DigestSaid.of(before.digest), parts=()).words}
    changed = {name for name, words in was.items() if words != now[name]}
    alone = before.room.own ^ after.room.own if before.room.whole_id is not None else frozenset()
    was |= dict.fromkeys(alone - before.room.own, "default")
    if alone and (changed - alone) & {*CHOSEN, COMMANDS}:
        return ""  # of the whole and of this room: no one line says both
    changed |= alone
    if any(was[name] != "off" for name in changed & {"quiet", "digest"}) and _takes_a_clock(before.room):
        # Whoever takes it back may live by another one.
        changed.add("zone")
    pieces = [f"{name} {words}" for name, words in was.items() if name in changed]
    return " ".join(["room", *(["here"] if alone else []), *pieces]) if pieces else ""


def _said_of(stood: Stands) -> dict[str, str]:
    """Return what makes a room what it is, by the words that announce it. A digest goes on for as long as words are its
    own, so it stands last."""
    room = stood.room
    said = {name: _word(getattr(room.preferences, name)) if name in room.chosen else "default" for name in CHOSEN}
    if "zone" not in room.chosen:
        said["zone"] = f"default {room.preferences.zone}"
    said[COMMANDS] = "all" if room.commands is None else " ".join(sorted(room.commands))
    said["alerts"] = room.alerts_by.value
    unless = "" if stood.quiet is None or stood.quiet.exceptions is None else f" except {stood.quiet.exceptions.text}"
    said["quiet"] = "off" if stood.quiet is None else f"{stood.quiet.hours}{unless}"
    said["digest"] = "off" if stood.digest is None else DigestSaid.of(stood.digest).words
    return said


def _word(value: object) -> str:
    return {True: "on", False: "off"}[value] if isinstance(value, bool) else str(value)


async def _chosen(ask: Ask, room: Room, wanted: Wanted) -> Room:
    if not wanted.chosen:
        return room
    unset = {name: value.going_by for name, value in wanted.chosen.items() if isinstance(value, Unset)}
    said = {name: value for name, value in wanted.chosen.items() if name not in unset}
    said |= {name: value for name, value in unset.items() if value is not None}
    register = ask.services.register
    changed = await register.set_room(room, Choice(said, unset.keys(), wanted.here), ask.person)
    if changed.preferences.zone != room.preferences.zone:
        for each in await register.rooms_with(changed):
            await ask.services.rest.moved(-each.id)
    return changed


async def _rested(ask: Ask, stood: Stands, quiet: Span | str, exceptions: Except | None) -> Stands:
    """Keep or end the room's quiet hours."""
    if isinstance(quiet, str):
        await ask.services.rest.end(-stood.room.id)
        return replace(stood, quiet=None)
    kept = await ask.services.rest.keep(-stood.room.id, QuietHours(*quiet, exceptions=exceptions))
    return replace(stood, quiet=kept.after)


def _digest_of(ask: Ask, before: Stands, said: DigestSaid) -> DigestSaid | None:
    """Return all that the digest is to be, None where it is to end. What is not said of one that is set stays as it
    is."""
    if said.action == "off":
        return None
    may_hold(said.parts)
    if not before.room.invited:
        raise NotAllowed("room-uninvited", "room")
    known = None if before.digest is None else DigestSaid.of(before.digest)
    at = said.at or (known.at if known else None)
    if at is None:
        raise Missing("time", "", (), EXAMPLE)
    parts = said.parts or (known.parts if known else ask.services.room_digests.parts)
    return DigestSaid(at, said.days or (known.days if known else "daily"), parts)


async def _told_daily(ask: Ask, stood: Stands, wanted: DigestSaid | None) -> Stands:
    desk = ask.services.room_digests
    if wanted is None or wanted.at is None:
        await desk.end(stood.room.id)
        return replace(stood, digest=None)
    digest = await desk.keep(stood.room.id, wanted.at, wanted.days == "weekdays", wanted.parts)
    return replace(stood, digest=digest)


def _takes_a_clock(room: Room) -> bool:
    """Whether a room has no clock of its own yet, so that it takes that of who sets its first hours."""
    return "zone" not in room.chosen and room.preferences.zone == Preferences().zone


async def _clocked(ask: Ask, stood: Stands, wanted: Wanted) -> Room:
    room, zone = stood.room, ask.person.preferences.zone
    # What is set already goes on by the clock that it was set by.
    stays = (stood.quiet is not None and wanted.quiet is None) or (stood.digest is not None and wanted.digest is None)
    if stays or not _takes_a_clock(room):
        return room
    await ask.services.register.keep_zone(room, zone)
    return replace(room, preferences=replace(room.preferences, zone=zone))
