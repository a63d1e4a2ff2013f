"""Which addresses a person may make us call: those of the public internet, and nothing of this machine or network.

Pure; the question is asked of what a name resolved to, never of the name (engineering.md's list, SSRF).
"""

import ipaddress
from ipaddress import IPv4Address, IPv6Address

Address = IPv4Address | IPv6Address

# Ways to write an IPv4 address into an IPv6 one, by which a translator would reach it: NAT64 (RFC 6052, RFC 8215).
_TRANSLATED = tuple(ipaddress.ip_network(each) for each in ("64:ff9b::/96", "64:ff9b:1::/48"))
# Not global either, whatever the library's tables say: old site-local, "compatible" IPv4, 6to4, Teredo, benchmarks.
_NEVER_6 = tuple(
    ipaddress.ip_network(each) for each in ("::/96", "fec0::/10", "2002::/16", "2001::/32", "2001:db8::/32", "100::/64")
)
_NEVER_4 = tuple(
    ipaddress.ip_network(each)
    for each in ("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "240.0.0.0/4")
)


def is_public(text: str) -> bool:
    """Return whether `text` is an address on the public internet; False for what is no address at all."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return "%" not in text and _is_public(address)


def _is_public(address: Address) -> bool:
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return _is_public(address.ipv4_mapped)
        if any(address in network for network in (*_TRANSLATED, *_NEVER_6)):
            return False
    elif any(address in network for network in _NEVER_4):
        return False
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_private or address.is_link_local
    )
