"""marks — what a button carries: who may press it, and what it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.marks import ANYBODY, MOST, Mark, key_mark, list_mark, read_mark
from adapters.discord.render import LINE, Key
from bot.speaking.richtext import units

LINES = st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=LINE).filter(
    lambda line: units(line) <= LINE
)
FILLS = st.none() | st.text(st.characters(exclude_categories=["C"]), max_size=200)


@given(st.integers(0, 2**64 - 1), LINES, FILLS)
def test_a_button_is_read_as_it_was_made(owner: int, line: str, fill: str | None) -> None:
    custom_id = key_mark(owner, Key("x", line, fill))
    assert 1 <= units(custom_id) <= MOST
    mark = read_mark(custom_id)
    assert mark is not None
    assert (mark.owner, mark.line) == (owner, line)
    # Where there is no room for what stands there now, the form is empty.
    assert mark.fill == fill or (fill is not None and mark.fill == "")


@pytest.mark.parametrize(
    ("line", "shown"),
    [("alert d1-2k", "alert d1"), ("alert a12-zz", "alert a12"), ("alert d3", "alert d3"), ("chart btc", "chart btc")],
)
def test_a_number_is_shown_without_whose_it_is(line: str, shown: str) -> None:
    assert Mark(7, line, "").shown == shown


@pytest.mark.parametrize(("line", "anew"), [("alert d1-2k", True), ("alert a12", True), ("alert ada", False)])
def test_what_has_a_number_is_said_anew(line: str, anew: bool) -> None:
    assert Mark(7, line, "").anew == anew


def test_a_list_carries_its_place() -> None:
    assert read_mark(list_mark(77, 2)) == Mark(77, "", number=2)


@pytest.mark.parametrize("foreign", ["", ":", "x", "A:help", "7:", "7?", "-1:help", "7#x", f"7:{'x' * (LINE + 1)}"])
def test_what_is_not_ours_is_read_as_nothing(foreign: str) -> None:
    assert read_mark(foreign) is None


def test_a_button_is_its_owner_s_and_one_of_nobody_is_everybody_s() -> None:
    assert Mark(7, "help").lets(7)
    assert not Mark(7, "help").lets(8)
    assert Mark(ANYBODY, "help").lets(8)
