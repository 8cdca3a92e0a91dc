"""From the values that were measured to the tables of README.md."""

import os
import platform
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from benchmarks.programs import MINIMAL, POSTIL
from benchmarks.sessions import Figures


@dataclass(frozen=True, slots=True)
class Measured:
    """All that one run of the benchmark found; the mappings are by the program's name."""

    opened: dict[str, Figures]
    read: dict[str, Figures]
    read_book: dict[str, Figures]
    opened_book: dict[str, Figures]
    marked: Figures
    commands: dict[str, Figures]
    about: Sequence[str]


@dataclass(frozen=True, slots=True)
class Budget:
    """What is allowed, what it came to, and whether that is enough."""

    what: str
    allowed: str
    value: str
    verdict: str


def report(measured: Measured) -> str:
    """All tables, as Markdown."""
    parts = [
        f"{' '.join(measured.about)}\n",
        "### Budgets\n",
        table(("", "budget", "measured", ""), map(_budget_row, budgets(measured))),
        "### Opening an article of 10 kB\n",
        _opening(measured.opened),
        "### Reading a text of 200 kB\n",
        _reading(measured.read),
        "### Opening and reading a text of 1 MB\n",
        _opening(measured.opened_book),
        _reading(measured.read_book),
        "### Commands, on the sample and a hundred marks\n",
        _commands(measured.commands),
    ]
    return "\n".join(parts)


def machine(peers: dict[str, str]) -> list[str]:
    """Where this was measured and with what, in sentences."""
    load = ", ".join(f"{part:.1f}" for part in os.getloadavg())
    said = [
        f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, "
        f"Textual {version('textual')}"
    ]
    said += [f"{name} {number.lstrip('v')}" for name, number in peers.items()]
    return [f"{', '.join(said)}.", f"Load average at the start: {load}."]


def budgets(measured: Measured) -> list[Budget]:
    """The budgets of the project, each with what came of it."""
    opened, read = measured.opened[POSTIL], measured.read[POSTIL]
    mark = measured.marked
    textual = [name for name, figures in measured.commands.items() if any(figures["loads Textual"])]
    return [
        _most("first text of an article", 25, opened["first text"]),
        _ratio(measured.opened),
        _none("keys lost that were typed at the first sight of text", opened["keys lost at the start"]),
        _most("page turn, median", 12, read["page"]),
        _most("page turn, 95th percentile", 30, [high(read["page"])]),
        _most("page turn, CPU", 8, read["page, CPU"]),
        _most("fifty page keys at once", 400, read["fifty keys"]),
        _none("keys lost of the fifty", read["keys lost of fifty"]),
        _most("new window size", 50, read["resize"]),
        _none("places lost by it", read["places lost"]),
        _most("key to mark seen, with the mark on the disk", 30, mark["mark"]),
        _none("marks seen too early, or lost", mark["mark seen before it was on the disk"] + mark["marks lost"]),
        _most("memory with an article", 45, opened["memory"], "MB"),
        Budget("commands that load Textual", "none", ", ".join(textual) or "none", _verdict(not textual)),
    ]  # fmt: skip


def _ratio(opened: dict[str, Figures]) -> Budget:
    """Postil's CPU time until it obeys a key over that of the minimal app."""
    name, limit = "first key obeyed, CPU", 1.3
    ours, least = opened[POSTIL][name], opened[MINIMAL][name]
    ratio = median(ours) / median(least) if ours and least else float("inf")
    return Budget(
        "CPU until a key is obeyed",
        f"{limit} × the {MINIMAL}",
        f"{ratio:.2f} ×",
        _verdict(ratio <= limit),
    )


def _most(what: str, limit: float, values: Sequence[float], unit: str = "ms") -> Budget:
    verdict = _verdict(median(values) <= limit)
    if verdict != "kept" and values and min(values) <= limit:
        verdict = "kept at best"
    least = f" ({number(min(values))})" if len(values) > 1 else ""
    return Budget(what, f"{limit:g} {unit}", f"{number(median(values))} {unit}{least}", verdict)


def _none(what: str, values: Sequence[float]) -> Budget:
    return Budget(what, "0", f"{sum(values):g}", _verdict(sum(values) == 0))


def _verdict(is_kept: bool) -> str:
    return "kept" if is_kept else "**missed**"


def _budget_row(budget: Budget) -> tuple[str, ...]:
    return budget.what, budget.allowed, budget.value, budget.verdict


def _opening(opened: dict[str, Figures]) -> str:
    header = (
        "",
        "first text",
        "CPU",
        "a key obeyed",
        "CPU",
        f"× {MINIMAL}",
        "CPU at rest",
        "memory",
    )
    cpu = "first key obeyed, CPU"
    base = opened[MINIMAL][cpu]

    def row(name: str, figures: Figures) -> tuple[str, ...]:
        times = median(figures[cpu]) / median(base) if figures[cpu] and base else None
        return (
            name,
            _ms(figures["first text"]),
            _ms(figures["first text, CPU"]),
            _ms(figures["first key obeyed"]),
            _ms(figures[cpu]),
            f"{times:.2f}" if times is not None else "",
            _ms(figures["at rest, CPU"]),
            f"{number(median(figures['memory']))} MB",
        )

    return _rows(header, opened, row)


def _reading(read: dict[str, Figures]) -> str:
    header = (
        "",
        "page",
        "95th percentile",
        "CPU",
        "fifty keys",
        "keys lost",
        "resize",
        "places lost",
        "memory",
    )

    def row(name: str, figures: Figures) -> tuple[str, ...]:
        return (
            name,
            _ms(figures["page"]),
            f"{number(high(figures['page']))} ms",
            _ms(figures["page, CPU"]),
            _ms(figures["fifty keys"]),
            f"{median(figures['keys lost of fifty']):g}",
            _ms(figures["resize"]),
            f"{sum(figures['places lost']):g} of {len(figures['places lost'])}",
            f"{number(median(figures['memory after reading']))} MB",
        )

    return _rows(header, read, row)


def _commands(commands: dict[str, Figures]) -> str:
    def row(name: str, figures: Figures) -> tuple[str, ...]:
        return f"`{name}`", _ms(figures["CPU"]), "yes" if any(figures["loads Textual"]) else "no"

    return _rows(("", "CPU", "loads Textual"), commands, row)


def _rows(
    header: tuple[str, ...],
    named: dict[str, Figures],
    row: Callable[[str, Figures], tuple[str, ...]],
) -> str:
    return table(header, (row(name, figures) for name, figures in named.items()))


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    every = [header, ("---",) * len(header), *rows]
    return "".join(f"| {' | '.join(row)} |\n" for row in every)


def median(values: Sequence[float]) -> float:
    """The median; not a number of none."""
    return statistics.median(values) if values else float("nan")


def high(values: Sequence[float]) -> float:
    """The 95th percentile."""
    ordered = sorted(values)
    return (
        ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
        if ordered
        else float("nan")
    )


def _ms(values: Sequence[float]) -> str:
    """The median, and the least in brackets: the least is what noise cannot make smaller."""
    return f"{number(median(values))} ms ({number(min(values))})" if values else ""


def number(value: float) -> str:
    """As few digits as tell something."""
    return f"{value:.1f}" if value < 10 else f"{value:,.0f}"
