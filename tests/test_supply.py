"""What Postil is built on: under which licences it stands, and which files of it are installed."""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
_FREE = re.compile(
    r"\b(?:MIT|BSD|0BSD|ISC|Apache|PSF|Python Software Foundation|MPL|Mozilla|CNRI-Python|LGPL)",
    re.I,
)
_COPYLEFT = re.compile(r"\b(?:A?GPL|(?:Affero )?General Public License)", re.I)


def _needed() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [Requirement(each).name for each in project["dependencies"]]


def _all_needed() -> Iterator[str]:
    """All that is installed with Postil, by name, and what it needs in turn."""
    waiting, met = _needed(), set[str]()
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name in met:
            continue
        met.add(name)
        yield name
        for each in map(Requirement, distribution(name).requires or []):
            if each.marker is None or each.marker.evaluate({"extra": ""}):
                waiting.append(each.name)


def _licences(name: str) -> list[str]:
    """The licences that may be chosen among."""
    about = distribution(name).metadata
    if expression := " ".join(about.get_all("License-Expression", [])):
        return re.split(r"\s+OR\s+", expression)
    named = [each for each in about.get_all("Classifier", []) if each.startswith("License ::")]
    return named or about.get_all("License", [])


@pytest.mark.parametrize("name", sorted(_all_needed()))
def test_all_that_is_needed_may_be_had_without_a_strong_copyleft(name: str) -> None:
    choices = _licences(name)
    assert any(_FREE.search(each) and not _COPYLEFT.search(each) for each in choices), choices


def _pins(file: str) -> dict[str, str]:
    text = (ROOT / file).read_text(encoding="utf-8")
    found = re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


def test_each_file_of_a_release_has_its_hash_and_the_version_that_is_tested() -> None:
    hashed, tested = _pins("constraints-hashes.txt"), _pins("constraints.txt")
    assert set(_all_needed()) <= set(hashed)
    # Some are only needed on other systems, or by an older Python.
    assert {name: hashed[name] for name in hashed if name in tested} == {
        name: tested[name] for name in hashed if name in tested
    }
    text = (ROOT / "constraints-hashes.txt").read_text(encoding="utf-8")
    for entry in re.split(r"\n(?=[\w.-]+==)", text)[1:]:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry.partition("\n")[0]
