"""The tokens keep the contrasts the look promises."""

import pytest

from adapters.painter.heatmap import WATERMARK_ON_TILES, tile_colour
from adapters.painter.themes import PALETTES, Palette, contrast, luminance, mixed

TEXT, GRAPHICS = 4.5, 3.0
BOTH = pytest.mark.parametrize("colours", PALETTES.values(), ids=PALETTES)


@BOTH
@pytest.mark.parametrize("token", ["ink", "ink2", "up", "down"])
def test_text_is_read_on_every_ground(colours: Palette, token: str) -> None:
    for ground in (colours.card, colours.sunken):
        assert contrast(getattr(colours, token), ground) >= TEXT


@BOTH
@pytest.mark.parametrize("token", ["up", "down", "mid", "edge"])
def test_what_carries_data_stands_out_from_the_card(colours: Palette, token: str) -> None:
    assert contrast(getattr(colours, token), colours.card) >= GRAPHICS


@BOTH
def test_tags_and_pills_are_read(colours: Palette) -> None:
    assert contrast(colours.sim, colours.sim_ground) >= TEXT
    assert contrast(colours.card, colours.ink) >= TEXT
    assert contrast(colours.card, colours.mid) >= TEXT


@BOTH
@pytest.mark.parametrize("change", [-0.2, -0.04, 0.0, 0.04, 0.2])
def test_ink_is_read_on_every_tile_also_across_the_watermark(colours: Palette, change: float) -> None:
    ground = tile_colour(change, colours)
    assert contrast(colours.ink, ground) >= TEXT
    assert contrast(colours.ink, mixed(colours.sim, ground, WATERMARK_ON_TILES)) >= TEXT


@BOTH
def test_in_grey_a_hollow_candle_still_differs_from_a_filled_one(colours: Palette) -> None:
    assert contrast(colours.card, colours.down) >= GRAPHICS


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert luminance("#FFFFFF") == pytest.approx(1)


def test_mixing_goes_from_ground_to_colour() -> None:
    assert mixed("#102030", "#FFFFFF", 0) == "#FFFFFF"
    assert mixed("#102030", "#FFFFFF", 1) == "#102030"
    assert mixed("#000000", "#FFFFFF", 0.2) == "#CCCCCC"
