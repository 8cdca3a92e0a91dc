"""Superscripts, formulas, symbols and list numbers: what stands in the file stands in the text."""

from collections.abc import Callable

import pytest

from reader.loading import load_text
from tests.reader.archives import ODT, M, W, docx, epub, odt, packed, paragraph, run

FILLER = (
    "<p>The council had promised in May that the new engine would arrive by August, at a price"
    " that nobody would name, and that fares would not rise before the winter came.</p>" * 2
)
SUP = '<w:vertAlign w:val="superscript"/>'
HIGH = '<w:rStyle w:val="High"/>'
SYMBOLS = '<w:rFonts w:ascii="Symbol"/>'
HIDDEN = "<w:vanish/>"
NOT_HIDDEN = '<w:vanish w:val="0"/>'
SUB = '<w:vertAlign w:val="subscript"/>'


def web_page(words: str) -> str:
    return load_text(
        f"<html><body><article><h1>Tanks</h1><p>{words}</p>{FILLER}</article></body></html>",
        "page.html",
    ).text.split("\n\n")[1]


def chapter(words: str) -> str:
    return load_text(epub({"a.xhtml": f"<p>{words}</p>"}), "book.epub").text.strip()


def word(body: str, extra: dict[str, str | bytes] | None = None) -> str:
    return load_text(docx(body, extra), "a.docx").text.strip()


SCRIPTS = [
    ("held 10<sup>6</sup> litres", "held 10⁶ litres"),
    ("3 × 10<sup>−4</sup> of it", "3 × 10⁻⁴ of it"),
    ("CO<sub>2</sub> fell by 40 km<sup>2</sup>", "CO₂ fell by 40 km²"),
    ("the 2<sup>nd</sup> of May", "the 2ⁿᵈ of May"),
    ("le 1<sup>er</sup> mai", "le 1ᵉʳ mai"),
    ('built in 1902<sup><a href="#n2">2</a></sup> of oak', "built in 1902[2] of oak"),
    ('built in 1902<a href="#n2"><sup>2</sup></a> of oak', "built in 1902[2] of oak"),
    ("cost 900<sup>3</sup> crowns", "cost 900[3] crowns"),
    ("four million,<sup>3</sup> it said", "four million,[3] it said"),
    ('since 1931<sup class="ref"><a href="#c">[1]</a></sup> then', "since 1931[1] then"),
    ("The <sup>14</sup>C date is old", "The ¹⁴C date is old"),
    ("Gull<sup>TM</sup> and x<sup>i+1</sup> of it", "Gull™ and xⁱ⁺¹ of it"),
    ("2<sup>Q</sup> of 5<sup>10 %</sup> here", "2^Q of 5^(10 %) here"),
]


@pytest.mark.parametrize("reads", [web_page, chapter])
@pytest.mark.parametrize(("markup", "text"), SCRIPTS)
def test_what_is_set_high_or_low_is_told_from_the_figure_before_it(
    reads: Callable[[str], str], markup: str, text: str
) -> None:
    assert text in reads(f"On Monday the tank {markup}, the harbour master said.")


def test_a_note_that_a_book_refers_to_without_setting_it_high_is_a_note() -> None:
    words = 'built in 1902<a epub:type="noteref" href="#n">2</a>.'
    assert chapter(words) == "built in 1902[2]."


def test_a_figure_set_high_in_a_table_is_told_too() -> None:
    table = (
        "<table><tr><td>held</td><td>10<sup>6</sup></td></tr><tr><td>b</td><td>2</td></tr></table>"
    )
    assert "held | 10⁶" in chapter(table)


def test_a_word_document_tells_superscripts_by_runs_and_styles() -> None:
    styles = (
        f'<w:styles {W}><w:style w:styleId="High"><w:name w:val="High"/>'
        f"<w:rPr>{SUP}</w:rPr></w:style></w:styles>"
    )
    body = (
        f"<w:p>{run('It held 10')}{run('1', SUP)}{run('2', SUP)}{run(' litres of CO')}"
        f"{run('2', SUB)}{run(' on the 2')}"
        f"{run('nd', HIGH)}{run(' of May.')}</w:p>"
    )
    text = word(body, {"word/styles.xml": styles})
    assert text == "It held 10¹² litres of CO₂ on the 2ⁿᵈ of May."


def test_an_opendocument_text_tells_superscripts_by_their_styles() -> None:
    styles = (
        '<office:automatic-styles xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0">'
        '<style:style style:name="T1"><style:text-properties style:text-position="super 58%"/>'
        '</style:style><style:style style:name="T2"><style:text-properties'
        ' style:text-position="-8% 58%"/></style:style></office:automatic-styles><office:body>'
    )
    body = (
        '<text:p>It held 10<text:span text:style-name="T1">6</text:span> litres of'
        ' CO<text:span text:style-name="T2">2</text:span>.</text:p>'
    )
    content = ODT.format(body).replace("<office:body>", styles)
    assert (
        load_text(packed({"content.xml": content}), "a.odt").text == "It held 10⁶ litres of CO₂.\n"
    )


