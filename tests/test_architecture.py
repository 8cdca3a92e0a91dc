"""The walls that the import contracts cannot see."""

import ast
import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
import textwrap
import tomllib
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from types import ModuleType

import pytest
from textual.app import App
from textual.dom import DOMNode

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted(
    path
    for name in ("annotations", "postil_files", "reader")
    for path in (ROOT / name).rglob("*.py")
)
PYTHON = sorted({*SOURCES, *(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")})


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _imports(path: Path) -> Iterator[str]:
    """The full names of all modules that a file imports, deferred imports too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def _importers(package: str) -> set[str]:
    return {
        _name(path)
        for path in SOURCES
        if any(name.partition(".")[0] == package for name in _imports(path))
    }


def _loaded_after(statement: str) -> set[str]:
    """The top-level names that a fresh interpreter has loaded after the statement."""
    code = f"{statement}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_only_the_ui_imports_textual() -> None:
    assert [name for name in _importers("textual") if not name.startswith("reader/ui/")] == []


def test_only_the_store_imports_tinydb() -> None:
    outside = [name for name in _importers("tinydb") if not name.startswith("annotations/store")]
    assert outside == []


def test_the_annotations_import_nothing_of_the_reader() -> None:
    assert [name for name in _importers("reader") if name.startswith("annotations/")] == []


@pytest.mark.parametrize(
    "statement",
    [
        "import reader.__main__",
        "import reader.cli",
        "from annotations import Notebook",
        "from annotations.exchange import FORMATS",
        "import reader.library.library, reader.loading, reader.settings, reader.library.progress",
        "import reader.ui.commands",
    ],
)
def test_a_command_starts_without_loading_textual(statement: str) -> None:
    assert "textual" not in _loaded_after(statement)


def test_the_reader_of_one_article_does_without_sqlite() -> None:
    assert "sqlite3" not in _loaded_after("import reader.ui.app, reader.cli.read")


@pytest.mark.parametrize(
    "module", ["articles.structure", "page.wrapping", "page.printable", "page.cells", "page.flow"]
)
def test_what_paints_the_first_page_loads_nothing_heavy(module: str) -> None:
    heavy = {"dataclasses", "typing", "json", "pathlib", "rich", "textual", "tinydb", "argparse"}
    assert _loaded_after(f"import reader.{module}") & heavy <= _loaded_after("pass")


def test_the_reader_starts_without_loading_what_judges_claims() -> None:
    code = "import sys, reader.ui.app\nprint([n for n in sys.modules if '.claims' in n])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "[]", done.stderr


def test_no_module_binds_the_name_of_our_package_to_something_else() -> None:
    bare = [_name(path) for path in PYTHON if "annotations" in _plain_imports(path)]
    future = [_name(path) for path in PYTHON if "__future__" in set(_imports(path))]
    assert (bare, future) == ([], [])


def _plain_imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }


def _module(path: Path) -> str:
    name = path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
    return name.removesuffix(".__init__")


def _arrows() -> dict[str, set[str]]:
    """Which module imports which of ours: for types and in functions, too."""
    modules = {_module(path) for path in SOURCES}
    arrows: dict[str, set[str]] = {}
    for path in SOURCES:
        found: set[str] = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                names = {f"{node.module}.{alias.name}" for alias in node.names}
                found |= (names & modules) or {node.module or ""}
            elif isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
        arrows[_module(path)] = (found & modules) - {_module(path)}
    return arrows


def test_only_the_app_knows_the_screens_of_others() -> None:
    # A screen asks the app for another one by a message; what all are made of it may import.
    made_of = {"DeskScreen", "ArticleScreen", "ReadingScreen"}
    knows = {
        _module(path)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("reader.ui.")
        if any(n.name.endswith("Screen") and n.name not in made_of for n in node.names)
    }
    assert knows == {"reader.ui.app"}


def test_no_file_names_a_place_on_the_machine_it_was_written_on() -> None:
    place = re.compile(r"/(?:root|Users|work|opt)/\w|[a-z]+://(?:localhost|127\.|10\.|192\.168\.)")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    files = [ROOT / name for name in listed.stdout.split("\0") if name] or PYTHON
    found = [
        f"{_name(path)}: {match.group()}"
        for path in files
        if path.is_file() and path != Path(__file__)
        for match in place.finditer(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert found == []


def test_one_module_writes_what_the_commands_say() -> None:
    writes = re.compile(r"\bprint\(|sys\.std(?:out|err)\.(?:buffer|write)")
    found = [
        path.name
        for path in (ROOT / "reader" / "cli").rglob("*.py")
        if path.name != "output.py" and writes.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


KNOWN_CIRCLES = frozenset({frozenset({"reader.ui.exchange", "reader.ui.desk_screen"})})
"""Pairs of folders that still import each other, to be taken apart one by one. None is added."""


def _folders(parent: str) -> dict[str, set[str]]:
    """What stands in a package, each folder and module of it as one, and what each imports of it."""
    depth = parent.count(".") + 2

    def seen(module: str) -> str:
        return ".".join(module.split(".")[:depth])

    graph: dict[str, set[str]] = {}
    for module, imported in _arrows().items():
        if module.startswith(f"{parent}."):
            inside = {seen(each) for each in imported if each.startswith(f"{parent}.")}
            graph.setdefault(seen(module), set()).update(inside - {seen(module)})
    return graph


def _circle(graph: dict[str, set[str]]) -> list[str]:
    """Modules that import each other in a circle, the first one named twice; none if there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        return circle
    return []


def test_no_module_imports_itself_by_way_of_others() -> None:
    assert _circle(_arrows()) == []


@pytest.mark.parametrize(
    "parent",
    [
        *sorted(_module(path) for path in SOURCES if path.name == "__init__.py"),
    ],
)
def test_folders_do_not_import_each_other_in_a_circle(parent: str) -> None:
    graph = {
        folder: {each for each in imported if frozenset({folder, each}) not in KNOWN_CIRCLES}
        for folder, imported in _folders(parent).items()
    }
    assert _circle(graph) == []


def test_the_import_contracts_see_what_is_imported_for_types_alone() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]
    assert not contracts.get("exclude_type_checking_imports", False)
    assert all("ignore_imports" not in each for each in contracts["contracts"])


def _ui_modules() -> Iterator[ModuleType]:
    package = importlib.import_module("reader.ui")
    for found in pkgutil.walk_packages(package.__path__, "reader.ui."):
        yield importlib.import_module(found.name)


def _textual_classes() -> set[type[DOMNode]]:
    return {
        value
        for module in _ui_modules()
        for value in vars(module).values()
        if inspect.isclass(value)
        and issubclass(value, DOMNode)
        and value.__module__ == module.__name__
    }


@cache
def _own_private_names(owner: type) -> set[str]:
    """The private names that a class defines, or sets on ``self`` in one of its methods."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(owner)))
    on_self = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and isinstance(node.value, ast.Name)
        and node.value.id == "self"
    }
    return {name for name in {*vars(owner), *on_self} if re.match(r"_[a-z]", name)}


def _private_names_in(package: str, owner: type) -> set[str]:
    """The private names of a class and its bases in the package, those set on ``self`` included."""
    bases = [base for base in owner.__mro__ if base.__module__.startswith(f"{package}.")]
    return {name for base in bases for name in _own_private_names(base)}


def _shadowed(owner: type[DOMNode]) -> set[str]:
    """What the class or a mixin of ours takes from Textual without knowing."""
    ours, textuals = _private_names_in("reader", owner), _private_names_in("textual", owner)
    return (ours & textuals) - _names_that_textual_gives(owner)


def _names_that_textual_gives(owner: type[DOMNode]) -> set[str]:
    """What Textual's metaclass puts on every class, an empty one too."""
    return set(vars(type("Empty", (owner,), {})))


def test_no_class_of_the_ui_shadows_a_private_name_of_textual() -> None:
    shadowed = {
        f"{owner.__name__}.{name}" for owner in _textual_classes() for name in _shadowed(owner)
    }
    assert shadowed == set()


def test_the_search_for_shadowed_names_finds_one() -> None:
    class Shadowing(App[None]):
        def __init__(self) -> None:
            super().__init__()
            self._running = True

    assert "_running" in _own_private_names(Shadowing) & _private_names_in("textual", Shadowing)


def test_every_worker_says_what_it_does() -> None:
    # Textual would describe it by the repr of all its arguments, be they texts or all marks.
    made = [
        (path, decorator)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for decorator in node.decorator_list
        if "work" in ast.unparse(decorator).partition("(")[0]
    ]
    assert made
    assert [
        f"{_name(path)}:{each.lineno}"
        for path, each in made
        if "description=" not in ast.unparse(each)
    ] == []
