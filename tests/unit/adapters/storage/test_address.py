"""adapters.storage.address — what people write becomes what our drivers take."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.storage.address import driver_url, sqlite_address
from core.kernel.errors import UnknownName


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("sqlite:///data/candlewick.db", "sqlite+aiosqlite:///data/candlewick.db"),
        ("sqlite+pysqlite:///a.db", "sqlite+aiosqlite:///a.db"),
        ("postgresql://ada:pw@host:5433/db", "postgresql+asyncpg://ada:pw@host:5433/db"),
        ("postgres://host/db", "postgresql+asyncpg://host/db"),
        ("postgresql+psycopg2://host/db", "postgresql+asyncpg://host/db"),
        ("postgresql://host/db?sslmode=require&channel_binding=require", "postgresql+asyncpg://host/db?ssl=require"),
        ("postgresql://ada@/db?host=/run/postgresql", "postgresql+asyncpg://ada@/db?host=/run/postgresql"),
    ],
)
def test_the_driver_is_ours(written: str, meant: str) -> None:
    assert driver_url(written).render_as_string(hide_password=False).replace("%2F", "/") == meant


@pytest.mark.parametrize("written", ["mysql://host/db", "candlewick.db", "", "sqlite://", "sqlite:///:memory:", "://"])
def test_what_we_cannot_use_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(UnknownName) as refused:
        driver_url(written)
    assert refused.value.nearest == ("sqlite", "postgresql")
    assert driver_url(refused.value.example)


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        url = driver_url(text)
    except UnknownName:
        return
    assert url.drivername in {"sqlite+aiosqlite", "postgresql+asyncpg"}


def test_a_refusal_never_shows_the_password() -> None:
    for written in ("mysql://ada:hunter2@host/db", "postgresql://ada:hunter2@host:port/db"):
        with pytest.raises(UnknownName) as refused:
            driver_url(written)
        assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize("name", ["candlewick.db", "my data/50%?.db", "ünï#1.db"])
def test_any_file_has_an_address(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    assert driver_url(sqlite_address(file)).database == str(file)
