"""bot.params.alerts — alerts by number and by place, and a rule or draft that is to be changed."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.hearing.words import Words
from bot.params.alerts import ALERTING, AlertsKind, PlaceKind, Wished, WishedKind
from core.kernel.errors import Mistake
from tests.fakes.hearing import vocabulary


def value(kind: AlertsKind | PlaceKind, text: str) -> object:
    found = kind.match(Words.of(text), 0, vocabulary())
    return None if found is None else found.value


@pytest.mark.parametrize(
    ("text", "spoken"),
    [("a7", "a7"), ("A12", "a12"), ("all", "all"), ("alle", "all"), ("todas", "all"), ("a0", None), ("ada", None)],
)
def test_alerts_are_called_by_their_numbers_or_all_at_once(text: str, spoken: str | None) -> None:
    assert value(AlertsKind(), text) == spoken
    assert AlertsKind().written(("a7",)) == "a7"
    assert AlertsKind().written(("a7", "a8")) == ["a7", "a8"]


@pytest.mark.parametrize(
    ("text", "place"),
    [("2", 2), ("#2", 2), ("second", 2), ("zweite", 2), ("segunda", 2), ("primeiro", 1), ("0", None), ("101", None)],
)
def test_a_place_in_the_last_list_counts_from_one(text: str, place: int | None) -> None:
    assert value(PlaceKind(), text) == place


@pytest.mark.parametrize(
    ("text", "target", "words"),
    [
        ("a7 < 58k", "a7", "< 58k"),
        ("D3 every 4h note  as  typed", "d3", "every 4h note  as  typed"),
        ("a7", "a7", ""),
    ],
)
def test_what_begins_with_a_number_changes_what_has_it(text: str, target: str, words: str) -> None:
    found = WishedKind().match(Words.whole(text), 0, vocabulary())
    assert found is not None
    assert found.value == Wished(None, target, words)
    assert WishedKind().written(found.value) == f"{target} {words}".strip()


def test_anything_else_is_a_rule() -> None:
    found = WishedKind().match(Words.whole("BTC < 60k"), 0, vocabulary())
    assert found is not None
    assert WishedKind().written(found.value) == "btc < 60000"


def test_every_action_is_its_own_word() -> None:
    for action in set(ALERTING.words.values()):
        found = ALERTING.match(Words.of(action), 0, vocabulary())
        assert found is not None
        assert found.value == action


@given(st.text(min_size=1, max_size=80))
def test_no_text_makes_them_fail(text: str) -> None:
    words = Words.whole(text)
    if not len(words):
        return
    for kind in (AlertsKind(), PlaceKind()):
        kind.match(words, 0, vocabulary())
    with suppress(Mistake):
        WishedKind().match(words, 0, vocabulary())
