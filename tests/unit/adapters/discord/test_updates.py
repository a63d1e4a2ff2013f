"""updates — what Discord's events mean to us."""

from datetime import timedelta
from typing import Any

import pytest

from adapters.discord.gateway import Event
from adapters.discord.updates import Asked, Called, Gone, Joined, Left, NotTheirs, Said, Typing, Wanted, made_at, read
from core.people.model import Identity
from tests.fakes.clock import NOON
from tests.stand_ins.discord_rig import FORMS

OWNER = Identity("discord", "55")
ADA = {"id": "55", "username": "ada", "global_name": "Ada"}
AT_NOON = str(int((NOON - made_at("0")) / timedelta(milliseconds=1)) << 22)


def heard(name: str, data: dict[str, Any]) -> Any:
    return read(Event(name, data, 1), "700", FORMS, NOON + timedelta(seconds=90))


def message(**more: Any) -> dict[str, Any]:
    return {"id": AT_NOON, "channel_id": "9", "author": ADA, "content": "price btc", **more}


def call(kind: int, data: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": AT_NOON, "token": "t", "type": kind, "channel_id": "9", "data": data, "user": ADA, **more}


def test_a_private_message_is_heard_with_its_age() -> None:
    said = heard("MESSAGE_CREATE", message())
    assert isinstance(said, Said)
    assert (said.heard.text, said.heard.sender, said.heard.room) == ("price btc", Identity("discord", "55"), None)
    assert (said.heard.asked_s, said.heard.name, said.heard.update_id) == (90.0, "Ada", f"m{AT_NOON}")


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<@700> price btc", "price btc"),
        ("price btc <@!700>", "price btc"),
        ("<@700>", ""),
        ("<@700> tell <@55>", "tell <@55>"),
    ],
)
def test_our_name_is_taken_out_of_what_names_us(content: str, text: str) -> None:
    said = heard("MESSAGE_CREATE", message(content=content, guild_id="4", mentions=[{"id": "700"}]))
    assert isinstance(said, Said)
    assert (said.heard.text, said.heard.room, said.place.private) == (text, "9", False)


@pytest.mark.parametrize(
    "more",
    [
        {"guild_id": "4"},
        {"guild_id": "4", "mentions": [{"id": "701"}]},
        {"author": {**ADA, "bot": True}},
        {"webhook_id": "1"},
        {"type": 7},
    ],
)
def test_what_is_not_for_us_means_nothing(more: dict[str, Any]) -> None:
    assert heard("MESSAGE_CREATE", message(**more)) is None


def test_friends_who_talk_in_private_are_a_room() -> None:
    said = heard("MESSAGE_CREATE", message(channel_type=3))
    assert isinstance(said, Said)
    assert said.heard.room == "9"


def test_a_reply_names_the_message_that_it_answers() -> None:
    answers = {"type": 19, "message_reference": {"message_id": "77", "channel_id": "5"}}
    assert heard("MESSAGE_CREATE", message(**answers)).heard.replies_to == "77"
    assert heard("MESSAGE_CREATE", message()).heard.replies_to is None


def test_a_command_is_a_line_and_is_never_too_old() -> None:
    options = [{"name": "coins", "type": 3, "value": "btc"}]
    asked = heard("INTERACTION_CREATE", call(2, {"name": "price", "type": 1, "options": options}, locale="de"))
    assert isinstance(asked, Called)
    assert (asked.heard.text, asked.how, asked.public) == ("/price coins=btc", Asked.COMMAND, True)
    assert (asked.heard.asked_s, asked.heard.language, asked.heard.update_id) == (0.0, "de", f"i{AT_NOON}")


def test_a_command_with_a_secret_in_it_is_answered_out_of_the_others_sight() -> None:
    """Whoever reads a public answer sees the options that it was asked with."""
    secret = "5Kb8kLf9zgWQnogidDA76MzPL6TsZZY36hWXMssSzNydYXYB9KF"
    options = [{"name": "coins", "type": 3, "value": secret}]
    asked = heard("INTERACTION_CREATE", call(2, {"name": "price", "type": 1, "options": options}, locale="de"))
    assert isinstance(asked, Called)
    assert not asked.public


