"""Alerts by their numbers (`a7`), by their place in the last list (`the second`), and a draft or rule to be changed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.hearing.words import Words, spellings
from bot.params.base import Match, Vocabulary
from bot.params.choices import ChoiceKind
from bot.params.rules import EXAMPLES, RuleKind
from core.alerts.language import LONGEST_RULE, written
from core.alerts.model import Wish
from core.alerts.spoken import SPOKEN, called

ALL = "all"
_TARGETED = re.compile(r"\s*([ad][1-9]\d{0,8}(?:-[0-9a-z]{1,12})?)(?:\s+(.*))?", re.IGNORECASE | re.DOTALL)
_ALL_WORDS = "all everything every alle alles todas todos todo toda tudo"
_ORDINALS = {
    1: "first 1st erste ersten erster primera primero primeira primeiro 1. 1º 1ª",
    2: "second 2nd zweite zweiten zweiter segunda segundo 2. 2º 2ª",
    3: "third 3rd dritte dritten dritter tercera tercero tercer terceira terceiro 3. 3º 3ª",
    4: "fourth 4th vierte vierten vierter cuarta cuarto quarta quarto 4. 4º 4ª",
    5: "fifth 5th fünfte fünften fünfter quinta quinto 5. 5º 5ª",
    6: "sixth 6th sechste sechsten sechster sexta sexto 6. 6º 6ª",
    7: "seventh 7th siebte siebten siebter séptima séptimo sétima sétimo 7. 7º 7ª",
    8: "eighth 8th achte achten achter octava octavo oitava oitavo 8. 8º 8ª",
    9: "ninth 9th neunte neunten neunter novena noveno nona nono 9. 9º 9ª",
    10: "tenth 10th zehnte zehnten zehnter décima décimo 10. 10º 10ª",
}
ORDINALS: Mapping[str, int] = {
    spelt: place for place, words in _ORDINALS.items() for word in words.split() for spelt in spellings(word)
}
_FARTHEST = 100


def _words(**meanings: str) -> dict[str, str]:
    return {word: value for value, listed in meanings.items() for word in listed.split(", ")}


ALERTING = ChoiceKind(
    "alerts-action",
    _words(
        list="list, liste, lista, auflisten, listar",
        show="show, zeigen, zeig, zeige, mostrar, muestra, mostra, mostre, history, verlauf, historial, histórico",
        delete="delete, remove, rm, drop, cancel, löschen, lösch, lösche, entfernen, entferne, weg, eliminar, elimina, "
        "borrar, borra, quitar, quita, apagar, apaga, apague, excluir, exclui, exclua, remover, remova, deletar",
        pause="pause, stop, halt, disable, off, pausieren, pausiere, anhalten, stopp, stoppe, stoppen, aus, pausar, "
        "pausa, para, detener, detén, desactivar, desactiva, parar, pare, desativar, desativa, desligar, desliga",
        resume="resume, continue, enable, start, on, rearm, re-arm, fortsetzen, weiter, wieder an, starten, reanudar, "
        "reanuda, activar, activa, reactivar, reactiva, retomar, retoma, ativar, ativa, reativar, reativa, rearmar",
        snooze="snooze, mute, silence, stumm, schlummern, stummschalten, ruhe, silenciar, silencia, adiar, adia",
        edit="edit, change, ändern, ändere, bearbeiten, editar, edita, edite, cambiar, cambia, mudar, muda, alterar",
        extend="extend, prolong, verlängern, verlängere, extender, extiende, prolongar, prolonga, estender, estende",
        undo="undo, restore, rückgängig, wiederherstellen, deshacer, deshaz, restaurar, desfazer, desfaz",
    ),
)

# As they are said of a room: "alerts delete a3", and "alerts" alone. Its settings are listed as well.
_LISTS = ("alerts", "alarme", "alertas")
OF_ROOM = ChoiceKind(
    "alerts-action",
    {
        **ALERTING.words,
        **{f"{noun} {word}": action for noun in _LISTS for word, action in ALERTING.words.items()},
        **dict.fromkeys(_LISTS, "list"),
        **dict.fromkeys(("settings", "einstellungen", "ajustes", "configuración", "configurações"), "settings"),
    },
)


@dataclass(frozen=True, slots=True)
class AlertsKind:
    """Alerts by number, several or all of them; values are "a7", from a button "a7-2k", or "all"."""

    what: str = "alert"
    many: bool = True

    def match(self, words: Words, index: int, vocabulary: Vocabulary) -> Match[object] | None:
        word = words.at(index)
        if word.folded in _ALL_WORDS.split():
            return Match(ALL)
        return Match(word.folded) if SPOKEN.fullmatch(word.typed) else None

    def suggest(self, prefix: str, vocabulary: Vocabulary) -> Sequence[str]:
        """Return no number: whose there are is not known here. Nobody who mistyped one is offered all of them."""
        return (ALL,) if ALL.startswith(prefix.casefold()) else ()

    def schema(self) -> Mapping[str, object]:
        one = {"type": "string", "pattern": f"^({SPOKEN.pattern}|{ALL})$"}
        return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}

    def written(self, value: object) -> object:
        assert isinstance(value, tuple)
        named = [called(word)[0] for word in value]
        return named[0] if len(named) == 1 else named


@dataclass(frozen=True, slots=True)
class PlaceKind:
    """A place in the last list, from 1: "second", "2", "zweite"."""

    what: str = "position"
    many: bool = False

    def match(self, words: Words, index: int, vocabulary: Vocabulary) -> Match[object] | None:
        word = words.at(index).folded.lstrip("#")
        if word in ORDINALS:
            return Match(ORDINALS[word])
        if word.isascii() and word.isdigit() and len(word) <= 3 and 1 <= int(word) <= _FARTHEST:
            return Match(int(word))
        return None

    def suggest(self, prefix: str, vocabulary: Vocabulary) -> Sequence[str]:
        return ("1", "2", "3")

    def schema(self) -> Mapping[str, object]:
        return {"type": "integer", "minimum": 1, "maximum": _FARTHEST}

    def written(self, value: object) -> object:
        return value


@dataclass(frozen=True, slots=True)
class Wished:
    """What was typed behind "alert": a wish, or the words that change the rule or draft `target` ("a7", "d3"); where
    both are there, a wish that takes the place of the target, if that is there still."""

    wish: Wish | None
    target: str | None = None
    words: str = ""


def with_target(value: object, target: str) -> object:
    """Return a wish as one that takes the place of `target`; anything else as it is."""
    return replace(value, target=target) if isinstance(value, Wished) and value.wish is not None else value


@dataclass(frozen=True, slots=True)
class WishedKind:
    """A rule, or the number of one and what changes of it: `a7 < 58k`, `d3 every 4h`."""

    what: str = "rule"
    many: bool = False

    def match(self, words: Words, index: int, vocabulary: Vocabulary) -> Match[object] | None:
        targeted = _TARGETED.fullmatch(" ".join(words.typed[index:]))
        if targeted is not None:
            return Match(Wished(None, targeted[1].lower(), (targeted[2] or "").strip()), len(words) - index)
        found = RuleKind().match(words, index, vocabulary)
        assert found is not None
        assert isinstance(found.value, Wish)
        return Match(Wished(found.value), found.length)

    def suggest(self, prefix: str, vocabulary: Vocabulary) -> Sequence[str]:
        return RuleKind().suggest(prefix, vocabulary)

    def schema(self) -> Mapping[str, object]:
        return {"type": "string", "maxLength": LONGEST_RULE, "examples": list(EXAMPLES)}

    def written(self, value: object) -> object:
        assert isinstance(value, Wished)
        if value.wish is not None:
            return written(value.wish)
        return f"{(value.target or '').partition('-')[0]} {value.words}".strip()
