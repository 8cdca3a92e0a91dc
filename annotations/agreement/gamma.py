"""γ, which aligns annotators' units before it compares them, where its package is installed.

Mathet, Widlöcher and Métivier, "The unified and holistic method gamma (γ)" (2015), as the
optional package ``pygamma-agreement`` computes it. It takes seconds for a text.
"""

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from annotations.agreement.figure import Figure
from annotations.agreement.unit import AnnotatedText
from annotations.errors import AnnotationsError

PACKAGE = "pygamma_agreement"
_SEED = 20160


class NoGammaError(AnnotationsError):
    """The package that computes γ is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "γ takes a package of its own: pip install 'postil[gamma]' installs it beside Postil."
        )


def gamma_figures(texts: Iterable[AnnotatedText]) -> list[Figure]:
    """γ of each text that two annotators marked, then of all: their mean, weighed by their marks.

    Raises:
        NoGammaError: the package is not installed.
    """
    if find_spec(PACKAGE) is None:
        raise NoGammaError
    # Numpy, numba and a solver: seconds to load, and only for this figure.
    package = import_module(PACKAGE)
    segments = import_module("pyannote.core")
    import_module("numpy").random.seed(_SEED)
    each = [_figure(package, segments, text) for text in texts]
    measured = [(figure.value, figure.n) for figure in each if figure.value is not None]
    marks = sum(n for _, n in measured)
    if not marks:
        return [Figure("γ", None, 0, "marks", reason="no text was marked by two annotators")]
    mean = sum(value * n for value, n in measured) / marks
    return [Figure("γ", mean, marks, "marks"), *(each if len(each) > 1 else ())]


def _figure(package: Any, segments: Any, text: AnnotatedText) -> Figure:
    marks = sum(map(len, text.units.values()))
    if sum(map(bool, text.units.values())) < 2:
        reason = "fewer than two annotators marked anything"
        return Figure("γ", None, marks, "marks", text.name, reason=reason)
    continuum = package.Continuum()
    for who, units in text.units.items():
        continuum.add_annotator(who)
        for unit in units:
            continuum.add(who, segments.Segment(unit.start, unit.end), unit.kind)
    found = continuum.compute_gamma(package.CombinedCategoricalDissimilarity(alpha=3, beta=1))
    return Figure("γ", float(found.gamma), marks, "marks", text.name)
