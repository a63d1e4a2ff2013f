"""bot.params.territories — zones that a platform's locale speaks of."""

import pytest

from bot.params.territories import MOST_OFFERED, likely_zones
from bot.params.zones import ZONES


@pytest.mark.parametrize(
    ("locale", "zone"),
    [
        ("de-DE", "Europe/Berlin"),
        ("de-AT", "Europe/Vienna"),
        ("es-AR", "America/Argentina/Buenos_Aires"),
        ("ms_MY", "Asia/Kuala_Lumpur"),
        ("zh-Hant-TW", "Asia/Taipei"),
    ],
)
def test_a_territory_with_one_clock_is_certain(locale: str, zone: str) -> None:
    likely = likely_zones(locale, "en", 2026)
    assert (likely.names, likely.certain) == ((zone,), True)


@pytest.mark.parametrize(
    ("locale", "names"),
    [
        ("pt-br", ("America/Sao_Paulo", "America/Manaus", "America/Rio_Branco")),
        ("en-US", ("America/New_York", "America/Chicago", "America/Los_Angeles")),
        ("es-MX", ("America/Mexico_City", "America/Mazatlan", "America/Tijuana")),
        ("es-ES", ("Europe/Madrid", "Atlantic/Canary")),
    ],
)
def test_of_several_clocks_those_of_most_people_come_first(locale: str, names: tuple[str, ...]) -> None:
    likely = likely_zones(locale, "en", 2026)
    assert (likely.names, likely.certain) == (names, False)


@pytest.mark.parametrize("locale", [None, "de", "es-419", "zh-Hans", "", "-", "de-ZZ"])
@pytest.mark.parametrize("language", ["en", "de", "es", "pt"])
def test_without_a_territory_nothing_is_certain(locale: str | None, language: str) -> None:
    likely = likely_zones(locale, language, 2026)
    assert len(likely.names) == MOST_OFFERED
    assert not likely.certain
    assert {ZONES[name.replace("_", " ").lower()] for name in likely.names} == set(likely.names)
