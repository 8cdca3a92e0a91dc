"""The claims board as a page of its own that needs no network: the table, and a timeline."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from annotations.claims.board.layout import Column, count
from annotations.claims.board.rows import SILENT, Cell, Row
from annotations.exchange.board.model import LEGEND, Board, parts
from annotations.exchange.common.html_text import words_of

_STYLE = """
:root { color-scheme: light dark; --paper: #fdfcf8; --ink: #1d1c1a; --quiet: #66625a;
  --rule: #ddd8cc; --differs: #9c3d10; --tint: #f6efe0; --hit: #ffe08a; --link: #1d4f91; }
@media (prefers-color-scheme: dark) { :root { --paper: #191817; --ink: #e6e2d8;
  --quiet: #a39d90; --rule: #3b3833; --differs: #f0a878; --tint: #23211e; --hit: #5b4a12;
  --link: #9cc2f5; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 1.5rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 Charter, Georgia, "Noto Serif", serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; } h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem; }
p.legend, .by, dt, th small { color: var(--quiet); font: .8125rem/1.45 system-ui, sans-serif; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9375rem; }
th, td { text-align: start; vertical-align: top; padding: .5rem .7rem;
  border-bottom: 1px solid var(--rule); min-width: 9rem; max-width: 18rem; }
thead th { border-bottom: 2px solid var(--rule); font-weight: 600; }
tbody th { font-weight: 400; min-width: 16rem; position: sticky; inset-inline-start: 0;
  background: var(--paper); }
th small { display: block; font-weight: 400; }
td.differs { background: var(--tint); } .word { white-space: nowrap; }
td.differs .word { color: var(--differs); } td.confirmed .word { font-weight: 700; }
td q, td q::before, td q::after { quotes: none; content: none; }
td q { display: block; color: var(--quiet); font-size: .8125rem; line-height: 1.4; }
mark { background: var(--hit); color: var(--ink); text-decoration: underline; }
.note { white-space: pre-wrap; margin: .3rem 0 0; font-size: .875rem; }
a { color: var(--link); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .35rem 1.25rem; margin: 0; }
dt { padding-top: .15rem; font-variant-numeric: tabular-nums; }
dd { margin: 0; } dd ul { margin: 0 0 .6rem; padding-inline-start: 1.1rem; }
@media print { :root { --paper: #fff; --ink: #000; --quiet: #444; --tint: #f4f0e6; }
  body { padding: 0; font-size: 9pt; } tr, dd { break-inside: avoid; } }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_HEAD = f"""<!doctype html>
<html lang="">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>Claims</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>Claims</h1>
<p class="legend">{LEGEND}</p>
"""


def to_board_html(board: Board) -> Iterator[str]:
    """Give the page: each cell with its passage, in which the words that differ are marked."""
    yield _HEAD
    if not board.rows:
        yield "<p>There are no claims.</p>\n"
    for heading, rows in parts(board):
        yield f"<h2>{heading}</h2>\n" if heading else ""
        yield f'<div class="scroll"><table>\n<thead><tr><th>Claim</th>{_heads(board.columns)}'
        yield "</tr></thead>\n<tbody>\n"
        for each in rows:
            cells = "".join(_cell(board, each, column) for column in board.columns)
            yield f'<tr><th scope="row" dir="auto">{_claim(board, each)}</th>{cells}</tr>\n'
        yield "</tbody></table></div>\n"
    yield from _timeline(board)
    yield "</body>\n</html>\n"


def _heads(columns: Sequence[Column]) -> str:
    return "".join(
        f'<th scope="col" dir="auto">{words_of(column.full_title)}<small>'
        f"{words_of(column.date or 'undated')}{_origin(column)}</small></th>"
        for column in columns
    )


def _origin(column: Column) -> str:
    return f" · likely of one origin: ≡{column.origin}" if column.origin else ""


def _claim(board: Board, each: Row) -> str:
    said = [f"<div>{words_of(' '.join(each.text.split()))}</div>"]
    verdicts = f"<b>{words_of(', '.join(each.verdicts))}</b> · " if each.verdicts else ""
    said.append(f'<div class="by">{verdicts}{count(each, board.columns).words}</div>')
    for claim in each.claims:
        made = claim.annotation
        said += [f'<p class="note">{words_of(made.note)}</p>'] if made.note.strip() else []
        said += [f'<div class="by">evidence: {_link(one)}</div>' for one in made.evidence]
    return "".join(said)


def _link(address: str) -> str:
    shown = words_of(address)
    is_web = address.startswith(("http://", "https://")) and not any(map(str.isspace, address))
    return f'<a href="{shown}">{shown}</a>' if is_web else shown


def _cell(board: Board, each: Row, column: Column) -> str:
    cell = each.cell(column.name)
    if cell.state == SILENT:
        return "<td></td>"
    confirmed = " confirmed" * cell.is_confirmed
    word = f"{cell.glyph} {words_of(cell.word)}"
    words = board.words(cell.passage) if cell.passage is not None else ""
    is_itself = cell.passage == each.lead
    quote = f"<q>{_marked(words, cell)}</q>" if words and not is_itself else ""
    return f'<td class="{cell.state}{confirmed}"><span class="word">{word}</span>{quote}</td>'


def _marked(words: str, cell: Cell) -> str:
    """The passage, with the words that differ marked where they stand first."""
    differing = [part for each in cell.conflicts for part in each.b.split(" / ") if part]
    spans = sorted((at, at + len(one)) for one in differing if (at := words.find(one)) >= 0)
    shown, done = "", 0
    for start, end in spans:
        if start >= done:
            shown += f"{words_of(words[done:start])}<mark>{words_of(words[start:end])}</mark>"
            done = end
    return shown + words_of(words[done:])


def _timeline(board: Board) -> Iterator[str]:
    """What the dated articles say of the claims, day by day."""
    dated = [column for column in board.columns if column.date]
    said = [(column, list(_said(board, column))) for column in dated]
    said = [(column, told) for column, told in said if told]
    if not said:
        return
    yield "<h2>Timeline</h2>\n<dl>\n"
    for date, group in groupby(said, key=lambda pair: pair[0].date):
        yield f"<dt><time>{words_of(date or '')}</time></dt><dd>"
        for column, told in group:
            yield f'<div dir="auto">{words_of(column.full_title)}</div><ul>{"".join(told)}</ul>'
        yield "</dd>\n"
    yield "</dl>\n"


def _said(board: Board, column: Column) -> Iterator[str]:
    for each in board.rows:
        cell = each.cell(column.name)
        if each.claims and cell.state != SILENT:
            text = words_of(" ".join(each.text.split()))
            yield f"<li>{cell.glyph} {words_of(board.told(cell))}: {text}</li>"
