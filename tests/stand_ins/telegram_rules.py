"""Which methods and parameters the Bot API knows, and the limits it keeps; anything else is refused."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.stand_ins.telegram_errors import Refused
from tests.stand_ins.telegram_html import Entity, read_html, utf16

_SEND = "chat_id message_thread_id reply_parameters reply_markup disable_notification protect_content"
PARAMETERS: Mapping[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in {
        "getMe": "",
        "getChatMember": "chat_id user_id",
        "getUpdates": "offset limit timeout allowed_updates",
        "setWebhook": "url secret_token allowed_updates max_connections drop_pending_updates ip_address",
        "deleteWebhook": "drop_pending_updates",
        "setMyCommands": "commands scope language_code",
        "setMyDescription": "description language_code",
        "setMyShortDescription": "short_description language_code",
        "answerCallbackQuery": "callback_query_id text show_alert url cache_time",
        "deleteMessage": "chat_id message_id",
        "sendMessage": f"{_SEND} text parse_mode entities link_preview_options",
        "sendPhoto": f"{_SEND} photo caption parse_mode",
        "sendDocument": f"{_SEND} document caption parse_mode disable_content_type_detection",
        "sendMediaGroup": "chat_id message_thread_id reply_parameters media disable_notification protect_content",
        "editMessageText": "chat_id message_id text parse_mode entities reply_markup link_preview_options",
    }.items()
}
SENDING = frozenset(name for name in PARAMETERS if name.startswith("send"))
KINDS = frozenset({"message", "edited_message", "callback_query", "my_chat_member", "channel_post"})
_SCOPES = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat"})
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
PHOTO, DOCUMENT = 10 * 2**20, 50 * 2**20
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class Upload:
    """A file that came with a call."""

    name: str
    content: bytes


def bad(words: str) -> Refused:
    return Refused(400, f"Bad Request: {words}")


def check_names(method: str, params: Mapping[str, str], files: Mapping[str, Upload]) -> None:
    """Refuse methods and parameters that do not exist."""
    if method not in PARAMETERS:
        raise Refused(404, "Not Found")
    attached = {name for name in files if f"attach://{name}" in params.get("media", "")}
    unknown = (params.keys() | files.keys()) - PARAMETERS[method] - attached
    if unknown:
        raise bad(f"unknown parameters {sorted(unknown)}")


def styled(params: Mapping[str, str], field: str, most: int) -> tuple[str, list[Entity]]:
    """Return text and entities of a field as they will be shown."""
    raw, mode = params.get(field, ""), params.get("parse_mode")
    if mode not in (None, "HTML"):
        raise bad("unsupported parse_mode")
    text, entities = read_html(raw) if mode else (raw, [])
    if utf16(text.strip()) > most:
        raise bad("message is too long" if field == "text" else "message caption is too long")
    if field == "text" and not text.strip():
        raise bad("message text is empty")
    if len(entities) > 100:
        raise bad("too many entities")
    return text, entities


def keyboard(params: Mapping[str, str]) -> list[list[dict[str, str]]]:
    """Return the inline buttons."""
    if "reply_markup" not in params:
        return []
    markup = decoded(params, "reply_markup")
    rows = markup.get("inline_keyboard") if isinstance(markup, dict) else None
    if not isinstance(rows, list) or set(markup) != {"inline_keyboard"}:
        raise bad("can't parse reply keyboard markup JSON object")
    for row in rows:
        if not isinstance(row, list) or not 1 <= len(row) <= 8:
            raise bad("inline keyboard row is empty or too long")
        for button in row:
            _check_button(button)
    if sum(map(len, rows)) > 100:
        raise bad("REPLY_MARKUP_TOO_LONG")
    return rows


def _check_button(button: Mapping[str, str]) -> None:
    if set(button) != {"text", "callback_data"} or not button["text"].strip():
        raise bad("inline keyboard button is invalid")
    if not 1 <= len(button["callback_data"].encode()) <= 64:
        raise bad("BUTTON_DATA_INVALID")


def photo(upload: Upload | None) -> Upload:
    if upload is None or not upload.content.startswith(_PNG):
        raise bad("IMAGE_PROCESS_FAILED")
    if len(upload.content) > PHOTO:
        raise bad(f"file of size {len(upload.content)} bytes is too big for a photo; the maximum size is {PHOTO} bytes")
    return upload


def document(upload: Upload | None) -> Upload:
    if upload is None or not upload.content:
        raise bad("file must be non-empty")
    if len(upload.content) > DOCUMENT:
        raise Refused(413, "Request Entity Too Large")
    return upload


def album(params: Mapping[str, str], files: Mapping[str, Upload]) -> list[tuple[Upload, str, list[Entity]]]:
    """Return the photos or files of a media group, with their captions."""
    media = decoded(params, "media")
    if not isinstance(media, list) or not 2 <= len(media) <= 10:
        raise bad("an album has 2 to 10 items")
    found = []
    for item in media:
        known = {"type", "media", "caption", "parse_mode"}
        if item.get("type") not in ("photo", "document") or item["type"] != media[0]["type"] or set(item) - known:
            raise bad("wrong type of the web page content")
        text, entities = styled(item, "caption", 1024)
        taken = photo if item["type"] == "photo" else document
        found.append((taken(files.get(item["media"].removeprefix("attach://"))), text, entities))
    return found


def commands(params: Mapping[str, str]) -> tuple[str, str, list[dict[str, str]]]:
    """Return scope, language and the commands of a menu."""
    listed = decoded(params, "commands")
    if not isinstance(listed, list) or len(listed) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for entry in listed:
        if set(entry) != {"command", "description"} or not _COMMAND.fullmatch(entry["command"]):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(entry["description"]) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    scope = decoded(params, "scope") if "scope" in params else {"type": "default"}
    if scope.get("type") not in _SCOPES:
        raise bad("unsupported type of BotCommandScope specified")
    language = params.get("language_code", "")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad("BOT_COMMAND_LANGUAGE_INVALID")
    return json.dumps(scope, sort_keys=True), language, listed


def decoded(params: Mapping[str, str], field: str) -> Any:
    try:
        return json.loads(params[field])
    except (KeyError, ValueError):
        raise bad(f"can't parse {field} JSON object") from None
