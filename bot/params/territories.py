"""Time zones of a platform's locale: those of its territory, people's first.

Which zones a territory has is CLDR's; zones that show the same time all year are one here.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

MOST_OFFERED = 3
_QUARTERS = (1, 4, 7, 10)

# Of territories with several clocks, or several names of one: by how many people live by it. Others as CLDR has them.
_PEOPLED = {
    "US": ("America/New_York", "America/Chicago", "America/Los_Angeles"),
    "CA": ("America/Toronto", "America/Vancouver", "America/Edmonton"),
    "BR": ("America/Sao_Paulo", "America/Manaus", "America/Rio_Branco"),
    "MX": ("America/Mexico_City", "America/Mazatlan", "America/Tijuana"),
    "ES": ("Europe/Madrid", "Atlantic/Canary"),
    "PT": ("Europe/Lisbon", "Atlantic/Azores"),
    "CL": ("America/Santiago", "America/Punta_Arenas", "Pacific/Easter"),
    "EC": ("America/Guayaquil", "Pacific/Galapagos"),
    "AU": ("Australia/Sydney", "Australia/Brisbane", "Australia/Perth"),
    "NZ": ("Pacific/Auckland", "Pacific/Chatham"),
    "RU": ("Europe/Moscow", "Asia/Yekaterinburg", "Asia/Novosibirsk"),
    "ID": ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"),
    "CN": ("Asia/Shanghai", "Asia/Urumqi"),
    "MY": ("Asia/Kuala_Lumpur",),
    "UA": ("Europe/Kyiv", "Europe/Simferopol"),
    "UZ": ("Asia/Tashkent",),
}
# A language alone says little about where somebody lives.
_OF_LANGUAGE = {
    "en": ("America/New_York", "Europe/London", "America/Los_Angeles"),
    "de": ("Europe/Berlin", "Europe/Vienna", "Europe/Zurich"),
    "es": ("America/Mexico_City", "America/Bogota", "Europe/Madrid"),
    "pt": ("America/Sao_Paulo", "America/Manaus", "Europe/Lisbon"),
}


@dataclass(frozen=True, slots=True)
class LikelyZones:
    """Zones (IANA) that somebody may live in, most likely first; `certain` where their territory has no other."""

    names: tuple[str, ...]
    certain: bool


def likely_zones(locale: str | None, language: str, year: int) -> LikelyZones:
    """Return the zones of `locale` ("de-AT", "pt-br"); where it names no territory, some of those of `language`."""
    parts = (locale or "").replace("_", "-").upper().split("-")[1:]
    found = next((zones for part in parts if (zones := _of_territory(part, year)) is not None), None)
    return found or LikelyZones(_OF_LANGUAGE[language], certain=False)


@cache
def _of_territory(territory: str, year: int) -> LikelyZones | None:
    from babel.core import get_global

    zones = (*_PEOPLED.get(territory, ()), *get_global("territory_zones").get(territory, ()))
    clocks: dict[tuple[object, ...], str] = {}
    for zone in zones:
        if zone in _KNOWN:
            clocks.setdefault(_clock(zone, year), zone)
    return LikelyZones(tuple(clocks.values())[:MOST_OFFERED], len(clocks) == 1) if clocks else None


def _clock(zone: str, year: int) -> tuple[object, ...]:
    there = ZoneInfo(zone)
    return tuple(datetime(year, month, 15, tzinfo=there).utcoffset() for month in _QUARTERS)


# CLDR lists offsets without a place, too, as those of a territory that is unknown.
_KNOWN = frozenset(zone for zone in available_timezones() if not zone.startswith("Etc/"))
