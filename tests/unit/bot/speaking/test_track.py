"""The record of a horizon in its sentences: which one it is, of how few cases, and against what it is better."""

from datetime import timedelta

import pytest

from bot.speaking.say import LANGUAGES, Say
from bot.speaking.track import garch_lines, record_line
from core.forecasts.model import HORIZONS
from core.forecasts.records import HorizonRecord
from core.forecasts.track import Kind, TrackRecord, Verdict
from tests.fakes.clock import NOON

FEW = {"en": "few cases", "de": "wenige Fälle", "es": "pocos casos", "pt": "poucos casos"}


def a_record(kind: Kind, n: int, skill: float | None = 0.041, garch: float | None = None) -> HorizonRecord:
    record = TrackRecord(
        HORIZONS["7d"], kind, NOON - timedelta(days=180), NOON, n, 0.78, 0.95, skill, garch, Verdict.GOOD
    )
    live, stored = (record, None) if kind is Kind.LIVE else (None, record)
    return HorizonRecord(HORIZONS["7d"], live, stored)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("skill", [0.041, -0.01, None])
def test_of_fewer_than_thirty_outcomes_it_is_said_that_they_are_few(
    language: str, kind: Kind, skill: float | None
) -> None:
    say = Say(language, "UTC", NOON)
    assert FEW[language] in record_line(say, a_record(kind, 29, skill)).text
    assert FEW[language] not in record_line(say, a_record(kind, 30, skill)).text


@pytest.mark.parametrize(("garch", "said"), [(0.013, "+1.3%"), (-0.0047, "−0.5%")])
def test_garch_is_told_of_where_it_is_known(garch: float, said: str) -> None:
    say = Say("en", "UTC", NOON)
    (line,) = garch_lines(say, a_record(Kind.BACKFILLED, 24, garch=garch))
    assert said in line.text and "GARCH-t" in line.text
    (figure,) = line.figures
    assert (figure.value, figure.horizon) == (garch, "7d")
    assert not [*garch_lines(say, a_record(Kind.LIVE, 24))]
    assert not [*garch_lines(say, HorizonRecord(HORIZONS["7d"], None, None))]


@pytest.mark.parametrize("garch", [0.0004, -0.0004, 0.0])
def test_a_difference_to_garch_that_would_be_written_as_nothing_is_none(garch: float) -> None:
    (line,) = garch_lines(Say("en", "UTC", NOON), a_record(Kind.BACKFILLED, 24, garch=garch))
    assert line.text == "No different from a GARCH-t model."


@pytest.mark.parametrize(
    ("language", "whose"),
    [("en", "all coins"), ("de", "alle Coins"), ("es", "todas las monedas"), ("pt", "todas as moedas")],
)
@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("skill", [0.041, -0.01, None])
def test_whose_record_it_is_is_said(language: str, whose: str, kind: Kind, skill: float | None) -> None:
    line = record_line(Say(language, "UTC", NOON), a_record(kind, 24, skill))
    assert whose in line.text.partition(":")[0]


@pytest.mark.parametrize(
    ("skill", "said"),
    [
        (0.041, 'better than "no change" by 4%.'),
        (0.029, 'better than "no change" by 3% (small).'),
        (0.0045, 'better than "no change" by 0.4% (small).'),
        (0.00099, 'better than "no change" by 0.1% (small).'),
        (0.0004, "no better than the plain range."),
        (-0.2, "no better than the plain range."),
    ],
)
def test_no_digit_of_a_skill_is_said_that_nobody_knows(skill: float, said: str) -> None:
    line = record_line(Say("en", "UTC", NOON), a_record(Kind.LIVE, 90, skill))
    assert line.text.replace("\u00a0", " ").endswith(said)
