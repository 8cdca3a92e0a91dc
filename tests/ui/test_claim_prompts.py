"""What is asked about a mark at the foot of a screen, and what becomes of the answer."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from annotations import Annotation, Change, Notebook, Source
from reader.ui.claim_prompts import ClaimPrompts
from reader.ui.widgets.choice import Answer
from reader.ui.widgets.prompt import Question

TEXT = "The wall cost 4.1 million. Nobody was hurt."


class Foot:
    """The foot of a screen: keeps what is asked, and does verbs at once."""

    def __init__(self) -> None:
        self.question = Question("", lambda value: None)
        self.choice: tuple[Sequence[Answer], Callable[[str], None], str] = (
            (),
            lambda value: None,
            "",
        )

    def ask(self, question: Question) -> None:
        self.question = question

    def choose(
        self, label: str, answers: Sequence[Answer], then: Callable[[str], None], current: str
    ) -> None:
        self.choice = answers, then, current

    def carry_out(self, verb: Callable[[], Change | None], said: str) -> bool:
        return verb() is not None


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[Notebook]:
    with Notebook.open(tmp_path / "store") as notebook:
        yield notebook


def claim(notebook: Notebook) -> Annotation:
    change = notebook.mark(TEXT, 0, 26, Source(path="wall.txt"), kind="claim", tags=("money",))
    return notebook.get(change.ids[0])


def test_the_tags_worn_are_in_the_line_and_the_answer_replaces_them(notebook: Notebook) -> None:
    foot, made = Foot(), claim(notebook)
    ClaimPrompts(notebook, foot.ask, foot.choose, foot.carry_out).ask_tags(made)
    assert foot.question.value == "money, "
    foot.question.then("cost, wall")
    assert notebook.get(made.id).tags == ("cost", "wall")


def test_the_verdict_that_holds_is_shown_and_another_replaces_it(notebook: Notebook) -> None:
    foot, made = Foot(), claim(notebook)
    ClaimPrompts(notebook, foot.ask, foot.choose, foot.carry_out).ask_verdict(made)
    answers, then, current = foot.choice
    assert current == "unchecked"
    assert "disputed" in [answer.value for answer in answers]
    then("disputed")
    assert notebook.get(made.id).verdict == "disputed"


def test_evidence_is_kept_with_the_verdict_given_meanwhile(notebook: Notebook) -> None:
    foot, made = Foot(), claim(notebook)
    ClaimPrompts(notebook, foot.ask, foot.choose, foot.carry_out).ask_evidence(made)
    notebook.judge((made.id,), "supported")
    foot.question.then("https://one.example https://two.example")
    judged = notebook.get(made.id)
    assert judged.verdict == "supported"
    assert judged.evidence == ("https://one.example", "https://two.example")


def test_a_colour_is_given_and_taken_away(notebook: Notebook) -> None:
    foot, made = Foot(), claim(notebook)
    prompts = ClaimPrompts(notebook, foot.ask, foot.choose, foot.carry_out)
    prompts.ask_colour(made)
    colour = foot.choice[0][0].value
    foot.choice[1](colour)
    assert notebook.get(made.id).colour == colour
    foot.choice[1]("")
    assert notebook.get(made.id).colour is None
