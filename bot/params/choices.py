"""Words out of a closed set: directions, indicators, languages, zones, venues, switches, topics."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from bot.hearing.words import Words, folded, spellings
from bot.params.base import Match, Vocabulary
from bot.params.zones import USUAL, ZONES
from core.kernel.errors import UnknownName

# A longer word is no slip of the finger.
_LONGEST_SLIP = 40
_LEAST_ALIKE = 45


@dataclass(frozen=True, slots=True)
class ChoiceKind:
    """One of `words`, each mapped to its canonical value; phrases are allowed, accents optional."""

    what: str
    words: Mapping[str, str] = field(hash=False)
    many: bool = False

    def __post_init__(self) -> None:
        spelt = {spelling: value for word, value in self.words.items() for spelling in spellings(word)}
        object.__setattr__(self, "words", spelt)

    def match(self, words: Words, index: int, vocabulary: Vocabulary) -> Match[object] | None:
        for length in (3, 2, 1):
            if (phrase := words.phrase(index, length)) in self.words:
                return Match(self.words[phrase], length)
        return None

    def suggest(self, prefix: str, vocabulary: Vocabulary) -> Sequence[str]:
        return nearest(prefix, tuple(dict.fromkeys(self.words.values())))

    def schema(self) -> Mapping[str, object]:
        return {"type": "string", "enum": sorted(set(self.words.values()))}

    def written(self, value: object) -> object:
        return value


@dataclass(frozen=True, slots=True)
class FlagKind:
    """Said or not: any of `words` sets it, with or without accents."""

    what: str
    words: frozenset[str]
    many: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", frozenset(s for word in self.words for s in spellings(word)))

    def match(self, words: Words, index: int, vocabulary: Vocabulary) -> Match[object] | None:
        length = next((n for n in (3, 2, 1) if words.phrase(index, n) in self.words), 0)
        return Match(True, length) if length else None

    def suggest(self, prefix: str, vocabulary: Vocabulary) -> Sequence[str]:
        return nearest(prefix, (self.what,)) if prefix else (self.what,)

    def schema(self) -> Mapping[str, object]:
        return {"type": "boolean"}

    def written(self, value: object) -> object:
        return value


def nearest(word: str, choices: Sequence[str], most: int = 25) -> tuple[str, ...]:
    """Return `choices` that begin with `word`, else those spelt most like it, best first."""
    plain = folded(word[:_LONGEST_SLIP])
    starting = tuple(c for c in choices if folded(c).startswith(plain))
    if starting:
        return starting[:most]
    scored = process.extract(plain, choices, processor=folded, limit=3, score_cutoff=60)
    # A short word is found in parts of many a longer one that is nothing like it.
    return tuple(choice for choice, _score, _index in scored if fuzz.ratio(plain, folded(choice)) >= _LEAST_ALIKE)


def listed(**meanings: str) -> dict[str, str]:
    """Return the words of each meaning, parted by commas, by word."""
    return {word.replace("_", " "): value for value, listed in meanings.items() for word in listed.split(", ")}


DIRECTION = ChoiceKind(
    "direction",
    listed(
        gainers="gainers, gainer, gewinner, winners, winner, ganadoras, ganadores, ganhadoras, altas, up, best, "
        "rising, subidas, steigend, best performing, mejores, melhores, beste, besten, alcistas, en alza, em alta",
        losers="losers, loser, verlierer, perdedoras, perdedores, perdedor, quedas, down, worst, falling, bajadas, "
        "fallend, worst performing, peores, piores, schlechteste, schlechtesten, bajistas, baixas, caídas",
    ),
)
SWITCH = ChoiceKind(
    "switch",
    listed(
        on="on, yes, true, an, ein, ja, sí, si, sim, ligado, activado, encendido, 1",
        off="off, no, false, aus, nein, não, desligado, apagado, desactivado, 0",
    ),
)
WHY = FlagKind(
    "why",
    frozenset(
        {
            "why",
            "warum",
            "wieso",
            "weshalb",
            "por qué",
            "por que",
            "porque",
            "porqué",
            "porquê",
            "details",
            "detalles",
            "detalhes",
            "route",
            "inputs",
        }
    ),
)
LANGUAGE = ChoiceKind(
    "language",
    listed(
        en="en, english, englisch, inglés, ingles, inglês",
        de="de, german, deutsch, alemán, aleman, alemão, alemao",
        es="es, spanish, spanisch, español, espanol, castellano, espanhol",
        pt="pt, portuguese, portugiesisch, portugués, portugues, português, pt-br, brasileiro",
    ),
)
THEME = ChoiceKind("theme", listed(light="light, hell, claro", dark="dark, dunkel, oscuro, escuro"))
WATCHING = ChoiceKind(
    "action",
    listed(
        add="add, +, hinzufügen, dazu, agregar, añadir, anadir, agrega, añade, adicionar, adiciona, adicione",
        remove="remove, delete, -, drop, rm, entfernen, löschen, weg, quitar, quita, eliminar, elimina, remover, "
        "remova, tirar, tire",
        list="list, show, liste, lista, zeigen, mostrar",
    ),
)
KEEPING = ChoiceKind(
    "action",
    listed(
        show="show, zeigen, mostrar",
        export="export, exportieren, exportar, download, herunterladen, descargar, baixar",
        delete="delete, erase, löschen, loeschen, borrar, eliminar, apagar, excluir, deletar",
    ),
)

_INDICATOR = re.compile(r"(rsi|atr|ema|sma|macd|bbands|vwap)([0-9]{0,3})")
_INDICATOR_WORDS = {"bollinger": "bbands", "bb": "bbands", "bollinger bands": "bbands"}
LONGEST_LENGTH = 400


@dataclass(frozen=True, slots=True)
class IndicatorsKind:
    """Indicators by name and length: `rsi`, `ema50`, `macd`, `bbands`."""

    what: str = "indicator"
    many: bool = True

    def match(self, words: Words, index: int, vocabulary: Vocabulary) -> Match[object] | None:
        phrase = words.phrase(index, 2)
        if phrase in _INDICATOR_WORDS:
            return Match(_INDICATOR_WORDS[phrase], 2)
        word = _INDICATOR_WORDS.get(words.at(index).folded, words.at(index).folded)
        found = _INDICATOR.fullmatch(word)
        if found is None:
            return None
        if found[2] and not 2 <= int(found[2]) <= LONGEST_LENGTH:
            raise UnknownName("indicator", word, (found[1],), f"{found[1]}20")
        return Match(word)

    def suggest(self, prefix: str, vocabulary: Vocabulary) -> Sequence[str]:
        return nearest(prefix, ("rsi", "macd", "ema20", "ema50", "sma20", "bbands", "atr", "vwap"))

    def schema(self) -> Mapping[str, object]:
        return {
            "type": "array",
            "items": {"type": "string", "pattern": "^(rsi|atr|ema|sma|macd|bbands|vwap)[0-9]{0,3}$"},
        }

    def written(self, value: object) -> object:
        return list(value) if isinstance(value, tuple) else value


@dataclass(frozen=True, slots=True)
class VenuesKind:
    """Venues by name."""

    what: str = "venue"
    many: bool = True

    def match(self, words: Words, index: int, vocabulary: Vocabulary) -> Match[object] | None:
        known = vocabulary.venues.get(words.at(index).folded)
        return Match(known) if known else None

    def suggest(self, prefix: str, vocabulary: Vocabulary) -> Sequence[str]:
        return nearest(prefix, sorted(set(vocabulary.venues.values())))

    def schema(self) -> Mapping[str, object]:
        one = {"type": "string"}
        return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}

    def written(self, value: object) -> object:
        assert isinstance(value, tuple)
        return value[0] if len(value) == 1 else list(value)


@dataclass(frozen=True, slots=True)
class ZoneKind:
    """An IANA time zone: by name, by its city ("Berlin"), or UTC."""

    what: str = "zone"
    many: bool = False

    def match(self, words: Words, index: int, vocabulary: Vocabulary) -> Match[object] | None:
        for length in (3, 2, 1):
            if (zone := ZONES.get(words.phrase(index, length).replace("_", " "))) is not None:
                return Match(zone, length)
        return None

    def suggest(self, prefix: str, vocabulary: Vocabulary) -> Sequence[str]:
        if not prefix:
            return USUAL
        return tuple(dict.fromkeys(ZONES[n] for n in nearest(prefix.replace("_", " "), sorted(ZONES))))[:25]

    def complete(self, typed: str, vocabulary: Vocabulary) -> Sequence[str]:
        """Return the zones of the places that begin so: "berl" is in Europe/Berlin."""
        return self.suggest(typed, vocabulary)

    def schema(self) -> Mapping[str, object]:
        return {"type": "string", "examples": ["Europe/Berlin", "UTC"]}

    def written(self, value: object) -> object:
        return value


@dataclass(frozen=True, slots=True)
class WordKind:
    """Any one word that fits `pattern`: an id, a code, a topic."""

    what: str
    pattern: str
    example: str
    many: bool = False

    def match(self, words: Words, index: int, vocabulary: Vocabulary) -> Match[object] | None:
        word = words.at(index).typed
        return Match(word.casefold()) if re.fullmatch(self.pattern, word, re.IGNORECASE) else None

    def suggest(self, prefix: str, vocabulary: Vocabulary) -> Sequence[str]:
        """Return nothing: an example of an id or a code is nobody's own."""
        return ()

    def complete(self, typed: str, vocabulary: Vocabulary) -> Sequence[str]:
        return ()

    def schema(self) -> Mapping[str, object]:
        return {"type": "string", "pattern": self.pattern}

    def written(self, value: object) -> object:
        return value
