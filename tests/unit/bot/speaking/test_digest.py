"""A digest in words: every figure with its source, what is missing said, in four languages."""

from datetime import timedelta
from typing import Any

import pytest

from bot.speaking.digest import MOST_LINES, show_digest, show_room_digest
from bot.speaking.dressing import dressed
from bot.speaking.reply import Part, PublicReply, Table, Text, Tone
from bot.speaking.say import LANGUAGES, Say
from core.market.model import to_ms
from core.people.model import Preferences
from tests.fakes.clock import NOON

AT = to_ms(NOON - timedelta(seconds=4))
QUOTE = {
    "coin": "BTC",
    "price": 59_140.0,
    "unit": "USD",
    "change": 0.012,
    "venues": ["kraken"],
    "at": AT,
    "stale": False,
    "away": None,
}
MARKET = {"label": "sideways", "days": 6, "before": "bullish", "venues": ["binance"], "at": AT, "stale": False}


def line_of(kind: str, facts: Any, say: Say) -> Text:
    return Text(rest=f"{kind} {facts['n']}")


def digest(parts: dict[str, Any], language: str = "en") -> tuple[list[str], list[Table]]:
    """Return the lines of a digest and its tables."""
    reply = show_digest({"since": to_ms(NOON), "parts": parts}, Say(language, "UTC", NOON), line_of)
    lines = [block.text for block in reply.blocks if isinstance(block, Text)]
    return lines, [block for block in reply.blocks if isinstance(block, Table)]


def test_prices_stand_with_their_change_and_their_source_last() -> None:
    lines, (table,) = digest({"watch": {"coins": ["BTC"], "quotes": [QUOTE]}, "market": MARKET})
    assert [cell.text for cell in table.rows[0]] == ["BTC", "59,140", "+1.2%"]
    assert len(table.figures) == 2
    assert lines == [
        "Your digest since 12:00 +00:00",
        "Tendency: sideways, 6 days (was: bullish).",
        "Kraken, 4\u00a0s ago.",
        "Binance, closes to 11:59:56 +00:00.",
    ]


def test_how_far_the_nearest_alert_is_has_a_column_where_there_is_one() -> None:
    near = {**QUOTE, "away": -0.066}
    _, (table,) = digest({"watch": {"coins": ["BTC", "ETH"], "quotes": [near, {**QUOTE, "coin": "ETH"}]}})
    assert table.columns == ("coin", "USD", "24\u00a0h", "alert")
    assert [row[3].text for row in table.rows] == ["−6.6%", ""]


def test_in_plain_text_there_is_no_line_for_nothing() -> None:
    near = {**QUOTE, "away": -0.066}
    parts = {"watch": {"coins": ["BTC", "ETH"], "quotes": [near, {**QUOTE, "coin": "ETH"}]}}
    say = Say("en", "UTC", NOON, plain=True)
    reply = dressed(show_digest({"since": to_ms(NOON), "parts": parts}, say, line_of), Preferences(plain=True), say)
    lines = [block.text for block in reply.blocks if isinstance(block, Text)]
    assert "BTC, nearest alert: -6.6%" in lines
    assert not [line for line in lines if line.startswith("ETH, nearest alert")]


def test_what_is_old_unknown_or_silent_is_called_so() -> None:
    old = {**QUOTE, "stale": True, "change": None}
    parts = {"watch": {"coins": ["BTC", "ARB"], "quotes": [old]}, "market": {"silent": "kraken", "reason": "timeout"}}
    lines, (table,) = digest(parts)
    assert "STALE, 4\u00a0s old: BTC." in lines
    assert "Kraken does not answer in time." in lines
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["BTC", "59,140", "unknown"],
        ["ARB", "unknown", "unknown"],
    ]


