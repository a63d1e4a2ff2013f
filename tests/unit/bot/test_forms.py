"""forms — a command as a form: what was filled in is heard as if typed."""

from collections.abc import Mapping

import pytest

from bot.commands import COMMANDS
from bot.forms import Forms, Prompt, Sort
from bot.hearing.grammar import Grammar
from bot.params.base import Vocabulary
from core.kernel.errors import Mistake, UnknownName
from core.market.catalogue import Catalogue
from tests.fakes.asking import NOW

FORMS = Forms(COMMANDS)
VENUES = {"kraken": "kraken", "binance": "binance"}
VOCABULARY = Vocabulary(Catalogue(), VENUES, today=NOW.date())


def heard(name: str, values: Mapping[str, object]) -> Mapping[str, object]:
    bound = Grammar(COMMANDS).read(FORMS.line(name, values), VOCABULARY)
    assert bound is not None
    assert bound.command.name == name
    return bound.args


@pytest.mark.parametrize(
    ("name", "filled", "args"),
    [
        ("price", {"coins": "btc, eth", "in": "eur"}, {"coins": ["BTC", "ETH"], "in": "EUR"}),
        ("price", {"coins": "bitcoin cash"}, {"coins": ["BCH"]}),
        ("price", {"coins": "btc", "at": "kraken,binance", "why": True}, {"at": ["kraken", "binance"], "why": True}),
        ("price", {"coins": "btc", "why": False}, {"coins": ["BTC"]}),
        ("price", {"coins": "btc/usdt"}, {"coins": ["BTC"], "in": "USDT"}),
        ("price", {"coins": "BTC-EUR, eth"}, {"coins": ["BTC", "ETH"], "in": "EUR"}),
        ("depth", {"coins": "ethusdt"}, {"coins": ["ETH"]}),
        ("chart", {"coins": "sol", "interval": "4h", "window": "30d", "indicators": "rsi, macd"},
         {"interval": "4h", "window": "30d", "indicators": ["rsi", "macd"]}),
        ("top", {"direction": "losers", "n": 3}, {"direction": "losers", "n": 3}),
        ("convert", {"amount": 250.0, "from": "eur", "to": "eth"}, {"amount": "250", "from": "EUR", "to": "ETH"}),
        ("convert", {"amount": 0.0000001, "from": "btc"}, {"amount": "0.0000001"}),
        ("watch", {"action": "add", "coins": "arb"}, {"action": "add", "coins": ["ARB"]}),
        ("alert", {"rule": "eth -5% 1h and rsi 1h < 30 every 4h"}, {"rule": "eth -5% 1h and eth rsi 1h < 30 every 4h"}),
        ("alerts", {"action": "snooze", "id": "a7", "duration": "2h"}, {"action": "snooze", "id": "a7"}),
        ("quiet", {"hours": "23:00-07:00", "except": "-10%"}, {"hours": "23:00-07:00", "except": "-10%"}),
        ("digest", {"time": "08:00", "days": "weekdays", "parts": "watch, market"}, {"parts": ["watch", "market"]}),
        ("settings", {"language": "de", "zone": "Europe/Berlin", "plain": "on"}, {"zone": "Europe/Berlin"}),
        ("settings", {"fallback": "here"}, {"fallback": "here"}),
    ],
)  # fmt: skip
def test_what_was_filled_in_is_understood(name: str, filled: Mapping[str, object], args: Mapping[str, object]) -> None:
    understood = heard(name, filled)
    assert {key: understood.get(key) for key in args} == args


@pytest.mark.parametrize("form", FORMS.shown, ids=lambda form: form.name)
def test_every_choice_and_every_yes_is_understood(form: object) -> None:
    from bot.forms import Form

    assert isinstance(form, Form)
    for field in form.fields:
        others = {"coins": "btc"} if form.field("coins") and field.name != "coins" else {}
        values = field.choices or ((True,) if field.sort is Sort.YES else ())
        for value in values:
            assert field.name in heard(form.name, {**others, field.name: value})


def test_a_line_of_a_form_is_read_as_no_sentence() -> None:
    line = FORMS.line("price", {"coins": "tell me when btc < 60k"})
    assert line.startswith("/price ")


@pytest.mark.parametrize("filled", ["", " "])
def test_what_was_not_filled_in_is_left_out(filled: str) -> None:
    assert FORMS.line("price", {"coins": filled, "in": "eur"}) == "/price in=eur"


OPTIONAL = [
    (form.name, field.name)
    for form in (*FORMS.shown, FORMS.find("confirm"))
    if form is not None
    for field in form.fields
    if field.sort is Sort.WORDS and not field.choices
]


