"""Joining accounts, said plainly; an exchange is never one of our doors."""

import pytest

from bot.hearing.phrases import LANGUAGES, turn_words
from tests.fakes.hearing import Meant, meant_or_mistaken

LINK: Meant = ("link", {})
HOW: Meant = ("help", {"topic": "link"})


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en", "connect my discord", LINK),
        ("en", "I also use discord", LINK),
        ("en", "can i use this on telegram too?", LINK),
        ("en", "merge my telegram and discord accounts", LINK),
        ("en", "how do I link discord?", HOW),
        ("en", "disconnect my discord please", ("unlink", {"door": "discord"})),
        ("en", "remove my telegram account", HOW),
        ("de", "verbinde mein Telegram", LINK),
        ("de", "ich nutze auch Discord", LINK),
        ("de", "meine Konten verbinden", LINK),
        ("de", "wie verbinde ich Telegram?", HOW),
        ("de", "trenne Discord", ("unlink", {"door": "discord"})),
        ("es", "quiero usar esto también en telegram", LINK),
        ("es", "vincula mi cuenta de telegram", LINK),
        ("es", "¿cómo conecto mi discord?", HOW),
        ("es", "desvincula discord", ("unlink", {"door": "discord"})),
        ("pt", "junta minha conta do discord", LINK),
        ("pt", "quero usar no telegram também", LINK),
        ("pt", "como eu ligo o telegram?", HOW),
        ("pt", "desvincula o telegram", ("unlink", {"door": "telegram"})),
    ],
)
@pytest.mark.parametrize("speaker", LANGUAGES)
def test_accounts_are_joined_and_parted_by_plain_words(language: str, text: str, said: Meant, speaker: str) -> None:
    assert meant_or_mistaken(text, speaker) == said, language


@pytest.mark.parametrize(
    "text",
    [
        "connect kraken", "connect my kraken account", "connect bybit", "connect my account", "connect my wallet",
        "connect binance and telegram", "i use discord a lot", "join me for dinner", "remove telegram",
        "verbinde kraken", "verbinde mein Wallet", "trenne kraken", "conecta kraken", "conecta mi cuenta de kraken",
        "junta minha conta da kraken", "desconecta a kraken", "discord is down", "telegram",
    ],
)  # fmt: skip
@pytest.mark.parametrize("speaker", LANGUAGES)
def test_what_is_no_door_of_ours_joins_nothing(text: str, speaker: str) -> None:
    assert meant_or_mistaken(text, speaker) is None


def test_all_languages_have_the_same_concepts_of_joining() -> None:
    concepts = {each: frozenset().union(*turn_words(each, "linking").values()) for each in LANGUAGES}
    assert set(concepts.values()) == {concepts["en"]}
