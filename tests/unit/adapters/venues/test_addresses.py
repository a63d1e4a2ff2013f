"""adapters.venues.addresses — another base, the same paths."""

import pytest

from adapters.venues.addresses import replaced, stream_base


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://api.binance.com/api/v3", "http://127.0.0.1:9211/api/v3"),
        ("https://{hostname}/sapi/v1", "http://127.0.0.1:9211/sapi/v1"),
        ("https://api.kraken.com", "http://127.0.0.1:9211"),
        ("wss://stream.binance.com:9443/ws", "ws://127.0.0.1:9211/ws"),
        ("wss://ws.kraken.com/v2", "ws://127.0.0.1:9211/v2"),
        ("https://host/path?kind=1", "http://127.0.0.1:9211/path?kind=1"),
        ("no address", "no address"),
        (None, None),
    ],
)
def test_scheme_host_and_port_are_replaced_and_the_path_is_kept(address: object, expected: object) -> None:
    assert replaced(address, "http://127.0.0.1:9211") == expected


def test_a_tree_of_addresses_is_replaced_to_its_leaves() -> None:
    tree = {"public": "https://a/1", "ws": {"spot": "wss://b/2", "ws-api": {"spot": "wss://c/3"}}}
    assert replaced(tree, "https://mirror") == {
        "public": "https://mirror/1",
        "ws": {"spot": "wss://mirror/2", "ws-api": {"spot": "wss://mirror/3"}},
    }


def test_a_base_may_end_in_a_path_or_a_slash() -> None:
    assert replaced("https://api/v1", "http://mirror:80/venues/") == "http://mirror:80/venues/v1"
    assert stream_base("http://mirror:80/venues/") == "ws://mirror:80/venues"
    assert stream_base("https://mirror") == "wss://mirror"
