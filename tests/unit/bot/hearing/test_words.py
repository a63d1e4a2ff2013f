"""Words: what is left of a message once nothing in it can hurt."""

import pytest

from bot.hearing.words import LONGEST_MESSAGE, Words, cleaned, folded, spellings


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("price  btc\teth\n", ("price", "btc", "eth")),
        ("price btc, eth,sol", ("price", "btc", "eth", "sol")),
        ("convert 1,234.5 eur", ("convert", "1,234.5", "eur")),
        ("«price» (btc)?!", ("price", "btc")),
        ("pri\u200bce \u202ebtc\x00", ("price", "btc")),
        ("ｐｒｉｃｅ ｂｔｃ", ("price", "btc")),
        ("price btc/usdt $eth", ("price", "btc/usdt", "$eth")),
        ("chart indicators=rsi,macd", ("chart", "indicators=rsi,macd")),
        ("btc🚀 price 👍🏽 ❤️", ("btc", "price")),
        ("convert .5 btc", ("convert", "0.5", "btc")),
        ("price btc. 5", ("price", "btc", "5")),
        ("", ()),
        (" \u3000 \ud800 ", ()),
    ],
)
def test_a_message_is_split_at_spaces_and_list_commas_without_what_is_invisible(
    text: str, words: tuple[str, ...]
) -> None:
    assert Words.of(text).typed == words


def test_words_compare_without_case_and_accents() -> None:
    assert folded("CAÍDAS") == "caidas"
    assert spellings("Währung") == {"wahrung", "waehrung"}
    assert spellings("größte") == {"grosste", "groesste"}


def test_a_text_that_unfolds_to_more_than_a_message_is_cut() -> None:
    assert len(cleaned("\ufdfa" * LONGEST_MESSAGE)) <= LONGEST_MESSAGE


def test_an_option_is_taken_out_with_its_values() -> None:
    words = Words.of("price coins=btc,eth in:eur amount=1,5")
    assert [words.take_option(name) for name in ("coins", "in", "amount")] == ["btc eth", "eur", "1,5"]
    assert words.typed == ("price",)
    assert words.take_option("coins") is None


@pytest.mark.parametrize("value", ["🔥", "...", "❌✋", ""])
def test_an_option_that_is_set_to_no_word_is_still_there(value: str) -> None:
    assert Words.of(f"cancel draft={value}").take_option("draft") == value


def test_a_picture_is_no_word_and_known_for_itself_behind_the_first() -> None:
    assert Words.of("cancel 🔥").typed == ("cancel",)
    assert Words.of("cancel 🔥").pictures == ("🔥",)
    assert Words.of("🔥 cancel").pictures == Words.of("cancel🔥").pictures == Words.of("cancel !").pictures == ()


def test_words_are_removed_inserted_and_read_as_phrases() -> None:
    words = Words.of("a B c")
    assert words.phrase(1, 2) == "b c"
    assert words.phrase(2, 2) == ""
    assert [w.typed for w in words.remove(0, 2)] == ["a", "B"]
    words.insert(0, ("x", "Ý"))
    assert [w.folded for w in words] == ["x", "y", "c"]
