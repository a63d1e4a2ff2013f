"""Words about what is said unasked: when, where, and what of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.hearing.words import Words
from bot.params.base import Kind, Match, Vocabulary
from bot.params.choices import SWITCH, ChoiceKind, FlagKind, listed
from bot.params.completed import completed


@dataclass(frozen=True, slots=True)
class SeveralKind(ChoiceKind):
    """Any number of `words`, in the order in which they are said."""

    many: bool = True

    def schema(self) -> Mapping[str, object]:
        return {"type": "array", "items": {"type": "string", "enum": sorted(set(self.words.values()))}}

    def written(self, value: object) -> object:
        return list(value) if isinstance(value, tuple) else value


DAYS = ChoiceKind(
    "days",
    listed(
        weekdays="weekdays, weekday, workdays, every weekday, on weekdays, werktags, wochentags, werktage, "
        "an werktagen, entre semana, días laborables, días de semana, lunes a viernes, dias úteis, dias de semana, "
        "em dias úteis",
        daily="daily, every day, everyday, täglich, jeden tag, a diario, todos los días, cada día, diariamente, "
        "todos os dias, todo dia",
    ),
)
DIGESTING = ChoiceKind(
    "action",
    listed(
        now="now, jetzt, sofort, ahora, ya, agora, já",
        off="off, aus, stop, no, desactivado, apagado, desligado, nein, não",
    ),
)
DOOR = ChoiceKind(
    "door",
    listed(
        telegram="telegram",
        discord="discord",
        local="terminal, local, shell",
        email="email, e-mail, mail, correo, e-mails",
        sms="sms, text message, mensaje de texto, mensagem de texto",
        webhook="webhook, webhooks",
        any="any, egal, beliebig, cualquiera, qualquer",
    ),
)
_HERE = listed(here="here, hier, hierher, hierhin, aquí, acá, aqui, cá", email="correo electrónico")
OWN_DOOR = ChoiceKind("door", {**DOOR.words, **_HERE})
MAKING = ChoiceKind(
    "makers",
    listed(
        owner="owner, inhaber, besitzer, eigentümer, dueño, propietario, dono, proprietário",
        admins="admins, admin, administrators, administratoren, verwalter, administradores, administrador",
        members="members, mitglieder, miembros, membros",
        everyone="everyone, everybody, alle, jeder, todos",
    ),
)
PARTS = SeveralKind(
    "part",
    listed(
        watch="watch, watchlist, beobachtungsliste, beobachtet, seguimiento, acompanhamento, lista, liste",
        market="market, tendency, markt, tendenz, mercado, tendencia, tendência",
        alerts="alerts, alarme, alertas",
        portfolio="portfolio, portefeuille, depot, bestand, cartera, carteira, portafolio, portfólio",
    ),
)
FALLBACK = ChoiceKind("fallback", listed(here="here, hier, aquí, aqui", off="off, aus, no, desligado, apagado"))
OFF = ChoiceKind("action", {word: value for word, value in SWITCH.words.items() if value == "off"})
_DEFAULT = (
    "default, unset, reset, standard, zurücksetzen, vorgabe, predeterminado, por defecto, predeterminada, restablecer, "
    "padrão, redefinir"
)
DEFAULT = ChoiceKind("default", listed(default=_DEFAULT))
# A room answers these, or some of them; the test of the room command holds them to what there is.
ANSWERED = SeveralKind(
    "command",
    listed(
        price="price, prices, preis, preise, kurs, kurse, precio, precios, preço, preços",
        convert="convert, umrechnen, convertir, converter",
        depth="depth, tiefe, profundidad, profundidade",
        top="top, movers",
        market="market, tendency, markt, tendenz, mercado, tendencia, tendência",
        chart="chart, charts, gráfico, gráficos",
        forecast="forecast, forecasts, prognose, prognosen, pronóstico, pronósticos, previsão, previsões, projeção",
        default=_DEFAULT,
        all="all, every, everything, alle, alles, todos, todas, todo, tudo",
    ),
)
HERE = FlagKind(
    "here", frozenset({"here", "only here", "this channel", "hier", "nur hier", "aquí", "solo aquí", "aqui", "só aqui"})
)


@dataclass(frozen=True, slots=True)
class Unset:
    """A setting that is to be nobody's choice again; `going_by` what holds where somebody must be asked and nobody
    is."""

    going_by: object = None


@dataclass(frozen=True, slots=True)
class OrDefaultKind:
    """What `kind` reads, or "default": the setting is not chosen any more. With `names`, what holds then may be named
    behind it."""

    kind: Kind
    names: bool = False
    many: bool = False

    @property
    def what(self) -> str:
        return self.kind.what

    def match(self, words: Words, index: int, vocabulary: Vocabulary) -> Match[object] | None:
        unset = DEFAULT.match(words, index, vocabulary)
        if unset is None:
            return self.kind.match(words, index, vocabulary)
        after = index + unset.length
        named = self.kind.match(words, after, vocabulary) if self.names and after < len(words) else None
        return Match(Unset(), unset.length) if named is None else Match(Unset(named.value), unset.length + named.length)

    def suggest(self, prefix: str, vocabulary: Vocabulary) -> Sequence[str]:
        return (*self.kind.suggest(prefix, vocabulary)[:24], *(["default"] if "default".startswith(prefix) else []))

    def complete(self, typed: str, vocabulary: Vocabulary) -> Sequence[str]:
        return _or("default", self.kind, typed, vocabulary)

    def schema(self) -> Mapping[str, object]:
        schema = dict(self.kind.schema())
        if "enum" in schema:
            return {**schema, "enum": [*_listed(schema["enum"]), "default"]}
        return {"anyOf": [schema, {"type": "string", "enum": ["default"]}]}

    def written(self, value: object) -> object:
        return "default" if isinstance(value, Unset) else self.kind.written(value)


def _listed(values: object) -> Sequence[object]:
    assert isinstance(values, list)
    return values


@dataclass(frozen=True, slots=True)
class OrOffKind:
    """What `kind` reads, or "off"."""

    kind: Kind
    many: bool = False

    @property
    def what(self) -> str:
        return self.kind.what

    def match(self, words: Words, index: int, vocabulary: Vocabulary) -> Match[object] | None:
        return OFF.match(words, index, vocabulary) or self.kind.match(words, index, vocabulary)

    def suggest(self, prefix: str, vocabulary: Vocabulary) -> Sequence[str]:
        return (*self.kind.suggest(prefix, vocabulary), "off")

    def complete(self, typed: str, vocabulary: Vocabulary) -> Sequence[str]:
        return _or("off", self.kind, typed, vocabulary)

    def schema(self) -> Mapping[str, object]:
        return {"anyOf": [self.kind.schema(), {"type": "string", "enum": ["off"]}]}

    def written(self, value: object) -> object:
        return value if value == "off" else self.kind.written(value)


def _or(word: str, kind: Kind, typed: str, vocabulary: Vocabulary) -> Sequence[str]:
    besides = (word,) if word.startswith(typed.casefold()) else ()
    return (*completed(kind, typed, vocabulary)[:24], *besides)
