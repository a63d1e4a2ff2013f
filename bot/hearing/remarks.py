"""What a wish says besides when: how often, how long, where, even at night."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from bot.hearing.pieces import FILLER, Piece
from bot.params.times import Window

_MOST_MESSAGES = 100
_EVERY_TIME = "1h"


@dataclass(slots=True)
class Options:
    """What is said about how often and where: in the words of rules. `unsure` where two places are named, `elsewhere`
    the words for one that cannot be told from here."""

    every: str | None = None
    most: int | None = None
    venue: str | None = None
    to: str | None = None
    night: bool = False
    asked: bool = False
    unsure: bool = False
    elsewhere: str | None = None
    rest: list[Piece] = field(default_factory=list)


def options_of(pieces: Sequence[Piece]) -> Options:
    """Take out what says how often, how long and where; what is left says when it is true."""
    options, index = Options(), 0
    while index < len(pieces):
        taken = _often(options, pieces, index) or _long(options, pieces, index) or _remark(options, pieces, index)
        if not taken:
            options.rest.append(pieces[index])
        index += max(1, taken)
    return options


def _often(options: Options, pieces: Sequence[Piece], index: int) -> int:
    """Take "every 4 hours", "once a day", "at most 3 times"; return how many pieces that were."""
    following = _next(pieces, index)
    value = pieces[following].value if following < len(pieces) else None
    if isinstance(value, Window) and pieces[index].carries & {"every", "once_per"}:
        options.every = value.text
    elif isinstance(value, Decimal) and "at_most" in pieces[index].carries and value in range(1, _MOST_MESSAGES + 1):
        options.most = int(value)
        times = _next(pieces, following)
        following = times if times < len(pieces) and "times" in pieces[times].carries else following
    else:
        return 0
    return following + 1 - index


def _long(options: Options, pieces: Sequence[Piece], index: int) -> int:
    """Take "for 10 minutes", "10 Minuten lang"; return how many pieces that were."""
    following = _next(pieces, index) if "lasting" in pieces[index].carries else index
    if following >= len(pieces) or not isinstance(pieces[following].value, Window):
        return 0
    is_long = following + 1 < len(pieces) and "long" in pieces[following + 1].carries
    if following == index and not is_long:
        return 0
    options.rest.append(replace(pieces[following], carries=frozenset({"lasting"})))
    return following + 1 + is_long - index


def _remark(options: Options, pieces: Sequence[Piece], index: int) -> int:
    """Take one piece that says by itself how or how often; return 1 if it does."""
    carries = pieces[index].carries
    if "wish" in carries:
        options.asked = True
    elif "venue" in carries:
        options.venue = str(pieces[index].value)
    elif "night" in carries:
        options.night = True
    elif carries & {"here", "privately", "elsewhere"}:
        _place(options, pieces, index)
    elif "every_time" in carries:
        options.every = options.every or _EVERY_TIME
    elif carries & {"hourly", "daily"} and not _of_candles(pieces, index):
        options.every = "1h" if "hourly" in carries else "24h"
    else:
        # Quiet hours are kept without being asked, and one message is what "at most once" means.
        return int(bool(carries & {"quiet", "at_most", "once_per", "every"}))
    return 1


def _place(options: Options, pieces: Sequence[Piece], index: int) -> None:
    """Take where it shall be told."""
    carries = pieces[index].carries
    if "elsewhere" not in carries:
        place = "here" if "here" in carries else "me"
        options.unsure = options.unsure or options.to not in {None, place}
        options.to = place
    elif "filler" in carries and index < len(pieces) - 1:
        # "When there is a drop" names no place.
        options.rest.append(replace(pieces[index], carries=FILLER))
    else:
        options.elsewhere = pieces[index].typed


def _next(pieces: Sequence[Piece], index: int) -> int:
    """Return where the next piece that is no filler stands."""
    index += 1
    while index < len(pieces) and pieces[index].carries == FILLER:
        index += 1
    return index


def _of_candles(pieces: Sequence[Piece], index: int) -> bool:
    """Whether "hourly" speaks of candles: a study or the volume is named in its clause."""
    joints = [i for i, piece in enumerate(pieces) if piece.carries & {"and", "or"}]
    start = max((joint for joint in joints if joint < index), default=-1)
    end = min((joint for joint in joints if joint > index), default=len(pieces))
    return any(piece.carries & {"indicator", "volume"} for piece in pieces[start + 1 : end])