@pytest.mark.parametrize("filled", ["🔥", "🔥 🔥", "```", "...", "\u200b", "the last one"])
@pytest.mark.parametrize(("name", "field"), OPTIONAL)
def test_what_was_filled_in_and_names_nothing_counts_as_said_and_as_wrong(name: str, field: str, filled: str) -> None:
    with pytest.raises(Mistake):
        heard(name, {field: filled})


def test_what_names_nothing_is_told_as_it_was_filled_in() -> None:
    with pytest.raises(UnknownName) as told:
        heard("cancel", {"draft": "🔥"})
    assert (told.value.what, told.value.given) == ("draft", "🔥")
    with pytest.raises(UnknownName) as told:
        heard("alerts", {"action": "delete", "id": "🔥"})
    assert (told.value.what, told.value.given, told.value.nearest) == ("alert", "🔥", ())


def test_what_is_public_is_known_before_it_is_asked() -> None:
    assert FORMS.is_public("/price coins=btc")
    assert FORMS.is_public("chart btc")
    assert not FORMS.is_public("watch add arb")
    assert not FORMS.is_public("undo t6h2k0 price btc")
    assert not FORMS.is_public("")


def test_the_last_word_is_completed_and_what_stands_before_it_kept() -> None:
    offered = FORMS.suggest(Prompt("price", "coins", "btc, et"), VOCABULARY)
    assert offered[0].startswith("btc, ET")
    assert len(offered) <= 25


@pytest.mark.parametrize(
    ("prompt", "first"),
    [
        (Prompt("price", "in", "eu"), "EUR"),
        (Prompt("price", "at", "kra"), "kraken"),
        (Prompt("settings", "zone", "berl"), "Europe/Berlin"),
        (Prompt("alerts", "id", "a", own=("a7", "a12")), "a7"),
        (Prompt("alerts", "id", "a7,a1", own=("a7", "a12")), "a7,a12"),
        (Prompt("alerts", "id", "al"), "all"),
        (Prompt("unlink", "door", "", own=("telegram", "discord")), "telegram"),
        (Prompt("price", "coins", "b"), "BTC"),
        (Prompt("price", "coins", "btx"), "BTC"),
        (Prompt("price", "coins", "btc, e"), "btc, ETH"),
        (Prompt("price", "in", "e"), "EUR"),
        (Prompt("price", "in", "us"), "USD"),
        (Prompt("chart", "indicators", "b"), "bbands"),
        (Prompt("room", "zone", "berl"), "Europe/Berlin"),
        (Prompt("room", "zone", "d"), "Asia/Dacca"),
        (Prompt("room", "currency", "e"), "EUR"),
        (Prompt("room", "quiet", "o"), "off"),
        (Prompt("room", "quiet", "23"), "23:00-07:00"),
    ],
)
def test_what_fits_comes_first(prompt: Prompt, first: str) -> None:
    assert FORMS.suggest(prompt, VOCABULARY)[0] == first


@pytest.mark.parametrize(
    "prompt",
    [
        Prompt("alert", "rule", "btc < 55k"),
        Prompt("alert", "rule", "tell me when eth drops below 2k"),
        Prompt("chart", "window", "12h"),
        Prompt("quiet", "hours", "21:30-05:00"),
        Prompt("quiet", "except", "-7%"),
        Prompt("digest", "time", "9:15"),
    ],
)
def test_what_is_whole_as_it_was_typed_comes_first(prompt: Prompt) -> None:
    assert FORMS.suggest(prompt, VOCABULARY)[0] == prompt.typed


@pytest.mark.parametrize(
    "prompt",
    [
        Prompt("alert", "rule", "btc < "),
        Prompt("chart", "window", "b"),
        Prompt("quiet", "hours", "night"),
        Prompt("notify", "address", "bob@example.org"),
        Prompt("notify", "code", "6"),
        Prompt("link", "mark", ""),
        Prompt("cancel", "draft", ""),
        Prompt("admin", "person", ""),
        Prompt("forecast", "model", "h"),
        Prompt("price", "at", "gibberish"),
    ],
)
def test_an_example_takes_the_place_of_nothing_that_was_typed(prompt: Prompt) -> None:
    offered = FORMS.suggest(prompt, VOCABULARY)
    assert all(word.startswith(prompt.typed) and prompt.typed for word in offered)


def test_what_no_door_could_show_is_not_read() -> None:
    assert FORMS.suggest(Prompt("alert", "rule", "btc < 55k note " + "x" * 90), VOCABULARY) == []


def test_a_field_that_is_none_has_nothing_to_offer() -> None:
    assert FORMS.suggest(Prompt("price", "nothing", "x"), VOCABULARY) == ()
    assert FORMS.suggest(Prompt("nothing", "coins", "x"), VOCABULARY) == ()
