"""Tests talk to this machine only: any other address is refused, loudly, whichever library asks."""

import ipaddress
import os
import secrets
import socket
import sys
from collections.abc import Callable
from contextlib import suppress

# Below what systems give to connections by themselves: none of those takes a port that is yet to be listened on.
_PORTS = range(15_000, 30_000)


class Outbound(Exception):  # no OSError: nothing may take it for a venue that is down
    """A test tried to leave this machine."""


def stay_on_loopback() -> None:
    """Refuse connections and look-ups beyond loopback in this process, from now on."""
    checks: dict[str, Callable[[tuple[object, ...]], None]] = {
        "socket.connect": lambda args: _check(args[1]),
        "socket.sendto": lambda args: _check(args[1]),
        "socket.getaddrinfo": lambda args: _check(args[:1]),
    }

    def listen(event: str, args: tuple[object, ...]) -> None:
        check = checks.get(event)
        if check is not None:
            check(args)

    sys.addaudithook(listen)


def free_port() -> int:
    """Return a port that nobody listens on now."""
    while True:
        port = secrets.choice(_PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def _check(address: object) -> None:
    if not isinstance(address, tuple) or not address:
        return  # a unix socket
    host = address[0]
    if isinstance(host, bytes):
        host = os.fsdecode(host)
    if host is None or not isinstance(host, str) or not _leaves(host):
        return
    raise Outbound(f"a test wanted to reach {host}; tests stay on loopback")


def _leaves(host: str) -> bool:
    if host in {"", "localhost"} or host.endswith((".localhost", ".invalid")):
        return False
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return True
    return not (address.is_loopback or address.is_unspecified)
