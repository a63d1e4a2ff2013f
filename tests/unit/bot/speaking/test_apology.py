"""Apologies: what was wrong, the nearest valid form, one example — for every error, in every language."""

import unicodedata
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.speaking.apology import EXAMPLES, apologise
from bot.speaking.reply import Button, Part, Text
from bot.speaking.say import LANGUAGES, Say
from core.kernel.errors import (
    CandlewickError,
    Defect,
    Missing,
    Mistake,
    NotAllowed,
    OverBudget,
    Stale,
    Unavailable,
    UnknownName,
    Unsaid,
)

NOW = datetime(2026, 6, 2, 12, 3, 9, tzinfo=UTC)
BTX = UnknownName("coin", "btx", ("BTC", "BTG"), "price btc")
EVERY = (
    *(UnknownName(what, "x", ("y",)) for what in [*EXAMPLES, "word", "draft", "person", "never heard of"]),
    *(Missing(what) for what in [*EXAMPLES, "word", "draft", "person", "never heard of"]),
    *(
        NotAllowed(what)
        for what in ("owner-only", "private-only", "room-reads-only", "stranger", "blocked", "own-role", "other")
    ),
    *(OverBudget(what, until=NOW) for what in ("questions", "pace", "something")),
    *(Unavailable("kraken", r) for r in ("network", "timeout", "busy", "garbled", "rejected", "none", "unheard")),
    *(Unavailable("database", r) for r in ("full", "read-only", "broken")),
    Mistake("coin", "x"),
    Stale("kraken", NOW - timedelta(minutes=12)),
    *(Unsaid("discord", r, True) for r in ("too-big", "late", "partly", "rejected")),
    Defect("7F3K"),
)


def words(error: CandlewickError, language: str = "en", said: str = "") -> Text:
    blocks, _ = apologise(error, Say(language, "Europe/Berlin", NOW), said)
    (block,) = blocks
    assert isinstance(block, Text)
    return block


def buttons(error: CandlewickError, said: str) -> tuple[Button, ...]:
    return apologise(error, Say("en", "UTC", NOW), said)[1]


def test_a_slip_is_named_mended_and_shown_by_example() -> None:
    said = words(BTX)
    assert said == Text("No coin 'btx'.", " Did you mean BTC or BTG? Example: price btc", Part.ANSWER)


def test_its_buttons_send_the_command_with_the_word_mended() -> None:
    assert buttons(BTX, "price btx in eur") == (
        Button("BTC", "price btc in eur"),
        Button("BTG", "price btg in eur"),
    )


def test_a_word_that_merely_holds_the_wrong_one_is_left_alone() -> None:
    assert buttons(UnknownName("coin", "bt", ("BTC",)), "alert btb bt 5") == (Button("BTC", "alert btb btc 5"),)
    assert buttons(UnknownName("coin", "bt", ("BTC",)), "alert btb") == ()


def test_two_coins_of_one_ticker_give_a_chooser() -> None:
    error = Missing("coin-choice", "LUNA", ("terra-classic", "terra-2"))
    assert words(error, said="price luna in eur").text == (
        "LUNA is more than one coin. Which one: terra-classic or terra-2? Example: price terra-classic in eur"
    )
    assert [b.sends for b in buttons(error, "price luna in eur")] == [
        "price terra-classic in eur",
        "price terra-2 in eur",
    ]


def test_a_missing_word_is_offered_behind_what_was_said() -> None:
    error = Missing("coin", "", ("BTC", "ETH"), "price btc")
    assert words(error).text == "Which coin? Example: price btc"
    assert buttons(error, "price") == (Button("BTC", "price BTC"), Button("ETH", "price ETH"))


def test_a_language_is_offered_in_its_own_name_and_said_where_there_are_no_buttons() -> None:
    error = Missing("language", "", ("en", "de"), "settings language de")
    for speaks in LANGUAGES:
        said = apologise(error, Say(speaks, "UTC", NOW), "settings language")[1]
        assert said == (Button("English", "settings language en"), Button("Deutsch", "settings language de"))
        (block,) = apologise(error, Say(speaks, "UTC", NOW, plain=True))[0]
        assert isinstance(block, Text)
        assert "English en, Deutsch de, Espa\u00f1ol es" in block.text


