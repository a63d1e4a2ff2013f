"""The rules of docs/voice.md that a machine can hold: what a text, an answer or a button may not say."""

import re
from collections.abc import Iterator
from functools import cache

# What is never said: promises, praise, pity, advice, moods. Whole words, in the language of the text.
NEVER = {
    "en": r"guaranteed?|safe(?:ly)?|opportunit\w+|signals?|predict\w*|confidence|to the moon|dips?|crash\w*|soar\w*"
    r"|smart|ai-powered|oops|unfortunately|sorry|please|invalid|successfully|recently|soon"
    r"|(?:you should|time to) (?:buy|sell)|pump\w*|plung\w*",
    "de": r"garantiert\w*|sicher(?:e[mnrs]?)?|gelegenheit\w*|signale?|vorhersag\w*|leider"
    r"|entschuldig\w*|hoppla|bitte|ungültig\w*|erfolgreich|kürzlich|bald|abstürz\w*|stürzt",
    "es": r"garantizad\w*|segur[oa]s?|oportunidad\w*|señal(?:es)?|predic\w*|lo siento|lamentablemente|vaya|inválid\w*"
    r"|por favor|éxito|recientemente|pronto|desplom\w*",
    "pt": r"garantid\w*|segur[oa]s?|oportunidade\w*|sinal|sinais|previs[ãõ]\w*|desculpe|infelizmente|ops|inválid\w*"
    r"|por favor|sucesso|recentemente|em breve|despenc\w*",
}
# German asks a stranger to ask ("bitte den Besitzer um …"), which is the verb.
_VERBS = re.compile(r"\bbitte den Besitzer um\b")

# Whom a text speaks to: du, tú, and você with its forms; never Sie, usted, vosotros, vos, tu.
ADDRESS = {
    "en": r"(?!)",
    "de": r"(?<![.:!?·] )(?<!^)(?:Sie|Ihnen|Ihre?[mnrs]?)|Ihr seid|euch|euer\w*",
    "es": r"usted(?:es)?|vosotr[oa]s|vuestr[oa]s?|os|vos|podés|tenés|querés|decime|Escriba|Diga|Pruebe|Pregunte|Envíe",
    "pt": r"tu|teus?|tuas?|vós|vossos?|ecrã|ficheiros?|utilizador\w*|telemóvel|definições|a (?:carregar|treinar)",
}

# One word for one thing (the table of docs/voice.md): what else it might be called, and is not.
OTHERWISE = {
    "en": {r"token": "coin", r"exchange": "venue", r"(?:first|open) doors?": "app", r"trend": "tendency"},
    "de": {
        r"Überblick": "Übersicht",
        r"Handelsplatz\w*": "Börse",
        r"Münzen?": "Coin",
        r"Token": "Coin",
        r"Türe?n?": "App",
        r"Portfolien": "Portfolios",
        r"Versuch:": "Probier:",
        r"Vorhersage\w*": "Prognose",
    },
    "es": {
        r"casas? de cambio|bolsas?|exchange": "plataforma",
        r"montos?": "cantidad",
        r"carteras?": "portafolio",
        r"elimin\w+": "borrar",
        r"puertas?": "app",
        r"periodos?": "período",
        r"previsi[óo]n\w*": "pronóstico",
        r"configuraciones": "ajustes",
    },
    "pt": {
        r"candles?": "vela",
        r"bolsas?|exchange": "corretora",
        r"quantias?": "valor",
        r"carteiras?": "portfólio",
        r"exclu(?:a|ir|ído|ída|ídos|ídas|são)": "apagar",
        r"configuraç\w+": "ajustes",
        r"conversas? privadas?|particular": "chat privado, no privado",
        r"prognósticos?": "projeção",
        r"portas?": "app",
        r"Experimente:": "Tente:",
    },
}

# Words that no sentence of another language holds; commands, which are English everywhere, hold none of them.
LEFT_IN_ENGLISH = r"the|your|you|are|this|that|have|has|with|which|cannot|can't|does|will|of"

EMOJI = "🔔⏳🔒"
PICTOGRAMS = re.compile(r"[\U0001F000-\U0001FAFF\u2300-\u23FF\u2600-\u27BF\u2B00-\u2BFF\uFE0F]")
# What a sign of plain text is not.
NOT_ASCII = re.compile(r"[−–—×·…±“”„«»‘’‹›→÷≥≤\u00a0\u202f\u2009]")
LONGEST_SENTENCE = 25
LONGEST_LABEL = 14
MOST_COLUMNS = 38


@cache
def _words(pattern: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", flags)


def slips(text: str, language: str) -> Iterator[str]:
    """Yield what `text` says that is never said: shouts, words of sellers, the wrong address, English left in it."""
    yield from re.findall(r"[!¡]", text)
    yield from _words(NEVER[language], re.IGNORECASE).findall(_VERBS.sub("", text))
    yield from _words(ADDRESS[language], re.MULTILINE).findall(text)
    if language != "en":
        yield from _words(LEFT_IN_ENGLISH, re.IGNORECASE).findall(text)


def otherwise(text: str, language: str) -> Iterator[str]:
    """Yield what in `text` is called by another word than the one it has."""
    for pattern, right in OTHERWISE[language].items():
        yield from (f"{found}: {right}" for found in _words(pattern, re.IGNORECASE).findall(text))


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of `text`, and their parts before and behind a colon or a semicolon."""
    yield from (part for part in re.split(r"(?<=[.?:;])\s|\n", text) if part.strip())
