"""The language of rules: what is said, how it is written, and what nobody can say."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.alerts.language import parse, settled, written
from core.alerts.model import Wish
from core.alerts.names import CatalogueNames
from core.kernel.errors import Mistake
from core.market.coins import SHARED
from tests.fakes.rules import mistake, rewritten, wished
from tests.fakes.wishes import CATALOGUE, TODAY, VENUES, names, wishes


@given(wishes(), st.sampled_from(["en", "de", "es", "pt"]))
def test_what_is_written_is_read_as_the_same_wish(wish: Wish, language: str) -> None:
    assert parse(written(wish, language), names(language), TODAY) == wish


_WORDS = st.sampled_from(
    """
    btc eth usdt < > <= below crosses equals 60k 1.5m 0.5% -5% ±8% 1h 24h 7d rsi ema50 bb macd volume 3x market shift to
    bearish portfolio from peak forecast up excludes off 1 by once every 4h max 3 for until 31 dec 2026-12-31 03/04 note
    at kraken here me rearm 2 even night and or ( ) , . eur live 🙂 x
    """.split()  # noqa: SIM905 - words as they are said
)


@given(st.text() | st.lists(_WORDS, max_size=14).map(" ".join))
@example("(" * 5000)
@example("btc < 60k " * 400)
@example("9" * 4000)
@example("btc < " + "9" * 50)
@example("btc -5% " + "9" * 30 + "h")
@example("btc < 60k max " + "9" * 5000)
@example("btc < 60k until 99/99")
@example("btc < 60k until 2026-99-99")
@example("btc rsi9999 < 3")
@example("btc < \ud800")
def test_any_text_is_a_wish_or_a_mistake(text: str) -> None:
    try:
        wish = parse(text, names(), TODAY)
    except Mistake:
        return
    assert parse(written(wish), names(), TODAY) == wish


@pytest.mark.parametrize("text", ["x" * 4097, "btc < 60k " * 10_000, "(" * 100_000])
def test_a_text_that_is_longer_than_any_rule_is_not_read(text: str) -> None:
    with pytest.raises(Mistake) as refused:
        parse(text, names(), TODAY)
    assert refused.value.what == "message"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("btc < 60k every 4h max 3", "btc < 60000 every 4h max 3"),
        ("btc < 60k once", "btc < 60000"),
        ("btc < 60k, every hour, max 3 times", "btc < 60000 every 1h max 3"),
        ("btc < 60k every 90s", "btc < 60000 every 90s"),
        ("btc < 60k every day", "btc < 60000 every 24h"),
        ("btc < 60k for 10 minutes", "btc < 60000 for 10m"),
        ("btc < 60k until 31 dec", "btc < 60000 until 2026-12-31"),
        ("btc < 60k until friday", "btc < 60000 until 2026-12-04"),
        ("btc < 60k on Kraken to me", "btc < 60000 at kraken to me"),
        ("btc < 60k rearm 2%", "btc < 60000 rearm 2"),
        ("btc < 60k even at night to here", "btc < 60000 to here even at night"),
        ("btc < 60k note: sell", "btc < 60000 note sell"),
        ("btc < 60k NOTE  every 4h  and 日本 <b>", "btc < 60000 note every 4h  and 日本 <b>"),
    ],
)
def test_options_stand_in_any_order_behind_the_conditions(text: str, expected: str) -> None:
    assert rewritten(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("btc < 1 or eth < 2 and sol < 3", "btc < 1 or eth < 2 and sol < 3"),
        ("(btc < 1 or eth < 2) and sol < 3", "(btc < 1 or eth < 2) and sol < 3"),
        ("btc < 1 and (eth < 2 and sol < 3)", "btc < 1 and eth < 2 and sol < 3"),
        ("((btc < 1))", "btc < 1"),
        ("btc < 1 & (eth < 2 | sol < 3)", "btc < 1 and (eth < 2 or sol < 3)"),
    ],
)
def test_and_binds_tighter_and_brackets_that_say_nothing_go(text: str, expected: str) -> None:
    assert rewritten(text) == expected


@pytest.mark.parametrize(
    ("text", "what", "given", "nearest"),
    [
        ("", "rule", "", ()),
        ("  ", "rule", "", ()),
        ("note only", "rule", "", ()),
        ("🙂", "coin", "🙂", ()),
        ("market", "coin", "market", ("market shift", "mkr")),
        ("btc < 60k and", "coin", "", ()),
        ("btc < 60k evry 4h", "option", "evry", ("every",)),
        ("btc < 60k every", "window", "", ("1h", "24h", "7d")),
        ("btc < 60k every 0h", "window", "0h", ("1h", "4h", "24h")),
        ("btc < 60k max 0", "count", "0", ("3", "10")),
        ("btc < 60k max 3 max 4", "twice", "max 4", ()),
        ("btc < 60k even at night even at night", "twice", "even at night", ()),
        ("btc < 60k once every 4h", "clash", "once every 4h", ("once", "every 4h")),
        ("btc < 60k max 3 once", "clash", "once max 3", ("once", "max 3")),
        ("btc crosses 60k for 10m", "lasting", "for 10m", ()),
        ("btc equals 60k or eth < 3k for 10m", "lasting", "for 10m", ()),
        ("btc < 60k until 03/04", "date", "03/04", ("2027-04-03", "2027-03-04")),
        ("btc < 60k until 30 feb", "date", "30 feb", ()),
        ("btc < 60k until 2026-11-28", "past-date", "2026-11-28", ()),
        ("btc < 60k at krakn", "venue", "krakn", ("kraken",)),
        ("btc < 60k at", "venue", "", ()),
        ("btc < 60k note", "note", "", ()),
        ("((btc < 60k)", "bracket", "", (")",)),
        ("(" * 41 + "btc < 60k", "brackets", "(", ()),
        (" and ".join(["btc < 60k"] * 21), "conditions", "20", ()),
        ("btc < 60k rearm 0", "percent", "0", ("5%",)),
        ("eth -100% 1h", "percent", "-100%", ("-5%",)),
    ],
)
def test_a_mistake_names_the_word_what_is_near_and_an_example(
    text: str, what: str, given: str, nearest: tuple[str, ...]
) -> None:
    wrong = mistake(text)
    assert (wrong.what, wrong.given, wrong.nearest) == (what, given, nearest)
    assert wrong.example.startswith("alert ")


def test_a_word_that_two_coins_share_is_asked_about() -> None:
    shared = next(iter(SHARED))
    wrong = mistake(f"{shared} < 5")
    assert wrong.what == "coin-choice"
    assert {parse(f"{word} < 5", names(), TODAY) for word in wrong.nearest}


def test_a_coin_that_is_not_among_those_that_may_be_named_is_none() -> None:
    few = CatalogueNames(CATALOGUE, VENUES, only={"btc"})
    assert written(parse("bitcoin < 60k", few, TODAY)) == "btc < 60000"
    with pytest.raises(Mistake) as unknown:
        parse("btc < 60k and eth < 3k", few, TODAY)
    assert (unknown.value.what, unknown.value.given) == ("coin", "eth")


@pytest.mark.parametrize("text", ["eth < 4000000 sats", "eth < 4000000sats", "eth < 4m satoshis"])
def test_a_level_in_satoshis_is_one_in_bitcoin(text: str) -> None:
    assert written(wished(text)) == "eth < 0.04 btc"


def test_levels_without_a_currency_get_one_when_a_rule_is_saved() -> None:
    wish = settled(wished("btc < 60k and eth < 3k usdt and sol -5% 1h"), "EUR")
    assert written(wish) == "btc < 60000 eur and eth < 3000 usdt and sol -5% 1h"
