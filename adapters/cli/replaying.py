"""What alert rules would have told over recorded candles: reads both, judges, and prints a line for each message."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from adapters.cli.call import MISUSED, OK, UNABLE, Call, Refusal
from adapters.cli.instants import instant
from adapters.cli.sorry import sentence
from adapters.settings.values import VENUES
from adapters.venues.replay_files import opened_in, read, recordings
from core.alerts.facts import Fact, Price
from core.alerts.language import comparisons, parse, settled
from core.alerts.minutes import Minutes
from core.alerts.model import Compared, Due
from core.alerts.names import CatalogueNames
from core.alerts.replay import replayed
from core.alerts.standing import Watched
from core.alerts.terms import terms_of
from core.alerts.truth import compiled
from core.kernel.errors import Mistake, UnknownName
from core.market.catalogue import Catalogue
from core.market.model import CandleSeries, Interval, Pair, SeriesKey, from_ms

VENUE = "replay"
_EXAMPLE = "2024-01-03T12:00Z"
# People copy their rules from a chat.
_VERB = re.compile(r"\s*/?alert\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Folder:
    """Files of 1-minute candles by their coin's word, in one quote; when the first opens and the last closes, ms."""

    files: Mapping[str, tuple[Pair, Path]]
    catalogue: Catalogue
    quote: str
    since: int
    until: int


def answered(call: Call) -> int:
    """Judge the rules over the candles and print each message that is due."""
    options = call.options
    zone, start, end = (
        _zone(options.zone),
        instant("--start", options.start, _EXAMPLE),
        instant("--end", options.end, _EXAMPLE),
    )
    folder = _opened(options.folder)
    begin = folder.since if start is None else start
    rules = list(_rules(call, folder, from_ms(begin), zone))
    used = {fact.coin for rule in rules for fact in _facts(rule.tree) if fact.coin is not None}
    candles = {coin: _minutes(pair, file) for coin, (pair, file) in folder.files.items() if coin in used}
    dues = replayed(candles, folder.quote, rules, begin, folder.until if end is None else end)
    for due in sorted(dues, key=lambda each: (each.due, each.rule_id)):
        call.say(_line(due, folder.files, as_json=options.json))
    return OK


def _opened(folder: Path) -> _Folder:
    catalogue, spans = Catalogue(), []
    files: dict[str, tuple[Pair, Path]] = {}
    for pair, file in recordings(folder).items():
        opened = opened_in(file, Interval.M1)
        files.setdefault(catalogue.word_for(catalogue.of_symbol(pair.base)), (pair, file))
        spans.append((int(opened[0]), int(opened[-1]) + Interval.M1.ms))
    quotes = sorted({pair.quote for pair, _ in files.values()})
    if len(quotes) > 1:
        raise UnknownName("folder", str(folder), quotes, example="a folder whose prices are all in one currency")
    return _Folder(files, catalogue, quotes[0], min(span[0] for span in spans), max(span[1] for span in spans))


def _minutes(pair: Pair, file: Path) -> Minutes:
    candles = read(file, Interval.M1)
    key = SeriesKey(VENUE, pair, Interval.M1)
    columns = (candles.opened_ms, candles.open, candles.high, candles.low, candles.close, candles.volume)
    return Minutes(CandleSeries(key, *columns))


def _rules(call: Call, folder: _Folder, start: datetime, zone: str) -> Iterator[Watched]:
    """Yield the rules of the file; a line that is none is told and passed over."""
    venues = {venue: venue for venue in (*VENUES, VENUE)}
    names = CatalogueNames(folder.catalogue, venues, only=frozenset(folder.files))
    today = start.astimezone(ZoneInfo(zone)).date()
    for number, line in enumerate(_lines(call.options.rules), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            wish = settled(parse(_rule(line), names, today), folder.quote)
            tree = comparisons(wish.tree, wish.options)
            _refuse_other_units(tree, folder.quote)
            yield Watched(number, tree, terms_of(wish, zone))
        except Mistake as error:
            call.tell(f"line {number}: {sentence(error, call.settings)}")


def _rule(line: str) -> str:
    verb = _VERB.match(line)
    return line if verb is None else line[verb.end() :]


def _lines(file: Path) -> Sequence[str]:
    try:
        return file.read_text(encoding="utf-8-sig", errors="replace").split("\n")
    except OSError as error:
        raise Refusal(UNABLE, f"{file}: it cannot be read ({error.strerror}).") from None


def _refuse_other_units(tree: Compared, quote: str) -> None:
    for fact in _facts(tree):
        if isinstance(fact, Price) and fact.unit != quote:
            raise UnknownName("currency", str(fact.unit), (quote,), f"{fact.coin} < 60000 {quote.lower()}")


def _facts(tree: Compared) -> tuple[Fact, ...]:
    return tuple(comparison.fact for comparison in compiled(tree)[0])


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refusal(MISUSED, f'--zone: "{name}" is no time zone. Example: --zone Europe/Berlin') from None
    return name


def _line(due: Due, files: Mapping[str, tuple[Pair, Path]], as_json: bool) -> str:
    coin = None if due.coin is None else files[due.coin][0].base if due.coin in files else due.coin.upper()
    said = {
        "rule": due.rule_id,
        "due": _utc(due.due),
        "at": _utc(due.at),
        "price": None if due.price is None else repr(due.price),
        "coin": coin,
        "label": None if due.telling is None else due.telling.value,
    }
    if as_json:
        return json.dumps(said)
    return "  ".join(str(value) for value in said.values() if value is not None)


def _utc(at: datetime) -> str:
    utc = at.astimezone(UTC)
    precision = "milliseconds" if utc.microsecond else "seconds"
    return utc.isoformat(timespec=precision).replace("+00:00", "Z")
