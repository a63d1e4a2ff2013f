"""Dressing — emoji first on the first line, or plain text: one fact a line, nothing set, nothing drawn."""

from dataclasses import replace

import pytest

from bot.commands.price import Priced, show_quotes
from bot.commands.top import Movers, show_movers
from bot.speaking.dressing import dressed
from bot.speaking.reply import Block, Button, Cell, Chart, File, Part, PublicReply, Reply, Table, Text, Tone
from core.market.quotes import DAY
from core.people.model import Preferences
from tests.fakes.asking import PNG, a_quote, an_ask

MODE = Text("SIMULATED", part=Part.MODE)
ANSWER = Text("BTC 59,140\u00a0USD", ", +1.2% 24\u00a0h", Part.ANSWER)
MOVERS = Table(
    ("#", "coin", "USD", "24\u00a0h"),
    (
        (Cell("1"), Cell("NEAR"), Cell("7.19"), Cell("\u22128.4%")),
        (Cell("2"), Cell("HBAR"), Cell("0.1003"), Cell("0.0%")),
    ),
    frozenset({0, 2, 3}),
)
PEOPLE = Table(("#", "name", "role"), ((Cell("4"), Cell("Ada"), Cell("member")),))


def worn(reply: Reply, **preferences: object) -> Reply:
    chosen = Preferences(**preferences)  # type: ignore[arg-type]
    return dressed(reply, chosen, an_ask(chosen).say)


def plainly(*blocks: Block) -> list[str]:
    return [block.text for block in worn(Reply(blocks), plain=True).blocks if isinstance(block, Text)]


@pytest.mark.parametrize(("tone", "mark"), [(Tone.ALERT, "🔔 "), (Tone.STALE, "⏳ "), (Tone.PRIVATE, "🔒 ")])
def test_a_tone_begins_the_first_line_below_the_mode(tone: Tone, mark: str) -> None:
    blocks = worn(Reply((MODE, ANSWER, Text(rest="more")), tone=tone)).blocks
    assert blocks == (MODE, replace(ANSWER, lead=mark + ANSWER.lead), Text(rest="more"))


@pytest.mark.parametrize("tone", [Tone.ANSWER, Tone.MISTAKE])
def test_an_answer_and_a_mistake_have_no_emoji(tone: Tone) -> None:
    assert worn(Reply((MODE, ANSWER), tone=tone)).blocks == (MODE, ANSWER)


def test_a_line_without_a_strong_part_begins_with_it_too() -> None:
    assert worn(Reply((Text(rest="old"),), tone=Tone.STALE)).blocks == (Text(rest="⏳ old"),)


def test_a_picture_that_comes_first_says_it_in_its_caption() -> None:
    chart = Chart(PNG, "chart-btc-1h", ANSWER)
    (block,) = worn(Reply((chart,), tone=Tone.STALE)).blocks
    assert isinstance(block, Chart)
    assert block.caption.text.startswith("⏳ BTC")


def test_without_emoji_nothing_else_is_lost() -> None:
    assert worn(Reply((MODE, ANSWER), tone=Tone.STALE), emoji=False).blocks == (MODE, ANSWER)


def test_plain_text_sets_nothing_strong() -> None:
    blocks = worn(Reply((MODE, ANSWER)), plain=True).blocks
    assert [(block.lead, block.rest) for block in blocks if isinstance(block, Text)] == [
        ("", MODE.text),
        ("", ANSWER.text),
    ]


def test_a_table_becomes_a_line_for_each_figure() -> None:
    assert plainly(MOVERS) == [
        "NEAR, USD: 7.19",
        "NEAR, 24\u00a0h: \u22128.4%",
        "HBAR, USD: 0.1003",
        "HBAR, 24\u00a0h: 0.0%",
    ]


def test_a_table_that_is_read_out_calls_its_columns_by_what_they_are() -> None:
    called = replace(MOVERS, spoken=("place", "coin", "price", "change over a very long time indeed, of 24 hours"))
    assert plainly(called)[:2] == [
        "NEAR, price: 7.19",
        "NEAR, change over a very long time indeed, of 24 hours: \u22128.4%",
    ]


def test_a_table_without_numbers_is_told_by_its_first_column() -> None:
    assert plainly(PEOPLE) == ["4, name: Ada", "4, role: member"]


def test_a_picture_becomes_its_caption_and_a_file_stays() -> None:
    file = File(b"{}", "export.json")
    blocks = worn(Reply((Chart(PNG, "chart", ANSWER), file)), plain=True).blocks
    assert blocks == (replace(ANSWER, lead="", rest=ANSWER.text), file)


def test_buttons_of_both_rows_become_words_to_type() -> None:
    rows = (Button("Save", "save d3"), Button("Change", "change d3")), (Button("No", "cancel d3"),)
    reply = worn(Reply((ANSWER,), *rows), plain=True)
    assert (reply.buttons, reply.more) == ((), ())
    assert isinstance(last := reply.blocks[-1], Text)
    assert last.text == "Type: save d3, change d3 or cancel d3"


def test_what_a_door_cannot_carry_is_typed_in_the_person_s_language() -> None:
    assert worn(Reply((ANSWER,)), language="de").typed(["a", "b"]) == "Schreib: a · b"


@pytest.mark.parametrize("plain", [True, False])
def test_what_may_be_posted_may_still_be_posted(plain: bool) -> None:
    assert isinstance(worn(PublicReply((ANSWER,), tone=Tone.STALE), plain=plain), PublicReply)
    assert not isinstance(worn(Reply((ANSWER,), tone=Tone.STALE), plain=plain), PublicReply)


def test_no_figure_is_lost_on_the_way_to_plain_text() -> None:
    ask = an_ask(Preferences(plain=True))
    for reply in (
        show_quotes(ask, Priced((a_quote(high=60_000.0, low=58_000.0),))),
        show_movers(ask, Movers("gainers", DAY, (a_quote(),), 1)),
    ):
        assert dressed(reply, ask.person.preferences, ask.say).figures == reply.figures
