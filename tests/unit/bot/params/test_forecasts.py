"""What is asked about forecasts."""

import pytest

from bot.hearing.words import Words
from bot.params.base import Vocabulary
from bot.params.forecasts import LANE, MODELLING, VIEW, HorizonKind
from core.forecasts.model import HORIZONS
from core.kernel.errors import UnknownName
from core.market.catalogue import Catalogue
from tests.fakes.clock import NOON

VOCABULARY = Vocabulary(Catalogue(), {}, today=NOON.date())


@pytest.mark.parametrize(
    ("said", "text", "length"),
    [
        ("7d", "7d", 1),
        ("24h", "24h", 1),
        ("1d", "1d", 1),
        ("1 day", "1d", 2),
        ("2 weeks", "14d", 2),
        ("week", "7d", 1),
        ("30 Tage", "30d", 2),
        ("4 horas", "4h", 2),
        ("today", "24h", 1),
    ],
)
def test_a_horizon_is_read_in_any_language(said: str, text: str, length: int) -> None:
    match = HorizonKind().match(Words.of(said), 0, VOCABULARY)
    assert match is not None
    assert (match.value, match.length) == (HORIZONS[text], length)


@pytest.mark.parametrize(
    ("said", "nearest"),
    [("3d", ("7d", "1d")), ("12h", ("1d", "4h")), ("90d", ("30d",)), ("5m", ("1h",)), ("10d", ("14d", "7d"))],
)
def test_another_length_is_answered_with_the_horizons_around_it(said: str, nearest: tuple[str, ...]) -> None:
    with pytest.raises(UnknownName) as unknown:
        HorizonKind().match(Words.of(said), 0, VOCABULARY)
    assert (unknown.value.what, unknown.value.nearest) == ("horizon", nearest)


@pytest.mark.parametrize("said", ["btc", "top", "d", ""])
def test_what_is_no_length_is_left_to_others(said: str) -> None:
    words = Words.of(said)
    assert not len(words) or HorizonKind().match(words, 0, VOCABULARY) is None


@pytest.mark.parametrize(
    ("kind", "said", "value"),
    [
        (VIEW, "Bilanz", "record"),
        (VIEW, "modelos", "models"),
        (MODELLING, "roll back", "rollback"),
        (MODELLING, "entrenar", "train"),
        (LANE, "stündlich", "hourly"),
    ],
)
def test_views_and_actions_are_known_in_four_languages(kind: object, said: str, value: str) -> None:
    match = kind.match(Words.of(said), 0, VOCABULARY)  # type: ignore[attr-defined]
    assert match is not None
    assert match.value == value


def test_what_is_completed_are_the_horizons() -> None:
    assert HorizonKind().suggest("", VOCABULARY) == tuple(HORIZONS)
    assert HorizonKind().suggest("1", VOCABULARY) == ("1h", "1d", "14d")
