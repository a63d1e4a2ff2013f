"""markdown — what people and venues write is shown as they wrote it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.markdown import escaped, markdown, parts
from bot.speaking.richtext import Rich, Run, Style, units

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n*_`~|<>#-[]."), max_size=200)
RUNS = st.lists(st.builds(Run, TEXTS, st.sampled_from(Style)), max_size=6).map(lambda runs: Rich(tuple(runs)))


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("a*b_c`d", "a\\*b\\_c\\`d"),
        ("~~gone~~ ~5", "\\~\\~gone\\~\\~ ~5"),
        ("||hidden|| a|b", "\\|\\|hidden\\|\\| a|b"),
        ("<@123> <#4> <:x:5> btc < 60k", "\\<@123> \\<#4> \\<:x:5> btc < 60k"),
        ("[here](https://example.org)", "\\[here](https://example.org)"),
        ("# big\n> said\n- one\n-# small\n1. first", "\\# big\n\\> said\n\\- one\n\\-# small\n1\\. first"),
        ("-6.6% and 1.5", "-6.6% and 1.5"),
        ("C:\\path", "C:\\\\path"),
    ],
)
def test_no_sign_is_read_as_markup(typed: str, written: str) -> None:
    assert escaped(typed) == written


def test_strong_words_keep_the_space_around_them() -> None:
    rich = Rich((Run("Market:", Style.STRONG), Run(" price btc"), Run(" end ", Style.STRONG)))
    assert markdown(rich) == "**Market:** price btc **end** "


def test_a_block_begins_on_a_line_of_its_own_and_closes_itself() -> None:
    assert markdown(Rich((Run("a"), Run("x ``` y", Style.MONO)))) == "a\n```\nx ˋˋˋ y\n```"


@given(RUNS, st.integers(200, 400))
def test_parts_with_their_marks_keep_the_limit(rich: Rich, limit: int) -> None:
    assert all(units(markdown(part)) <= limit for part in parts(rich, limit))


@given(TEXTS)
def test_all_marks_of_outside_words_are_escaped(text: str) -> None:
    shown = escaped(text)
    unescaped = shown.replace("\\\\", "").replace("\\*", "").replace("\\`", "").replace("\\_", "")
    assert not set("*`_") & set(unescaped)
