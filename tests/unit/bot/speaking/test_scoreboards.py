"""The scoreboard in words: live apart from back-filled, and every figure of the picture in its caption."""

from datetime import timedelta
from itertools import product

import pytest

from adapters.painter.fonts import measure
from adapters.painter.marks import Words
from adapters.painter.scoreboard import scoreboard_sheet
from adapters.telegram.render import CAPTION_UNITS
from bot.speaking.drawings import ScoreboardDrawing
from bot.speaking.reply import Part, Text
from bot.speaking.richtext import Rich, Run
from bot.speaking.say import LANGUAGES, Say
from bot.speaking.scoreboards import caption, drawn, scoreboard_of
from core.forecasts.chains import Checked
from core.forecasts.desk import RecordOf
from core.forecasts.model import HORIZONS, Horizon
from core.forecasts.records import HorizonRecord
from core.forecasts.track import Kind, TrackRecord, Verdict
from core.kernel.figures import FigureName
from core.market.model import Coin
from tests.fakes.clock import NOON

BTC = Coin("bitcoin", "BTC", "Bitcoin")
WHOLE = Checked(None, NOON)
HAPPENED = (0.17, 0.36, 0.46, 0.57, 0.78, 0.89, 0.95)


def a_record(horizon: Horizon, kind: Kind, n: int = 24, **changes: object) -> TrackRecord:
    facts: dict[str, object] = {"held": 0.78, "held95": 0.95, "skill": 0.041, "inside": HAPPENED} | changes
    since, until = NOON - timedelta(days=180), NOON if kind is Kind.LIVE else NOON - timedelta(days=9)
    return TrackRecord(horizon, kind, since, until, n, skill_garch=None, verdict=Verdict.GOOD, **facts)  # type: ignore[arg-type]


def backfilled(*texts: str) -> tuple[HorizonRecord, ...]:
    return tuple(HorizonRecord(HORIZONS[t], None, a_record(HORIZONS[t], Kind.BACKFILLED)) for t in texts or HORIZONS)


def lived(text: str, n: int, **changes: object) -> HorizonRecord:
    horizon = HORIZONS[text]
    return HorizonRecord(
        horizon, a_record(horizon, Kind.LIVE, n, **changes), a_record(horizon, Kind.BACKFILLED, held=0.5)
    )


def a_say(language: str = "en", plain: bool = False) -> Say:
    return Say(language, "Europe/Berlin", NOON, plain=plain)


def said(found: RecordOf, say: Say) -> tuple[Text, ScoreboardDrawing]:
    board = scoreboard_of(found)
    assert board is not None
    return caption(say, board), drawn(say, board, None, "light")


def test_of_each_horizon_the_record_that_tells_most_is_shown_and_live_stands_apart() -> None:
    records = (lived("1h", 90, held=0.81), lived("4h", 9), *backfilled("1d", "7d"))
    text, drawing = said(RecordOf(None, records, (), WHOLE), a_say())
    assert [(group.label[:4], [row.ahead for row in group.rows]) for group in drawing.groups] == [
        ("live", ["1\u00a0h"]),
        ("back", ["4\u00a0h", "1\u00a0d", "7\u00a0d"]),
    ]
    assert [row.held for group in drawing.groups for row in group.rows] == [0.81, 0.5, 0.78, 0.78]
    assert drawing.calibration.title == "Calibration, 7\u00a0d · back-filled"
    live, stored = (line for line in text.text.splitlines() if line.startswith(("Live", "Back-filled")))
    assert "81% of 90" in live and "50%" in stored
    assert drawing.heading.detail == "All coins"


def test_of_one_horizon_both_records_are_shown() -> None:
    _, drawing = said(RecordOf(None, (lived("7d", 3, held=0.33),), (), WHOLE), a_say())
    assert [[row.held for row in group.rows] for group in drawing.groups] == [[0.33], [0.5]]
    # What is held against its promise is the one that tells something.
    assert drawing.calibration.title.endswith("back-filled")


def test_a_coin_has_its_own_board_and_without_a_record_of_its_own_that_of_all_which_is_said() -> None:
    own = (HorizonRecord(HORIZONS["7d"], None, a_record(HORIZONS["7d"], Kind.BACKFILLED, held=0.91)),)
    text, drawing = said(RecordOf(BTC, backfilled("7d"), own, WHOLE), a_say())
    assert text.lead.startswith("BTC")
    assert drawing.heading.detail.startswith("BTC · back-filled")
    assert [row.held for group in drawing.groups for row in group.rows] == [0.91]
    none = (HorizonRecord(HORIZONS["7d"], None, None),)
    text, drawing = said(RecordOf(BTC, backfilled("7d"), none, WHOLE), a_say())
    assert text.lead.startswith("All coins")
    assert "BTC has no record of its own yet." in text.text
    assert [row.held for group in drawing.groups for row in group.rows] == [0.78]


def test_without_any_record_there_is_no_board() -> None:
    nothing = (HorizonRecord(HORIZONS["7d"], None, None),)
    assert scoreboard_of(RecordOf(BTC, nothing, nothing, WHOLE)) is None


def test_a_model_that_was_judged_before_more_was_kept_shows_the_two_ranges_that_were() -> None:
    old = HorizonRecord(HORIZONS["7d"], None, a_record(HORIZONS["7d"], Kind.BACKFILLED, inside=()))
    _, drawing = said(RecordOf(None, (old,), (), WHOLE), a_say())
    assert drawing.calibration.points == ((0.8, 0.78), (0.95, 0.95))


def test_what_is_not_known_is_called_unknown() -> None:
    young = HorizonRecord(HORIZONS["7d"], None, a_record(HORIZONS["7d"], Kind.BACKFILLED, skill=None))
    text, drawing = said(RecordOf(None, (young,), (), WHOLE), a_say())
    assert drawing.groups[0].rows[0].skill == "unknown"
    assert FigureName.CHANGE not in {figure.name for figure in text.figures}


MIXED = RecordOf(BTC, (), (lived("1h", 1440), lived("4h", 360), *backfilled("24h", "1d", "7d", "14d", "30d")), WHOLE)


@pytest.mark.parametrize(("language", "plain"), [*product(LANGUAGES, (False, True))])
def test_every_figure_of_the_picture_is_in_its_caption_which_ends_in_its_moment(language: str, plain: bool) -> None:
    say = a_say(language, plain)
    text, drawing = said(MIXED, say)
    for row in (row for group in drawing.groups for row in group.rows):
        for word in (row.ahead, row.held_text, row.n.removeprefix("n = "), row.skill):
            assert word in text.text
        for edge in row.tolerance:
            assert say.digits.share(edge) in text.text
    for promised, happened in drawing.calibration.points:
        assert say.digits.share(promised) in text.text
        assert say.digits.share(happened) in text.text
    assert text.text.rstrip(".").endswith("+01:00")
    assert text.part is Part.DETAIL and text.lead
    assert {FigureName.COVERAGE, FigureName.COUNT, FigureName.CHANGE} <= {figure.name for figure in text.figures}
    if plain:
        assert "–" not in text.text
        assert all(": " in line for line in text.text.splitlines()[1:])
    else:
        # With the mode above it still under a photo of Telegram's.
        assert Rich((Run(text.text),)).units <= CAPTION_UNITS - 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_it_is_cut_in_any_language(language: str) -> None:
    sheet = scoreboard_sheet(said(MIXED, a_say(language))[1], measure)
    words = [mark.text for mark in sheet.marks if isinstance(mark, Words)]
    assert not [text for text in words if "…" in text]
