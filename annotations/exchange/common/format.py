"""What a format is, what its writer may ask for, and what its reader gives."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import ParamSpec

from annotations.errors import AnnotationsError, FormatError
from annotations.exchange.common.sources import shareable
from annotations.model import Annotation

_P = ParamSpec("_P")


def _no_text(_sha256: str) -> str | None:
    return None


def _no_copy(_marks: Sequence[Annotation]) -> bytes:
    raise FormatError("The articles' files are not at hand, and only copies of them can be marked.")


@dataclass(frozen=True, slots=True)
class Context:
    """What a writer may need beside the annotations.

    ``text`` gives the text with a hash, as ``Notebook.text`` does. Absolute paths go out
    only where ``has_absolute_paths`` is set. ``marked_copy`` gives a copy of the file of an
    article with these marks of it in it; it raises FormatError where it cannot be had.
    """

    text: Callable[[str], str | None] = _no_text
    has_absolute_paths: bool = False
    marked_copy: Callable[[Sequence[Annotation]], bytes] = _no_copy


@dataclass(frozen=True, slots=True)
class Refusal:
    """An entry of a file that could not be taken: ``where`` is such as "line 7"."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file held.

    An annotation that never had an id of ours has an empty one; a time that the file does
    not tell is empty too. One that came as a quote alone has an anchor that is orphaned.
    ``texts`` are the articles that the file brought along.
    """

    annotations: tuple[Annotation, ...]
    refused: tuple[Refusal, ...] = ()
    texts: tuple[str, ...] = ()


Write = Callable[[Sequence[Annotation], Context], Iterator[str]]
WriteFolder = Callable[[Sequence[Annotation], Context], Iterator[tuple[str, str | bytes]]]
Read = Callable[..., Reading]
"""Takes the file's text; one of a format of pairs also that of its companion."""


@dataclass(frozen=True, slots=True)
class Format:
    """One way of writing annotations: the same annotations always give the same text.

    ``ending`` is the file name's, with its dot. ``writer`` gives the text in pieces, in the
    order that suits the format; a format of several files has a ``folder_writer`` in its
    place, which gives names and contents; where these are no text, a ``writer`` beside it tells
    in lines what they hold. What it does not ``hold`` is left out. ``read`` is None where nothing can be read back;
    ``companion`` is the ending of the file that one to be read has beside it.
    """

    name: str
    ending: str
    help: str
    writer: Write | None = None
    read: Read | None = None
    folder_writer: WriteFolder | None = None
    companion: str | None = None
    holds: Callable[[Annotation], bool] | None = None

    @property
    def is_written(self) -> bool:
        """Whether it can be written."""
        return self.writer is not None or self.is_folder

    @property
    def is_folder(self) -> bool:
        """Whether it is several files, in a folder of their own."""
        return self.folder_writer is not None

    def write(
        self, annotations: Sequence[Annotation], context: Context | None = None
    ) -> Iterator[str]:
        """The text, in pieces; that of a folder's files is one after the other, to look at."""
        context = context or Context()
        if self.writer is not None:
            yield from self.writer(_outgoing(annotations, context), context)
            return
        for name, content in self.files(annotations, context):
            yield f"==> {name} <==\n"
            text = f"{len(content):,} bytes" if isinstance(content, bytes) else content
            yield text if text.endswith("\n") else text + "\n"

    def files(
        self, annotations: Sequence[Annotation], context: Context | None = None
    ) -> Iterator[tuple[str, str | bytes]]:
        """The names and contents of the files, of a format that is a folder."""
        context = context or Context()
        if self.folder_writer is not None:
            yield from self.folder_writer(_outgoing(annotations, context), context)

    def left_out(self, annotations: Sequence[Annotation]) -> int:
        """How many of these it has no place for."""
        return sum(not self.holds(each) for each in annotations) if self.holds else 0

    def reading(self, text: str, companion: str = "") -> Reading:
        """What the text holds; ``companion`` is that of the file beside it, where one belongs.

        Raises:
            FormatError: it is something else, or nothing in it is sound.
        """
        if self.read is None:
            raise FormatError(f"Nothing can be read back from {self.name}.")
        return self.read(text, companion) if self.companion and companion else self.read(text)


def _outgoing(annotations: Sequence[Annotation], context: Context) -> Sequence[Annotation]:
    return annotations if context.has_absolute_paths else [shareable(one) for one in annotations]


@dataclass(slots=True)
class Gathering:
    """Takes entries one after the other; what is wrong with one does not stop the others."""

    annotations: list[Annotation] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    texts: dict[str, None] = field(default_factory=dict)

    def take(
        self,
        where: str,
        read: Callable[_P, Annotation | Iterable[Annotation]],
        *given: _P.args,
        **named: _P.kwargs,
    ) -> None:
        """Take what ``read`` makes of what is given, or note why it cannot be had."""
        try:
            found = read(*given, **named)
            found = [found] if isinstance(found, Annotation) else list(found)
        except (AnnotationsError, ValueError, RecursionError) as error:
            self.refuse(where, str(error))
        else:
            self.annotations += found

    def refuse(self, where: str, reason: str) -> None:
        """Note that an entry cannot be taken."""
        self.refused.append(Refusal(where, reason))

    def bring(self, text: str) -> None:
        """Keep a text that the file brought along."""
        self.texts.setdefault(text)

    def done(self) -> Reading:
        """All that was taken.

        Raises:
            FormatError: there were entries, and not one was sound.
        """
        if self.refused and not self.annotations:
            first = self.refused[0]
            raise FormatError(f"{first.where.capitalize()} cannot be read: {first.reason}")
        return Reading(tuple(self.annotations), tuple(self.refused), tuple(self.texts))
