"""What a passage says that another can contradict, and where two of them do."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from annotations.claims.conflicts.alignment import Alignment, Item, Part, items, runs
from annotations.claims.conflicts.dates import When, dates
from annotations.claims.conflicts.names import (
    TITLES,
    differing_names,
    folded,
    is_misspelled,
    is_same_name,
    names,
)
from annotations.claims.conflicts.numerals import meet
from annotations.claims.conflicts.opposites import NEGATIONS, STRONG, are_opposites
from annotations.claims.conflicts.places import PLACES
from annotations.claims.conflicts.quantities import Quantity, quantities
from annotations.claims.conflicts.quotations import altered, normal_words, quoted_within
from annotations.claims.conflicts.speakers import speaker
from annotations.claims.conflicts.times import Clock, clocks
from annotations.claims.model import Difference
from annotations.text.spans import Span

_LONGEST = 2000
"""Characters of a passage that are looked at: what is longer is no sentence."""
_MOST_QUOTES = 8
_MOST_FACTS = 24
"""Quotations of a passage, and facts of each sort, that are compared: each with each."""
_NEAR = 0.6
"""From so much in common on, passages are the same but for what was replaced."""
_NEARLY_THE_SAME = 0.7
"""The same for a negation that only one has."""
_MOST_BESIDE_A_NEGATION = 3
_ALIKE = 0.3
_RELATED = 0.35
"""So much in common that what is said beside dates and numbers is worth comparing."""
_STAMP = re.compile(
    r"\A\s*(?:[\[(](?:[\d./-]{6,10},?\s)?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[ap]m)?[\])]\s*(?:[\w .-]{1,30}:(?=\s))?"
    r"|(?:[\d./-]{6,10},?\s)?\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]m)?\s(?:[-–]\s?[\w .-]{1,30}:(?=\s)|[\w.-]{1,30}:(?=\s)|[-–]\s))",
    re.IGNORECASE,
)
"""What stands before a message of a chat or a line of a log: when it was sent, and by whom."""
_SHORT = 11
"""Words of a sentence that says one thing only."""
_FEWEST_WORDS = 1
_SHORTEST_QUOTE = 4
_IN_PLACE = ("order", "score", "whole", "but", "times")
"""Kinds of quantities that are of anything: they are compared in the same place only."""
_GERMAN = frozenset(
    "der die das und ist nicht ein eine den dem des mit auf für von zu im am wurde wurden bei sich "
    "starben leben menschen millionen milliarden mio mrd uhr prozent jahre jahren euro hat haben als "
    "nach sind waren verletzt kostet verletzte tote personen tage wochen sagte über".split()
)
_FRENCH = frozenset(
    "le la les des est dans une que pour qui sur pas du au aux et un par d l ont été a millions "
    "milliards personnes morts blessés ans jours euros coûté selon avec sont dit".split()
)
_ENGLISH = frozenset(
    "the of and to a is that for was on with as at by from this were are an it he she they has have "
    "had said people million".split()
)
_GERMAN_BEFORE_NAMES = frozenset("in aus nach bei von herr frau bürgermeister präsident".split())

Fact = When | Clock | Quantity


@dataclass(frozen=True, slots=True)
class Facts:
    """The dates, times, quantities and names of a passage, and its words in order."""

    text: str
    language: str
    dates: Sequence[When]
    clocks: Sequence[Clock]
    quantities: Sequence[Quantity]
    names: Sequence[str]
    items: Sequence[Item]
    quoted: Sequence[Span]

    def fact(self, item: Item) -> Fact:
        """The fact that stands for an item."""
        return self.all[item.fact or 0]

    @property
    def all(self) -> Sequence[Fact]:
        """The dates, the times and the quantities."""
        return (*self.dates, *self.clocks, *self.quantities)


def facts(passage: str, published: date | None) -> Facts:
    """What a passage of an article says that was published on this day."""
    passage = _STAMP.sub(lambda stamp: " " * len(stamp[0]), passage[:_LONGEST])
    language = _language(passage)
    times = clocks(passage)[:_MOST_FACTS]
    free = passage
    for clock in times:
        free = free[: clock.start] + "\x00" * (clock.end - clock.start) + free[clock.end :]
    when = dates(free, published)[:_MOST_FACTS]
    found: tuple[When | Clock, ...] = (*when, *times)
    taken = [(each.start, each.end) for each in found]
    much = quantities(passage, language, taken)[:_MOST_FACTS]
    sorts = [("date", each.start, each.end) for each in when]
    sorts += [("time", each.start, each.end) for each in times]
    sorts += [("number", each.start, each.end) for each in much]
    return Facts(
        passage,
        language,
        when,
        times,
        much,
        names(passage)[:_MOST_FACTS],
        items(passage, sorts),
        quoted_within(passage),
    )


def _language(passage: str) -> str:
    """The language whose small words the passage has most of: en, de or fr."""
    words = re.findall(r"[^\W\d_]+", passage.lower())
    counts = {
        name: sum(word in small for word in words)
        for name, small in (("en", _ENGLISH), ("de", _GERMAN), ("fr", _FRENCH))
    }
    return max(counts, key=lambda name: counts[name])


def quotes(text: str, span: Span, quoted: Sequence[Span]) -> list[str]:
    """What a span of a text quotes; ``quoted`` are the quotations of the text, in order."""
    first = bisect_right(quoted, span[0], key=lambda quotation: quotation[1])
    last = bisect_left(quoted, span[1], key=lambda quotation: quotation[0])
    return [text[max(a, span[0]) : min(b, span[1])] for a, b in quoted[first:last]]


def differences(a: Facts, b: Facts, *, only_related: bool = False) -> tuple[Difference, ...]:
    """Where two passages that say the same do not agree.

    Passages that are the same but for some words are aligned, and what was replaced is told.
    Of others, that may only be on one subject, dates and quantities are compared if the same
    is said beside both; ``only_related`` asks for more of that.
    What only one of them says is no difference. Dates that cannot be compared because an
    article has no date of its own are told, as not resolved.
    """
    if not a.items or not b.items:
        return ()
    alignment = Alignment(a.items, b.items)
    if alignment.ratio >= _NEAR and alignment.words >= _FEWEST_WORDS:
        found = [*_replaced(a, b, alignment), *_quoted_in_place(a, b)]
    else:
        found = list(_loose(a, b, alignment, only_related))
    found += _speakers(a, b)
    return tuple(dict.fromkeys(found))


def altered_quotations(ours: Sequence[str], theirs: Sequence[str]) -> tuple[Difference, ...]:
    """Where quotations of two passages are the same but for some words.

    One that the other passage has to the letter is not compared with its others.
    """
    if not ours or not theirs:
        return ()
    one = [quote for quote in ours if quote not in theirs][:_MOST_QUOTES]
    other = [quote for quote in theirs if quote not in ours][:_MOST_QUOTES]
    found = (altered(*quotes) for quotes in product(one, other))
    return tuple(
        Difference("quote", words[0], words[1], "quoted words differ") for words in found if words
    )


def _replaced(a: Facts, b: Facts, alignment: Alignment) -> Iterator[Difference]:
    used: set[Item] = set()
    for one, other in alignment.facts():
        ours, theirs = a.fact(one), b.fact(other)
        if alignment.are_beside_alike(one, other):
            used |= {one, other}
            is_told = alignment.stand_alike(one, other) or not _is_elsewhere(ours, theirs, a, b)
            yield from _unlike(ours, theirs) if is_told else ()
    yield from _left_over(a, b, used)
    for part in alignment.parts():
        if not part.is_same:
            yield from _replaced_words(a, b, part, alignment.ratio >= _NEARLY_THE_SAME)


def _unlike(one: Fact, other: Fact) -> Iterator[Difference]:
    """Where facts that stand in the same place are not the same."""
    if isinstance(one, When) and isinstance(other, When):
        yield from _date(one, other, is_near=True)
    elif isinstance(one, Clock) and isinstance(other, Clock):
        yield from _clock(one, other)
    elif isinstance(one, Quantity) and isinstance(other, Quantity):
        yield from _aligned_quantity(one, other)


def _is_elsewhere(one: Fact, other: Fact, a: Facts, b: Facts) -> bool:
    """Whether a fact of one side stands in another place of the other: the order was changed."""
    return any(_meet(one, each) for each in b.all) or any(_meet(each, other) for each in a.all)


def _meet(one: Fact, other: Fact) -> bool:
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return one.is_of_one_sort(other) and one.meets(other)
    if isinstance(one, When) and isinstance(other, When):
        return one.meets(other)
    return isinstance(one, Clock) and isinstance(other, Clock) and one.meets(other)


def _left_over(a: Facts, b: Facts, used: set[Item]) -> Iterator[Difference]:
    """What the alignment left: compared if there is one of a sort on each side."""
    ours, theirs = (
        [side.fact(item) for item in side.items if item.fact is not None and item not in used]
        for side in (a, b)
    )
    much, more = ([each for each in side if isinstance(each, Quantity)] for side in (ours, theirs))
    yield from _quantities(much, more, a.quantities, b.quantities, 1)
    when, then = ([each for each in side if isinstance(each, When)] for side in (ours, theirs))
    if len(when) == len(then) == 1 and not _is_elsewhere(when[0], then[0], a, b):
        if when[0].near & then[0].near:
            yield from _date(when[0], then[0], is_near=True)
    clock, other = ([each for each in side if isinstance(each, Clock)] for side in (ours, theirs))
    if len(clock) == len(other) == 1 and clock[0].near & other[0].near:
        yield from _clock(clock[0], other[0])


def _date(one: When, other: When, is_near: bool) -> Iterator[Difference]:
    is_other_stretch = is_near and one.is_stretch and other.is_stretch and one.ends != other.ends
    if (one.meets(other) and not is_other_stretch) or (
        one.said.lower() == other.said.lower() and not (one.first and other.first)
    ):
        return
    if one.first and other.first:
        meant = ""
        if one.is_relative or other.is_relative:
            meant = f": {one} and {other}"
        yield Difference("date", one.said, other.said, f"dates differ{meant}")
    elif is_near and _are_named_otherwise(one, other):
        yield Difference("date", one.said, other.said, "dates differ")
    elif _is_open(one, other) or _is_open(other, one):
        note = "dates unresolved: an article is undated"
        yield Difference("date", one.said, other.said, note, is_resolved=False)


def _are_named_otherwise(one: When, other: When) -> bool:
    """Whether both are counted from days not known, and are named by other months or weekdays."""
    if one.first or other.first:
        return False
    return any(
        ours and theirs and not ours & theirs
        for ours, theirs in ((one.months, other.months), (one.weekdays, other.weekdays))
    )


def _is_open(one: When, other: When) -> bool:
    """Whether a date of the calendar stands against one counted from a day that is not known."""
    return not one.is_relative and other.first is None and not one.months & other.months


def _clock(one: Clock, other: Clock) -> Iterator[Difference]:
    if not one.meets(other):
        yield Difference("time", one.said, other.said, "times differ")


def _aligned_quantity(one: Quantity, other: Quantity) -> Iterator[Difference]:
    """Where quantities stand in the same place: other numbers, or one number of other units."""
    if one.is_of_one_sort(other):
        if not one.meets(other):
            yield _unequal(one, other)
        return
    kinds = {one.kind, other.kind}
    is_bare = any(
        each.kind == "count" and not each.nouns and not each.fate for each in (one, other)
    )
    if kinds == {"money"} or (one.kind == other.kind == "measure") or kinds == {"money", "measure"}:
        if (
            one.least == other.least
            and one.most == other.most
            and "kg" not in (one.unit, other.unit)
        ):
            yield _unequal(one, other)
    elif kinds & set(_IN_PLACE):
        if not _may_be_as_many(*sorted((one, other), key=lambda each: each.kind)):
            yield _unequal(one, other)
    elif is_bare or (kinds == {"count"} and _is_vague_noun(one, other)):
        if not one.meets(other):
            yield _unequal(one, other)


def _may_be_as_many(one: Quantity, other: Quantity) -> bool:
    """Whether an order, all, most, all but so many, and a share can be as many.

    The first's kind is the lesser of the two.
    """
    if one.kind == other.kind:
        return bool(one.nouns and other.nouns) or one.meets(other)
    if one.kind == "but":
        return other.kind != "whole" or other.least < 100
    if one.kind == "count" and other.kind == "whole" and one.most == 0:
        return False
    if {one.kind, other.kind} == {"share", "whole"}:
        return meet(one.least, one.most, 0.0, other.least, other.most, 0.0)
    return True


def _is_vague_noun(one: Quantity, other: Quantity) -> bool:
    """Whether two counts are of one thing although their nouns differ: as one has no noun."""
    return not one.nouns or not other.nouns


def _unequal(one: Quantity, other: Quantity) -> Difference:
    slot = "amount" if "amount" in (one.slot, other.slot) else "number"
    return Difference(slot, one.said, other.said, f"{slot}s differ")


def _replaced_words(
    a: Facts, b: Facts, part: Part, is_nearly_the_same: bool
) -> Iterator[Difference]:
    """Names, negations and opposites among the words that stand in each other's place."""
    ours = [item for item in part.ours if not _is_within(item, a.quoted, a.text)]
    theirs = [item for item in part.theirs if not _is_within(item, b.quoted, b.text)]
    yield from _replaced_names(a, b, ours, theirs)
    if is_nearly_the_same:
        yield from _turned_round(a, b, ours, theirs)


