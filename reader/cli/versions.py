"""``postil --version``, and with ``--verbose`` what it is built on and what was added to it."""

import platform
import re
from importlib.metadata import PackageNotFoundError, requires, version

from reader.cli.output import write_lines
from reader.plugins import LOADER_GROUP, Plugin, install_plugins


def run(*, is_verbose: bool) -> int:
    """Print the version, a line each for what else is told."""
    try:
        lines = [f"postil {version('postil')}"]
    except PackageNotFoundError:
        lines = ["postil (not installed)"]
    if is_verbose:
        lines.append(f"Python {platform.python_version()} on {platform.system()}")
        lines += _libraries()
        lines += [_told(plugin) for plugin in install_plugins()] or ["no plug-ins"]
    write_lines(lines)
    return 0


def _libraries() -> list[str]:
    """What Postil needs, as it is installed."""
    try:
        needed = [one for one in requires("postil") or [] if "extra ==" not in one]
    except PackageNotFoundError:
        return []
    names = sorted(re.split(r"[^\w.-]", one, maxsplit=1)[0] for one in needed)
    return [f"{name} {version(name)}" for name in names]


def _told(plugin: Plugin) -> str:
    kind = "loader" if plugin.group == LOADER_GROUP else "format"
    problem = f", left out: {plugin.problem}" if plugin.problem else ""
    return f"{kind} {plugin.name}, of {plugin.package}{problem}"
