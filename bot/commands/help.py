"""help — five groups on one screen, or one topic deeper."""

from typing import Annotated

from bot.ask import Ask
from bot.command import Command, Effect, command
from bot.params.base import Named
from bot.params.choices import ChoiceKind
from bot.speaking.reply import Button, Part, PublicReply, Text

TOPICS = ("market", "charts", "forecasts", "alerts", "watch", "settings", "privacy")
# What fits a screen; the watch list stands in the line of the alerts.
GROUPS = ("market", "charts", "alerts", "settings", "privacy")
_WORDS = {
    "market": "market price prices top depth convert markt preis preise mercado precio precios preço preços",
    "charts": "charts chart indicators gráfico gráficos grafico indikatoren indicadores",
    "forecasts": "forecasts forecast prognosen prognose pronósticos pronóstico projeções projeção previsão previsões",
    "alerts": "alerts alert rules rule alarm alarme regel regeln alertas alerta reglas regla regras regra alarmas",
    "watch": "watch watchlist digest beobachten überblick lista seguimiento resumen resumo",
    "settings": "settings setting language zone cancel quiet einstellungen sprache ruhe ajustes idioma silencio "
    "configurações silêncio",
    "privacy": "privacy data status datenschutz daten privacidad datos privacidade dados",
}
TopicKind = ChoiceKind("topic", {word: topic for topic, words in _WORDS.items() for word in words.split()})
Topic = Annotated[str, TopicKind, Named("topic")]


def show_help(ask: Ask, topic: str | None) -> PublicReply:
    say = ask.say
    if topic is not None:
        lines = [say.text(f"help-{topic}", Part.ANSWER)]
        lines += [_of_command(ask, c) for c in ask.grammar.commands if c.topic == topic and not c.hidden]
        return PublicReply((*lines, say.text(f"help-{topic}-more")))
    groups = tuple(say.text(f"help-{t}-line") for t in GROUPS)
    buttons = tuple(Button(say.line(f"button-{t}"), f"help {t}") for t in GROUPS[:3])
    return PublicReply((say.text("help", Part.ANSWER), *groups, say.text("help-more")), buttons)


def _of_command(ask: Ask, command: Command) -> Text:
    return ask.say.text(
        "help-command", examples=" · ".join(command.examples[:2]), what=ask.say.line(f"{command.name}-help")
    )


@command(effect=Effect.READ, name="help", show=show_help, topic="system", examples=("help market",), aliases=("h",))
async def help_(ask: Ask, topic: Topic | None = None) -> str | None:
    """Return the topic asked for."""
    return topic
