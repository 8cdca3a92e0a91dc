"""Which commands are meant by what is typed in the list of all commands, the likeliest first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reader.ui.commands import Command
from reader.ui.keymap import keys_of, shown

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PaletteMatch:
    """A command that may be meant, and where its label has what was typed."""

    command: Command
    spans: tuple[Span, ...] = ()


def meant(typed: str, commands: Iterable[Command], own: Mapping[str, str]) -> list[PaletteMatch]:
    """The commands that what is typed may mean; all of them, in their order, for nothing typed.

    First comes the command whose key it is, then those whose label begins with it, those
    with words that begin so, those that have its words anywhere, those whose group or id
    has them, and last those whose labels have its letters in this order.
    """
    wanted = typed.strip()
    if not wanted:
        return [PaletteMatch(command) for command in commands]
    ranked: list[tuple[int, PaletteMatch]] = []
    for command in commands:
        if wanted in {shown(key) for key in keys_of(command, own)}:
            ranked.append((0, PaletteMatch(command)))
        else:
            rank, spans = _rank(wanted.lower(), command)
            if rank:
                ranked.append((rank, PaletteMatch(command, tuple(sorted(spans)))))
    return [match for _, match in sorted(ranked, key=lambda each: each[0])]


def _rank(wanted: str, command: Command) -> tuple[int, list[Span]]:
    """How near the command is (1 the nearest, 0 for not at all), and where its label has it."""
    label = command.label.lower()
    if label.startswith(wanted):
        return 1, [(0, len(wanted))]
    words = wanted.split()
    begun = [f" {label}".find(f" {word}") for word in words]
    if -1 not in begun:
        return 2, _spans(begun, words)
    within = [label.find(word) for word in words]
    if -1 not in within:
        return 3, _spans(within, words)
    around = f"{label} {command.group.lower()} {command.id}"
    if all(word in around for word in words):
        found = [(at, word) for at, word in zip(within, words, strict=True) if at >= 0]
        return 4, _spans([at for at, _ in found], [word for _, word in found])
    letters = _letters("".join(words), label)
    return (5, letters) if letters else (0, [])


def _spans(starts: list[int], words: list[str]) -> list[Span]:
    return [(at, at + len(word)) for at, word in zip(starts, words, strict=True)]


def _letters(wanted: str, label: str) -> list[Span]:
    """Where the label has the letters one after the other; nothing if it lacks one."""
    spans: list[Span] = []
    at = -1
    for letter in wanted:
        at = label.find(letter, at + 1)
        if at < 0:
            return []
        spans.append((at, at + 1))
    return spans
