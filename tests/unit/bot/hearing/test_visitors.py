"""What visitors say: 75 sentences in each of four languages, in tests/phrasings/visitor-*, said as people talk.

Somebody who had not seen the patterns wrote them. Heard for the first time, exactly understood were 38 of 75 in
English, 39 in German, 39 in Spanish and 46 in Portuguese: 162 of 300. The patterns were then mended with one half in
view: of the other half, 83 of 152 sentences became 103; then with the whole set in view. Five expectations admit a
second line: one of something in another is its price, "bucks" are dollars, and what is told "to me" is told in private.
"""

import pytest

from bot.hearing.phrases import LANGUAGES
from tests.fakes.hearing import meant_or_mistaken
from tests.fakes.sayings import heard, missed, sentences


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_what_visitors_say_at_least_nineteen_in_twenty_are_understood_exactly(language: str) -> None:
    said = {sentence for sentence, _ in sentences(f"visitor-{language}")}
    assert len(said) == 75
    wrong = missed(f"visitor-{language}", language)
    assert len(wrong) <= len(said) * 0.05, wrong


# Like what visitors say, and nothing of the kind: taken back, denied, or about other things.
_OTHERWISE = {
    "en": (
        "kick doge off my watchlist, no wait, keep it", "remove doge from my list, actually not",
        "don't keep doge on my list", "should I kick doge off my watchlist",
        "what's the btc price, and don't set an alert",
        "good luck, bitcoin", "the price of a bitcoin shirt", "the price of eth jackets please", "keep calm", "on file",
        "how thick is the ice", "don't let me miss the train", "put a4 in the folder", "I need a message",
        "my brother wants to know if it will rain", "what do you think of btc", "is btc under 50k",
    ),
    "de": (
        "schmeiß doge nicht von der liste", "lass mal den quatsch", "die uhr steht", "was taugt das auto",
        "wie oft warst du schon in wien", "hast mal eben zeit für mich", "ich brauch dich nicht mehr",
        "gib a3 nicht frei", "kurs von der bitcoin jacke", "mein schwager will wissen wann es regnet", "beide",
    ),
    "es": (
        "no saques doge de mi lista", "fuera de aquí", "fuera bitcoin",
        "qué tal el patio de tu casa", "me pitas", "duermo mal",
        "recuérdame llamar a mamá", "el reloj de mi abuelo", "tengo en la mira un coche", "que vuelva mi ex", "los dos",
    ),
    "pt": (
        "não tira doge da minha lista", "fora daqui", "fora bitcoin", "caiu",
        "caiu a ligação", "travou o meu pc", "chute no gol",
        "estou de olho em você", "não quero perder o jogo", "meu relógio quebrou", "pode voltar amanhã", "as duas",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("language", "text"), [(each, text) for each, texts in _OTHERWISE.items() for text in texts])
def test_what_only_sounds_like_it_is_no_command(language: str, text: str) -> None:
    assert meant_or_mistaken(text, language) is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("link with the 200 day moving average", {"coins": ["LINK"], "indicators": ["sma200"]}),
        ("btc chart with an exponential moving average of 20", {"coins": ["BTC"], "indicators": ["ema20"]}),
        ("btc 4h mit gleitendem durchschnitt 50 chart", {"coins": ["BTC"], "interval": "4h", "indicators": ["sma50"]}),
        ("gráfica de eth con media móvil exponencial de 20", {"coins": ["ETH"], "indicators": ["ema20"]}),
        ("gráfico eth com rsi de 4 horas", {"coins": ["ETH"], "interval": "4h", "indicators": ["rsi"]}),
    ],
)
def test_averages_are_called_by_their_names(text: str, line: dict[str, object]) -> None:
    assert heard(text, None, "en") == ("chart", line)
