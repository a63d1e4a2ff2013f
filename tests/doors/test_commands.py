"""Every command at every door — one declaration, within each platform's limits, whose examples and buttons work."""

import re
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from jsonschema import Draft202012Validator

from bot.command import Command, Effect, Who
from bot.commands import COMMANDS
from bot.commands.help import GROUPS, PAGES, TOPICS, TopicKind
from bot.hearing.grammar import Grammar
from bot.hearing.words import folded
from bot.params.base import Vocabulary
from bot.ports import Heard
from bot.speaking.reply import Reply
from bot.speaking.say import LANGUAGES, Say
from core.kernel.errors import Defect
from core.market.catalogue import Catalogue
from core.people.model import Identity
from tests.fakes.asking import NOW
from tests.fakes.world import SimulatedWorld

VISIBLE = tuple(command for command in COMMANDS if not command.hidden)
VOCABULARY = Vocabulary(Catalogue(), {"kraken": "kraken", "binance": "binance"}, today=NOW.date())
EXAMPLES = [(command, example) for command in COMMANDS for example in command.examples]
OWNER = Identity("local", "owner")


def named(command: Command) -> str:
    return command.name


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[SimulatedWorld]:
    async with SimulatedWorld(tmp_path_factory.mktemp("doors")) as opened:
        # The examples speak of the seventh alert.
        for number in range(1, 8):
            await answered(opened, "alert btc < 1k")
            await answered(opened, f"confirm d{number}")
        yield opened


async def answered(world: SimulatedWorld, text: str, sender: Identity = OWNER) -> Reply:
    told = await world.application.door.hear(Heard(text, sender, trusted=True))
    assert told.to_person is not None
    return told.to_person


@pytest.mark.parametrize("command", COMMANDS, ids=named)
def test_a_schema_is_a_schema(command: Command) -> None:
    schema = command.schema()
    Draft202012Validator.check_schema(schema)
    properties = schema["properties"]
    assert isinstance(properties, Mapping)
    assert [p for p in properties.values() if not ({"type", "enum", "anyOf"} & set(p))] == []


@pytest.mark.parametrize(("command", "example"), EXAMPLES, ids=[example for _, example in EXAMPLES])
def test_an_example_is_understood_as_its_own_command_and_fits_its_schema(command: Command, example: str) -> None:
    bound = Grammar(COMMANDS).read(example, VOCABULARY)
    assert bound is not None
    assert bound.command is command
    Draft202012Validator(command.schema()).validate(dict(bound.args))


@pytest.mark.parametrize(
    ("command", "example"),
    [pair for pair in EXAMPLES if pair[0].name != "confirm"],
    ids=[example for command, example in EXAMPLES if command.name != "confirm"],
)
@pytest.mark.asyncio(loop_scope="module")
async def test_an_example_gets_an_answer(world: SimulatedWorld, command: Command, example: str) -> None:
    example = example.replace("kraken", "simulated")
    reply = await answered(world, example)
    assert not isinstance(reply.error, Defect)
    assert reply.understood is not None
    assert reply.understood.name == command.name
    expected_mistakes = {"admin block 4", "link K7QFM-2M9PX", "unlink", "unlink discord"}
    assert (reply.error is None) is (example not in expected_mistakes), reply.error


@pytest.mark.parametrize("command", COMMANDS, ids=named)
def test_every_name_is_one_that_telegram_and_discord_take(command: Command) -> None:
    assert re.fullmatch("[a-z][a-z0-9]{0,31}", command.name)
    assert all(re.fullmatch("[a-z][a-z0-9]{0,31}", alias) for alias in command.aliases)
    names = [param.name for param in command.params]
    assert len(names) <= 25
    assert all(re.fullmatch("[a-z][a-z0-9_]{0,31}", name) for name in names)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_help_line_fits_the_smallest_menu(language: str) -> None:
    say = Say(language, "UTC", NOW)
    lines = {command.name: say.line(f"{command.name}-help") for command in COMMANDS}
    # Telegram takes 256 characters, Discord 100.
    assert {name: line for name, line in lines.items() if not 0 < len(line) <= 100} == {}


def test_no_two_commands_answer_to_one_word() -> None:
    words = [word for command in COMMANDS for word in (command.name, *command.aliases)]
    assert len(set(words)) == len(words)


def test_the_menu_is_no_longer_than_people_read() -> None:
    # Nobody reads "start": it is what a platform's own button says.
    assert len([command for command in COMMANDS if command.menu and command.name != "start"]) <= 17


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.asyncio(loop_scope="module")
async def test_a_menu_shows_what_can_be_asked_there(world: SimulatedWorld, language: str) -> None:
    door = world.application.door
    private, room, owner = ([name for name, _ in door.menu(language, scope)] for scope in ("private", "room", "owner"))
    assert private == [command.name for command in COMMANDS if command.menu]
    assert set(room) == {c.name for c in COMMANDS if c.menu and c.public and c.effect is Effect.READ}
    assert set(owner) - set(private) == {"admin"}


def test_what_changes_something_is_answered_in_private() -> None:
    assert [command.name for command in COMMANDS if command.effect is Effect.WRITE and command.public] == []


def test_only_the_owner_s_commands_are_hidden_and_the_word_that_confirms() -> None:
    assert {c.name for c in COMMANDS if c.hidden} == {"confirm", *(c.name for c in COMMANDS if c.who is Who.OWNER)}


def test_every_topic_of_help_has_a_command_and_every_command_a_topic() -> None:
    topics: dict[str, Any] = {command.topic: command for command in VISIBLE}
    assert set(TOPICS) - set(topics) == PAGES | {"help"}
    assert set(topics) - set(TOPICS) == {"system"}


@pytest.mark.parametrize("topic", TOPICS)
async def test_a_topic_names_what_it_is_about(topic: str, tmp_path: Path) -> None:
    async with SimulatedWorld(tmp_path) as world:
        told = (await world.application.door.hear(Heard(f"help {topic}", OWNER, trusted=True))).to_person
    assert told is not None
    assert told.error is None
    # A head, at least one command with an example, and what is to be known besides.
    assert len(told.blocks) >= 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_line_of_help_is_called_is_a_word_for_its_topic(language: str) -> None:
    say = Say(language, "UTC", NOW)
    called = {topic: folded(say.line(f"help-{topic}-line").partition(":")[0]) for topic in GROUPS}
    assert {topic: name for topic, name in called.items() if TopicKind.words.get(name) != topic} == {}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_button_answers(language: str, tmp_path: Path) -> None:
    """A press is the words typed: none of them may be a mistake."""
    async with SimulatedWorld(tmp_path) as world:
        await answered(world, f"settings language {language}")
        asked = ["start", "help", "price btc eth in eur", "price eur", "chart sol 4h 30d ema20", "market", "market why",
                 "top losers 24h 3", "depth eth", "convert 250 eur to eth", "watch add arb", "settings", "privacy",
                 "watch remove arb", "settings currency eur"]  # fmt: skip
        replies = [await answered(world, line) for line in asked]
        buttons = {button.sends for reply in replies for button in (*reply.buttons, *reply.more)}
        # These ask which one is meant, or at which price.
        buttons -= {"settings zone", "settings language"}
        buttons = {sends for sends in buttons if not re.fullmatch(r"alert \w+", sends)}
        wrong = {sends: (await answered(world, sends)).error for sends in sorted(buttons)}
    assert {sends: error for sends, error in wrong.items() if error is not None} == {}
    assert len(buttons) > 15
