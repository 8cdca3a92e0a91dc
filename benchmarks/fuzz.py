"""Every loader against files damaged at random, for a minute each.

    python -m benchmarks.fuzz [--seconds 60] [--seed N] [LOADER …]

A loader may refuse a file with a sentence and must do nothing else that is wrong; the files
that it fails on are written to ``--keep``. What is refused shows whether they get far enough.
"""

import argparse
import resource
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from reader.loading import LOADERS
from tests.reader.damage import damaged
from tests.reader.fuzz_seeds import seeds
from tests.reader.fuzzing import attempt


def main() -> int:
    arguments = _arguments()
    failures = 0
    print("| loader | forms | files | refused | slowest | failed |")
    print("|---|---|---|---|---|---|")
    for name in arguments.loaders or LOADERS:
        with TemporaryDirectory(prefix="postil-fuzz-") as folder:
            random = Random(f"{name} {arguments.seed}")
            failures += _run(name, arguments.seconds, random, Path(folder), arguments.keep)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"\nAt most {memory} MB of memory, the files in the making and the program included.")
    return 1 if failures else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__)
    parser.add_argument("loaders", nargs="*", metavar="LOADER")
    parser.add_argument("--seconds", type=float, default=60, help="for each (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="another one, other files")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-failures"), metavar="FOLDER")
    return parser.parse_args()


def _run(name: str, seconds: float, random: Random, folder: Path, keep: Path) -> int:
    whole = seeds()[name]
    done: Counter[str] = Counter()
    failed, slowest = 0, 0.0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        file = damaged(random.choice(whole), random)
        started = time.process_time()
        try:
            done[attempt(name, file, folder)] += 1
        except Exception:  # noqa: BLE001  whatever it is, it is what we look for
            failed += 1
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{name}-{failed}").write_bytes(file)
            traceback.print_exc(limit=-4, file=sys.stderr)
        slowest = max(slowest, time.process_time() - started)
    files = done.total() + failed
    refused = 1 - done["read"] / max(1, files)
    print(
        f"| {name} | {len(whole)} | {files:,} | {refused:.0%} | {slowest * 1000:,.0f} ms | {failed} |",
        flush=True,
    )
    return failed


if __name__ == "__main__":
    sys.exit(main())
