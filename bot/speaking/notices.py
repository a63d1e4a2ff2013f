"""Notices into replies: a function for each kind, called when the notice is sent, in the language set then."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from bot.speaking import alerts, links
from bot.speaking.digest import show_digest, show_room_digest
from bot.speaking.forecast_notices import forecast_made, models_changed
from bot.speaking.market import window_text
from bot.speaking.reply import Part, PublicReply, Reply, Text, Tone
from bot.speaking.say import Age, Say
from core.alerts.interruptions import ALERT_BACK, ALERT_STALE
from core.alerts.telling import ALERT, ALERT_EXPIRED, ALERT_EXPIRING
from core.delivery.defect_notices import DEFECT
from core.delivery.hour_closes import HOUR_CLOSE
from core.delivery.link_notices import LINK_ASKED, LINK_REFUSED, LINKED, UNLINKED
from core.delivery.model import DIGEST, HELD, ROOM_DIGEST, Priority, Why
from core.delivery.outage_notices import DATA_BACK, DATA_STOPPED
from core.delivery.sinks import SINK_GONE, SINK_REFUSED
from core.forecasts.events import FORECAST_MADE
from core.forecasts.owners import FORECAST_MODELS
from core.kernel.figures import Figure, FigureName, Origin
from core.market.model import from_ms

Facts = Mapping[str, Any]
"""What the notice's writer kept as JSON; instants in milliseconds since 1970 UTC."""


def again(say: Say) -> Text:
    """Return the label of a possible repeat; it stands above the message."""
    return say.text("notice-again")


def _data_stopped(facts: Facts, say: Say) -> Reply:
    last = Age(from_ms(facts["last_at"]))
    return Reply(
        (say.text("notice-data-stopped", Part.ANSWER, mark=say.mark("STALE"), age=last),),
        tone=Tone.STALE,
    )


def _data_back(facts: Facts, say: Say) -> Reply:
    since, until = (say.instant(from_ms(facts[name]), seconds=False) for name in ("last_at", "at"))
    return Reply((say.text("notice-data-back", Part.ANSWER, since=since, until=until),))


def _defect(facts: Facts, say: Say) -> Reply:
    return Reply((say.text("notice-defect", Part.ANSWER, **facts),), tone=Tone.MISTAKE)


def _sink_gone(facts: Facts, say: Say) -> Reply:
    return Reply((say.text("sink-gone", Part.ANSWER, door=say.line(f"notify-door-{facts['door']}")),))


def _sink_refused(facts: Facts, say: Say) -> Reply:
    door = say.line(f"notify-door-{facts['door']}")
    return Reply((say.text("sink-refused", Part.ANSWER, door=door, status=facts["status"]),))


def _hour_close(facts: Facts, say: Say) -> Reply:
    coin, at = facts["coin"], from_ms(facts["at"])
    origin = Origin(facts["venue"] or "candlewick", at)
    price = Figure(FigureName.PRICE, coin, facts["price"], facts["unit"], origin)
    lines = [
        say.text(
            "hour-close",
            Part.ANSWER,
            coin=coin,
            price=price,
            at=say.instant(at, seconds=False),
            venue=say.source_name(origin.source),
        )
    ]
    for window in (timedelta(hours=1), timedelta(hours=24)):
        if (value := facts[f"change_{window_text(window)}"]) is not None:
            change = Figure(FigureName.CHANGE, coin, value, "fraction", origin, window_text(window))
            lines.append(say.text("hour-close-change", change=change, window=window))
    return Reply(tuple(lines))


def _link_asked(facts: Facts, say: Say) -> Reply:
    return links.question(say, facts["door"], facts["name"], facts["mark"])


def _digest(facts: Facts, say: Say) -> Reply:
    return show_digest(facts, say, line_to_person)


def _room_digest(facts: Facts, say: Say) -> PublicReply:
    return show_room_digest(facts, say, line_to_room)


TO_PERSONS: Mapping[str, Callable[[Facts, Say], Reply]] = {
    DATA_STOPPED: _data_stopped,
    DATA_BACK: _data_back,
    DEFECT: _defect,
    DIGEST: _digest,
    ALERT: alerts.fired,
    ALERT_EXPIRING: alerts.expiring,
    ALERT_EXPIRED: alerts.expired,
    ALERT_STALE: alerts.stale,
    ALERT_BACK: alerts.back,
    SINK_GONE: _sink_gone,
    SINK_REFUSED: _sink_refused,
    HOUR_CLOSE: _hour_close,
    FORECAST_MODELS: models_changed,
    FORECAST_MADE: forecast_made,
    LINK_ASKED: _link_asked,
    LINKED: lambda facts, say: links.joined_there(say, facts),
    LINK_REFUSED: lambda facts, say: links.refused_there(say, facts["door"]),
    UNLINKED: lambda facts, say: links.parted_there(say, facts),
}

