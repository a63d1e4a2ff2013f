"""Conversations — what is answered reads exactly as its transcript, through every door."""

import asyncio
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.ports import Told
from tests.golden.notation import RENDERERS, noted
from tests.golden.script import Script, read, scripts, text_of
from tests.golden.stage import played, room_of


@cache
def conversation(path: Path) -> tuple[Script, Sequence[Told | None]]:
    """Play it once; every door reads the same answers."""
    script = read(path)
    with TemporaryDirectory() as folder:
        return script, asyncio.run(played(script, Path(folder)))


@pytest.mark.parametrize("door", RENDERERS)
@pytest.mark.parametrize("path", scripts(), ids=lambda path: path.stem)
def test_a_conversation_reads_as_its_transcript(path: Path, door: str) -> None:
    script, told = conversation(path)
    answers = [
        [] if answer is None else noted(answer, room_of(turn.happening), RENDERERS[door])
        for turn, answer in zip(script.turns, told, strict=True)
    ]
    assert text_of(script, answers) == path.read_text(encoding="utf-8")
