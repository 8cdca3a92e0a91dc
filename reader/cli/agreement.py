"""``postil agree``: how far annotators agree, in figures that can be printed."""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace

from annotations import Notebook
from annotations.agreement import ASPECTS, Difference, Figure, Report, differences, report
from reader.cli.libraries import creator_of, open_library, store_of
from reader.cli.output import write_error, write_json, write_table, write_text
from reader.errors import ReaderError
from reader.marks.library_marks import LibraryMarks, follow_moves
from reader.marks.team_texts import TeamTexts, team_texts
from reader.settings import manifests_folder

_SHOWN = 60


def run(arguments: argparse.Namespace) -> int:
    """Compare the annotators, and print figures and differences.

    Raises:
        ReaderError: there are not two annotators to compare.
    """
    creator = creator_of(arguments)
    with (
        open_library(arguments.paths, arguments.encoding) as library,
        Notebook.open(
            store_of(arguments, library),
            only_reads=arguments.only_reads,
            creator=creator,
            manifests=manifests_folder(),
        ) as notebook,
    ):
        follow_moves(library, notebook)
        everybody = team_texts(library, notebook, LibraryMarks(library, notebook, looks=True))
    team = everybody.chosen(arguments.by or ())
    if len(team.annotators) < 2:
        raise ReaderError(_alone(everybody, team))
    on = (arguments.on,) if arguments.on else ASPECTS
    found = report(team.texts, team.annotators, on, arguments.resamples)
    differ = differences(found.passages)
    if arguments.gamma:
        from annotations.agreement.gamma import gamma_figures  # what it loads takes seconds

        compared = [text for text in team.texts if text.name in found.texts]
        figures = {**found.figures, "γ": gamma_figures(compared)}
        found, on = replace(found, figures=figures), (*on, "γ")
    if arguments.json:
        write_json(
            [*_figure_rows(found), *_difference_rows(team, differ), *_left_out_rows(team, found)]
        )
        return 0
    write_text(_headline(team, found))
    for aspect in on:
        write_text(f"\n{aspect}\n")
        write_table([_figure_cells(each) for each in found.figures[aspect]])
    shown = differ if arguments.all else differ[: arguments.differences]
    if shown:
        write_text(f"\n{_counted(len(differ), 'difference')}, most instructive first\n")
        write_table([_difference_cells(team, each) for each in shown])
    if len(shown) < len(differ):
        write_text(f"… and {len(differ) - len(shown)} more; --all lists them.\n")
    for sentence in _left_out(team, found):
        write_error(sentence)
    return 0


def _alone(everybody: TeamTexts, team: TeamTexts) -> str:
    if len(team.annotators) == 1 and len(everybody.annotators) > 1:
        return "To agree takes two: name another annotator behind --by."
    if team.annotators:
        return f"{team.annotators[0]} alone marked these articles: there is nobody to agree with."
    if everybody.unsigned:
        return (
            "Nobody has signed the marks here: set 'creator' in the settings, or give --as NAME,"
            " so that it is known who made which."
        )
    return "Nobody has marked these articles yet."


def _headline(team: TeamTexts, found: Report) -> str:
    marks = " · ".join(f"{who} {found.marks[who]:,}" for who in found.annotators)
    return f"{marks} marks in {_counted(len(found.texts), 'article')} that two or more have read\n"


def _left_out(team: TeamTexts, found: Report) -> Iterator[str]:
    """What was not compared, and why, in sentences."""
    if found.left_out:
        yield f"{_counted(len(found.left_out), 'article')} that one annotator alone has read left out."
    if team.unsigned:
        yield f"{_counted(team.unsigned, 'mark')} that nobody signed left out."
    if team.lost:
        yield f"{_counted(len(team.lost), 'mark')} not found in the texts as they are now left out."
    if team.unread:
        yield f"{_counted(len(team.unread), 'article')} that cannot be read left out: {team.unread[0]}."


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'s' * (count != 1)}"


def _figure_cells(figure: Figure) -> tuple[str, ...]:
    bounds = "" if figure.low is None else f"[{_number(figure.low)}, {_number(figure.high)}]"
    value = _number(figure.value) if figure.value is not None else "—"
    n = f"n = {figure.n:,} {figure.of if figure.n != 1 else figure.of[:-1]}"
    return (f"  {figure.measure}", figure.about, value, bounds, n, figure.reason)


def _number(value: float | None) -> str:
    """A figure with three digits behind the point, and without the nought before it.

    >>> _number(0.51), _number(-0.04), _number(1.0)
    ('.510', '-.040', '1.000')
    """
    written = f"{value or 0:.3f}"
    return written.replace("0.", ".", 1) if abs(value or 0) < 1 else written


def _difference_cells(team: TeamTexts, each: Difference) -> tuple[str, ...]:
    passage = each.passage
    said = "; ".join(
        f"{who}: {_said(passage.units[who]) if who in passage.units else 'no mark'}"
        for who in passage.readers
    )
    return (
        f"  {passage.text}",
        f"{passage.start}:{passage.end}",
        ", ".join(each.about),
        f"“{_words(team, each)}”",
        said,
    )


def _said(unit: object) -> str:
    kind, tags, verdict = (getattr(unit, name) for name in ("kind", "tags", "verdict"))
    return " ".join([kind, *(f"#{tag}" for tag in tags), *([verdict] if verdict else ())])


def _words(team: TeamTexts, each: Difference) -> str:
    unit = next(iter(each.passage.units.values()))
    words = " ".join(team.marks[unit.id].quote.exact.split())
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"


def _figure_rows(found: Report) -> Iterator[dict[str, object]]:
    for aspect, figures in found.figures.items():
        for figure in figures:
            yield {"row": "figure", "on": aspect, **figure._asdict()}


def _difference_rows(team: TeamTexts, differ: Sequence[Difference]) -> Iterator[dict[str, object]]:
    for each in differ:
        passage = each.passage
        yield {
            "row": "difference",
            "article": passage.text,
            "start": passage.start,
            "end": passage.end,
            "about": list(each.about),
            "weight": round(each.weight, 4),
            "marks": {
                who: [unit._asdict() for unit in units] for who, units in passage.all.items()
            },
            "readers": list(passage.readers),
        }


def _left_out_rows(team: TeamTexts, found: Report) -> Iterator[dict[str, object]]:
    for path in found.left_out:
        yield {"row": "left out", "article": path, "reason": "read by one annotator alone"}
    for each in team.lost:
        yield {"row": "left out", "id": each.id, "reason": "not found in the text as it is now"}
    for path in team.unread:
        yield {"row": "left out", "article": path, "reason": "cannot be read"}
    if team.unsigned:
        yield {"row": "left out", "marks": team.unsigned, "reason": "not signed"}
