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
from core.kernel.errors import Missing, Mistake, UnknownName
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


@pytest.mark.parametrize(
    ("line", "language", "written"),
    [
        ("alert me if btc drops under 60k", "en", "btc < 60000"),
        ("alert when bitcoin is above 70k or below 50k", "en", "btc > 70000 or btc < 50000"),
        ("alert btc unter 60k", "de", "btc < 60000"),
        ("alert btc < 60.000 € jede Stunde", "de", "btc < 60000 eur every 1h"),
        ("alert btc < 60k bis Freitag", "de", "btc < 60000 until 2026-12-04"),
        ("alert btc por debajo de 60 mil", "es", "btc < 60000"),
        ("alert btc < 60.000 cada 4 horas", "es", "btc < 60000 every 4h"),
        ("alert btc abaixo de 60 mil", "pt", "btc < 60000"),
        ("alert btc 1h rsi < 30", "en", "btc rsi 1h < 30"),
        ("alert btc rsi(14) 1h < 30", "en", "btc rsi14 1h < 30"),
        ("alert market turns bearish", "en", "market shift to bearish"),
    ],
)
def test_a_rule_may_be_said_as_people_talk(line: str, language: str, written: str) -> None:
    assert rule(line, language) == written


@pytest.mark.parametrize(
    ("line", "what", "given"),
    [
        ("alert btc -5%", "window", ""),
        ("alert btc 60k", "operator", "60k"),
        ("alert btc drops", "operator", "drops"),
        ("alert bitcoin dominance > 50", "word", "dominance"),
        ("alert btc between 50k and 60k", "operator", "between"),
        ("alert btc and eth -5% 1h", "operator", "and"),
        ("alert btc < 60k every4h", "option", "every4h"),
        ("alert btc < 60k to group", "option", "group"),
        ("alert btc < 60k -- drop table", "option", "--"),
        ("alert portfolio -10%", "window", ""),
        ("alert top 10 -5% 1h", "coin", "top"),
    ],
)
def test_a_rule_that_was_typed_wrong_is_mended_and_not_guessed_at(line: str, what: str, given: str) -> None:
    with pytest.raises(Mistake) as wrong:
        rule(line)
    assert (wrong.value.what, wrong.value.given) == (what, given)


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


@pytest.mark.parametrize(
    "line",
    [
        *("alert here btc < 60k", "alert to here btc < 60k", "alert btc here < 60k", "alert btc < 60k here"),
        *("alert me here btc < 60k", "alert btc < 60k to here", "alert hier btc < 60k", "alert aquí btc < 60k"),
        "alert neste grupo btc < 60k",
    ],
)
def test_here_is_where_it_is_told_wherever_the_word_stands(line: str) -> None:
    assert rule(line) == "btc < 60000 to here"


@pytest.mark.parametrize("line", ["alert to me btc < 60k", "alert btc to me < 60k", "alert privat btc < 60k"])
def test_to_me_is_where_it_is_told_wherever_the_words_stand(line: str) -> None:
    assert rule(line) == "btc < 60000 to me"


def test_a_place_alone_asks_when_and_two_are_refused() -> None:
    with pytest.raises(Missing, match="rule"):
        rule("alert here")
    for line in ("alert here btc < 60k to me", "alert privately here btc < 60k"):
        with pytest.raises(UnknownName, match="clash"):
            rule(line)
