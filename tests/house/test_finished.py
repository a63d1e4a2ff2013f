"""What is in the tree is finished: no promise to do it later, no body that does nothing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import Function, body, functions, lines, modules, name, parsed

LATER = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|NotImplemented" + r"Error)\b")
PROSE = (".md", ".ftl")  # a rule may be quoted there, and "TO" + "DO" is a word of Spanish and Portuguese


def _names(nodes: list[ast.expr]) -> set[str]:
    plain = (node.value if isinstance(node, ast.Subscript) else node for node in nodes)
    return {node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "") for node in plain}


def _does_nothing(statements: list[ast.stmt]) -> bool:
    return bool(statements) and all(
        isinstance(statement, ast.Pass)
        or (
            isinstance(statement, ast.Expr)
            and isinstance(statement.value, ast.Constant)
            and statement.value.value is ...
        )
        for statement in statements
    )


def _is_declaration(function: Function, owner: ast.ClassDef | None) -> bool:
    declared = _names(function.decorator_list) & {"abstractmethod", "overload"}
    return bool(declared) or (owner is not None and "Protocol" in _names(owner.bases))


def _empty(tree: ast.Module) -> Iterator[str]:
    for qualified, function, owner in functions(tree):
        if _does_nothing(body(function)) and not _is_declaration(function, owner):
            yield qualified
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and _does_nothing(body(node)):
            yield node.name
        if isinstance(node, ast.ExceptHandler) and _does_nothing(node.body) and node.type is None:
            yield f"except in line {node.lineno}"


@pytest.mark.parametrize("path", modules(), ids=name)
def test_no_body_is_empty(path: Path) -> None:
    assert list(_empty(parsed(path))) == []


def test_nothing_is_left_for_later() -> None:
    left = [
        f"{place}: {line}" for place, line in lines() if LATER.search(line) and not place.split(":")[0].endswith(PROSE)
    ]
    assert left == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def f():\n    pass", ["f"]),
        ('async def f():\n    "Later."\n    ...', ["f"]),
        ("class A:\n    if True:\n        def f(self): ...", ["A.f"]),
        ("class A:\n    pass", ["A"]),
        ("class A(Protocol[T]):\n    def f(self): ...", []),
        ("@overload\ndef f(): ...", []),
        ('def f():\n    "Nothing is held here, so nothing is closed."', []),
        ("def f():\n    return ...", []),
    ],
)
def test_the_search_finds_empty_bodies_and_only_those(source: str, found: list[str]) -> None:
    assert list(_empty(ast.parse(source))) == found