# Only what is public by its type: nobody can enter a personal reply here (promise 5).
TO_ROOMS: Mapping[str, Callable[[Facts, Say], PublicReply]] = {
    ALERT: alerts.fired,
    ALERT_EXPIRING: alerts.expiring,
    ALERT_EXPIRED: alerts.expired,
    ALERT_STALE: alerts.stale,
    ALERT_BACK: alerts.back,
    ROOM_DIGEST: _room_digest,
}

# How a kind is told to a person in one line among others; without an entry it is what its reply answers first.
LINES: Mapping[str, Callable[[Facts, Say], Text]] = {ALERT: alerts.fired_line}


def to_person(kind: str, facts: Facts, say: Say) -> Reply:
    """Return what a notice says to a person. KeyError for a kind without words."""
    if kind != HELD:
        return TO_PERSONS[kind](facts, say)
    return Reply((_held_head(facts, say), *_held_lines(facts, say, line_to_person)), tone=_tone(facts))


def to_room(kind: str, facts: Facts, say: Say) -> PublicReply:
    """Return what a notice says to a room. KeyError for a kind that is not for everybody."""
    if kind != HELD:
        return TO_ROOMS[kind](facts, say)
    return PublicReply((_held_head(facts, say), *_held_lines(facts, say, line_to_room)), tone=_tone(facts))


def for_everybody(kind: str, facts: Facts) -> Facts | None:
    """Return what of a notice to a person everybody may read, None for nothing: of a bundle what is public of it."""
    if kind != HELD:
        return facts if kind in TO_ROOMS else None
    public = [each for each in facts["notices"] if each["kind"] in TO_ROOMS]
    return {**facts, "notices": public} if public else None


def in_short(kind: str, facts: Facts, say: Say) -> PublicReply:
    """Return what a notice to a person says where others read it too: what happened, and nothing of the person's own
    such as a note or the name of a rule; no buttons, which would be everybody's."""
    if kind == HELD:
        return to_room(kind, facts, say)
    return PublicReply((_first(TO_ROOMS[kind](facts, say)),), tone=Tone.ALERT)


def _held_head(facts: Facts, say: Say) -> Text:
    until, n = say.instant(from_ms(facts["until"]), seconds=False), len(facts["notices"])
    if facts["why"] in {Why.LIMIT, Why.PRESSURE}:
        return say.text(f"held-{facts['why']}", Part.ANSWER, n=n, until=until)
    return say.text("held", Part.ANSWER, kind="alert" if _are_alerts(facts) else "message", n=n, until=until)


def _held_lines(facts: Facts, say: Say, line_of: Callable[[str, Facts, Say], Text]) -> Iterator[Text]:
    """Yield a line for each notice, by time; the label above one that may have been seen already."""
    until = from_ms(facts["until"])
    for each in facts["notices"]:
        if each["again"]:
            yield again(say)
        due, line = from_ms(each["due"]), line_of(each["kind"], json.loads(each["facts"]), say)
        at = say.clock(due) if abs(until - due) < timedelta(days=1) else say.instant(due, seconds=False)
        yield Text(rest=f"{at} {line.text}", figures=line.figures)


def line_to_person(kind: str, facts: Facts, say: Say) -> Text:
    """Return a notice in one line."""
    return LINES[kind](facts, say) if kind in LINES else _first(TO_PERSONS[kind](facts, say))


def line_to_room(kind: str, facts: Facts, say: Say) -> Text:
    """Return a notice in one line that everybody may read. KeyError for a kind that is not for everybody."""
    return _first(TO_ROOMS[kind](facts, say))


def _first(reply: Reply) -> Text:
    """Return a reply's first line that says something."""
    return next(block for block in reply.blocks if isinstance(block, Text) and block.part is not Part.MODE)


def _are_alerts(facts: Facts) -> bool:
    return all(each["priority"] == Priority.ALERT for each in facts["notices"])


def _tone(facts: Facts) -> Tone:
    return Tone.ALERT if _are_alerts(facts) else Tone.ANSWER
