"""settings — language, time zone, currency, plain mode, number style."""

from dataclasses import dataclass, replace
from typing import Annotated, Any

from bot.ask import Ask
from bot.command import Effect, command
from bot.params.base import Named
from bot.params.choices import LANGUAGE, SWITCH, THEME, ZoneKind
from bot.params.coins import CurrencyKind
from bot.params.unasked import FALLBACK, OWN_DOOR
from bot.speaking.reply import Button, Part, Reply, Text
from bot.speaking.say import Say
from bot.speaking.welcome import TRIES, choices, question, zone_kept
from bot.undoing import undo_button
from bot.welcome import Offer, answered
from core.delivery.addresses import DOORS as ADDRESSES
from core.kernel.errors import NotAllowed
from core.people.model import Preferences
from core.people.welcome import Step

Language = Annotated[str, LANGUAGE, Named("language", ("language", "lang", "sprache", "idioma", "língua"))]
Zone = Annotated[str, ZoneKind(), Named("zone", ("zone", "timezone", "tz", "zeitzone", "zona", "fuso"))]
Currency = Annotated[
    str, CurrencyKind(), Named("currency", ("currency", "währung", "waehrung", "moneda", "moeda"), strict=True)
]
Plain = Annotated[str, SWITCH, Named("plain", ("plain", "text", "klartext", "simple", "simples"), strict=True)]
Emoji = Annotated[str, SWITCH, Named("emoji", ("emoji", "emojis"), strict=True)]
Numbers = Annotated[str, LANGUAGE, Named("numbers", ("numbers", "digits", "zahlen", "números", "numeros"), strict=True)]
Theme = Annotated[str, THEME, Named("theme", ("theme", "thema", "tema"))]
Llm = Annotated[str, SWITCH, Named("llm", ("llm", "assistant", "assistent", "asistente", "assistente"), strict=True)]

Alerts = Annotated[str, OWN_DOOR, Named("alerts", ("alerts", "alarme", "alertas"), strict=True)]
Fallback = Annotated[str, FALLBACK, Named("fallback", ("fallback", "ausweichraum", "reserva"), strict=True)]


@dataclass(frozen=True, slots=True)
class Changed:
    """What was set: `before` and `after`, and which settings the person named; `fallback` is "here" or "off" where the
    room for what cannot be told in private was chosen, or no room; `absent` the app that was chosen for alerts and
    where nobody knows the person yet; `offer` what is asked next of whoever begins."""

    before: Preferences
    after: Preferences
    named: tuple[str, ...]
    fallback: str | None = None
    absent: str | None = None
    offer: Offer | None = None


def show_settings(ask: Ask, changed: Changed) -> Reply:
    after = changed.after
    # The answer to "settings language de" is already in German.
    say = Say(after.language, after.zone, ask.now, after.numbers, after.plain)
    if changed.fallback is not None:
        return Reply((say.text(f"settings-fallback-{changed.fallback}", Part.ANSWER),))
    if not changed.named:
        lines = [say.text("settings", Part.ANSWER), *(line_of(ask, say, name, after) for name in _SHOWN)]
        return Reply((*lines, say.text("settings-how")), _offers(ask, say, after))
    lines = [say.text("settings-saved", Part.ANSWER), *(line_of(ask, say, name, after) for name in changed.named)]
    if (door := changed.absent) is not None:
        example = "notify" if door in ADDRESSES else "link"
        lines.append(say.text("settings-alerts-absent", door=say.line(f"value-alerts-{door}"), example=example))
    undo = " ".join(f"{name} {_value(ask, name, changed.before)}" for name in changed.named)
    back = () if changed.before == after else (undo_button(replace(ask, say=say), f"settings {undo}"),)
    if changed.offer is None:
        return Reply(tuple(lines), back)
    return _going_on(ask, say, Reply(tuple(lines), back), changed.offer)


def _going_on(ask: Ask, say: Say, reply: Reply, offer: Offer) -> Reply:
    """Return `reply` with what is asked next under it."""
    kept = () if offer.kept is None else (zone_kept(say, offer.kept, ask.now),)
    tries = TRIES if offer.step is Step.FIRST else ()
    answers = choices(say, offer.step, offer.zones, offer.kept)
    return replace(reply, blocks=(*reply.blocks, *kept, question(say, offer.step)), more=(*tries, *answers))


