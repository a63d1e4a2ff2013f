"""typed — what somebody is told to type is what can be typed where they read it."""

from dataclasses import replace

import pytest

from bot.commands import COMMANDS
from bot.hearing.grammar import Grammar
from bot.speaking.dressing import dressed
from bot.speaking.reply import Button, PublicReply, Text
from bot.typed import as_fields, as_typed, typed_by
from core.people.model import Identity, Preferences, Room
from tests.fakes.asking import an_ask

GRAMMAR = Grammar(COMMANDS)
ROOM = Room(1, "discord", "77", invited=True)


def told(line: str, door: str = "discord", room: Room | None = None) -> str:
    return typed_by(replace(an_ask(), identity=Identity(door, "1"), room=room, grammar=GRAMMAR))(line)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("/settings language=es", "/settings language:es"),
        ("/price coins=btc,eth in=eur why=why", "/price coins:BTC, ETH in:EUR why:True"),
        ("/alerts action=delete id=all", "/alerts action:delete id:all"),
        ("/alert btc < 60k", "/alert rule:btc < 60000"),
        ("/price coins=btx why=why", "/price coins:btx why:True"),
    ],
)
def test_what_was_filled_into_fields_is_shown_in_them(line: str, shown: str) -> None:
    assert told(line) == told(line, room=ROOM) == shown


def test_plain_words_stay_plain_in_private_and_become_fields_where_nothing_else_is_read() -> None:
    assert told("chart sol 4h rsi") == "chart sol 4h rsi"
    assert told("chart sol 4h rsi", room=ROOM) == "/chart coins:SOL interval:4h indicators:rsi"
    assert told("confirm d1", room=ROOM) == "confirm d1"  # no command that Discord lists


@pytest.mark.parametrize("line", ["/settings language=es", "price sol"])
@pytest.mark.parametrize("door", ["telegram", "local"])
def test_no_other_door_has_fields(line: str, door: str) -> None:
    assert told(line, door) == told(line, door, ROOM) == as_typed(line, door) == line


def test_a_line_is_told_as_it_was_typed() -> None:
    assert as_typed("/alerts action=delete", "discord") == "/alerts action:delete"
    assert as_fields("price btc in=eur") == "price btc in=eur"


def test_plain_text_says_what_to_type_as_it_is_typed() -> None:
    ask = replace(an_ask(Preferences(plain=True)), identity=Identity("discord", "1"), grammar=GRAMMAR)
    reply = PublicReply((Text("Which?"),), (Button("es", "/settings language=es"), Button("Sol", "price sol")))
    said = dressed(reply, ask.person.preferences, ask.say, typed_by(ask)).blocks[-1]
    assert isinstance(said, Text)
    assert said.text == "Type: /settings language:es or price sol"
