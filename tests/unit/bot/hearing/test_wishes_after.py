"""A wish that leaves out its coin means the one that was spoken of; one of a coin that nobody knows means no other."""

import pytest

from bot.hearing.followups import Before
from bot.hearing.grammar import Bound
from bot.hearing.understanding import understood_after
from core.kernel.errors import Missing, UnknownName
from tests.fakes.hearing import GRAMMAR, vocabulary


def understood(text: str, before: Before | None = None) -> Bound | None:
    return understood_after(text, before, GRAMMAR, vocabulary("en"))


@pytest.mark.parametrize("text", ["alert me when it hits 50k", "alert me at 50k", "alert when it falls below 2k"])
def test_a_wish_without_its_coin_is_asked_for_it(text: str) -> None:
    with pytest.raises(Missing) as asked:
        understood(text)
    assert asked.value.what == "coin"


def test_a_coin_that_was_typed_wrong_is_told() -> None:
    with pytest.raises(UnknownName) as wrong:
        understood("alert btx < 50k")
    assert (wrong.value.what, wrong.value.given) == ("coin", "btx")


@pytest.mark.parametrize(
    "text",
    [
        "tell me when dogecoinn hits 5",
        "ping me if btx drops below 5",
        "sag bescheid wenn dogecoinn unter 5 fällt",
        "avísame si dogecoinn baja de 5",
    ],
)
def test_what_is_wished_of_an_unknown_coin_is_not_wished_of_the_one_before(text: str) -> None:
    assert understood(text, Before("price", {"coins": ["BTC"]})) is None


@pytest.mark.parametrize("text", ["i don't want eth", "ya no quiero eth", "quién vende btc", "no quiero eth"])
def test_a_coin_that_is_not_wanted_is_not_what_the_rule_before_is_counted_in(text: str) -> None:
    assert understood(text, Before("alert", {"rule": "btc < 60000"})) is None


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("same for eth at 1500", "eth < 1500"),
        ("das gleiche für sol bei 60", "sol < 60"),
        ("lo mismo para ada a 0,3", "ada < 0.3"),
        ("a mesma coisa pra ada a 0,3", "ada < 0.3"),
        ("mach 52k draus", "btc < 52000"),
    ],
)
def test_another_coin_may_have_a_figure_of_its_own(text: str, rule: str) -> None:
    bound = understood_after(text, Before("alert", {"rule": "btc < 60000"}), GRAMMAR, vocabulary("es"))
    assert bound is not None
    assert bound.args == {"rule": rule}