def _is_within(item: Item, quoted: Sequence[Span], text: str) -> bool:
    """Whether an item is in a quotation long enough to be compared as one."""
    return any(
        start <= item.start < end and len(text[start:end].split()) >= _SHORTEST_QUOTE
        for start, end in quoted
    )


def _replaced_names(
    a: Facts, b: Facts, ours: Sequence[Item], theirs: Sequence[Item]
) -> Iterator[Difference]:
    one = [run for run in runs(ours, lambda item: _is_name(item, a)) if run]
    other = [run for run in runs(theirs, lambda item: _is_name(item, b)) if run]
    if len(one) != len(other) or max(map(_words_but_names, (one, other), (ours, theirs))) > 0:
        return
    for mine, yours in zip(one, other, strict=True):
        said, told = _core(mine), _core(yours)
        if not said or not told or _is_named(said, b) or _is_named(told, a):
            continue
        if _is_role(mine, yours) and not is_misspelled(said[0], told[0]):
            continue
        if any(is_same_name(x, y) for x, y in product(said, told)):
            continue
        if is_same_name(" ".join(said), " ".join(told)):
            continue
        one_said, other_said = (" ".join(item.word for item in run) for run in (mine, yours))
        yield Difference("name", one_said, other_said, "names differ")


def _is_role(mine: Sequence[Item], yours: Sequence[Item]) -> bool:
    """Whether a word at the head of a sentence alone was replaced: an office, as likely as a name."""
    return any(run[0].is_head and len(run) == 1 for run in (mine, yours))


