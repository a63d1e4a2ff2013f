"""Text that has to fit: shrunk a little, then shortened with an ellipsis, never below 10 pt."""

from collections.abc import Sequence

from adapters.painter.marks import Measure, Pill, Words

LEAST_SIZE = 10.0

# No line of a picture holds more; nobody waits for a longer text to be measured.
_LONGEST = 300

# Height of capitals and digits of the type, as a share of its size.
CAPITALS = 0.698


def fit(text: str, room: float, size: float, strong: bool, measure: Measure) -> tuple[str, float]:
    """Return the text and size (pt) that fit into `room` pt."""
    if len(text) > _LONGEST:
        text = text[:_LONGEST] + "…"
    width = measure(text, size, strong)
    if width <= room:
        return text, size
    shrunk = max(LEAST_SIZE, size * room / width * 0.995)
    if measure(text, shrunk, strong) <= room:
        return text, shrunk
    return shortened(text, room, LEAST_SIZE, strong, measure), LEAST_SIZE


def shortened(text: str, room: float, size: float, strong: bool, measure: Measure) -> str:
    """Return the longest beginning of `text` that fits with an ellipsis."""
    fits, too_long = 0, len(text)
    while too_long - fits > 1:
        half = (fits + too_long) // 2
        if measure(text[:half].rstrip() + "…", size, strong) <= room:
            fits = half
        else:
            too_long = half
    return text[:fits].rstrip() + "…"


def broken(text: str, room: float, size: float, strong: bool, measure: Measure) -> list[str]:
    """Return `text` in as few lines of at most `room` pt as it takes, about as long as each other, parted at spaces; a
    word that is longer is shortened."""
    words = [
        word if measure(word, size, strong) <= room else shortened(word, room, size, strong, measure)
        for word in text[:_LONGEST].split(" ")
    ]
    lines = _filled(words, room, size, strong, measure)
    narrower = room
    while narrower > room / 2:
        narrower -= room / 40
        evener = _filled(words, narrower, size, strong, measure)
        if len(evener) > len(lines):
            break
        lines = evener
    return lines


def _filled(words: Sequence[str], room: float, size: float, strong: bool, measure: Measure) -> list[str]:
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if measure(longer, size, strong) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def middle(y: float, size: float) -> float:
    """Return the baseline of text whose capitals are centred on `y`."""
    return y + CAPITALS * size / 2


def pill(role: str, text: str, y: float, colours: tuple[str, str], place: tuple[float, float]) -> tuple[Pill, Words]:
    """Return a pill of `colours` (fill, text) centred on `y`; `place` is its left edge and the text's width."""
    fill, ink = colours
    left, width = place
    box = (left, y - 7.5, left + width + 2 * PILL_PADDING, y + 7.5)
    words = Words(role, text, left + PILL_PADDING, middle(y, PILL_SIZE), ink, PILL_SIZE, strong=True)
    return Pill(role, box, fill), words


PILL_SIZE = 11.5
PILL_PADDING = 4.0
