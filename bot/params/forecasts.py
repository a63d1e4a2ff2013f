"""What is asked about forecasts: a horizon, one of their views, and what the owner may do with models."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from bot.hearing.words import Words
from bot.params.base import Match, Vocabulary
from bot.params.choices import ChoiceKind, FlagKind, listed
from bot.params.money import CountKind
from bot.params.times import Window, alone, glued, read_window
from core.forecasts.model import HORIZONS, Horizon
from core.kernel.errors import UnknownName

_TOMORROW = frozenset({"tomorrow", "morgen", "manana", "amanha"})


@dataclass(frozen=True, slots=True)
class HorizonKind:
    """How far ahead: one of the horizons that there are."""

    what: str = "horizon"
    many: bool = False

    def match(self, words: Words, index: int, vocabulary: Vocabulary) -> Match[object] | None:
        word = words.at(index).folded
        if word in _TOMORROW:
            return Match(HORIZONS["24h"])
        window, length = glued(word) or alone(word), 1
        if window is None:
            window, length = read_window(word, words.phrase(index + 1, 1)), 2
        if window is None:
            return None
        if window.text not in HORIZONS:
            typed = " ".join(words.at(i).typed for i in range(index, index + length))
            raise UnknownName("horizon", typed, nearest_horizons(window), "forecast btc 7d")
        return Match(HORIZONS[window.text], length)

    def suggest(self, prefix: str, vocabulary: Vocabulary) -> Sequence[str]:
        return tuple(text for text in HORIZONS if text.startswith(prefix)) or tuple(HORIZONS)

    def schema(self) -> Mapping[str, object]:
        return {"type": "string", "enum": list(HORIZONS)}

    def written(self, value: object) -> object:
        assert isinstance(value, Horizon)
        return value.text


def nearest_horizons(window: Window) -> tuple[str, ...]:
    """Return the horizon below a length and the one above it, those that there are, the nearer first."""

    def times(horizon: Horizon) -> float:
        return abs(log(horizon.length / window.length))

    # One day is said by its days, and not by its hours as well.
    known = [horizon for horizon in HORIZONS.values() if horizon.text != "24h"]
    sides = ([h for h in known if h.length < window.length], [h for h in known if h.length > window.length])
    return tuple(h.text for h in sorted((min(side, key=times) for side in sides if side), key=times))


VIEW = ChoiceKind(
    "forecast-view",
    listed(
        top="top, all, alle, todas, todos",
        record="record, track record, records, bilanz, rekord, historial, histórico, trefferquote, scoreboard",
        advice="advice, rat, consejo, conselho",
        models="models, model, modelle, modell, modelos, modelo",
    ),
)


@dataclass(frozen=True, slots=True)
class MostKind(CountKind):
    """How many coins of the top: a number that is no length of time ("top 7 days")."""

    def match(self, words: Words, index: int, vocabulary: Vocabulary) -> Match[object] | None:
        if read_window(words.at(index).folded, words.phrase(index + 1, 1)) is not None:
            return None
        return CountKind.match(self, words, index, vocabulary)


MODELLING = ChoiceKind(
    "forecast-action",
    listed(
        train="train, training, trainieren, trainiere, entrenar, entrena, treinar, treina",
        promote="promote, befördern, befördere, promover, promociona, promova",
        rollback="rollback, roll back, zurückrollen, revertir, reverter",
    ),
)


class LaneKind(ChoiceKind):
    """Which candles: "days", and not those of "7 days"."""

    def match(self, words: Words, index: int, vocabulary: Vocabulary) -> Match[object] | None:
        return None if index and words.at(index - 1).folded.isdigit() else super().match(words, index, vocabulary)


LANE = LaneKind(
    "forecast-lane",
    listed(
        daily="daily, days, täglich, tage, diario, diaria, diário, diária",
        hourly="hourly, hours, stündlich, stunden, horario, horaria, horário, horária",
    ),
)
PICTURE = FlagKind("chart", frozenset({"chart", "fan", "picture", "bild", "gráfico", "grafico", "grafik", "imagen"}))
