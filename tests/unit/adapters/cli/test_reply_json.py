"""A reply as JSON: the fields that scripts build on."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from adapters.cli.reply_json import as_json, told_apart
from bot.speaking.reply import Button, Cell, Chart, File, PublicReply, Reply, Table, Text, Understood
from core.kernel.errors import (
    CandlewickError,
    Defect,
    Missing,
    NotAllowed,
    OverBudget,
    Stale,
    Unavailable,
    UnknownName,
)  # fmt: skip
from core.kernel.figures import Figure, FigureName, Origin

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
PRICE = Figure(FigureName.PRICE, "BTC", 59140.1, "EUR", Origin("kraken", NOON))
FILES = Path("/data/files")


def object_of(reply: Reply, simulated: bool = False) -> dict[str, Any]:
    return as_json(reply, simulated, FILES)


def test_every_key_is_always_there() -> None:
    assert object_of(PublicReply(())) == {
        "private": False,
        "simulated": False,
        "blocks": [],
        "figures": [],
        "buttons": [],
        "command": None,
        "error": None,
    }


def test_what_is_personal_says_so() -> None:
    assert object_of(Reply(()))["private"] is True
    assert object_of(PublicReply(()), simulated=True)["simulated"] is True


def test_blocks_are_text_table_chart_and_file() -> None:
    reply = PublicReply(
        (
            Text("BTC 59,140 EUR", ", +1.2%", figures=(PRICE,)),
            Table(("coin", "price"), ((Cell("BTC"), Cell("59,140", PRICE)),)),
            Chart(b"png", "btc-4h", Text("BTC", " 59,140"), alt="a chart"),
            File(b"{}", "candlewick.json"),
        )
    )
    assert object_of(reply)["blocks"] == [
        {"kind": "text", "text": "BTC 59,140 EUR, +1.2%"},
        {"kind": "table", "columns": ["coin", "price"], "rows": [["BTC", "59,140"]]},
        {"kind": "chart", "path": "/data/files/btc-4h.png", "caption": "BTC 59,140"},
        {"kind": "file", "path": "/data/files/candlewick.json"},
    ]
    assert len(object_of(reply)["figures"]) == 2


def test_a_figure_has_source_and_age_and_only_the_details_it_needs() -> None:
    (figure,) = object_of(PublicReply((Text("x", figures=(PRICE,)),)))["figures"]
    assert figure == {
        "name": "price",
        "of": "BTC",
        "value": "59140.1",
        "unit": "EUR",
        "source": "kraken",
        "at": "2026-01-01T12:00:00Z",
        "stale": False,
    }


def test_window_level_horizon_and_account_are_there_when_they_are_set() -> None:
    value = Figure(
        FigureName.QUANTILE,
        "BTC",
        1e-7,
        "USD",
        Origin("candlewick", NOON, stale=True),
        "24h",
        "0.9",
        "7d",
        "kraken-main",
    )
    (figure,) = object_of(Reply((Text("x", figures=(value,)),)))["figures"]
    assert {name: figure[name] for name in ("window", "level", "horizon", "account", "value", "stale")} == {
        "window": "24h",
        "level": "0.9",
        "horizon": "7d",
        "account": "kraken-main",
        "value": "0.0000001",
        "stale": True,
    }
    # Whoever adds a detail to figures adds it here as well.
    assert {field.name for field in fields(Figure)} - {"origin"} == set(figure) - {"source", "at", "stale"}


@pytest.mark.parametrize(
    ("at", "written"),
    [
        (NOON, "2026-01-01T12:00:00Z"),
        (NOON.replace(microsecond=123456), "2026-01-01T12:00:00.123Z"),
        (NOON.astimezone(timezone(timedelta(hours=2))), "2026-01-01T12:00:00Z"),
    ],
)
def test_instants_are_utc(at: datetime, written: str) -> None:
    figure = Figure(FigureName.QUANTITY, "ETH", Decimal("0.10"), "ETH", Origin("kraken", at))
    (found,) = object_of(Reply((Text("x", figures=(figure,)),)))["figures"]
    assert (found["at"], found["value"]) == (written, "0.10")


def test_both_rows_of_buttons_are_listed() -> None:
    reply = PublicReply((), (Button("Chart", "chart btc"),), (Button("Depth", "depth btc"),))
    assert object_of(reply)["buttons"] == [
        {"label": "Chart", "sends": "chart btc"},
        {"label": "Depth", "sends": "depth btc"},
    ]


def test_the_command_is_what_was_understood() -> None:
    reply = PublicReply((), understood=Understood("price", {"coins": ["BTC", "ETH"], "in": "EUR"}))
    assert object_of(reply)["command"] == {"name": "price", "args": {"coins": ["BTC", "ETH"], "in": "EUR"}}


@pytest.mark.parametrize(
    ("error", "facts"),
    [
        (
            UnknownName("coin", "btx", ["BTC"]),
            {"kind": "unknown-name", "what": "coin", "given": "btx", "nearest": ["BTC"]},
        ),
        (Missing("coins"), {"kind": "missing", "what": "coins", "given": "", "nearest": []}),
        (
            NotAllowed("owner-only", "admin"),
            {"kind": "not-allowed", "what": "owner-only", "given": "admin", "nearest": []},
        ),
        (
            OverBudget("pace", until=NOON),
            {"kind": "over-budget", "what": "pace", "given": "", "until": "2026-01-01T12:00:00Z"},
        ),
        (OverBudget("pace"), {"kind": "over-budget", "what": "pace", "given": "", "until": None}),
        (
            Unavailable("kraken", "busy", timedelta(seconds=30)),
            {"kind": "unavailable", "source": "kraken", "reason": "busy", "retry_after": 30.0},
        ),
        (Stale("kraken", NOON), {"kind": "stale", "source": "kraken", "reason": "stale", "at": "2026-01-01T12:00:00Z"}),
        (Defect("K7Q2"), {"kind": "defect", "reference": "K7Q2"}),
        (CandlewickError(), {"kind": "candlewick-error"}),
    ],
    ids=lambda case: type(case).__name__ if isinstance(case, Exception) else "",
)
def test_an_error_is_its_kind_and_its_facts(error: CandlewickError, facts: dict[str, object]) -> None:
    assert object_of(PublicReply((), error=error))["error"] == facts


def test_two_pictures_of_one_name_do_not_overwrite_each_other() -> None:
    caption = Text("BTC")
    reply = told_apart(PublicReply((Chart(b"1", "btc", caption), Chart(b"2", "btc", caption), File(b"3", "a.tar.gz"))))
    paths = [block["path"] for block in object_of(reply)["blocks"]]
    assert len(set(paths)) == 3
    assert all(path.startswith("/data/files/") for path in paths)
    assert [Path(path).suffix for path in paths] == [".png", ".png", ".gz"]
    assert isinstance(reply, PublicReply)


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "..", "", "x" * 400, "ÄÖ €\n"])
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    reply = told_apart(Reply((Chart(b"1", name, Text("x")), File(b"2", name))))
    for block in object_of(reply)["blocks"]:
        assert Path(block["path"]).parent == FILES
        assert len(Path(block["path"]).name.encode()) < 200