def _words_but_names(found: Sequence[Sequence[Item]], part: Sequence[Item]) -> int:
    return sum(item.fact is None for item in part) - sum(map(len, found))


def _is_name(item: Item, side: Facts) -> bool:
    if item.fact is not None:
        return False
    if item.word[:1].isupper() and folded(item.word) in PLACES:
        return True
    if side.language == "de" and item.is_name:
        before = re.findall(r"\w+", side.text[: item.start].lower())[-1:]
        return bool(before) and before[0] in _GERMAN_BEFORE_NAMES
    return item.is_name or item.is_head


def _core(run: Sequence[Item]) -> list[str]:
    """The words of a name without titles, suffixes and initials."""
    words = [folded(item.word) for item in run]
    return [word for word in words if word not in TITLES and len(word) > 1]


def _is_named(said: Sequence[str], side: Facts) -> bool:
    there = {folded(item.word) for item in side.items}
    return any(word in there for word in said)


def _turned_round(
    a: Facts, b: Facts, ours: Sequence[Item], theirs: Sequence[Item]
) -> Iterator[Difference]:
    one, other = ([item for item in side if item.fact is None] for side in (ours, theirs))
    words, their_words = ({item.word.lower() for item in side} for side in (one, other))
    everywhere = [{item.word.lower() for item in side.items} for side in (a, b)]
    for mine, yours in product(one, other):
        pair = mine.word.lower(), yours.word.lower()
        if are_opposites(*pair) and pair[0] not in everywhere[1] and pair[1] not in everywhere[0]:
            yield Difference("opposite", mine.word, yours.word, "one says the opposite")
            return
    denied, their_denied = words & NEGATIONS, their_words & NEGATIONS
    negated = [bool(side & NEGATIONS) for side in everywhere]
    is_short = len(ours) + len(theirs) <= _MOST_BESIDE_A_NEGATION
    if negated[0] != negated[1] and is_short and (denied or their_denied) & STRONG:
        said = next((item.word for item in one if item.word.lower() in denied), "–")
        told = next((item.word for item in other if item.word.lower() in their_denied), "–")
        yield Difference("opposite", said, told, "one says the opposite")


