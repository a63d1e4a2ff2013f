"""[Undo] takes back what was just done, for a minute, after a restart too."""

import tomllib
from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.storage.engine import Database
from bot.ask import Ask
from bot.ports import Told
from bot.speaking.reply import Button, Reply
from bot.undoing import Undo, Undoing, read_undo, says_undo, undo_button
from core.kernel.errors import Unavailable
from core.people.model import Preferences, Role
from core.people.ports import PeopleStore
from tests.conftest import ROOT
from tests.fakes.asking import NOW, an_ask
from tests.fakes.house import ADA, BOB, SmallHouse, words


@pytest.fixture
def house(database: Database) -> SmallHouse:
    return SmallHouse(database)


async def told_german(house: SmallHouse) -> str:
    """Let Ada set her language; return what [Undo] sends."""
    await house.met(ADA, Role.MEMBER)
    told = await house.tell("settings language de")
    assert told.to_person is not None
    return told.to_person.buttons[0].sends


def heads(told: Told) -> str:
    return (words(told.to_person) or "").splitlines()[0]


async def test_within_a_minute_it_is_taken_back_by_whoever_serves_then(house: SmallHouse) -> None:
    sends = await told_german(house)
    house.clock.advance(60)
    told = await house.restarted().tell(sends, tapped=True)
    assert heads(told) == "Saved."
    assert told.to_person is not None
    assert told.to_person.understood is not None
    assert (told.to_person.understood.name, told.to_person.understood.args) == ("settings", {"language": "en"})


async def test_after_a_minute_nothing_is_done_and_how_it_is_done_is_said(house: SmallHouse) -> None:
    sends = await told_german(house)
    house.clock.advance(61)
    told = await house.tell(sends, tapped=True)
    assert heads(told).startswith("Rückgängig geht eine Minute lang, und die ist um.")
    assert told.to_person is not None
    (do_it,) = told.to_person.buttons
    assert (do_it.label, do_it.sends) == ("Trotzdem", "settings language en")
    assert not told.to_person.public
    assert heads(await house.tell(do_it.sends, tapped=True)) == "Saved."


async def test_an_undo_of_a_command_that_one_may_not_use_is_refused_like_the_command(house: SmallHouse) -> None:
    await house.met(ADA, Role.MEMBER)
    sends = undo_button(replace(an_ask(), real_now=house.clock.now()), "boss").sends
    assert await house.heard(sends) == await house.heard("boss")
    assert house.doings.noted == []


@given(st.from_regex(r"[a-z]{1,12}( [a-z0-9/]{1,12}){0,4}", fullmatch=True), st.integers(0, 10**9))
def test_a_button_says_which_line_and_until_when(line: str, seconds: int) -> None:
    ask = replace(an_ask(), real_now=NOW + timedelta(seconds=seconds))
    assert read_undo(undo_button(ask, line).sends) == Undo(
        line, ask.real_now.replace(microsecond=0) + timedelta(seconds=60)
    )


@given(st.text())
def test_any_other_text_is_no_undo(text: str) -> None:
    assert read_undo(f"price {text}") is None
    assert read_undo("undo that") is None


def test_in_plain_text_what_is_typed_does_not_lapse() -> None:
    assert undo_button(an_ask(Preferences(plain=True)), "watch remove arb").sends == "watch remove arb"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "undo",
            "/undo",
            "Undo that.",
            "please undo it",
            "undo my last change",
            "oops, take that back",
            "revert this",
        ),
        *("no wait, undo", "can you undo that?", "rückgängig", "Mach das rückgängig!", "rueckgaengig machen"),
        *("mach's bitte wieder rückgängig", "nimm das zurück", "kannst du das rückgängig machen?", "deshacer"),
        *("deshaz eso", "deshazlo por favor", "Deshaz el último cambio", "¿puedes deshacerlo?", "desfazer"),
        *("desfaz isso", "desfaça a última alteração", "Desfazer, por favor!", "quero desfazer isso"),
    ],
)
def test_to_take_something_back_is_asked_in_four_languages(text: str) -> None:
    assert says_undo(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "that",
            "please",
            "back",
            "no",
            "undo btc",
            "undo the deletion of a3",
            "undo my alert",
            "don't undo",
            "a3",
        ),
        *("price btc", "undo t86pdo watch remove arb", "bitte", "mach mal", "por favor", "nicht rückgängig machen"),
        *("no deshagas nada", "como faço para desfazer", "undo " * 40),
    ],
)
def test_other_words_make_it_another_sentence(text: str) -> None:
    assert not says_undo(text)


def test_no_sentence_that_means_something_else_asks_for_it() -> None:
    said = [
        text
        for file in sorted((ROOT / "tests" / "phrasings").glob("*.toml"))
        for entry in tomllib.loads(file.read_text(encoding="utf-8")).get("phrasing", ())
        for text in entry.get("says", (entry.get("text", ""),))
    ]
    assert len(said) > 1_000
    assert [text for text in said if says_undo(text)] == []


async def test_the_word_holds_as_long_as_the_button(house: SmallHouse) -> None:
    await told_german(house)
    house.clock.advance(60)
    assert heads(await house.restarted().tell("mach das rückgängig")) == "Saved."
    await told_german(house)
    house.clock.advance(61)
    assert heads(await house.tell("undo that")) == "Hier gibt es nichts rückgängig zu machen."


async def test_the_word_means_what_the_same_person_did_in_the_same_chat(house: SmallHouse) -> None:
    await house.met(BOB, Role.MEMBER)
    await told_german(house)
    await house.invited("-100")
    for who, where in ((BOB, None), (BOB, "-100"), (ADA, "-100")):
        said = await house.heard("undo", who, room=where) or ""
        assert "nothing here to take back" in said or "nichts rückgängig zu machen" in said
    assert heads(await house.tell("undo")) == "Saved."


async def test_a_word_that_is_heard_again_after_a_kill_is_done_once_more_and_changes_nothing(house: SmallHouse) -> None:
    await told_german(house)
    undoing = house.house.undoing
    ask = replace(an_ask(), person=await house.met(ADA, Role.MEMBER), identity=ADA, real_now=house.clock.now())
    first, second = [await undoing.meant(replace(ask, text="undo")) for _ in range(2)]
    assert isinstance(first, Ask)
    assert isinstance(second, Ask)
    assert first.text == second.text == "settings language en"


async def test_what_offers_no_way_back_leaves_the_one_there_is(house: SmallHouse) -> None:
    await told_german(house)
    await house.heard("note")
    assert heads(await house.tell("undo")) == "Saved."


async def test_what_was_done_last_and_cannot_be_taken_back_hides_what_was_done_before(house: SmallHouse) -> None:
    await told_german(house)
    ask = replace(an_ask(), person=await house.met(ADA, Role.MEMBER), identity=ADA, real_now=house.clock.now())
    await house.house.undoing.remember(ask, Reply((), error=Unavailable("database"), settles=True), undone=False)
    assert isinstance(await house.house.undoing.meant(replace(ask, text="undo")), Ask)
    await house.house.undoing.remember(ask, Reply((), settles=True), undone=False)
    assert isinstance(await house.house.undoing.meant(replace(ask, text="undo")), Reply)


async def test_a_word_is_lost_neither_nor_an_answer_while_nothing_can_be_written(house: SmallHouse) -> None:
    class Full:
        def begin(self) -> object:
            raise Unavailable("database", "full")

        reading = begin

    await Undoing(cast("PeopleStore", Full())).remember(
        replace(an_ask(), text="x"), Reply((), (Button("Undo", "y", takes_back="y"),)), undone=False
    )
