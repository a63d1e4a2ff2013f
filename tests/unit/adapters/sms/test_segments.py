"""Text messages: never more than two segments, in signs that cost little, and as long as they may be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.sms.segments import segments, shortened


@pytest.mark.parametrize(
    ("text", "many"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("я" * 70, 1),
        ("я" * 71, 2),
        ("я" * 134, 2),
        ("я" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("", 1),
    ],
)
def test_segments_are_counted_as_they_are_paid_for(text: str, many: int) -> None:
    assert segments(text) == many


@given(st.text(max_size=1000))
def test_nothing_goes_out_in_more_than_two(text: str) -> None:
    assert segments(shortened(text)) <= 2


@given(st.text(st.sampled_from("abc xyz€^"), max_size=150))
def test_what_fits_is_left_as_it_is(text: str) -> None:
    assert shortened(text) == text or segments(text) > 2


@given(st.text(st.sampled_from("abcя "), min_size=400, max_size=500))
def test_what_is_cut_says_so_and_could_be_no_longer(text: str) -> None:
    short = shortened(text)
    assert short.endswith("...")
    kept = short.removesuffix("...")
    assert text.startswith(kept)
    longer = text[: len(kept) + 1 + len(text[len(kept) :]) - len(text[len(kept) :].lstrip())]
    assert segments(longer + "...") > 2 or longer.rstrip() == kept


def test_typographers_signs_do_not_double_the_price() -> None:
    assert shortened("“BTC” – 5 %…") == '"BTC" - 5 %...'
