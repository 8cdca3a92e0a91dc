"""What a program proposes to mark, until a reader takes or drops it.

A proposal is an annotation of the hidden kind ``proposal``: it stands apart from marks, and
keeps who made it. What it would be is in its field ``proposed``, and what the reader answered in
``answer``; one that was taken stays, so that its maker can be compared with others.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from annotations.errors import InvalidAnnotationError
from annotations.model import VERDICTS, Annotation, Json, Source
from annotations.rules import PROPOSAL, check_kind, verdict_of
from annotations.text import Text

PROPOSED = "proposed"
ANSWER = "answer"
TAKEN, DROPPED = "taken", "dropped"


class Proposal(NamedTuple):
    """A passage of a text that somebody proposes to mark, and how."""

    text: Text
    start: int
    end: int
    source: Source
    kind: str = "highlight"
    tags: tuple[str, ...] = ()
    note: str = ""
    verdict: str | None = None
    creator: str | None = None
    colour: str | None = None

    def checked(self) -> "Proposal":
        """The proposal, with the verdict that one of its kind begins with.

        Raises:
            InvalidAnnotationError: nothing can be marked so.
        """
        check_kind(self.kind)
        if self.verdict is not None and self.verdict not in VERDICTS:
            reason = f"{self.verdict!r} is not one of {', '.join(VERDICTS)}"
            raise InvalidAnnotationError("verdict", reason)
        return self._replace(verdict=verdict_of(self.kind, self.verdict))


def proposed_fields(kind: str, verdict: str | None) -> dict[str, Json]:
    """The fields of a record that say what it proposes."""
    said: dict[str, Json] = {"kind": kind}
    if verdict is not None:
        said["verdict"] = verdict
    return {PROPOSED: said}


def is_proposal(annotation: Annotation) -> bool:
    """Whether it is a proposal, answered or not."""
    return annotation.kind == PROPOSAL


def is_open(annotation: Annotation) -> bool:
    """Whether it is a proposal that no reader has answered."""
    return is_proposal(annotation) and annotation.extra.get(ANSWER) not in (TAKEN, DROPPED)


def open_proposals(annotations: Iterable[Annotation]) -> list[Annotation]:
    """Those proposals that no reader has answered."""
    return [each for each in annotations if is_open(each)]


def as_proposed(proposal: Annotation) -> Annotation:
    """The mark that the proposal would be, signed by its maker; what is none is given back."""
    if not is_proposal(proposal):
        return proposal
    said = proposal.extra.get(PROPOSED)
    said = said if isinstance(said, Mapping) else {}
    kind, verdict = str(said.get("kind", "highlight")), said.get("verdict")
    extra = {
        name: value for name, value in proposal.extra.items() if name not in (PROPOSED, ANSWER)
    }
    return replace(
        proposal,
        kind=kind,
        verdict=verdict_of(kind, str(verdict))
        if verdict and kind == "claim"
        else verdict_of(kind, None),
        extra=extra,
    )


def answered(proposal: Annotation, answer: str) -> Annotation:
    """The proposal with the reader's answer."""
    return replace(proposal, extra={**proposal.extra, ANSWER: answer})
