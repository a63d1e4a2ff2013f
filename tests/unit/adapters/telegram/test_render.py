"""render — a reply keeps its words, and Telegram's limits, whatever is in it."""

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from adapters.telegram.markup import html
from adapters.telegram.render import AlbumMessage, DocumentMessage, Message, PhotoMessage, TextMessage, render
from bot.speaking.flat import lines_of
from bot.speaking.reply import Block, Button, Cell, Chart, File, Part, Reply, Table, Text
from tests.stand_ins.telegram_html import read_html, utf16

PNG = b"\x89PNG\r\n\x1a\n"
SIMULATED = Text(lead="SIMULATED", part=Part.MODE)
SOURCE = Text(rest="Kraken, 4 s ago.", part=Part.SOURCE)
PRICE = Text(lead="BTC 59,140 EUR", rest=", +1.2% 24 h", part=Part.ANSWER)

words = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=200)
many_words = st.builds(lambda text, times: text * times, words, st.integers(0, 80))
texts = st.builds(Text, words, many_words, st.sampled_from([Part.ANSWER, Part.DETAIL, Part.SOURCE]))
cells = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=10)
tables = st.lists(st.tuples(cells, cells), min_size=1, max_size=40).map(
    lambda rows: Table(("coin", "price"), tuple((Cell(a), Cell(b)) for a, b in rows), frozenset({1}))
)
charts = st.builds(Chart, st.just(PNG), cells, texts)
buttons = st.lists(st.builds(Button, cells, many_words), max_size=20).map(tuple)
replies = st.builds(Reply, st.lists(texts | tables | charts, max_size=14).map(tuple), buttons, buttons)


def chart(caption: str = "SOL 142.10 USD") -> Chart:
    return Chart(PNG, "sol-4h", Text(lead=caption))


def captions(message: Message) -> list[str]:
    """Return the HTML of all that is written in a message."""
    match message:
        case TextMessage():
            return [html(message.text)]
        case AlbumMessage():
            return [html(photo.caption) for photo in message.photos]
        case _:
            return [html(message.caption)]


def shown(message: Message) -> str:
    return "\n".join(read_html(caption)[0] for caption in captions(message))


def labels(message: Message) -> list[list[str]]:
    assert not isinstance(message, AlbumMessage)
    return [[key.label for key in row] for row in message.keyboard]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@given(replies)
def test_no_reply_breaks_a_limit(reply: Reply) -> None:
    for message in render(reply):
        most = 4096 if isinstance(message, TextMessage) else 1024
        for caption in captions(message):
            text, entities = read_html(caption)
            assert utf16(text) <= most
            assert len(entities) <= 100
            assert text.strip() or not isinstance(message, TextMessage)
        if isinstance(message, AlbumMessage):
            assert 2 <= len(message.photos) <= 10
            continue
        assert sum(len(row) for row in message.keyboard) <= 100
        assert all(len(row) <= 3 for row in message.keyboard)
        assert all(1 <= len(key.data.encode()) <= 64 and key.label for row in message.keyboard for key in row)


@given(texts | tables)
def test_the_words_of_a_block_arrive_as_they_were(block: Text | Table) -> None:
    messages = render(Reply((block,)))
    whole = "\n".join(lines_of(Reply((block,))))
    documents = [message for message in messages if isinstance(message, DocumentMessage)]
    if documents:
        assert squeezed(documents[0].content.decode()) == squeezed(whole)
    elif len(messages) == 1:
        assert shown(messages[0]).strip() == whole.strip()
    else:
        unnumbered = "".join(re.sub(r"\n\(\d/\d\)$", "", shown(message)) for message in messages)
        assert squeezed(unnumbered) == squeezed(whole)


def test_the_order_is_mode_answer_detail_source() -> None:
    detail = Text(rest="Cost known for 88%.")
    (message,) = render(Reply((SIMULATED, SOURCE, PRICE, detail)))
    assert captions(message) == [
        "<b>SIMULATED</b>\n<b>BTC 59,140 EUR</b>, +1.2% 24 h\nCost known for 88%.\nKraken, 4 s ago."
    ]


def test_markup_in_a_name_is_shown_as_itself() -> None:
    (message,) = render(Reply((Text(lead="<b>_x_</b> & Co"),)))
    assert captions(message) == ["<b>&lt;b&gt;_x_&lt;/b&gt; &amp; Co</b>"]


def test_a_table_is_monospaced_and_keeps_its_columns() -> None:
    table = Table(("#", "coin", "7 d"), ((Cell("1"), Cell("NEAR"), Cell("−8.4%")),), frozenset({0, 2}))
    (message,) = render(Reply((table,)))
    assert captions(message) == ["<pre>#  coin    7 d\n1  NEAR  −8.4%</pre>"]


