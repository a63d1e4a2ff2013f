"""A reply in the terminal — eighty columns, the answer strong, the source dim, nothing that steers the screen."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.terminal.render import Run, Style, plain_text, rendered
from bot.speaking.reply import Button, Cell, Chart, File, Part, Reply, Table, Text

FILES = Path("data/files")
LONG = "Prices, charts, forecasts and alerts are told here in one line that is far too long for eighty columns of text."


def words(reply: Reply, ascii_only: bool = False) -> list[str]:
    return ["".join(run.text for run in line) for line in rendered(reply, FILES, ascii_only)]


def test_the_answer_is_strong_and_what_follows_it_is_not() -> None:
    assert rendered(Reply((Text("BTC 59,140 EUR", ", +1.2%", Part.ANSWER),)), FILES) == [
        (Run("BTC 59,140 EUR", Style.STRONG), Run(", +1.2%"))
    ]


def test_the_mode_is_marked_and_the_source_is_dim() -> None:
    reply = Reply((Text("SIMULATED", part=Part.MODE), Text(rest="Kraken, 4 s ago.", part=Part.SOURCE)))
    assert rendered(reply, FILES) == [(Run("SIMULATED", Style.MARK),), (Run("Kraken, 4 s ago.", Style.DIM),)]


def test_a_long_line_is_broken_at_words_and_stays_strong_as_far_as_it_was() -> None:
    lines = rendered(Reply((Text(LONG, " And more.", Part.ANSWER),)), FILES)
    assert [len("".join(run.text for run in line)) <= 78 for line in lines] == [True, True]
    assert [run.style for line in lines for run in line] == [Style.STRONG, Style.STRONG, Style.PLAIN]
    assert lines[1][-1].text == " And more."


def test_each_line_of_a_caption_is_a_line_and_only_the_first_is_strong() -> None:
    caption = Text("ETH 3,000 USD", ", middle\nBids within 1%\nAsks within 1%", Part.ANSWER)
    assert rendered(Reply((Chart(b"", "depth-eth", caption),)), FILES) == [
        (Run("data/files/depth-eth.png"),),
        (Run("ETH 3,000 USD", Style.STRONG), Run(", middle")),
        (Run("Bids within 1%"),),
        (Run("Asks within 1%"),),
    ]


def test_a_break_keeps_a_number_with_its_unit() -> None:
    text = Text(rest="x" * 70 + " 59,140\u00a0EUR")
    assert words(Reply((text,))) == ["x" * 70, "59,140\u00a0EUR"]


def test_a_table_has_a_heading_no_frame_and_numbers_on_the_right() -> None:
    table = Table(("coin", "USD"), ((Cell("BTC"), Cell("59,140")), (Cell("ETH"), Cell("2,905"))), frozenset({1}))
    assert rendered(Reply((table,)), FILES) == [
        (Run("coin     USD", Style.DIM),),
        (Run("BTC   59,140"),),
        (Run("ETH    2,905"),),
    ]


def test_a_file_is_named_by_its_path() -> None:
    assert words(Reply((File(b"{}", "export.json"),))) == ["data/files/export.json"]


def test_buttons_are_numbered_through_both_rows() -> None:
    reply = Reply((), (Button("Save", "save d3"), Button("Cancel", "cancel d3")), (Button("Every time", "every d3"),))
    assert words(reply) == ["[1] Save   [2] Cancel   [3] Every time"]


def test_buttons_break_between_each_other_only() -> None:
    reply = Reply((), tuple(Button("Set time zone", "x") for _ in range(6)))
    rows = words(reply)
    assert all(len(row) <= 78 for row in rows)
    assert "   ".join(rows).count("] Set time zone") == 6


@pytest.mark.parametrize(
    ("outside", "shown"),
    [("\x1b[31mred\x1b[0m", "[31mred[0m"), ("a\u202eb", "ab"), ("a\rb", "ab"), ("bell\x07", "bell"), ("\x9b2J", "2J")],
)
def test_what_would_steer_the_terminal_is_taken_out(outside: str, shown: str) -> None:
    table = Table(("coin",), ((Cell(outside),),))
    reply = Reply((Text(lead=outside, part=Part.ANSWER), table), (Button(outside, "x"),))
    assert words(reply) == [shown, "coin", shown, f"[1] {shown}"]


def test_a_pipe_gets_ascii_signs() -> None:
    reply = Reply((Text(rest="⏳ STALE · BTC −0.4%, 55–66, „ja“ 1\u00a0h ÷ 2"),))
    assert plain_text(reply, FILES) == 'STALE; BTC -0.4%, 55-66, "ja" 1 h / 2'


@given(st.text(max_size=300), st.text(max_size=300), st.booleans())
def test_any_text_fits_and_says_everything_but_white_space(lead: str, rest: str, ascii_only: bool) -> None:
    lines = words(Reply((Text(lead, rest, Part.ANSWER),)), ascii_only)
    assert all(len(line) <= 3 * 78 if ascii_only else len(line) <= 78 for line in lines)
    kept = "".join("".join(line.split()) for line in words(Reply((Text(lead, rest),))))
    visible = "".join(c for c in lead + rest if not c.isspace() and c.isprintable())
    assert not [c for c in visible if c not in kept]
