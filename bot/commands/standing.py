"""How a room stands, in lines."""

from collections.abc import Iterator

from bot.ask import Ask
from bot.commands.governing import CHOSEN, Stands
from bot.commands.quiet import hours_of
from bot.commands.settings import line_of
from bot.speaking.reply import Text
from bot.speaking.say import Say
from core.delivery.digests import next_at
from core.people.model import Room
from core.people.room_choices import COMMANDS


def lines_of(ask: Ask, stood: Stands, said: tuple[str, ...]) -> Iterator[Text]:
    """Say all of a room's settings, or those of the names that were `said`."""
    say, room, named = ask.say, stood.room, said or (*CHOSEN, "makers", "quiet", "digest")
    # Quiet hours are read by a clock: it is said which. A digest says so by its next instant.
    by_a_clock = "quiet" in named and stood.quiet is not None and "zone" not in room.chosen
    yield from (_chosen(ask, room, name) for name in CHOSEN if name in named or (name == "zone" and by_a_clock))
    if room.commands is not None:
        yield say.text("room-commands", commands=" · ".join(sorted(room.commands)))
    elif COMMANDS in named:
        yield say.text("room-commands-all")
    if "makers" in named:
        yield say.text(f"room-makers-{room.alerts_by.value}")
    if "quiet" in named:
        yield from (say.text("room-loud"),) if stood.quiet is None else hours_of(ask, stood.quiet)
    if "digest" in named:
        yield from _digest(ask, stood)
    alone = [name for name in (*CHOSEN, COMMANDS) if name in room.own]
    if room.whole_id is not None and alone:
        yield say.text("room-alone", names=" · ".join(alone), first=alone[0])


def _chosen(ask: Ask, room: Room, name: str) -> Text:
    say = ask.say
    if name in room.chosen:
        return line_of(ask, say, name, room.preferences)
    if name == "zone":
        return say.text("room-zone-each", zone=room.preferences.zone)
    return say.text(f"setting-{name}", value=say.line("value-each"))


def _digest(ask: Ask, stood: Stands) -> Iterator[Text]:
    say, digest, zone = ask.say, stood.digest, stood.room.preferences.zone
    if digest is None:
        yield say.text("room-digest-none")
        return
    parts = tuple(say.line(f"digest-part-{part}") for part in digest.parts)
    days = "weekdays" if digest.weekdays else "daily"
    yield say.text("room-digest-set", days=days, time=f"{digest.at:%H:%M}", parts=parts)
    # By the room's clock, whatever that of who asks.
    by_clock = Say(say.language, zone, ask.now, ask.person.preferences.numbers, say.plain)
    yield by_clock.text("digest-next", at=by_clock.instant(next_at(digest, zone, ask.now), seconds=False))