def _offers(ask: Ask, say: Say, after: Preferences) -> tuple[Button, ...]:
    theme = "light" if _value(ask, "theme", after) == "dark" else "dark"
    return (
        Button(say.line("button-language"), "settings language"),
        Button(say.line("button-plain"), f"settings plain {'off' if after.plain else 'on'}"),
        Button(say.line("button-theme"), f"settings theme {theme}"),
    )


_SHOWN = ("language", "zone", "currency", "numbers", "plain", "emoji", "theme", "llm", "alerts")


def _value(ask: Ask, name: str, preferences: Preferences) -> str:
    """Return the setting as it is typed; what was never set as it holds."""
    value = getattr(preferences, name)
    if isinstance(value, bool):
        return "on" if value else "off"
    return str(value or (preferences.language if name == "numbers" else ask.theme))


def line_of(ask: Ask, say: Say, name: str, preferences: Preferences) -> Text:
    """Return a setting and its value in one line."""
    value = _value(ask, name, preferences)
    key = f"value-{name}-{value}" if say.has(f"value-{name}-{value}") else f"value-{value}"
    return say.text(f"setting-{name}", value=say.line(key) if say.has(key) else value)


@command(
    effect=Effect.WRITE,
    show=show_settings,
    topic="settings",
    examples=("settings language de", "settings zone Europe/Berlin"),
)
async def settings(  # noqa: PLR0913, PLR0917 - one parameter for each thing a person may set
    ask: Ask,
    language: Language | None = None,
    zone: Zone | None = None,
    currency: Currency | None = None,
    plain: Plain | None = None,
    emoji: Emoji | None = None,
    numbers: Numbers | None = None,
    theme: Theme | None = None,
    llm: Llm | None = None,
    alerts: Alerts | None = None,
    fallback: Fallback | None = None,
) -> Changed:
    """Keep what is named, show all when nothing is. A language alone ("settings de") is understood."""
    given: dict[str, Any] = {
        "language": language,
        "zone": zone,
        "currency": currency,
        "numbers": numbers,
        "theme": theme,
        "alerts": _door(ask, alerts),
    }
    given |= {name: None if v is None else v == "on" for name, v in (("plain", plain), ("emoji", emoji), ("llm", llm))}
    said = {name: value for name, value in given.items() if value is not None}
    before = ask.person.preferences
    if fallback is not None:
        await _fall_back(ask, fallback)
        return Changed(before, before, (), fallback)
    if not said:
        return Changed(before, before, ())
    after = replace(before, **said)
    if after.numbers == after.language:
        # Digits like those of the language follow it when it changes.
        after = replace(after, numbers=None)
    await ask.services.register.set_preferences(ask.person, after)
    if after.zone != before.zone:
        await ask.services.rest.moved(ask.person.id)
    absent = await _absent(ask, said.get("alerts"))
    return Changed(before, after, tuple(said), absent=absent, offer=await answered(ask, said))


def _door(ask: Ask, door: str | None) -> str | None:
    """Return the app that is meant by its name, or by being the one in which this is said. NotAllowed in a room."""
    if door == "here" and ask.room is not None:
        raise NotAllowed("private-only", "settings")
    return ask.identity.door if door == "here" else door


async def _absent(ask: Ask, door: str | None) -> str | None:
    """Return the app that is chosen for alerts where its person has no account or address there; None elsewhere."""
    if door is None or door == "any":
        return None
    if door in ADDRESSES:
        known = {sink.door for sink in (await ask.services.sinks.of(ask.person))[0]}
    else:
        known = {identity.door for identity in await ask.services.linking.doors(ask.person)}
    return None if door in known else door


async def _fall_back(ask: Ask, fallback: str) -> None:
    """Keep the room in which this is said as the one for what cannot be told in private. NotAllowed outside a room."""
    if fallback == "here" and ask.room is None:
        raise NotAllowed("room-only", "settings")
    room = ask.room if fallback == "here" else None
    await ask.services.register.fall_back(ask.person, room)
