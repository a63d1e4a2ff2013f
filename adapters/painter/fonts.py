"""The type: IBM Plex Sans in two weights (its licence is beside the files), DejaVu Sans for what it lacks.

Imported at the first picture only.
"""

import unicodedata
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.ft2font import FT2Font, LoadFlags

_OURS = Path(__file__).parent / "fonts"
_DEJAVU = Path(mpl.get_data_path()) / "fonts" / "ttf"

_FILES = {
    False: (
        _OURS / "ibm-plex-sans-latin-400.ttf",
        _OURS / "ibm-plex-sans-latin-ext-400.ttf",
        _DEJAVU / "DejaVuSans.ttf",
    ),
    True: (
        _OURS / "ibm-plex-sans-latin-600.ttf",
        _OURS / "ibm-plex-sans-latin-ext-600.ttf",
        _DEJAVU / "DejaVuSans-Bold.ttf",
    ),
}

# Stands for letters that no font has, such as emoji.
_UNKNOWN = "□"

_MEASURED_AT = 100.0


@cache
def properties(size: float, strong: bool) -> font_manager.FontProperties:
    """Return what matplotlib asks for to set text in `size` pt."""
    return font_manager.FontProperties(family=list(_families(strong)), size=size)


@lru_cache(maxsize=4096)
def measure(text: str, size: float, strong: bool) -> float:
    """Return the width of one line of text in pt."""
    font = _font(strong)
    font.set_size(_MEASURED_AT, 72)
    font.set_text(legible(text), 0.0, flags=LoadFlags.NO_HINTING)
    return font.get_width_height()[0] / 64 * size / _MEASURED_AT


def legible(text: str) -> str:
    """Return `text` on one line, with runs of letters that no font of ours has as one box."""
    shown = (" " if c.isspace() or unicodedata.category(c) == "Cc" else c for c in text)
    visible = (c for c in shown if unicodedata.category(c) != "Cf")
    parts = groupby(visible, key=lambda c: ord(c) in _letters())
    return "".join("".join(run) if known else _UNKNOWN for known, run in parts)


def _font(strong: bool) -> FT2Font:
    return font_manager.get_font([str(path) for path in _FILES[strong]])


@cache
def _letters() -> frozenset[int]:
    weights = (
        {code for path in files for code in font_manager.get_font(str(path)).get_charmap()} for files in _FILES.values()
    )
    return frozenset.intersection(*map(frozenset, weights))


@cache
def _families(strong: bool) -> tuple[str, ...]:
    # Each file is a family of our own naming: the files' own names would mix up the weights and the letter sets.
    names = []
    for path in _FILES[strong]:
        name = f"Candlewick {path.stem}"
        font_manager.fontManager.ttflist.append(font_manager.FontEntry(fname=str(path), name=name))
        names.append(name)
    return tuple(names)
