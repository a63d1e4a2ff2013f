"""help — five groups on one screen, or one topic deeper; every command's name is a word for its topic."""

from typing import Annotated

from bot.ask import Ask
from bot.command import Command, Effect, command
from bot.hearing.phrases import verbs
from bot.params.base import Named
from bot.params.choices import ChoiceKind
from bot.speaking.reply import Button, Part, PublicReply, Text

TOPICS = (
    "market", "charts", "forecasts", "alerts", "watch", "digest", "quiet", "notify", "settings", "link", "rooms",
    "undo", "privacy", "help",
)  # fmt: skip
# What fits a screen; the watch list stands in the line of the alerts.
GROUPS = ("market", "charts", "alerts", "settings", "privacy")
# Which commands a topic is about, where it is not all of a group: each is a word for its topic, in every language.
_ABOUT = {
    "market": "market price top depth convert",
    "charts": "chart",
    "forecasts": "forecast",
    "alerts": "alert alerts",
    "watch": "watch",
    "digest": "digest",
    "quiet": "quiet",
    "notify": "notify",
    "settings": "settings",
    "link": "link unlink",
    "rooms": "room",
    "undo": "cancel confirm",
    "privacy": "privacy status",
    "help": "help start",
}
# Those about one thing that a group has among others.
PAGES = frozenset({"digest", "quiet", "notify", "link", "rooms", "undo"})
_WORDS = {
    "market": "m p conv prices preise precios preços",
    "charts": "c indicators indicator gráfico gráficos grafico indikatoren indicadores",
    "forecasts": "f prognosen pronósticos projeções previsões",
    "alerts": "rules rule alarms alarme alarm regel regeln alertas alerta reglas regla regras regra alarmas",
    "watch": "w watchlist lista seguimiento acompanhamento",
    "digest": "digests überblick resumen resumo",
    "quiet": "ruhe ruhezeit ruhezeiten nachtruhe silencio silêncio",
    "notify": "email e-mail mail sms webhook webhooks benachrichtigungen correo avisos notificaciones notificações",
    "settings": "setting language languages zone timezone currency plain emoji emojis numbers theme sprache sprachen "
    "zeitzone währung klartext ajustes idioma idiomas moneda zona moeda fuso",
    "link": "linking door doors account accounts telegram discord verknüpfung konto konten vincular cuenta cuentas "
    "conta contas",
    "rooms": "rooms groups group channel channels server räume gruppe gruppen kanal salas grupo grupos canal",
    "undo": "undo undoing cancelling drafts draft rückgängig entwurf entwürfe deshacer borrador desfazer rascunho",
    "privacy": "trust data daten vertrauen privacidad datos confianza privacidade dados confiança",
    "help": "h hilfe ayuda ajuda",
}
_SPOKEN = {
    topic: {*_WORDS[topic].split(), *names.split(), *(word for word, name in verbs().items() if name in names.split())}
    for topic, names in _ABOUT.items()
}
TopicKind = ChoiceKind("topic", {topic: topic for topic in TOPICS} | {w: t for t, ws in _SPOKEN.items() for w in ws})
Topic = Annotated[str, TopicKind, Named("topic")]


def show_help(ask: Ask, topic: str | None) -> PublicReply:
    say = ask.say
    if topic not in {None, "help"}:
        lines = [say.text(f"help-{topic}", Part.ANSWER)]
        lines += [_of_command(ask, c, whole=topic in PAGES) for c in ask.grammar.commands if _is_about(topic, c)]
        return PublicReply((*lines, say.text(f"help-{topic}-more")))
    groups = tuple(say.text(f"help-{t}-line") for t in GROUPS)
    buttons = tuple(Button(say.line(f"button-{t}"), f"help {t}") for t in GROUPS[:3])
    return PublicReply((say.text("help", Part.ANSWER), *groups, say.text("help-more")), buttons)


def _is_about(topic: str | None, command: Command) -> bool:
    return command.name in _ABOUT[topic].split() if topic in PAGES else command.topic == topic and not command.hidden


def _of_command(ask: Ask, command: Command, whole: bool) -> Text:
    """Return what a command does, with its examples: two of them, or the `whole` where a topic is about it alone."""
    examples = command.examples if whole else command.examples[:2]
    return ask.say.text("help-command", examples=" · ".join(examples), what=ask.say.line(f"{command.name}-help"))


@command(effect=Effect.READ, name="help", show=show_help, topic="system", examples=("help market",), aliases=("h",))
async def help_(ask: Ask, topic: Topic | None = None) -> str | None:
    """Return the topic asked for."""
    return topic
