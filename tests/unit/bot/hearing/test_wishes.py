"""Wishes: what people want to be told of, in their own words. The sentences are in tests/phrasings."""

import tomllib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.hearing.phrases import LANGUAGES, lexicon, wish_lexicon
from bot.hearing.sentences import translated
from bot.hearing.wishes import wish_said
from core.alerts.language import parse, written
from core.kernel.errors import Missing, UnknownName
from tests.conftest import ROOT
from tests.fakes.hearing import meant, vocabulary
from tests.fakes.wishes import TODAY, names


def _phrasings(name: str) -> Iterator[tuple[str, str | None]]:
    path = ROOT / "tests" / "phrasings" / f"alerts-{name}.toml"
    for phrasing in tomllib.loads(path.read_text(encoding="utf-8"))["phrasing"]:
        for sentence in phrasing["says"]:
            yield sentence, phrasing.get("rule")


def _rule(sentence: str, language: str) -> str | None:
    said = wish_said(sentence, vocabulary(language))
    return None if said is None else written(parse(said, names(), TODAY))


def _missed(name: str, language: str) -> tuple[list[tuple[str, str | None]], int]:
    said = list(_phrasings(name))
    heard = [(sentence, _rule(sentence, language), rule) for sentence, rule in said]
    return [(sentence, got) for sentence, got, rule in heard if got != rule], len(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_listed_wish_is_the_rule_that_was_meant(language: str) -> None:
    missed, total = _missed(language, language)
    assert missed == []
    assert total >= 60


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_held_out_wishes_at_least_nineteen_in_twenty_are_the_rule_that_was_meant(language: str) -> None:
    missed, total = _missed(f"{language}-held-out", language)
    assert total >= 30
    assert len(missed) <= total * 0.05, missed


@pytest.mark.parametrize("spoken", LANGUAGES)
@pytest.mark.parametrize("chosen", LANGUAGES)
def test_wishes_of_all_languages_are_understood_whatever_language_is_set(spoken: str, chosen: str) -> None:
    missed, total = _missed(spoken, chosen)
    assert len(missed) <= total * 0.05, missed


@pytest.mark.parametrize(
    "sentence",
    [
        "what happens when btc falls below 60k?",
        "tell me what happens if btc drops under 60k",
        "don't tell me when btc falls below 60k",
        "no need to tell me when btc falls below 60k",
        "i never said to alert me when btc goes under 60k",
        "no me avises cuando btc baje de 60k",
        "não me avisa quando o btc cair abaixo de 60k",
        "sag mir nicht bescheid wenn btc unter 60k fällt",
        "send me a message",
        "stell einen Wecker auf 7",
        "llámame mañana",
        "tell me the price of btc",
        "let me know how bitcoin is doing",
        "tell me when btc is below",
        "tell me when the bus comes in 5 minutes",
        "tell me when btc falls below 60k zillion",
        "tell me when bitcoin dominance goes above 50",
        "let me know when bitcoin miners fall 5% in a day",
        "sag mir, was btc kostet",
        "dime el precio de bitcoin",
        "me diz o preço do bitcoin",
        "",
    ],
)
def test_what_is_no_wish_is_none(sentence: str) -> None:
    assert wish_said(sentence, vocabulary()) is None


def test_a_wish_is_a_line_of_the_command() -> None:
    sentence = "ping me if eth falls five percent in an hour, but not at night"
    assert translated(sentence, vocabulary()) == "alert eth -5% 1h"


def test_behind_the_verb_no_word_has_to_wish() -> None:
    assert wish_said("if btc drops to 60k", vocabulary()) is None
    assert wish_said("if btc drops to 60k", vocabulary(), asked=True) == "btc < 60000"


def test_a_note_is_kept_as_typed() -> None:
    said = wish_said("tell me when btc is below 60k, note: <b>Sell</b>  HALF, 50% 🙂", vocabulary())
    assert said == "btc < 60000 note <b>Sell</b>  HALF, 50% 🙂"


@given(st.text(max_size=80) | st.lists(st.sampled_from(sorted(wish_lexicon("en").means)), max_size=12).map(" ".join))
def test_any_text_is_a_wish_or_none(text: str) -> None:
    for language in LANGUAGES:
        said = wish_said(text, vocabulary(language), asked=True)
        assert said is None or said.strip()


def test_all_languages_have_the_same_concepts_of_wishes() -> None:
    concepts = {language: frozenset().union(*wish_lexicon(language).means.values()) for language in LANGUAGES}
    assert {language: found ^ concepts["en"] for language, found in concepts.items() if found != concepts["en"]} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_wishes_leave_other_sentences_alone(language: str) -> None:
    assert "wish" not in frozenset().union(*lexicon(language).means.values())


@pytest.mark.parametrize(
    "text",
    [
        "tell me when btc falls below 60k at bybit",
        "sag mir wenn btc auf bybit unter 60k fällt",
        "avísame cuando btc baje de 60k en bybit",
        "me avise quando btc cair abaixo de 60k na bybit",
    ],
)
def test_an_exchange_that_is_none_of_ours_is_named_and_never_left_out(text: str) -> None:
    with pytest.raises(UnknownName) as raised:
        wish_said(text, vocabulary())
    assert (raised.value.what, raised.value.given) == ("venue", "bybit")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("tell me when the forecast of btc falls below 60k", "en"),
        ("sag mir, wenn die Prognose von btc unter 60k fällt", "de"),
        ("avísame cuando el pronóstico de btc baje de 60k", "es"),
        ("me avisa quando a previsão do btc cair abaixo de 60k", "pt"),
    ],
)
def test_a_forecast_goes_nowhere_so_it_is_asked_which_price_its_range_shall_leave_out(text: str, language: str) -> None:
    with pytest.raises(Missing) as raised:
        wish_said(text, vocabulary(language))
    assert (raised.value.what, raised.value.nearest) == ("forecast", ("excludes",))


@pytest.mark.parametrize(
    ("text", "language", "place"),
    [
        ("alert btc < 60k to there", "en", "to there"),
        ("alert btc < 60k there", "en", "there"),
        ("tell me in the other group when btc drops below 60k", "en", "in the other group"),
        ("alert btc < 60k dorthin", "de", "dorthin"),
        ("sag dort Bescheid, wenn btc unter 60k fällt", "de", "dort"),
        ("avísame allí cuando btc baje de 60k", "es", "allí"),
        ("me avisa no grupo quando o btc cair abaixo de 60k", "pt", "no grupo"),
        ("alert btc < 60k lá", "pt", "lá"),
    ],
)
def test_a_place_that_is_not_here_is_refused_and_never_left_out(text: str, language: str, place: str) -> None:
    with pytest.raises(UnknownName) as refused:
        meant(text, language)
    assert (refused.value.what, refused.value.given) == ("place", place)
    assert refused.value.nearest == ("to here", "to me")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("alert me when there is a 5% drop in btc", "btc -5% 24h"),
        ("let me know if there's a move of 3% in eth within an hour", "eth ±3% 1h"),
    ],
)
def test_there_is_no_place_in_there_is(text: str, rule: str) -> None:
    assert meant(text) == ("alert", {"rule": rule})
