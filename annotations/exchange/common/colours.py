"""The colours of marks, and which of them one from elsewhere comes nearest to."""

import re
from colorsys import rgb_to_hsv

SHADES = {
    "yellow": "#ffe866",
    "red": "#ff9e9e",
    "green": "#b2e08c",
    "blue": "#9cd3f5",
    "violet": "#cdbcf5",
    "orange": "#ffc27a",
    "grey": "#cccccc",
}
"""What a mark's own colour looks like on paper."""

_OTHER_NAMES = {
    "purple": "violet",
    "magenta": "violet",
    "indigo": "violet",
    "pink": "red",
    "cyan": "blue",
    "teal": "blue",
    "gray": "grey",
    "brown": "orange",
}


def colour_name(colour: str) -> str | None:
    """The name of the colour that is nearest to one as others have it; None if it is none.

    >>> colour_name("#fff000"), colour_name("purple"), colour_name("#808080"), colour_name("loud")
    ('yellow', 'violet', 'grey', None)
    """
    name = colour.strip().lower()
    name = _OTHER_NAMES.get(name, name)
    if name in SHADES:
        return name
    if not re.fullmatch(r"#[0-9a-f]{6}", name):
        return None
    hue, saturation, _ = _tone(name)
    if saturation < 0.15:
        return "grey"
    hues = ((each, _tone(shade)[0]) for each, shade in SHADES.items() if each != "grey")
    return min(hues, key=lambda one: min(abs(one[1] - hue), 1 - abs(one[1] - hue)))[0]


def parts_of(shade: str) -> tuple[float, float, float]:
    """Red, green and blue, from 0 to 1.

    >>> parts_of("#ff0000")
    (1.0, 0.0, 0.0)
    """
    red, green, blue = (int(shade[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _tone(shade: str) -> tuple[float, float, float]:
    return rgb_to_hsv(*parts_of(shade))
