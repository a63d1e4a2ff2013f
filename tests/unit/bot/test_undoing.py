"""[Undo] takes back what was just done, for a minute, after a restart too."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.storage.engine import Database
from bot.ports import Told
from bot.undoing import Undo, read_undo, undo_button
from core.people.model import Preferences, Role
from tests.fakes.asking import NOW, an_ask
from tests.fakes.house import ADA, SmallHouse, words


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
