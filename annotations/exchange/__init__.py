"""The formats annotations are written in, and those they are read back from."""

from collections.abc import Iterable

from annotations.errors import FormatError
from annotations.exchange.adobe import from_adobe
from annotations.exchange.anki import to_anki
from annotations.exchange.bibtex import to_bibtex
from annotations.exchange.brat import from_brat, to_brat
from annotations.exchange.calibre import from_calibre
from annotations.exchange.cas import from_cas, to_cas
from annotations.exchange.claimreview import to_claimreview
from annotations.exchange.clippings import from_clippings, to_clippings
from annotations.exchange.common.format import Context, Format, Reading, Refusal
from annotations.exchange.common.output_files import write_file, write_folder
from annotations.exchange.csl_json import to_csl_json
from annotations.exchange.csv_ import from_csv, from_tsv, to_csv, to_tsv
from annotations.exchange.doccano import from_doccano, to_doccano
from annotations.exchange.html import to_html
from annotations.exchange.hypothesis import from_hypothesis, to_hypothesis
from annotations.exchange.json_ import from_json, to_json
from annotations.exchange.jsonld import from_jsonld, to_jsonld
from annotations.exchange.kindle_notebook import from_kindle_notebook
from annotations.exchange.koreader import from_koreader
from annotations.exchange.labelstudio import from_labelstudio, to_labelstudio
from annotations.exchange.logseq import to_logseq
from annotations.exchange.markdown import to_markdown
from annotations.exchange.obsidian import to_obsidian
from annotations.exchange.org import to_org
from annotations.exchange.pdf import is_on_pdf, to_pdf_list, to_pdfs
from annotations.exchange.prodigy import from_prodigy, to_prodigy
from annotations.exchange.readest import from_readest
from annotations.exchange.readwise import from_readwise, to_readwise
from annotations.exchange.spacy import from_spacy, to_spacy
from annotations.exchange.zotero import from_zotero

__all__ = [
    "FORMATS",
    "READABLE",
    "Context",
    "Format",
    "Reading",
    "Refusal",
    "add_format",
    "format_named",
    "read_any",
    "write_file",
    "write_folder",
]

_ALL = (
    Format("json", ".json", "everything, to read back in", to_json, from_json),
    Format("markdown", ".md", "a page to read, by article", to_markdown),
    Format("html", ".html", "the articles with their marks, in a browser", to_html),
    Format("csv", ".csv", "a table for a spreadsheet", to_csv, from_csv),
    Format("tsv", ".tsv", "the same table with tabs", to_tsv, from_tsv),
    Format("jsonld", ".jsonld", "W3C Web Annotations for other tools", to_jsonld, from_jsonld),
    Format("obsidian", ".obsidian.md", "a note for Obsidian", to_obsidian),
    Format("logseq", ".logseq.md", "an outline for Logseq", to_logseq),
    Format("org", ".org", "Org, with org-remark's properties", to_org),
    Format("hypothesis", ".hypothesis.json", "for Hypothesis", to_hypothesis, from_hypothesis),
    Format("claimreview", ".claimreview.json", "schema.org ClaimReview", to_claimreview),
    Format("readwise", ".readwise.csv", "for Readwise", to_readwise, from_readwise),
    Format("csl-json", ".csl.json", "references for Zotero and Pandoc", to_csl_json),
    Format("bibtex", ".bib", "references for LaTeX and Zotero", to_bibtex),
    Format("anki", ".anki.txt", "cards for Anki", to_anki),
    Format("clippings", ".clippings.txt", "Kindle clippings", to_clippings, from_clippings),
    Format("koreader", ".koreader.json", "KOReader's highlights", read=from_koreader),
    Format("kindle", ".html", "the notebook that a Kindle sends", read=from_kindle_notebook),
    Format("calibre", ".calibre_highlights", "calibre's highlights", read=from_calibre),
    Format("readest", ".readest.json", "Readest's annotations", read=from_readest),
    Format("zotero", ".zotero.json", "Zotero, by Better BibTeX", read=from_zotero),
    Format("adobe", ".annot", "Adobe Digital Editions and Kobo", read=from_adobe),
    Format("doccano", ".doccano.jsonl", "for doccano", to_doccano, from_doccano),
    Format("prodigy", ".prodigy.jsonl", "for Prodigy", to_prodigy, from_prodigy),
    Format("spacy", ".spacy.jsonl", "for spaCy", to_spacy, from_spacy),
    Format(
        "labelstudio", ".labelstudio.json", "for Label Studio", to_labelstudio, from_labelstudio
    ),
    Format(
        "brat", ".ann", "a folder for brat", read=from_brat, folder_writer=to_brat, companion=".txt"
    ),
    Format(
        "pdf",
        ".marked.pdf",
        "copies of the PDFs with the marks in them",
        to_pdf_list,
        folder_writer=to_pdfs,
        holds=is_on_pdf,
    ),
    Format("cas", ".cas.json", "a folder for INCEpTION", read=from_cas, folder_writer=to_cas),
)

