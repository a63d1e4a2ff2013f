"""Seeded chance repeats itself; the system's does not."""

from adapters.chance import SeededChance, SystemChance
from core.kernel.chance import Chance


def test_the_same_seed_gives_the_same_numbers() -> None:
    one, other = SeededChance(7), SeededChance(7)
    assert [one.uniform(0, 1) for _ in range(20)] == [other.uniform(0, 1) for _ in range(20)]


def test_another_seed_gives_other_numbers() -> None:
    one, other = SeededChance(7), SeededChance(8)
    assert [one.uniform(0, 1) for _ in range(20)] != [other.uniform(0, 1) for _ in range(20)]


def test_numbers_lie_within_the_bounds_asked_for() -> None:
    sources: tuple[Chance, ...] = (SeededChance(1), SystemChance())
    for source in sources:
        assert all(2.0 <= source.uniform(2.0, 3.0) <= 3.0 for _ in range(200))