MATHML = '<math xmlns="http://www.w3.org/1998/Math/MathML">{}</math>'
FRACTION = "<mi>n</mi><mo>=</mo><mfrac><mn>412</mn><mn>980</mn></mfrac>"


@pytest.mark.parametrize("reads", [web_page, chapter])
@pytest.mark.parametrize(
    ("formula", "line"),
    [
        (FRACTION, "n=412/980"),
        ("<msup><mi>x</mi><mrow><mi>i</mi><mo>+</mo><mn>1</mn></mrow></msup>", "x^(i+1)"),
        ("<msqrt><mn>2</mn></msqrt><mo>≈</mo><mn>1.41</mn>", "√(2)≈1.41"),
        ("<msub><mi>v</mi><mn>0</mn></msub><mo>=</mo><mn>3</mn>", "v_0=3"),
        (
            f'<semantics><mrow>{FRACTION}</mrow><annotation encoding="application/x-tex">'
            "n = 412/980</annotation></semantics>",
            "\\(n = 412/980\\)",
        ),
    ],
)
def test_a_formula_of_a_page_or_book_is_a_line_of_text(
    reads: Callable[[str], str], formula: str, line: str
) -> None:
    assert f"The share was {line} in all" in reads(
        f"The share was {MATHML.format(formula)} in all, he said."
    )


def test_a_formula_of_a_word_document_stands_in_its_sentence() -> None:
    fraction = "<m:f><m:num><m:r><m:t>412</m:t></m:r></m:num><m:den><m:r><m:t>980</m:t></m:r></m:den></m:f>"
    body = (
        f"<w:p>{run('The share, ')}<m:oMath {M}><m:r><m:t>p=</m:t></m:r>{fraction}</m:oMath>"
        f"{run(', was small.')}</w:p>"
    )
    assert word(body) == "The share, p=412/980, was small."


def test_a_formula_of_an_opendocument_text_is_read_from_its_object() -> None:
    body = (
        '<text:p>The share <draw:frame xmlns:draw="d"><draw:object xlink:href="./Object 1"/>'
        "</draw:frame> was small.</text:p>"
    )
    text = load_text(odt(body, {"Object 1/content.xml": MATHML.format(FRACTION)}), "a.odt").text
    assert text == "The share n=412/980 was small.\n"


def test_a_symbol_of_a_word_document_is_the_character_it_shows() -> None:
    body = (
        f"<w:p>{run('4 ')}<w:r><w:sym w:font='Symbol' w:char='F0B1'/></w:r>{run(' 1 m, ')}"
        f"<w:r><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>"
        f"{run(chr(0xF0B0), SYMBOLS)}</w:p>"
    )
    assert word(body) == "4 ± 1 m, ✓°"


def test_a_symbol_of_an_unknown_font_is_marked_and_said() -> None:
    article = load_text(
        docx(f"<w:p>{run('Up ')}<w:r><w:sym w:font='Webdings' w:char='F0FF'/></w:r></w:p>"),
        "a.docx",
    )
    assert article.text == "Up \ufffd\n"
    assert any("font" in remark for remark in article.remarks)


def numbering(*levels: str, extra: str = "") -> str:
    inside = "".join(f'<w:lvl w:ilvl="{at}">{level}</w:lvl>' for at, level in enumerate(levels))
    return (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{inside}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{extra}</w:numbering>'
    )


def level(format: str, text: str, start: int = 1) -> str:
    return f'<w:start w:val="{start}"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/>'


def entry(words: str, depth: int, list_id: int = 1) -> str:
    properties = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return paragraph(words, properties)


def test_the_numbers_of_a_word_documents_lists_are_those_it_prints() -> None:
    lists = numbering(
        level("decimal", "Article %1", 4),
        level("lowerLetter", "(%2)"),
        level("upperRoman", "%1.%3"),
    )
    body = "".join(
        entry(words, depth)
        for words, depth in [("a", 0), ("b", 1), ("c", 1), ("d", 2), ("e", 0), ("f", 1)]
    )
    text = word(body, {"word/numbering.xml": lists})
    assert text.split("\n") == [
        "Article 4 a", "(a) b", "(b) c", "4.I d", "Article 5 e", "(a) f",
    ]  # fmt: skip


