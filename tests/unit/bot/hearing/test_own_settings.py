"""What somebody sets of theirs by plain sentences: where alerts go, where they live, in what they count."""

from collections.abc import Mapping, Sequence

import pytest

from bot.hearing.phrases import LANGUAGES, turn_words
from core.kernel.errors import UnknownName
from tests.fakes.hearing import meant, meant_or_mistaken

# What is said, by language and by the value that it sets.
_Sayings = Mapping[str, Mapping[str, Sequence[str]]]
_DOORS: _Sayings = {
    "en": {
        "discord": (
            "send my alerts to discord", "my alerts should go to discord", "notify me on discord from now on",
            "alerts to discord please",
            "send my alerts to discord instead of telegram", "I'd rather be notified on discord",
        ),
        "telegram": ("I want my alerts on telegram", "use telegram for my alerts", "message me on telegram instead"),
        "email": ("please send alerts by email", "can I get notifications via e-mail?"),
        "here": ("send my alerts here", "alert me here from now on"),
    },
    "de": {
        "discord": ("schick meine alarme an discord", "Alarme sollen auf Discord kommen", "schreib mir auf discord"),
        "telegram": ("ich will meine alarme auf telegram", "Alarme lieber auf Telegram statt Discord"),
        "email": ("Alarme bitte per Mail", "ich möchte per E-Mail benachrichtigt werden"),
        "here": ("schick mir die Alarme hierher",),
    },
    "es": {
        "discord": ("manda mis alertas a discord", "prefiero que me lleguen las alertas a discord"),
        "telegram": ("quiero mis alertas en telegram", "avísame por telegram, no por discord"),
        "email": ("envíame las alertas por correo electrónico", "las alertas por e-mail, por favor"),
        "here": ("mándame las alertas aquí",),
    },
    "pt": {
        "discord": ("manda meus alertas pro discord", "quero receber os alertas no discord em vez do telegram"),
        "telegram": ("quero meus alertas no telegram", "me avisa pelo telegram"),
        "email": ("prefiro receber alertas por e-mail",),
        "here": ("manda os alertas aqui",),
    },
}  # fmt: skip
_ZONES: _Sayings = {
    "en": {
        "Europe/Berlin": ("I live in Berlin", "I currently live in Munich", "we live near Europe/Berlin"),
        "Asia/Tokyo": ("I'm in Tokyo", "my time zone is Tokyo", "I've moved to Tokyo", "I'm on Tokyo time"),
        "Europe/Vienna": ("I live in Vienna, Austria", "use Vienna time", "set your clock to Vienna"),
    },
    "de": {
        "Europe/Vienna": ("ich wohne in Wien", "ich bin nach Wien gezogen", "stell die Uhr auf Wien"),
        "Europe/Zurich": ("ich lebe jetzt in der Schweiz", "wir sind gerade in Zürich"),
    },
    "es": {
        "Europe/Madrid": ("vivo en Madrid", "ahora vivo cerca de Barcelona", "nos mudamos a Madrid"),
        "America/Bogota": ("estoy en Bogotá", "usa la hora de Bogotá", "mi zona horaria es Bogotá"),
    },
    "pt": {
        "America/Sao_Paulo": ("moro em São Paulo", "eu moro no Rio de Janeiro", "usa o horário de Brasília"),
        "Europe/Lisbon": ("me mudei para Lisboa", "estou em Lisboa agora"),
    },
}  # fmt: skip
_CURRENCIES: _Sayings = {
    "en": {"EUR": ("show prices in euros from now on", "use euros", "prices in euros", "switch to euros")},
    "de": {"CHF": ("preise bitte in franken", "ich rechne in franken", "zeig mir ab jetzt alles in franken")},
    "es": {"MXN": ("muéstrame los precios en pesos mexicanos", "precios en pesos mexicanos", "uso pesos mexicanos")},
    "pt": {"BRL": ("quero os preços em reais", "mostra os preços em reais a partir de agora", "prefiro reais")},
}
_SAID = [
    (language, text, {name: value})
    for name, sets in (("alerts", _DOORS), ("zone", _ZONES), ("currency", _CURRENCIES))
    for language, values in sets.items()
    for value, texts in values.items()
    for text in texts
]


