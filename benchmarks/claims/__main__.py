"""Sentences, suggestions and matches on public data, which is fetched by whoever measures.

python -m benchmarks.claims --gum FOLDER --golden README --policlaim FOLDER --claimbuster FILE
    --checked FILE --queries FILE --relevant FILE --events FILE --news FOLDER --libraries --repeated
"""

import argparse
import sys
from pathlib import Path

from benchmarks.claims import events, libraries, matching, news, ranking, segmenting


def main() -> int:
    """Measure what there is data for, and print it."""
    arguments = _arguments()
    rows: list[tuple[str, str, str]] = []
    if arguments.golden is not None:
        rows += segmenting.golden(arguments.golden, show=arguments.show)
    if arguments.gum is not None:
        rows += segmenting.treebank(arguments.gum, show=arguments.show)
        rows += segmenting.speed(arguments.gum)
    if arguments.policlaim is not None:
        rows += ranking.policlaim(arguments.policlaim)
    if arguments.claimbuster is not None:
        rows += ranking.claimbuster(arguments.claimbuster)
    if arguments.labelled is not None:
        rows += ranking.labelled(arguments.labelled)
    rows += _of_matches(arguments)
    rows.insert(0, ("on", "figure", "measured"))
    for row in rows:
        sys.stdout.write("| " + " | ".join(row) + " |\n")
    return 0


def _of_matches(arguments: argparse.Namespace) -> list[tuple[str, str, str]]:
    rows: list[tuple[str, str, str]] = []
    if arguments.events is not None:
        rows += events.events(arguments.events, show=arguments.show)
    if arguments.news is not None:
        rows += news.news(arguments.news)
    if arguments.checked is not None and arguments.queries is not None:
        rows += matching.retrieval(arguments.checked, arguments.queries, arguments.relevant)
        rows += matching.speed(arguments.checked)
    if arguments.checked is not None and arguments.libraries:
        rows += libraries.libraries(arguments.checked)
    if arguments.repeated:
        rows += libraries.repeated()
    return rows


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.claims", description=__doc__)
    parser.add_argument("--golden", type=Path, help="the README of pragmatic_segmenter")
    parser.add_argument("--gum", type=Path, help="folder with .conllu files")
    parser.add_argument("--policlaim", type=Path, help="the folder data of AFaCTA")
    parser.add_argument("--claimbuster", type=Path, help="kfold_25ncs.json of claimbuster-spotter")
    parser.add_argument(
        "--checked", type=Path, help="verified_claims.docs.tsv of CheckThat! 2020 T2"
    )
    parser.add_argument("--queries", type=Path, help="its tweets.queries.tsv, of a part")
    parser.add_argument("--relevant", type=Path, help="the tweet-vclaim-pairs.qrels of that part")
    parser.add_argument("--events", type=Path, help="ECB_Train_corpus.txt, its mentions beside it")
    parser.add_argument("--news", type=Path, help="a copy of the repository launchnlp/BASIL")
    parser.add_argument(
        "--libraries", action="store_true", help="compare libraries of the sentences of --checked"
    )
    parser.add_argument(
        "--repeated", action="store_true", help="compare texts that repeat themselves"
    )
    parser.add_argument("--labelled", type=Path, help="JSON Lines with text and label (0, 1, 2)")
    parser.add_argument("--show", action="store_true", help="print what went wrong")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
