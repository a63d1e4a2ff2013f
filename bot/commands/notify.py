"""notify — be told at an e-mail address, by SMS or by a webhook as well; each is proved by a code first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from bot.ask import Ask
from bot.command import Effect, command
from bot.params.base import Named
from bot.params.choices import WordKind
from bot.params.sinks import EVENTS, NOTIFYING, SINK, Address, AddressKind
from bot.speaking.reply import Button, Part, Reply, Text
from core.delivery.addresses import DOORS, WEBHOOK
from core.delivery.sink_model import Claim, Event, Sink
from core.delivery.sinks import Asked
from core.kernel.errors import Missing, Mistake, NotAllowed, UnknownName

Door = Annotated[str, SINK, Named("sink")]
Where = Annotated[Address, AddressKind(), Named("address")]
Code = Annotated[str, WordKind("code", r"\d{6}", "123456"), Named("code")]
Action = Annotated[str, NOTIFYING, Named("action")]
Events = Annotated[
    tuple[str, ...],
    EVENTS,
    Named("events", ("events", "event", "ereignisse", "ereignis", "eventos", "evento"), strict=True),
]
_EXAMPLE = "notify email ana@example.com"
_EXAMPLES = {
    "email": _EXAMPLE,
    "sms": "notify sms +4915112345678",
    "webhook": "notify webhook https://example.com/hook",
}
_LATER = (Event.SYNC,)


@dataclass(frozen=True, slots=True)
class Listed:
    """What somebody has, what waits, and which doors there are at all."""

    sinks: Sequence[Sink]
    claims: Sequence[Claim]
    offered: frozenset[str]


@dataclass(frozen=True, slots=True)
class Done:
    """What was changed: `added`, `removed`, `chosen`; `sink` None where nothing was there."""

    what: str
    door: str
    sink: Sink | Claim | None


def show_notified(ask: Ask, done: Listed | Asked | Done) -> Reply:
    match done:
        case Listed():
            return _listed(ask, done)
        case Asked():
            return _asked(ask, done)
        case Done():
            return _done(ask, done)


def _listed(ask: Ask, listed: Listed) -> Reply:
    say = ask.say
    if not listed.offered:
        return Reply((say.text("notify-none-set-up", Part.ANSWER),))
    proved = [_line(ask, sink) for sink in listed.sinks]
    waiting = [say.text("notify-waiting", door=_name(ask, each.door), address=each.shown) for each in listed.claims]
    head = "notify-list" if proved or waiting else "notify-empty"
    lacking = [_name(ask, door) for door in DOORS if door not in listed.offered]
    off = [say.text("notify-not-set-up", doors=tuple(lacking))] if lacking else []
    buttons = tuple(
        Button(say.line("button-remove-sink", door=_name(ask, sink.door)), f"notify remove {sink.door}")
        for sink in listed.sinks
    )
    return Reply((say.text(head, Part.ANSWER), *proved, *waiting, *off, say.text("notify-how")), buttons)


def _line(ask: Ask, sink: Sink) -> Text:
    name = _name(ask, sink.door)
    if sink.door != WEBHOOK:
        return ask.say.text("notify-sink", door=name, address=sink.shown)
    return ask.say.text("notify-webhook", address=sink.shown, events=_events(ask, sink))


def _events(ask: Ask, sink: Sink) -> str:
    return ", ".join(ask.say.line(f"notify-event-{event}") for event in sink.events or ("none",))


def _asked(ask: Ask, asked: Asked) -> Reply:
    say, claim = ask.say, asked.claim
    lines = [say.text(f"notify-asked-{claim.door}", Part.ANSWER, address=claim.shown), say.text("notify-type")]
    if asked.secret is not None:
        lines.append(say.text("notify-secret", secret=asked.secret))
    return Reply(tuple(lines))


def _done(ask: Ask, done: Done) -> Reply:
    say, sink, name = ask.say, done.sink, _name(ask, done.door)
    if sink is None:
        return Reply((say.text("notify-nothing", Part.ANSWER, door=name),))
    if done.what == "removed":
        return Reply((say.text("notify-removed", Part.ANSWER, door=name, address=sink.shown),))
    assert isinstance(sink, Sink)
    if done.what == "added" and sink.door != WEBHOOK:
        first = Button(say.line("button-alerts-here"), f"settings alerts {sink.door}")
        added = say.text("notify-added", Part.ANSWER, door=name, address=sink.shown)
        return Reply((added, say.text("notify-added-when")), (first,))
    later = [say.text("notify-later")] if any(event in _LATER for event in sink.events) else []
    told = say.text("notify-told", Part.ANSWER, address=sink.shown, events=_events(ask, sink))
    return Reply((told, *later))


def _name(ask: Ask, door: str) -> str:
    return ask.say.line(f"notify-door-{door}")


@command(
    effect=Effect.WRITE,
    show=show_notified,
    topic="settings",
    examples=(_EXAMPLE, _EXAMPLES["webhook"], "notify remove email"),
    menu=False,
)
async def notify(
    ask: Ask,
    sink: Door | None = None,
    address: Where | None = None,
    code: Code | None = None,
    action: Action | None = None,
    events: Events | None = None,
) -> Listed | Asked | Done:
    """List, add, prove, remove an address, or choose what a webhook is told; in a private chat only."""
    if ask.room is not None:
        raise NotAllowed("private-only", "notify")
    sinks = ask.services.sinks
    if code is not None:
        proved = await sinks.prove(ask.person, code)
        return Done("added", proved.door, proved)
    if events is not None:
        return Done("chosen", WEBHOOK, await sinks.choose(ask.person, events))
    if action == "remove":
        return await _remove(ask, sink, address)
    if address is not None:
        if sink is not None and sink != address.door:
            raise UnknownName("address", address.text, (), _EXAMPLE)
        return await sinks.ask(ask.person, address.door, address.text)
    if sink is not None or action == "verify":
        raise _lacking(ask, sink)
    return Listed(*await sinks.of(ask.person), sinks.offered)


async def _remove(ask: Ask, sink: str | None, address: Address | None) -> Done:
    door = sink if address is None else address.door
    if door is None:
        raise Missing("sink", "", DOORS, "notify remove email")
    return Done("removed", door, await ask.services.sinks.remove(ask.person, door))


def _lacking(ask: Ask, sink: str | None) -> Mistake:
    """Return what is wrong with a line that names a kind of address and none: that there is no such door here, first
    of all."""
    if sink is None:
        return Missing("code", "", (), "notify verify 123456")
    if sink not in ask.services.sinks.offered:
        return NotAllowed(f"no-{sink}", sink)
    return Missing("address", "", (), _EXAMPLES[sink])
