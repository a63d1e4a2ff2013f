"""Addresses besides the chats: one spelling of each, what is none is refused, and none is shown whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.delivery.addresses import DOORS, EMAIL, SMS, WEBHOOK, door_of, read, shortened


@pytest.mark.parametrize(
    ("door", "text", "address"),
    [
        (EMAIL, "Ana@Example.COM", "Ana@example.com"),
        (EMAIL, "ana+alerts@mail.example.co.uk", "ana+alerts@mail.example.co.uk"),
        (SMS, "+49 (151) 123-456.78", "+4915112345678"),
        (SMS, "004915112345678", "+4915112345678"),
        (WEBHOOK, "https://Example.com:8443/a/b?c=d#e", "https://example.com:8443/a/b?c=d"),
        (WEBHOOK, "http://127.0.0.1:9000/", "http://127.0.0.1:9000/"),
    ],
)
def test_an_address_has_one_spelling(door: str, text: str, address: str) -> None:
    assert read(door, text) == address
    assert read(door, address) == address


@pytest.mark.parametrize(
    ("door", "text"),
    [
        (EMAIL, "ana"),
        (EMAIL, "ana@"),
        (EMAIL, "@example.com"),
        (EMAIL, "ana@exa mple.com"),
        (EMAIL, "ana@example.com\r\nBcc: bob@example.com"),
        (EMAIL, "ana@example.com,bob@example.com"),
        (EMAIL, "Ana <ana@example.com>"),
        (EMAIL, "ana@[127.0.0.1]"),
        (EMAIL, "ana@example..com"),
        (EMAIL, f"{'a' * 65}@example.com"),
        (EMAIL, "ana@" + "a" * 260),
        (EMAIL, "änä@example.com"),
        (SMS, "+0123456789"),
        (SMS, "+49"),
        (SMS, "4915112345678"),
        (SMS, "+49151123456789012"),
        (SMS, "+49151abc"),
        (WEBHOOK, "ftp://example.com/"),
        (WEBHOOK, "https://"),
        (WEBHOOK, "https://ada:pw@example.com/"),
        (WEBHOOK, "https://example.com:99999/"),
        (WEBHOOK, "https://example.com:0/"),
        (WEBHOOK, "https://exämple.com/"),
        (WEBHOOK, "https://example.com/\x00"),
        (WEBHOOK, "https://[::1/"),
        (WEBHOOK, "https://example.com/" + "a" * 1024),
    ],
)
def test_what_is_no_address_is_none(door: str, text: str) -> None:
    assert read(door, text) is None


@given(door=st.sampled_from(DOORS), text=st.text(max_size=200))
def test_any_text_is_read_or_refused_and_what_is_read_holds_no_line_break(door: str, text: str) -> None:
    address = read(door, text)
    assert address is None or (address.isascii() and address.isprintable() and read(door, address) == address)


@pytest.mark.parametrize(
    ("door", "address", "shown"),
    [
        (EMAIL, "ana@example.com", "a…@example.com"),
        (SMS, "+4915112345678", "+49…78"),
        (WEBHOOK, "https://example.com/hooks/secret-path?key=1", "https://example.com/…"),
    ],
)
def test_nobody_reads_it_over_a_shoulder(door: str, address: str, shown: str) -> None:
    assert shortened(door, address) == shown


@pytest.mark.parametrize(
    ("text", "door"),
    [
        ("ana@example.com", EMAIL),
        ("+4915112345678", SMS),
        ("https://example.com", WEBHOOK),
        ("btc", None),
        ("+5", None),
        ("000000", None),
        ("004915112345678", SMS),
        ("ana@", EMAIL),
        ("60000", None),
        ("@bot", None),
    ],
)
def test_an_address_is_known_by_its_look(text: str, door: str | None) -> None:
    assert door_of(text) == door
