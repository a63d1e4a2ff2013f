"""Telegram's HTML, read as strictly as the Bot API reads it."""

import re
from html import unescape

from tests.stand_ins.telegram_errors import Refused

_TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "a": "text_link", "blockquote": "blockquote", "tg-spoiler": "spoiler",
}  # fmt: skip
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[^<>]*)?)>")
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});")

Entity = dict[str, object]


def utf16(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def read_html(html: str) -> tuple[str, list[Entity]]:
    """Return text and entities; raise Refused as the Bot API does where it cannot parse."""
    text, entities, opened = "", list[Entity](), list[tuple[str, int]]()
    at = 0
    while at < len(html):
        if html[at] == "<":
            tag = _TAG.match(html, at)
            if tag is None or tag[2].lower() not in _TAGS:
                raise Refused(400, f"Bad Request: can't parse entities: Unsupported start tag at byte offset {at}")
            at = tag.end()
            if not tag[1]:
                opened.append((tag[2].lower(), utf16(text)))
                continue
            if not opened or opened[-1][0] != tag[2].lower():
                raise Refused(400, f"Bad Request: can't parse entities: Unmatched end tag at byte offset {at}")
            name, start = opened.pop()
            if utf16(text) > start:
                entities.append({"type": _TAGS[name], "offset": start, "length": utf16(text) - start})
            continue
        known = _ENTITY.match(html, at) if html[at] == "&" else None
        text += unescape(known[0]) if known else html[at]
        at = known.end() if known else at + 1
    if opened:
        raise Refused(400, f"Bad Request: can't parse entities: Can't find end tag corresponding to {opened[-1][0]}")
    return text, entities
