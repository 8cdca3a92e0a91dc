"""Syncs the store that the command line names, to be killed while it does."""

import sys
from pathlib import Path

from annotations.errors import SyncError
from tests.annotations.sync.machines import Machine

if __name__ == "__main__":
    machine = Machine(Path(sys.argv[1]))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    try:
        machine.sync()
    except SyncError as error:
        sys.exit(str(error))
