"""Formulas as one line of text: MathML of pages and books, OMML of Word documents.

What is written is what a reader would type: ``n=412/980``, ``x^(i+1)``, ``√(2)``. It is not
meant to be computed with; it is meant that no figure of a formula is dropped or run together.
"""

from dataclasses import dataclass, field

_OPERATORS = {
    **dict.fromkeys(("mfrac", "f"), "/"),
    **dict.fromkeys(("msup", "sSup", "mover", "limUpp"), "^"),
    **dict.fromkeys(("msub", "sSub", "munder", "limLow"), "_"),
    **dict.fromkeys(("msubsup", "munderover", "sSubSup"), "_^"),
}
"""The signs that stand between the parts of an element."""
_OPERANDS = {name: len(signs) + 1 for name, signs in _OPERATORS.items()}
_ROOTS = frozenset(("msqrt", "mroot", "rad"))
_ROWS = frozenset(("mtr", "mr", "mlabeledtr"))
_PROPERTIES = frozenset(
    "fPr rPr ctrlPr sSupPr sSubPr sSubSupPr sPrePr radPr naryPr dPr mPr accPr barPr funcPr eqArrPr"
    " limLowPr limUppPr groupChrPr boxPr borderBoxPr phantPr oMathParaPr argPr".split()
)
_SIMPLE = frozenset("+−-*/=<>≤≥≈≠ ,;|^_()[]{}")
_TEX = "application/x-tex"


@dataclass(slots=True)
class Node:
    """An element of a formula: its name without a prefix, its words and what is in it."""

    name: str
    words: str = ""
    parts: list["Node"] = field(default_factory=list)
    value: str = ""


class FormulaReader:
    """Gathers the elements of one formula as they come, and gives its line of text."""

    _MOST = 20_000
    """Elements of one formula; of a larger one, only the words are kept."""

    def __init__(self) -> None:
        self._root = Node("row")
        self._open = [self._root]
        self._count = 0
        self._tex = ""

    @property
    def is_open(self) -> bool:
        """Whether an element of the formula has not ended yet."""
        return len(self._open) > 1

    def start(self, name: str, *, value: str = "", encoding: str = "", tex: str = "") -> None:
        """An element begins.

        ``value`` is what its properties name, such as a sign; ``encoding`` that of an
        annotation; ``tex`` the whole formula as TeX, where the page says it.
        """
        self._count += 1
        self._tex = self._tex or tex
        node = Node(name, value=value)
        if name == "annotation" and encoding == _TEX:
            node.name = "tex"
        if self._count <= self._MOST:
            self._open[-1].parts.append(node)
        self._open.append(node)

    def end(self, name: str) -> None:
        """An element ends, and those that were left open in it."""
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].name in (name, "tex" if name == "annotation" else name):
                ended = self._open[depth]
                if ended.name == "tex":
                    self._tex = ended.words or self._tex
                del self._open[depth:]
                return

    def words(self, words: str) -> None:
        """Words of the innermost element."""
        self._open[-1].words += words

    def line(self) -> str:
        """Return the formula in one line; as TeX between ``\\(`` and ``\\)`` where that is known."""
        if tex := " ".join(self._tex.split()):
            return f"\\({tex}\\)"
        return " ".join(_line(self._root).split())


def _line(root: Node) -> str:
    """The line of an element, without recursion: formulas may nest as deep as they like."""
    done: dict[int, str] = {}
    waiting = [(root, False)]
    while waiting:
        node, is_ready = waiting.pop()
        if is_ready:
            parts = [(part.name, done.pop(id(part))) for part in node.parts if id(part) in done]
            done[id(node)] = _joined(node, parts)
        elif node.name not in _PROPERTIES and node.name not in ("annotation", "annotation-xml"):
            waiting.append((node, True))
            waiting += [(part, False) for part in node.parts]
    return done[id(root)]


def _joined(node: Node, parts: list[tuple[str, str]]) -> str:
    """The line of an element, from the lines of its parts."""
    name = node.name
    texts = [text for _, text in parts]
    if texts and len(texts) == _OPERANDS.get(name):
        first, *rest = map(_grouped, texts)
        return first + "".join(map("".join, zip(_OPERATORS[name], rest, strict=True)))
    if name in _ROOTS and texts:
        return _root(name, parts)
    if name == "nary":
        return _sum(node, parts)
    if name in ("d", "mfenced"):
        begin, end = _signs(node, "(", ")")
        return f"{begin}{', '.join(texts)}{end}"
    if name in _ROWS:
        return f"{', '.join(texts)}; "
    if name == "mtext":
        return f" {node.words.strip()} "
    return "" if name == "tex" else node.words.strip("\n\r\t") + "".join(texts)


def _root(name: str, parts: list[tuple[str, str]]) -> str:
    """A root: of MathML the degree stands last, of OMML first and named."""
    degree = next((text for part, text in parts if part == "deg"), "")
    texts = [text for part, text in parts if part != "deg"]
    if name == "mroot" and len(texts) == 2:
        texts, degree = texts[:1], texts[1]
    of = "".join(texts)
    return f"{degree}√({of})" if degree else f"√({of})"


def _sum(node: Node, parts: list[tuple[str, str]]) -> str:
    named = dict(parts)
    sign, _ = _signs(node, "∫", "")
    low = f"_{_grouped(named['sub'])}" if named.get("sub") else ""
    high = f"^{_grouped(named['sup'])}" if named.get("sup") else ""
    return f"{sign}{low}{high} {named.get('e', '')}"


def _signs(node: Node, begin: str, end: str) -> tuple[str, str]:
    """The signs that the element's properties name."""
    for properties in node.parts:
        if properties.name in _PROPERTIES:
            for sign in properties.parts:
                if sign.name in ("begChr", "chr"):
                    begin = sign.value
                elif sign.name == "endChr":
                    end = sign.value
    return begin, end


def _grouped(words: str) -> str:
    """The words in brackets, if an operator in them would be read wrongly without."""
    words = words.strip()
    return f"({words})" if len(words) > 1 and _SIMPLE & set(words[1:]) else words
