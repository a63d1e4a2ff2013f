"""What is generated is as the settings model says; `make docs` mends a difference."""

import tomllib
from collections.abc import Callable
from typing import Any

import pytest

from adapters.settings import SETTINGS
from tools.docs import PAGES, ROOT, readme, toml_example


@pytest.mark.parametrize(("name", "page"), PAGES.items(), ids=PAGES)
def test_a_generated_file_is_what_make_docs_would_write(name: str, page: Callable[[str], str]) -> None:
    current = (ROOT / name).read_text(encoding="utf-8")
    assert page(current) == current


@pytest.mark.parametrize("name", [".env.example", "README.md"])
def test_every_setting_is_in_it(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert [each.key for each in SETTINGS if each.variable.removeprefix("CANDLEWICK_") not in text] == []


def test_the_toml_example_is_valid_once_its_lines_are_uncommented() -> None:
    lines = (line.removeprefix("# ") if ' = "' in line else line for line in toml_example("").splitlines()[4:])
    table = tomllib.loads("\n".join(lines))
    for setting in SETTINGS:
        found: Any = table
        for name in setting.path:
            found = found[name]
        assert found == setting.about.example


def test_a_readme_without_a_place_for_the_table_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="settings"):
        readme("# Candlewick")
