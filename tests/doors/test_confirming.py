"""A bare yes: it means what waits where one thing waits, and asks where it could mean several."""

from pathlib import Path

import pytest

from bot.speaking.reply import Reply
from core.kernel.errors import Missing, UnknownName
from core.people.model import Identity
from tests.doors.test_commands import OWNER, answered
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


@pytest.mark.parametrize(
    "yes",
    [
        *("ok", "cool", "Perfect, thanks!", "sounds good", "go for it", "yeah, save it please"),
        *("passt so", "ja genau", "mach das bitte"),
        *("dale", "así está bien", "sí, guárdala"),
        *("pode salvar", "isso mesmo", "tá bom"),
    ],
)
async def test_who_likes_the_draft_just_shown_says_yes_to_it(yes: str, tmp_path: Path) -> None:
    async with SimulatedWorld(tmp_path) as world:
        await answered(world, "alert btc < 1k")
        assert "Saved: a1" in shown(await answered(world, yes))
        # Of nothing that waits it is only polite.
        assert "a1" not in shown(await answered(world, yes))


async def test_who_likes_another_answer_says_no_yes(tmp_path: Path) -> None:
    async with SimulatedWorld(tmp_path) as world:
        await answered(world, "alert btc < 1k")
        await answered(world, "price eth")
        assert shown(await answered(world, "cool")) == "SIMULATED\nAll right."
        assert "Saved: a1" in shown(await answered(world, "yes"))


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


async def test_what_names_no_draft_drops_none_on_any_door(tmp_path: Path) -> None:
    async with SimulatedWorld(tmp_path) as world:
        for door in (OWNER, Identity("telegram", "7"), Identity("discord", "8")):
            await answered(world, "alert btc < 1k", door)
            await answered(world, "alert eth < 1k", door)
            for line in ("cancel 🔥", "/cancel draft=🔥", "abbrechen ❌", "/cancel draft=..."):
                reply = await answered(world, line, door)
                assert isinstance(reply.error, UnknownName)
                assert "Nothing waits under '" in shown(reply)
            assert "2 drafts" in shown(await answered(world, "cancel", door))


async def test_a_no_with_a_picture_is_the_no_it_is_without(tmp_path: Path) -> None:
    async with SimulatedWorld(tmp_path) as world:
        await answered(world, "alert btc < 1k")
        await answered(world, "alert eth < 1k")
        assert isinstance((await answered(world, "no 👎")).error, Missing)
        assert "2 drafts" in shown(await answered(world, "cancel, please 🙏"))


async def test_what_names_no_alert_does_nothing_to_the_only_one(tmp_path: Path) -> None:
    async with SimulatedWorld(tmp_path) as world:
        await answered(world, "alert btc < 1k")
        await answered(world, "save 👍")
        for line in ("alerts delete 🔥", "/alerts action=delete coins=🔥", "alerts pause 🔥"):
            assert isinstance((await answered(world, line)).error, UnknownName)
        assert "armed" in shown(await answered(world, "alerts 🔔"))
        await answered(world, "alerts delete")
        assert isinstance((await answered(world, "alerts undo 🔥")).error, UnknownName)


async def test_of_a_draft_that_is_settled_nothing_says_any_more_that_it_waits(tmp_path: Path) -> None:
    async with SimulatedWorld(tmp_path) as world:
        for number, line in ((1, "confirm d1"), (2, "cancel d2")):
            draft = await answered(world, "alert btc < 1k")
            assert f"Not saved yet (d{number})." in shown(draft)
            assert (await answered(world, line)).ends == (f"Not saved yet (d{number}).",)


@pytest.mark.parametrize("no", ["cancel the last one", "verwirf den letzten", "cancela la última", "cancele o último"])
async def test_the_last_one_is_left_and_no_other(no: str, tmp_path: Path) -> None:
    async with SimulatedWorld(tmp_path) as world:
        await answered(world, "alert btc < 1k")
        await answered(world, "alert eth < 1k")
        await answered(world, no)
        assert "BTC" in shown(await answered(world, "yes"))
