"""After a list of alerts: what is asked of coins means the coin of the alert that stands there, what is done with
alerts the alert."""

import pytest

from bot.hearing.followups import Before
from bot.hearing.understanding import understood_after
from core.kernel.errors import Missing
from tests.fakes.hearing import GRAMMAR, Meant, vocabulary

# The second one is about no coin, as "market shift" is.
LISTED = Before("alerts", {"action": "list"}, ("BTC", "", "ETH", "SOL"))


def meant(text: str, language: str, before: Before = LISTED) -> Meant | None:
    bound = understood_after(text, before, GRAMMAR, vocabulary(language))
    return None if bound is None else (bound.command.name, dict(bound.args))


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "chart the third one", ("chart", {"coins": ["ETH"]})),
        ("en", "price of the first one", ("price", {"coins": ["BTC"]})),
        ("en", "how much is the third in euros", ("price", {"coins": ["ETH"], "in": "EUR"})),
        ("en", "forecast for the last one", ("forecast", {"coins": ["SOL"]})),
        ("en", "watch the third", ("watch", {"action": "add", "coins": ["ETH"]})),
        ("en", "alert the third < 2k", ("alert", {"rule": "eth < 2000"})),
        ("de", "zeig mir den dritten als chart", ("chart", {"coins": ["ETH"]})),
        ("de", "was kostet der erste", ("price", {"coins": ["BTC"]})),
        ("es", "gráfico de la tercera", ("chart", {"coins": ["ETH"]})),
        ("es", "cuánto cuesta la primera", ("price", {"coins": ["BTC"]})),
        ("pt", "gráfico do terceiro", ("chart", {"coins": ["ETH"]})),
        ("pt", "preço do primeiro", ("price", {"coins": ["BTC"]})),
    ],
)
def test_what_coins_have_is_asked_of_the_alert_s_coin(language: str, text: str, expected: Meant) -> None:
    assert meant(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "stop the third one", ("alerts", {"action": "pause", "ref": 3})),
        ("en", "delete the second", ("alerts", {"action": "delete", "ref": 2})),
        ("en", "show me the first", ("alerts", {"action": "show", "ref": 1})),
        ("en", "and the second?", ("alerts", {"action": "show", "ref": 2})),
        ("de", "pausiere den dritten", ("alerts", {"action": "pause", "ref": 3})),
        ("de", "und der zweite?", ("alerts", {"action": "show", "ref": 2})),
        ("es", "borra la segunda", ("alerts", {"action": "delete", "ref": 2})),
        ("pt", "pausa o terceiro", ("alerts", {"action": "pause", "ref": 3})),
    ],
)
def test_what_is_done_with_alerts_is_done_with_the_alert(language: str, text: str, expected: Meant) -> None:
    assert meant(text, language) == expected


def test_a_room_s_list_is_gone_on_from_alike() -> None:
    of_room = Before("room", {"action": "list"}, LISTED.listed)
    assert meant("chart the third one", "en", of_room) == ("chart", {"coins": ["ETH"]})
    assert meant("stop the third one", "en", of_room) == ("room", {"action": "pause", "ref": 3})


@pytest.mark.parametrize("text", ["chart the second one", "chart the ninth one"])
def test_an_alert_about_no_coin_or_beyond_the_list_gets_the_question_which(text: str) -> None:
    with pytest.raises(Missing) as asked:
        meant(text, "en")
    assert (asked.value.what, asked.value.nearest) == ("coin", ("BTC", "ETH", "SOL"))


def test_it_is_the_coin_or_the_alert_where_one_is_listed() -> None:
    one = Before("alerts", {"action": "list"}, ("ETH",))
    assert meant("chart it", "en", one) == ("chart", {"coins": ["ETH"]})
    assert meant("chart the first one", "en", one) == ("chart", {"coins": ["ETH"]})
    assert meant("delete it", "en", one) == ("alerts", {"action": "delete", "ref": 1})


def test_it_is_no_coin_where_alerts_are_about_several() -> None:
    with pytest.raises(Missing):
        meant("chart it", "en")
