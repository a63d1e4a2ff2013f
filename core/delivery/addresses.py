"""Addresses besides the chats: e-mail, telephone, webhook. Pure; one spelling of each, and how it is shown."""

import re
from urllib.parse import urlsplit

EMAIL, SMS, WEBHOOK = "email", "sms", "webhook"
DOORS = (EMAIL, SMS, WEBHOOK)

# Quoted local parts, comments and domains that are literal addresses are legal and nobody's.
_EMAIL = re.compile(
    r"[A-Z0-9!#$%&'*+/=?^_{|}~-]+(?:\.[A-Z0-9!#$%&'*+/=?^_{|}~-]+)*"
    r"@(?:[A-Z0-9](?:[A-Z0-9-]{0,61}[A-Z0-9])?\.)*[A-Z0-9](?:[A-Z0-9-]{0,61}[A-Z0-9])?",
    re.IGNORECASE | re.ASCII,
)
_NUMBER = re.compile(r"\+[1-9]\d{7,14}", re.ASCII)
_SPACING = str.maketrans("", "", " -./()\u00a0\u202f")
_SHORTEST_DIALLED = 10
_LONGEST_EMAIL, _LONGEST_LOCAL, _LONGEST_URL = 254, 64, 1024


def read(door: str, text: str) -> str | None:
    """Return the address that `text` is at that door, in its one spelling; None when it is none."""
    return {EMAIL: _email, SMS: _number, WEBHOOK: _url}[door](text.strip())


def door_of(text: str) -> str | None:
    """Return at which door something of this look would be an address; None when it looks like none."""
    if text.casefold().startswith(("http://", "https://")):
        return WEBHOOK
    if "@" in text[1:]:
        return EMAIL
    # A code may begin with two noughts.
    looks_dialled = text.startswith("+") or (text.startswith("00") and len(text) >= _SHORTEST_DIALLED)
    return SMS if looks_dialled and len(text) > 4 and text[1:].isdigit() else None


def shortened(door: str, address: str) -> str:
    """Return an address as it is shown: its owner knows it, whoever looks over a shoulder does not learn it."""
    if door == EMAIL:
        local, _, domain = address.rpartition("@")
        return f"{local[:1]}…@{domain}"
    if door == SMS:
        return f"{address[:3]}…{address[-2:]}"
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}/…"


def _email(text: str) -> str | None:
    if len(text) > _LONGEST_EMAIL or not _EMAIL.fullmatch(text):
        return None
    local, _, domain = text.rpartition("@")
    # What stands before the @ may have a case, what stands behind it has none.
    return f"{local}@{domain.lower()}" if len(local) <= _LONGEST_LOCAL else None


def _number(text: str) -> str | None:
    dense = text.translate(_SPACING)
    dense = f"+{dense[2:]}" if dense.startswith("00") else dense
    return dense if _NUMBER.fullmatch(dense) else None


def _url(text: str) -> str | None:
    if len(text) > _LONGEST_URL or not text.isascii() or not text.isprintable() or " " in text:
        return None
    try:
        parts = urlsplit(text)
        fits = parts.scheme in {"http", "https"} and parts.hostname and parts.username is None and parts.port != 0
    except ValueError:
        return None
    return parts._replace(netloc=parts.netloc.lower(), fragment="").geturl() if fits else None