@pytest.mark.parametrize(
    "data",
    [
        {"name": "price", "type": 2},
        {"name": "quote", "type": 1},
        {"name": "price", "options": [{"name": "of", "type": 1, "options": []}]},
    ],
)
def test_a_command_that_is_no_more_means_that(data: dict[str, Any]) -> None:
    assert isinstance(heard("INTERACTION_CREATE", call(2, data)), Gone)


@pytest.mark.parametrize(("kind", "room"), [(0, "9"), (11, "8"), (2, "9")])
def test_a_thread_speaks_in_the_name_of_its_channel(kind: int, room: str) -> None:
    channel = {"id": "9", "type": kind, "parent_id": "8"}
    member = {"user": ADA, "permissions": str(1 << 5)}
    asked = heard(
        "INTERACTION_CREATE",
        {**call(2, {"name": "market", "type": 1}), "guild_id": "4", "member": member, "channel": channel},
    )
    assert isinstance(asked, Called)
    assert (asked.heard.room, asked.place.channel, asked.governs) == (room, "9", True)


@pytest.mark.parametrize(
    ("custom_id", "meaning"),
    [("1j:chart btc", Called), ("0:help", Called), ("1j?alert d1\nbtc < 60k", Wanted), ("1k:chart btc", NotTheirs)],
)
def test_a_press_counts_for_whose_the_button_is(custom_id: str, meaning: type) -> None:
    assert isinstance(heard("INTERACTION_CREATE", call(3, {"custom_id": custom_id, "component_type": 2})), meaning)


def test_a_choice_from_a_list_is_what_it_says() -> None:
    chosen = heard("INTERACTION_CREATE", call(3, {"custom_id": "1j#0", "component_type": 3, "values": ["alerts a7"]}))
    assert isinstance(chosen, Called)
    assert (chosen.heard.text, chosen.heard.tapped) == ("alerts a7", True)


@pytest.mark.parametrize(
    "rows",
    [
        [{"type": 1, "components": [{"type": 4, "custom_id": "words", "value": "btc <\n 58k"}]}],
        [{"type": 18, "component": {"type": 4, "custom_id": "words", "value": "btc < 58k"}}],
    ],
)
def test_a_form_says_what_was_typed_behind_its_line(rows: list[dict[str, Any]]) -> None:
    sent = heard("INTERACTION_CREATE", call(5, {"custom_id": "1j?alert d1\nbtc < 60k", "components": rows}))
    assert isinstance(sent, Called)
    assert (sent.heard.text, sent.how, sent.heard.tapped) == ("alert d1 btc < 58k", Asked.FORM, False)
    assert isinstance(
        heard("INTERACTION_CREATE", call(5, {"custom_id": "1k?alert d1\n", "components": rows})), NotTheirs
    )


def test_typing_names_the_field_that_is_filled_in() -> None:
    options = [{"name": "coins", "value": "btc"}, {"name": "in", "value": "eu", "focused": True}]
    typing = heard("INTERACTION_CREATE", call(4, {"name": "price", "options": options}))
    assert isinstance(typing, Typing)
    assert (typing.prompt.form, typing.prompt.field, typing.prompt.typed) == ("price", "in", "eu")


@pytest.mark.parametrize(
    ("name", "data", "meaning"),
    [
        ("GUILD_CREATE", {"id": "4", "owner_id": "55", "system_channel_id": "9"}, Joined("4", OWNER, "9")),
        ("GUILD_CREATE", {"id": "4", "owner_id": "55", "channels": [{"id": "7", "type": 2}, {"id": "8", "type": 0}]},
         Joined("4", OWNER, "8")),
        ("GUILD_CREATE", {"id": "4", "owner_id": "55"}, Joined("4", OWNER, None)),
        ("GUILD_CREATE", {"id": "4", "unavailable": True}, None),
        ("GUILD_DELETE", {"id": "4"}, Left("4")),
        ("GUILD_DELETE", {"id": "4", "unavailable": True}, None),
        ("CHANNEL_DELETE", {"id": "9", "guild_id": "4"}, Left("4", "9")),
        ("CHANNEL_DELETE", {"id": "9"}, None),
        ("INTERACTION_CREATE", call(1, {}), None),
        ("RESUMED", {}, None),
    ],
)  # fmt: skip
def test_servers_and_channels_come_and_go(name: str, data: dict[str, Any], meaning: object) -> None:
    assert heard(name, data) == meaning
