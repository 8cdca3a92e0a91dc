"""The title that an article is listed by: its own, or one cut from its first sentence."""

import re
from pathlib import PurePosixPath

from reader.articles.article import Block
from reader.articles.inline import bare, inline, markers
from reader.loading.content import Content

LONGEST = 90
"""Characters that a title cut from a sentence may have."""

_SCANNED = 1_200
# Compiled when they are first needed: most articles have a title of their own.
_ABBREVIATION = (
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|St|Jr|Sr|vs|No|Inc|Corp|Co|Ltd|Jan|Feb|Mar|Apr|Jun"
    r"|Jul|Aug|Sept?|Oct|Nov|Dec|U\.S|U\.K|U\.N|a\.m|p\.m|e\.g|i\.e)|\b[A-Z])\.$"
)
_STOP = r"[.!?…]+[”\"’')\]]*(?=\s+[“\"‘'(\[]?[^\W_a-z])|[。！？]+[”’」』]?"
_SUBORDINATE = (
    "with as after when while before although though despite following because since amid once if"
).split()
_DANGLING = set(
    "a an the of to in on at by for from with and or but nor as that which who its his her their"
    " is was were are has had have will would could into over about after before than this these".split()
)
_PROSE = ("paragraph", "item", "quote", "summary", "code")


def title_of(content: Content, path: str) -> tuple[str, str]:
    """The title, and where it is from: one of the words of ``Article.title_source``."""
    stated = _joined(content.fields.get("title", ""))
    if stated:
        return stated, "field"
    for kinds, source in ((("title",), "first-line"), (("heading",), "heading")):
        block = _title_block(content, kinds)
        if block and (title := _bare(content, block)):
            return title, source
    prose = next((b for b in content.blocks if b.kind in _PROSE), None)
    title = _cut(_main_clause(_first_sentence(_bare(content, prose)))) if prose else ""
    if title:
        return title, "first-sentence"
    return PurePosixPath(path).stem or path, "file-name"


def _title_block(content: Content, kinds: tuple[str, ...]) -> Block | None:
    """A title; a heading of the first level; or a heading that everything stands under."""
    body = [block for block in content.blocks if block.kind != "meta"]
    if kinds == ("title",):
        return next((block for block in body[:1] if block.kind in kinds), None)
    if body and body[0].kind in kinds:
        return body[0]
    return next((block for block in body if block.kind in kinds and block.level == 1), None)


def _bare(content: Content, block: Block) -> str:
    """The words of a block on one line, without what is only syntax."""
    words = content.text[block.start : min(block.end, block.start + _SCANNED)]
    is_markdown = content.syntax == "markdown"
    spans = inline(words, block.kind) if is_markdown else markers(words, block.kind)
    return _joined(bare(words, spans))


def _first_sentence(words: str) -> str:
    """The first sentence without its final stop; an abbreviation's stop does not end it."""
    for stop in re.finditer(_STOP, words):
        if not re.search(_ABBREVIATION, words[max(0, stop.start() - 8) : stop.start() + 1]):
            words = words[: stop.end()]
            break
    return words.strip().rstrip(".。")


def _main_clause(sentence: str) -> str:
    """What follows the comma of a sentence that opens with a "With …" or a "While …"."""
    first, _, rest = sentence.partition(" ")
    _, comma, clause = rest.partition(", ")
    if first.lower() not in _SUBORDINATE or not comma or len(clause.split()) < 4:
        return sentence
    return clause[0].upper() + clause[1:]


def _cut(sentence: str) -> str:
    """At most ``LONGEST`` characters: cut at a clause if one ends late enough, else at a word."""
    if len(sentence) <= LONGEST:
        return sentence
    head = sentence[: LONGEST - 1]
    clause = max(head.rfind(mark) for mark in (", ", " – ", " — ", "; ", ": ", "，", "、"))
    if clause > LONGEST // 2:
        return head[:clause] + "…"
    words = head.split(" ")[:-1] or [head]
    while len(words) > 1 and words[-1].lower() in _DANGLING:
        words.pop()
    return " ".join(words).rstrip(",;:–—") + "…"


def _joined(words: str) -> str:
    return " ".join(words.split())
