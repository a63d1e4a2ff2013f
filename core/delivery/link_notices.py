"""What is told of joining doors, at the door that it concerns."""

from dataclasses import dataclass

LINK_ASKED = "link-asked"
"""Somebody typed the code: is that you? Facts: {"door": theirs, "name": as that platform shows it, "mark": its}."""
LINKED = "linked"
"""Two are one now. Facts: {"door": the first one, "rules": how many moved, "coins": how many, "hours": whether any}."""
LINK_REFUSED = "link-refused"
"""Whoever was shown the code said no. Facts: {"door": theirs}."""
UNLINKED = "unlinked"
"""A door left. Facts: {"door": which, "left": whether this is the one}."""


@dataclass(frozen=True, slots=True)
class Join:
    """What moved when somebody at `door` joined: how many `rules`, which have new numbers, and watched `coins`, and
    whether `hours` did, a digest's or quiet ones, which go by another clock now."""

    door: str
    rules: int
    coins: int
    hours: bool = False

    @property
    def facts(self) -> dict[str, object]:
        return {"rules": self.rules, "coins": self.coins, "hours": self.hours}
