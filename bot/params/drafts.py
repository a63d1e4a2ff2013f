"""Drafts by their numbers: "d3", and from a button in a room "d3-2k", where others may press it."""

from dataclasses import dataclass
from typing import Annotated

from bot.params.base import Named
from bot.params.choices import WordKind


@dataclass(frozen=True, slots=True)
class DraftKind(WordKind):
    """A draft by its number."""

    what: str = "draft"
    pattern: str = r"d[1-9]\d{0,8}(-[0-9a-z]{1,12})?"
    example: str = "d3"

    def written(self, value: object) -> object:
        return str(value).partition("-")[0]


DraftId = Annotated[str, DraftKind(), Named("draft")]
