"""``postil`` and ``python -m reader``."""

import gc
import sys


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; the first page of a file is painted before the rest is loaded."""
    # A start makes nothing but modules, which are here to stay: a tenth of its time would go
    # into looking for garbage among them. Whoever does the work has it looked for again.
    gc.disable()
    from reader import first_page  # light

    given = sys.argv[1:] if arguments is None else arguments
    name = first_page.wanted(given)
    if name is None:
        from reader.cli import main as run  # everything else

        return run(given)
    with first_page.Terminal() as terminal:
        terminal.paint(name)
        from reader.cli import main as run

        return run(given, before_error=terminal.clear)


if __name__ == "__main__":
    sys.exit(main())
