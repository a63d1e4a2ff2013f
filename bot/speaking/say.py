"""Say: facts into words of a person's language. The only place where figures become text (promise 1).

    say.text("price-answer", Part.ANSWER, coin="BTC", price=price, change=change) → Text with its figures
    say.line("button-chart") → str

Facts are written by their type; a bare float, Decimal, bool or None is a TypeError.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import product
from typing import TYPE_CHECKING

from bot.speaking import times
from bot.speaking.facts import (
    UNITLESS,
    Age,
    Bare,
    Event,
    Fact,
    Far,
    Fine,
    Rough,
    Span,
    digits,
    figures_in,
    number,
    sign,
)
from bot.speaking.numbers import Numbers
from bot.speaking.plain import ascii_signs
from bot.speaking.reply import Cell, Part, Text
from core.kernel.figures import Figure, Origin
from core.kernel.money import Money

if TYPE_CHECKING:
    from bot.speaking.catalogue import Catalogue
    from bot.speaking.catalogue import Fact as Written

__all__ = ["LANGUAGES", "LANGUAGE_NAMES", "Age", "Bare", "Event", "Fact", "Far", "Fine", "Rough", "Say", "Span", "warm"]

LANGUAGES = ("en", "de", "es", "pt")
# As those who speak it call it, whatever is spoken now.
LANGUAGE_NAMES: Mapping[str, str] = {"en": "English", "de": "Deutsch", "es": "Español", "pt": "Português"}

# Names are written as their owners do, in every language; others are translated under source-<id>.
NAMES: Mapping[str, str] = {
    "binance": "Binance",
    "coinbase": "Coinbase",
    "kraken": "Kraken",
    "kucoin": "KuCoin",
    "candlewick": "Candlewick",
    "telegram": "Telegram",
    "discord": "Discord",
}


class Say:
    """One person's language at one instant. `zone` is IANA, `now` the market's instant (ages count from it), `numbers`
    the locale whose digits they prefer (None: the language's own), `plain` for ASCII signs only, and for
    a text's second form where there is one under its key with -plain.

    A key without a text is a KeyError, a fact that the text needs and did not get a ValueError: both are defects.
    """

    def __init__(
        self,
        language: str,
        zone: str,
        now: datetime,
        numbers: str | None = None,
        plain: bool = False,
    ) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"no texts in {language!r}")
        self.language, self.zone, self.now, self.plain = language, zone, now, plain
        self.digits = Numbers(numbers or language, plain)

    def text(self, key: str, part: Part = Part.DETAIL, /, **facts: Fact) -> Text:
        """Return the message as one line. Its value is set strong when it has a `.rest`, or when it is the answer."""
        lead, rest, figures = self._said(key, facts)
        if rest is not None:
            return Text(lead, rest, part, figures, self._catalogue.joint(self._key(key)))
        return Text(lead, "", part, figures) if part is Part.ANSWER else Text("", lead, part, figures)

    def line(self, key: str, /, **facts: Fact) -> str:
        """Return a label, a heading, a button's words. TypeError for figures: they would lose their source."""
        lead, rest, figures = self._said(key, facts)
        if figures:
            raise TypeError(f"{key!r} shows a figure: say.text keeps its source")
        return lead + (rest or "")

    def has(self, key: str) -> bool:
        """Return whether there is such a text."""
        return self._catalogue.has(key)

    def figure(self, figure: Figure, bare: bool = False) -> str:
        """Return the figure as written; `bare` without its unit."""
        return self._with_unit(self._digits_of(figure), figure, bare)

    def cell(self, figure: Figure, bare: bool = True) -> Cell:
        """Return a table's cell; its unit stands in the heading."""
        return Cell(self.figure(figure, bare), figure)

    def mark(self, word: str) -> str:
        """Return a mark of look.md 4, explained after it: "SIMULATED (simuliert)", "REPLAY 2021-04-18 (Wiedergabe)"."""
        return self.line(f"mark-{word.split(maxsplit=1)[0].lower()}", mark=word)

    def mode(self, word: str) -> Text:
        """Return the mode line that stands alone above a reply."""
        return Text(lead=self.mark(word), part=Part.MODE)

    def source(self, origins: Iterable[Origin], moment: bool = False) -> Text:
        """Return "Binance, Kraken, 4 s ago." with the oldest age, or with `moment` "Kraken, as of 12:03:09 +02:00.";
        what is too old has its own sentence under STALE. ValueError without any origin."""
        known = tuple(origins)
        if not known:
            raise ValueError("what is shown has a source")
        sentences = [
            self._from([o for o in known if o.stale is stale], "source-stale" if stale else key)
            for stale, key in ((True, ""), (False, "source-moment" if moment else "source-age"))
            if any(o.stale is stale for o in known)
        ]
        return Text(rest=" ".join(sentences), part=Part.SOURCE)

    def source_name(self, source: str) -> str:
        """Return how a source is called: "Kraken", "simulierter Markt"; an unknown one as it calls itself."""
        key = f"source-{source}"
        return self.line(key) if self.has(key) else NAMES.get(source, source)

    def instant(self, at: datetime, seconds: bool | None = None) -> str:
        """Return "14:02:10 +02:00", another day "1 Jun 14:02 +02:00"; seconds None: unless it is a full minute."""
        wanted = bool(at.second or at.microsecond) if seconds is None else seconds
        return self._shown(times.instant(at, self.now, self.zone, self.language, wanted))

    def clock(self, at: datetime) -> str:
        """Return the time of day, where the offset stands elsewhere: "06:01"."""
        return times.clock(at, self.zone)

    def tick(self, at: datetime, step_s: int) -> str:
        """Return the words of a tick on a time axis whose ticks are `step_s` seconds apart."""
        return times.tick(at, self.zone, self.language, step_s)

    def age(self, at: datetime) -> str:
        """Return how long ago `at` was, in one unit."""
        return self._shown(times.age(self.now - at))

    def duration(self, length: timedelta) -> str:
        """Return a window's length: "24 h", "30 d"."""
        return self._shown(times.duration(length))

    def amount(self, money: Money) -> str:
        """Return what somebody typed as an amount: "60,000 USD"."""
        return self._shown(f"{self.digits.exact(money.amount)}{times.NBSP}{money.unit}")

    def either(self, words: Sequence[str]) -> str:
        """Return "BTC or BTG", "BTC, BTG or BCH"."""
        if len(words) < 2:
            return "".join(words)
        return self.line("either", others=", ".join(words[:-1]), last=words[-1])

    @property
    def _catalogue(self) -> "Catalogue":
        from bot.speaking.catalogue import catalogue

        return catalogue(self.language)

    def _said(self, key: str, facts: Mapping[str, Fact]) -> tuple[str, str | None, tuple[Figure, ...]]:
        seen: dict[Figure, None] = {}
        written: dict[str, Written] = {}
        for name, fact in facts.items():
            written |= self._written(name, fact, seen)
        lead, rest = self._catalogue.said(self._key(key), written)
        return self._shown(lead), None if rest is None else self._shown(rest), tuple(seen)

    def _key(self, key: str) -> str:
        return f"{key}-plain" if self.plain and self.has(f"{key}-plain") else key

    def _written(self, name: str, fact: Fact, seen: dict[Figure, None]) -> "dict[str, Written]":
        """Return the fact as its message needs it, with a figure's sign; `seen` fills as figures are written."""
        from bot.speaking.catalogue import Counted, Shown

        if isinstance(fact, str):
            return {name: fact}
        figures = figures_in(fact)

        def note() -> None:
            seen.update(dict.fromkeys(figures))

        if isinstance(fact, int) and not isinstance(fact, bool):
            return {name: Counted.of(fact, self.digits.count(fact), note)}
        words = self._words(name, fact)
        if len(figures) == 1 and figures[0].unit == "count":
            return {name: Counted.of(int(number(figures[0])), words, note)}
        signs = {f"{name}_sign": sign(figures[0])} if len(figures) == 1 else {}
        return {name: Shown(words, note), **signs}

    def _words(self, name: str, fact: Fact) -> str:
        match fact:
            case Figure() | Bare() | Rough() | Fine() | Far() | Span():
                return self._figure_words(fact)
            case Money():
                return self.amount(fact)
            case datetime() | Age() | Event() | timedelta():
                return self._time_words(fact)
            case tuple() | list() if all(isinstance(word, str) for word in fact):
                return ", ".join(fact)
        raise TypeError(f"{name}={fact!r}: a number is shown as a Figure, a Money or a count of our own")

    def _figure_words(self, fact: Figure | Bare | Rough | Fine | Far | Span) -> str:
        match fact:
            case Figure():
                return self.figure(fact)
            case Bare(figure):
                return self.figure(figure, bare=True)
            case Rough(figure, bare):
                return self._with_unit(self.digits.rough(number(figure)), figure, bare)
            case Fine(figure):
                return self.digits.change(number(figure), decimals=2)
            case Far(figure):
                value = number(figure)
                return self.digits.percent(-value if value < 0 else value)
            case Span(low, high, bare):
                return self._span(low, high, bare)

    def _time_words(self, fact: datetime | Age | Event | timedelta) -> str:
        match fact:
            case Age(at):
                return self.age(at)
            case Event(at):
                return self.instant(at, seconds=True)
            case datetime():
                return self.instant(fact)
            case timedelta():
                return self.duration(fact)

    def _span(self, low: Figure, high: Figure, bare: bool) -> str:
        if low.unit != high.unit:
            raise ValueError(f"a range has one unit, not {low.unit} and {high.unit}")
        ends = [self.digits.rough(number(end)) for end in (low, high)]
        words = self.line("span-plain", low=ends[0], high=ends[1]) if self.plain else "\u2013".join(ends)
        return self._with_unit(words, high, bare)

    def _with_unit(self, written: str, figure: Figure, bare: bool) -> str:
        return written if bare or figure.unit in UNITLESS else self._shown(f"{written}{times.NBSP}{figure.unit}")

    def _digits_of(self, figure: Figure) -> str:
        if isinstance(figure.value, str):
            return self.line(f"label-{figure.value.lower().replace(' ', '-').replace('_', '-')}")
        if figure.unit == "seconds":
            return self.duration(timedelta(seconds=float(figure.value)))
        return digits(figure, self.digits)

    def _from(self, origins: Sequence[Origin], key: str) -> str:
        oldest = min(o.at for o in origins)
        sources = tuple(dict.fromkeys(self.source_name(o.source) for o in origins))
        stale = {"mark": self.mark("STALE")} if key == "source-stale" else {}
        return self.line(key, sources=sources, age=Age(oldest), at=Event(oldest), **stale)

    def _shown(self, text: str) -> str:
        return ascii_signs(text) if self.plain else text


def warm(languages: Sequence[str] = LANGUAGES, zones: Sequence[str] = ("UTC",)) -> None:
    """Read catalogues, locales and time zones now, so that nothing is read from disk while somebody waits."""
    for language, zone in product(languages, zones):
        say = Say(language, zone, times.LONG_AGO)
        say.source((Origin("candlewick", times.LONG_AGO - timedelta(days=400)),), moment=True)
        say.digits.change(0.1)
        say.digits.price(0.1)
