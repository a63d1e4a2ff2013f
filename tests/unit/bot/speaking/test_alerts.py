"""Alerts that fire — the exact messages, for every kind, in four languages."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.speaking import notices
from bot.speaking.dressing import dressed
from bot.speaking.reply import PublicReply, Reply, Text, Tone
from bot.speaking.say import LANGUAGES, Say
from core.alerts.interruptions import ALERT_BACK, ALERT_STALE
from core.alerts.model import Due, Life, Rule, Telling
from core.alerts.telling import ALERT, ALERT_EXPIRED, ALERT_EXPIRING, Around, expiry_notices, notice_of
from core.alerts.thresholds import atoms
from core.kernel.figures import FigureName
from core.market.model import to_ms
from core.market.tendency import Inputs, Label, Tendency
from core.people.model import Preferences
from tests.fakes.alerts import a_wish
from tests.voice import NOT_ASCII, PICTOGRAMS, slips

AT = datetime(2026, 6, 2, 12, 2, 10, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SHIFTED = Tendency(Label.BULLISH, AT, Label.SIDEWAYS, Inputs(AT, 0.045, 14, 20, 0.5, 1.0), AT, Label.BULLISH)


def a_rule(text: str = "btc < 60000 usd", **other: object) -> Rule:
    rule = Rule(7, 7, 1, None, a_wish(text), "Europe/Berlin", AT - timedelta(days=3), AT + timedelta(days=87))
    return replace(rule, **other)  # type: ignore[arg-type]


def a_due(rule: Rule, which: int = 0, **other: object) -> Due:
    due = Due(
        rule_id=rule.id,
        number=1,
        due=AT,
        at=AT,
        comparison=atoms(rule.wish)[which],
        value=59_950.1,
        coin="btc",
        price=59_950.1,
        unit="USD",
        before=60_040.2,
        venue="kraken",
        before_at=AT - MINUTE,
    )
    return replace(due, **other)  # type: ignore[arg-type]


def told(rule: Rule, due: Due, language: str = "en", around: Around | None = None) -> PublicReply:
    facts = json.loads(notice_of(rule, due, AT, around).facts)
    reply = notices.TO_ROOMS[ALERT](facts, Say(language, "Europe/Berlin", AT))
    assert isinstance(reply, PublicReply)
    return reply


def lines(reply: Reply) -> list[str]:
    return [block.text.replace("\u00a0", " ") for block in reply.blocks if isinstance(block, Text)]


def happened(text: str, which: int = 0, **due: object) -> str:
    rule = a_rule(text)
    return lines(told(rule, a_due(rule, which, **due)))[0].split(" at 14:02:10")[0]


@pytest.mark.parametrize(
    ("language", "answer", "state"),
    [
        (
            "en",
            "BTC went below 60,000 USD: 59,950 at 14:02:10 +02:00 (Kraken; 60,040 one minute before).",
            "Rule a7, now off.",
        ),
        (
            "de",
            "BTC ist unter 60.000 USD gefallen: 59.950 um 14:02:10 +02:00 (Kraken; 60.040 eine Minute davor).",
            "Regel a7, jetzt aus.",
        ),
        (
            "es",
            "BTC bajó de 60.000 USD: 59.950 a las 14:02:10 +02:00 (Kraken; 60.040 un minuto antes).",
            "Regla a7, ya desactivada.",
        ),
        (
            "pt",
            "BTC caiu abaixo de 60.000 USD: 59.950 às 14:02:10 +02:00 (Kraken; 60.040 um minuto antes).",
            "Regra a7, agora desligada.",
        ),
    ],
)
def test_what_fired_reads_exactly_so(language: str, answer: str, state: str) -> None:
    rule = a_rule()
    assert lines(told(rule, a_due(rule), language)) == [answer, state]


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("en", ["Re-arm", "Chart", "Why"]),
        ("de", ["Wieder an", "Chart", "Warum"]),
        ("es", ["Reactivar", "Gráfico", "Por qué"]),
        ("pt", ["Rearmar", "Gráfico", "Por quê"]),
    ],
)
def test_the_next_steps_stand_below(language: str, labels: list[str]) -> None:
    rule = a_rule()
    buttons = told(rule, a_due(rule), language).buttons
    assert [button.label for button in buttons] == labels
    assert [button.sends for button in buttons] == ["alerts resume a7-7", "chart btc", "alerts a7-7 why"]


@pytest.mark.parametrize(
    "rule", ["btc < 60000 usd", "btc rsi 1h < 30", "btc volume 1h > 3x", "eth -5% 1h", "usdt off 1 by 0.5%"]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_in_plain_text_it_neither_rings_nor_sets_anything(rule: str, language: str) -> None:
    say = Say(language, "Europe/Berlin", AT, plain=True)
    facts = json.loads(notice_of(a_rule(rule), a_due(a_rule(rule)), AT).facts)
    reply = dressed(notices.TO_ROOMS[ALERT](facts, say), Preferences(plain=True), say)
    words = "\n".join(lines(reply))
    assert list(slips(words, language)) == []
    assert not NOT_ASCII.search(words) and not PICTOGRAMS.search(words), words
    assert words.splitlines()[-1].startswith(say.line("type-instead", choices="alerts resume"))
    assert not reply.buttons and not [b for b in reply.blocks if isinstance(b, Text) and b.lead]


def test_it_rings_and_carries_its_figures_with_their_source() -> None:
    rule = a_rule()
    reply = told(rule, a_due(rule))
    assert reply.tone is Tone.ALERT
    assert lines(dressed(reply, Preferences(), Say("en", "UTC", AT)))[0].startswith("🔔 BTC went")
    assert [(f.name, f.value, f.unit, f.origin.source, f.origin.at) for f in reply.figures] == [
        (FigureName.PRICE, 59_950.1, "USD", "kraken", AT),
        (FigureName.PRICE, 60_040.2, "USD", "kraken", AT - MINUTE),
    ]


def test_late_says_when_the_service_was_down() -> None:
    rule = a_rule()
    due = a_due(rule, telling=Telling.LATE)
    down = (AT - 12 * MINUTE, AT + 18 * MINUTE)
    reply = told(rule, due, around=Around(down=down))
    assert lines(reply)[0] == (
        "Late (service was down 13:50–14:20): BTC went below 60,000 USD: 59,950 at 14:02:10 +02:00 "
        "(Kraken; 60,040 one minute before)."
    )
    assert reply.tone is Tone.STALE


@pytest.mark.parametrize(
    ("text", "which", "due", "said"),
    [
        ("btc > 59000 usd", 0, {}, "BTC went above 59,000 USD: 59,950"),
        ("btc crosses 59000 usd", 0, {}, "BTC crossed 59,000 USD: 59,950"),
        ("btc equals 59000.5 usd", 0, {}, "BTC touched 59,000.5 USD: 59,950"),
        ("btc < 60000 usd", 0, {"telling": Telling.STILL}, "BTC is still below 60,000 USD: 59,950"),
        ("btc < 60000 usd for 30m", 0, {}, "BTC has been below 60,000 USD for 30 min: 59,950"),
        ("eth -5% 1h", 0, {"coin": "eth", "value": -0.0512}, "ETH −5.1% within 1 h: 59,950 USD"),
        ("sol ±8% 24h", 1, {"coin": "sol", "value": 0.0812}, "SOL +8.1% within 24 h: 59,950 USD"),
        ("btc rsi 1h < 30", 0, {"value": 29.4}, "BTC RSI(14, 1 h) went below 30: 29"),
        ("eth ema20 4h crosses ema50", 0, {"coin": "eth", "value": -1.0}, "ETH EMA(20, 4 h) crossed EMA(50, 4 h)"),
        ("btc volume 1h > 3x", 0, {"value": 3.52}, "BTC volume of 1 h was 3.5× the usual"),
        (
            "usdt off 1 usd by 0.5%",
            0,
            {"coin": "usdt", "value": 0.9948, "price": 0.9948, "before": 0.9961},
            "USDT is −0.52% off 1 USD: 0.9948 USD",
        ),
    ],
)
def test_every_kind_has_its_sentence(text: str, which: int, due: dict[str, Any], said: str) -> None:
    assert happened(text, which, **due) == said


def test_a_shift_names_both_labels_and_what_speaks_for_it() -> None:
    rule = a_rule("market shift")
    due = a_due(rule, value="bullish", coin=None, price=None, unit=None, before=None, before_at=None, venue=None)
    reply = told(rule, due, around=Around(tendency=SHIFTED))
    assert lines(reply) == [
        "The tendency is bullish now (was: sideways) at 14:02:10 +02:00.",
        "Why: BTC more than 3% above its 20-day mean; 14 of 20 up; volatility usual.",
        "Rule a7, again in 6 h at the earliest.",
    ]
    assert [button.sends for button in reply.buttons] == ["alerts snooze a7-7 24h", "alerts a7-7 why"]


def test_several_crossings_are_one_message_and_the_rule_goes_on() -> None:
    rule = a_rule("btc < 60000 usd every 1h note <b>watch</b> ñ 🕯")
    assert lines(told(rule, a_due(rule, merged=2)))[1:] == [
        "It has happened 2 more times since.",
        "Note: <b>watch</b> ñ 🕯",
        "Rule a7, again in 1 h at the earliest.",
    ]


def test_how_many_messages_are_left_is_said() -> None:
    rule = a_rule("btc < 60000 usd max 3", told_before=4)
    states = [lines(told(rule, a_due(rule, number=number)))[-1] for number in (5, 6, 7)]
    assert states == ["Rule a7, 2 more messages.", "Rule a7, one more message.", "Rule a7, now off."]


def test_of_a_compound_the_first_true_part_and_the_whole_are_told() -> None:
    rule = a_rule("btc < 60000 usd and eth rsi 1h < 30")
    assert lines(told(rule, a_due(rule)))[1] == "All of the rule: BTC < 60,000 USD and ETH RSI(14, 1 h) < 30."


def test_without_a_price_before_none_is_said() -> None:
    rule = a_rule()
    bare = a_due(rule, before=None, before_at=None)
    assert lines(told(rule, bare))[0].endswith("59,950 at 14:02:10 +02:00 (Kraken).")
    unknown_when = a_due(rule, before_at=None)
    assert lines(told(rule, unknown_when))[0].endswith("(Kraken; 60,040 before).")
    soon = a_due(rule, before_at=AT - timedelta(seconds=10))
    assert lines(told(rule, soon))[0].endswith("(Kraken; 60,040 10 s before).")


def test_among_others_it_is_one_line() -> None:
    rule = a_rule()
    facts = json.loads(notice_of(rule, a_due(rule), AT).facts)
    line = notices.LINES[ALERT](facts, Say("en", "UTC", AT))
    assert (line.text.replace("\u00a0", " "), len(line.figures)) == ("BTC went below 60,000 USD: 59,950", 1)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    [
        *(f"btc {way} 60000 usd" for way in ("<", ">", "crosses", "equals")),
        *(f"btc rsi 1h {way} 30" for way in ("<", ">", "crosses", "equals")),
        *(f"btc ema20 4h {way} ema50" for way in ("<", ">", "crosses", "equals")),
        *(f"btc volume 1h {way} 3x" for way in ("<", ">", "crosses", "equals")),
        "btc -5% 1h",
        "btc +5% 1h",
        "usdt off 1 usd by 0.5%",
        "market shift to bearish",
        "forecast btc 24h excludes 60000 usd",
    ],
)
@pytest.mark.parametrize("telling", [None, Telling.STILL, Telling.LATE])
def test_whatever_fires_there_are_words_for_it(language: str, text: str, telling: Telling | None) -> None:
    rule = a_rule(text)
    value = "bullish" if "shift" in text else 512.5 if "forecast" in text else -0.05
    found = lines(told(rule, a_due(rule, value=value, telling=telling), language))
    assert all("{" not in line and "alert-" not in line for line in found)


def test_the_end_of_a_rule_is_told_a_day_before_and_when_it_has_come() -> None:
    rule = a_rule(expires_at=AT + timedelta(hours=20))
    (soon,) = expiry_notices(rule, AT)
    reply = notices.TO_PERSONS[ALERT_EXPIRING](json.loads(soon.facts), Say("en", "Europe/Berlin", AT))
    assert lines(reply) == ["Alert a7 expires on 3 Jun 10:02 +02:00.", "BTC < 60,000 USD"]
    assert [button.sends for button in reply.buttons] == ["alerts extend a7-7", "alerts delete a7-7"]
    (over,) = expiry_notices(replace(rule, life=Life.EXPIRED), rule.expires_at)
    reply = notices.TO_PERSONS[ALERT_EXPIRED](json.loads(over.facts), Say("en", "Europe/Berlin", AT))
    assert lines(reply)[0] == "Alert a7 has expired."


SILENT = {"coin": "btc", "price": 64_210.0, "unit": "USD", "venue": "kraken", "at": to_ms(AT - 12 * MINUTE)}


def test_silence_is_told_with_the_last_price_and_its_age() -> None:
    reply = notices.TO_PERSONS[ALERT_STALE](SILENT, Say("en", "Europe/Berlin", AT))
    assert lines(reply) == [
        "STALE · BTC 64,210 USD. Last price is 12 min old; alerts are paused, retrying. I will say when it is back.",
        "STALE: Kraken, 12 min ago.",
    ]
    assert reply.tone is Tone.STALE
    bare = notices.TO_PERSONS[ALERT_STALE]({**SILENT, "price": None, "at": None}, Say("en", "UTC", AT))
    assert lines(bare)[0].startswith("STALE · BTC: no price comes in.")


@pytest.mark.parametrize(
    ("n", "said"),
    [(0, "no alert was due."), (1, "1 alert was due, sent above."), (3, "3 alerts were due, sent above.")],
)
def test_back_says_what_was_due_meanwhile(n: int, said: str) -> None:
    facts = {**SILENT, "at": to_ms(AT - timedelta(seconds=3)), "n": n}
    facts |= {"since": to_ms(AT - 12 * MINUTE), "until": to_ms(AT + 18 * MINUTE)}
    (line,) = lines(notices.TO_PERSONS[ALERT_BACK](facts, Say("en", "Europe/Berlin", AT)))
    assert line == f"BTC prices are back (Kraken, 3 s ago). 13:50–14:20 was refilled and checked: {said}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_silence_and_its_end_have_words_in_every_language(language: str) -> None:
    facts = {**SILENT, "n": 2, "since": to_ms(AT - 12 * MINUTE), "until": to_ms(AT)}
    for kind in (ALERT_STALE, ALERT_BACK):
        (first, *_) = lines(notices.TO_ROOMS[kind](facts, Say(language, "Europe/Berlin", AT)))
        assert "BTC" in first
