"""core.alerts.editing — a few words change a rule and leave the rest of it."""

import pytest

from core.alerts.editing import edited
from core.alerts.language import written
from core.kernel.errors import Mistake
from tests.fakes.alerts import a_wish
from tests.fakes.wishes import TODAY, names


def change(before: str, text: str, language: str = "en") -> str:
    return written(edited(a_wish(before), text, names(language), TODAY))


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        ("btc < 60000 usd", "< 58k", "btc < 58000"),
        ("btc < 60000 usd", "btc > 70k eur", "btc > 70000 eur"),
        ("btc < 60000 usd every 4h note closer", "< 58k usd", "btc < 58000 usd every 4h note closer"),
        ("btc < 60000 usd", "every 2h", "btc < 60000 usd every 2h"),
        ("btc < 60000 usd every 2h max 5", "max 3 even at night", "btc < 60000 usd every 2h max 3 even at night"),
        ("btc < 60000 usd every 2h", "once", "btc < 60000 usd"),
        ("btc < 60000 usd every 2h", "note once more", "btc < 60000 usd every 2h note once more"),
        ("eth -5% 1h and eth rsi 1h < 30", "every 4h", "eth -5% 1h and eth rsi 1h < 30 every 4h"),
        ("eth -5% 1h", "-7% 1h", "eth -7% 1h"),
        ("forecast btc 7d excludes 60k every 4h", "excludes 58k", "forecast btc 7d excludes 58000 every 4h"),
        ("eth -5% 1h", "sol +7% 1h", "sol +7% 1h"),
        ("btc rsi 1h < 30", "rsi 4h < 25 live", "btc rsi 4h < 25 live"),
        ("market shift", "note look", "market shift note look"),
        ("market shift", "once", "market shift once"),
        ("market shift every 2h", "once", "market shift once"),
        ("market shift once", "note look", "market shift once note look"),
        ("market shift once", "every 2h", "market shift every 2h"),
        ("market shift once", "btc < 58k", "btc < 58000"),
    ],
)
def test_what_the_words_say_takes_the_place_of_what_was_there(before: str, text: str, after: str) -> None:
    assert change(before, text) == after


def test_a_level_is_read_as_the_language_writes_it() -> None:
    assert change("btc < 1234.5 usd", "every 2h", "de") == "btc < 1234.5 usd every 2h"
    assert change("btc < 60000 usd", "< 58.000", "de") == "btc < 58000"


@pytest.mark.parametrize("text", ["whatever", "every never", "< ", "😀", "btcx < 5"])
def test_words_that_are_no_change_are_the_mistake_that_they_are(text: str) -> None:
    with pytest.raises(Mistake):
        change("btc < 60000 usd", text)
