"""What Discord's documents say that a message, a form and a command may be; what is otherwise is refused."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.stand_ins.discord_errors import Refused, form_error

MESSAGE = {
    "content", "nonce", "enforce_nonce", "tts", "embeds", "allowed_mentions", "message_reference", "components",
    "sticker_ids", "attachments", "flags", "poll",
}  # fmt: skip
EMBED = {
    "title", "type", "description", "url", "timestamp", "color", "footer", "image", "thumbnail", "author", "fields",
}  # fmt: skip
COMMAND = {
    "id", "type", "name", "name_localizations", "description", "description_localizations", "options",
    "default_member_permissions", "dm_permission", "nsfw", "integration_types", "contexts",
}  # fmt: skip
OPTION = {
    "type", "name", "name_localizations", "description", "description_localizations", "required", "choices", "options",
    "channel_types", "min_value", "max_value", "min_length", "max_length", "autocomplete",
}  # fmt: skip
LOCALES = {
    "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl", "pt-BR",
    "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja", "zh-TW", "ko",
}  # fmt: skip
EPHEMERAL, SUPPRESS_EMBEDS, SILENT = 1 << 6, 1 << 2, 1 << 12
COMMAND_CHARACTERS = 4000
UPLOAD = 10 * 2**20  # of a server that nobody boosted
_NAME = re.compile(r"[-_'\w]{1,32}")
_MENTIONS = {"parse", "users", "roles", "replied_user"}


@dataclass(frozen=True)
class Upload:
    """A file as it arrived."""

    name: str
    content: bytes
    description: str = ""


def length(text: str) -> int:
    """Count as strictly as anything of Discord's does: in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def known(where: str, body: Mapping[str, Any], names: set[str]) -> None:
    if strange := set(body) - names:
        raise form_error(where, f"unknown: {sorted(strange)}")


def at_most(where: str, text: object, most: int, least: int = 0) -> None:
    if not isinstance(text, str) or not least <= length(text) <= most:
        raise form_error(where, f"Must be between {least} and {most} in length.")


def message(body: Mapping[str, Any], files: Sequence[Upload], flags: int) -> None:
    """Refuse a message that Discord would; `flags` are those that may be set here."""
    known("message", body, MESSAGE)
    at_most("content", body.get("content") or "", 2000)
    embeds = body.get("embeds") or []
    if len(embeds) > 10:
        raise form_error("embeds", "Must be 10 or fewer in length.")
    if sum(_embed(embed) for embed in embeds) > 6000:
        raise form_error("embeds", "Embed size exceeds maximum size of 6000")
    components(body.get("components") or [])
    mentions(body)
    if body.get("flags", 0) & ~flags:
        raise form_error("flags", "may not be set here")
    if isinstance(nonce := body.get("nonce"), str):
        at_most("nonce", nonce, 25)
    attachments(body.get("attachments"), files)


def mentions(body: Mapping[str, Any]) -> None:
    """Our own rule, stricter than Discord's: nobody is ever rung at."""
    allowed = body.get("allowed_mentions")
    if allowed is None or allowed.get("parse") != [] or set(allowed) - _MENTIONS or allowed.get("replied_user"):
        raise form_error("allowed_mentions", "names somebody, or says nothing")


def attachments(described: Any, files: Sequence[Upload]) -> None:
    if any(len(file.content) > UPLOAD for file in files):
        raise Refused(413, 40005, "Request entity too large")
    if len(files) > 10:
        raise form_error("files", "Must be 10 or fewer in length.")
    for one in described or []:
        known("attachments", one, {"id", "filename", "description"})
        at_most("description", one.get("description", ""), 1024)
        if not 0 <= int(one["id"]) < len(files) or files[int(one["id"])].name != one["filename"]:
            raise form_error("attachments", "is no file that was sent")


def components(rows: Sequence[Mapping[str, Any]]) -> None:
    if len(rows) > 5:
        raise form_error("components", "Must be between 1 and 5 in length.")
    seen: list[str] = []
    for row in rows:
        inner = row.get("components", [])
        if row.get("type") != 1 or not inner:
            raise form_error("components", "is no row of something")
        kinds = {one["type"] for one in inner}
        if not (kinds == {2} and len(inner) <= 5) and not (kinds == {3} and len(inner) == 1):
            raise form_error("components", "five buttons, or one list, make a row")
        for one in inner:
            at_most("custom_id", one.get("custom_id"), 100, 1)
            seen.append(one["custom_id"])
            _button(one) if one["type"] == 2 else _list(one)
    if len(set(seen)) != len(seen):
        raise form_error("components", "Component custom id cannot be duplicated")


def modal(data: Mapping[str, Any]) -> None:
    known("modal", data, {"custom_id", "title", "components"})
    at_most("custom_id", data.get("custom_id"), 100, 1)
    at_most("title", data.get("title"), 45, 1)
    if not 1 <= len(data["components"]) <= 5:
        raise form_error("components", "Must be between 1 and 5 in length.")
    for row in data["components"]:
        (field,) = row["components"]
        if (row["type"], field["type"]) != (1, 4):
            raise form_error("components", "is no row of a text input")
        at_most("custom_id", field.get("custom_id"), 100, 1)
        at_most("label", field.get("label"), 45, 1)
        at_most("placeholder", field.get("placeholder", ""), 100)
        at_most("value", field.get("value", ""), min(4000, field.get("max_length", 4000)))


