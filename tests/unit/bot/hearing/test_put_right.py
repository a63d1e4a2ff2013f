"""After an alert was drafted or saved: what puts it right takes its place, what wishes another one does not."""

import pytest

from bot.hearing.followups import Before
from bot.hearing.understanding import understood_after
from bot.params.alerts import Wished
from tests.fakes.hearing import GRAMMAR, vocabulary


def after(text: str, language: str, rule: str = "btc < 60000", draft: str = "d3") -> tuple[str, str | None]:
    """Return the rule that `text` makes after one that was drafted, and the draft whose place it takes."""
    before = Before("alert", {"rule": rule}, draft=draft)
    bound = understood_after(text, before, GRAMMAR, vocabulary(language))
    assert bound is not None
    wished = bound.values["rule"]
    assert isinstance(wished, Wished)
    return str(bound.args["rule"]), wished.target


@pytest.mark.parametrize(
    ("language", "text", "rule"),
    [
        ("en", "make that 58k", "btc < 58000"),
        ("en", "58k", "btc < 58000"),
        ("en", "sorry, eth", "eth < 60000"),
        ("en", "no, eth", "eth < 60000"),
        ("en", "every 4h", "btc < 60000 every 4h"),
        ("en", "actually above 70k", "btc > 70000"),
        ("de", "lieber 58k", "btc < 58000"),
        ("de", "nein, eth", "eth < 60000"),
        ("es", "mejor 58k", "btc < 58000"),
        ("pt", "melhor 58k", "btc < 58000"),
    ],
)
def test_what_puts_it_right_takes_the_place_of_the_draft(language: str, text: str, rule: str) -> None:
    assert after(text, language) == (rule, "d3")


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "make that 3%"), ("en", "make it 3%"), ("de", "lieber 3%"), ("es", "mejor 3%"), ("pt", "melhor 3%")],
)
def test_a_percentage_is_put_right_alike(language: str, text: str) -> None:
    assert after(text, language, "btc -5% 1h") == ("btc -3% 1h", "d3")


@pytest.mark.parametrize(
    ("language", "text", "rule"),
    [
        ("en", "same for eth", "eth < 60000"),
        ("en", "and eth", "eth < 60000"),
        ("en", "and above 70k", "btc > 70000"),
        ("de", "dasselbe für eth", "eth < 60000"),
        ("es", "lo mismo para eth", "eth < 60000"),
        ("pt", "o mesmo para eth", "eth < 60000"),
    ],
)
def test_another_wish_leaves_the_draft_as_it_is(language: str, text: str, rule: str) -> None:
    assert after(text, language) == (rule, None)


def test_a_whole_line_is_another_wish() -> None:
    assert after("alert btc < 50k", "en") == ("btc < 50000", None)


def test_where_no_draft_was_shown_there_is_none_to_take_the_place_of() -> None:
    assert after("make that 58k", "en", draft="") == ("btc < 58000", None)


def test_a_saved_rule_is_changed_alike() -> None:
    assert after("make that 58k", "en", draft="a1-2k") == ("btc < 58000", "a1-2k")