def test_a_mistyped_slash_command_keeps_its_slash() -> None:
    assert buttons(UnknownName("command", "/pric", ("price",)), "/pric btc") == (Button("price", "/price btc"),)


def test_long_choices_fit_a_button() -> None:
    zones = ("Europe/Berlin", "America/Argentina/Buenos_Aires", "America/North_Dakota/New_Salem_of_Old")
    labels = [b.label for b in buttons(UnknownName("zone", "berlim", zones), "settings zone berlim")]
    assert labels == ["Europe/Berlin", "Buenos Aires", "New Salem of …"]


def test_nobody_s_slip_is_a_thousand_letters_long() -> None:
    assert buttons(BTX, "price btx " + "a " * 1000) == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Kraken does not answer. Next try in 30\u00a0s."),
        ("de", "Kraken antwortet nicht. Nächster Versuch in 30\u00a0s."),
        ("es", "Kraken no responde. Próximo intento en 30\u00a0s."),
        ("pt", "Kraken não responde. Próxima tentativa em 30\u00a0s."),
    ],
)
def test_a_silent_venue_is_named_with_what_happens_next(language: str, text: str) -> None:
    assert words(Unavailable("kraken", "network", timedelta(seconds=30)), language).text == text


def test_a_full_disk_is_called_one() -> None:
    assert words(Unavailable("database", "full")).text == "The disk is full: nothing was saved."


def test_a_defect_gives_the_code_that_finds_it() -> None:
    assert words(Defect("7F3K")).text == "That failed here. Nothing was lost; code 7F3K for the owner."


def test_old_data_is_marked_with_its_age() -> None:
    assert (
        words(Stale("kraken", NOW - timedelta(minutes=12))).text == "STALE: the last data of Kraken is 12\u00a0min old."
    )


def test_a_used_budget_says_when_it_is_new_and_what_still_works() -> None:
    said = words(OverBudget("questions", until=NOW + timedelta(hours=1)))
    assert said.text == ("Today's limit for questions is used. Commands go on. New at 15:03:09 +02:00. Try: price btc")


def test_a_limit_is_said_in_numbers() -> None:
    assert words(OverBudget("charts", "4")).text == "I draw at most 4 charts at once. Example: chart btc eth"
    words_too_many = UnknownName("length", "101", ("80",), "price btc")
    assert words(words_too_many).text.startswith("A line of 101 words is too long; 80 are the most I read. Example:")
    too_long = UnknownName("message", "100000", ("4096",), "price btc")
    assert words(too_long).text.startswith("A message of 100000 characters is too long; 4096 are the most I read.")


def test_an_answer_that_did_not_arrive_is_told_with_what_to_do() -> None:
    assert words(Unsaid("discord", "too-big", True)).text == "The file of this answer is larger than Discord takes."
    assert words(Unsaid("telegram", "rejected", False)).text == "Telegram did not take the answer. Ask again."


def test_a_stranger_is_told_one_thing() -> None:
    assert words(NotAllowed("stranger")).text == "This bot is private; ask its owner for an invite."


def test_a_wrong_code_is_not_repeated() -> None:
    assert "K7QF" not in words(UnknownName("code", "")).text


@pytest.mark.parametrize("error", EVERY, ids=repr)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_has_words_in_every_language(error: CandlewickError, language: str) -> None:
    assert words(error, language).lead


def test_what_somebody_typed_cannot_reorder_flood_or_hide() -> None:
    said = words(UnknownName("coin", "a\u202eb\u200b\x00\n" + "c" * 5000)).text
    assert len(said) < 120
    assert not [c for c in said if unicodedata.category(c)[0] == "C"]


@given(given_=st.text(max_size=200), said=st.text(max_size=200), nearest=st.lists(st.text(max_size=40), max_size=4))
def test_any_input_gets_an_apology(given_: str, said: str, nearest: list[str]) -> None:
    blocks, offered = apologise(UnknownName("coin", given_, nearest), Say("de", "UTC", NOW), said)
    assert blocks
    assert all(len(b.label) <= 14 for b in offered)
