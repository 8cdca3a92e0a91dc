"""Files that were made to break whoever reads them, most of them small.

    python -m benchmarks.hostile [WORDS …]

Each (of those whose names have one of the words) is read in a process of its own, as a folder
that holds it is listed and its first articles opened. Told are the file's size, the seconds
and the memory that reading it took, of which 0.1 s and 25 MB are the program's own, and what
came of it.
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.reader.hostile_archives import ARCHIVES
from tests.reader.hostile_lists import LISTS
from tests.reader.hostile_markup import MARKUP
from tests.reader.hostile_pdfs import PDFS

HOSTILE = {**ARCHIVES, **MARKUP, **LISTS, **PDFS}

PATIENCE = 120
"""Seconds after which a file is given up."""
_READ = """
import resource, sys
from itertools import islice
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))
from reader.errors import LoadError
from reader.loading import load, load_part, open_bundle
file = Path(sys.argv[1])
try:
    bundle = open_bundle(file)
    if bundle is None:
        said = f"{len(load(file, file.name).lazy_text):,} characters"
    else:
        said = f"a list of {len(bundle.members):,}"
        for member in islice(bundle.members, 3):
            load_part(bundle, member, file, f"{file.name}/{member}")
except LoadError as error:
    said = error.reason
except BaseException as error:
    said = f"FAILED: {error!r:.200}"
# Not getrusage: it starts with what the process that made this one had.
memory = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
memory = int(memory) // 1024
print(f"{memory} | {said.encode('ascii', 'backslashreplace').decode()}")
"""


def main() -> int:
    """Read each of them, and print a table; the status is 1 if one failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=__doc__)
    parser.add_argument("words", nargs="*", metavar="WORDS")
    words = parser.parse_args().words
    print("| what | KB | s | MB | outcome |\n|---|---|---|---|---|")
    failed = 0
    with TemporaryDirectory(prefix="postil-hostile-") as folder:
        for what, hostile in HOSTILE.items():
            if words and not any(word in what for word in words):
                continue
            file = Path(folder, f"file{hostile.ending}")
            file.write_bytes(hostile.make(hostile.size))
            size = file.stat().st_size >> 10
            seconds, outcome = _read(file)
            failed += "FAILED" in outcome
            print(f"| {what} | {size:,} | {seconds:.1f} | {outcome} |", flush=True)
    return 1 if failed else 0


def _read(file: Path) -> tuple[float, str]:
    """How long it took, and its memory and outcome."""
    started = time.monotonic()
    try:
        done = subprocess.run(
            [sys.executable, "-c", _READ, str(file)],
            capture_output=True,
            check=False,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired:
        return PATIENCE, "? | FAILED: given up"
    outcome = done.stdout.decode().strip() or f"? | FAILED: ended by signal {-done.returncode}"
    return time.monotonic() - started, outcome[:150]


if __name__ == "__main__":
    sys.exit(main())
