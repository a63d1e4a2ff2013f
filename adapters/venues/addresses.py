"""Another base for a venue's addresses: scheme, host and port are replaced, paths are kept."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

SECURE: Final = {"https", "wss"}


def replaced(addresses: object, base: str) -> object:
    """Return `addresses`, text or a tree of it as ccxt keeps it, with `base` in place of scheme, host and port.

    `base` such as http://127.0.0.1:9211 may end in a path, which then stands before the kept one. What is an address
    of a stream (wss://…) becomes one of the same base (ws://…).
    """
    if isinstance(addresses, Mapping):
        return {name: replaced(address, base) for name, address in addresses.items()}
    if not isinstance(addresses, str) or "://" not in addresses:
        return addresses
    parts = urlsplit(addresses)
    front = stream_base(base) if parts.scheme in {"ws", "wss"} else base.rstrip("/")
    return f"{front}{parts.path}" + (f"?{parts.query}" if parts.query else "")


def stream_base(base: str) -> str:
    """Return `base` as the address of a websocket server, without a slash at its end."""
    parts = urlsplit(base)
    scheme = "wss" if parts.scheme in SECURE else "ws"
    return f"{scheme}://{parts.netloc}{parts.path}".rstrip("/")
