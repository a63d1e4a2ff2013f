"""The record in words — of its chain no more is said than there is."""

import pytest

from bot.speaking.records import chain_line
from bot.speaking.say import LANGUAGES, Say
from core.forecasts.chains import Checked
from core.forecasts.record import Broken
from tests.fakes.clock import NOON
from tests.voice import slips

CHECKED = [Checked(None, NOON), Checked(None, NOON, 1), Checked(None, NOON, 84), Checked(None, NOON, 84, 3)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_live_row_or_before_an_outcome_none_is_said_to_have_been_written_before_it(language: str) -> None:
    say = Say(language, "UTC", NOON)
    none, one, many, some = lines = [chain_line(say, checked).text for checked in CHECKED]
    assert len(set(lines)) == len(lines)
    assert not any(char.isdigit() for char in none + one)
    assert "84" in many
    assert some == say.line("record-chain")
    assert [slip for line in lines for slip in slips(line, language)] == []


def test_one_that_was_written_down_without_an_outcome_is_still_said_to_be_changed() -> None:
    say = Say("en", "UTC", NOON)
    assert "row 3" in chain_line(say, Checked(Broken("forecasts", 3), NOON)).text
