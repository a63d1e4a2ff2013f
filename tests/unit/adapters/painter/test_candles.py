"""The candle picture as it is laid out, before a pixel is drawn."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations

import numpy as np
import pytest

from adapters.painter.candles import label_place
from adapters.painter.marks import LEFT, WIDTH_PT, Boxes, Pill, Polyline, Segments, Words
from adapters.painter.themes import PALETTES
from bot.speaking.drawings import CandleDrawing, Curve, Heading, Panel
from core.market.model import Interval
from tests.unit.adapters.painter.laid_out import extent, gapped, only, sheet
from tests.unit.adapters.painter.sketches import HEADING, NOON, a_chart, a_price, a_series, a_walk, an_rsi

LIGHT = PALETTES["light"]


DRESSED = {
    "plain": a_chart,
    "gap": gapped,
    "simulated": lambda: a_chart(heading=replace(HEADING, tag="SIMULATED", watermark="SIMULATED")),
    "tiny": lambda: a_chart(a_series([1.2e-5 + n * 1e-8 for n in range(40)])),
    "large": lambda: a_chart(a_series([15_234_000.0 + n * 9_000 for n in range(40)])),
    "long names": lambda: a_chart(
        heading=Heading("A" * 90, "1,234,567.12 " + "Q" * 30, "+123,456.7%", 1, "w" * 40, "d" * 99, "T" * 80, "W" * 40),
        volume_label="vol " + "B" * 40,
        zone_label="UTC+01:00/+02:00",
        overlays=tuple(Curve(f"curve {n} of a long name", np.full(40, 50_000.0), "50,000.00") for n in range(6)),
    ),
    "two panels": lambda: a_chart(panels=(an_rsi(np.linspace(20, 80, 40).tolist()), an_rsi([50.0] * 40))),
    "clock change": lambda: a_chart(
        a_series(a_walk(40), Interval.H1, since=datetime(2024, 3, 30, tzinfo=UTC)),
        zone="Europe/Berlin",
        zone_label="UTC+01:00/+02:00",
    ),
}  # fmt: skip


@pytest.mark.parametrize("dressed", DRESSED.values(), ids=DRESSED)
def test_no_text_is_cut_off_too_small_or_over_another(dressed: Callable[[], CandleDrawing]) -> None:
    drawn = sheet(dressed())
    words = [mark for mark in drawn.marks if isinstance(mark, Words) and mark.role != "watermark"]
    for mark in words:
        left, top, right, bottom = extent(mark)
        assert mark.size >= 10, mark
        assert left >= 2 and top >= 2 and right <= WIDTH_PT - 2 and bottom <= drawn.height_pt, mark
    for one, other in combinations(words, 2):
        a, b = extent(one), extent(other)
        apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        assert apart, (one, other)


def test_the_last_price_stands_in_a_pill_on_a_dashed_line() -> None:
    drawn = sheet(a_chart(last_text="50,258"))
    line, pill = only(drawn, "last price", Segments), next(m for m in drawn.of("pill") if isinstance(m, Pill))
    assert drawn.words("pill") == ("50,258",)
    assert line.dash
    assert (pill.box[1] + pill.box[3]) / 2 == pytest.approx(line.lines[0, 0, 1])
    assert pill.fill == LIGHT.ink


def test_a_tick_within_fourteen_points_of_the_pill_is_left_out() -> None:
    series = a_series([100.0 + n for n in range(40)])
    on_a_tick = replace(a_chart(series), last=120.0)
    beside = replace(a_chart(series), last=125.0)
    assert "120.00" not in sheet(on_a_tick).words("tick")
    assert "120.00" in sheet(beside).words("tick")


def test_high_and_low_stand_where_they_happened() -> None:
    closes = [100.0] * 10 + [130.0] + [100.0] * 18 + [80.0] + [100.0] * 10
    drawn = sheet(a_chart(a_series(closes)))
    high, low = only(drawn, "high", Words), only(drawn, "low", Words)
    slot = (298 - LEFT) / 40
    assert extent(high)[0] < LEFT + 10.5 * slot < extent(high)[2]
    assert extent(low)[0] < LEFT + 29.5 * slot < extent(low)[2]
    assert high.y < low.y


def test_a_label_moves_aside_from_a_block_and_stays_within_the_plot() -> None:
    assert label_place(50, 40, (12, 298), ()) == 30
    assert label_place(5, 40, (12, 298), ()) == 12
    assert label_place(290, 40, (12, 298), ()) == 258
    assert label_place(120, 40, (12, 298), ((110, 160),)) == 68
    assert label_place(150, 40, (12, 298), ((110, 160),)) == 162
    assert label_place(40, 40, (12, 298), ((12, 298),)) == 20
    assert label_place(30, 40, (12, 298), ((45, 200),)) == 12


def test_tiny_prices_have_an_axis_in_powers_and_a_pill_in_full() -> None:
    drawn = sheet(a_chart(a_series([1.2e-5 + n * 1e-8 for n in range(40)])))
    assert drawn.words("unit") == ("×10⁻⁶ USDT",)
    assert set(drawn.words("tick")) <= {a_price(n / 10) for n in range(119, 126)}
    assert drawn.words("pill") == ("0.00001239",)


@pytest.mark.parametrize("n", [1, 2, 3])
def test_few_candles_are_enough(n: int) -> None:
    drawn = sheet(a_chart(a_series([100.0, 101.0, 99.0][:n])))
    assert drawn.words("time tick")
    bodies = [m for m in drawn.marks if isinstance(m, Boxes) and m.role.endswith("bodies")]
    assert sum(len(body.corners) for body in bodies) == n


def test_no_candle_is_refused() -> None:
    with pytest.raises(ValueError, match="no candle"):
        sheet(replace(a_chart(), series=a_series([1.0]).sliced(slice(0, 0))))


def test_flat_prices_lie_in_the_middle() -> None:
    series = a_series([5.0] * 20)
    flat = replace(series, open=series.close, high=series.close, low=series.close)
    drawn = sheet(a_chart(flat, last=5.0))
    y = only(drawn, "last price", Segments).lines[0, 0, 1]
    assert 120 < y < 160
    assert only(drawn, "rising bodies", Boxes).corners[:, 1] == pytest.approx(y)


def test_an_indicator_without_a_value_keeps_its_name_and_gets_no_pill() -> None:
    drawn = sheet(a_chart(panels=(an_rsi([float("nan")] * 40),)))
    assert drawn.words("panel name") == ("RSI(14, 30 min)",)
    assert drawn.words("panel pill") == ()
    assert drawn.words("panel tick") == ("30", "70")


def test_an_indicator_shows_levels_and_last_value() -> None:
    drawn = sheet(a_chart(panels=(an_rsi(np.linspace(20, 50, 40).tolist(), "50"),)))
    assert drawn.words("panel tick") == ("30", "70")
    assert drawn.words("panel pill") == ("50",)


def test_a_histogram_hangs_from_its_zero_line() -> None:
    bars = np.linspace(-20, 20, 40)
    panel = Panel("MACD(12, 26, 9)", (Curve("MACD", bars * 1.2, "24.00"), Curve("signal", bars)), bars=bars)
    drawn = sheet(a_chart(panels=(panel,)))
    columns = only(drawn, "indicator bars", Boxes).corners
    zero = columns[0, 1]
    assert (columns[:20, 1] == zero).all()
    assert columns[20:, 3] == pytest.approx(zero)
    assert "0" in drawn.words("panel tick")
    assert drawn.words("key words") == ("MACD", "signal")


def test_an_overlay_widens_the_scale_and_is_named() -> None:
    series = a_series([100.0] * 40)
    band = Curve("BB(20, 2)", np.full(40, 120.0))
    lower = Curve("", np.full(40, 80.0))
    drawn = sheet(a_chart(series, overlays=(band, lower)))
    lines = [mark for mark in drawn.of("overlay") if isinstance(mark, Polyline)]
    assert lines[0].dash == lines[1].dash
    assert lines[0].points[0, 1] < only(drawn, "high", Words).y < lines[1].points[0, 1]
    assert drawn.words("key words") == ("BB(20, 2)",)


def test_a_mode_is_said_top_right_and_across_the_plot_behind_the_data() -> None:
    drawn = sheet(a_chart(heading=replace(HEADING, tag="REPLAY of 18 Apr 2021", watermark="REPLAY")))
    word = only(drawn, "watermark", Words)
    assert drawn.words("tag") == ("REPLAY of 18 Apr 2021",)
    assert (word.text, word.angle, word.alpha) == ("REPLAY", 18, 0.13)
    order = [mark.role for mark in drawn.marks]
    assert order.index("watermark") < order.index("volume") < order.index("rising bodies")


def test_the_foot_has_at_most_five_local_times_and_the_zone() -> None:
    told: list[tuple[datetime, int]] = []

    def remember(at: datetime, step_s: int) -> str:
        told.append((at, step_s))
        return f"{at:%H:%M}"

    since = NOON.replace(month=3, day=30)
    chart = a_chart(a_series(a_walk(40), Interval.H1, since=since), zone="Europe/Berlin", time_text=remember)
    drawn = sheet(replace(chart, zone_label="UTC+01:00/+02:00"))
    assert drawn.words("zone") == ("UTC+01:00/+02:00",)
    assert 2 <= len(drawn.words("time tick")) <= 5
    assert {at.utcoffset() for at, _ in told} == {timedelta(hours=1), timedelta(hours=2)}
    assert all(at.hour * 3600 % step == 0 and at.minute == 0 for at, step in told)


def test_the_dark_theme_uses_the_dark_tokens() -> None:
    drawn = sheet(a_chart(theme="dark"))
    assert drawn.ground == PALETTES["dark"].card
    assert only(drawn, "falling bodies", Boxes).fill == PALETTES["dark"].down


def test_a_key_drops_its_value_whole_and_then_itself_before_it_is_cut() -> None:
    curves = tuple(Curve(f"EMA({n}0) of the closes", np.full(40, 50_000.0), "50,000.00") for n in range(1, 5))
    keys = sheet(a_chart(overlays=curves)).words("key words")
    assert keys == ("EMA(10) of the closes 50,000.00", "EMA(20) of the closes")
