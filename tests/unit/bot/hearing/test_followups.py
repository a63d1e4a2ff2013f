"""bot.hearing.followups — what goes on from what was last understood, in four languages and without a model."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.hearing.followups import Before
from bot.hearing.phrases import LANGUAGES
from bot.hearing.understanding import understood_after
from core.kernel.errors import Mistake
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
            ("sag mir wenn es unter 2k fällt", ("alert", {"rule": "eth < 2000"})),
        ),
    ),
    (
        "es",
        (
            ("precio btc", ("price", {"coins": ["BTC"]})),
            ("¿y en euros?", ("price", {"coins": ["BTC"], "in": "EUR"})),
            ("lo mismo para eth", ("price", {"coins": ["ETH"], "in": "EUR"})),
            ("y el gráfico", ("chart", {"coins": ["ETH"], "in": "EUR"})),
            ("avísame cuando baje de 2k", ("alert", {"rule": "eth < 2000"})),
        ),
    ),
    (
        "pt",
        (
            ("preço btc", ("price", {"coins": ["BTC"]})),
            ("e em euros?", ("price", {"coins": ["BTC"], "in": "EUR"})),
            ("o mesmo para eth", ("price", {"coins": ["ETH"], "in": "EUR"})),
            ("e o gráfico", ("chart", {"coins": ["ETH"], "in": "EUR"})),
            ("me avisa quando ele cair abaixo de 2k", ("alert", {"rule": "eth < 2000"})),
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
