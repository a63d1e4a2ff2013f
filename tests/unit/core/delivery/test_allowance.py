"""Codes: nobody is sent many, whoever asks, and nobody sends many, wherever to."""

from datetime import datetime, timedelta

import pytest

from core.delivery.allowance import BY_HOUSE, BY_PERSON, TO_ADDRESS, spend
from core.kernel.errors import OverBudget
from tests.fakes.clock import NOON

MINUTE = timedelta(minutes=1)


class Memory:
    """A Memory of one process."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    async def recall(self, key: str) -> str | None:
        return self.kept.get(key)

    async def keep(self, key: str, text: str) -> None:
        self.kept[key] = text

    async def count(self, key: str, by: int = 1) -> int:
        self.kept[key] = str(int(self.kept.get(key, "0")) + by)
        return int(self.kept[key])


async def spent(memory: Memory, tries: list[tuple[str, int, datetime]]) -> list[bool]:
    """Return which of these codes may be sent."""
    allowed = []
    for address, person, at in tries:
        try:
            await spend(memory, address, person, at)
        except OverBudget:
            allowed.append(False)
        else:
            allowed.append(True)
    return allowed


async def test_an_address_is_sent_few_a_day_whoever_asks() -> None:
    tries = [("ana@example.com", person, NOON + person * MINUTE) for person in range(20)]
    assert sum(await spent(Memory(), tries)) == TO_ADDRESS[0]


async def test_an_address_is_the_same_however_it_is_written() -> None:
    tries = [(name, 1, NOON + n * MINUTE) for n, name in enumerate(["ana@x.org", "ANA@x.org", "Ana@x.org"] * 3)]
    assert sum(await spent(Memory(), tries)) == TO_ADDRESS[0]


async def test_two_at_once_are_one_too_many() -> None:
    assert await spent(Memory(), [("a", 1, NOON), ("a", 1, NOON + timedelta(seconds=59)), ("a", 1, NOON + MINUTE)]) == [
        True,
        False,
        True,
    ]


async def test_somebody_may_not_go_through_a_list() -> None:
    memory = Memory()
    assert sum(await spent(memory, [(f"{n}@example.com", 1, NOON) for n in range(50)])) == BY_PERSON[0]
    assert await spent(memory, [("51@example.com", 1, NOON + timedelta(hours=1))]) == [True]


async def test_many_people_together_have_an_end_too() -> None:
    tries = [(f"{n}@example.com", n, NOON) for n in range(BY_HOUSE[0] + 50)]
    assert sum(await spent(Memory(), tries)) == BY_HOUSE[0]


async def test_it_is_said_until_when_and_then_it_is_true() -> None:
    memory = Memory()
    for n in range(TO_ADDRESS[0]):
        await spend(memory, "a", n, NOON + n * MINUTE)
    with pytest.raises(OverBudget) as refused:
        await spend(memory, "a", 9, NOON + timedelta(hours=2))
    assert refused.value.until == NOON + timedelta(days=1)
    await spend(memory, "a", 9, NOON + timedelta(days=1))


async def test_no_address_is_remembered_in_clear_and_nothing_for_longer_than_a_day() -> None:
    memory = Memory()
    await spend(memory, "ana@example.com", 1, NOON)
    assert "ana" not in memory.kept["codes-sent"]
    first = memory.kept["codes-sent"]
    await spend(memory, "bob@example.com", 2, NOON + timedelta(days=1))
    assert len(memory.kept["codes-sent"]) <= len(first)
