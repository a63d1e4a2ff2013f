"""A bare yes: it means what waits where one thing waits, and asks where it could mean several."""

from pathlib import Path

import pytest

from bot.speaking.reply import Reply
from core.kernel.errors import Missing
from tests.doors.test_commands import answered
from tests.fakes.world import SimulatedWorld


def shown(reply: Reply) -> str:
    return "\n".join(line for block in reply.blocks for line in [getattr(block, "text", "")])


@pytest.mark.parametrize("yes", ["yes", "save", "ja", "sí", "sim", "confirm"])
async def test_a_yes_takes_the_one_draft_that_waits(yes: str, tmp_path: Path) -> None:
    async with SimulatedWorld(tmp_path) as world:
        assert "Nothing was waiting" in shown(await answered(world, yes))
        await answered(world, "alert btc < 1k")
        assert "a1" in shown(await answered(world, yes))
        assert "Nothing was waiting" in shown(await answered(world, yes))


async def test_a_yes_that_could_mean_several_asks_which_the_newest_first(tmp_path: Path) -> None:
    async with SimulatedWorld(tmp_path) as world:
        await answered(world, "alert btc < 1k")
        await answered(world, "alert eth < 1k")
        reply = await answered(world, "save")
        assert isinstance(reply.error, Missing)
        assert [button.sends for button in reply.buttons] == ["save d2", "save d1"]


async def test_what_deletes_for_good_is_not_meant_by_a_bare_yes(tmp_path: Path) -> None:
    async with SimulatedWorld(tmp_path) as world:
        await answered(world, "privacy delete")
        reply = await answered(world, "yes")
        assert isinstance(reply.error, Missing)
        assert reply.buttons == ()
        await answered(world, "alert btc < 1k")
        assert "a1" in shown(await answered(world, "yes"))


@pytest.mark.parametrize("no", ["no", "nein", "não", "cancel"])
async def test_a_no_leaves_what_waits(no: str, tmp_path: Path) -> None:
    async with SimulatedWorld(tmp_path) as world:
        await answered(world, "alert btc < 1k")
        await answered(world, no)
        assert "Nothing was waiting" in shown(await answered(world, "yes"))
