"""Sentences and suggestions on public data, which is fetched by whoever measures.

python -m benchmarks.claims --gum FOLDER --golden README --policlaim FOLDER --claimbuster FILE
"""

import argparse
import sys
from pathlib import Path

from benchmarks.claims import ranking, segmenting


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
    rows.insert(0, ("on", "figure", "measured"))
    for row in rows:
        sys.stdout.write("| " + " | ".join(row) + " |\n")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.claims", description=__doc__)
    parser.add_argument("--golden", type=Path, help="the README of pragmatic_segmenter")
    parser.add_argument("--gum", type=Path, help="folder with .conllu files")
    parser.add_argument("--policlaim", type=Path, help="the folder data of AFaCTA")
    parser.add_argument("--claimbuster", type=Path, help="kfold_25ncs.json of claimbuster-spotter")
    parser.add_argument("--labelled", type=Path, help="JSON Lines with text and label (0, 1, 2)")
    parser.add_argument("--show", action="store_true", help="print what went wrong")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
