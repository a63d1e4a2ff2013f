"""One service per data directory; a killed one leaves no lock behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from adapters.lock import AlreadyRunning, ServiceLock, served_by_another

ROOT = Path(__file__).resolve().parents[3]
HOLDER = (
    "import sys\nfrom pathlib import Path\nfrom adapters.lock import ServiceLock\n"
    "with ServiceLock(Path(sys.argv[1])):\n    print('held', flush=True)\n    sys.stdin.read()"
)


def test_a_second_one_is_told_who_was_first(tmp_path: Path) -> None:
    with ServiceLock(tmp_path), pytest.raises(AlreadyRunning) as refused, ServiceLock(tmp_path):
        pytest.fail("two services")
    assert refused.value.pid == os.getpid()


def test_two_folders_have_two_services(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with ServiceLock(tmp_path), ServiceLock(tmp_path / "other"):
        assert (tmp_path / "service.lock").read_text() == f"{os.getpid()}\n"


def test_it_ends_with_its_service(tmp_path: Path) -> None:
    for _ in range(2):
        with ServiceLock(tmp_path):
            assert (tmp_path / "service.lock").exists()


def test_a_longer_number_of_an_earlier_service_leaves_no_digits(tmp_path: Path) -> None:
    (tmp_path / "service.lock").write_text("9" * 30)
    with ServiceLock(tmp_path), pytest.raises(AlreadyRunning) as refused, ServiceLock(tmp_path):
        pytest.fail("two services")
    assert refused.value.pid == os.getpid()


def test_only_the_service_of_another_process_counts_as_another(tmp_path: Path) -> None:
    assert not served_by_another(tmp_path)
    with ServiceLock(tmp_path):
        assert not served_by_another(tmp_path)
    assert not served_by_another(tmp_path)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        assert served_by_another(tmp_path)
        holder.kill()
        holder.wait()
    assert not served_by_another(tmp_path)


def test_kill_9_leaves_no_lock(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(AlreadyRunning) as refused, ServiceLock(tmp_path):
            pytest.fail("two services")
        assert refused.value.pid == holder.pid
        holder.kill()
        holder.wait()
    with ServiceLock(tmp_path):
        assert (tmp_path / "service.lock").read_text() == f"{os.getpid()}\n"


def test_a_child_process_does_not_keep_the_lock(tmp_path: Path) -> None:
    with ServiceLock(tmp_path):
        child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        with ServiceLock(tmp_path):
            assert child.poll() is None
    finally:
        child.communicate(b"\n")


def test_a_folder_that_is_not_there_locks_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), ServiceLock(tmp_path / "nowhere"):
        pytest.fail("locked nothing")
