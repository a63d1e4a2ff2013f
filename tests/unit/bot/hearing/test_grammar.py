"""The grammar: commands by any of their names, slips of the finger, and lines that are none."""

import pytest

from bot.commands import COMMANDS
from bot.hearing.grammar import MOST_WORDS
from bot.hearing.phrases import verbs
from bot.hearing.understanding import understood
from core.kernel.errors import UnknownName
from tests.fakes.hearing import GRAMMAR, meant, vocabulary


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("price", "price"),
        ("p", "price"),
        ("/C", "chart"),
        ("/help@candlewick_bot", "help"),
        ("Preis", "price"),
        ("cotação", "price"),
        ("gráfico", "chart"),
        ("grafico", "chart"),
        ("märkte", "market"),
        ("maerkte", "market"),
        ("Hilfe", "help"),
        ("ayuda", "help"),
        ("ajuda", "help"),
        ("einstellungen", "settings"),
        ("configurações", "settings"),
        ("estado", "status"),
        ("data", "privacy"),
        ("daten", "privacy"),
        ("watchlist", "watch"),
        ("stop", "cancel"),
        ("bestaetigen", "confirm"),
    ],
)
def test_a_command_answers_to_its_names_in_every_language(word: str, name: str) -> None:
    found = GRAMMAR.named(word)
    assert found is not None
    assert found.name == name


def test_verbs_name_commands_that_exist_and_no_verb_names_two() -> None:
    names = {command.name for command in COMMANDS}
    assert set(verbs().values()) <= names
    own = {alias: command.name for command in COMMANDS for alias in (command.name, *command.aliases)}
    assert {word: name for word, name in verbs().items() if own.get(word, name) != name} == {}


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("/prcie", "price"),
        ("hlep", "help"),
        ("prce btx", "price"),
        ("alrt btc < 60k", "alert"),
        ("wacth btc", "watch"),
        ("/wacth btc", "watch"),
    ],
)
def test_a_slip_in_a_verb_is_answered_with_the_command(text: str, nearest: str) -> None:
    with pytest.raises(UnknownName) as refused:
        meant(text)
    assert refused.value.what == "command"
    assert refused.value.nearest[0] == nearest


@pytest.mark.parametrize(
    ("text", "language", "line"),
    [
        ("pirce btc", "en", "price btc"),
        ("/pirce btc in eur", "en", "price btc in eur"),
        ("kusr btc", "de", "price btc"),
        ("digramm eth 4h", "de", "chart eth 4h"),
        ("precioo sol", "es", "price sol"),
        ("covnert 250 eur to eth", "pt", "convert 250 eur to eth"),
    ],
)
def test_a_slip_in_a_verb_that_only_asks_is_read_as_that_verb_and_says_so(text: str, language: str, line: str) -> None:
    bound = understood(text, GRAMMAR, vocabulary(language))
    assert bound is not None
    assert (bound.command.name, bound.args) == meant(line)
    assert bound.mended == line


@pytest.mark.parametrize("text", ["prices btc", "price btc", "how much is btc"])
def test_what_is_said_right_is_not_mended(text: str) -> None:
    bound = understood(text, GRAMMAR, vocabulary())
    assert bound is not None
    assert not bound.mended


def test_a_slash_command_that_does_not_exist_is_refused_by_name() -> None:
    with pytest.raises(UnknownName) as refused:
        meant("/teleport")
    assert (refused.value.what, refused.value.given) == ("command", "/teleport")


@pytest.mark.parametrize("text", ["mark my words", "hot dogs", "lol", "start the car", "/", "@", "=", "in", "", "   "])
def test_what_only_looks_like_a_verb_is_no_command(text: str) -> None:
    assert meant(text) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("btc price", ("price", {"coins": ["BTC"]})),
        ("eth in eur", ("price", {"coins": ["ETH"], "in": "EUR"})),
        ("sol chart 4h", ("chart", {"coins": ["SOL"], "interval": "4h"})),
        ("btc?", ("price", {"coins": ["BTC"]})),
    ],
)
def test_a_short_line_needs_no_verb_in_front(text: str, said: tuple[str, dict[str, object]]) -> None:
    assert meant(text) == said


def test_a_line_longer_than_any_command_is_refused_by_its_beginning() -> None:
    with pytest.raises(UnknownName) as refused:
        meant("price " + "btc " * MOST_WORDS)
    assert (refused.value.what, refused.value.given, refused.value.nearest) == ("length", "81", ("80",))
    with pytest.raises(UnknownName) as refused:
        meant("a" * 100_000)
    assert refused.value.what == "message"
    assert len(refused.value.given) < 40


@pytest.mark.parametrize("name", [command.name for command in COMMANDS if not command.hidden])
def test_every_command_is_a_word_for_a_topic_of_the_help_by_each_of_its_names(name: str) -> None:
    command = GRAMMAR.named(name)
    assert command is not None
    spoken = [word for word, of in verbs().items() if of == name]
    topics = {word: meant(f"help {word}") for word in (name, *command.aliases, *spoken)}
    assert {word: topic for word, topic in topics.items() if topic is None or "topic" not in topic[1]} == {}
