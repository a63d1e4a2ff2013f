"""What is said in several words, or in one of many parts, and has a shorter name: averages, spans, repetitions.

    "the 50 period simple moving average"  →  "the sma50"        "de 12 em 12 horas"  →  "cada 12 horas"

No language is asked for: what stands here is said so in one of them, and is no word of another.
"""

import re
from functools import partial

_SIZE = r"(?P<{0}>[1-9]\d{{0,2}})"
_UNIT = r"(?:[\s-]*(?:periods?|days?|bars?|candles?|perioden|tage[ns]?|per[ií]odos|d[ií]as|velas))?"
# What is exponential says so; without a word it is the simple one.
_KINDS = {
    "ema": (
        r"exponential (?:moving )?averages?",
        r"exponentielle[rnm]? (?:gleitende[rnm]? )?durchschnitt(?:e|s)?",
        r"m[eé]dias? (?:m[oó]v\w+ )?exponencia(?:l|les|is)",
    ),
    "sma": (
        r"(?:simple )?moving averages?",
        r"(?:einfache[rnm]? )?gleitende[rnm]? durchschnitt(?:e|s)?",
        r"m[eé]dias? m[oó]v(?:il|iles|el|eis)(?: simples?)?",
    ),
}
# The size stands in front ("50 period …", "50er …") or behind ("… of 50", "… de 50 períodos").
_AVERAGES = tuple(
    (
        re.compile(
            rf"\b(?:{_SIZE.format('before')}(?:er|-er)?{_UNIT}[\s-]+)(?:{'|'.join(said)})\b"
            rf"|\b(?:{'|'.join(said)})(?: (?:of|over|de|com|con|von|mit|über))? {_SIZE.format('behind')}{_UNIT}\b",
            re.IGNORECASE,
        ),
        name,
    )
    for name, said in _KINDS.items()
)
_CHANGE = r"(ver[aä]nderung|entwicklung|performance|plus|minus|bilanz)"
_VARIATION = r"(variaci[oó]n|cambio|rendimiento|varia[cç][aã]o|rendimento|mudan[cç]a)"
_MOVE = r"(change|move|performance|return|gain|loss)"
# A month's change by its name; charts keep theirs, whose week is that of their candles.
_SPANS = (
    (re.compile(rf"\bmonats{_CHANGE}\b", re.IGNORECASE), r"30 tage \1"),
    (re.compile(rf"\bwochen{_CHANGE}\b", re.IGNORECASE), r"7 tage \1"),
    (re.compile(rf"\btages{_CHANGE}\b", re.IGNORECASE), r"24 stunden \1"),
    (re.compile(rf"\bjahres{_CHANGE}\b", re.IGNORECASE), r"365 tage \1"),
    (re.compile(r"\bauf monatssicht\b", re.IGNORECASE), "in 30 tagen"),
    (re.compile(r"\bauf wochensicht\b", re.IGNORECASE), "in 7 tagen"),
    (re.compile(r"\bauf tagessicht\b", re.IGNORECASE), "in 24 stunden"),
    (re.compile(r"\b(?:binnen|innerhalb) eines tages\b", re.IGNORECASE), "in 24 stunden"),
    # Small hours of everyday talk, and money as it is read from a till.
    (re.compile(r"\bstündchen\b", re.IGNORECASE), "stunden"),
    (re.compile(r"\bminütchen\b", re.IGNORECASE), "minuten"),
    (re.compile(r"\bhor(?:it|inh)a(s?)\b", re.IGNORECASE), r"hora\1"),
    (re.compile(r"\bminut(?:it|inh)o(s?)\b", re.IGNORECASE), r"minuto\1"),
    (re.compile(r"\b(\w+) (dollar|euro|franken|pfund) f[uü](?:nf|ff)zig\b", re.IGNORECASE), r"\1 komma fünf \2"),
    (re.compile(r"\b(\d+) (dollar|euro|franken|pfund) (\d\d)\b", re.IGNORECASE), r"\1.\3 \2"),
    (re.compile(rf"\b{_VARIATION} mens(?:ual|al)\b", re.IGNORECASE), r"\1 30 dias"),
    (re.compile(rf"\b{_VARIATION} semanal\b", re.IGNORECASE), r"\1 7 dias"),
    (re.compile(r"\bmonth[- ](?:on|over|to)[- ]month\b", re.IGNORECASE), "30 days"),
    (re.compile(r"\bweek[- ](?:on|over|to)[- ]week\b", re.IGNORECASE), "7 days"),
    (re.compile(r"\bday[- ](?:on|over|to)[- ]day\b", re.IGNORECASE), "24 hours"),
    (re.compile(rf"\bmonthly {_MOVE}\b", re.IGNORECASE), r"30 days \1"),
    (re.compile(rf"\bweekly {_MOVE}\b", re.IGNORECASE), r"7 days \1"),
)
# "Ema of 20": its size belongs to it.
_SIZED = re.compile(
    r"\b(ema|sma|rsi|atr) (?:of|de|von|com|con) ([1-9]\d{0,2})\b(?! ?(?:h|hs|hours?|horas?|stunden?|std|m|min\w*)\b)",
    re.IGNORECASE,
)
# What is lost of a price, as a part of it.
_PARTS = tuple(
    (re.compile(rf"\b(?:{said})\b", re.IGNORECASE), f"{percents} percent")
    for percents, said in (
        (10, r"a tenth|one tenth|ein(?:en)? zehntel|un d[eé]cimo|una d[eé]cima parte|um d[eé]cimo"),
        (20, r"a fifth|one fifth|ein(?:en)? fünftel|un quinto|una quinta parte|um quinto"),
        (25, r"a quarter of its (?:value|price)|ein(?:en)? viertel seines (?:werts|wertes|preises)"),
        (25, r"un cuarto de su (?:valor|precio)|um quarto do (?:seu )?(?:valor|preço)"),
        (50, r"half (?:of )?its (?:value|price)|die hälfte seines (?:werts|wertes|preises)"),
        (50, r"la mitad de su (?:valor|precio)|(?:a )?metade do (?:seu )?(?:valor|preço)"),
    )
)
# "Every 12 hours", as Portuguese and Spanish count it.
_REPEATED = re.compile(r"\bde (\w+) (?:em|en) \1 (?=\w)", re.IGNORECASE)


def _average(found: re.Match[str], name: str) -> str:
    return f"{name}{found['before'] or found['behind']}"


def shortened(text: str) -> str:
    """Return `text` with what has a shorter name said by it."""
    for pattern, name in _AVERAGES:
        text = pattern.sub(partial(_average, name=name), text)
    for pattern, shorter in _SPANS:
        text = pattern.sub(shorter, text)
    text = _SIZED.sub(r"\1\2", text)
    for pattern, percents in _PARTS:
        text = pattern.sub(percents, text)
    return _REPEATED.sub(r"cada \1 ", text)
