"""What a track record says of a horizon, as figures and in one sentence."""

from collections.abc import Iterator

from bot.speaking.reply import Text
from bot.speaking.say import Fact, Say
from core.forecasts.records import HorizonRecord
from core.forecasts.track import Kind, TrackRecord
from core.kernel.figures import Figure, FigureName, Origin

OWN = "candlewick"
# Below this a skill is called small.
_SMALL = 0.03
# Below this it would be written as nothing, which is not better.
_NOTHING = 0.0005
# Of fewer outcomes it is said that they are few.
_FEW = 30


def held_figure(record: TrackRecord) -> Figure:
    """Return how often the 80 % range held."""
    origin = Origin(OWN, record.until)
    return Figure(
        FigureName.COVERAGE, "80% range", record.held, "fraction", origin, level="0.8", horizon=record.horizon.text
    )


def count_figure(record: TrackRecord) -> Figure:
    """Return of how many outcomes with something of their own to tell."""
    return Figure(FigureName.COUNT, "outcomes", record.n, "count", Origin(OWN, record.until), record.horizon.text)


def skill_figure(record: TrackRecord, skill: float, of: str) -> Figure:
    """Return by how much the loss is lower than that of `of`."""
    return Figure(FigureName.SKILL, of, abs(skill), "fraction", Origin(OWN, record.until), horizon=record.horizon.text)


def garch_lines(say: Say, record: HorizonRecord) -> Iterator[Text]:
    """Yield how the loss compares with that of a GARCH-t model, where that is known."""
    shown = record.shown
    if shown is None or shown.skill_garch is None:
        return
    if abs(shown.skill_garch) < _NOTHING:
        yield say.text("record-garch-even")
    else:
        origin = Origin(OWN, shown.until)
        skill = Figure(
            FigureName.CHANGE,
            "skill against GARCH-t",
            shown.skill_garch,
            "fraction",
            origin,
            horizon=shown.horizon.text,
        )
        yield say.text("record-garch", skill=skill)


def record_line(say: Say, record: HorizonRecord) -> Text:
    """Return the track record of a horizon in one sentence: live, or back-filled and called so."""
    shown = record.shown
    if shown is None:
        return say.text("record-none")
    cases = "sparse" if shown.n < _FEW else "ample"
    facts: dict[str, Fact] = {"held": held_figure(shown), "n": count_figure(shown), "cases": cases}
    key = "record-live" if shown.kind is Kind.LIVE else "record-backfilled"
    if shown.skill is None:
        return say.text(f"{key}-alone", **facts)
    if shown.skill < _NOTHING:
        return say.text(f"{key}-no-better", **facts)
    skill = skill_figure(shown, shown.skill, "no change")
    return say.text(key, **facts, skill=skill, size="small" if shown.skill < _SMALL else "clear")
