"""settings — language, time zone, currency, plain mode, number style."""

from dataclasses import dataclass, replace
from typing import Annotated, Any

from bot.ask import Ask
from bot.command import Effect, command
from bot.params.base import Named
from bot.params.choices import LANGUAGE, SWITCH, THEME, ZoneKind
from bot.params.coins import CurrencyKind
from bot.speaking.reply import Button, Part, Reply
from bot.speaking.say import LANGUAGES, Say
from core.people.model import Preferences

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


@dataclass(frozen=True, slots=True)
class Changed:
    """What was set: `before` and `after`, and which settings the person named."""

    before: Preferences
    after: Preferences
    named: tuple[str, ...]


def show_settings(ask: Ask, changed: Changed) -> Reply:
    after = changed.after
    # The answer to "settings language de" is already in German.
    say = Say(after.language, after.zone, ask.now, after.numbers, after.plain)
    if not changed.named:
        lines = [say.text("settings", Part.ANSWER), *(_line(say, name, after) for name in _SHOWN)]
        buttons = (
            Button(say.line("button-language"), f"settings language {_next_language(after.language)}"),
            Button(say.line("button-plain"), f"settings plain {'off' if after.plain else 'on'}"),
            Button(say.line("button-theme"), f"settings theme {'light' if after.theme == 'dark' else 'dark'}"),
        )
        return Reply((*lines, say.text("settings-how")), buttons)
    lines = [say.text("settings-saved", Part.ANSWER), *(_line(say, name, after) for name in changed.named)]
    undo = " ".join(f"{name} {_value(name, changed.before)}" for name in changed.named)
    buttons = (Button(say.line("button-undo"), f"settings {undo}"),) if changed.before != after else ()
    return Reply(tuple(lines), buttons)


_SHOWN = ("language", "zone", "currency", "numbers", "plain", "emoji", "theme", "llm")


def _next_language(language: str) -> str:
    return LANGUAGES[(LANGUAGES.index(language) + 1) % len(LANGUAGES)]


def _value(name: str, preferences: Preferences) -> str:
    value = getattr(preferences, name)
    if isinstance(value, bool):
        return "on" if value else "off"
    return value or (preferences.language if name == "numbers" else "light")


def _line(say: Say, name: str, preferences: Preferences) -> Any:
    value = _value(name, preferences)
    key = f"value-{name}-{value}" if say.has(f"value-{name}-{value}") else f"value-{value}"
    return say.text(f"setting-{name}", value=say.line(key) if say.has(key) else value)


@command(
    effect=Effect.WRITE,
    show=show_settings,
    topic="settings",
    examples=("settings language de", "settings zone Europe/Berlin"),
    aliases=("set",),
)
async def settings(  # noqa: PLR0913 - one parameter for each thing a person may set
    ask: Ask,
    language: Language | None = None,
    zone: Zone | None = None,
    currency: Currency | None = None,
    plain: Plain | None = None,
    emoji: Emoji | None = None,
    numbers: Numbers | None = None,
    theme: Theme | None = None,
    llm: Llm | None = None,
) -> Changed:
    """Keep what is named, show all when nothing is. A language alone ("settings de") is understood."""
    given: dict[str, Any] = {
        "language": language,
        "zone": zone,
        "currency": currency,
        "numbers": numbers,
        "theme": theme,
    }
    given |= {name: None if v is None else v == "on" for name, v in (("plain", plain), ("emoji", emoji), ("llm", llm))}
    said = {name: value for name, value in given.items() if value is not None}
    before = ask.person.preferences
    if not said:
        return Changed(before, before, ())
    after = replace(before, **said)
    await ask.services.register.set_preferences(ask.person, after)
    return Changed(before, after, tuple(said))
