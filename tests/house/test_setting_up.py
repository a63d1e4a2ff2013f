"""The files that install, test and run the product agree with each other."""

import os
import re
import subprocess
import sys
import tomllib
from typing import Any

import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.house.tree import ROOT

LOCKED = re.compile(r"^([A-Za-z0-9_.-]+)==([^ ;\\]+)(.*?)\\?\n((?: +--hash=sha256:[0-9a-f]{64} ?\\?\n)*)", re.MULTILINE)


def _locked() -> dict[str, list[tuple[Version, int]]]:
    """Return of each package the versions in the lock, and how many hashes each has."""
    found: dict[str, list[tuple[Version, int]]] = {}
    for package, version, _, hashes in LOCKED.findall((ROOT / "requirements.lock").read_text()):
        found.setdefault(canonicalize_name(package), []).append((Version(version), hashes.count("--hash")))
    return found


def _asked_for() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return [Requirement(line) for line in (*project["project"]["dependencies"], *project["dependency-groups"]["test"])]


def _compose() -> dict[str, Any]:
    service: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return service


def test_all_that_is_asked_for_is_locked_at_a_version_that_was_asked_for() -> None:
    locked = _locked()
    unmet = [
        str(requirement)
        for requirement in _asked_for()
        if not any(
            version in requirement.specifier for version, _ in locked.get(canonicalize_name(requirement.name), [])
        )
    ]
    assert unmet == []


def test_each_locked_package_has_hashes() -> None:
    assert len(_locked()) > 100
    assert [package for package, versions in _locked().items() if any(hashes == 0 for _, hashes in versions)] == []


def test_torch_is_not_in_the_lock() -> None:
    assert not {"torch"} & set(_locked())
    assert not [package for package in _locked() if package.startswith("nvidia-")]


def test_ci_sets_ci_and_runs_what_people_run() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "export CI=1" in script.read_text()
    assert script.read_text().rstrip().endswith("make test")


def test_make_help_lists_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text()
    (phony,) = re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert set(re.findall(r"^## make (\w+) ", makefile, re.MULTILINE)) == set(phony.split())
    assert set(re.findall(r"^(\w+):", makefile, re.MULTILINE)) == set(phony.split())


def test_the_compose_file_keeps_its_schema() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_one_container_one_volume_and_nothing_to_write_but_that() -> None:
    compose = _compose()
    (service,) = compose["services"].values()
    (volume,) = service["volumes"]
    assert volume.split(":") == [*compose["volumes"], service["environment"]["CANDLEWICK_DATA_DIR"]]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]


def test_the_container_does_not_run_as_root() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert [line for line in lines if line.startswith("USER ")] == ["USER candlewick"]
    assert [line.split()[1] for line in lines if line.startswith("VOLUME ")] == ["/data"]


def test_the_image_is_made_of_files_that_exist() -> None:
    wanted = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    assert [path for path in wanted if not (ROOT / path).exists()] == []
