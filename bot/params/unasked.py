"""Words about what is said unasked: when, where, and what of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.params.choices import SWITCH, ChoiceKind, FlagKind, listed


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
        owner="owner, inhaber, besitzer, eigentümer, dueño, propietario, dono, proprietário",
        admins="admins, admin, administrators, administratoren, verwalter, administradores, administrador",
        members="members, mitglieder, miembros, membros",
        everyone="everyone, everybody, alle, jeder, todos",
    ),
)
# Of these words the ones that say who makes alerts in a room; the others say by which door one's own come.
MAKERS = frozenset({"owner", "admins", "members", "everyone"})
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
HERE = FlagKind("here", frozenset({"here", "hier", "aquí", "aqui", "in this room", "in diesem raum"}))
OFF = ChoiceKind("action", {word: value for word, value in SWITCH.words.items() if value == "off"})
