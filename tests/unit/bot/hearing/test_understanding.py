"""Understanding: what people really say. The sentences are in tests/phrasings, a held-out set apart from the first."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.hearing.followups import Before
from bot.hearing.phrases import LANGUAGES
from bot.hearing.understanding import understood, understood_after
from bot.hearing.words import LONGEST_MESSAGE
from core.kernel.errors import Missing, Mistake, UnknownName
from tests.conftest import ROOT
from tests.effort import effort
from tests.fakes.hearing import GRAMMAR, Meant, meant, meant_or_mistaken, vocabulary

FOLDER = ROOT / "tests" / "phrasings"


def _phrasings(path: Path) -> Iterator[tuple[str, Meant | None]]:
    for phrasing in tomllib.loads(path.read_text(encoding="utf-8"))["phrasing"]:
        wanted = (phrasing["name"], phrasing["args"]) if "name" in phrasing else None
        for sentence in phrasing["says"]:
            yield sentence, wanted


def _missed(path: Path, language: str) -> tuple[list[tuple[str, Meant | None]], int]:
    said = list(_phrasings(path))
    heard = [(sentence, meant_or_mistaken(sentence, language), wanted) for sentence, wanted in said]
    return [(sentence, got) for sentence, got, wanted in heard if got != wanted], len(said)


@pytest.mark.parametrize("line", ["convert -5 btc to eth", "top losers 24h -3", "how much is -5 btc in eur"])
def test_a_sign_is_never_dropped_to_make_sense_of_a_number(line: str) -> None:
    assert meant_or_mistaken(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "alert btc << 60k",
        "alert market shift to purple",
        "alert (btc < 60k",
        "alert btc < 60k)",
        "alert btc < 60k every",
        "/alert btc < 60k every 0s",
        "alert btc < 60k max 0",
        "alert btc < 60k max -1",
        "alert btc < 60k once every 4h",
        "alert eth -5% 0s",
        "alert eth -5% 30s",
        "alert btx < 60k",
    ],
)
def test_a_rule_that_was_typed_wrong_is_never_guessed_at(line: str) -> None:
    before = Before("alert", {"rule": "btc < 60000"})
    with pytest.raises(Mistake):
        understood(line, GRAMMAR, vocabulary())
    with pytest.raises(Mistake):
        understood_after(line, before, GRAMMAR, vocabulary())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_listed_sentence_is_understood_exactly(language: str) -> None:
    missed, total = _missed(FOLDER / f"{language}.toml", language)
    assert missed == []
    assert total >= 150


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_held_out_sentences_at_least_nineteen_in_twenty_are_understood_exactly(language: str) -> None:
    missed, total = _missed(FOLDER / f"{language}-held-out.toml", language)
    assert total >= 35
    assert len(missed) <= total * 0.05, missed


@pytest.mark.parametrize("spoken", LANGUAGES)
@pytest.mark.parametrize("chosen", LANGUAGES)
def test_sentences_of_all_languages_are_understood_whatever_language_is_set(spoken: str, chosen: str) -> None:
    missed, total = _missed(FOLDER / f"{spoken}.toml", chosen)
    assert len(missed) <= total * 0.02, missed


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_question_to_us_is_no_command(language: str) -> None:
    for name in (f"{language}.toml", f"{language}-held-out.toml"):
        others = [sentence for sentence, wanted in _phrasings(FOLDER / name) if wanted is None]
        assert others
        assert {sentence: got for sentence in others if (got := meant_or_mistaken(sentence, language))} == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("whats the pirce of btc", ("price", {"coins": ["BTC"]})),
        ("hit me with the btc price", ("price", {"coins": ["BTC"]})),
        ("did btc drop", ("price", {"coins": ["BTC"]})),
        ("geht bitcoin runter?", ("price", {"coins": ["BTC"]})),
        ("zeig mir den price von BTC", ("price", {"coins": ["BTC"]})),
        ("WHAT IS THE PRICE OF BTC IN EUR", ("price", {"coins": ["BTC"], "in": "EUR"})),
        ("how much is 1 btc", ("price", {"coins": ["BTC"]})),
        ("turn off dark mode", ("settings", {"theme": "light"})),
        ("forget me", ("privacy", {"action": "delete"})),
        ("forget it", ("cancel", {})),
        ("what's .5 btc in usd", ("convert", {"amount": "0.5", "from": "BTC", "to": "USD"})),
        ("bitcoin price 🚀🚀", ("price", {"coins": ["BTC"]})),
        ("how much btc is one eth", ("price", {"coins": ["ETH"], "in": "BTC"})),
        ("if I put 500 euros into bitcoin", ("convert", {"amount": "500", "from": "EUR", "to": "BTC"})),
        ("how much will sol cost in 30 days", ("forecast", {"coins": ["SOL"], "horizon": "30d"})),
        ("forecast top 5 7d", ("forecast", {"view": "top", "horizon": "7d", "n": 5})),
        ("forecast top 7 days", ("forecast", {"view": "top", "horizon": "7d"})),
        ("prognose top 5 7 tage", ("forecast", {"view": "top", "horizon": "7d", "n": 5})),
        ("prognose alle 3", ("forecast", {"view": "top", "n": 3})),
        ("forecast btc 7 days", ("forecast", {"coins": ["BTC"], "horizon": "7d"})),
        ("wo wird btc in 7 tagen stehen", ("forecast", {"coins": ["BTC"], "horizon": "7d"})),
        ("eth price range of the last 7 days", ("price", {"coins": ["ETH"], "window": "7d"})),
        ("how do alerts work", ("help", {"topic": "alerts"})),
        ("erklär mir die Marktlage", ("market", {"why": True})),
        ("diz-me quando o btc cruzar 60k", ("alert", {"rule": "btc crosses 60000"})),
        ("warn me if usdt strays 1% from 1 eur", ("alert", {"rule": "usdt off 1 eur by 1%"})),
        ("warn me if btc strays 5% in an hour", ("alert", {"rule": "btc ±5% 1h"})),
        ("how far could btc move in a week", ("forecast", {"coins": ["BTC"], "horizon": "7d"})),
        ("zwischen welchen Kursen könnte bnb in einer Woche liegen", ("forecast", {"coins": ["BNB"], "horizon": "7d"})),
        ("¿qué dice el modelo sobre uni a 24h?", ("forecast", {"coins": ["UNI"], "horizon": "24h"})),
        ("até onde a polygon pode variar num mês?", ("forecast", {"coins": ["POL"], "horizon": "30d"})),
        ("what range do you expect for eth tomorrow", ("forecast", {"coins": ["ETH"], "horizon": "24h"})),
        ("how good were your btc forecasts", ("forecast", {"view": "record", "coins": ["BTC"]})),
        ("wie treffsicher sind deine Prognosen", ("forecast", {"view": "record"})),
        ("how do forecasts work", ("help", {"topic": "forecasts"})),
        ("btc half-hourly candles", ("chart", {"coins": ["BTC"], "interval": "30m"})),
        ("velas de una hora de eth", ("chart", {"coins": ["ETH"], "interval": "1h"})),
        ("eth with the 50 sma", ("chart", {"coins": ["ETH"], "indicators": ["sma50"]})),
        ("add a 20er ema to the chart of btc", ("chart", {"coins": ["BTC"], "indicators": ["ema20"]})),
        ("how much are half a bitcoin in euros", ("convert", {"amount": "0.5", "from": "BTC", "to": "EUR"})),
        ("muéstramelo, el gráfico de btc", ("chart", {"coins": ["BTC"]})),
        ("ponlo en mi lista, sol", ("watch", {"action": "add", "coins": ["SOL"]})),
        ("I don't want xrp on my list anymore", ("watch", {"action": "remove", "coins": ["XRP"]})),
        ("btc auf meine Merkliste", ("watch", {"action": "add", "coins": ["BTC"]})),
        ("warn me if ada dips below 30 cents", ("alert", {"rule": "ada < 0.3"})),
        ("sag Bescheid wenn btc unter fünfundsechzigtausend fällt", ("alert", {"rule": "btc < 65000"})),
        ("alert on eth under 2k with the note buy more", ("alert", {"rule": "eth < 2000 note buy more"})),
    ],
)
def test_slips_openings_and_turns_are_taken_as_they_are_meant(text: str, said: Meant) -> None:
    assert meant(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "what's the price of a bitcoin shirt",
        "write a poem about the price of bitcoin",
        "how deep is the ocean",
        "ethereum gas price",
        "btc off",
        "let me know if the bitcoin price falls",
        "price target for sol",
        "best friend",
        "turn off the lights",
        "I live and breathe Berlin",
        "e os mercados de rua",
        "remind me to check the btc chart",
        "I put 500 eur into btc last year",
        "ich stecke jeden Monat 500 Euro in Bitcoin",
        "hör auf mich zu stören",
        "no quiero que me molestes",
        "who sells btc",
        "quién vende btc",
        "quem vende btc",
        "where can i buy btc in a week",
        "how accurate are you",
        "what does coinbase charge for withdrawals",
        "have you got any btc",
        "how much btc do i have",
        "is xrp not on my list?",
        "steht xrp nicht mehr auf meiner Liste?",
        "no está btc en mi lista",
        "btc tá na minha lista?",
        "Wetterprognose für morgen",
        "what a day",
        "das Modell sagt nichts",
        "mil gracias",
        "one minute",
        "makers",
        "silence",
    ],
)
def test_a_sentence_that_says_more_than_a_question_to_us_is_none(text: str) -> None:
    assert meant_or_mistaken(text) is None


def test_a_mistyped_coin_in_a_sentence_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownName) as refused:
        meant("what is the price of bitcion?")
    assert (refused.value.what, refused.value.given, refused.value.nearest) == ("coin", "bitcion", ("BTC",))


def test_an_ambiguous_coin_in_a_sentence_is_asked_about() -> None:
    with pytest.raises(Missing) as refused:
        meant("how much is luna?")
    assert refused.value.what == "coin-choice"


def test_a_slash_makes_it_a_command_line_and_nothing_else() -> None:
    with pytest.raises(UnknownName):
        meant("/start the car")


_TOKENS = """
price btc luna eth/usdt btcbusd in eur 24h 7 days chart watch remove not settings language de zone berlin top 5 losers
why market convert 250 €5 1,5 mil half a the of is how much what alert when = / @ $ + - a=b in= 😀 ä ß \u200b \x00
\ud800 \u202e ﷺ 1h 0 -1 1e9 ∞ ½ ² ٣ wie viel cuánto quanto kurs precio
"""
_SPEECH = st.lists(st.sampled_from(_TOKENS.split()), max_size=40).map(" ".join)


@settings(max_examples=effort(200, 100_000))
@given(st.one_of(st.text(max_size=LONGEST_MESSAGE + 2), _SPEECH), st.sampled_from(LANGUAGES))
def test_no_text_makes_understanding_fail(text: str, language: str) -> None:
    try:
        said = meant(text, language)
    except Mistake as mistake:
        # Each is shown to a person, by what it is about.
        said = (mistake.what, {})
    assert said is None or said[0]


@pytest.mark.parametrize(
    ("text", "what", "given"),
    [
        ("alert btc bb 1h < 3", "indicator", "bb"),
        ("alert btc volume 1h > 3x at nowhere", "venue", "nowhere"),
        ("alert btc < 60k every 1h at bybit", "venue", "bybit"),
    ],
)
@pytest.mark.parametrize("language", ["en", "de", "es", "pt"])
def test_a_rule_that_is_understood_but_for_a_name_is_refused_with_the_word_as_typed(
    text: str, what: str, given: str, language: str
) -> None:
    with pytest.raises(UnknownName) as raised:
        meant(text, language)
    assert (raised.value.what, raised.value.given) == (what, given)
