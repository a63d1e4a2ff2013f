"""core.people.codes — one-time codes as they are made, typed and kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.chance import SeededChance
from bot.hearing.guard import looks_secret
from core.people.codes import hashed, matches, new_code, read_code

codes = st.integers().map(lambda seed: new_code(SeededChance(seed)))


@given(codes)
def test_a_code_is_two_groups_of_five_that_nobody_misreads(code: str) -> None:
    first, dash, second = code.partition("-")
    assert (len(first), dash, len(second)) == (5, "-", 5)
    assert not set(first + second) & set("01IO")


@given(codes, st.sampled_from(["{}", "/start {}", "Invite code: {}", "the code is {}", "my owner code: {}", "{} {}"]))
def test_a_code_never_looks_like_a_secret(code: str, sentence: str) -> None:
    assert looks_secret(sentence.format(code, code)) is None


@given(codes, st.booleans())
def test_a_code_is_read_however_it_is_copied(code: str, lenient: bool) -> None:
    typed = [code, code.lower(), f"  {code}\n", f"`{code}`", code.replace("-", "–"), code.replace("-", " ", 1)]
    digits = any(c.isdigit() for c in code)
    assert {read_code(text, lenient) for text in typed[:-1]} == {code}
    assert read_code(typed[-1], lenient) == (code if digits else None)


@pytest.mark.parametrize("text", ["", "price btc", "DOGE-USDT", "BTC-USD", "hello there", "chart 2024", "K7QFM-2M9P"])
def test_words_and_pairs_are_no_codes_of_a_member(text: str) -> None:
    assert read_code(text, lenient=False) is None


@pytest.mark.parametrize("text", ["AAAA-BBBB", "ABCDE-12345", "0000-0000", "wrongcode1", "KKKKK-KKKKK"])
def test_all_of_a_codes_shape_counts_as_a_strangers_guess(text: str) -> None:
    assert read_code(text, lenient=True) is not None


@pytest.mark.parametrize(
    "text", ["", "hi", "price btc", "chart 2024", "good morning", "WRONGCODES", "a-b", "🦊🦊🦊🦊-🦊🦊🦊🦊"]
)
def test_small_talk_is_no_guess(text: str) -> None:
    assert read_code(text, lenient=True) is None


@given(st.text(), st.booleans())
def test_any_text_is_a_code_or_none(text: str, lenient: bool) -> None:
    code = read_code(text, lenient)
    assert code is None or (code.isascii() and code == code.upper() and code.count("-") == 1)


@given(codes, codes)
def test_a_code_matches_its_own_hash_alone(code: str, other: str) -> None:
    assert matches(code, hashed(code))
    assert matches(other, hashed(code)) == (other == code)


@given(codes)
def test_the_hash_holds_nothing_of_the_code(code: str) -> None:
    assert code not in hashed(code)
    assert len(hashed(code)) == 64
