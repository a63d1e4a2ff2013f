"""The fan: what is known, and the width of what is not."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from adapters.painter.fan import band, fan_sheet
from adapters.painter.fingerprint import fingerprint
from adapters.painter.fonts import measure
from adapters.painter.marks import EDGE, Area, Polyline, Segments, Words
from adapters.painter.painter import MatplotlibPainter
from adapters.painter.themes import PALETTES, Palette, contrast
from bot.speaking.drawings import FanDrawing, FanPoint
from core.market.model import Interval
from tests.unit.adapters.painter.laid_out import extent, only
from tests.unit.adapters.painter.sketches import HEADING, a_price, a_series, a_time, a_walk

DAY = 86_400_000


def a_point(days: int, width: float) -> FanPoint:
    low, high = 50_000 * np.exp(-width), 50_000 * np.exp(width)
    inner = (50_000 * np.exp(-width / 2), 50_000 * np.exp(width / 2))
    outer = (50_000 * np.exp(-1.6 * width), 50_000 * np.exp(1.6 * width))
    return FanPoint(days * DAY, f"{days} d", inner, (float(low), float(high)), outer)


def a_fan(**changes: object) -> FanDrawing:
    series = a_series(a_walk(60), Interval.D1)
    fan = FanDrawing(
        heading=replace(HEADING, change="", window="80% range"),
        series=series,
        cutoff_ms=int(series.opened_ms[-1]) + DAY,
        last=float(series.close[-1]),
        last_text="50.3k",
        points=(a_point(1, 0.03), a_point(7, 0.08), a_point(30, 0.2)),
        ends=("45.2k", "55.3k", "40.9k", "61.1k", "36.3k", "68.9k"),
        shares=("50%", "80%", "95%"),
        known="known",
        unknown="not known",
        foot=("Track record: range held 79% of 90 times;", 'better than "no change" by 1% (small). Not advice.'),
        zone="UTC",
        zone_label="UTC",
        price_text=a_price,
        time_text=a_time,
    )
    return replace(fan, **changes)  # type: ignore[arg-type]


def test_a_width_grows_with_the_square_root_of_time_through_what_was_really_forecast() -> None:
    outline = band(((DAY, 110.0), (4 * DAY, 121.0)), 100.0)
    logs = [float(np.interp(at, outline[:, 0], np.log(outline[:, 1] / 100))) for at in (0, DAY / 4, DAY, 4 * DAY)]
    assert logs == pytest.approx([0, np.log(1.1) / 2, np.log(1.1), np.log(1.21)], abs=2e-3)


def test_the_bands_lie_within_each_other_and_begin_at_the_last_price() -> None:
    drawn = fan_sheet(a_fan(), measure)
    now = only(drawn, "now", Segments).lines[0, 0, 0]
    heights = []
    for role in ("b50", "b80", "b95"):
        points = only(drawn, role, Area).points
        assert points[:, 0].min() == pytest.approx(now)
        heights.append(points[:, 1].max() - points[:, 1].min())
    assert heights == sorted(heights)


def test_dots_stand_where_something_was_forecast_and_the_middle_is_the_last_price() -> None:
    fan = a_fan()
    drawn = fan_sheet(fan, measure)
    assert len(list(drawn.of("dot"))) == 2 * len(fan.points)
    middle = only(drawn, "middle", Segments).lines[0]
    assert middle[0, 1] == middle[1, 1]
    close = only(drawn, "close", Polyline).points
    assert close[-1, 1] == pytest.approx(middle[0, 1])


def test_nothing_of_it_is_in_a_colour_of_up_or_down() -> None:
    for theme, colours in PALETTES.items():
        used = {
            getattr(mark, name, None)
            for mark in fan_sheet(a_fan(theme=theme), measure).marks
            for name in ("colour", "fill", "edge")
        }
        assert not used & {colours.up, colours.down}


def test_a_record_too_long_for_a_line_is_broken_between_words_and_no_figure_of_it_is_cut() -> None:
    said = (
        "Historial recalculado, todas las monedas: el rango se cumplió el 82 % de 24 veces;",
        "pocos casos; un 0,4 % mejor que «sin cambios» (poco). No es un consejo.",
    )
    drawn = fan_sheet(a_fan(foot=said), measure)
    lines = [mark for mark in drawn.of("record") if isinstance(mark, Words)]
    assert " ".join(line.text for line in lines) == " ".join(said)
    assert len(lines) == 3
    assert [line.strong for line in lines] == [True, True, False]
    assert lines[0].text.endswith("monedas:")
    assert all(extent(line)[2] <= EDGE + 0.5 for line in lines)
    # What is drawn above makes room for it.
    short = fan_sheet(a_fan(), measure)
    rule, before = (only(sheet, "record rule", Segments) for sheet in (drawn, short))
    assert before.lines[0, 0, 1] - rule.lines[0, 0, 1] == 16


def test_the_record_stands_at_the_foot_and_fits() -> None:
    drawn = fan_sheet(a_fan(foot=("r" * 300, "n")), measure)
    first, second = drawn.words("record")
    assert first.endswith("…")
    assert second == "n"
    for mark in drawn.of("record"):
        assert isinstance(mark, Words)
        assert extent(mark)[2] <= EDGE + 0.5


@pytest.mark.parametrize("width", [0.08, 0.12, 0.2])
def test_a_band_is_named_inside_it_and_off_its_outlines(width: float) -> None:
    drawn = fan_sheet(a_fan(points=(a_point(1, width / 3), a_point(7, width))), measure)
    names = [mark for mark in drawn.of("share") if isinstance(mark, Words)]
    assert [mark.text for mark in names] == ["50%", "80%", "95%"]
    for mark, role in zip(names, ("b50", "b80", "b95"), strict=True):
        left, _, right, _ = extent(mark)
        _, upper = (line.points for line in drawn.of(f"{role} outline") if isinstance(line, Polyline))
        # The digits alone reach from the line they stand on to seven tenths of their size above it.
        assert np.interp([left, right], upper[:, 0], upper[:, 1]).max() <= mark.y - 0.7 * mark.size + 0.5


def test_the_words_of_a_grid_line_are_not_crossed_by_the_first_candles() -> None:
    fan = a_fan(series=a_series([51_000.0] * 10 + [50_000.0] * 50, Interval.D1), last=50_000.0)
    drawn = fan_sheet(fan, measure)
    bars = only(drawn, "high and low", Segments).lines
    for mark in drawn.of("tick"):
        assert isinstance(mark, Words)
        left, _, right, _ = extent(mark)
        near = bars[(bars[:, 0, 0] >= left) & (bars[:, 0, 0] <= right)]
        assert ((near[:, 0, 1] > mark.y) | (near[:, 1, 1] < mark.y - 0.7 * mark.size)).all()


def test_horizons_that_are_close_together_do_not_write_over_each_other() -> None:
    fan = a_fan(points=tuple(a_point(days, 0.03 * days**0.5) for days in (1, 7, 14, 30)))
    spans = sorted(extent(mark)[::2] for mark in fan_sheet(fan, measure).of("horizon") if isinstance(mark, Words))
    assert len(spans) >= 3
    assert all(before[1] < after[0] for before, after in pairwise(spans))


@pytest.mark.parametrize("lacking", [{"points": ()}, {"series": a_series(a_walk(3), Interval.D1).sliced(slice(0, 0))}])
def test_a_fan_of_nothing_is_refused(lacking: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="no candle"):
        fan_sheet(a_fan(**lacking), measure)


@pytest.mark.parametrize("colours", PALETTES.values(), ids=PALETTES)
def test_words_are_read_on_every_band_and_outlines_stand_out(colours: Palette) -> None:
    for ground in (colours.b50, colours.b80, colours.b95):
        assert contrast(colours.ink, ground) >= 4.5
    for outline in (colours.mid, colours.ink2, colours.edge):
        assert contrast(outline, colours.card) >= 3.0


def test_what_is_seen_makes_another_picture() -> None:
    fan = a_fan()
    assert fingerprint(fan) == fingerprint(a_fan())
    others = [a_fan(foot=("other",)), a_fan(points=fan.points[:2]), a_fan(theme="dark"), a_fan(last=49_000.0)]
    assert fingerprint(fan) not in {fingerprint(other) for other in others}


async def test_it_is_painted() -> None:
    painter = MatplotlibPainter()
    picture = await painter.paint(a_fan())
    painter.close()
    assert picture.startswith(b"\x89PNG")


def test_the_power_of_ten_and_what_is_known_are_not_written_over_by_a_tick() -> None:
    past = a_series(np.linspace(7e-6, 15e-6, 60).tolist(), Interval.D1)
    last = float(past.close[-1])
    for share in np.linspace(0.1, 0.4, 40).tolist():
        ends = [(last * np.exp(-f * share), last * np.exp(f * share)) for f in (0.5, 1, 1.6)]
        fan = a_fan(series=past, last=last, points=(FanPoint(7 * DAY, "7 d", *ends),))
        drawn = fan_sheet(fan, measure)
        words = [mark for mark in drawn.marks if isinstance(mark, Words)]
        heads = [extent(mark) for mark in words if mark.role in {"unit", "known", "unknown"}]
        assert len(heads) == 3
        for left, top, right, bottom in (extent(mark) for mark in words if mark.role == "tick"):
            for head in heads:
                assert right <= head[0] or left >= head[2] or top >= head[3] - 1.5 or bottom <= head[1]


def test_all_horizons_of_days_are_named_at_the_foot() -> None:
    fan = a_fan(points=tuple(a_point(days, 0.03 * days**0.5) for days in (1, 7, 14, 30)))
    assert set(fan_sheet(fan, measure).words("horizon")) == {"1 d", "7 d", "14 d", "30 d"}
