"""bot.hearing.courtesies — what is only polite is answered in kind, and nothing else is taken for it."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.hearing.courtesies import Courtesy, courtesy_of
from tests.conftest import ROOT


@pytest.mark.parametrize(
    "text",
    [
        *("hi", "Hello!", "hey there", "good morning all", "HI BOT", "hey, how are you?", "what's up"),
        *("hallo", "Moin moin", "guten Morgen zusammen", "gruess dich", "na, wie geht's?"),
        *("hola", "¡Buenos días!", "buenas, ¿qué tal?", "buenos dias a todos"),
        *("oi", "Olá, tudo bem?", "bom dia pessoal", "e aí"),
    ],
)
def test_greetings(text: str) -> None:
    assert courtesy_of(text) is Courtesy.GREETING


@pytest.mark.parametrize(
    "text",
    [
        *("thanks!", "thank you very much", "ok great, thx", "cheers mate"),
        *("danke dir", "super, vielen Dank!", "Dankeschön"),
        *("muchas gracias", "genial, gracias", "mil gracias"),
        *("valeu!", "muito obrigado", "show, obrigada"),
    ],
)
def test_thanks(text: str) -> None:
    assert courtesy_of(text) is Courtesy.THANKS


@pytest.mark.parametrize(
    "text",
    [
        *("bye", "ok, see you later!", "good night all", "that's all, thank you"),
        *("tschüss", "bis morgen dann", "Machs gut!"),
        *("hasta luego", "adiós y gracias", "nos vemos"),
        *("tchau", "até amanhã pessoal", "falou"),
    ],
)
def test_farewells(text: str) -> None:
    assert courtesy_of(text) is Courtesy.FAREWELL


@pytest.mark.parametrize(
    "text",
    [
        *("ok", "Cool.", "oh nice", "got it", "I see", "sorry, my bad", "lol"),
        *("alles klar so", "verstanden", "ach so", "gut"),
        *("vale", "entendido, muy bien", "ya veo"),
        *("certo", "entendi", "legal, muito bom"),
    ],
)
def test_nods(text: str) -> None:
    assert courtesy_of(text) is Courtesy.NOD


@pytest.mark.parametrize(
    "text", ["", "?", "hi btc", "thanks, now eth", "hallo preis", "no thanks", "you", "bye btc", "ok eth"]
)
def test_anything_more_or_less_is_none(text: str) -> None:
    assert courtesy_of(text) is None


@given(st.text())
def test_any_text_may_be_asked_about(text: str) -> None:
    courtesy_of(text)


def test_nothing_that_asks_for_something_is_one() -> None:
    asked = [
        text
        for file in sorted((ROOT / "tests" / "phrasings").glob("*.toml"))
        for entry in tomllib.loads(file.read_text(encoding="utf-8")).get("phrasing", ())
        if entry.get("name")
        for text in entry.get("says", (entry.get("text", ""),))
    ]
    assert len(asked) > 1_000
    assert [text for text in asked if courtesy_of(text)] == []
