"""Where two passages that say the same give other dates, amounts, numbers, names or words."""

from annotations.claims.conflicts.comparison import (
    Facts,
    altered_quotations,
    differences,
    facts,
    quotes,
)
from annotations.claims.conflicts.quotations import quotations

__all__ = ["Facts", "altered_quotations", "differences", "facts", "quotations", "quotes"]
