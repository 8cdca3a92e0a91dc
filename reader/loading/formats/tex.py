"""LaTeX, read lightly: its words, headings, items, quotations and notes; formulas as they are written.

No macro of an author is carried out: of a command that is not known its name is dropped, and
what stands in its braces is read.
"""

import re
import unicodedata
from pathlib import Path

from reader.errors import LoadError
from reader.loading.content import Content
from reader.loading.decoding import decode
from reader.loading.scripts import subscript, superscript
from reader.loading.text_writer import Writer

VERSION = 1
_LONGEST_ARGUMENT = 20_000

_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%.*(?:\n[ \t]*)?")
_TOKEN = re.compile(
    r"\\begin\s*\{(?P<begin>[A-Za-z]+\*?)\}|\\end\s*\{(?P<end>[A-Za-z]+\*?)\}"
    r"|\\(?P<name>[A-Za-z@]+)\*?[ \t]*\n?|\\(?P<sign>.)|(?P<dollars>\$\$?)|(?P<brace>[{}])"
    r"|(?P<blank>\n[ \t]*\n\s*)|(?P<space>~)|(?P<marks>``|''|---|--|\?`|!`)",
    re.DOTALL,
)
_HEADINGS = {"part": 1, "chapter": 1, "section": 1, "subsection": 2, "subsubsection": 3}
_HEADINGS |= {"paragraph": 4, "subparagraph": 5}
_RAW = frozenset("verbatim lstlisting minted Verbatim alltt".split())
_MATHS = frozenset(
    "equation align gather multline eqnarray displaymath math alignat flalign dmath".split()
)
_UNREAD = frozenset("tikzpicture pspicture comment picture filecontents CCSXML".split())
_LISTS = frozenset("itemize enumerate description thebibliography".split())
_QUOTES = frozenset("quote quotation verse epigraph".split())
_WITH_ARGUMENTS = {
    **dict.fromkeys(
        "label index vspace hspace includegraphics bibliographystyle bibliography input include"
        " usepackage setcounter addtocounter pagestyle thispagestyle vskip hskip setlength"
        " definecolor color hypersetup addbibresource graphicspath captionsetup".split(),
        1,
    ),
    **dict.fromkeys(
        "newcommand renewcommand providecommand DeclareMathOperator newtheorem setlength"
        " addcontentsline rule".split(),
        2,
    ),
    **dict.fromkeys("newenvironment renewenvironment".split(), 3),
}
_CITED = frozenset("cite citep citet citealp parencite textcite autocite footcite".split())
_ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304",
    ".": "\u0307", "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "d": "\u0323",
    "k": "\u0328", "r": "\u030a", "b": "\u0331",
}  # fmt: skip
_BEARER = re.compile(r"\s*(?:\{\s*\\?([A-Za-z])\s*\}|\\([ij])(?![A-Za-z])\s?|([A-Za-z]))")
_SIGNS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "aa": "å",
    "AA": "Å", "l": "ł", "L": "Ł", "i": "ı", "j": "ȷ", "S": "§", "P": "¶", "dag": "†",
    "copyright": "©", "pounds": "£", "euro": "€", "EUR": "€", "texteuro": "€", "degree": "°",
    "textdegree": "°", "ldots": "…", "dots": "…", "textellipsis": "…", "textendash": "–",
    "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“",
    "textquotedblright": "”", "textbackslash": "\\", "textasciitilde": "~", "LaTeX": "LaTeX",
    "TeX": "TeX", "quad": " ", "qquad": " ", "textbar": "|", "textgreater": ">",
    "textless": "<", "guillemotleft": "«", "guillemotright": "»", "par": "\n\n", "slash": "/",
    "newline": "\n", "linebreak": "\n", "ss{}": "ß", "textpm": "±", "texttimes": "×",
}  # fmt: skip
_MARKS = {"``": "“", "''": "”", "---": "—", "--": "–", "?`": "¿", "!`": "¡"}


def load_tex(source: bytes, name: Path) -> Content:
    """The words of a document in LaTeX, and its title, authors and date.

    Raises:
        LoadError: it is not text, or holds no words.
    """
    decoded = decode(source, name)
    text = _COMMENT.sub(r"\1", decoded.text)
    head, begin, body = text.partition("\\begin{document}")
    body = body.partition("\\end{document}")[0] if begin else text
    writer = Writer()
    reading = _Reading(writer)
    reading.read(body)
    for number in range(1, 10_000):
        if number > len(reading.notes):
            break
        writer.begin("paragraph")
        writer.words(f"[{number}] ")
        reading.read(reading.notes[number - 1])
    if not writer.has_text:
        raise LoadError(name, "holds no words of a text, only commands")
    content = writer.content(_fields(head if begin else "", body), f"postil tex {VERSION}")
    return content._replace(encoding=decoded.encoding, encoding_source=decoded.source)