FORMATS: dict[str, Format] = {format.name: format for format in _ALL if format.is_written}
"""Those that can be written, by name."""

READABLE: dict[str, Format] = {format.name: format for format in _ALL if format.read is not None}
"""Those that can be read back in, by name."""


def add_format(format: Format) -> None:
    """Add a format of another package to those that are written, read, or both.

    Raises:
        FormatError: there is a format of this name.
    """
    if format.name in {**FORMATS, **READABLE}:
        raise FormatError(f"there is a format named {format.name} already")
    if format.is_written:
        FORMATS[format.name] = format
    if format.read is not None:
        READABLE[format.name] = format


def format_named(name: str) -> Format:
    """The format of this name.

    Raises:
        FormatError: there is none.
    """
    try:
        return {**FORMATS, **READABLE}[name]
    except KeyError:
        known = ", ".join({**FORMATS, **READABLE})
        raise FormatError(f"There is no format {name!r}; choose one of {known}.") from None


def read_any(text: str, name: str, companion: str = "") -> tuple[Format, Reading]:
    """Read a text as the format that it is, to tell from itself; its file's name says what to try first.

    Raises:
        FormatError: it is none; with the reason, if its name speaks for one format.
    """
    likely = _formats_for(name)
    reasons: dict[str, str] = {}
    for format in (*likely, *(each for each in READABLE.values() if each not in likely)):
        try:
            return format, format.reading(text, companion)
        except FormatError as error:
            if format in likely:
                reasons[str(error)] = f"{format.name}: {error}"
    if len(reasons) == 1:
        raise FormatError(next(iter(reasons)))
    raise FormatError(
        f"{name} is nothing that can be read: it looks like {_look(text)}, but of no tool that is "
        "known; the README lists them under “Formats”."
    )


def _look(text: str) -> str:
    """What the text looks like, at a glance."""
    start = text.lstrip("\ufeff \t\r\n")[:200].lower()
    line = text.partition("\n")[0]
    if start.startswith(("{", "[")):
        return "JSON"
    if start.startswith(("<!doctype html", "<html")):
        return "a web page"
    if start.startswith("<"):
        return "XML"
    return "a table" if "," in line or "\t" in line or ";" in line else "a text"


def _formats_for(name: str) -> list[Format]:
    """The formats whose ending the name has; those with its last ending, else all."""
    lower = name.lower()
    whole = [format for format in READABLE.values() if lower.endswith(format.ending)]
    if longest := [format for format in whole if format.ending.count(".") > 1]:
        return longest
    last = "." + lower.rpartition(".")[2]
    return _or_all(format for format in READABLE.values() if format.ending.endswith(last))


def _or_all(formats: Iterable[Format]) -> list[Format]:
    return list(formats) or list(READABLE.values())
