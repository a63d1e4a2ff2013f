"""Where a price will go: nobody can tell, and what may become of it is a forecast."""

import pytest

from bot.hearing.followups import Before
from bot.hearing.phrases import LANGUAGES, turn_words
from bot.hearing.understanding import understood, understood_after
from tests.fakes.hearing import GRAMMAR, meant, meant_or_mistaken, vocabulary


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("will bitcoin go up?", "forecast btc"),
        ("is btc going to crash this week?", "forecast btc 7d"),
        ("will eth rise or fall tomorrow", "forecast eth 24h"),
        ("could btc hit 100k", "forecast btc"),
        ("will the market crash?", "forecast top"),
        ("forecast btc 24h up", "forecast btc 24h"),
        ("prognose btc fällt", "forecast btc"),
        ("pronóstico btc sube", "forecast btc"),
        ("previsão btc cai 7d", "forecast btc 7d"),
        ("steigt eth morgen?", "forecast eth 24h"),
        ("wird bitcoin nächste Woche fallen?", "forecast btc 7d"),
        ("geht sol in den nächsten 7 tagen hoch oder runter?", "forecast sol 7d"),
        ("¿va a subir sol?", "forecast sol"),
        ("¿bajará btc mañana?", "forecast btc 24h"),
        ("o btc vai cair esta semana?", "forecast btc 7d"),
        ("eth sobe amanhã?", "forecast eth 24h"),
    ],
)
@pytest.mark.parametrize("speaker", LANGUAGES)
def test_a_question_for_a_direction_is_answered_with_what_may_become_of_it(text: str, line: str, speaker: str) -> None:
    bound = understood(text, GRAMMAR, vocabulary(speaker))
    assert bound is not None
    assert (bound.command.name, bound.args) == meant(line)
    assert bound.remark == "no-direction"


@pytest.mark.parametrize("text", ["is btc up?", "did btc go up today?", "geht bitcoin runter?", "sube btc?"])
def test_what_it_does_now_is_its_price(text: str) -> None:
    said = meant(text)
    assert said is not None
    assert said[0] == "price"


@pytest.mark.parametrize(
    "text",
    [
        "will it rain tomorrow", "will you be here tomorrow", "when will btc go up", "i think btc will go up",
        "va a llover", "vai chover amanhã", "wird es morgen regnen", "the sun will come up tomorrow",
    ],
)  # fmt: skip
def test_what_is_no_question_about_a_coin_is_none(text: str) -> None:
    assert meant_or_mistaken(text) is None


def test_it_is_the_coin_that_was_spoken_of() -> None:
    bound = understood_after("will it go up?", Before("price", {"coins": ["SOL"]}), GRAMMAR, vocabulary())
    assert bound is not None
    assert (bound.command.name, bound.args) == ("forecast", {"coins": ["SOL"]})


def test_all_languages_have_the_same_concepts_of_directions() -> None:
    concepts = {each: frozenset().union(*turn_words(each, "directions").values()) for each in LANGUAGES}
    assert set(concepts.values()) == {concepts["en"]}
