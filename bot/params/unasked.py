"""Words about what is said unasked: when, where, and what of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.hearing.words import Words
from bot.params.base import Kind, Match, Vocabulary
from bot.params.choices import SWITCH, ChoiceKind, listed


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

    def schema(self) -> Mapping[str, object]:
        return {"anyOf": [self.kind.schema(), {"type": "string", "enum": ["off"]}]}

    def written(self, value: object) -> object:
        return value if value == "off" else self.kind.written(value)
