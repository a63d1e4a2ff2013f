"""A conversation: what was last understood of a person in a place is what they go on from, also after a restart."""

from pathlib import Path

import pytest

from bot.ports import Heard
from bot.speaking.reply import Reply, Understood
from core.kernel.errors import Unavailable
from core.market.desk import Desk
from core.people.model import Identity
from tests.doors.test_commands import OWNER
from tests.fakes.world import SimulatedWorld

OTHER = Identity("local", "2")


async def heard(world: SimulatedWorld, text: str, by: Identity = OWNER) -> Reply:
    told = await world.application.door.hear(Heard(text, by, trusted=True))
    assert told.to_person is not None
    return told.to_person


async def test_a_restart_in_the_middle_loses_no_thread(tmp_path: Path) -> None:
    async with SimulatedWorld(tmp_path) as world:
        await heard(world, "price btc")
    async with SimulatedWorld(tmp_path) as world:
        reply = await heard(world, "and in euros?")
        assert reply.understood == Understood("price", {"coins": ["BTC"], "in": "EUR"})


async def test_what_somebody_else_asked_is_not_gone_on_from(tmp_path: Path) -> None:
    async with SimulatedWorld(tmp_path) as world:
        await heard(world, "chart sol 4h")
        reply = await heard(world, "and btc?", OTHER)
        assert reply.understood == Understood("price", {"coins": ["BTC"]})


@pytest.mark.parametrize("between", ["help", "thanks", "price btx", "settings"])
async def test_small_talk_and_mistakes_in_between_change_nothing(between: str, tmp_path: Path) -> None:
    async with SimulatedWorld(tmp_path) as world:
        await heard(world, "price btc")
        await heard(world, between)
        reply = await heard(world, "same for eth")
        assert reply.understood == Understood("price", {"coins": ["ETH"]})


async def test_what_was_understood_and_not_answered_is_gone_on_from(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async def silent(*_: object, **__: object) -> None:
        raise Unavailable("binance", "network")

    async with SimulatedWorld(tmp_path) as world:
        await heard(world, "settings currency eur")
        with monkeypatch.context() as broken:
            broken.setattr(Desk, "quotes", silent)
            assert isinstance((await heard(world, "price of xrp")).error, Unavailable)
        reply = await heard(world, "and doge")
        assert reply.understood == Understood("price", {"coins": ["DOGE"]})


@pytest.mark.parametrize("listing", ["top gainers 24h 5", "watch list"])
async def test_a_place_in_a_list_that_was_shown_is_a_coin_also_after_a_restart(listing: str, tmp_path: Path) -> None:
    async with SimulatedWorld(tmp_path) as world:
        await heard(world, "watch add eth sol arb")
        shown = await heard(world, listing)
        assert len(shown.listed) >= 3
    async with SimulatedWorld(tmp_path) as world:
        charted = await heard(world, "chart the second one")
        assert charted.understood is not None
        assert charted.understood.name == "chart"
        assert str(charted.understood.args["coins"]).casefold() == str([shown.listed[1]]).casefold()


async def test_a_draft_is_put_right_after_a_restart_and_stays_one(tmp_path: Path) -> None:
    async with SimulatedWorld(tmp_path) as world:
        await heard(world, "alert btc < 60k")
    async with SimulatedWorld(tmp_path) as world:
        reply = await heard(world, "make that 58k")
        assert reply.understood == Understood("alert", {"rule": "btc < 58000"})
        assert reply.draft == "d2"
        saved = await heard(world, "yes")
        assert "58,000" in str(saved.blocks)
        assert "Nothing was waiting" in str((await heard(world, "yes")).blocks)


async def test_what_somebody_else_drafted_is_not_put_right(tmp_path: Path) -> None:
    async with SimulatedWorld(tmp_path) as world:
        await heard(world, "alert btc < 60k")
        reply = await heard(world, "make that 58k", OTHER)
        assert reply.understood is None
        await heard(world, "alert eth < 2k", OTHER)
        reply = await heard(world, "make that 1k", OTHER)
        assert reply.understood == Understood("alert", {"rule": "eth < 1000"})
        saved = await heard(world, "yes")
        assert "60,000" in str(saved.blocks)
