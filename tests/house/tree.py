"""The project's own files, as the house rules look at them."""

import ast
import gc
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("core", "ml", "bot", "adapters", "migrations")
# Made here, not written: environments, caches, what the program stores.
MADE = {"__pycache__", "data", "models", "build", "dist", "node_modules", "htmlcov"}
HIDDEN_BUT_OURS = {".ci", ".github", ".gitignore", ".dockerignore", ".env.example"}


@cache
def files() -> tuple[Path, ...]:
    """Return every file that somebody wrote, in order."""
    return tuple(sorted(_walk(ROOT)))


def lines() -> Iterator[tuple[str, str]]:
    """Yield each line of text with its place; fonts and pictures have none."""
    for path in files():
        content = path.read_bytes()
        if b"\0" not in content:
            for number, line in enumerate(content.decode("utf-8").splitlines(), 1):
                yield f"{name(path)}:{number}", line.strip()


def modules(*folders: str) -> tuple[Path, ...]:
    """Return the Python files below these top folders, or all of them with no folder named."""
    found = (path for path in files() if path.suffix == ".py")
    return tuple(path for path in found if not folders or path.relative_to(ROOT).parts[0] in folders)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    # Python 3.11 loses count of its depth when a collection inside the parser parses something itself, as logging the
    # traceback of a task that an earlier test left behind does.
    gc.disable()
    try:
        return ast.parse(path.read_text(encoding="utf-8"), filename=name(path))
    finally:
        gc.enable()


Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(tree: ast.AST, prefix: str = "") -> Iterator[tuple[str, Function, ast.ClassDef | None]]:
    """Yield each function with its qualified name and the class it is a method of."""
    owner = tree if isinstance(tree, ast.ClassDef) else None
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, Function):
            yield f"{prefix}{node.name}", node, owner
            yield from functions(node, f"{prefix}{node.name}.")
        elif isinstance(node, ast.ClassDef):
            yield from functions(node, f"{prefix}{node.name}.")
        elif not isinstance(node, ast.expr):
            yield from functions(node, prefix) if owner is None else _methods_below(node, prefix, owner)


def _methods_below(
    node: ast.AST, prefix: str, owner: ast.ClassDef
) -> Iterator[tuple[str, Function, ast.ClassDef | None]]:
    for qualified, function, _ in functions(node, prefix):
        yield qualified, function, owner


def body(node: Function | ast.ClassDef) -> list[ast.stmt]:
    """Return the statements without the docstring."""
    return node.body[1:] if ast.get_docstring(node) is not None else node.body


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        hidden = path.name.startswith(".") and path.name not in HIDDEN_BUT_OURS
        if path.is_dir():
            if not hidden and path.name not in MADE:
                yield from _walk(path)
        elif not hidden:
            yield path
