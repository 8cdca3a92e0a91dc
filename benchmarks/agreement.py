"""How long agreement takes: `python -m benchmarks.agreement`; ten annotators, 200 articles, 20,000 marks."""

import random
import time
from collections.abc import Callable

from annotations.agreement import AnnotatedText, Unit, differences, report

ANNOTATORS = [f"annotator {number}" for number in range(10)]
ARTICLES, SENTENCES, MARKS = 200, 40, 10
TAGS = ("money", "date", "who", "place")
VERDICTS = ("supported", "refuted", "unchecked")


def texts() -> list[AnnotatedText]:
    """Articles of forty sentences, of which each annotator marks ten, half of them the same."""
    chance = random.Random(20160)
    made = []
    for number in range(ARTICLES):
        sentences = [(at * 120, at * 120 + 110) for at in range(SENTENCES)]
        likely = chance.sample(sentences, MARKS)
        units = {}
        for who in ANNOTATORS:
            own = [span if chance.random() < 0.5 else chance.choice(sentences) for span in likely]
            units[who] = [
                Unit(
                    start + chance.choice((0, 0, 0, 20)),
                    end,
                    f"{number}/{who}/{at}",
                    "claim",
                    (chance.choice(TAGS),),
                    chance.choice(VERDICTS),
                )
                for at, (start, end) in enumerate(own)
            ]
        made.append(AnnotatedText(f"{number}.txt", SENTENCES * 120, units))
    return made


def timed(what: str, do: Callable[[], object]) -> None:
    began = time.process_time()
    do()
    print(f"{what:<40} {time.process_time() - began:5.2f} s of CPU")


def main() -> None:
    made = texts()
    found = report(made, ANNOTATORS, resamples=0)
    print(f"{sum(found.marks.values()):,} marks, {len(found.passages):,} passages")
    timed("all figures, without intervals", lambda: report(made, ANNOTATORS, resamples=0))
    timed("all figures, 1,000 resamples", lambda: report(made, ANNOTATORS))
    timed("the list of differences", lambda: differences(found.passages))


if __name__ == "__main__":
    main()
