"""Wishes in the database."""

from hypothesis import given

from core.alerts.conditions.shift import MarketShift
from core.alerts.model import Options, Wish
from core.alerts.storing import from_json, to_json
from tests.fakes.wishes import wishes


@given(wishes())
def test_a_stored_wish_is_the_same_wish(wish: Wish) -> None:
    stored = to_json(wish)
    assert from_json(stored) == wish
    assert stored.isascii()
    assert "\n" not in stored


def test_a_wish_that_was_stored_before_once_was_kept_is_read_as_one_without() -> None:
    stored = '{"tree":{"kind":"shift","to":null},"options":{"note":"look"}}'
    assert from_json(stored) == Wish(MarketShift(), Options(note="look"))
