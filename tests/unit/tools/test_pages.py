"""The documents: what is made from code has its place, and what they point to is there."""

import re
from pathlib import Path

import pytest

from bot.commands import COMMANDS
from tests.house.tree import ROOT
from tools.pages import commands, privacy

PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
_LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_what_a_page_points_to_is_there(page: Path) -> None:
    targets = _LINK.findall(page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_command_has_its_heading() -> None:
    page = commands("")
    assert [command.name for command in COMMANDS if f"\n## {command.name}" not in page] == []


def test_a_privacy_page_without_a_place_for_the_register_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="register"):
        privacy("# Privacy")
