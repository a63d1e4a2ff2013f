"""Models on disk: whole or not there."""

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
