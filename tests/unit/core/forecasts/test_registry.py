"""Who serves: the log is read from its beginning to its end."""

from collections.abc import Sequence

import pytest

from core.forecasts.model import Lane
from core.forecasts.registry import (
    BY_OWNER,
    QUICK,
    Became,
    Event,
    ModelCard,
    Reign,
    is_provisional,
    reign_of,
    serving,
    takes_over,
)
from tests.fakes.clock import NOON


def told(*said: str) -> Sequence[Event]:
    """Return the events of "m1 champion", "m2 champion owner" and so on."""
    parts = [each.split() for each in said]
    return [Event(Lane.DAILY, NOON, model, Became(became), " ".join(because)) for model, became, *because in parts]


def card(why: str) -> ModelCard:
    return ModelCard("m1", Lane.DAILY, NOON, NOON, ("har",), 1, "", "", why)


@pytest.mark.parametrize(
    ("log", "champion", "challenger", "previous"),
    [
        ([], None, None, None),
        (["m1 champion"], "m1", None, None),
        (["m1 champion", "m2 challenger"], "m1", "m2", None),
        (["m1 champion", "m2 champion"], "m2", None, "m1"),
        (["m1 champion", "m2 challenger", "m2 champion"], "m2", None, "m1"),
        (["m1 champion", "m2 challenger", "m2 rejected"], "m1", None, None),
        (["m1 champion", "m2 champion", "m3 champion", "m3 rolled-back"], "m2", None, "m1"),
        (["m1 champion", "m2 champion", "m2 rolled-back", "m2 champion"], "m2", None, "m1"),
        (["m1 champion", "m2 champion", "m2 refused"], "m1", None, None),
        (["m1 champion", "m2 champion", "m1 refused"], "m2", None, None),
        (["m1 champion", "m1 refused"], None, None, None),
        (["m1 champion", "m2 challenger", "m2 refused"], "m1", None, None),
        (["m1 champion", "m2 champion", "m1 rolled-back"], "m2", None, "m1"),
    ],
)
def test_who_serves(log: list[str], champion: str | None, challenger: str | None, previous: str | None) -> None:
    reign = reign_of(told(*log))
    assert (reign.champion, reign.challenger, reign.previous) == (champion, challenger, previous)


@pytest.mark.parametrize(
    ("log", "champion", "challenger"),
    [
        (["m1 champion", "m2 challenger", "m1 refused"], "m2", None),
        (["m1 champion", "m2 challenger", "m3 challenger", "m1 refused"], "m3", None),
        (["m1 champion", "m2 challenger", "m3 challenger", "m3 refused", "m1 refused"], "m2", None),
        (["m1 champion", "m2 challenger", "m3 challenger", "m1 refused", "m3 refused"], "m2", None),
        (["m1 champion", "m2 challenger", "m1 refused", "m2 refused"], None, None),
        (["m1 champion", "m2 challenger", "m2 rejected", "m1 refused"], None, None),
    ],
)
def test_where_nothing_served_before_the_newest_that_challenged_stands_in(
    log: list[str], champion: str | None, challenger: str | None
) -> None:
    reign = reign_of(told(*log))
    assert (reign.champion, reign.challenger, reign.stands_in) == (champion, challenger, champion is not None)


def test_what_has_served_comes_before_what_has_only_challenged() -> None:
    reign = reign_of(told("m1 champion", "m2 champion", "m3 challenger", "m2 refused"))
    assert (reign.champion, reign.challenger, reign.stands_in) == ("m1", "m3", False)


def test_who_stands_in_does_so_until_another_serves_and_is_what_served_before_then() -> None:
    reign = reign_of(told("m1 champion", "m2 challenger", "m1 refused", "m3 challenger"))
    assert (reign.champion, reign.stands_in, reign.withstood) == ("m2", True, ("m3",))
    after = reign_of(told("m1 champion", "m2 challenger", "m1 refused", "m3 champion"))
    assert (after.champion, after.previous, after.stands_in) == ("m3", "m2", False)


@pytest.mark.parametrize(
    ("log", "why", "provisional"),
    [
        (["m1 champion first"], QUICK, True),
        (["m1 champion first"], "full", False),
        (["m1 champion first", "m2 champion", f"m2 rolled-back {BY_OWNER}"], QUICK, False),
        ([f"m1 champion {BY_OWNER}"], QUICK, False),
        (["m1 champion first", "m2 champion", "m2 refused"], QUICK, True),
        (["m2 champion", "m1 challenger", "m2 refused"], "full", True),
        (["m2 champion", "m1 challenger", "m2 refused", f"m1 champion {BY_OWNER}"], "full", False),
    ],
)
def test_the_quick_one_and_who_stands_in_hold_the_place_unless_the_owner_chose_them(
    log: list[str], why: str, provisional: bool
) -> None:
    reign = reign_of(told(*log))
    assert reign.champion == "m1"
    assert is_provisional(reign, card(why)) is provisional


def test_a_share_of_coins_is_served_by_the_challenger_always_the_same_ones() -> None:
    reign = reign_of(told("m1 champion", "m2 challenger"))
    coins = [f"coin-{n}" for n in range(1_000)]
    by_challenger = {coin for coin in coins if serving(reign, coin, 0.2) == "m2"}
    assert 150 < len(by_challenger) < 250
    assert by_challenger <= {coin for coin in coins if serving(reign, coin, 0.5) == "m2"}
    assert {serving(reign, coin, 0.0) for coin in coins} == {"m1"}
    assert {serving(reign, coin, 1.0) for coin in coins} == {"m2"}


def test_nobody_serves_where_nobody_reigns() -> None:
    assert serving(Reign(challenger="m2"), "bitcoin", 1.0) is None


def test_what_would_take_over_is_the_challenger_or_the_one_before_and_nothing_after_a_training() -> None:
    reign = reign_of(told("m1 champion", "m2 champion", "m3 challenger"))
    assert [takes_over(reign, action) for action in ("promote", "rollback", "train")] == ["m3", "m1", None]
    assert takes_over(reign_of(told("m1 champion")), "rollback") is None
