"""Everybody can read it: the contrast of every text and sign in every theme that names its colours.

By the formula of the Web Content Accessibility Guidelines 2.1: 4.5 for text, 3 for signs.
"""

import pytest
from textual.color import Color
from textual.theme import Theme

from reader.ui.themes import COLOURS, OWN, OWN_ON_LIGHT, THEMES, Palette

NAMED = [theme for theme in THEMES if not theme.ansi]
GROUNDS = ("background", "surface", "focus-tint")
MARKED = (*GROUNDS, "claim-tint", "highlight-tint", "question-tint", "mark-grey")
TINTS = ("claim-tint", "highlight-tint", "question-tint", "hit-tint", "selection-tint", "mark-grey")
TEXTS = ("foreground", "quiet", "accent", "error")
SIGNS = ("claim", "highlight", "question")


def colour(theme: Theme, name: str) -> Color:
    named = {
        "foreground": theme.foreground,
        "background": theme.background,
        "surface": theme.surface,
        "accent": theme.accent,
        "error": theme.error,
    }
    return Color.parse(named.get(name) or theme.variables[name])


def contrast(one: Color, other: Color) -> float:
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_formula_gives_the_guidelines_own_values() -> None:
    assert contrast(Color.parse("#000"), Color.parse("#fff")) == pytest.approx(21)
    assert contrast(Color.parse("#777"), Color.parse("#fff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", NAMED, ids=lambda theme: theme.name)
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("ground", MARKED)
def test_every_text_can_be_read_on_the_page_and_where_it_is_marked(
    theme: Theme, text: str, ground: str
) -> None:
    assert contrast(colour(theme, text), colour(theme, ground)) >= 4.5


@pytest.mark.parametrize("theme", NAMED, ids=lambda theme: theme.name)
@pytest.mark.parametrize("tint", TINTS)
def test_the_articles_words_can_be_read_on_every_tint(theme: Theme, tint: str) -> None:
    assert contrast(colour(theme, "foreground"), colour(theme, tint)) >= 4.5


@pytest.mark.parametrize("theme", NAMED, ids=lambda theme: theme.name)
@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("ground", GROUNDS)
def test_every_sign_can_be_seen_on_every_ground(theme: Theme, sign: str, ground: str) -> None:
    assert contrast(colour(theme, sign), colour(theme, ground)) >= 3


@pytest.mark.parametrize("theme", NAMED, ids=lambda theme: theme.name)
@pytest.mark.parametrize("name", COLOURS)
def test_every_colour_that_a_mark_is_given_can_be_seen(theme: Theme, name: str) -> None:
    own = (OWN if theme.dark else OWN_ON_LIGHT)[name]
    palette = Palette()
    palette.take({"background": str(theme.background)}, ansi=False)
    shown = palette[f"{name}.bar"].color
    assert shown is not None
    assert Color.from_rich_color(shown) == Color.parse(own)
    for ground in GROUNDS:
        assert contrast(Color.parse(own), colour(theme, ground)) >= 3
