"""The track record in words: live apart from back-filled, every horizon, and whether its chains are whole."""

from collections.abc import Iterator, Sequence

from bot.ask import Ask
from bot.speaking.horizons import ahead, shortly
from bot.speaking.market import file_word, fitting, spoken
from bot.speaking.reply import Block, Cell, Chart, Part, PublicReply, Text, Tone
from bot.speaking.say import Age, Say
from bot.speaking.scoreboards import Scoreboard, caption, drawn, scoreboard_of
from bot.speaking.track import OWN, count_figure, held_figure
from core.forecasts.chains import Checked
from core.forecasts.desk import RecordOf
from core.forecasts.model import HORIZONS
from core.forecasts.track import Kind, TrackRecord
from core.kernel.figures import Figure, FigureName, Origin

_WORST_SAID = (HORIZONS["24h"], HORIZONS["7d"])


async def show_record(ask: Ask, found: RecordOf) -> PublicReply:
    """Return how forecasts did: the scoreboard, of the coin where one was named; a row for each horizon, live apart
    from back-filled; the chains."""
    say = ask.say
    records = [record for each in found.records for record in (each.live, each.backfilled) if record is not None]
    board = scoreboard_of(found)
    if not records or board is None:
        return PublicReply((say.text("record-empty", Part.ANSWER),))
    lines = [*_worst_lines(ask, found), *_off_lines(say, found)]
    until = max(record.until for record in records)
    blocks: tuple[Block, ...] = (
        await _picture(ask, board),
        say.text("record-head", Part.ANSWER),
        *_tables(say, records),
        say.text("record-how"),
        *lines,
        chain_line(say, found.chains),
        say.source((Origin(OWN, until),), moment=True),
    )
    return PublicReply(blocks, tone=Tone.MISTAKE if found.chains.broken else Tone.ANSWER)


def _tables(say: Say, records: Sequence[TrackRecord]) -> Iterator[Block]:
    """Yield what was shown before the outcome, then what was not, each under its name."""
    # A model that was trained quickly has no GARCH-t to compare with.
    names = ["ahead", "held", "n", "skill", "garch"][: 4 + any(record.skill_garch is not None for record in records)]
    columns = [name if name == "n" else say.line(f"column-{name}") for name in names]
    for kind in Kind:
        rows = [_record_row(say, record)[: len(names)] for record in records if record.kind is kind]
        if rows:
            yield say.text(f"record-table-{kind.value}")
            yield fitting(columns, rows, frozenset(range(1, len(names))), spoken(say, *names))


async def _picture(ask: Ask, board: Scoreboard) -> Chart:
    png = await ask.painter.paint(drawn(ask.say, board, ask.mode, ask.theme))
    stem = "record" if board.coin is None else f"record-{file_word(board.coin.symbol)}"
    return Chart(png, stem, caption(ask.say, board), ask.say.line("alt-score"))


def chain_line(say: Say, checked: Checked) -> Text:
    """Say whether each row fits; of a long record also since when all of them were read again, and of one in which
    nothing has come true no more than there is."""
    broken, since = checked.broken, checked.whole_since
    if broken is not None:
        return say.text("record-chain-broken", chain=broken.chain, number=broken.number)
    if not checked.outcomes:
        n = checked.forecasts
        return say.text("record-chain-waiting", n=n) if n else say.text("record-chain-none")
    if since is None:
        return say.text("record-chain-new")
    return say.text("record-chain") if since >= say.now else say.text("record-chain-since", age=Age(since))


def _record_row(say: Say, record: TrackRecord) -> tuple[Cell, ...]:
    def signed(value: float | None, of: str) -> Cell:
        if value is None:
            return Cell(say.line("label-unknown"))
        figure = Figure(
            FigureName.CHANGE, of, value, "fraction", Origin(OWN, record.until), horizon=record.horizon.text
        )
        return say.cell(figure)

    return (
        Cell(shortly(say, record.horizon)),
        say.cell(held_figure(record)),
        say.cell(count_figure(record)),
        signed(record.skill, "skill against no change"),
        signed(record.skill_garch, "skill against GARCH-t"),
    )


def _worst_lines(ask: Ask, found: RecordOf) -> Iterator[Text]:
    """Say which coin's range held least: an average hides it."""
    for each in found.records:
        shown = each.shown
        if shown is None or shown.worst is None or shown.horizon not in _WORST_SAID:
            continue
        coin = ask.services.catalogue.kept(shown.worst.coin_id).symbol
        held = Figure(FigureName.COVERAGE, coin, shown.worst.held, "fraction", Origin(OWN, shown.until))
        yield ask.say.text("record-worst", ahead=ahead(ask.say, shown.horizon), coin=coin, held=held)


def _off_lines(say: Say, found: RecordOf) -> Iterator[Text]:
    off = [each.shown for each in found.records if each.shown is not None and each.shown.is_off_target]
    if off:
        yield say.text("record-off", horizons=tuple(shortly(say, record.horizon) for record in off))
