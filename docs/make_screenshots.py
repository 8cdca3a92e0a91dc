"""Draws the README's screenshots from the sample and its marks: ``make screenshots``."""

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.segment import Segment
from textual.pilot import Pilot

from annotations import Notebook
from docs.svg import svg
from reader.cli.demo import mark_sample
from reader.library.library import Library
from reader.library.progress import Place, Progress
from reader.settings import Settings
from reader.ui.app import PostilApp
from reader.ui.desk import Desk
from reader.ui.desk_screen import DeskScreen

FOLDER = Path(__file__).resolve().parent / "screenshots"
THEMES = ("paper", "ink")
STILL = 6
"""Looks in a row, a twentieth of a second apart, at which a screen that is finished looks the same."""

_WHEN = "2024-05-02T09:30:00Z"
_READ = {"council-minutes-report.txt": 1.0, "harbour-cost.txt": 0.45}
"""How far the shelf's articles are read."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A screen to draw: which keys lead to it, from the shelf or from an article."""

    name: str
    label: str
    size: tuple[int, int]
    first: str | None
    keys: tuple[str, ...] = ()


SCENES = (
    Scene("shelf", "The shelf: the articles of a folder", (80, 24), None),
    Scene("reading", "An article with its marks and the notes beside it", (120, 40), "harbour-cost.txt"),
    Scene("marks", "The list of all marks", (120, 40), None, ("A",)),
    Scene("board", "The claims board: what each article says of each claim", (120, 36), None, ("C", "l")),
    Scene("beside", "A claim and what another article says, side by side", (120, 30), None, ("C", "l", "o")),
    Scene("help", "The help", (120, 40), "harbour-cost.txt", ("question_mark",)),
    Scene("export", "The export, with its preview", (120, 40), None, ("E", "j")),
    Scene("drawer", "An article on 80 columns, a note in the drawer", (80, 24), "harbour-cost.txt"),
    Scene("small", "An article on 60 columns", (60, 20), "sea-wall-doubled.txt", ("J",)),
)  # fmt: skip


async def draw(scene: Scene, theme: str) -> str:
    """The scene as SVG, in a store of its own."""
    library = Library.sample()
    with TemporaryDirectory(prefix="postil-screenshot-") as folder:
        mark_sample(library, Path(folder))
        progress = Progress.open(Path(folder), library.root)
        for path, fraction in _READ.items():
            if scene.first != path:
                article = library.load(path)
                progress.leave(path, article.sha256, Place(0, fraction, _WHEN))
        with Notebook.open(Path(folder)) as notebook:
            desk = Desk(library, notebook, progress, Settings(theme=theme))
            app = PostilApp(desk, scene.first)
            async with app.run_test(size=scene.size) as pilot:
                return await _drawn(app, pilot, scene)


async def _drawn(app: PostilApp, pilot: Pilot[None], scene: Scene) -> str:
    await _still(app)
    if isinstance(app.screen, DeskScreen):
        app.screen.look_again()  # now, not after a second: what other articles say is looked for
    await _still(app)
    for key in scene.keys:
        await pilot.press(key)
        await _still(app)
    lines = await _still(app)
    return svg(lines, scene.size[0], app.current_theme.background or "#000000", scene.label)


async def _still(app: PostilApp) -> list[list[Segment]]:
    """The lines of the screen, once they have stopped changing."""
    before: list[list[Segment]] = []
    same = 0
    while same < STILL:
        await asyncio.sleep(0.05)
        # What the compositor would write; there is no public way to its cells.
        now = [list(strip) for strip in app.screen._compositor.render_strips()]  # noqa: SLF001
        same = same + 1 if now == before and not app.comparer.is_running else 0
        before = now
    return before


def main() -> None:
    """Draw every scene in a light and a dark theme."""
    # With fewer colours than the best terminals have, the app chooses coarser ones.
    os.environ |= {"COLORTERM": "truecolor", "TERM": "xterm-256color"}
    os.environ.pop("NO_COLOR", None)
    FOLDER.mkdir(exist_ok=True)
    for scene in SCENES:
        for theme in THEMES:
            drawn = asyncio.run(draw(scene, theme))
            (FOLDER / f"{scene.name}-{theme}.svg").write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    main()
