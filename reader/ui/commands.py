"""Every command there is, once: keys, footer, help and palette all come from this table.

The module is pure, so that the keys in a settings file can be checked before Textual
is loaded. A key is a character (``c``, ``(``) or one of Textual's names (``ctrl+f``,
``pagedown``, ``comma``); ``g s`` is two keys, typed one after the other.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Command(NamedTuple):
    """One thing a reader can do.

    ``place`` says where it can be done: ``app`` (everywhere), ``shelf``, ``page`` (the
    text of an article: moving and selecting), ``visual`` (while selecting), ``reading``
    (the article's screen: marking), ``note`` (while one is written), ``list`` (any list), or the screen ``marks``,
    ``review``, ``settling``, ``export``, ``import``, ``hits``, ``outline``, ``links``, ``lookup`` or ``help``.
    ``keys`` are separated by commas. ``hint`` is its word in the bottom lines that name it.
    """

    id: str
    keys: str
    action: str
    label: str
    group: str
    hint: str = ""

    @property
    def place(self) -> str:
        """The part of the id before the dot."""
        return self.id.partition(".")[0]


def _group(group: str, *rows: tuple[str, ...]) -> tuple[Command, ...]:
    return tuple(
        Command(row[0], row[1], row[2], row[3], group, row[4] if len(row) > 4 else "")
        for row in rows
    )


_MOVING = _group(
    "Moving",
    ("page.line_down", "j,down", "lines(1)", "Line down"),
    ("page.line_up", "k,up", "lines(-1)", "Line up"),
    ("page.page_down", "space,pagedown,ctrl+f", "pages(1)", "Page down"),
    ("page.page_up", "b,pageup,ctrl+b", "pages(-1)", "Page up"),
    ("page.half_down", "d,ctrl+d", "halves(1)", "Half a page down"),
    ("page.half_up", "ctrl+u", "halves(-1)", "Half a page up"),
    ("page.top", "g,g g,home", "top", "To the beginning"),
    ("page.bottom", "G,end", "bottom", "To the end"),
    ("page.sentence_next", "),right", "sentences(1)", "Caret to the next sentence"),
    ("page.sentence_previous", "(,left", "sentences(-1)", "Caret to the previous sentence"),
    ("page.paragraph_next", "}", "paragraphs(1)", "Caret to the next paragraph"),
    ("page.paragraph_previous", "{", "paragraphs(-1)", "Caret to the previous paragraph"),
    ("page.hints", "f", "hints", "Put the caret on a sentence by its letter"),
    ("page.back", "ctrl+o", "jump(-1)", "Back to where you jumped from"),
    ("page.forward", "alt+right", "jump(1)", "Forward again"),
    ("page.set_spot", "m", "set_spot", "Remember this place under a letter"),
    ("page.go_spot", "'", "go_spot", "Go to a remembered place ('' is the last one)"),
    ("reading.go", "%", "go", "Go to a percentage, or a paragraph by number"),
    ("reading.next_article", "]", "article(1)", "Next article"),
    ("reading.previous_article", "[", "article(-1)", "Previous article"),
    ("reading.next_mark", "J,ctrl+n", "mark_step(1)", "Next mark"),
    ("reading.previous_mark", "K", "mark_step(-1)", "Previous mark"),
)

_FINDING = _group(
    "Finding",
    ("reading.find", "/", "find", "Find in the article"),
    ("reading.next_hit", "n", "hit(1)", "Next hit"),
    ("reading.previous_hit", "N", "hit(-1)", "Previous hit"),
    ("reading.find_everywhere", "&", "find_everywhere", "Find in all articles of the folder"),
)

_MARKING = _group(
    "Marking",
    ("reading.claim", "c", "mark('claim')", "Mark as a claim"),
    ("reading.highlight", "h", "mark('highlight')", "Mark as a highlight"),
    ("reading.question", "Q", "mark('question')", "Mark as a question"),
    (
        "reading.enter",
        "enter",
        "enter",
        "Mark as last time, tags too; on a mark: open it",
    ),
    *(
        (f"reading.slot_{n}", str(n), f"slot({n})", f"Mark with slot {n} of the settings")
        for n in range(1, 10)
    ),
    ("page.select", "v", "select('character')", "Select by character"),
    ("page.select_sentences", "V", "select('sentence')", "Select by sentence"),
    ("page.grow", ">", "grow", "Grow the selection or the mark: then s w c p"),
    ("page.shrink", "<", "shrink", "Shrink the selection or the mark: then s w c p"),
    ("reading.borders", "B", "borders", "Move the borders of the mark"),
    ("reading.cycle", ";", "cycle", "Next of the marks under the caret"),
)

_SAYING = _group(
    "Saying something about a mark",
    ("reading.tags", "t", "tags", "Tags"),
    ("reading.repeat_tags", ".", "repeat_tags", "The last tags again"),
    ("reading.note", "a", "note", "Note"),
    ("reading.note_in_editor", "ctrl+x", "note_in_editor", "Note in your own editor"),
    ("reading.verdict", "!", "verdict", "Verdict"),
    ("reading.evidence", "@", "evidence", "Evidence: links, or ids of annotations"),
    ("reading.kind", "~", "kind", "Claim, highlight or question in turn"),
    ("reading.colour", "*", "colour", "Colour"),
    ("reading.remove", "x,delete", "remove", "Remove the mark"),
    ("reading.copy", "y", "copy", "Copy the selection, the mark or the sentence"),
    ("reading.cite", "Y", "cite", "Copy it with its source"),
)

_SUGGESTING = _group(
    "What is worth checking",
    ("reading.next_suggestion", "w", "suggestion_step(1)", "Next sentence worth checking"),
    ("reading.previous_suggestion", "W", "suggestion_step(-1)", "Previous sentence worth checking"),
    ("reading.take_proposal", "P", "take_proposal", "Mark what a program proposes here"),
    ("reading.dismiss", "X", "drop_suggestion", "Not worth checking: drop the suggestion"),
    ("reading.suggestions", "p", "suggestions", "Point out what is worth checking, or not"),
)

_SELECTING = _group(
    "While selecting",
    ("visual.left", "h,left,shift+left", "motion('h')", "Character left"),
    ("visual.right", "l,right,shift+right", "motion('l')", "Character right"),
    ("visual.down", "j,down,shift+down", "motion('j')", "Line down"),
    ("visual.up", "k,up,shift+up", "motion('k')", "Line up"),
    ("visual.word", "w,ctrl+right,ctrl+shift+right", "motion('w')", "Word on"),
    ("visual.word_back", "b,ctrl+left,ctrl+shift+left", "motion('b')", "Word back"),
    ("visual.word_end", "e", "motion('e')", "End of the word"),
    ("visual.line_start", "0,home,shift+home", "motion('0')", "Start of the line"),
    ("visual.line_end", "$,end,shift+end", "motion('$')", "End of the line"),
    ("visual.sentence", ")", "motion(')')", "Sentence on"),
    ("visual.sentence_back", "(", "motion('(')", "Sentence back"),
    ("visual.paragraph", "}", "motion('}')", "Paragraph on"),
    ("visual.paragraph_back", "{", "motion('{')", "Paragraph back"),
    ("visual.top", "g", "motion('g')", "To the beginning"),
    ("visual.bottom", "G", "motion('G')", "To the end"),
    ("visual.swap", "o", "swap", "Move the other end"),
    ("visual.inside", "i", "inside", "Select the word, sentence or paragraph: then w s p"),
    ("visual.highlight", "H", "mark('highlight')", "Mark as a highlight"),
    ("visual.done", "escape,v,V", "deselect", "Stop selecting"),
)

_LOOKING = _group(
    "Looking",
    ("reading.marks", "A,tab", "marks", "Marks of this article, and of all"),
    ("reading.beside", "o", "beside", "The claim beside what another article says of it"),
    ("reading.margin", "M", "margin", "Margin on and off"),
    ("reading.wider", "+", "width(4)", "Wider column"),
    ("reading.narrower", "-", "width(-4)", "Narrower column"),
    ("reading.width_back", "=", "width(0)", "The page as in the settings again"),
    ("reading.columns", "#", "columns", "Two columns on a wide screen, or one"),
    ("reading.justify", "|", "justify", "Lines justified or ragged"),
    ("reading.spacing", "_", "spacing", "Blank rows between the lines: none, one, two"),
    ("reading.side", "0", "side", "Wider blank sides, up to none again"),
    ("reading.structure", "H", "structure", "Headings and captions styled or plain"),
    ("reading.zen", "z", "zen", "Nothing but the text"),
    ("reading.about", "i", "about", "About this article: dates, words, where from"),
    ("reading.encoding", "e", "encoding", "Read with another encoding, from now on"),
    (
        "reading.extract_again",
        "ctrl+e",
        "extract_again",
        "Extract the text of the page, book or PDF anew",
    ),
    ("reading.outline", "O", "outline", "Headings: the table of contents"),
    ("reading.links", "L", "links", "Links, notes and pictures of the article"),
    ("reading.look_up", "D", "look_up", "Look words up in a dictionary or on the web"),
    ("app.statistics", "I", "statistics", "What you have read and marked"),
    ("app.theme", "T", "next_theme", "Next theme"),
)

_LISTS = _group(
    "In a list",
    ("list.down", "j,down", "lines(1)", "Down"),
    ("list.up", "k,up", "lines(-1)", "Up"),
    ("list.page_down", "pagedown,ctrl+f,ctrl+d", "pages(1)", "Page down"),
    ("list.page_up", "b,pageup,ctrl+b,ctrl+u", "pages(-1)", "Page up"),
    ("list.top", "g,g g,home", "top", "To the first"),
    ("list.bottom", "G,end", "bottom", "To the last"),
)

_SHELF = _group(
    "The shelf",
    ("shelf.open", "enter,right,l", "open", "Open the article", "open"),
    (
        "shelf.filter",
        "/",
        "filter",
        "Only these letters, or folder: tag: in: is:unread",
        "filter",
    ),
    ("shelf.sort", "s", "sort", "Sort by the next column"),
    ("shelf.reverse", "r", "reverse", "The other way round"),
    ("shelf.last_read", "L", "last_read", "What was opened, the last first; again: all"),
    ("shelf.collect", "c", "collect", "Put the article into collections of yours"),
    ("shelf.marks", "A,tab", "marks", "Marks of all articles"),
    ("shelf.find_everywhere", "&", "find_everywhere", "Find in all articles"),
)

_MARKS = _group(
    "The list of marks",
    ("marks.open", "enter,right,l", "open", "Go to the mark", "go"),
    (
        "marks.filter",
        "/",
        "filter",
        'Filter: tag:money kind:claim verdict:mixed "words"',
        "filter",
    ),
    ("marks.scope", "A,tab", "scope", "This article, all articles, all libraries"),
    ("marks.pick", "space,v", "pick", "Pick it, for a change to many at once"),
    ("marks.pick_all", "V", "pick_all", "Pick all that are listed"),
    ("marks.tags", "t", "tags", "Tags"),
    ("marks.verdict", "!", "verdict", "Verdict"),
    ("marks.note", "a", "note", "Note"),
    ("marks.kind", "~", "kind", "Claim, highlight or question in turn"),
    ("marks.remove", "x,delete", "remove", "Remove"),
    ("marks.copy", "y", "copy", "Copy the quote"),
)

_REVIEW = _group(
    "The review of marks whose article has changed",
    ("review.accept", "enter,y", "accept", "Let the mark stand where it was found", "accept"),
    ("review.reattach", "m", "reattach", "Mark its right place by hand", "place"),
    ("review.keep", "o", "keep", "Keep it as lost", "lost"),
    ("review.remove", "x,delete", "remove", "Remove it"),
    ("review.open", "right,l", "open", "Go to where it stands now"),
)

_SETTLING = _group(
    "Marks that were changed in two places",
    ("settling.later", "1", "later", "Keep the later version, on the left", "left"),
    ("settling.other", "2", "other", "Keep the other version, on the right", "right"),
)

_OTHER_SCREENS = _group(
    "Exporting, importing, and other lists",
    ("export.write", "enter,right,l", "write", "Write the file", "write"),
    (
        "export.scope",
        "s",
        "scope",
        "This article, the filtered list, library, or all",
        "scope",
    ),
    ("import.take", "enter,y", "take", "Take in what is shown", "take in"),
    ("import.file", "o", "file", "Choose another file"),
    ("import.format", "f", "format", "Read it as another format", "format"),
    ("hits.open", "enter,right,l", "open", "Go to the hit"),
    ("hits.ask", "/", "ask", 'Look for words, "a phrase", begin*, -without, or', "ask"),
    ("hits.scope", "A,tab", "scope", "In everything, the articles alone, the marks alone"),
    ("outline.open", "enter,right,l", "open", "Go to the heading"),
    ("links.open", "enter,right,l", "open", "Go to the note; open the link outside"),
    ("links.go", "o", "go", "Go to where the link stands"),
    ("links.copy", "y", "copy", "Copy the address"),
    ("lookup.copy", "y", "copy", "Copy the answer"),
    ("help.filter", "/", "filter", "Look for a word in the help", "filter"),
)

_BOARD = _group(
    "The claims board",
    ("board.open", "enter", "open", "Go to the passage in its article"),
    ("board.beside", "o", "beside", "The claim and the passage side by side", "side by side"),
    ("board.left", "left,h", "move(-1)", "Column to the left"),
    ("board.right", "right,l", "move(1)", "Column to the right"),
    ("board.first", "0", "far(-1)", "To the claim"),
    ("board.last", "$", "far(1)", "To the last article"),
    ("board.same", "=", "confirm('same-claim')", "It is the same claim", "same"),
    ("board.supports", "+", "confirm('supports')", "It supports the claim"),
    ("board.contradicts", "-", "confirm('contradicts')", "It contradicts the claim"),
    ("board.reject", "x,delete", "reject", "It is not the same claim; drop the suggestion", "not"),
    ("board.accept", "c", "accept", "Mark the suggestion as a claim"),
    ("board.verdict", "!", "verdict", "Verdict"),
    ("board.evidence", "@", "evidence", "Evidence: links, or ids of annotations"),
    ("board.note", "a", "note", "Note"),
    ("board.tags", "t", "tags", "Tags"),
    ("board.sort", "s", "sort", "Sort by conflict, date, verdict, or as marked", "sort"),
    ("board.filter", "/", "filter", "Filter: tag:money verdict:mixed conflict:any"),
)

_BESIDE = _group(
    "Two articles side by side",
    ("beside.switch", "tab,left,h,right,l", "switch", "Scroll the other side", "other side"),
    ("beside.page_down", "space", "pages(1)", "Page down"),
    ("beside.open", "enter", "open", "Read this side's article, from the passage on"),
    ("beside.next", "n,]", "step(1)", "The next article that says something of it", "next"),
    ("beside.previous", "N,[", "step(-1)", "The previous one"),
    ("beside.same", "=", "confirm('same-claim')", "It is the same claim", "same"),
    ("beside.supports", "+", "confirm('supports')", "It supports the claim"),
    ("beside.contradicts", "-", "confirm('contradicts')", "It contradicts the claim"),
    ("beside.reject", "x,delete", "reject", "It is not the same claim", "not"),
    ("beside.accept", "c", "accept", "Mark the suggestion as a claim"),
    ("beside.verdict", "!", "verdict", "Verdict"),
    ("beside.evidence", "@", "evidence", "Evidence: links, or ids of annotations"),
    ("beside.note", "a", "note", "Note"),
    ("beside.tags", "t", "tags", "Tags"),
)

_WRITING = _group(
    "While a note is written",
    ("note.save", "escape,ctrl+s", "save", "Save the note"),
    ("note.copy", "ctrl+c", "copy", "Copy the selection; without one, save the note"),
    ("note.outside", "ctrl+x", "edit_outside", "Write on in your own editor"),
    ("note.leave", "ctrl+g", "leave_as_it_was", "Leave the note as it was before"),
)

_EVERYWHERE = _group(
    "Everywhere",
    ("app.board", "C", "board", "The claims board: claims and what each article says"),
    ("app.review", "R", "review", "Review marks whose article has changed"),
    ("app.settling", "U", "settling", "Settle marks that were changed in two places"),
    ("app.undo", "u", "undo", "Undo"),
    ("app.redo", "ctrl+r", "redo", "Redo"),
    ("app.export", "E", "export", "Export"),
    ("app.import", "F", "import", "Import annotations from a file"),
    ("app.sync", "S", "sync", "Sync with your other machines"),
    ("app.help", "?,f1", "help", "Help", "help"),
    ("app.palette", ":,ctrl+p", "command_palette", "All commands", "all"),
    ("app.escape", "escape", "escape", "Drop what is shown: hits, a filter, a selection"),
    ("app.back", "q", "back", "Back; from the shelf: quit", "back"),
    ("app.quit", "ctrl+q", "quit", "Quit"),
    ("app.copy_or_quit", "ctrl+c", "copy_or_quit", "Copy; it does not quit"),
    ("app.suspend", "ctrl+z", "suspend_process", "Back to the shell; fg returns"),
)

COMMANDS: tuple[Command, ...] = (
    *_MOVING,
    *_FINDING,
    *_MARKING,
    *_SELECTING,
    *_SUGGESTING,
    *_SAYING,
    *_WRITING,
    *_LOOKING,
    *_LISTS,
    *_SHELF,
    *_MARKS,
    *_REVIEW,
    *_SETTLING,
    *_BOARD,
    *_BESIDE,
    *_OTHER_SCREENS,
    *_EVERYWHERE,
)
"""In the order of the help screen; ids and keys are unique within what is active together."""


BY_ID: Mapping[str, Command] = {command.id: command for command in COMMANDS}


def at(place: str) -> tuple[Command, ...]:
    """The commands of one place, in the order of the help."""
    return tuple(command for command in COMMANDS if command.place == place)
