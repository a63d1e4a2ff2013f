"""The first questions in words and buttons."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.speaking.numbers import LOCALES
from bot.speaking.reply import Button, Part, Text
from bot.speaking.say import LANGUAGE_NAMES, Say
from core.people.welcome import Step

# What to begin with; the whole line is in the text above.
TRIES = (
    Button("price btc", "price btc"),
    Button("alert btc", "alert btc < 60k"),
    Button("chart sol", "chart sol 4h rsi"),
)
_LONGEST_LABEL = 14


def question(say: Say, step: Step, part: Part = Part.DETAIL) -> Text:
    """Return the words of a step."""
    return say.text(f"welcome-{step}", part)


def zone_kept(say: Say, zone: str, now: datetime) -> Text:
    """Return the line that tells of a zone that was set without asking."""
    offset = f"{now.astimezone(ZoneInfo(zone)):%z}"
    return say.text("welcome-zone-kept", zone=zone, offset=f"{offset[:3]}:{offset[3:5]}")


def choices(say: Say, step: Step, zones: tuple[str, ...], kept: str | None) -> tuple[Button, ...]:
    """Return the answers to a step, and the ways past it."""
    later = Button(say.line("button-later"), "cancel")
    if step is Step.LANGUAGE:
        named = ((each, name) for each, name in LANGUAGE_NAMES.items() if each != say.language)
        others = (Button(name, f"settings language {each}") for each, name in named)
        return (*others, Button(say.line("button-keep"), f"settings language {say.language}"), later)
    if step is Step.ZONE:
        cities = (Button(_city(zone, say), f"settings zone {zone}") for zone in zones)
        return (*cities, Button(say.line("button-skip"), "start skip"), later)
    return (Button(say.line("button-change"), "settings zone"),) if kept is not None else ()


def _city(zone: str, say: Say) -> str:
    """Return a zone's city as the person calls it, where that fits on a button; else as the zone does."""
    from babel.dates import get_timezone_location

    theirs = get_timezone_location(zone, locale=LOCALES[say.language], return_city=True)
    city = theirs if 0 < len(theirs) <= _LONGEST_LABEL else zone.rsplit("/", maxsplit=1)[-1].replace("_", " ")
    return city if len(city) <= _LONGEST_LABEL else city[: _LONGEST_LABEL - 1] + "…"