def choices(listed: Sequence[Mapping[str, Any]]) -> None:
    if len(listed) > 25:
        raise form_error("choices", "Must be 25 or fewer in length.")
    for choice in listed:
        known("choice", choice, {"name", "name_localizations", "value"})
        at_most("name", choice["name"], 100, 1)
        if isinstance(choice["value"], str):
            at_most("value", choice["value"], 100, 1)
        _localisations("name", choice, 100)


def commands(listed: Sequence[Mapping[str, Any]]) -> None:
    """Refuse application commands that Discord would."""
    if len(listed) > 100:
        raise Refused(400, 30032, "Maximum number of application commands reached (100).")
    for language in (None, *sorted(LOCALES)):
        names = [_said(command, "name", language) for command in listed]
        if len(set(names)) != len(names):
            raise form_error("name", f"Application command names must be unique ({language})")
    for command in listed:
        _command(command)


def _command(command: Mapping[str, Any]) -> None:
    known("command", command, COMMAND)
    _named(command)
    options = command.get("options", [])
    if len(options) > 25:
        raise form_error("options", "Must be 25 or fewer in length.")
    for language in (None, *sorted(LOCALES)):
        names = [_said(option, "name", language) for option in options]
        if len(set(names)) != len(names):
            raise form_error("options", f"Application command option names must be unique ({language})")
    for option in options:
        _option(option)
    if [o.get("required", False) for o in options] != sorted((o.get("required", False) for o in options), reverse=True):
        raise form_error("options", "Required options must be placed before non-required options")
    allowed = command.get("default_member_permissions")
    if allowed is not None and not (isinstance(allowed, str) and allowed.isdigit()):
        raise form_error("default_member_permissions", "is no number in a string")
    if _characters(command) > COMMAND_CHARACTERS:
        raise form_error("command", "Command exceeds maximum size (4000)")


def _option(option: Mapping[str, Any]) -> None:
    known("option", option, OPTION)
    _named(option)
    if option["type"] not in range(3, 12):
        raise form_error("type", "is no type of an option")
    listed = option.get("choices", [])
    for language in (None, *sorted(LOCALES)):
        names = [_said(choice, "name", language) for choice in listed]
        if len(set(names)) != len(names):
            raise form_error("choices", f"Names of choices must be unique ({language})")
    if listed and option.get("autocomplete"):
        raise form_error("choices", "cannot be together with autocomplete")
    if {"min_value", "max_value"} & option.keys() and option["type"] not in (4, 10):
        raise form_error("min_value", "is for numbers")
    if {"min_length", "max_length"} & option.keys() and option["type"] != 3:
        raise form_error("min_length", "is for strings")
    choices(listed)


def _named(thing: Mapping[str, Any]) -> None:
    for language in (None, *thing.get("name_localizations", {})):
        name = _said(thing, "name", language)
        if not _NAME.fullmatch(name) or name != name.lower():
            raise form_error("name", f"{name!r} is no name of a command or an option")
    at_most("description", thing.get("description"), 100, 1)
    _localisations("name", thing, 32)
    _localisations("description", thing, 100)


def _localisations(what: str, thing: Mapping[str, Any], most: int) -> None:
    for language, said in (thing.get(f"{what}_localizations") or {}).items():
        if language not in LOCALES:
            raise form_error(f"{what}_localizations", f"{language} is no locale")
        at_most(what, said, most, 1)


def _said(thing: Mapping[str, Any], what: str, language: str | None) -> str:
    return str((thing.get(f"{what}_localizations") or {}).get(language, thing.get(what, "")))


def _characters(thing: Mapping[str, Any]) -> int:
    """Count names, descriptions and values of a command with its options; of localised words the longest counts."""
    own = sum(max(length(_said(thing, w, each)) for each in (None, *LOCALES)) for w in ("name", "description"))
    own += sum(length(str(choice["value"])) + _characters(choice) for choice in thing.get("choices", []))
    return own + sum(_characters(option) for option in thing.get("options", []))


def _embed(embed: Mapping[str, Any]) -> int:
    known("embed", embed, EMBED)
    title, description = embed.get("title", ""), embed.get("description", "")
    footer = embed.get("footer", {}).get("text", "")
    at_most("title", title, 256)
    at_most("description", description, 4096)
    at_most("footer", footer, 2048)
    if not (title + description + footer).strip():
        raise form_error("embed", "is empty")
    if not 0 <= embed.get("color", 0) <= 0xFFFFFF:
        raise form_error("color", "is none")
    return sum(map(length, (title, description, footer)))


def _button(one: Mapping[str, Any]) -> None:
    known("button", one, {"type", "style", "label", "emoji", "custom_id", "disabled"})
    at_most("label", one.get("label"), 80, 1)
    if one.get("style") not in (1, 2, 3, 4):
        raise form_error("style", "is none of a button that is pressed")


def _list(one: Mapping[str, Any]) -> None:
    known("list", one, {"type", "custom_id", "options", "placeholder", "min_values", "max_values", "disabled"})
    at_most("placeholder", one.get("placeholder", ""), 150)
    values = [option["value"] for option in one["options"]]
    if not 1 <= len(values) <= 25 or len(set(values)) != len(values):
        raise form_error("options", "Must be between 1 and 25, and each once")
    for option in one["options"]:
        known("option", option, {"label", "value", "description", "emoji", "default"})
        at_most("label", option["label"], 100, 1)
        at_most("value", option["value"], 100, 1)
