"""The rule of an alert: the rest of the line, nothing of it changed."""

from typing import Annotated

import pytest

from bot.ask import Ask
from bot.command import Effect, command
from bot.hearing.grammar import Grammar
from bot.params.base import Named
from bot.params.rules import EXAMPLES, RuleKind
from bot.speaking.reply import Reply
from core.alerts.model import Wish
from core.kernel.errors import Missing, UnknownName
from tests.fakes.hearing import vocabulary

Rule = Annotated[Wish, RuleKind(), Named("rule", whole=True)]


def shown(wish: Wish) -> Reply:
    return Reply(())


@command(effect=Effect.WRITE, show=shown, topic="alerts", examples=("alert btc < 60k",))
async def alert(ask: Ask, rule: Rule) -> Wish:
    return rule


GRAMMAR = Grammar([alert])


def rule(line: str, language: str = "en") -> object:
    bound = GRAMMAR.read(line, vocabulary(language))
    assert bound is not None
    return bound.args["rule"]


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("alert btc < 60k", "btc < 60000"),
        ("/alert@candlewick_bot BTC < 60k", "btc < 60000"),
        ("alert (btc < 60k or eth < 3k) and sol < 100", "(btc < 60000 or eth < 3000) and sol < 100"),
        (
            "alert btc < 60k note <b>Größe</b>,  [x](y) – 'sell!' 🙂",
            "btc < 60000 note <b>Größe</b>,  [x](y) – 'sell!' 🙂",
        ),
        ("alert btc < 60k note  हिन्दी  عربي", "btc < 60000 note हिन्दी  عربي"),
    ],
)
def test_the_rest_of_the_line_is_the_rule(line: str, written: str) -> None:
    assert rule(line) == written


def test_numbers_are_read_as_the_person_writes_them() -> None:
    assert rule("alert btc < 60.000", "de") == "btc < 60000"
    assert rule("alert btc < 60.000", "en") == "btc < 60"


def test_no_rule_is_asked_for_and_a_wrong_one_named() -> None:
    with pytest.raises(Missing) as missing:
        rule("alert")
    assert missing.value.what == "rule"
    with pytest.raises(UnknownName) as unknown:
        rule("alert btx < 60k")
    assert (unknown.value.what, unknown.value.given, unknown.value.nearest[:1]) == ("coin", "btx", ("btc",))


def test_a_note_may_be_longer_than_a_command_line() -> None:
    note = "word " * 200 + "end"
    assert rule(f"alert btc < 60k note {note}") == f"btc < 60000 note {note}"


@pytest.mark.parametrize("example", EXAMPLES)
def test_what_is_suggested_is_a_rule(example: str) -> None:
    assert rule(f"alert {example}")
    assert example in RuleKind().suggest(example[:5], vocabulary())
