"""Each library lives in one place: who else wants it asks through a port."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import CODE, modules, name, parsed

WEB = (
    "adapters/web",
    "adapters/venues",
    "adapters/telegram",
    "adapters/discord",
    "adapters/llm",
    "adapters/chains",
    "adapters/sms",
    "adapters/webhooks",
)
OWNERS = {
    "aiohttp": (*WEB, "adapters/assemble", "adapters/cli"),
    "aiosmtplib": ("adapters/mail",),
    "aiosqlite": ("adapters/storage", "migrations"),
    "alembic": ("adapters/storage", "migrations"),
    "apscheduler": ("adapters/scheduler",),
    "arch": ("ml",),
    "argon2": ("adapters/vault",),
    "asyncpg": ("adapters/storage", "migrations"),
    "ccxt": ("adapters/venues",),
    "cryptography": ("adapters/vault",),
    "discord": ("adapters/discord",),
    "fluent": ("bot/speaking",),
    "lark": ("core/alerts",),
    "lightgbm": ("ml",),
    "matplotlib": ("adapters/painter",),
    "openai": ("adapters/llm",),
    "pandas": (),
    "presidio_analyzer": ("adapters/pii",),
    "prompt_toolkit": ("adapters/terminal", "adapters/cli"),
    "prometheus_client": ("adapters/web",),
    "pyarrow": ("adapters/venues",),
    "pydantic_settings": ("adapters/settings",),
    "rich": ("adapters/terminal", "adapters/cli"),
    "safetensors": ("ml",),
    "sqlalchemy": ("adapters/storage", "migrations"),
    "talib": ("core/market/indicators", "core/market/studies"),
    "telegram": ("adapters/telegram",),
    "torch": ("ml",),
    "typer": (),
}


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _lives_in(path: Path, owner: str) -> bool:
    module = name(path).removesuffix(".py")
    return module == owner or module.startswith((f"{owner}/", f"{owner}_"))


@pytest.mark.parametrize("library", sorted(OWNERS))
def test_a_library_is_imported_where_it_lives_and_nowhere_else(library: str) -> None:
    strangers = [
        name(path)
        for path in modules(*CODE, "run_bot.py")
        if library in {imported.partition(".")[0] for imported in _imported(parsed(path))}
        and not any(_lives_in(path, owner) for owner in OWNERS[library])
    ]
    assert strangers == []
