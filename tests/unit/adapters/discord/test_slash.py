"""slash — our commands within Discord's limits, in every language, published when they have changed."""

from typing import Any

import pytest

from adapters.discord.slash import LOCALES, commands
from bot.commands import COMMANDS
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
