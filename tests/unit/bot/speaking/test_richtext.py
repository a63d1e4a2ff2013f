"""Rich text: what is cut stays readable, what is set stays what it was."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.telegram.markup import html
from bot.speaking.richtext import Rich, Run, Style, cleaned, lines, split, units, without
from tests.stand_ins.telegram_html import read_html, utf16

# Whatever people and coins may be called, but for what no wire carries (tests below).
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=300)
RUNS = st.lists(st.builds(Run, TEXTS, st.sampled_from(Style)), max_size=6).map(lambda runs: Rich(tuple(runs)))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@given(RUNS)
def test_html_reads_back_as_the_same_text(rich: Rich) -> None:
    text, entities = read_html(html(rich))
    assert text == rich.plain
    assert len(entities) <= 100


@given(RUNS, st.integers(20, 120))
def test_parts_keep_the_limit_and_lose_nothing_but_white_space(rich: Rich, limit: int) -> None:
    parts = split(rich, limit)
    assert all(0 < utf16(part.plain) <= limit for part in parts)
    assert squeezed("".join(part.plain for part in parts)) == squeezed(rich.plain)
    for part in parts:
        assert read_html(html(part))[0] == part.plain


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=60), st.integers(20, 60))
def test_a_number_is_never_cut(numbers: list[int], limit: int) -> None:
    written = [f"{number:,}" for number in numbers]
    parts = split(Rich((Run(" ".join(written)),)), limit)
    assert [word for part in parts for word in part.plain.split()] == written


def test_a_number_at_the_end_of_a_long_word_is_not_cut() -> None:
    parts = split(Rich((Run("x" * 15 + "1234567890"),)), 20)
    assert [part.plain for part in parts] == ["x" * 15, "1234567890"]


def test_a_character_of_two_units_counts_twice_and_stays_whole() -> None:
    parts = split(Rich((Run("🕯" * 30),)), 21)
    assert [part.plain for part in parts] == ["🕯" * 10] * 3
    assert units("🕯x") == 3


def test_it_is_cut_at_a_blank_line_before_a_line_before_a_word() -> None:
    assert [p.plain for p in split(Rich((Run("one two\nthree\n\nfour five six"),)), 24)] == [
        "one two\nthree",
        "four five six",
    ]
    assert [p.plain for p in split(Rich((Run("one two\nthree four five"),)), 14)] == ["one two", "three four", "five"]


def test_a_block_that_fits_a_part_is_not_cut() -> None:
    table = "\n".join(f"row {i}" for i in range(6))
    parts = split(lines([Rich((Run("words " * 5),)), Rich((Run(table, Style.MONO),))]), 60)
    assert parts[1].runs == (Run(table, Style.MONO),)


def test_a_block_longer_than_a_part_is_cut_between_its_lines() -> None:
    table = "\n".join(f"  row {i:02}" for i in range(12))
    parts = split(Rich((Run(table, Style.MONO),)), 60)
    assert "\n".join(part.plain for part in parts) == table
    assert all(run.style is Style.MONO for part in parts for run in part.runs)


def test_what_no_wire_carries_is_taken_out() -> None:
    assert cleaned("a\x00b\x1fc\ud83dd\r\ne\rf\tg") == "abc\ufffdd\ne\nf\tg"


def test_beyond_a_hundred_entities_the_text_stays_and_the_style_goes() -> None:
    rich = Rich(tuple(Run(f"{i} ", Style.STRONG if i % 2 else Style.PLAIN) for i in range(300)))
    text, entities = read_html(html(rich))
    assert text == rich.plain
    assert len(entities) == 100


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("A market, 4 s ago. Not saved (d1).", "A market, 4 s ago."),
        ("A market.\nNot saved (d1).\nSaved.", "A market.\nSaved."),
        ("Not saved (d1).\nSaved.", "Saved."),
        ("Not saved (d1).", ""),
        ("Saved.", "Saved."),
    ],
)
def test_a_sentence_goes_with_the_space_before_it(text: str, left: str) -> None:
    assert without(Rich((Run(text),)), ("Not saved (d1).", "")).plain == left


def test_what_stays_keeps_its_style() -> None:
    whole = Rich((Run("BTC", Style.STRONG), Run(" now. Not saved. Yet"), Run("x", Style.MONO)))
    assert without(whole, ["Not saved."]).runs == (
        Run("BTC", Style.STRONG),
        Run(" now."),
        Run(" Yet"),
        Run("x", Style.MONO),
    )
