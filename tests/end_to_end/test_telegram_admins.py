"""Telegram is asked who governs a group, over real HTTP."""

from collections.abc import AsyncIterator

import pytest

from core.kernel.errors import Unavailable
from core.people.model import Identity, Room
from tests.stand_ins.telegram_errors import Fault
from tests.stand_ins.telegram_rig import Rig, telegram
from tests.stand_ins.telegram_world import Group


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    async with telegram() as rig:
        yield rig


@pytest.mark.parametrize(
    ("rank", "governs"),
    [("creator", True), ("administrator", True), ("member", False), ("left", False)],
)
async def test_telegram_is_asked_who_governs_a_group(rig: Rig, rank: str, governs: bool) -> None:
    ada, traders = rig.api.user("Ada"), rig.api.group("traders")
    rig.api.world.ranks[traders.id, ada.id] = rank
    async with rig.started() as face:
        assert await face.is_admin(_room(traders), Identity("telegram", str(ada.id))) is governs


async def test_who_is_in_no_group_of_ours_governs_none(rig: Rig) -> None:
    ada, traders = rig.api.user("Ada"), rig.api.group("traders")
    rig.api.world.ranks[traders.id, ada.id] = "creator"
    async with rig.started() as face:
        assert not await face.is_admin(_room(traders), Identity("telegram", "999"))
        rig.api.world.blocked.add(traders.id)
        assert not await face.is_admin(_room(traders), Identity("telegram", str(ada.id)))


async def test_while_telegram_does_not_answer_nobody_is_taken_for_an_admin_or_for_none(rig: Rig) -> None:
    ada, traders = rig.api.user("Ada"), rig.api.group("traders")
    async with rig.started() as face:
        rig.api.fault(Fault("html", "getChatMember", status=502))
        with pytest.raises(Unavailable):
            await face.is_admin(_room(traders), Identity("telegram", str(ada.id)))


def _room(group: Group) -> Room:
    return Room(1, "telegram", str(group.id), invited=True)