def _loose(a: Facts, b: Facts, alignment: Alignment, only_related: bool) -> Iterator[Difference]:
    if min(len(side.text.split()) for side in (a, b)) <= _SHORT:
        # A short sentence says one thing, so its date is that of what the other says too.
        if len(a.dates) == len(b.dates) == 1:
            yield from _loose_dates(a.dates, b.dates, 2 if only_related else 1)
    if alignment.ratio < (_RELATED if only_related else _ALIKE):
        return
    fewest = 3 if only_related else 2
    if not (a.dates and b.dates) or _days(a.dates) & _days(b.dates):
        yield from _quantities(a.quantities, b.quantities, a.quantities, b.quantities, fewest)
    yield from _loose_dates(a.dates, b.dates, fewest)
    if a.names and b.names:
        for one, other in differing_names(a.names, b.names):
            yield Difference("name", one, other, "names differ")


def _days(when: Sequence[When]) -> set[tuple[date | None, date | None]]:
    """What the dates are: numbers of other days are other numbers."""
    return {(each.first, each.last) for each in when}


def _loose_dates(ours: Sequence[When], theirs: Sequence[When], fewest: int) -> Iterator[Difference]:
    pairs = list(product(ours, theirs))
    if any(one.meets(other) for one, other in pairs):
        return
    related = [pair for pair in pairs if len(pair[0].near & pair[1].near) >= fewest]
    if len(related) == 1 or (related and len(ours) == len(theirs) == 1):
        yield from _date(*related[0], is_near=False)


