"""bot.command — a command is declared once, and a wrong declaration fails at import."""

from dataclasses import dataclass
from typing import Annotated, Any

import pytest

from bot.ask import Ask
from bot.command import Command, Effect, Who, command
from bot.params.base import Named
from bot.params.choices import ChoiceKind, WordKind
from bot.params.coins import CoinsKind
from bot.speaking.reply import PublicReply, Reply
from core.market.model import Coin

Coins = Annotated[tuple[Coin, ...], CoinsKind(), Named("coins")]
Colour = Annotated[str, ChoiceKind("colour", {"red": "red", "rot": "red"}), Named("in", ("in", "en"), strict=True)]


@dataclass(frozen=True, slots=True)
class Painted:
    """What a command of this file returns."""

    words: str


def show_openly(ask: Ask, painted: Painted) -> PublicReply:
    return PublicReply(())


def show_privately(ask: Ask, painted: Painted) -> Reply:
    return Reply(())


def declared(function: Any = None, **more: Any) -> Command:
    async def paint(ask: Ask, coins: Coins, colour: Colour | None = None) -> Painted:
        return Painted("")

    settings: dict[str, Any] = {"show": show_openly, "topic": "market", "examples": ("paint btc",), **more}
    return command(effect=Effect.READ, **settings)(function or paint)


def test_a_command_is_called_as_its_function_unless_it_says_otherwise() -> None:
    assert declared().name == "paint"
    assert declared(name="draw").name == "draw"


def test_parameters_are_read_from_the_signature() -> None:
    coins, colour = declared().params
    assert (coins.name, coins.argument, coins.kind.what, coins.required, coins.strict) == (
        "coins",
        "coins",
        "coin",
        True,
        False,
    )
    assert (colour.name, colour.argument, colour.required, colour.markers, colour.strict) == (
        "in",
        "colour",
        False,
        ("in", "en"),
        True,
    )


def test_whether_an_answer_may_be_posted_follows_from_what_shows_it() -> None:
    assert declared(show=show_openly).public
    assert not declared(show=show_privately).public


def test_a_command_is_for_members_unless_it_says_otherwise() -> None:
    assert declared().who is Who.MEMBER
    assert declared(who=Who.OWNER).who is Who.OWNER


def test_the_schema_names_what_is_required() -> None:
    schema = declared().schema()
    assert schema["required"] == ["coins"]
    assert schema["properties"] == {p.name: p.kind.schema() for p in declared().params}


async def test_who_confirms_a_draft_is_declared_once_and_returned_unchanged() -> None:
    paint = declared()

    async def save(ask: Ask, facts: object) -> Reply:
        return Reply(())

    assert paint.confirmed(save) is save
    assert paint.on_confirm == [save]


def test_a_parameter_without_a_kind_fails_with_its_name() -> None:
    async def paint(ask: Ask, coins: Coins, colour: str = "red") -> Painted:
        return Painted(colour)

    with pytest.raises(TypeError, match="'colour' of command 'paint' has no kind"):
        declared(paint)


def test_a_parameter_without_a_type_fails_too() -> None:
    async def paint(ask, colour="red"):  # type: ignore[no-untyped-def]
        return Painted(colour)

    with pytest.raises(TypeError, match="'colour'"):
        declared(paint)


def test_a_parameter_of_two_kinds_fails() -> None:
    Both = Annotated[str, WordKind("word", r"\w+", "a"), ChoiceKind("colour", {"red": "red"})]  # noqa: N806

    async def paint(ask: Ask, colour: Both = "red") -> Painted:
        return Painted(colour)

    with pytest.raises(TypeError, match="'colour'"):
        declared(paint)


def test_a_show_that_does_not_say_who_may_see_it_fails() -> None:
    def show(ask: Ask, painted: Painted):  # type: ignore[no-untyped-def]
        return PublicReply(())

    with pytest.raises(TypeError, match="'paint' does not say whether its reply is public"):
        declared(show=show)
