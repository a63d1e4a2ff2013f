"""Which addresses may be called: the public internet's, in whatever way an address is written."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.webhooks.reachable import is_public

PRIVATE_4 = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/4",
    "240.0.0.0/4",
]
PRIVATE_6 = ["::/128", "::1/128", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8", "2001:db8::/32", "2002::/16"]


@pytest.mark.parametrize(
    "text",
    [
        "169.254.169.254",  # the clouds' metadata
        "fd00:ec2::254",
        "100.100.100.200",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::ffff:0:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::7f00:1",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
        "fe80::1%eth0",
        "255.255.255.255",
        "::",
        "0.0.0.0",
    ],
)
def test_what_is_known_from_attacks_is_not_public(text: str) -> None:
    assert not is_public(text)


@pytest.mark.parametrize("text", ["8.8.8.8", "1.1.1.1", "93.184.215.14", "2606:4700:4700::1111", "::ffff:8.8.8.8"])
def test_the_internet_is_public(text: str) -> None:
    assert is_public(text)


@given(network=st.sampled_from(PRIVATE_4), data=st.data())
def test_no_address_of_a_private_network_is_public_however_it_is_written(network: str, data: st.DataObject) -> None:
    inside = ipaddress.IPv4Network(network)
    number = data.draw(st.integers(int(inside.network_address), int(inside.broadcast_address)))
    address = ipaddress.IPv4Address(number)
    assert not is_public(str(address))
    assert not is_public(f"::ffff:{address}")
    assert not is_public(str(ipaddress.IPv6Address(number)))
    assert not is_public(str(ipaddress.IPv6Address((0x0064FF9B << 96) | number)))


@given(network=st.sampled_from(PRIVATE_6), data=st.data())
def test_no_address_of_a_private_network_of_the_new_kind_is_public(network: str, data: st.DataObject) -> None:
    inside = ipaddress.IPv6Network(network)
    number = data.draw(st.integers(int(inside.network_address), int(inside.broadcast_address)))
    assert not is_public(str(ipaddress.IPv6Address(number)))


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
def test_what_is_public_is_global_to_the_library_too(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    mapped = getattr(address, "ipv4_mapped", None)
    assert not is_public(str(address)) or (mapped or address).is_global


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_not_public(text: str) -> None:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        assert not is_public(text)
