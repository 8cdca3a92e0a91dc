"""How things look: the themes, and the styles that the drawn lines take from them."""

from collections.abc import Mapping
from typing import NamedTuple

from rich.color import Color as RichColor
from rich.style import Style
from textual.color import Color
from textual.theme import Theme


class Look(NamedTuple):
    """How a kind of mark is told apart: by shape first, by colour second.

    ``bar`` stands in the gutter beside its lines; ``edges`` are drawn on the white space
    before and after the passage, so that they never move a letter.
    """

    bar: str
    edges: tuple[str, str] | None
    underline: bool = False
    italic: bool = False


LOOKS: Mapping[str, Look] = {
    "claim": Look("┃", ("▕", "▏")),
    "highlight": Look("│", None, underline=True),
    "question": Look("┊", None, italic=True),
}
OTHER_LOOK = Look("╎", None, underline=True)
SUGGESTED = "◦"
"""Beside the line where a sentence begins that is worth checking."""

VERDICT_GLYPHS: Mapping[str, str] = {
    "unchecked": "·",
    "supported": "✓",
    "disputed": "≠",
    "refuted": "✗",
    "mixed": "±",
    "unverifiable": "?",
}

COLOURS = ("yellow", "red", "green", "blue", "violet", "orange", "grey")
"""The names that a mark's own colour is chosen from."""


def _theme(name: str, dark: bool, ink: str, page: str, **colours: str) -> Theme:
    return Theme(
        name=name,
        primary=colours["accent"],
        secondary=colours["accent"],
        accent=colours["accent"],
        warning=colours["accent"],
        error=colours["warning"],
        success=colours["accent"],
        foreground=ink,
        background=page,
        surface=colours["raised"],
        panel=colours["raised"],
        dark=dark,
        variables={
            "quiet": colours["quiet"],
            "focus-tint": colours["focus"],
            "claim": colours["claim"],
            "claim-tint": colours["claim_tint"],
            "highlight": colours["highlight"],
            "highlight-tint": colours["highlight_tint"],
            "question": colours["question"],
            "question-tint": colours["question_tint"],
            "hit-tint": colours["hit"],
            "mark-grey": "#303030" if dark else "#e4e4e4",
            "selection-tint": colours["selection"],
            "input-cursor-background": colours["accent"],
            "input-cursor-foreground": page,
            "input-selection-background": colours["selection"],
        },
    )


NO_COLOUR = "none"
"""The theme that has no colours: everything is told apart by its shape."""

_NO_COLOURS: Mapping[str, str] = dict.fromkeys(
    "quiet focus-tint claim claim-tint highlight highlight-tint question question-tint hit-tint "
    "selection-tint ansi-background ansi-foreground input-cursor-background "
    "input-cursor-foreground input-selection-background".split(),
    "ansi_default",
)

