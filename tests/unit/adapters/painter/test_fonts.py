"""The type: equal digits, two weights, and a stand-in for every letter."""

import pytest

from adapters.painter.fonts import legible, measure


def test_digits_are_equally_wide() -> None:
    for strong in (False, True):
        assert len({measure(digit * 20, 11, strong) for digit in "0123456789"}) == 1


def test_the_weights_are_two() -> None:
    assert measure("BTC/USDT", 13, True) > measure("BTC/USDT", 13, False)


def test_width_grows_with_size() -> None:
    assert measure("50,258", 22, False) == pytest.approx(2 * measure("50,258", 11, False))


@pytest.mark.parametrize("text", ["≥ 70", "×10⁻⁶ USDT", "₿", "σ", "ğ", "Київ", "مرحبا", "שלום"])
def test_what_the_type_lacks_comes_from_the_second_font(text: str) -> None:
    assert legible(text) == text


def test_emoji_become_one_box() -> None:
    assert legible("moon 🚀👨‍👩‍👧 coin") == "moon □ coin"


def test_text_stays_on_one_line() -> None:
    assert legible("a\nb\tc\x00d") == "a b c d"


def test_half_a_surrogate_does_no_harm() -> None:
    assert legible("x\ud800y") == "x□y"
    assert measure("x\ud800y", 11, False) > 0
