"""The language of rules: what is said, how it is written, and what nobody can say."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.alerts.language import parse, written
from core.alerts.model import Wish
from core.kernel.errors import Mistake
from tests.fakes.wishes import TODAY, names, wishes


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
