"""What is said of a room's digest: time, days, parts, now or off, in any order, in four languages."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.hearing.words import Words
from bot.params.room_digests import DigestSaid, RoomDigestKind
from core.kernel.errors import UnknownName
from tests.fakes.hearing import meant, vocabulary

PARTS = ("market", "prices", "top", "alerts")


def read(text: str) -> tuple[object, int] | None:
    words = Words.of(text)
    found = RoomDigestKind().match(words, 0, vocabulary()) if len(words) else None
    return None if found is None else (found.value, found.length)


@pytest.mark.parametrize(
    ("text", "said", "length"),
    [
        ("08:00", DigestSaid(time(8)), 1),
        ("at 8am every weekday", DigestSaid(time(8), "weekdays"), 4),
        ("um 8 Uhr werktags mit Markt und Alarme", DigestSaid(time(8), "weekdays", ("market", "alerts")), 8),
        ("a las 18:30 todos los días", DigestSaid(time(18, 30), "daily"), 6),
        ("às 7 preços e alertas", DigestSaid(time(7), None, ("prices", "alerts")), 5),
        ("market alerts 8pm daily", DigestSaid(time(20), "daily", ("market", "alerts")), 4),
        ("off quiet off", DigestSaid(action="off"), 1),
        ("jetzt", DigestSaid(action="now"), 1),
        ("now market", DigestSaid(parts=("market",), action="now"), 2),
        ("08:00 watch portfolio", DigestSaid(time(8), None, ("watch", "portfolio")), 3),
        ("08:00 alerts everyone", DigestSaid(time(8)), 1),
        ("08:00 09:00", DigestSaid(time(8)), 1),
        ("08:00 and then", DigestSaid(time(8)), 1),
    ],
)
def test_it_is_read_for_as_long_as_it_goes_on(text: str, said: DigestSaid, length: int) -> None:
    assert read(text) == (said, length)


@pytest.mark.parametrize("text", ["", "language", "everyone", "at", "und"])
def test_other_words_are_none(text: str) -> None:
    assert read(text) is None


def test_a_time_that_is_none_is_said_with_an_example_of_a_room() -> None:
    with pytest.raises(UnknownName) as raised:
        read("25:00")
    assert raised.value.example == "room digest 08:00 weekdays"


@given(
    st.builds(
        DigestSaid,
        st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0)),
        st.sampled_from([None, "weekdays", "daily"]),
        st.lists(st.sampled_from(PARTS), unique=True).map(tuple),
        st.sampled_from([None, "now", "off"]),
    )
)
def test_its_words_are_read_back_as_it(said: DigestSaid) -> None:
    assert read(said.words) == ((said, len(said.words.split())) if said.words else None)
    assert meant(f"room digest {said.words}") == ("room", {"digest": said.words or "show"})


@pytest.mark.parametrize(
    ("line", "args"),
    [
        ("room digest", {"digest": "show"}),
        ("raum übersicht", {"digest": "show"}),
        ("room digest=08:00", {"digest": "08:00"}),
        ("room alerts admins digest 08:00 market alerts quiet off", {"makers": "admins", "quiet": "off"}),
        ("room digest 08:00 alerts everyone", {"makers": "everyone", "digest": "08:00"}),
        ("room language default", {"language": "default"}),
        ("room zone default Europe/Berlin", {"zone": "default"}),
        ("room language de currency default plain default", {"language": "de", "currency": "default"}),
        ("sala idioma padrão", {"language": "default"}),
        ("raum sprache zurücksetzen", {"language": "default"}),
        ("sala moneda por defecto", {"currency": "default"}),
    ],
)
def test_beside_other_settings_it_takes_its_own_words(line: str, args: dict[str, str]) -> None:
    found = meant(line)
    assert found is not None
    assert found[0] == "room"
    assert args.items() <= found[1].items()


@pytest.mark.parametrize("line", ["room default", "room digest nonsense", "room de default"])
def test_what_is_meant_of_nothing_is_asked_about(line: str) -> None:
    with pytest.raises(UnknownName):
        meant(line)