def test_buttons_stand_three_in_a_row_and_offers_below() -> None:
    reply = Reply(
        (PRICE,),
        tuple(Button(label, label.lower()) for label in ("Save", "Change", "Cancel", "Help")),
        (Button("Every time", "alert btc < 60k every 1h"),),
    )
    (message,) = render(reply)
    assert labels(message) == [["Save", "Change", "Cancel"], ["Help"], ["Every time"]]


def test_what_a_button_cannot_carry_is_said_to_be_typed() -> None:
    fits, long = "ä" * 32, "ä" * 33
    (message,) = render(Reply((PRICE,), (Button("Fits", fits), Button("Long", long))))
    assert labels(message) == [["Fits"]]
    assert shown(message).splitlines()[-1] == f"Type: {long}"


def test_without_a_keyboard_every_button_is_said_to_be_typed() -> None:
    buttons = (Button("Save", "save d3"), Button("Change", "change d3"), Button("Cancel", "cancel d3"))
    (message,) = render(Reply((PRICE,), buttons), keyboard=False)
    assert labels(message) == []
    assert shown(message).splitlines()[-1] == "Type: save d3 · change d3 · cancel d3"


def test_more_than_a_hundred_buttons_leave_the_rest_to_be_typed() -> None:
    (message,) = render(Reply((PRICE,), tuple(Button(f"b{i}", f"do {i}") for i in range(102))))
    assert sum(map(len, labels(message))) == 100
    assert shown(message).endswith("Type: do 100 · do 101")


def test_a_chart_carries_the_words_that_fit_under_it() -> None:
    (message,) = render(Reply((SIMULATED, chart(), SOURCE), (Button("4 h", "chart sol 4h"),)))
    assert isinstance(message, PhotoMessage)
    assert message.name == "sol-4h.png"
    assert shown(message) == "SIMULATED\nSOL 142.10 USD\nKraken, 4 s ago."
    assert labels(message) == [["4 h"]]


def test_words_that_do_not_fit_under_a_chart_follow_it() -> None:
    long = Text(rest="word " * 300)
    photo, text = render(Reply((SIMULATED, chart(), long), (Button("4 h", "chart sol 4h"),)))
    assert isinstance(photo, PhotoMessage)
    assert shown(photo) == "SIMULATED\nSOL 142.10 USD"
    assert shown(text) == "SIMULATED\n" + ("word " * 300).strip()
    assert (labels(photo), labels(text)) == ([], [["4 h"]])


def test_a_caption_that_is_too_long_goes_on_as_text() -> None:
    photo, text = render(Reply((chart("word " * 300),)))
    assert isinstance(photo, PhotoMessage)
    assert isinstance(text, TextMessage)
    assert squeezed(shown(photo) + shown(text)) == "word" * 300


def test_charts_come_as_albums_of_ten_and_the_last_photo_carries_the_buttons() -> None:
    reply = Reply(tuple(chart(f"chart {i}") for i in range(12)), (Button("Chart", "chart btc"),))
    first, second, third = render(reply)
    assert isinstance(first, AlbumMessage)
    assert [photo.caption.plain for photo in first.photos] == [f"chart {i}" for i in range(10)]
    assert isinstance(second, PhotoMessage)
    assert isinstance(third, PhotoMessage)
    assert labels(third) == [["Chart"]]


def test_every_message_of_a_simulated_market_says_so() -> None:
    blocks: tuple[Block, ...] = (
        SIMULATED,
        *(chart(f"c{i}") for i in range(3)),
        Text(rest="word " * 1500),
        File(b"x", "export.json"),
    )
    messages = render(Reply(blocks))
    assert len(messages) == 4
    assert all(read_html(caption)[0].startswith("SIMULATED") for message in messages for caption in captions(message))


def test_parts_are_numbered() -> None:
    messages = render(Reply((Text(rest="word " * 2000),)))
    assert [shown(message).splitlines()[-1] for message in messages] == ["(1/3)", "(2/3)", "(3/3)"]


def test_more_than_three_parts_become_a_first_part_and_a_file() -> None:
    reply = Reply((SIMULATED, Text(rest="word " * 5000)), (Button("More", "help"),))
    first, document = render(reply)
    assert isinstance(first, TextMessage)
    assert isinstance(document, DocumentMessage)
    assert document.name.endswith(".txt")
    assert document.content.decode() == "SIMULATED\n" + "word " * 5000
    assert labels(document) == [["More"]]


def test_a_file_is_handed_over_with_the_words_before_it() -> None:
    text, document = render(Reply((PRICE, File(b"{}", "export.json"))))
    assert shown(text) == "BTC 59,140 EUR, +1.2% 24 h"
    assert isinstance(document, DocumentMessage)
    assert (document.name, document.content) == ("export.json", b"{}")


def test_a_reply_of_a_mode_alone_and_an_empty_one() -> None:
    (message,) = render(Reply((SIMULATED,)))
    assert shown(message) == "SIMULATED"
    assert render(Reply(())) == ()
    assert render(replace(Reply(()), blocks=(Text(rest=" \n "),))) == ()
