"""migrate, backfill, owner-code and reset."""

from pathlib import Path

import pytest

from adapters.cli.call import Console
from adapters.lock import ServiceLock
from adapters.storage.migrate import revisions
from core.kernel.errors import NotAllowed, Unavailable
from tests.fakes.shell import Shell


@pytest.fixture
def kept(shell: Shell) -> Path:
    """A data directory with something in it."""
    (shell.folder / "files").mkdir(parents=True)
    for name in ("candlewick.db", "master.key", "files/btc.png"):
        (shell.folder / name).write_text("kept")
    return shell.folder


def everything(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def test_the_owner_code_stands_alone_on_its_line(shell: Shell) -> None:
    ended = shell.run("owner-code")
    assert (ended.status, ended.out) == (0, "K7QFM-2M9PX\n")
    assert "60 minutes" in ended.err
    assert shell.application.done == ["assemble", "close"]


def test_backfill_tells_of_each_series_and_prints_the_sum(shell: Shell) -> None:
    ended = shell.run("backfill", "--coins", "BTC")
    assert (ended.status, ended.out) == (0, "24 candles stored\n")
    assert "BTC/USDT 1h: 24" in ended.err


def test_backfill_without_any_venue_could_not_be_done(shell: Shell) -> None:
    shell.application.failing["backfill"] = Unavailable("kraken")
    assert shell.run("backfill").status == 3
    assert shell.application.done[-1] == "close"


def test_train_tells_how_far_it_is_and_what_became_of_it(shell: Shell) -> None:
    ended = shell.run("train", "--lane", "hourly", "--quick")
    assert (ended.status, ended.out) == (0, "hourly-20260101-3f2a1c: champion (first)\n")
    assert "hourly: 50%" in ended.err
    assert "train hourly quick" in shell.application.done


def test_a_training_that_does_not_end_well_could_not_be_done(shell: Shell) -> None:
    shell.application.failing["train daily"] = Unavailable("forecasts", "broken")
    assert shell.run("train").status == 3


def test_two_trainings_at_once_are_refused_in_a_sentence(shell: Shell) -> None:
    shell.application.failing["train daily"] = NotAllowed("forecast-training", "daily")
    ended = shell.run("train")
    assert ended.status == 3
    assert ended.err == "Another process is training a model; wait until it ends.\n"
    assert shell.application.done[-1] == "close"


def test_migrate_makes_the_newest_database_and_is_safe_to_repeat(shell: Shell) -> None:
    newest = revisions()[-1]
    for _ in range(2):
        ended = shell.run("migrate")
        assert (ended.status, ended.out) == (0, f"revision {newest}\n")
    assert (shell.folder / "candlewick.db").stat().st_mode & 0o777 == 0o600


def test_migrate_shows_revision_tables_and_rows_and_changes_nothing(shell: Shell) -> None:
    newest = revisions()[-1]
    assert shell.run("migrate", "--show").lines == [f"revision none (the newest is {newest})"]
    assert not (shell.folder / "candlewick.db").exists()
    shell.run("migrate")
    first, *tables = shell.run("migrate", "--show").lines
    assert first == f"revision {newest} (the newest)"
    assert dict(line.split() for line in tables)["candles"] == "0"


def test_reset_empties_the_folder_after_its_name_was_typed(shell: Shell, kept: Path) -> None:
    ended = shell.run("reset", stdin=b"data\n")
    assert (ended.status, ended.out) == (0, "")
    assert "Type the name of the data directory (data)" in ended.err
    assert everything(kept) == set()
    assert kept.is_dir()


def test_reset_takes_the_whole_path_as_well(shell: Shell, kept: Path) -> None:
    assert shell.run("reset", stdin=f"{kept}\n".encode()).status == 0
    assert everything(kept) == set()


@pytest.mark.parametrize("typed", [b"", b"\n", b"yes\n", b"Data\n", b"dat"])
def test_reset_deletes_nothing_without_the_right_name(typed: bytes, shell: Shell, kept: Path) -> None:
    before = everything(kept)
    ended = shell.run("reset", stdin=typed)
    assert ended.status == 3
    assert "nothing was deleted" in ended.err
    assert everything(kept) >= before


def test_reset_leaves_a_folder_that_is_not_ours_alone(shell: Shell) -> None:
    shell.folder.mkdir()
    (shell.folder / "thesis.tex").write_text("years of work")
    ended = shell.run("reset", stdin=b"data\n")
    assert ended.status == 3
    assert everything(shell.folder) == {"thesis.tex"}


def test_reset_follows_no_link_out_of_the_folder(shell: Shell, kept: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "thesis.tex").write_text("years of work")
    (kept / "link").symlink_to(outside)
    assert shell.run("reset", stdin=b"data\n").status == 0
    assert everything(outside) == {"thesis.tex"}
    assert everything(kept) == set()


def test_reset_of_nothing_asks_nothing(shell: Shell) -> None:
    assert shell.run("reset").status == 0
    assert not shell.folder.exists()


@pytest.mark.parametrize("name", ["migrate", "reset"])
def test_what_changes_the_folder_waits_for_no_service(name: str, shell: Shell, kept: Path) -> None:
    with ServiceLock(kept):
        before = everything(kept)
        ended = shell.run(name, stdin=b"data\n")
        assert everything(kept) == before
    assert (ended.status, ended.out) == (3, "")
    assert "is served by process" in ended.err


@pytest.mark.parametrize("words", [["say", "price btc"], ["check"], ["owner-code"], ["backfill"]])
def test_short_commands_work_beside_a_service(words: list[str], shell: Shell, kept: Path) -> None:
    with ServiceLock(kept):
        assert shell.run(*words).status == 0


def test_an_answer_is_utf_8_whatever_the_locale_says(tmp_path: Path) -> None:
    with (tmp_path / "out").open("wb") as out:
        Console(out, out).say("grün \udcff")
    assert (tmp_path / "out").read_bytes() == "grün ?\n".encode()