THEMES: tuple[Theme, ...] = (
    _theme(
        "ink", True, "#d6d2c7", "#17181c",
        quiet="#9a9890", accent="#e3a857", raised="#202127", warning="#e07d63",
        focus="#23252c", claim="#e3a857", claim_tint="#33291a",
        highlight="#8fb996", highlight_tint="#1e2a24", question="#b39ddb", question_tint="#29243a",
        hit="#5b4a12", selection="#3b4457",
    ),
    _theme(
        "paper", False, "#2c2a26", "#faf8f2",
        quiet="#68645b", accent="#94550f", raised="#f0ece1", warning="#af3e29",
        focus="#f0ebdd", claim="#9c5a10", claim_tint="#f7e5c3",
        highlight="#3f7350", highlight_tint="#dfeede", question="#6a4fa0", question_tint="#e8e0f5",
        hit="#ffe08a", selection="#cfdcf2",
    ),
    _theme(
        "sepia", False, "#43382a", "#f1e7d0",
        quiet="#665946", accent="#884a1b", raised="#e6dabd", warning="#a13528",
        focus="#e7dbbf", claim="#8a4b1c", claim_tint="#ecd29f",
        highlight="#4d6b3c", highlight_tint="#d7deb6", question="#6b4c86", question_tint="#decfdd",
        hit="#f2c14e", selection="#c9cfc4",
    ),
    _theme(
        "contrast", True, "#ffffff", "#000000",
        quiet="#c0c0c0", accent="#ffd400", raised="#1a1a1a", warning="#ff8585",
        focus="#2a2a2a", claim="#ffd400", claim_tint="#4a3d00",
        highlight="#5dff8f", highlight_tint="#003d14", question="#d0b0ff", question_tint="#35106b",
        hit="#7a6400", selection="#0047ab",
    ),
    Theme(
        name="terminal",
        primary="ansi_yellow", secondary="ansi_yellow", accent="ansi_yellow",
        warning="ansi_yellow", error="ansi_red", success="ansi_green",
        foreground="ansi_default", background="ansi_default",
        surface="ansi_default", panel="ansi_default", boost="ansi_default",
        dark=True, ansi=True,
        variables={
            "quiet": "ansi_bright_black", "focus-tint": "ansi_default",
            "claim": "ansi_yellow", "claim-tint": "ansi_default",
            "highlight": "ansi_green", "highlight-tint": "ansi_default",
            "question": "ansi_magenta", "question-tint": "ansi_default",
            "hit-tint": "ansi_yellow", "selection-tint": "ansi_blue",
            "ansi-background": "ansi_default", "ansi-foreground": "ansi_default",
            "input-cursor-background": "ansi_yellow", "input-cursor-foreground": "ansi_black",
            "input-selection-background": "ansi_blue",
        },
    ),
    Theme(
        name=NO_COLOUR,
        primary="ansi_default", secondary="ansi_default", accent="ansi_default",
        warning="ansi_default", error="ansi_default", success="ansi_default",
        foreground="ansi_default", background="ansi_default",
        surface="ansi_default", panel="ansi_default", boost="ansi_default",
        dark=True, ansi=True, variables={**_NO_COLOURS, "is-plain": "yes"},
    ),
)  # fmt: skip

DEFAULT_THEME = "ink"


class Palette:
    """The Rich styles of one theme by name, each made when it is first asked for.

    A name is one of the plain ones in ``_PLAIN`` or a look's part such as
    ``claim.text``, ``claim.bar`` or ``yellow.bar``; several are joined by spaces, the
    later ones drawn over the earlier. A name that is not known changes nothing.
    """

    def __init__(self) -> None:
        self._variables: Mapping[str, str] = {}
        self._ansi = False
        self._shapes: Mapping[str, str] = {}
        self._styles: dict[str, Style] = {}

    def take(self, variables: Mapping[str, str], ansi: bool, has_all_colours: bool = True) -> None:
        """Take the colours of a theme; what was drawn before has to be drawn anew.

        A terminal of 256 colours has no soft tints: it would show the nearest loud one, so
        that the marks there all have the theme's one grey.
        """
        tints = {}
        if not has_all_colours and not ansi:
            grey = variables.get("mark-grey", "")
            tints = {f"{kind}-tint": grey for kind in LOOKS} | {"focus-tint": grey}
        self._variables, self._ansi = {**variables, **tints}, ansi
        self._shapes = _SHAPES if "is-plain" in variables else {}
        self._styles.clear()

    def __getitem__(self, names: str) -> Style:
        style = self._styles.get(names)
        if style is None:
            style = Style.combine([Style.null(), *map(self._one, names.split())])
            self._styles[names] = style
        return style

    def _one(self, name: str) -> Style:
        stem, _, part = name.partition(".")
        if part:
            return self._of_mark(stem, part)
        foreground, background, attributes = _PLAIN.get(name, (None, None, ""))
        attributes = self._shapes.get(name, attributes)
        style = Style(
            color=self._colour(foreground),
            bgcolor=self._colour(background),
            bold="bold" in attributes or None,
            italic="italic" in attributes or None,
            underline="underline" in attributes or None,
            reverse="reverse" in attributes or None,
            dim="dim" in attributes or None,
        )
        if self._ansi and name == "focus":
            style += Style(bold=True)
        return style

    def _of_mark(self, stem: str, part: str) -> Style:
        colour = self._colour(stem) or Color.parse(self._own_colour(stem)).rich_color
        if part != "text":
            return Style(color=colour, bold=part == "edge")
        look = LOOKS.get(stem, OTHER_LOOK)
        tint = None if self._ansi else self._colour(f"{stem}-tint")
        underlined = look.underline or (self._ansi and stem != "question")
        return Style(bgcolor=tint, underline=underlined or None, italic=look.italic or None)

    def _own_colour(self, name: str) -> str:
        """The colour that a mark was given by its name, as it can be seen on this page."""
        background = Color.parse(self._variables.get("background", "black"))
        is_light = not self._ansi and background.brightness > 0.5
        return (OWN_ON_LIGHT if is_light else OWN).get(name, OWN["grey"])

    def _colour(self, name: str | None) -> RichColor | None:
        value = self._variables.get(name) if name else None
        return Color.parse(value).rich_color if value else None


