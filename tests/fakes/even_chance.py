"""Chance that surprises nobody."""


class EvenChance:
    """Always the middle."""

    def uniform(self, low: float, high: float) -> float:
        return (low + high) / 2

    def pick(self, letters: str, count: int) -> str:
        return letters[len(letters) // 2] * count
