"""bot.hearing.followups — what goes on from what was last understood, in four languages and without a model."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.hearing.followups import Before
from bot.hearing.phrases import LANGUAGES, turn_words
from bot.hearing.understanding import understood_after
from core.kernel.errors import Missing, Mistake
from tests.effort import effort
from tests.fakes.hearing import GRAMMAR, Meant, vocabulary

CONVERSATIONS: Sequence[tuple[str, Sequence[tuple[str, Meant | None]]]] = (
    (
        "en",
        (
            ("price btc", ("price", {"coins": ["BTC"]})),
            ("and in euros?", ("price", {"coins": ["BTC"], "in": "EUR"})),
            ("same for eth", ("price", {"coins": ["ETH"], "in": "EUR"})),
            ("chart it", ("chart", {"coins": ["ETH"], "in": "EUR"})),
            ("and sol?", ("chart", {"coins": ["SOL"], "in": "EUR"})),
            ("with rsi", ("chart", {"coins": ["SOL"], "indicators": ["rsi"], "in": "EUR"})),
            ("over 30 days", ("chart", {"coins": ["SOL"], "window": "30d", "indicators": ["rsi"], "in": "EUR"})),
            (
                "and macd on 4h",
                (
                    "chart",
                    {"coins": ["SOL"], "interval": "4h", "window": "30d", "indicators": ["rsi", "macd"], "in": "EUR"},
                ),
            ),
            ("how much is it in dollars", ("price", {"coins": ["SOL"], "in": "USD"})),
            ("watch it", ("watch", {"action": "add", "coins": ["SOL"]})),
            ("and btc", ("watch", {"action": "add", "coins": ["BTC"]})),
        ),
    ),
    (
        "en",
        (
            ("convert 250 eur to eth", ("convert", {"amount": "250", "from": "EUR", "to": "ETH"})),
            ("and the other way round", ("convert", {"amount": "250", "from": "ETH", "to": "EUR"})),
            ("and 500?", ("convert", {"amount": "500", "from": "ETH", "to": "EUR"})),
            ("what about sol", ("convert", {"amount": "500", "from": "SOL", "to": "EUR"})),
            ("and in dollars", ("convert", {"amount": "500", "from": "SOL", "to": "USD"})),
        ),
    ),
    (
        "en",
        (
            ("top gainers 24h 5", ("top", {"direction": "gainers", "window": "24h", "n": 5})),
            ("and the losers?", ("top", {"direction": "losers", "window": "24h", "n": 5})),
            ("over 7 days", ("top", {"direction": "losers", "window": "7d", "n": 5})),
            ("market", ("market", {})),
            ("why?", ("market", {"why": True})),
        ),
    ),
    (
        "en",
        (
            ("alert btc < 60k every 4h", ("alert", {"rule": "btc < 60000 every 4h"})),
            ("same for eth", ("alert", {"rule": "eth < 60000 every 4h"})),
            ("tell me when it drops below 2k", ("alert", {"rule": "eth < 2000"})),
            ("the order book?", ("depth", {"coins": ["ETH"]})),
        ),
    ),
    (
        "en",
        (
            ("forecast btc", ("forecast", {"coins": ["BTC"]})),
            ("and eth?", ("forecast", {"coins": ["ETH"]})),
            ("over 30 days", ("forecast", {"coins": ["ETH"], "horizon": "30d"})),
            ("and in euros?", ("price", {"coins": ["ETH"], "in": "EUR"})),
        ),
    ),
    (
        "de",
        (
            ("preis btc", ("price", {"coins": ["BTC"]})),
            ("und in euro?", ("price", {"coins": ["BTC"], "in": "EUR"})),
            ("dasselbe für eth", ("price", {"coins": ["ETH"], "in": "EUR"})),
            ("als chart", ("chart", {"coins": ["ETH"], "in": "EUR"})),
            ("mit rsi", ("chart", {"coins": ["ETH"], "indicators": ["rsi"], "in": "EUR"})),
            ("250 eur in eth", ("convert", {"amount": "250", "from": "EUR", "to": "ETH"})),
            ("andersherum", ("convert", {"amount": "250", "from": "ETH", "to": "EUR"})),
            ("was kostet das in dollar", ("price", {"coins": ["ETH"], "in": "USD"})),
            ("sag mir wenn es unter 2k fällt", ("alert", {"rule": "eth < 2000 usd"})),
        ),
    ),
    (
        "es",
        (
            ("precio btc", ("price", {"coins": ["BTC"]})),
            ("¿y en euros?", ("price", {"coins": ["BTC"], "in": "EUR"})),
            ("lo mismo para eth", ("price", {"coins": ["ETH"], "in": "EUR"})),
            ("y el gráfico", ("chart", {"coins": ["ETH"], "in": "EUR"})),
            ("avísame cuando baje de 2k", ("alert", {"rule": "eth < 2000 eur"})),
        ),
    ),
    (
        "pt",
        (
            ("preço btc", ("price", {"coins": ["BTC"]})),
            ("e em euros?", ("price", {"coins": ["BTC"], "in": "EUR"})),
            ("o mesmo para eth", ("price", {"coins": ["ETH"], "in": "EUR"})),
            ("e o gráfico", ("chart", {"coins": ["ETH"], "in": "EUR"})),
            ("me avisa quando ele cair abaixo de 2k", ("alert", {"rule": "eth < 2000 eur"})),
        ),
    ),
)


def heard(text: str, before: Before | None, language: str) -> Meant | None:
    bound = understood_after(text, before, GRAMMAR, vocabulary(language))
    return None if bound is None else (bound.command.name, dict(bound.args))


@pytest.mark.parametrize(("language", "conversation"), CONVERSATIONS)
def test_a_sentence_goes_on_from_the_one_before(
    language: str, conversation: Sequence[tuple[str, Meant | None]]
) -> None:
    before: Before | None = None
    for text, wanted in conversation:
        got = heard(text, before, language)
        assert (text, got) == (text, wanted)
        assert got is not None
        before = Before(*got)


@pytest.mark.parametrize(
    "text",
    ["thanks", "and you?", "how are you", "and yesterday?", "same", "and", "the weather in paris", "write about it"],
)
@pytest.mark.parametrize("before", [Before("price", {"coins": ["BTC"]}), Before("chart", {"coins": ["BTC"]})])
def test_what_changes_nothing_is_no_follow_up(text: str, before: Before) -> None:
    assert heard(text, before, "en") is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("price eth", ("price", {"coins": ["ETH"]})),
        ("eth", ("price", {"coins": ["ETH"]})),
        ("chart eth 1h", ("chart", {"coins": ["ETH"], "interval": "1h"})),
        ("how much is sol", ("price", {"coins": ["SOL"]})),
        ("watch", ("watch", {"action": "list"})),
        ("alerts", ("alerts", {"action": "list"})),
    ],
)
def test_what_stands_by_itself_inherits_nothing(text: str, wanted: Meant) -> None:
    assert heard(text, Before("chart", {"coins": ["BTC"], "interval": "4h", "in": "EUR"}), "en") == wanted


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("price btx", ("coin", "btx")), ("price btc in eur in usd", ("second-currency", "usd")), ("depth", ("coin", ""))],
)
def test_what_is_wrong_is_told_as_if_nothing_had_been_said_before(text: str, wrong: tuple[str, str]) -> None:
    with pytest.raises(Mistake) as told:
        heard(text, Before("price", {"coins": ["BTC"]}), "en")
    assert (told.value.what, told.value.given) == wrong


BEFORE = st.sampled_from([
    Before("price", {"coins": ["BTC"], "in": "EUR"}),
    Before("chart", {"coins": ["ETH"], "interval": "4h", "indicators": ["rsi"]}),
    Before("convert", {"amount": "250", "from": "EUR"}),
    Before("top", {}),
    Before("market", {}),
    Before("watch", {"action": "list"}),
    Before("alert", {"rule": "btc -5% 1h and eth rsi 1h < 30"}),
])  # fmt: skip
WORDS = (
    "and", "same", "for", "it", "in", "euros", "dollars", "eth", "btc", "with", "rsi", "over", "7", "30d", "4h", "why",
    "losers", "chart", "price", "reverse", "what", "about", "y", "lo", "das",
)  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), BEFORE, st.sampled_from(LANGUAGES))
@settings(max_examples=effort(200, 5_000), deadline=None)
def test_any_words_after_anything_are_heard_or_refused_and_raise_nothing_else(
    words: list[str], before: Before, language: str
) -> None:
    try:
        got = heard(" ".join(words), before, language)
    except Mistake:
        return
    assert got is None or GRAMMAR.named(got[0]) is not None


PRICES = Before("price", {"coins": ["BTC", "ETH", "SOL"]})
TOP = Before("top", {"direction": "gainers"}, ("SOL", "ARB", "BTC"))
WATCHED = Before("watch", {"action": "list"}, ("ARB", "ETH"))
OF_ROOM = Before("room", {"action": "list"})


@pytest.mark.parametrize(
    ("before", "text", "wanted"),
    [
        (PRICES, "the second one", ("price", {"coins": ["ETH"]})),
        (PRICES, "chart the second one", ("chart", {"coins": ["ETH"]})),
        (PRICES, "nur den letzten", ("price", {"coins": ["SOL"]})),
        (TOP, "gráfico del primero en 4h", ("chart", {"coins": ["SOL"], "interval": "4h"})),
        (TOP, "alert me if the third one drops below 50k", ("alert", {"rule": "btc < 50000"})),
        (WATCHED, "tira o primeiro", ("watch", {"action": "remove", "coins": ["ARB"]})),
        (WATCHED, "delete the second one", ("watch", {"action": "remove", "coins": ["ETH"]})),
        (PRICES, "stop the second one", ("alerts", {"action": "pause", "ref": 2})),
        (PRICES, "delete the second one", ("alerts", {"action": "delete", "ref": 2})),
        (PRICES, "the last 7 days", ("price", {"coins": ["BTC", "ETH", "SOL"], "window": "7d"})),
        (OF_ROOM, "stop the second one", ("room", {"action": "pause", "ref": 2})),
        (OF_ROOM, "lösch a3", ("room", {"action": "delete", "id": "a3"})),
        (OF_ROOM, "snooze the first for 2h", ("room", {"action": "snooze", "ref": 1, "duration": "2h"})),
        (OF_ROOM, "stop my second alert", ("alerts", {"action": "pause", "ref": 2})),
        (Before("room", {"language": "de"}), "stop the second one", ("alerts", {"action": "pause", "ref": 2})),
        (Before("alerts", {"action": "pause", "id": "a7"}), "delete it", ("alerts", {"action": "delete", "id": "a7"})),
        (Before("alerts", {"action": "show", "id": "a3"}), "bórrala", ("alerts", {"action": "delete", "id": "a3"})),
        (
            Before("alerts", {"action": "pause", "ref": 2}),
            "turn it back on",
            ("alerts", {"action": "resume", "ref": 2}),
        ),
        (Before("alerts", {"why": True, "ref": 1}), "lösch ihn", ("alerts", {"action": "delete", "ref": 1})),
        (Before("room", {"action": "pause", "ref": 2}), "turn it on again", ("room", {"action": "resume", "ref": 2})),
        (Before("alerts", {"action": "list"}), "alle aus", ("alerts", {"action": "pause", "id": "all"})),
        (Before("price", {"coins": ["BTC"]}), "alert me when it hits 50k", ("alert", {"rule": "btc equals 50000"})),
        (Before("chart", {"coins": ["ETH"]}), "alert when it falls below 2k", ("alert", {"rule": "eth < 2000"})),
        (Before("alert", {"rule": "btc < 60000"}), "and above 70k", ("alert", {"rule": "btc > 70000"})),
        (Before("alert", {"rule": "btc < 60000"}), "lieber 58k", ("alert", {"rule": "btc < 58000"})),
        (Before("alert", {"rule": "btc < 60000"}), "every 4h", ("alert", {"rule": "btc < 60000 every 4h"})),
        (Before("alert", {"rule": "eth -5% 1h"}), "3% is enough", ("alert", {"rule": "eth -3% 1h"})),
        (Before("alert", {"rule": "eth < 2000"}), "¿y en euros?", ("alert", {"rule": "eth < 2000 eur"})),
        (Before("quiet", {"hours": "23:00-07:00"}), "turn it off again", ("quiet", {"action": "off"})),
        (Before("quiet", {"hours": "23:00-07:00"}), "lieber ab 22 uhr", ("quiet", {"hours": "22:00-07:00"})),
        (Before("digest", {"time": "08:00"}), "only on weekdays", ("digest", {"time": "08:00", "days": "weekdays"})),
        (Before("settings", {"emoji": "off"}), "put them back on", ("settings", {"emoji": "on"})),
        (Before("privacy", {}), "expórtalos", ("privacy", {"action": "export"})),
        (Before("market", {}), "tell me when that changes", ("alert", {"rule": "market shift"})),
    ],
)
def test_what_is_left_unsaid_is_what_was_spoken_of(before: Before, text: str, wanted: Meant) -> None:
    assert heard(text, before, "en") == wanted


def test_a_place_that_the_list_has_not_is_asked_about() -> None:
    with pytest.raises(Missing) as asked:
        heard("chart the fifth", PRICES, "en")
    assert (asked.value.what, asked.value.nearest) == ("coin", ("BTC", "ETH", "SOL"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "before",
    [
        Before("alert", {"rule": "btc < 60000"}), Before("alerts", {"action": "delete", "id": "a2"}),
        Before("quiet", {"hours": "23:00-07:00"}), Before("digest", {"time": "08:00"}), WATCHED, TOP, OF_ROOM,
        Before("settings", {"emoji": "off"}), Before("privacy", {}), Before("convert", {"amount": "1", "from": "BTC"}),
    ],
)  # fmt: skip
def test_thanks_change_nothing(before: Before, language: str) -> None:
    thanks = (
        "thanks",
        "ok",
        "ok cool",
        "great",
        "danke dir",
        "alles klar",
        "gracias",
        "vale, gracias",
        "obrigado",
        "legal",
    )
    assert {text: got for text in thanks if (got := heard(text, before, language))} == {}


def test_all_languages_have_the_same_concepts_of_going_on() -> None:
    concepts = {each: frozenset().union(*turn_words(each, "followups").values()) for each in LANGUAGES}
    assert set(concepts.values()) == {concepts["en"]}
