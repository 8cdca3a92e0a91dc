"""What was read and marked: today, lately, and in all."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from textual.app import ComposeResult

from annotations import Annotation
from annotations.annotator import short_names
from annotations.tags import key
from reader.library.progress import Day
from reader.ui.desk_screen import DeskScreen
from reader.ui.themes import VERDICT_GLYPHS
from reader.ui.widgets.line_list import LineList, Pieces
from reader.ui.widgets.one_line import OneLine, Piece

_DAYS = 14
_BAR = 30
_READ = 0.99
_TAGS = 12


class StatisticsScreen(DeskScreen):
    """Counts from what is kept anyway; nothing is sent anywhere."""

    PLACES = frozenset({"app", "list"})

    def compose(self) -> ComposeResult:
        yield LineList(self.palette, id="counts")
        yield OneLine(self.palette, id="status")

    def on_mount(self) -> None:
        counts = self.query_one("#counts", LineList)
        counts.has_cursor = False
        counts.focus()
        self.gather_marks(self.refresh_marks)

    def refresh_marks(self, change: object = None) -> None:
        desk = self.desk
        rows = [
            *reading_rows(desk.progress.days, date.today()),  # noqa: DTZ011  (the reader's own day)
            *article_rows(desk.progress.fractions(), desk.library.count),
            *mark_rows(desk.marks.annotations()),
        ]
        self.query_one("#counts", LineList).show(len(rows), lambda row, width: rows[row])
        self.show_status()

    def status(self) -> list[Piece]:
        return [Piece(" Read and marked", "accent"), Piece(f" · {self.desk.library.name}")]


def reading_rows(days: Mapping[str, Day], today: date) -> list[Pieces]:
    """The time and the words of each of the last days, and how fast that was."""
    total = sum(day.seconds for day in days.values())
    words = sum(day.words for day in days.values())
    rows = _heading("Reading")
    recent = [(today - timedelta(days=back)).isoformat() for back in range(_DAYS - 1, -1, -1)]
    most = max((days[day].seconds for day in recent if day in days), default=0)
    for day in recent:
        if day in days:
            share = round(_BAR * days[day].seconds / most) if most else 0
            label = "today" if day == today.isoformat() else day
            said = f"{_time(days[day].seconds):>9}  {days[day].words:>7,} words"
            rows.append(
                [(f"    {label:<12}", ""), (f"{'▇' * share:<{_BAR}}", "accent"), (said, "")]
            )
    rows.append(_row("in all", f"{_time(total)}, {words:,} words"))
    if total >= 60 and words:
        rows.append(_row("pace", f"{round(words * 60 / total)} words a minute"))
    return rows


def article_rows(fractions: Sequence[float], articles: int) -> list[Pieces]:
    """How many of the library's articles were read to the end, or begun."""
    read = sum(1 for fraction in fractions if fraction >= _READ)
    return [
        *_heading("This library"),
        _row("articles", f"{articles:,}"),
        _row("read", f"{read:,}"),
        _row("begun", f"{len(fractions) - read:,}"),
    ]


def mark_rows(made: Sequence[Annotation]) -> list[Pieces]:
    """How many marks of each kind there are, verdicts, and the tags used most."""
    used = Counter(tag for each in made for tag in each.tags)
    tags = sorted(used.items(), key=lambda item: (-item[1], key(item[0])))
    kinds = Counter(each.kind for each in made)
    verdicts = Counter(each.verdict for each in made if each.verdict)
    rows = [*_heading("Marks"), *(_row(f"{kind}s", f"{n:,}") for kind, n in kinds.most_common())]
    rows.append(_row("with a note", f"{sum(1 for each in made if each.note):,}"))
    annotators = Counter(each.creator for each in made)
    if len(annotators) > 1:
        names = short_names(filter(None, annotators))
        rows += _heading("By annotator")
        rows += [
            _row(names[who] if who else "not signed", f"{count:,}")
            for who, count in annotators.most_common()
        ]
    if verdicts:
        rows += _heading("Claims by verdict")
        rows += [
            _row(f"{VERDICT_GLYPHS.get(verdict, ' ')} {verdict}", f"{count:,}")
            for verdict, count in verdicts.most_common()
        ]
    if tags:
        rows += [*_heading("Tags"), *(_row(tag, f"{count:,}") for tag, count in tags[:_TAGS])]
    return rows


def _heading(words: str) -> list[Pieces]:
    return [[("", "")], [("  " + words, "heading")]]


def _row(label: str, value: str) -> Pieces:
    return [(f"    {label:<24} ", "quiet"), (value, "")]


def _time(seconds: int) -> str:
    hours, minutes = divmod(seconds // 60, 60)
    if not hours and not minutes:
        return f"{seconds} s"
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min"
