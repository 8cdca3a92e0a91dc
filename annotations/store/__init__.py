"""Where annotations are kept. ``Store`` is all that the rest of the package may know."""

from annotations.store.disk import Disk
from annotations.store.storage import was_written_here
from annotations.store.store import Batch, Store

__all__ = ["Batch", "Disk", "Store", "was_written_here"]
