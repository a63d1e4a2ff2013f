"""Text fits where it is put, and stays readable."""

from hypothesis import given
from hypothesis import strategies as st

from adapters.painter.wording import LEAST_SIZE, broken, fit, shortened


def measure(text: str, size: float, strong: bool) -> float:
    return len(text) * size * (0.65 if strong else 0.6)


def test_what_fits_is_left_alone() -> None:
    assert fit("BTC/USDT", 100, 13, True, measure) == ("BTC/USDT", 13)


def test_a_little_too_long_is_set_smaller() -> None:
    text, size = fit("BTC/USDT", 60, 13, True, measure)
    assert text == "BTC/USDT"
    assert LEAST_SIZE <= size < 13


def test_much_too_long_ends_in_an_ellipsis() -> None:
    text, size = fit("A very long name of a very small coin", 100, 13, True, measure)
    assert size == LEAST_SIZE
    assert text.endswith("…")
    assert text.startswith("A very long")


@given(st.text(min_size=1), st.floats(20, 400), st.floats(10, 21), st.booleans())
def test_nothing_is_wider_than_its_room_nor_below_ten_points(text: str, room: float, size: float, strong: bool) -> None:
    shown, at = fit(text, room, size, strong, measure)
    assert measure(shown, at, strong) <= room
    assert at >= LEAST_SIZE


def test_a_shortened_text_is_as_long_as_can_be() -> None:
    shown = shortened("abcdefghij", 30, 10, False, measure)
    assert shown == "abcd…"


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=9), min_size=1, max_size=30), st.floats(80, 400))
def test_what_is_broken_is_whole_in_lines_that_fit(words: list[str], room: float) -> None:
    lines = broken(" ".join(words), room, 10, False, measure)
    assert " ".join(lines) == " ".join(words)
    assert all(measure(line, 10, False) <= room for line in lines)


def test_lines_are_about_as_long_as_each_other() -> None:
    lines = broken("one two three four five six seven eight", 200, 10, False, measure)
    assert lines == ["one two three four", "five six seven eight"]