OWN: Mapping[str, str] = {
    "yellow": "#c9a227", "red": "#c8553d", "green": "#588157", "blue": "#4a7fb5",
    "violet": "#8e6bbf", "orange": "#d98324", "grey": "#8a8a8a",
}  # fmt: skip
"""The colours that a mark can be given, on a dark page."""

OWN_ON_LIGHT: Mapping[str, str] = {
    "yellow": "#94771c", "red": "#c8553d", "green": "#588157", "blue": "#497db3",
    "violet": "#8c69bd", "orange": "#af6a1d", "grey": "#7a7a7a",
}  # fmt: skip
"""The same on a light one."""

_PLAIN: Mapping[str, tuple[str | None, str | None, str]] = {
    "text": ("foreground", None, ""),
    "base": ("foreground", "background", ""),
    "quiet": ("quiet", None, ""),
    "accent": ("accent", None, ""),
    "strong": (None, None, "bold"),
    "italic": (None, None, "italic"),
    "emphasis": (None, None, "italic"),
    "underline": (None, None, "underline"),
    "warning": ("error", None, ""),
    "raised": (None, "surface", ""),
    "bar": ("quiet", "surface", ""),
    "heading": ("accent", None, "bold"),
    "title": ("foreground", None, "bold"),
    "meta": ("quiet", None, ""),
    "caption": ("quiet", None, "italic"),
    "update": ("quiet", None, "italic"),
    "byline": ("quiet", None, ""),
    "summary": (None, None, "italic"),
    "quote": (None, None, "italic"),
    "code": ("foreground", "surface", ""),
    "syntax": ("quiet", None, ""),
    "link": (None, None, "underline"),
    "focus": (None, "focus-tint", ""),
    "hit": ("foreground", "hit-tint", ""),
    "current_hit": ("foreground", "hit-tint", "bold underline"),
    "selection": ("foreground", "selection-tint", ""),
    "cursor": (None, None, "reverse"),
    "overlap": (None, None, "underline bold"),
    "current": (None, None, "bold"),
    "hint": ("background", "accent", "bold"),
    "picked": ("accent", None, "bold"),
    "row": (None, "focus-tint", ""),
}

_SHAPES: Mapping[str, str] = {
    "quiet": "dim",
    "bar": "dim",
    "syntax": "dim",
    "meta": "dim",
    "byline": "dim",
    "accent": "bold",
    "warning": "bold",
    "hit": "underline",
    "current_hit": "bold underline reverse",
    "selection": "reverse",
    "hint": "bold reverse",
    "row": "reverse",
}
"""What tells things apart that other themes tell apart by colour alone."""