def _quantities(
    ours: Sequence[Quantity],
    theirs: Sequence[Quantity],
    all_ours: Sequence[Quantity],
    all_theirs: Sequence[Quantity],
    fewest: int,
) -> Iterator[Difference]:
    """The quantities of one thing, told by the words beside them, that do not agree."""
    one = [each for each in ours if not any(_meet(each, other) for other in all_theirs)]
    two = [each for each in theirs if not any(_meet(other, each) for other in all_ours)]
    for mine, yours in product(one, two):
        if mine.kind in _IN_PLACE or not mine.is_of_one_sort(yours) or mine.meets(yours):
            continue
        rivals = [each for each in one if each.is_of_one_sort(yours)]
        others = [each for each in two if each.is_of_one_sort(mine)]
        common = len(mine.near & yours.near)
        best = all(
            len(each.near & yours.near) < common for each in rivals if each is not mine
        ) and all(len(mine.near & each.near) < common for each in others if each is not yours)
        told = bool(mine.fate and mine.fate == yours.fate)
        needed = max(1, fewest - told)
        if best and common >= min(needed, len(mine.near) or 9, len(yours.near) or 9):
            yield _unequal(mine, yours)


def _quoted_in_place(a: Facts, b: Facts) -> Iterator[Difference]:
    """Where quotations that stand in each other's place are of other words, however short."""
    if len(a.quoted) == len(b.quoted):
        for ours, theirs in zip(a.quoted[:_MOST_QUOTES], b.quoted[:_MOST_QUOTES], strict=True):
            quoted = a.text[slice(*ours)], b.text[slice(*theirs)]
            if not altered(*quoted) and (words := altered(*quoted, is_in_place=True)):
                yield Difference("quote", words[0], words[1], "quoted words differ")


def _speakers(a: Facts, b: Facts) -> Iterator[Difference]:
    """Where the same words are quoted from two speakers."""
    for ours, theirs in product(a.quoted[:_MOST_QUOTES], b.quoted[:_MOST_QUOTES]):
        one, other = normal_words(a.text[slice(*ours)]), normal_words(b.text[slice(*theirs)])
        if len(one) < _SHORTEST_QUOTE or one != other:
            continue
        mine, yours = speaker(a.text, ours), speaker(b.text, theirs)
        if mine and yours and not mine.may_be(yours):
            yield Difference("name", mine.said, yours.said, "quoted from another speaker")
