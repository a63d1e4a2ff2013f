"""The scoreboard in words and as a drawing: whether ranges held as promised, both from the same facts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from bot.speaking.drawings import Calibration, Heading, ScoreboardDrawing, ScoreGroup, ScoreRow, Theme
from bot.speaking.horizons import ahead, shortly
from bot.speaking.market import joined, mode_tag
from bot.speaking.reply import Part, Text
from bot.speaking.say import Fact, Say
from bot.speaking.track import OWN, count_figure, held_figure
from core.forecasts.desk import RecordOf
from core.forecasts.model import HORIZONS
from core.forecasts.records import HorizonRecord
from core.forecasts.scoring import CENTRAL, chance_band
from core.forecasts.track import PROMISED, Kind, TrackRecord, tolerance
from core.kernel.figures import Figure, FigureName, Origin
from core.market.model import Coin

_CALIBRATED = HORIZONS["7d"]
_CURVE = np.linspace(0.0, 1.0, 51)


@dataclass(frozen=True, slots=True)
class Scoreboard:
    """Records by kind, live ones first, of `coin` or (None) of all coins; `without` a coin that has none of its own;
    `calibrated` the one of them whose promises are held against what happened."""

    coin: Coin | None
    without: Coin | None
    groups: tuple[tuple[TrackRecord, ...], ...]
    calibrated: TrackRecord

    @property
    def records(self) -> tuple[TrackRecord, ...]:
        return tuple(record for group in self.groups for record in group)

    @property
    def until(self) -> datetime:
        return _until(self.records)


def scoreboard_of(found: RecordOf) -> Scoreboard | None:
    """Return what is shown of records: of each horizon the one that tells most, of a single horizon both; None without
    any."""
    is_own = any(each.shown is not None for each in found.own)
    records = found.own if is_own else found.records
    shown = _shown(records)
    if not shown:
        return None
    groups = [tuple(record for record in shown if record.kind is kind) for kind in Kind]
    preferred = next((record for record in shown if record.horizon == _CALIBRATED), shown[0])
    coin = found.coin if is_own else None
    return Scoreboard(coin, None if is_own else found.coin, tuple(filter(None, groups)), preferred)


def _shown(records: Sequence[HorizonRecord]) -> list[TrackRecord]:
    if len(records) == 1:
        both = (records[0].shown, records[0].live, records[0].backfilled)
        return [record for record in dict.fromkeys(both) if record is not None]
    return [record for each in records if (record := each.shown) is not None]


def caption(say: Say, board: Scoreboard) -> Text:
    """Return what the picture says, every figure of it; in plain-text mode one fact a line."""
    return joined(tuple(_lines(say, board)), "\n")


def _lines(say: Say, board: Scoreboard) -> Iterator[Text]:
    yield say.text("score-head", Part.ANSWER, subject=_subject(say, board))
    if board.without is not None:
        yield say.text("score-without", coin=board.without.symbol)
    yield say.text("score-legend")
    for group in board.groups:
        rows = [_row_text(say, record) for record in group]
        label = say.text("score-group", kind=group[0].kind.value, at=_until(group))
        yield joined([label, joined(rows, "\n" if say.plain else "; ")], "\n" if say.plain else " ")
    yield from _promises(say, board.calibrated)
    yield say.source((Origin(OWN, board.until),), moment=True)


def _row_text(say: Say, record: TrackRecord) -> Text:
    facts: dict[str, Fact] = {
        "ahead": shortly(say, record.horizon),
        "held": held_figure(record),
        "n": count_figure(record),
        "tolerance": _between(say, *_tolerated(record)),
    }
    if record.skill is None:
        return say.text("score-row-alone", **facts)
    return say.text("score-row", **facts, skill=_skill(record, record.skill))


def _promises(say: Say, record: TrackRecord) -> Iterator[Text]:
    """Say what was promised and what happened, and what chance alone makes of the promise that is judged."""
    pairs = [
        say.text("score-pair", promised=say.digits.share(promised), happened=_happened(record, happened))
        for promised, happened in _points(record)
    ]
    label = say.text("score-promised", ahead=ahead(say, record.horizon), kind=say.line(f"score-{record.kind.value}"))
    yield joined([label, joined(pairs, "\n" if say.plain else ", ")], "\n" if say.plain else " ")
    low, high = chance_band(PROMISED, record.n)
    yield say.text("score-chance", low=_happened(record, low), high=_happened(record, high), n=count_figure(record))


def _happened(record: TrackRecord, share: float) -> Figure:
    return Figure(
        FigureName.COVERAGE, "ranges", share, "fraction", Origin(OWN, record.until), horizon=record.horizon.text
    )


def _skill(record: TrackRecord, skill: float) -> Figure:
    origin = Origin(OWN, record.until)
    return Figure(FigureName.CHANGE, "skill against no change", skill, "fraction", origin, horizon=record.horizon.text)


def _points(record: TrackRecord) -> tuple[tuple[float, float], ...]:
    """Return promised and happened; of a model that was judged before more was kept, of the two ranges that were."""
    if record.inside:
        return tuple(zip(CENTRAL, record.inside, strict=True))
    return ((PROMISED, record.held), (0.95, record.held95))


def _tolerated(record: TrackRecord) -> tuple[float, float]:
    points = tolerance(record.horizon).points
    return PROMISED - points, PROMISED + points


def _between(say: Say, low: float, high: float) -> str:
    ends = say.digits.share(low), say.digits.share(high)
    return say.line("span-plain", low=ends[0], high=ends[1]) if say.plain else "–".join(ends)


def _subject(say: Say, board: Scoreboard) -> str:
    return say.line("score-all-coins") if board.coin is None else board.coin.symbol


def _until(group: Sequence[TrackRecord]) -> datetime:
    return max(record.until for record in group)


def drawn(say: Say, board: Scoreboard, mode: str | None, theme: Theme) -> ScoreboardDrawing:
    """Return the drawing of what `caption` says."""
    kinds = [say.line(f"score-kind-{group[0].kind.value}", at=_until(group)) for group in board.groups]
    subject = _subject(say, board)
    return ScoreboardDrawing(
        Heading(
            title=say.line("score-title"),
            figure="",
            change="",
            sign=0,
            window="",
            detail=f"{subject} · {kinds[0]}" if len(kinds) == 1 else subject,
            **mode_tag(mode),
        ),
        tuple(
            ScoreGroup(kind, tuple(_row(say, record) for record in group))
            for kind, group in zip(kinds, board.groups, strict=True)
        ),
        say.line("score-held"),
        say.line("score-versus"),
        say.line("score-tolerance"),
        say.digits.share,
        _calibration(say, board),
        theme,
    )


def _row(say: Say, record: TrackRecord) -> ScoreRow:
    skill = record.skill
    return ScoreRow(
        shortly(say, record.horizon),
        f"n = {say.digits.count(record.n)}",
        record.held,
        say.figure(held_figure(record)),
        say.line("label-unknown") if skill is None else say.figure(_skill(record, skill)),
        _tolerated(record),
    )


def _calibration(say: Say, board: Scoreboard) -> Calibration:
    record = board.calibrated
    title = say.line("score-calibration", ahead=shortly(say, record.horizon))
    if len(board.groups) > 1:
        title += f" · {say.line(f'score-{record.kind.value}')}"
    return Calibration(
        _points(record),
        np.array([(share, *chance_band(share, record.n)) for share in _CURVE.tolist()]),
        title,
        say.line("score-honest"),
        say.line("score-shade"),
        say.line("score-axes"),
    )
