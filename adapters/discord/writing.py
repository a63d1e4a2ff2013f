"""A rendered message as the API takes it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from adapters.discord.marks import key_mark, list_mark
from adapters.discord.render import Embed, Message, Row, Upload
from bot.speaking.richtext import shortened, units

EPHEMERAL, NO_EMBEDS = 1 << 6, 1 << 2
_ROW, _BUTTON, _LIST, _INPUT = 1, 2, 3, 4
_GREY, _ONE_LINE = 2, 1
_NONCE = 25
_TITLE, _LABEL, _PLACEHOLDER, _VALUE = 45, 45, 100, 400
# Whom a message names is never told so: what coins and people are called must not ring at anybody.
NOBODY: Mapping[str, Any] = {"parse": [], "replied_user": False}

Json = dict[str, Any]
Form = list[dict[str, Any]]


def body(message: Message, owner: int, choose: str = "…", **more: Any) -> Json:
    """Return the message as JSON: `owner` alone may use its buttons, `choose` stands in an empty list."""
    written: Json = {
        "content": message.content,
        "embeds": [] if message.embed is None else [_embed(message.embed)],
        "components": [*_rows(message.rows, owner), *_lists(message.lists, owner, choose)],
        "allowed_mentions": NOBODY,
        **more,
    }
    if message.content and message.embed is None:
        # A preview would fetch one-time links.
        written["flags"] = written.get("flags", 0) | NO_EMBEDS
    if message.files:
        written["attachments"] = [_described(i, file) for i, file in enumerate(message.files)]
    return written


def form(written: Json, files: Sequence[Upload]) -> Form:
    """Return a message with its files as parts of a form."""
    parts: Form = [{"name": "payload_json", "value": json.dumps(written)}]
    parts += [
        {
            "name": f"files[{i}]",
            # As a stream: bytes are written in one go, which holds up the loop where they are many.
            "value": BytesIO(file.content),
            "filename": file.name,
            "content_type": "application/octet-stream",
        }
        for i, file in enumerate(files)
    ]
    return parts


def nonce(key: str, number: int) -> str:
    """Return what Discord knows a repeat by: the same for the same part of the same message."""
    return hashlib.sha256(f"{key}/{number}".encode()).hexdigest()[:_NONCE]


def modal(custom_id: str, title: str, label: str, fill: str) -> Json:
    """Return a form of one line, with what stands there now."""
    field: Json = {
        "type": _INPUT,
        "custom_id": "words",
        "style": _ONE_LINE,
        "label": shortened(label, _LABEL),
        "required": True,
        "min_length": 1,
        "max_length": _VALUE,
    }
    if fill and units(fill) <= _VALUE:
        field |= {"value": fill, "placeholder": shortened(fill, _PLACEHOLDER)}
    row = {"type": _ROW, "components": [field]}
    return {"custom_id": custom_id, "title": shortened(title, _TITLE), "components": [row]}


def _embed(embed: Embed) -> Json:
    written: Json = {"color": embed.bar}
    if embed.title:
        written["title"] = embed.title
    if embed.description:
        written["description"] = embed.description
    if embed.footer:
        written["footer"] = {"text": embed.footer}
    return written


def _rows(rows: Sequence[Row], owner: int) -> list[Json]:
    return [
        {
            "type": _ROW,
            "components": [
                {"type": _BUTTON, "style": _GREY, "label": key.label, "custom_id": key_mark(owner, key)} for key in row
            ],
        }
        for row in rows
    ]


def _lists(lists: Sequence[Row], owner: int, choose: str) -> list[Json]:
    return [
        {
            "type": _ROW,
            "components": [
                {
                    "type": _LIST,
                    "custom_id": list_mark(owner, i),
                    "placeholder": choose,
                    "options": [{"label": key.label, "value": key.line} for key in keys],
                }
            ],
        }
        for i, keys in enumerate(lists)
    ]


def _described(i: int, file: Upload) -> Json:
    return {"id": i, "filename": file.name, **({"description": file.alt} if file.alt else {})}
