"""What we ask back may be answered: with the word alone, by whom it was asked, also after a restart."""

from pathlib import Path

import pytest

from bot.speaking.reply import Understood
from core.kernel.errors import Missing, UnknownName
from tests.doors.test_going_on import OTHER, heard
from tests.fakes.house import words
from tests.fakes.world import SimulatedWorld


@pytest.mark.parametrize(
    ("line", "answer", "name", "args"),
    [
        ("price", "btc", "price", {"coins": ["BTC"]}),
        ("chart 4h", "eth", "chart", {"coins": ["ETH"], "interval": "4h"}),
        ("forecast", "eth 7d", "forecast", {"coins": ["ETH"], "horizon": "7d"}),
        ("settings zone", "Berlin", "settings", {"zone": "Europe/Berlin"}),
        ("settings language", "deutsch", "settings", {"language": "de"}),
        ("alert btc", "< 60k", "alert", {"rule": "btc < 60000"}),
        ("alert btc", "unter 60k", "alert", {"rule": "btc < 60000"}),
    ],
)
async def test_a_missing_word_may_be_said_alone_after_a_restart(
    line: str, answer: str, name: str, args: dict[str, object], tmp_path: Path
) -> None:
    async with SimulatedWorld(tmp_path) as world:
        asked = await heard(world, line)
        assert isinstance(asked.error, Missing)
    async with SimulatedWorld(tmp_path) as world:
        assert (await heard(world, answer)).understood == Understood(name, args)


async def test_what_is_wrong_with_an_answer_is_told_of_the_whole_line(tmp_path: Path) -> None:
    async with SimulatedWorld(tmp_path) as world:
        await heard(world, "alert btc")
        told = await heard(world, "60k")
        assert isinstance(told.error, UnknownName)
        assert told.error.what == "operator"
        await heard(world, "price")
        told = await heard(world, "bitcon")
        assert [button.sends for button in told.buttons] == ["price btc"]


@pytest.mark.parametrize("said", ["thanks", "help", "wie viel kostet btc"])
async def test_what_is_no_answer_is_read_by_itself(said: str, tmp_path: Path) -> None:
    async with SimulatedWorld(tmp_path) as world:
        alone = await heard(world, said)
        await heard(world, "forecast")
        assert (await heard(world, said)).understood == alone.understood


async def test_cancel_leaves_a_question_and_what_was_spoken_of_stays(tmp_path: Path) -> None:
    async with SimulatedWorld(tmp_path) as world:
        await heard(world, "chart sol 4h")
        await heard(world, "forecast")
        await heard(world, "cancel")
        assert (await heard(world, "eth")).understood == Understood("price", {"coins": ["ETH"]})
        await heard(world, "chart sol 4h")
        await heard(world, "forecast")
        await heard(world, "cancel")
        assert (await heard(world, "and btc?")).understood == Understood("chart", {"coins": ["BTC"], "interval": "4h"})


@pytest.mark.parametrize("leaving", ["cancel", "no", "never mind", "forget it", "vergiss es", "I changed my mind"])
async def test_leaving_a_question_says_which_also_after_a_restart(leaving: str, tmp_path: Path) -> None:
    async with SimulatedWorld(tmp_path) as world:
        await heard(world, "forecast")
    async with SimulatedWorld(tmp_path) as world:
        left = await heard(world, leaving)
        assert left.understood == Understood("cancel", {})
        assert words(left) == "Dropped: 'forecast'."
        assert words(await heard(world, "cancel")) == "Nothing was waiting for you."


async def test_a_draft_and_a_question_are_left_together(tmp_path: Path) -> None:
    async with SimulatedWorld(tmp_path) as world:
        await heard(world, "alert btc < 60k")
        await heard(world, "price")
        assert words(await heard(world, "cancel")) == "One draft dropped.\nDropped: 'price'."


async def test_a_question_in_between_ends_no_thread(tmp_path: Path) -> None:
    async with SimulatedWorld(tmp_path) as world:
        await heard(world, "price btc")
        await heard(world, "alert btc")
        reply = await heard(world, "and in euros?")
        assert reply.understood == Understood("price", {"coins": ["BTC"], "in": "EUR"})


async def test_what_somebody_else_was_asked_is_not_answered(tmp_path: Path) -> None:
    async with SimulatedWorld(tmp_path) as world:
        await heard(world, "forecast")
        assert (await heard(world, "eth", OTHER)).understood == Understood("price", {"coins": ["ETH"]})
