"""Who serves: the log is read from its beginning to its end."""

from collections.abc import Sequence

import pytest

from core.forecasts.model import Lane
from core.forecasts.registry import Became, Event, Reign, reign_of, serving, takes_over
from tests.fakes.clock import NOON


def told(*said: str) -> Sequence[Event]:
    """Return the events of "m1 champion" and so on."""
    pairs = [each.split() for each in said]
    return [Event(Lane.DAILY, NOON, model, Became(became), "") for model, became in pairs]


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
