"""Runs the reader over a Textual in which a private name is another one.

    renamed.py NAME ARGUMENT…

Textual is compiled anew from its source with the name changed wherever it stands, the name of
a module included, so that all of Textual works and whoever else relies on the name is alone.
"""

import re
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import spec_from_file_location
from types import CodeType, ModuleType

_OTHER = "_of_a_later_release"


class Loader(SourceFileLoader):
    """Loads a module of Textual with the name changed."""

    def get_code(self, fullname: str) -> CodeType:
        source = self.get_data(self.path).decode()
        changed = re.sub(rf"\b{sys.argv[1]}\b", sys.argv[1] + _OTHER, source)
        code: CodeType = compile(changed, self.path, "exec")
        return code


class Finder(MetaPathFinder):
    """Finds the modules of Textual, under their names as they are now."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] != "textual" or fullname.endswith("." + sys.argv[1]):
            return None
        old = fullname.removesuffix(_OTHER)
        head, _, _ = old.rpartition(".")
        places = sys.modules[head].__path__ if head else None
        found = PathFinder.find_spec(old, places)
        if found is None or found.origin is None:
            return found
        return spec_from_file_location(
            fullname,
            found.origin,
            loader=Loader(fullname, found.origin),
            submodule_search_locations=found.submodule_search_locations,
        )


def main() -> int:
    """Read over the Textual that has the name no more."""
    sys.meta_path.insert(0, Finder())  # before the first of Textual is loaded
    from reader.__main__ import main as read

    return read(sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