def test_a_list_that_is_begun_anew_counts_anew_and_one_that_goes_on_goes_on() -> None:
    extra = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="7"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>'
    )
    lists = numbering(level("decimal", "%1."), extra=extra)
    body = entry("a", 0) + entry("b", 0, 2) + entry("c", 0, 2) + entry("d", 0, 3)
    text = word(body, {"word/numbering.xml": lists})
    assert text.split("\n") == ["1. a", "7. b", "8. c", "9. d"]


def test_headings_and_paragraphs_are_numbered_by_their_styles() -> None:
    styles = (
        f'<w:styles {W}><w:style w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="Clause"><w:name w:val="Clause"/><w:basedOn w:val="Base"/></w:style>'
        '<w:style w:styleId="Base"><w:name w:val="Base"/><w:pPr><w:numPr><w:ilvl w:val="1"/>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
    )
    lists = numbering(level("decimal", "§ %1"), level("decimal", "(%1.%2)"))
    body = paragraph("Fares", '<w:pStyle w:val="H1"/>') + paragraph(
        "Rise.", '<w:pStyle w:val="Clause"/>'
    )
    text = word(body, {"word/numbering.xml": lists, "word/styles.xml": styles})
    assert text == "§ 1 Fares\n\n(1.1) Rise."


def test_the_numbers_of_an_opendocument_texts_lists_are_those_it_prints() -> None:
    styles = (
        '<office:automatic-styles xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0">'
        '<text:list-style style:name="L1"><text:list-level-style-number text:level="1"'
        ' style:num-format="1" style:num-prefix="Article " text:start-value="4"/>'
        '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"'
        ' text:display-levels="2"/></text:list-style>'
        "</office:automatic-styles><office:body>"
    )
    item = "<text:list-item><text:p>{}</text:p>{}</text:list-item>"
    inner = f"<text:list>{item.format('in', '')}{item.format('out', '')}</text:list>"
    body = (
        f'<text:list text:style-name="L1">{item.format("a", inner)}{item.format("b", "")}</text:list>'
        "<text:p>Between.</text:p>"
        f'<text:list text:style-name="L1" text:continue-numbering="true">{item.format("c", "")}</text:list>'
        f'<text:list text:style-name="L1">{item.format("d", "")}</text:list>'
    )
    content = ODT.format(body).replace("<office:body>", styles)
    lines = load_text(packed({"content.xml": content}), "a.odt").text.split("\n")
    assert [line for line in lines if line] == [
        "Article 4 a", "4.a) in", "4.b) out", "Article 5 b", "Between.", "Article 6 c", "Article 4 d",
    ]  # fmt: skip


def test_moved_words_stand_where_they_were_moved_to() -> None:
    body = (
        "<w:p><w:moveTo>" + run("Four million.") + "</w:moveTo></w:p>"
        "<w:p><w:moveFrom>" + run("Four million.") + "</w:moveFrom></w:p>" + paragraph("The sea.")
    )
    assert word(body) == "Four million.\n\nThe sea."


def test_hidden_words_are_left_out_and_a_words_reading_is_not_its_base() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('とうきょう')}</w:rt><w:rubyBase>{run('東京')}</w:rubyBase></w:ruby></w:r>"
    body = f"<w:p>{run('Shown. ')}{run('Draft. ', HIDDEN)}{run('Not off.', NOT_HIDDEN)}</w:p><w:p>{ruby}</w:p>"
    assert word(body) == "Shown. Not off.\n\n東京"


def test_a_drop_cap_is_the_first_letter_of_its_word() -> None:
    body = paragraph("T", '<w:framePr w:dropCap="drop" w:lines="3"/>') + paragraph(
        "he ferry was late."
    )
    assert word(body) == "The ferry was late."


RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}'
    "</Relationships>"
)


def test_a_document_whose_main_part_has_another_name_is_read() -> None:
    main = '<Relationship Id="r" Type="http://x/relationships/officeDocument" Target="/word/document2.xml"/>'
    notes = '<Relationship Id="n" Type="http://x/relationships/footnotes" Target="notes9.xml"/>'
    document = (
        f"<w:document {W}><w:body><w:p>{run('Late.')}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>"
        "</w:body></w:document>"
    )
    source = packed(
        {
            "_rels/.rels": RELATIONS.format(main),
            "word/document2.xml": document,
            "word/_rels/document2.xml.rels": RELATIONS.format(notes),
            "word/notes9.xml": f"<w:footnotes {W}><w:footnote w:id='2'>{paragraph('Truly.')}</w:footnote></w:footnotes>",
        }
    )
    assert load_text(source, "a.docx").text == "Late.[1]\n\n[1] Truly.\n"


def test_a_document_of_the_strict_form_is_read() -> None:
    strict = (
        f"<w:document {W}><w:body>{paragraph('The ferry was late.')}</w:body></w:document>".replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
    )
    assert (
        load_text(packed({"word/document.xml": strict}), "a.docx").text == "The ferry was late.\n"
    )
