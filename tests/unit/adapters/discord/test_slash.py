"""slash — our commands within Discord's limits, in every language, published when they have changed."""

import re
from typing import Any

import pytest

from adapters.discord.slash import LOCALES, commands
from bot.commands import COMMANDS
from bot.hearing.grammar import Grammar
from bot.params.base import Vocabulary
from core.market.catalogue import Catalogue
from tests.fakes.asking import NOW
from tests.stand_ins import discord_rules as rules
from tests.stand_ins.discord_errors import Refused
from tests.stand_ins.discord_rig import FORMS, SAYS
from tests.stand_ins.discord_things import MANAGE_SERVER

PUBLISHED = {command["name"]: command for command in commands(FORMS.shown, SAYS)}


def option(command: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(option for option in PUBLISHED[command]["options"] if option["name"] == name)
    return found


def test_discord_takes_every_command() -> None:
    rules.commands(list(PUBLISHED.values()))


def test_every_command_that_is_shown_is_there_with_all_its_parameters() -> None:
    shown = {c.name: {p.name for p in c.params} for c in COMMANDS if c.name != "confirm"}
    assert {name: {o["name"] for o in c["options"]} for name, c in PUBLISHED.items()} == shown


def test_every_name_and_word_about_it_is_in_every_locale() -> None:
    locales = {locale for each in LOCALES.values() for locale in each}
    things = [*PUBLISHED.values(), *(o for c in PUBLISHED.values() for o in c["options"])]
    for thing in things:
        assert set(thing["name_localizations"]) == locales
        assert set(thing["description_localizations"]) == locales
    assert PUBLISHED["price"]["name_localizations"] == {
        "de": "preis",
        "es-ES": "precio",
        "es-419": "precio",
        "pt-BR": "preço",
    }


def test_options_have_the_type_of_what_they_take() -> None:
    assert option("top", "n") | {"type": 4, "min_value": 1, "max_value": 20} == option("top", "n")
    assert option("convert", "amount")["type"] == 10
    assert option("price", "why")["type"] == 5
    assert option("price", "coins") | {"type": 3, "required": True, "autocomplete": True} == option("price", "coins")
    assert [choice["value"] for choice in option("top", "direction")["choices"]] == ["gainers", "losers"]


def test_what_governs_is_listed_only_for_those_who_may_and_only_where_there_is_something_to_govern() -> None:
    limited = {
        name: (command["default_member_permissions"], command["contexts"])
        for name, command in PUBLISHED.items()
        if "default_member_permissions" in command
    }
    assert limited == {"admin": ("0", [0]), "room": (str(MANAGE_SERVER), [0])}
    assert "confirm" not in PUBLISHED


def test_nothing_is_offered_where_several_people_talk_in_private() -> None:
    assert {tuple(command["contexts"]) for command in PUBLISHED.values()} == {(0, 1), (0,)}


def test_the_stand_in_refuses_what_discord_does() -> None:
    with pytest.raises(Refused):
        rules.commands([{**PUBLISHED["price"], "name": "Price"}])
    with pytest.raises(Refused):
        rules.commands([PUBLISHED["price"], PUBLISHED["price"]])


def test_choices_that_read_alike_show_what_they_stand_for() -> None:
    numbers = {choice["value"]: choice["name"] for choice in option("settings", "numbers")["choices"]}
    alike = {language: f"1.234,50 ({language})" for language in ("de", "es", "pt")}
    assert numbers == {"en": "1,234.50", **alike}


# What is called the same in another language, by locale; names of makers, codes and figures are nobody's language.
NOBODYS = {"Discord", "Telegram", "Terminal", "SMS", "emoji"}
SAME = {
    "de": {"chart", "charts", "code", "coins", "in", "person", "start", "status"},
    "es-ES": {"no", "top", "webhook"},
    "es-419": {"no", "top", "webhook"},
    "pt-BR": {"e-mail", "top", "webhook"},
}
# What may stand in an explanation: it is typed so everywhere, or is such a name.
TYPED = {
    "btc", "eth", "sol", "rsi", "macd", "ema", "discord", "telegram", "europe", "berlin", "mail", "sms", "webhook",
    "emoji",
}  # fmt: skip
OF_BOTH = {
    "de": {"charts", "coin", "coins", "code", "name", "person", "app", "alarm"},
    "es-ES": {"app"},
    "es-419": {"app"},
    "pt-BR": {"app"},
}


def _is_code(name: str) -> bool:
    return any(character.isdigit() for character in name)


def _named() -> list[tuple[str, dict[str, Any]]]:
    """Return every command, option and choice, with where it stands."""
    options = [(f"{name} {o['name']}", o) for name, command in PUBLISHED.items() for o in command["options"]]
    choices = [(f"{at}={c['value']}", c) for at, o in options for c in o.get("choices", ())]
    return [*PUBLISHED.items(), *options, *choices]


@pytest.mark.parametrize("locale", sorted(SAME))
def test_no_name_is_left_in_english(locale: str) -> None:
    same = NOBODYS | SAME[locale]
    left = {
        at: named["name"]
        for at, named in _named()
        if not _is_code(named["name"])
        and named.get("name_localizations", {}).get(locale, named["name"]) in {named["name"]} - same
    }
    assert left == {}


@pytest.mark.parametrize("locale", sorted(SAME))
def test_no_word_of_an_explanation_is_left_in_english(locale: str) -> None:
    left = {}
    for at, named in _named():
        if "description" in named:
            english, other = (
                set(re.findall(r"[^\W\d_]{3,}", text.casefold()))
                for text in (named["description"], named["description_localizations"][locale])
            )
            left[at] = (english & other) - TYPED - OF_BOTH[locale]
    assert {at: words for at, words in left.items() if words} == {}


@pytest.mark.parametrize(
    ("form", "field", "shown"),
    [
        ("alerts", "id", ("alle", "todas", "todos")),
        ("room", "quiet", ("aus", "no", "não")),
        (
            "room",
            "digest",
            ("08:00 werktags", "08:00 entre semana", "08:00 dias úteis", "jetzt", "ahora", "agora"),
        ),
    ],
)
def test_what_an_explanation_says_to_fill_in_is_understood(form: str, field: str, shown: tuple[str, ...]) -> None:
    locales = PUBLISHED[form]["options"]
    hints = " ".join(next(o for o in locales if o["name"] == field)["description_localizations"].values())
    for words in shown:
        assert words in hints
        bound = Grammar(COMMANDS).read(FORMS.line(form, {field: words}), Vocabulary(Catalogue(), {}, today=NOW.date()))
        assert bound is not None
        assert set(bound.args) - {"action"} == {field}
