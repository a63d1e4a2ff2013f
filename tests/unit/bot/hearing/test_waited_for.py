"""A forecast that is to leave a price out — typed without a word for an alert it can be nothing else."""

import pytest

from core.kernel.errors import Missing, UnknownName
from tests.fakes.hearing import meant

RULE = ("alert", {"rule": "forecast btc 7d excludes 60000"})


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "forecast btc 7d excludes 60k"),
        ("en", "/forecast BTC 7d excludes 60k"),
        ("en", "f btc excludes 60k"),
        ("en", "btc 7d forecast excludes 60k"),
        ("en", "forecast bitcoin 7 days leaves out 60,000"),
        ("de", "prognose btc 7d schließt 60.000 aus"),
        ("de", "forecast btc 7d schließt 60k aus"),
        ("es", "pronóstico btc 7d excluye 60k"),
        ("es", "forecast btc 7d deja fuera 60.000"),
        ("pt", "projeção btc 7d exclui 60k"),
        ("pt", "forecast btc 7d deixa 60.000 de fora"),
    ],
)
def test_it_is_the_alert_in_every_language(language: str, line: str) -> None:
    assert meant(line, language) == RULE


def test_what_is_wrong_with_it_is_what_is_wrong_with_the_alert() -> None:
    with pytest.raises(Missing, match="amount"):
        meant("forecast btc 7d excludes")
    with pytest.raises(UnknownName, match="btx") as raised:
        meant("forecast btx 7d excludes 60k")
    assert raised.value.example.startswith("alert forecast")


@pytest.mark.parametrize("line", ["forecast btc 7d", "forecast btc 7d chart", "forecast btc eth 24h", "forecast top 5"])
def test_a_forecast_that_leaves_nothing_out_is_no_alert(line: str) -> None:
    found = meant(line)
    assert found is not None and found[0] == "forecast"


def test_nor_is_a_question_about_one() -> None:
    assert meant("why does the btc 7d forecast exclude 60k?") is None
