"""A module is read in one sitting, a function at one look."""

import ast
import tomllib

from tests.house.tree import ROOT, Function, functions, modules, name, parsed

LONGEST_MODULE, LONGEST_FUNCTION = 300, 40


def _allowed() -> dict[str, str]:
    """Return what may be larger, and why: "path" of a module, or "path::Class.method"."""
    table: dict[str, str] = tomllib.loads((ROOT / "tests/sizes.toml").read_text())["larger"]
    return table


def _lines(function: Function) -> int:
    """Count the lines but the docstring's: shapes and units cost nothing."""
    documented = ast.get_docstring(function) is not None
    return _height(function) - (_height(function.body[0]) if documented else 0)


def _height(node: Function | ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _too_large() -> dict[str, int]:
    large = {}
    for path in modules():
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > LONGEST_MODULE:
            large[name(path)] = lines
        for qualified, function, _ in functions(parsed(path)):
            if _lines(function) > LONGEST_FUNCTION:
                large[f"{name(path)}::{qualified}"] = _lines(function)
    return large


def test_nothing_is_larger_than_it_reads_well() -> None:
    assert {place: lines for place, lines in _too_large().items() if place not in _allowed()} == {}


def test_what_is_listed_as_larger_still_is_and_has_a_reason() -> None:
    assert [place for place in _allowed() if place not in _too_large()] == []
    assert [place for place, reason in _allowed().items() if len(reason.split()) < 4] == []
