"""Public addresses are told from keys by their checksums."""

import pytest

from bot.hearing.addresses import base58, is_address


@pytest.mark.parametrize(
    "address",
    [
        "0xA0b86991c6218b36c1d19d4a2e9eb0ce3606eb48",
        "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",
        "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
        "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
        "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
        "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v",
        "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh",
        "EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs",
        "15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5",
    ],
)
def test_an_address_of_a_large_chain_is_known(address: str) -> None:
    assert is_address(address)


@pytest.mark.parametrize(
    "word",
    [
        "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3",
        "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u",
        "EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDt",
        "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTi",
        "nsec1" + "q" * 58,
        "0xA0b8",
        "btc",
        "",
    ],
)
def test_one_wrong_letter_is_no_address(word: str) -> None:
    assert not is_address(word)


def test_leading_ones_are_zero_bytes() -> None:
    assert base58("112") == b"\0\0\1"