def _fields(head: str, body: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for field in ("title", "author", "date"):
        for source in (head, body[:20_000]):
            at = re.search(rf"\\{field}\s*(?:\[[^\]]*\]\s*)?(?=\{{)", source)
            argument = _argument(source, at.end()) if at else None
            if argument and (words := _plain(argument[0], field)):
                found[field] = words
                break
    return found


def _plain(source: str, field: str) -> str:
    source = re.sub(r"\\(?:thanks|footnote|inst|email|affil)\s*\{[^{}]*\}", "", source)
    source = re.sub(r"\\and\b", "," if field == "author" else " ", source)
    source = re.sub(r"\\\\.*" if field == "author" else r"\\\\", " ", source)
    writer = Writer()
    _Reading(writer).read(source)
    return " ".join(writer.content({}, "").text.split()).replace(" ,", ",")


def _argument(source: str, at: int) -> tuple[str, int] | None:
    """What stands in the braces that begin there, and where they end; None if nowhere near."""
    depth = 0
    for place in range(at, min(len(source), at + _LONGEST_ARGUMENT)):
        letter = source[place]
        if letter in "{}" and (place == 0 or source[place - 1] != "\\"):
            depth += 1 if letter == "{" else -1
            if not depth:
                return source[at + 1 : place], place + 1
    return None


class _Reading:
    """From the source to a Writer; ``notes`` are the sources of footnotes, in order."""

    def __init__(self, writer: Writer) -> None:
        self.notes: list[str] = []
        self._writer = writer
        self._lists: list[list[object]] = []
        self._quotes = 0
        self._closing: list[str] = []
        self._source = ""
        self._at = 0
        self._before = ""
        self._is_broken = False

    def read(self, source: str) -> None:
        """Write all that the source says."""
        self._source, self._at, self._is_broken = source, 0, False
        self._closing = []
        while self._at < len(source):
            found = _TOKEN.search(source, self._at)
            self._words(source[self._at : found.start() if found else len(source)])
            if found is None:
                break
            self._at = found.end()
            self._token(found)
        self._writer.end()

    def _token(self, found: re.Match[str]) -> None:
        if found["begin"]:
            self._begin(found["begin"])
        elif found["end"]:
            self._end(found["end"])
        elif found["name"]:
            self._command(found["name"])
        elif found["sign"]:
            self._sign(found["sign"])
        elif found["dollars"]:
            self._formula(found["dollars"])
        elif found["brace"]:
            self._brace(found["brace"])
        elif found["blank"]:
            self._paragraph()
        else:
            self._words("\u00a0" if found["space"] else _MARKS[found["marks"]])

    def _words(self, words: str) -> None:
        if words:
            if self._is_broken and not words.isspace():
                self._writer.line_break()
                self._is_broken = False
            self._writer.words(words)
            self._before = (self._before + words)[-60:]

    def _paragraph(self) -> None:
        self._is_broken = False
        if not self._writer.is_marked:
            self._writer.begin("quote" if self._quotes else "paragraph")

    def _begin(self, name: str) -> None:
        plain = name.rstrip("*")
        if plain in _RAW or plain in _UNREAD or plain in _MATHS:
            inside = self._until(f"\\end{{{name}}}")
            if plain in _RAW:
                self._writer.begin("code")
                self._writer.words(re.sub(r"^\s*(?:\[[^\]]*\]|\{[^}]*\})+\n", "\n", inside))
                self._writer.begin("quote" if self._quotes else "paragraph")
            elif plain in _MATHS:
                self._words(" " + " ".join(re.sub(r"\\label\{[^}]*\}", "", inside).split()) + " ")
            return
        self._skip_arguments(1 if plain in ("tabular", "minipage", "thebibliography") else 0)
        if plain in _LISTS:
            self._lists.append([plain, 0])
        elif plain in _QUOTES:
            self._quotes += 1
        self._writer.begin("quote" if self._quotes else "paragraph")

    def _end(self, name: str) -> None:
        plain = name.rstrip("*")
        if plain in _LISTS and self._lists:
            self._lists.pop()
        elif plain in _QUOTES:
            self._quotes = max(0, self._quotes - 1)
        self._writer.begin("quote" if self._quotes else "paragraph")

    def _command(self, name: str) -> None:
        if name in _HEADINGS or name == "caption":
            self._skip_arguments(0)
            self._block("caption" if name == "caption" else "heading", _HEADINGS.get(name, 0))
        elif name in ("title", "author", "date") or name in _WITH_ARGUMENTS:
            self._skip_arguments(_WITH_ARGUMENTS.get(name, 1))
        elif name in ("def", "let"):
            self._until("\n")
        else:
            self._word(name)

    def _word(self, name: str) -> None:
        """A command that stands for words, or for what is done with those in its braces."""
        if name in ("item", "bibitem"):
            self._item(name)
        elif name in _SIGNS:
            self._sign_of(_SIGNS[name])
        elif name in _ACCENTS and len(name) == 1:
            self._accent(name)
        elif name in ("footnote", "footnotetext", "endnote", "thanks"):
            self._note()
        elif name in ("textsuperscript", "textsubscript"):
            self._raised(superscript if name == "textsuperscript" else subscript)
        elif name in _CITED or name in ("ref", "eqref", "autoref", "cref", "pageref"):
            self._citation(name)
        elif name in ("url", "href"):
            self._link(name)
        else:
            self._skip_arguments(0)

    def _block(self, kind: str, level: int) -> None:
        if self._source.startswith("{", self._at):
            self._writer.begin(kind, level)
            self._closing.append("block")
            self._at += 1

    def _item(self, name: str) -> None:
        kept = self._lists[-1] if self._lists else ["itemize", 0]
        label = ""
        found = re.compile(r"\[([^\]]{0,200})\]\s*").match(self._source, self._at)
        if found:
            self._at = found.end()
            label = found[1]
        number = kept[1] + 1 if isinstance(kept[1], int) else 1
        kept[1] = number
        marker = {"enumerate": f"{number}.", "thebibliography": f"[{label or number}]"}.get(
            str(kept[0]), "•"
        )
        if name == "bibitem" and (key := _argument(self._source, self._at)):
            marker = f"[{label or key[0]}]"
            self._at = key[1]
        self._writer.begin("item", max(1, len(self._lists)), marker)
        if label and name == "item":
            self._words(_plain(label, "") + " ")

    def _sign_of(self, words: str) -> None:
        if words == "\n\n":
            self._paragraph()
        elif words == "\n":
            self._is_broken = True
        else:
            self._words(words)
            # Braces behind the name only end it.
            if self._source.startswith("{}", self._at):
                self._at += 2

    def _sign(self, sign: str) -> None:
        if sign in _ACCENTS:
            self._accent(sign)
        elif sign in "[(":
            closing = "\\]" if sign == "[" else "\\)"
            self._words(" ".join(self._until(closing).split()))
        elif sign == "\\":
            self._skip_arguments(0)
            self._is_broken = True
        elif sign in "%&$#_{}":
            self._words(sign)
        elif sign in " \n,;:":
            self._words(" ")

    def _accent(self, sign: str) -> None:
        found = _BEARER.match(self._source, self._at)
        if found:
            letter = found[1] or found[2] or found[3]
            self._words(unicodedata.normalize("NFC", letter + _ACCENTS[sign]))
            self._at = found.end()

    def _note(self) -> None:
        argument = _argument(self._source, self._at)
        if argument and len(self.notes) < 9_999:
            self.notes.append(argument[0])
            self._at = argument[1]
            self._words(f"[{len(self.notes)}]")

    def _raised(self, spelled: object) -> None:
        argument = _argument(self._source, self._at)
        if argument and callable(spelled):
            self._at = argument[1]
            self._words(str(spelled(_plain(argument[0], ""), self._before)))

    def _citation(self, name: str) -> None:
        self._skip_arguments(0)
        argument = _argument(self._source, self._at)
        if argument:
            self._at = argument[1]
            self._words(f"[{argument[0].strip()}]" if name in _CITED else argument[0].strip())

    def _link(self, name: str) -> None:
        argument = _argument(self._source, self._at)
        if argument is None:
            return
        self._at = argument[1]
        address = argument[0].replace("\\", "").strip()
        self._writer.link(address if address.startswith(("http:", "https:")) else "")
        if name == "href" and self._source.startswith("{", self._at):
            self._at += 1
            self._closing.append("link")
            return
        self._words(address)
        self._writer.end_link()

    def _formula(self, dollars: str) -> None:
        inside = self._until(dollars)
        self._words("$" + " ".join(inside.split()) + "$" if inside.strip() else "")

    def _brace(self, brace: str) -> None:
        if brace == "{":
            self._closing.append("")
        elif self._closing:
            closed = self._closing.pop()
            if closed == "block":
                self._writer.begin("quote" if self._quotes else "paragraph")
            elif closed == "link":
                self._writer.end_link()

    def _skip_arguments(self, count: int) -> None:
        """Pass over what stands in brackets, and so many arguments in braces."""
        brackets = re.compile(r"[ \t]*\[[^\]\n]{0,500}\]")
        while found := brackets.match(self._source, self._at):
            self._at = found.end()
        for _ in range(count):
            opening = re.compile(r"\s*(?=\{)").match(self._source, self._at)
            argument = _argument(self._source, opening.end()) if opening else None
            if argument is None:
                return
            self._at = argument[1]
            while found := brackets.match(self._source, self._at):
                self._at = found.end()

    def _until(self, closing: str) -> str:
        """What stands before the closing sign, which is passed; up to the paragraph's end else."""
        end = self._source.find(closing, self._at, self._at + 10 * _LONGEST_ARGUMENT)
        if end < 0:
            return ""
        inside = self._source[self._at : end]
        self._at = end + len(closing)
        return inside
