"""After a look at one's digest, quiet hours or settings: what is said next may set them, and the talk about a coin is
not ended by it."""

import pytest

from bot.hearing.followups import Before
from bot.hearing.understanding import understood_after
from tests.fakes.hearing import GRAMMAR, Meant, vocabulary

TALK = Before("price", {"coins": ["BTC"]})


def meant(text: str, language: str, before: Before) -> Meant | None:
    bound = understood_after(text, before, GRAMMAR, vocabulary(language))
    return None if bound is None else (bound.command.name, dict(bound.args))


@pytest.mark.parametrize(
    ("language", "text", "args"),
    [
        ("en", "at 9", {"time": "09:00"}),
        ("en", "and at 9", {"time": "09:00"}),
        ("en", "on weekdays", {"days": "weekdays"}),
        ("en", "daily at 8", {"time": "08:00", "days": "daily"}),
        ("de", "um 9", {"time": "09:00"}),
        ("de", "werktags", {"days": "weekdays"}),
        ("es", "a las 9", {"time": "09:00"}),
        ("es", "entre semana", {"days": "weekdays"}),
        ("pt", "às 9", {"time": "09:00"}),
        ("pt", "nos dias úteis", {"days": "weekdays"}),
        ("pt", "de segunda a sexta às 8", {"time": "08:00", "days": "weekdays"}),
    ],
)
def test_a_time_or_days_set_the_digest(language: str, text: str, args: dict[str, object]) -> None:
    assert meant(text, language, Before("digest", {}, beneath=TALK)) == ("digest", args)


@pytest.mark.parametrize(
    ("language", "text", "hours"),
    [
        ("en", "from 22 to 7", "22:00-07:00"),
        ("en", "between 11pm and 7am", "23:00-07:00"),
        ("de", "von 22 bis 7", "22:00-07:00"),
        ("de", "zwischen 23 und 7 uhr", "23:00-07:00"),
        ("es", "de 22 a 7", "22:00-07:00"),
        ("es", "de las 22 a las 7", "22:00-07:00"),
        ("pt", "das 22 às 7", "22:00-07:00"),
    ],
)
def test_hours_set_when_it_is_quiet(language: str, text: str, hours: str) -> None:
    assert meant(text, language, Before("quiet", {}, beneath=TALK)) == ("quiet", {"hours": hours})


@pytest.mark.parametrize(
    ("language", "text"), [("en", "until 8"), ("de", "bis 8"), ("es", "hasta las 8"), ("pt", "até as 8")]
)
def test_one_end_changes_the_hours_that_were_shown(language: str, text: str) -> None:
    shown = Before("quiet", {}, stands={"hours": "23:00-07:00", "except": "-10%"})
    assert meant(text, language, shown) == ("quiet", {"hours": "23:00-08:00"})


def test_an_exception_goes_with_the_hours_that_were_shown() -> None:
    shown = Before("quiet", {}, stands={"hours": "23:00-07:00"})
    assert meant("except -10%", "en", shown) == ("quiet", {"hours": "23:00-07:00", "except": "-10%"})


def test_what_is_not_said_of_a_digest_that_was_shown_stays() -> None:
    shown = Before("digest", {}, stands={"time": "08:00", "days": "weekdays", "parts": ["watch"]})
    assert meant("at 9", "en", shown) == ("digest", {"time": "09:00", "days": "weekdays", "parts": ["watch"]})


@pytest.mark.parametrize(
    "aside",
    [
        Before("digest", {}, beneath=TALK),
        Before("quiet", {}, beneath=TALK),
        Before("digest", {"time": "09:00"}, beneath=TALK),
        Before("quiet", {"hours": "23:00-07:00"}, beneath=TALK),
        Before("settings", {"numbers": "de"}, beneath=TALK),
    ],
)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("and in euros?", ("price", {"coins": ["BTC"], "in": "EUR"})),
        ("same for eth", ("price", {"coins": ["ETH"]})),
        ("chart it", ("chart", {"coins": ["BTC"]})),
        ("market", ("market", {})),
        ("price eth", ("price", {"coins": ["ETH"]})),
        ("thanks", None),
    ],
)
def test_talk_goes_on_as_if_nobody_had_looked(aside: Before, text: str, expected: Meant | None) -> None:
    assert meant(text, "en", aside) == expected


@pytest.mark.parametrize("text", ["at 9", "from 22 to 7", "weekdays"])
def test_nothing_is_set_where_nobody_looked(text: str) -> None:
    assert meant(text, "en", TALK) is None
