"""The scoreboard: where dots stand against what was promised, and that everything in it can be read."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from adapters.painter.fingerprint import fingerprint
from adapters.painter.fonts import measure
from adapters.painter.marks import WIDTH_PT, Area, Boxes, Pill, Segments, Sheet, Words
from adapters.painter.painter import MatplotlibPainter
from adapters.painter.scoreboard import scoreboard_sheet
from adapters.painter.themes import PALETTES, contrast
from bot.speaking.drawings import Calibration, ScoreboardDrawing, ScoreGroup, ScoreRow, Theme
from core.forecasts.scoring import chance_band
from tests.unit.adapters.painter.laid_out import extent, only
from tests.unit.adapters.painter.sketches import HEADING


def a_row(ahead: str = "7 d", held: float = 0.79, points: float = 0.07, **changes: object) -> ScoreRow:
    row = ScoreRow(ahead, "n = 52", held, f"{round(held * 100)}%", "+4.0%", (0.8 - points, 0.8 + points))
    return replace(row, **changes)  # type: ignore[arg-type]


DAYS = ScoreGroup("back-filled, to 1 Jun", tuple(a_row(ahead) for ahead in ("1 d", "7 d", "14 d", "30 d")))
HOURS = ScoreGroup("live, to 1 Jun", tuple(a_row(ahead, 0.81) for ahead in ("1 h", "4 h", "24 h")))


def a_board(*groups: ScoreGroup, **changes: object) -> ScoreboardDrawing:
    board = ScoreboardDrawing(
        replace(HEADING, title="Does the range hold?", figure="", change="", window="", detail="BTC · back-filled"),
        groups or (DAYS,),
        "80% range held",
        'vs "no change"',
        "tolerance",
        lambda share: f"{round(share * 100)}%",
        Calibration(
            ((0.2, 0.18), (0.5, 0.46), (0.8, 0.79), (0.95, 0.93)),
            np.array([(share, *chance_band(share, 52)) for share in np.linspace(0, 1, 21).tolist()]),
            "Calibration, 7 d",
            "on the line = honest",
            "shade: chance at this n, 80%",
            "across: promised · up: happened",
        ),
    )
    return replace(board, **changes)  # type: ignore[arg-type]


def dots(drawn: Sheet) -> list[tuple[float, float]]:
    return [tuple(mark.points.mean(axis=0).tolist()) for mark in drawn.of("dot") if isinstance(mark, Area)]


def tolerances(drawn: Sheet) -> list[tuple[float, float, float, float]]:
    return [tuple(mark.corners[0].tolist()) for mark in drawn.of("tolerance") if isinstance(mark, Boxes)]


def test_a_dot_lies_on_its_bar_when_the_range_held_within_tolerance_and_beside_it_otherwise() -> None:
    rows = (a_row(held=0.80), a_row(held=0.74), a_row(held=0.72), a_row(held=0.88))
    drawn = scoreboard_sheet(a_board(ScoreGroup("", rows)), measure)
    promised = only(drawn, "promised", Segments).lines[0, 0, 0]
    found = list(zip(dots(drawn), tolerances(drawn), strict=True))
    assert found[0][0][0] == pytest.approx(promised)
    assert [box[0] <= dot[0] <= box[2] for dot, box in found] == [True, True, False, False]
    assert all(box[1] < dot[1] < box[3] for dot, box in found)


@pytest.mark.parametrize(("held", "first"), [(0.6, "60%"), (0.59, "40%"), (0.31, "20%"), (0.0, "0%"), (1.0, "60%")])
def test_no_dot_falls_off_the_axis(held: float, first: str) -> None:
    drawn = scoreboard_sheet(a_board(ScoreGroup("", (a_row(held=held),))), measure)
    ticks = [mark for mark in drawn.of("held tick") if isinstance(mark, Words)]
    assert ticks[0].text == first
    assert "80%" in drawn.words("held tick")
    ((x, _),) = dots(drawn)
    assert ticks[0].x - 0.1 <= x <= ticks[-1].x + 0.1
    assert all(extent(before)[2] < extent(after)[0] for before, after in pairwise(ticks))


def test_live_and_back_filled_rows_stand_apart_and_are_called_so() -> None:
    drawn = scoreboard_sheet(a_board(HOURS, DAYS), measure)
    assert drawn.words("group") == (HOURS.label, DAYS.label)
    assert drawn.words("ahead") == ("1 h", "4 h", "24 h", "1 d", "7 d", "14 d", "30 d")
    labels = [mark.y for mark in drawn.of("group") if isinstance(mark, Words)]
    rows = [mark.y for mark in drawn.of("ahead") if isinstance(mark, Words)]
    assert labels[0] < rows[0] and rows[2] < labels[1] < rows[3]
    # One kind alone is named in the heading.
    assert scoreboard_sheet(a_board(DAYS), measure).words("group") == ()


@pytest.mark.parametrize("groups", [(DAYS,), (HOURS, DAYS), (ScoreGroup("", (a_row(),)),)])
def test_nothing_leaves_the_picture_and_no_words_are_written_over_others(groups: tuple[ScoreGroup, ...]) -> None:
    long = a_row("30 Tage", 0.79, n="n = 123.456", held_text="99,5 %", skill="unbekannt")
    groups = (*groups[:-1], replace(groups[-1], rows=(*groups[-1].rows[:-1], long)))
    drawn = scoreboard_sheet(a_board(*groups, held="80-%-Bereich hielt", versus="gegen „keine Änderung“"), measure)
    words = [mark for mark in drawn.marks if isinstance(mark, Words) and mark.role != "watermark"]
    boxes = [extent(mark) for mark in words]
    for left, top, right, bottom in boxes:
        assert left >= 0 and right <= WIDTH_PT and top >= 0 and bottom <= WIDTH_PT
    for place, one in enumerate(boxes):
        for other in boxes[:place]:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] + 1.5 or other[3] <= one[1] + 1.5
            assert apart, (words[boxes.index(one)].text, words[boxes.index(other)].text)
    assert min(mark.size for mark in words) >= 10


def test_what_happened_is_drawn_over_what_was_promised_within_the_shade_of_chance() -> None:
    drawn = scoreboard_sheet(a_board(), measure)
    line = only(drawn, "honest line", Segments).lines[0]
    rings = [((r.box[0] + r.box[2]) / 2, (r.box[1] + r.box[3]) / 2) for r in drawn.of("ring") if isinstance(r, Pill)]
    assert len(rings) == 4
    for (x, y), (promised, happened) in zip(rings, a_board().calibration.points, strict=True):
        assert x == pytest.approx(line[0, 0] + promised * (line[1, 0] - line[0, 0]))
        assert y == pytest.approx(line[0, 1] + happened * (line[1, 1] - line[0, 1]))
    shade = only(drawn, "chance", Area).points
    assert shade[:, 0].min() == pytest.approx(line[0, 0]) and shade[:, 0].max() == pytest.approx(line[1, 0])


@pytest.mark.parametrize("theme", PALETTES)
def test_words_are_read_on_the_shade_and_what_is_soft_has_an_outline(theme: Theme) -> None:
    board, colours = scoreboard_sheet(a_board(theme=theme), measure), PALETTES[theme]
    on_the_shade = {m.colour for role in ("shade", "axes") for m in board.of(role) if isinstance(m, Words)}
    assert all(contrast(colour, colours.b80) >= 4.5 for colour in on_the_shade)
    assert contrast(colours.edge, colours.card) >= 3.0


def test_nothing_of_it_is_in_a_colour_of_up_or_down() -> None:
    for theme, colours in PALETTES.items():
        marks = scoreboard_sheet(a_board(theme=theme), measure).marks
        used = {getattr(mark, name, None) for mark in marks for name in ("colour", "fill", "edge")}
        assert not used & {colours.up, colours.down}


def test_what_is_seen_makes_another_picture() -> None:
    assert fingerprint(a_board()) == fingerprint(a_board())
    others = [a_board(HOURS), a_board(theme="dark"), a_board(tolerance="Toleranz"), a_board(percent_text=str)]
    others.append(a_board(calibration=replace(a_board().calibration, points=((0.8, 0.7),))))
    assert fingerprint(a_board()) not in {fingerprint(other) for other in others}


def test_a_board_without_a_record_is_refused() -> None:
    with pytest.raises(ValueError, match="no record"):
        scoreboard_sheet(a_board(ScoreGroup("", ())), measure)


async def test_it_is_painted() -> None:
    painter = MatplotlibPainter()
    picture = await painter.paint(a_board(HOURS, DAYS))
    painter.close()
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20]) == int.from_bytes(picture[20:24]) == 1200
