"""Small talk is no command, by rules and not by a list of it: what is told of one's own things asks nothing, what
encourages begins nothing, what shrugs cancels nothing, and who wants peace names no hours."""

import pytest

from bot.hearing.phrases import LANGUAGES
from tests.fakes.hearing import meant_or_mistaken

TALK = (
    "i lost my btc", "my btc is gone", "i lost all my money in eth", "i went to the market", "leave me alone",
    "be quiet", "shut up", "let's go", "come on", "whatever", "thanks anyway", "i feel down", "what a day",
    "na ja", "egal", "ist mir egal", "halt die klappe", "lass mich in ruhe", "ich war auf dem Markt", "Spitze",
    "ich habe meine btc verloren", "mein Bitcoin ist weg", "alles gute zum geburtstag",
    "dale", "dale pues", "vamos", "vamos ya", "da igual", "ya no me molestes", "déjame en paz", "cállate",
    "fui al mercado", "perdí mis btc", "mi bitcoin se perdió", "deja eso ahí",
    "bora", "bora lá", "tanto faz", "deixa aí", "deixa assim", "me deixa em paz", "cala a boca", "fui ao mercado",
    "perdi meus btc", "o sol está forte hoje",
)  # fmt: skip


@pytest.mark.parametrize("speaker", LANGUAGES)
def test_small_talk_is_no_command(speaker: str) -> None:
    assert {text: got for text in TALK if (got := meant_or_mistaken(text, speaker))} == {}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("how much is my btc worth", "price"),
        ("show me my watch list", "watch"),
        ("did btc drop", "price"),
        ("start", "start"),
        ("lass uns anfangen", "start"),
        ("forget it", "cancel"),
        ("vergiss es", "cancel"),
        ("olvídalo", "cancel"),
        ("deixa pra lá", "cancel"),
        ("when are my quiet hours", "quiet"),
        ("is the market up", "market"),
        ("are we in a bull market", "market"),
    ],
)
def test_what_is_like_small_talk_and_asks_is_answered(text: str, name: str) -> None:
    said = meant_or_mistaken(text)
    assert said is not None
    assert said[0] == name
