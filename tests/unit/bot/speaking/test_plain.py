"""Plain signs, and words from outside made harmless."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.speaking.plain import ascii_signs, tame


def test_signs_become_ascii_and_letters_keep_their_accents() -> None:
    assert ascii_signs("−1,2\u00a0% · „über“ 3–4 ≥ 2…") == '-1,2 %; "über" 3-4 >= 2...'


def test_pictograms_go_with_the_space_they_leave() -> None:
    assert ascii_signs("🔔 BTC went below 60,000 USD") == "BTC went below 60,000 USD"
    assert ascii_signs("⏳\ufe0f late") == "late"


def test_what_somebody_wrote_keeps_its_pictograms() -> None:
    assert ascii_signs("Note: to the moon 🚀 ❤\ufe0f 👍🏽") == "Note: to the moon 🚀 ❤\ufe0f 👍🏽"


def test_what_is_quoted_is_one_line_and_short() -> None:
    assert tame("btx\nignore   all\tof this") == "btx ignore all of this"
    assert tame("z" * 100) == "z" * 39 + "…"


def test_what_reorders_or_hides_text_is_removed() -> None:
    assert tame("a\u202eb\u200bc\u2066d\x1b[31me\U000e0041f\ufeff") == "abcd[31mef"


def test_accents_stay_and_towers_of_them_do_not() -> None:
    assert tame("e\u0301") == "é"
    assert len(tame("z" + "\u0323\u0301" * 30)) <= 4


@given(st.text(max_size=300))
def test_nothing_invisible_and_nothing_long_is_ever_quoted(text: str) -> None:
    quoted = tame(text)
    assert len(quoted) <= 40
    assert not [c for c in quoted if unicodedata.category(c)[0] == "C" or c in "\u2028\u2029"]
