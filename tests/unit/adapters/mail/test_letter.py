"""Letters: the words, the same as HTML, what is attached; and nobody's words become a header."""

from email import message_from_bytes
from email.policy import SMTP

from hypothesis import given
from hypothesis import strategies as st

from adapters.mail.letter import Envelope, letter
from bot.speaking.reply import Part, Reply, Text
from tests.fakes.clock import NOON
from tests.fakes.letters import alert, illustrated

ENVELOPE = Envelope("Candlewick <bot@example.org>", "ana@example.com", NOON, "alert:3:1")


def test_a_letter_says_what_the_chat_would() -> None:
    message = letter(alert(), ENVELOPE)
    assert (message["From"], message["To"]) == ("Candlewick <bot@example.org>", "ana@example.com")
    assert message["Subject"] == "BTC is below 60,000 USD: 59,950.50 USD."
    assert message["Date"] == "Thu, 01 Jan 2026 12:00:00 +0000"
    assert message["Auto-Submitted"] == "auto-generated"
    plain = message.get_body(("plain",))
    assert plain is not None
    assert plain.get_content().splitlines() == [
        "SIMULATED",
        "BTC is below 60,000 USD: 59,950.50 USD. 12:00:00 +00:00, Kraken.",
        "You hold 3 BTC.",
        "Kraken, 2 s ago.",
    ]


def test_words_are_words_in_html_too() -> None:
    html = letter(illustrated(), ENVELOPE).get_body(("html",))
    assert html is not None
    content = html.get_content()
    assert "<strong>&lt;b&gt;Bold&lt;/b&gt; &amp; sound</strong>" in content
    assert "<b>Bold" not in content
    assert "coin        now\nBTC   59,950.50" in content


def test_pictures_and_files_are_attached_under_names_that_lead_nowhere() -> None:
    attached = list(letter(illustrated(), ENVELOPE).iter_attachments())
    assert [each.get_content_type() for each in attached] == ["image/png", "application/octet-stream"]
    assert attached[0].get_content() == b"\x89PNG picture"
    assert [each.get_filename() for each in attached] == ["btc-1h.png", "..-export.json"]


def test_a_repeat_has_the_same_id_and_another_letter_has_another() -> None:
    ids = {
        letter(alert(), Envelope("b@example.org", to, NOON, key))["Message-ID"]
        for to, key in [("a@x.org", "1"), ("a@x.org", "1"), ("a@x.org", "2"), ("b@x.org", "1")]
    }
    assert len(ids) == 3
    assert all(each.endswith("@example.org>") for each in ids)


@given(words=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300))
def test_no_words_become_a_header(words: str) -> None:
    reply = Reply((Text(f"Hi\r\nBcc: eve@example.com\r\n\r\n{words}", part=Part.ANSWER),))
    raw = letter(reply, ENVELOPE).as_bytes()
    read = message_from_bytes(raw, policy=SMTP)
    assert read["Bcc"] is None
    assert set(read.keys()) == {
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "Auto-Submitted",
        "MIME-Version",
        "Content-Type",
    }
    assert read["To"] == "ana@example.com"
