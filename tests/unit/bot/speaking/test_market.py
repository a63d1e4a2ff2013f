"""Facts of the market as figures, and what lists of them have in common."""

from datetime import timedelta

import pytest

from bot.speaking.market import coin_cell, file_word, fitting, joined, mode_tag, window_text
from bot.speaking.reply import Cell, Text


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (timedelta(minutes=90), "90m"),
        (timedelta(hours=1), "1h"),
        (timedelta(hours=24), "24h"),
        (timedelta(hours=36), "36h"),
        (timedelta(days=7), "7d"),
        (timedelta(days=365), "365d"),
    ],
)
def test_a_window_is_carried_in_its_largest_whole_unit(length: timedelta, text: str) -> None:
    assert window_text(length) == text


def test_a_table_that_fits_keeps_all_its_columns() -> None:
    table = fitting(("a", "b"), [(Cell("x" * 18), Cell("y" * 18))], frozenset({1}))
    assert (table.width, table.columns, table.numeric) == (38, ("a", "b"), frozenset({1}))


def test_a_table_that_is_too_wide_loses_columns_from_the_right() -> None:
    table = fitting(("a", "b", "c"), [(Cell("x" * 18), Cell("y" * 18), Cell("1"))], frozenset({1, 2}))
    assert (table.columns, table.numeric) == (("a", "b"), frozenset({1}))


def test_a_table_is_never_made_narrow_by_cutting_its_first_column() -> None:
    with pytest.raises(ValueError, match="39 columns"):
        fitting(("a", "b"), [(Cell("x" * 39), Cell("y"))], frozenset())


@pytest.mark.parametrize(
    ("symbol", "shown"),
    [("BTC", "BTC"), ("ACOINWITHALONGNAME", "ACOINWITHAL…"), ("A\u202eB\x1b", "AB")],
)
def test_a_ticker_in_a_table_is_short_and_harmless(symbol: str, shown: str) -> None:
    assert coin_cell(symbol).text == shown


@pytest.mark.parametrize(("symbol", "word"), [("SOL", "sol"), ("../../etc", "------etc"), ("A/B C", "a-b-c")])
def test_a_ticker_in_a_file_s_name_leads_nowhere_else(symbol: str, word: str) -> None:
    assert file_word(symbol) == word


def test_clauses_are_joined_under_the_first_one_s_strong_part() -> None:
    assert joined((Text("BTC", " up"), Text(rest="range"), Text("lead", " rest")), "; ") == Text(
        "BTC", " up; range; lead rest"
    )


@pytest.mark.parametrize(
    ("mode", "tag", "watermark"),
    [(None, None, None), ("SIMULATED", "SIMULATED", "SIMULATED"), ("REPLAY 2021-04-18", "REPLAY 2021-04-18", "REPLAY")],
)
def test_a_picture_is_tagged_with_its_mode(mode: str | None, tag: str | None, watermark: str | None) -> None:
    assert mode_tag(mode) == {"tag": tag, "watermark": watermark}
