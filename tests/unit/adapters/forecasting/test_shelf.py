"""Models on disk: whole or not there."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from adapters.forecasting.shelf import MANIFEST, WEIGHTS, Absent, Shelf

MODEL = "daily-20260101-3f2a1c"


def test_what_is_kept_is_taken_byte_for_byte(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "models")
    shelf.keep(MODEL, b"{}", b"\x00weights")
    assert shelf.take(MODEL) == (b"{}", b"\x00weights")
    assert {each.name for each in (tmp_path / "models" / MODEL).iterdir()} == {MANIFEST, WEIGHTS}


def test_a_model_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.keep(MODEL, b"first", b"first")
    shelf.keep(MODEL, b"second", b"second")
    assert shelf.take(MODEL) == (b"first", b"first")
    assert [each.name for each in tmp_path.iterdir()] == [MODEL]


@pytest.mark.parametrize("lacking", [MANIFEST, WEIGHTS])
def test_half_a_model_is_none(tmp_path: Path, lacking: str) -> None:
    shelf = Shelf(tmp_path)
    shelf.keep(MODEL, b"{}", b"w")
    (tmp_path / MODEL / lacking).unlink()
    with pytest.raises(Absent):
        shelf.take(MODEL)


@pytest.mark.parametrize(
    "name", ["../outside", "daily-../../x", "daily-A", "", "weekly-20260101-aaaa", "daily-" + "a" * 99]
)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(Absent):
        Shelf(tmp_path).take(name)
    with pytest.raises(Absent):
        Shelf(tmp_path).keep(name, b"", b"")


def never_ends(place: Path) -> None:
    (place / WEIGHTS).unlink()
    os.mkfifo(place / WEIGHTS)


def is_a_device(place: Path) -> None:
    (place / WEIGHTS).unlink()
    (place / WEIGHTS).symlink_to("/dev/zero")


def is_a_folder(place: Path) -> None:
    (place / MANIFEST).unlink()
    (place / MANIFEST).mkdir()


def is_huge(place: Path) -> None:
    with (place / MANIFEST).open("wb") as file:
        file.truncate(1 << 40)


@pytest.mark.parametrize("spoil", [never_ends, is_a_device, is_a_folder, is_huge])
def test_what_is_no_plain_file_of_a_model_is_not_waited_for(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    shelf = Shelf(tmp_path)
    shelf.keep(MODEL, b"{}", b"w")
    spoil(tmp_path / MODEL)
    with pytest.raises(Absent):
        shelf.take(MODEL)


def test_a_model_that_could_not_be_written_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        Shelf(tmp_path).keep(MODEL, b"{}", b"w")
    assert list(tmp_path.iterdir()) == []


def test_what_a_training_left_that_was_cut_off_goes_with_the_next_model_of_its_lane(tmp_path: Path) -> None:
    for half in (f".{MODEL}.77", ".hourly-20260101-3f2a1c.78"):
        (tmp_path / half).mkdir()
        (tmp_path / half / WEIGHTS).write_bytes(b"ha")
    Shelf(tmp_path).keep(MODEL, b"{}", b"w")
    assert {each.name for each in tmp_path.iterdir()} == {MODEL, ".hourly-20260101-3f2a1c.78"}
