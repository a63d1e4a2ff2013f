"""The colours of the pictures: the tokens of the look, by theme."""

from dataclasses import dataclass

from bot.speaking.drawings import Theme


@dataclass(frozen=True, slots=True)
class Palette:
    """One theme's colours as #RRGGBB. `card` is the ground of every picture, `sunken` that of a gap."""

    card: str
    sunken: str
    ink: str
    ink2: str
    rule: str
    edge: str
    up: str
    down: str
    b50: str
    b80: str
    b95: str
    mid: str
    sim: str
    sim_ground: str


PALETTES: dict[Theme, Palette] = {
    "light": Palette(
        card="#FFFFFF",
        sunken="#F1EFE9",
        ink="#171A21",
        ink2="#50565F",
        rule="#D9D6CE",
        edge="#868A91",
        up="#0A6E7C",
        down="#BC420E",
        b50="#A0A7BA",
        b80="#C6CAD6",
        b95="#E4E6EC",
        mid="#3C4356",
        sim="#6A2C91",
        sim_ground="#F4E9FA",
    ),
    "dark": Palette(
        card="#1A1E26",
        sunken="#0C0E13",
        ink="#ECEAE4",
        ink2="#A4ABB6",
        rule="#2C323D",
        edge="#737B88",
        up="#4FC3CF",
        down="#F58A55",
        b50="#566074",
        b80="#39414F",
        b95="#262C38",
        mid="#D6DAE4",
        sim="#D9A8F5",
        sim_ground="#2C1D38",
    ),
}


def mixed(colour: str, ground: str, share: float) -> str:
    """Return `share` (0..1) of `colour` mixed into `ground`, both #RRGGBB."""
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return "#" + "".join(f"{round(share * a + (1 - share) * b):02X}" for a, b in pairs)


def luminance(colour: str) -> float:
    """Return the relative luminance, 0 black .. 1 white. Source: WCAG 2.2."""
    red, green, blue = (c / 255 for c in _channels(colour))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 .. 21. Source: WCAG 2.2."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
