"""Our commands as Discord's: typed options, in every language that we speak; published when they have changed."""

import hashlib
import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from adapters.discord.wire import Refused, Wire
from bot.forms import Field, Form, Sort
from bot.speaking.say import Say
from core.kernel.memory import Memory

log = logging.getLogger(__name__)

COMMANDS, OPTIONS, CHOICES = 100, 25, 25
HELP, LONGEST_WORDS = 100, 400
# Discord's locales by our languages; English is what all others see.
LOCALES: Mapping[str, Sequence[str]] = {"de": ("de",), "es": ("es-ES", "es-419"), "pt": ("pt-BR",)}
_SORTS = {Sort.WORDS: 3, Sort.COUNT: 4, Sort.YES: 5, Sort.NUMBER: 10}
_SERVER, _DIRECT = 0, 1
_NOBODY_UNLESS_ALLOWED, _MANAGES_SERVER = "0", str(1 << 5)

Json = dict[str, Any]
Says = Mapping[str, Say]


def commands(forms: Sequence[Form], says: Says) -> list[Json]:
    """Return the application commands as the API takes them."""
    return [_command(form, says) for form in forms[:COMMANDS]]


class Publisher:
    """Publishes the commands when they differ from those published last."""

    def __init__(self, wire: Wire, memory: Memory) -> None:
        self._wire, self._memory = wire, memory

    async def publish(self, application: str, wanted: Sequence[Json]) -> None:
        """Put `wanted` in the place of what was published for `application`. Raises DiscordException."""
        key = f"discord.commands.{application}"
        mark = hashlib.sha256(json.dumps(wanted, sort_keys=True).encode()).hexdigest()
        if await self._memory.recall(key) == mark:
            return
        try:
            await self._wire.bulk_upsert_global_commands(application, list(wanted))
        except Refused as error:
            # Asked again at the next start: it may be a limit of the day.
            log.warning("Discord did not take the commands: %s", error)
            return
        await self._memory.keep(key, mark)


def _command(form: Form, says: Says) -> Json:
    written: Json = {
        "type": 1,
        "name": form.name,
        **_localised("name", f"form-{form.name}", says),
        **_described(form.name, f"{form.name}-help", says),
        "options": [_option(field, says) for field in form.fields[:OPTIONS]],
        "contexts": [_SERVER, _DIRECT],
        "integration_types": [0],
    }
    if form.owner_only:
        # Seen by who administers a server, and in private by nobody; the house judges who may.
        written |= {"default_member_permissions": _NOBODY_UNLESS_ALLOWED, "contexts": [_SERVER]}
    elif form.of_room:
        # Seen by who may manage a server, unless its admins show it to others; what they may do there the house judges.
        written |= {"default_member_permissions": _MANAGES_SERVER, "contexts": [_SERVER]}
    return written


def _option(field: Field, says: Says) -> Json:
    option: Json = {
        "type": _SORTS[field.sort],
        "name": field.name,
        **_localised("name", f"field-{field.name}", says),
        **_described(field.name, f"field-{field.name}-hint", says),
        "required": field.required,
    }
    match field.sort:
        case Sort.COUNT:
            bounds = {"min_value": field.least, "max_value": field.most}
            option |= {name: bound for name, bound in bounds.items() if bound is not None}
        case Sort.NUMBER:
            option["min_value"] = 0
        case Sort.WORDS if field.choices:
            option["choices"] = _told_apart([_choice(field, value, says) for value in field.choices])
        case Sort.WORDS:
            option |= {"autocomplete": True, "max_length": LONGEST_WORDS}
    return option


def _choice(field: Field, value: str, says: Says) -> Json:
    keys = (f"value-{field.name}-{value}", f"value-{value}")
    key = next((key for key in keys if says["en"].has(key)), None)
    if key is None:
        return {"name": value, "value": value}
    return {"name": says["en"].line(key), "value": value, **_localised("name", key, says)}


def _told_apart(choices: Sequence[Json]) -> Sequence[Json]:
    """Return the choices with their values behind names that two of them have in some language: nobody could choose
    between those."""
    locales = (None, *(locale for several in LOCALES.values() for locale in several))
    alike: set[str] = set()
    for locale in locales:
        names = [choice.get("name_localizations", {}).get(locale, choice["name"]) for choice in choices]
        alike |= {choice["value"] for choice, name in zip(choices, names, strict=True) if names.count(name) > 1}
    return [_with_value(choice) if choice["value"] in alike else choice for choice in choices]


def _with_value(choice: Json) -> Json:
    value = choice["value"]
    named = {locale: f"{name} ({value})" for locale, name in choice.get("name_localizations", {}).items()}
    return {**choice, "name": f"{choice['name']} ({value})", **({"name_localizations": named} if named else {})}


def _described(name: str, key: str, says: Says) -> Json:
    words = says["en"].line(key) if says["en"].has(key) else name
    return {"description": words[:HELP], **_localised("description", key, says)}


def _localised(what: str, key: str, says: Says) -> Json:
    return {f"{what}_localizations": dict(_in_locales(key, says))}


def _in_locales(key: str, says: Says) -> Iterator[tuple[str, str]]:
    for language, locales in LOCALES.items():
        # A word that nobody has put in a language yet must not keep all commands from being published.
        if says[language].has(key):
            words = says[language].line(key)[:HELP]
            yield from ((locale, words) for locale in locales)