def test_of_many_alerts_the_newest_are_told_and_the_others_counted() -> None:
    fired = [{"kind": "alert", "facts": {"n": n}, "due": to_ms(NOON)} for n in range(MOST_LINES + 3)]
    lines, _ = digest({"alerts": {"notices": fired}})
    assert lines[1] == "13 alerts since:"
    assert lines[2] == "12:00 +00:00 alert 3"
    assert lines[-1] == "And 3 more."


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_every_part(language: str) -> None:
    parts: dict[str, Any] = {"watch": {"coins": [], "quotes": []}, "market": {}, "alerts": {"notices": []}}
    lines, tables = digest(parts, language)
    assert len(lines) == 4
    assert tables == []
    stale = {**MARKET, "stale": True, "before": None}
    assert "STALE" in digest({"market": stale}, language)[0][-1]


def test_the_answer_is_its_first_line() -> None:
    reply = show_digest({"since": to_ms(NOON), "parts": {}}, Say("en", "UTC", NOON), line_of)
    assert [block.part for block in reply.blocks if isinstance(block, Text)] == [Part.ANSWER]


ROOM: dict[str, Any] = {
    "market": MARKET,
    "prices": {"coins": ["BTC", "ARB"], "quotes": [QUOTE]},
    "top": {"quotes": [{**QUOTE, "coin": "ETH", "change": -0.02}]},
    "alerts": {"notices": [{"kind": "alert", "facts": {"n": 3}, "due": to_ms(NOON)}]},
}


def of_room(parts: dict[str, Any], language: str = "en", **more: object) -> PublicReply:
    facts = {"since": to_ms(NOON - timedelta(days=1)), "parts": parts, **more}
    return show_room_digest(facts, Say(language, "UTC", NOON), line_of)


def test_a_room_reads_tendency_prices_movers_and_its_alerts_each_with_its_source_once() -> None:
    reply = of_room(ROOM)
    assert isinstance(reply, PublicReply)
    assert [block.text for block in reply.blocks if isinstance(block, Text)] == [
        "This room's digest since 31 Dec 2025 12:00 +00:00",
        "Tendency: sideways, 6 days (was: bullish).",
        "Moved most, 24\u00a0h:",
        "One alert since:",
        "12:00 +00:00 alert 3",
        "Binance, closes to 11:59:56 +00:00.",
        "Kraken, 4\u00a0s ago.",
    ]
    prices, movers = [block for block in reply.blocks if isinstance(block, Table)]
    assert [[cell.text for cell in row] for row in prices.rows] == [
        ["BTC", "59,140", "+1.2%"],
        ["ARB", "unknown", "unknown"],
    ]
    assert [[cell.text for cell in row] for row in movers.rows] == [["ETH", "59,140", "−2.0%"]]


@pytest.mark.parametrize("part", ["watch", "portfolio", "anything"])
def test_what_is_somebodys_own_cannot_be_said_to_a_room(part: str) -> None:
    with pytest.raises(KeyError):
        of_room({part: {"coins": ["BTC"], "quotes": [QUOTE]}})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_every_part_of_a_rooms(language: str) -> None:
    empty: dict[str, Any] = {
        "market": {},
        "prices": {"coins": [], "quotes": []},
        "top": {"quotes": []},
        "alerts": {"notices": []},
    }
    lines = [block.text for block in of_room(empty, language).blocks if isinstance(block, Text)]
    assert len(lines) == 5
    english = [block.text for block in of_room(empty).blocks if isinstance(block, Text)]
    assert language == "en" or not set(lines) & set(english)


@pytest.mark.parametrize(
    ("minutes", "late"), [(0, False), (14, False), (15, True), (600, True)], ids=["now", "a moment", "late", "hours"]
)
def test_what_is_said_long_after_its_time_says_so_first(minutes: int, late: bool) -> None:
    due = to_ms(NOON - timedelta(minutes=minutes))
    own = show_digest({"since": to_ms(NOON), "parts": {}, "due": due}, Say("en", "UTC", NOON), line_of)
    for reply in (of_room({}, due=due), own):
        (head,) = reply.blocks
        assert isinstance(head, Text)
        at = NOON - timedelta(minutes=minutes)
        assert head.text.startswith(f"Late (it was due {at:%H:%M} +00:00): ") == late
        assert (reply.tone is Tone.STALE) == late


def test_one_that_is_asked_for_is_never_late() -> None:
    assert of_room({}).tone is Tone.ANSWER
