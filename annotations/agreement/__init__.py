"""How far annotators agree: on what they marked, how they tagged it, and how they judged it.

Nothing here knows a store or a file: all is counted from units, spans with what was said of them.
"""

from annotations.agreement.difference import Difference, differences
from annotations.agreement.figure import Figure
from annotations.agreement.passage import SharedPassage, shared_passages
from annotations.agreement.report import ASPECTS, Report, report
from annotations.agreement.unit import AnnotatedText, Unit

__all__ = [
    "ASPECTS",
    "AnnotatedText",
    "Difference",
    "Figure",
    "Report",
    "SharedPassage",
    "Unit",
    "differences",
    "report",
    "shared_passages",
]
