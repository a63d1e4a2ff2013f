"""What is said unasked, in four languages."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from bot.speaking import notices
from bot.speaking.dressing import dressed
from bot.speaking.reply import Part, Text, Tone
from bot.speaking.say import LANGUAGES, Say
from core.alerts.interruptions import ALERT_BACK, ALERT_STALE
from core.alerts.telling import ALERT, ALERT_EXPIRED, ALERT_EXPIRING
from core.delivery.defect_notices import DEFECT
from core.delivery.hour_closes import HOUR_CLOSE
from core.delivery.link_notices import LINK_ASKED, LINK_REFUSED, LINKED, UNLINKED
from core.delivery.model import DIGEST, Where
from core.delivery.outage_notices import DATA_BACK, DATA_STOPPED
from core.delivery.sinks import SINK_GONE, SINK_REFUSED
from core.forecasts.events import FORECAST_MADE
from core.forecasts.owners import FORECAST_MODELS, What
from core.kernel.figures import FigureName
from core.market.model import to_ms
from core.people.model import Preferences
from tests.fakes.clock import NOON
from tests.voice import NOT_ASCII, PICTOGRAMS, slips

FACTS = {"last_at": to_ms(NOON - timedelta(minutes=12)), "at": to_ms(NOON)}
# Their own facts, and tests: test_alerts.py.
OF_ALERTS = {ALERT, ALERT_EXPIRING, ALERT_EXPIRED, ALERT_STALE, ALERT_BACK}
DEFECTIVE = {"where": "job", "name": "prices", "fault": "KeyError", "reference": "K7QF"}


OF_KIND: Mapping[str, Mapping[str, object]] = {
    DEFECT: DEFECTIVE,
    DIGEST: {"since": to_ms(NOON), "parts": {}},
    SINK_GONE: {"door": "webhook"},
    LINK_ASKED: {"door": "discord", "name": "ada", "mark": "k7"},
    LINKED: {"door": "telegram", "rules": 2, "coins": 1},
    LINK_REFUSED: {"door": "telegram"},
    UNLINKED: {"door": "discord", "left": True},
    HOUR_CLOSE: {
        "coin": "BTC",
        "price": 59950.5,
        "unit": "USD",
        "venue": "kraken",
        "at": to_ms(NOON),
        "change_1h": 0.012,
        "change_24h": None,
    },
    SINK_REFUSED: {"door": "webhook", "status": "404"},
    FORECAST_MADE: {
        "coin": "BTC",
        "venue": "kraken",
        "unit": "USD",
        "at": to_ms(NOON),
        "last_price": 60_000.5,
        "ranges": [
            {
                "horizon": "7d",
                "model": "daily-20260101-3f2a",
                "widened": 1.0,
                "bands": [[0.5, 58_000.5, 62_000.5], [0.8, 55_000.5, 66_000.5], [0.95, 52_000.5, 70_000.5]],
            }
        ],
    },
    FORECAST_MODELS: {"what": "coverage", "lane": "daily", "model": "daily-20260101-3f2a", "because": "7d"},
}


def said(kind: str, language: str = "en") -> Text:
    block, *_ = notices.TO_PERSONS[kind](OF_KIND.get(kind, FACTS), Say(language, "Europe/Berlin", NOON)).blocks
    assert isinstance(block, Text)
    return block


def test_stopped_is_marked_stale_with_its_age_and_told_as_such() -> None:
    text = said(DATA_STOPPED)
    assert (text.lead, text.part) == ("STALE · No prices come in.", Part.ANSWER)
    assert text.rest == " The last price is 12\u00a0min old; retrying. I will say when they are back."
    assert notices.TO_PERSONS[DATA_STOPPED](FACTS, Say("en", "UTC", NOON)).tone is Tone.STALE


def test_back_says_from_when_to_when_there_was_nothing() -> None:
    text = said(DATA_BACK)
    assert text.lead == "Prices are back."
    assert text.rest == " There were none from 12:48 +01:00 to 13:00 +01:00; missing candles are refilled."


def test_a_defect_says_where_it_was_and_which_code_finds_it() -> None:
    text = said(DEFECT)
    assert text.lead == "Something failed here: the job prices."
    assert text.rest == " KeyError; code K7QF finds it in the log. I say the same at most once an hour."


def test_a_close_says_price_time_and_venue_and_what_is_known_of_its_changes() -> None:
    reply = notices.TO_PERSONS[HOUR_CLOSE](OF_KIND[HOUR_CLOSE], Say("en", "UTC", NOON))
    assert [block.text for block in reply.blocks if isinstance(block, Text)] == [
        "BTC closed the hour at 59,950\xa0USD. 12:00 +00:00, Kraken.",
        "+1.2% in 1\xa0h",
    ]
    assert [(figure.name, figure.value, figure.window) for figure in reply.figures] == [
        (FigureName.PRICE, 59950.5, None),
        (FigureName.CHANGE, 0.012, "1h"),
    ]


@pytest.mark.parametrize("where", Where)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_of_a_defect_has_words_of_its_own(where: Where, language: str) -> None:
    def lead(place: str) -> str:
        reply = notices.TO_PERSONS[DEFECT]({**DEFECTIVE, "where": place}, Say(language, "UTC", NOON))
        (block,) = reply.blocks
        assert isinstance(block, Text)
        return block.lead

    assert len({lead(place) for place in Where}) == len(Where)
    assert "prices" in lead(where)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(notices.TO_PERSONS.keys() - OF_ALERTS))
def test_every_kind_has_words_in_every_language(kind: str, language: str) -> None:
    assert said(kind, language).lead
    assert language == "en" or said(kind, language) != said(kind)


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(notices.TO_PERSONS.keys() - OF_ALERTS))
def test_what_comes_unasked_keeps_the_voice(kind: str, language: str, plain: bool) -> None:
    say = Say(language, "Europe/Berlin", NOON, plain=plain)
    reply = dressed(notices.TO_PERSONS[kind](OF_KIND.get(kind, FACTS), say), Preferences(plain=plain), say)
    texts = [block for block in reply.blocks if isinstance(block, Text)]
    words = "\n".join(text.text for text in texts)
    assert list(slips(words, language)) == []
    if plain:
        assert not NOT_ASCII.search(words) and not PICTOGRAMS.search(words), words
        assert (reply.buttons, reply.more, [text.lead for text in texts if text.lead]) == ((), (), [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_label_of_a_repeat_is_a_line_of_its_own(language: str) -> None:
    label = notices.again(Say(language, "UTC", NOON))
    assert label.text.endswith(":")
    assert not label.lead


@pytest.mark.parametrize("what", [what for what in What if what is not What.RECORD])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_owner_hears_of_everything_that_becomes_of_models(what: What, language: str) -> None:
    facts = {"what": what.value, "lane": "hourly", "model": "hourly-20260101-3f2a", "because": "24h", "gain": 0.0123}
    reply = notices.TO_PERSONS[FORECAST_MODELS](facts, Say(language, "UTC", NOON))
    (text,) = reply.blocks
    assert isinstance(text, Text)
    assert "hourly-20260101-3f2a" in text.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_owner_hears_who_serves_in_place_of_a_refused_model(language: str) -> None:
    facts = {"what": "refused", "lane": "daily", "model": "daily-1", "now": "daily-2"}
    told = {
        how: notices.TO_PERSONS[FORECAST_MODELS]({**facts, "how": how}, Say(language, "UTC", NOON)).blocks[0]
        for how in ("before", "stand-in", "none", "same")
    }
    texts = {how: block.text for how, block in told.items() if isinstance(block, Text)}
    assert len(set(texts.values())) == 4
    assert {how for how, text in texts.items() if "daily-2" in text} == {"before", "stand-in", "same"}
    assert all(list(slips(text, language)) == [] for text in texts.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_owner_hears_why_a_new_model_waits(language: str) -> None:
    facts = {"what": "waits", "lane": "daily", "model": "daily-1", "gain": 0.35}
    told = [
        notices.TO_PERSONS[FORECAST_MODELS]({**facts, "why": why}, Say(language, "UTC", NOON)).blocks[0]
        for why in ("coverage", "loss")
    ]
    texts = [block.text for block in told if isinstance(block, Text)]
    assert texts[0] != texts[1]
    assert all(list(slips(text, language)) == [] for text in texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_by_how_much_a_new_model_is_better_is_written_as_the_language_writes_it(language: str) -> None:
    facts = {"what": "promoted", "lane": "daily", "model": "daily-1", "gain": 0.0123}
    (text,) = notices.TO_PERSONS[FORECAST_MODELS](facts, Say(language, "UTC", NOON)).blocks
    assert isinstance(text, Text)
    assert ("+1.2" if language == "en" else "+1,2") in text.text
    assert list(slips(text.text, language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_owner_hears_which_row_of_the_record_was_changed(language: str) -> None:
    facts = {"what": "record", "lane": "daily", "because": "4711"}
    told = [
        notices.TO_PERSONS[FORECAST_MODELS]({**facts, "model": chain}, Say(language, "UTC", NOON)).blocks[0]
        for chain in ("forecasts", "outcomes")
    ]
    assert all(isinstance(text, Text) and "4711" in text.text for text in told)
    assert told[0] != told[1]


def test_a_forecast_for_a_webhook_says_every_range_with_its_level_and_horizon() -> None:
    reply = notices.TO_PERSONS[FORECAST_MADE](OF_KIND[FORECAST_MADE], Say("en", "UTC", NOON))
    head, week = reply.blocks
    assert isinstance(head, Text) and isinstance(week, Text)
    assert head.text.startswith(
        "BTC ranges, from 60,000 USD (Kraken, data to 12:00 +00:00).".replace(" USD", "\u00a0USD")
    )
    assert week.text.startswith("7 days: 80% 55.0k\u201366.0k")
    levels = {(figure.level, figure.horizon) for figure in week.figures}
    assert levels == {(level, "7d") for level in ("0.25", "0.75", "0.1", "0.9", "0.025", "0.975")}
