"""bot.hearing.link_codes — codes as they are typed."""

import pytest

from bot.hearing.link_codes import link_codes_in, types_link_code


@pytest.mark.parametrize(
    "line",
    [
        "link K7QFM-2M9PX",
        "/link k7qfm-2m9px",
        "link@candle_bot K7QFM2M9PX",
        "/link code=K7QFM-2M9PX",
        "vincular K7QFM-2M9PX",
    ],
)
def test_link_and_a_code_are_read_as_such(line: str) -> None:
    assert types_link_code(line)


@pytest.mark.parametrize(
    "line", ["link", "link discord", "price K7QFM-2M9PX", "K7QFM-2M9PX", "link code=", "link " * 20]
)
def test_other_lines_are_not(line: str) -> None:
    assert not types_link_code(line)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("K7QFM-2M9PX", {"K7QFM-2M9PX"}),
        ("look (k7qfm 2m9px), and: F54BH-VPZAU", {"K7QFM-2M9PX", "F54BH-VPZAU"}),
        ("/link code=K7QFM2M9PX", {"K7QFM-2M9PX"}),
        ("price btc eth 24h", set()),
        ("DOGE-USDT", set()),
        ("", set()),
    ],
)
def test_codes_are_found_among_other_words(text: str, codes: set[str]) -> None:
    assert link_codes_in(text) == codes
