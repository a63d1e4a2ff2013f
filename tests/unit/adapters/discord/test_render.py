"""render — a reply keeps its words, and Discord's limits, whatever is in it."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.render import AMBER, ROSE, SLATE, VIOLET, Embed, Message, line_of, render
from adapters.discord.writing import body, form, nonce
from bot.speaking.flat import lines_of
from bot.speaking.reply import Block, Button, Cell, Chart, File, Part, Reply, Table, Text, Tone
from tests.stand_ins import discord_rules as rules

PNG = b"\x89PNG\r\n\x1a\n"
SIMULATED = Text(lead="SIMULATED", part=Part.MODE)
SOURCE = Text(rest="Kraken, 4 s ago.", part=Part.SOURCE)
PRICE = Text(lead="BTC 59,140 EUR", rest=", +1.2% 24 h", part=Part.ANSWER)
OWNER = 2**63 - 1

words = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n*_`~|<>#-[]"), max_size=200)
many_words = st.builds(lambda text, times: text * times, words, st.integers(0, 80))
texts = st.builds(
    lambda lead, joint, rest, part: Text(lead, joint + rest, part, joint=joint),
    words,
    st.sampled_from(["", ", "]),
    many_words,
    st.sampled_from([Part.ANSWER, Part.DETAIL, Part.SOURCE]),
)
cells = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=10)
tables = st.lists(st.tuples(cells, cells), min_size=1, max_size=40).map(
    lambda rows: Table(("coin", "price"), tuple((Cell(a), Cell(b)) for a, b in rows), frozenset({1}))
)
charts = st.builds(Chart, st.just(PNG), cells, texts, many_words)
files = st.builds(File, st.just(b"{}"), cells)
buttons = st.lists(st.builds(Button, cells, many_words, fill=st.none() | words), max_size=40).map(tuple)
blocks = st.lists(texts | tables | charts | files, max_size=14).map(tuple)
replies = st.builds(Reply, blocks, buttons, buttons, st.sampled_from(Tone))


def chart(caption: str = "SOL 142.10 USD", alt: str = "") -> Chart:
    return Chart(PNG, "sol-4h", Text(lead=caption), alt)


def embed(reply: Reply) -> Embed:
    (message,) = render(reply)
    assert message.embed is not None
    return message.embed


def written(message: Message) -> str:
    framed = message.embed
    parts = (message.content, *((framed.title, framed.description, framed.footer) if framed else ()))
    return "\n".join(parts)


def squeezed(text: str) -> str:
    return re.sub(r"[\s\\*`ˋ]", "", text)


@given(replies)
def test_no_reply_breaks_a_limit(reply: Reply) -> None:
    for message in render(reply):
        uploads = tuple(rules.Upload(file.name, file.content) for file in message.files)
        rules.message(body(message, OWNER, nonce=nonce("k", 1), enforce_nonce=True), uploads, rules.SUPPRESS_EMBEDS)
        assert written(message).strip() or message.files or not reply.blocks


@given(st.lists(texts | tables, min_size=1, max_size=4).map(tuple))
def test_the_words_of_a_block_arrive_as_they_were(told: tuple[Block, ...]) -> None:
    messages = render(Reply(told))
    if any(file.name == "reply.txt" for message in messages for file in message.files):
        return
    shown = squeezed(re.sub(r"\n\(\d/\d\)", "", "\n".join(written(message) for message in messages)))
    for block in told:
        # What joins words to those before them is not said where they stand apart.
        apart = (Text(block.lead), Text(block.apart)) if isinstance(block, Text) else (block,)
        assert all(squeezed(line) in shown for words in lines_of(Reply(apart)) for line in words.split("\n"))


def test_only_the_comma_that_joins_is_left_out_below_the_title() -> None:
    beside = ", which is said beside the answer, at length"
    joined = embed(Reply((Text("BTC", beside, Part.ANSWER, joint=", "),)))
    assert (joined.title, joined.description) == ("BTC", "which is said beside the answer, at length")
    theirs = embed(Reply((Text("BTC", beside, Part.ANSWER),)))
    assert (theirs.title, theirs.description) == ("BTC", beside)


def test_the_answer_is_the_title_and_source_the_footer() -> None:
    shown = embed(Reply((SIMULATED, PRICE, Text(rest="Range 58,800–59,400"), SOURCE)))
    assert shown.title == "SIMULATED · BTC 59,140 EUR, +1.2% 24 h"
    assert (shown.description, shown.footer) == ("Range 58,800–59,400", "Kraken, 4 s ago.")


def test_what_stands_before_the_answer_stays_before_it() -> None:
    shown = embed(Reply((SIMULATED, Text(rest="You asked at 12:00."), PRICE)))
    assert shown.title == "SIMULATED"
    assert shown.description == "You asked at 12:00.\n**BTC 59,140 EUR**, +1.2% 24 h"


def test_a_sentence_beside_the_answer_begins_the_description() -> None:
    unknown = Text(lead="No coin 'btx'.", rest=" Did you mean BTC or BTG? Example: price btc", part=Part.ANSWER)
    shown = embed(Reply((unknown, Text(rest="More"))))
    assert shown.title == "No coin 'btx'."
    assert shown.description == "Did you mean BTC or BTG? Example: price btc\nMore"


def test_an_answer_too_long_for_a_title_is_in_the_description() -> None:
    shown = embed(Reply((Text(lead="x" * 300, part=Part.ANSWER),)))
    assert (shown.title, shown.description) == ("", f"**{'x' * 300}**")


@pytest.mark.parametrize(
    ("reply", "bar"),
    [
        (Reply((PRICE,)), SLATE),
        (Reply((PRICE,), tone=Tone.ALERT), AMBER),
        (Reply((PRICE,), tone=Tone.STALE), AMBER),
        (Reply((PRICE,), tone=Tone.MISTAKE), ROSE),
        (Reply((SIMULATED, PRICE), tone=Tone.ALERT), VIOLET),
    ],
)
def test_the_bar_repeats_the_tone_and_a_mode_wins(reply: Reply, bar: int) -> None:
    assert embed(reply).bar == bar


def test_plain_text_is_neither_framed_nor_set() -> None:
    (message,) = render(Reply((Text(rest="SIMULATED", part=Part.MODE), Text(rest="BTC price: 59,140 EUR"), SOURCE)))
    assert message == Message("SIMULATED\nBTC price: 59,140 EUR\nKraken, 4 s ago.")


def test_a_table_is_set_in_equal_widths() -> None:
    table = Table(("coin", "24 h"), ((Cell("NEAR"), Cell("−8.4%")),), frozenset({1}))
    assert embed(Reply((PRICE, table))).description == "```\ncoin   24 h\nNEAR  −8.4%\n```"


def test_a_picture_is_attached_with_what_a_screen_reader_says() -> None:
    (message,) = render(Reply((chart("SOL 142.10 USD", "Falling candles filled."), SOURCE)))
    (picture,) = message.files
    assert (picture.name, picture.alt) == ("sol-4h.png", "SOL 142.10 USD Falling candles filled.")
    assert message.embed is not None
    assert message.embed.title == "SOL 142.10 USD"


def test_a_long_text_is_numbered_and_a_longer_one_a_file() -> None:
    lines = "\n".join(f"line {i} of many words" for i in range(300))
    first, second = render(Reply((SIMULATED, PRICE, Text(rest=lines), SOURCE)))
    assert first.embed is not None
    assert second.embed is not None
    assert first.embed.description.endswith("\n(1/2)")
    assert (first.embed.footer, second.embed.footer) == ("", "Kraken, 4 s ago.")
    assert second.embed.title == "SIMULATED"
    (whole,) = render(Reply((SIMULATED, PRICE, Text(rest=lines * 4), SOURCE)))
    assert whole.files[0].name == "reply.txt"
    assert whole.files[0].content.decode().endswith("line 299 of many words\nKraken, 4 s ago.")


def test_more_buttons_than_fit_become_lists() -> None:
    many = tuple(Button(f"a{i}", f"alerts a{i}") for i in range(1, 31))
    (message,) = render(Reply((PRICE,), many))
    assert message.rows == ()
    assert [len(listed) for listed in message.lists] == [25, 5]
    (few,) = render(Reply((PRICE,), many[:4]))
    assert [[key.label for key in row] for row in few.rows] == [["a1", "a2", "a3"], ["a4"]]


def test_a_button_that_cannot_be_carried_is_typed() -> None:
    long = "alert " + "x" * 90
    shown = embed(Reply((PRICE, SOURCE), (Button("Long", long), Button("Short", "help"))))
    assert shown.footer == f"Kraken, 4 s ago.\nType: {long}"


def test_two_buttons_of_one_meaning_are_one() -> None:
    (message,) = render(Reply((PRICE,), (Button("Help", "help"),), (Button("Help me", "help"),)))
    assert [[key.line for key in row] for row in message.rows] == [["help"]]


def test_what_settles_is_said_without_the_mode() -> None:
    assert line_of(Reply((SIMULATED, replace(PRICE, rest=""), SOURCE))) == "**BTC 59,140 EUR**\nKraken, 4 s ago."


def test_files_are_parts_of_the_form_by_their_number() -> None:
    (message,) = render(Reply((chart("a"), chart("b"))))
    parts = form(body(message, 7), message.files)
    assert [part["name"] for part in parts] == ["payload_json", "files[0]", "files[1]"]
