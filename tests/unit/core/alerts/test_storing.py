"""Wishes in the database."""

from hypothesis import given

from core.alerts.model import Wish
from core.alerts.storing import from_json, to_json
from tests.fakes.wishes import wishes


@given(wishes())
def test_a_stored_wish_is_the_same_wish(wish: Wish) -> None:
    stored = to_json(wish)
    assert from_json(stored) == wish
    assert stored.isascii()
    assert "\n" not in stored
