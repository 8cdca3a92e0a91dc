"""``postil`` and ``python -m reader``."""

import sys

from reader.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
