"""The questions at the foot of a screen about one mark: its tags, verdict, evidence and colour."""

from collections.abc import Callable, Sequence

from annotations import VERDICTS, Annotation, Change, Notebook
from reader.ui.completion import complete_tags, split_tags
from reader.ui.desk import retag
from reader.ui.themes import COLOURS, VERDICT_GLYPHS
from reader.ui.widgets.choice import Answer
from reader.ui.widgets.prompt import Question

VERDICT_ANSWERS = tuple(
    Answer(key, verdict, f"{VERDICT_GLYPHS[verdict]} {verdict}")
    for key, verdict in zip("usdrmv", VERDICTS, strict=True)
)
_COLOUR_ANSWERS = (
    *(Answer(colour[0], colour, colour) for colour in COLOURS if colour != "grey"),
    Answer("a", "grey", "grey"),
    Answer("n", "", "none"),
)

Choose = Callable[[str, Sequence[Answer], Callable[[str], None], str], None]
"""Offers a choice: its label, the answers, what gets the one that is given, the one that holds now."""


class ClaimPrompts:
    """Asks about a mark and writes the answer; the answer is for the mark that was asked about.

    ``ask`` asks for a line of text, ``choose`` for one of a few answers. ``carry_out`` does a
    verb of the notebook, shows what came of it, and says the sentence.
    """

    def __init__(
        self,
        notebook: Notebook,
        ask: Callable[[Question], None],
        choose: Choose,
        carry_out: Callable[[Callable[[], Change | None], str], bool],
    ) -> None:
        self._notebook = notebook
        self._ask = ask
        self._choose = choose
        self._carry_out = carry_out

    def ask_tags(self, mark: Annotation) -> None:
        """Ask for the tags of the mark; it gets exactly those."""
        used = [tag for tag, _ in self._notebook.tags()]
        last = self._notebook.last_tags(mark.id)

        def complete(typed: str) -> list[str]:
            return complete_tags(typed, used, last)

        def tag(value: str) -> None:
            tags = split_tags(value)
            self._carry_out(lambda: retag(self._notebook, (mark.id,), tags), "")

        worn = "".join(f"{tag}, " for tag in mark.tags)
        self._ask(Question("Tags", tag, worn, complete))

    def ask_verdict(self, claim: Annotation) -> None:
        """Ask for the verdict on the claim."""

        def judge(verdict: str) -> None:
            self._carry_out(lambda: self._notebook.judge((claim.id,), verdict), verdict)

        self._choose("Verdict", VERDICT_ANSWERS, judge, claim.verdict or "")

    def ask_evidence(self, claim: Annotation) -> None:
        """Ask for the evidence of the claim; the verdict stays as it is then."""

        def prove(value: str) -> None:
            self._carry_out(lambda: self._prove(claim.id, tuple(value.split())), "")

        label = "Evidence (links or ids, separated by spaces)"
        self._ask(Question(label, prove, " ".join(claim.evidence)))

    def _prove(self, id: str, evidence: tuple[str, ...]) -> Change:
        verdict = self._notebook.get(id).verdict or "unchecked"
        return self._notebook.judge((id,), verdict, evidence)

    def ask_colour(self, mark: Annotation) -> None:
        """Ask for the mark's own colour."""

        def paint(colour: str) -> None:
            self._carry_out(lambda: self._notebook.recolour((mark.id,), colour or None), "")

        self._choose("Colour", _COLOUR_ANSWERS, paint, mark.colour or "")
