"""What every test of a sub-command may ask for."""

from pathlib import Path

import pytest

from tests.fakes.shell import Shell


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A shell in a folder of its own; the data directory is its `data`."""
    monkeypatch.chdir(tmp_path)
    return Shell(tmp_path / "data")