@pytest.mark.parametrize(("language", "text", "args"), _SAID)
def test_a_setting_is_said_in_plain_words(language: str, text: str, args: dict[str, str]) -> None:
    for speaker in (language, "en", "pt"):
        assert meant_or_mistaken(text, speaker) == ("settings", args), speaker


@pytest.mark.parametrize(
    "text",
    [
        "don't send my alerts to discord", "stop my alerts on telegram", "where do my alerts go", "text me",
        "how do i get alerts on discord", "no me mandes alertas a discord", "schick keine alarme an discord",
        "não manda alertas no discord", "send my alerts to telegram and discord", "discord is down",
        "I don't live in Berlin", "ich wohne nicht in Berlin", "no vivo en Madrid", "não moro em Lisboa",
        "what time is it in Tokyo", "is the exchange in London open", "my brother lives in Berlin",
        "I'm in the east", "I am in general fine", "I'm in bed", "ich bin in Eile", "estoy en casa", "estou em apuros",
        "I live in bitcoin", "I live in a small house", "vivo en un piso", "Berlin", "I'm in",
        "use 100 euros", "I have euros", "swap euros to dollars", "put 500 in euros",
    ],
)  # fmt: skip
@pytest.mark.parametrize("speaker", ["en", "es", "pt"])
def test_what_only_sounds_like_a_setting_sets_nothing(text: str, speaker: str) -> None:
    assert meant_or_mistaken(text, speaker) is None


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("price btc in euros", ("price", {"coins": ["BTC"], "in": "EUR"})),
        ("btc preis in euro", ("price", {"coins": ["BTC"], "in": "EUR"})),
        ("prices of btc and eth in euros", ("price", {"coins": ["BTC", "ETH"], "in": "EUR"})),
        ("precios de btc en euros", ("price", {"coins": ["BTC"], "in": "EUR"})),
        ("preço do btc em euros", ("price", {"coins": ["BTC"], "in": "EUR"})),
        ("price eur", ("price", {"coins": ["EUR"]})),
        ("prices eur", ("price", {"coins": ["EUR"]})),
        ("tell me on telegram if eth drops 5%", ("alert", {"rule": "eth -5% 24h"})),
        ("avísame por telegram cuando btc baje de 60k", ("alert", {"rule": "btc < 60000"})),
        ("I also use discord", ("link", {})),
    ],
)
def test_a_question_a_wish_and_a_link_are_none_of_it(text: str, meaning: tuple[str, dict[str, object]]) -> None:
    for speaker in LANGUAGES:
        assert meant(text, speaker) == meaning


@pytest.mark.parametrize(
    ("text", "given", "nearest"),
    [
        ("I live in Berln", "Berln", "Europe/Berlin"),
        ("my time zone is Viennna", "Viennna", "Europe/Vienna"),
        ("ich wohne in Hamburgg", "Hamburgg", "Europe/Berlin"),
        ("vivo en Madrit", "Madrit", "Europe/Madrid"),
        ("moro em Lisbua", "Lisbua", "Europe/Lisbon"),
        ("I live in Kleinkleckersdorf", "Kleinkleckersdorf", None),
    ],
)
def test_a_place_without_a_clock_is_named_with_the_nearest(text: str, given: str, nearest: str | None) -> None:
    with pytest.raises(UnknownName) as refused:
        meant(text)
    assert (refused.value.what, refused.value.given) == ("zone", given)
    assert refused.value.nearest[:1] == (() if nearest is None else (nearest,))


@pytest.mark.parametrize("part", ["posting", "homes"])
def test_all_languages_have_the_same_concepts(part: str) -> None:
    concepts = {each: frozenset().union(*turn_words(each, part).values()) for each in LANGUAGES}
    assert set(concepts.values()) == {concepts["en"]}
