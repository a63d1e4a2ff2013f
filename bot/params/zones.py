"""Time zones by what people call them: the zone, its city, or a city of everyday speech that lies in it."""

from collections.abc import Mapping
from zoneinfo import available_timezones

from bot.hearing.words import folded, spellings

# What autocomplete and a question for a zone begin with.
USUAL = ("Europe/Berlin", "America/Sao_Paulo", "America/New_York", "Europe/Madrid", "UTC")

# Cities whose zone is named after another one, and names in de, es, pt.
_CITIES = {
    "Europe/Berlin": "deutschland, germany, alemania, alemanha, münchen, munich, hamburg, frankfurt, köln, cologne, "
    "stuttgart, leipzig, dresden, düsseldorf, berlim, berlín, bonn, bremen, hannover, nürnberg",
    "Europe/Vienna": "wien, viena, österreich, austria, graz, linz, salzburg, innsbruck",
    "Europe/Zurich": "zürich, zúrich, zurique, schweiz, switzerland, suiza, suíça, basel, genf, geneva, ginebra, bern",
    "Europe/Madrid": "spain, españa, spanien, espanha, barcelona, valencia, sevilla, bilbao, málaga, zaragoza",
    "Europe/Lisbon": "lisboa, lissabon, portugal, porto, oporto",
    "Europe/London": "londres, england, inglaterra, manchester, edinburgh, uk, großbritannien, united kingdom, "
    "reino unido",
    "Europe/Paris": "france, frankreich, francia, frança, lyon, marseille, parís",
    "Europe/Rome": "rom, roma, italien, italy, italia, itália, milan, mailand, milano, milán",
    "Europe/Brussels": "brüssel, bruselas, bruxelas",
    "Europe/Warsaw": "warschau, varsovia, varsóvia",
    "Europe/Prague": "prag, praga",
    "Europe/Athens": "athen, atenas",
    "Europe/Copenhagen": "kopenhagen, copenhague",
    "Europe/Stockholm": "estocolmo",
    "Europe/Moscow": "moskau, moscú, moscou",
    "America/Sao_Paulo": "brazil, brasil, brasilien, brasília, rio de janeiro, rio, belo horizonte, curitiba, "
    "porto alegre, salvador, florianópolis, campinas",
    "America/Argentina/Buenos_Aires": "argentina, argentinien",
    "America/Mexico_City": "ciudad de méxico, cidade do méxico, mexiko stadt, mexico, méxico, mexiko, cdmx",
    "America/Bogota": "colombia, kolumbien, medellín, medellin",
    "America/Lima": "perú, peru",
    "America/Santiago": "chile, santiago de chile",
    "America/New_York": "nueva york, nova york, nova iorque, new york city, nyc, boston, washington, miami, atlanta, "
    "philadelphia",
    "America/Chicago": "houston, dallas, austin",
    "America/Los_Angeles": "san francisco, seattle, san diego, las vegas, california",
    "America/Toronto": "montreal, ottawa",
    "Asia/Tokyo": "tokio, tóquio, japan, japón, japão, osaka",
    "Asia/Shanghai": "beijing, peking, pekín, pequim, china, shenzhen",
    "Asia/Kolkata": "india, indien, índia, delhi, new delhi, mumbai, bangalore",
    "Asia/Singapore": "singapur, singapura",
    "Asia/Hong_Kong": "hongkong",
    "Asia/Seoul": "seúl, seul, korea, corea",
    "Asia/Dubai": "abu dhabi",
    "UTC": "utc, gmt, etc/utc, zulu, universal",
}


def _by_word() -> Mapping[str, str]:
    zones = sorted(z for z in available_timezones() if "/" in z and not z.startswith(("posix", "right", "Etc")))
    found: dict[str, str] = {}
    for zone in zones:
        found.setdefault(folded(zone.split("/")[-1].replace("_", " ")), zone)
    found |= {folded(zone.replace("_", " ")): zone for zone in zones}
    listed = ((city, zone) for zone, cities in _CITIES.items() for city in cities.split(", "))
    return found | {spelt: zone for city, zone in listed for spelt in spellings(city)}


# Read when the module is: whoever hears a message must not wait for the disk.
ZONES = _by_word()
