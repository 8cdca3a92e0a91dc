"""Cases of the kinds that deceive: twins, notes of correction, lists, tables, light edits, Korean."""

import random
import re
from collections.abc import Iterator

from annotations import sentences
from benchmarks.anchoring import mutations as m
from benchmarks.anchoring.cases import Case, wanted
from benchmarks.anchoring.mutations import CLOSE, OPEN
from benchmarks.anchoring.prose import PEOPLE, PLACES, Text, sentence

_SHORTEST, _LONGEST = 40, 400

NOTES = (
    "Correction: an earlier version of this article read: “{}”",
    "This article was amended on 4 May. It originally said: “{}” That was wrong.",
    "CORRECTION (12 June): A previous version of this story stated that \"{}\"",
    "Editor's note: Owing to an editing error, this article first reported “{}”.",
    "“{}” was how an earlier version of this article put it; the figure was wrong.",
    "**Clarification**\n\nWe wrote: {}",
    "Update: In the first version of this report it said: {}",
    "Korrektur: In einer früheren Version dieses Artikels hieß es: „{}“",
    "Anmerkung der Redaktion: Ursprünglich stand hier: „{}“ Wir haben das berichtigt.",
    "Rectificatif : une version précédente de cet article indiquait : « {} »",
    "Corrección: una versión anterior de este artículo decía: «{}»",
    "Fe de errores: donde decía «{}» debe leerse lo que ahora figura arriba.",
    "Correzione: una versione precedente di questo articolo riportava: «{}»",
    "Correctie: in een eerdere versie van dit artikel stond: ‘{}’",
    "Sprostowanie: we wcześniejszej wersji artykułu napisaliśmy: „{}”",
    "Errata: uma versão anterior deste texto dizia: “{}”",
    "Rättelse: I en tidigare version av artikeln stod det: ”{}”",
    "Исправление: в предыдущей версии статьи говорилось: «{}»",
    "訂正：以前の版では「{}」としていました。",
    "更正：本文早前版本写道：“{}”",
    "정정: 이 기사의 이전 버전에는 “{}”라고 되어 있었습니다.",
)  # fmt: skip


def families(texts: Iterator[Text], each: int, part: str) -> Iterator[Case]:
    """Cases of every kind, from the texts and from lists made here."""
    for text in texts:
        if text.size != "article":
            continue
        chance = random.Random(f"families {part} {text.name}")
        found = [
            (a, b)
            for a, b in sentences(text.text)
            if _SHORTEST <= b - a <= _LONGEST and "\n" not in text.text[a:b]
        ]
        for span in chance.sample(found, min(each, len(found))):
            for family in (_correction, _twin, _light):
                for name, old, new in family(text.text, span, chance):
                    yield from _case(name, text.name, old, new)
    for number in range(12 * each):
        chance = random.Random(f"lists {part} {number}")
        for make in (_table, _list, _headings, _template, _korean):
            for name, old, new in make(chance):
                yield from _case(name, f"made-{number}", old, new)


def _case(name: str, of: str, old: str, new: str) -> Iterator[Case]:
    """Both texts have the marks around the words; the new one none where they are gone."""
    start, end = old.index(OPEN), old.index(CLOSE) - 1
    yield Case(
        name, "article", of, _clean(old), (start, end), _clean(new), wanted(new), "flipped" in name
    )


def _clean(text: str) -> str:
    return text.replace(OPEN, "").replace(CLOSE, "")


_Made = Iterator[tuple[str, str, str]]


def _marked(text: str, span: tuple[int, int], chance: random.Random) -> str:
    """The sentence marked, or some of its words."""
    start, end = span
    words = [found.span() for found in re.finditer(r"\S+", text[start:end])]
    if len(words) > 7 and chance.random() < 0.5:
        first = chance.randrange(len(words) - 5)
        last = min(len(words) - 1, first + chance.randint(4, 9))
        start, end = start + words[first][0], start + words[last][1]
        while end - 1 > start and not text[end - 1].isalnum():
            end -= 1
    return text[:start] + OPEN + text[start:end] + CLOSE + text[end:]


def _correction(text: str, span: tuple[int, int], chance: random.Random) -> _Made:
    """A fact is corrected, and a note quotes what was there."""
    old = _marked(text, span, chance)
    new = m.fact(old, chance)
    if new is None:
        return
    if chance.random() < 0.4:
        new = m.after(m.edited(0.05, inside=False))(new, chance) or new
    clean = _clean(old)
    quoted = clean[span[0] : span[1]]
    kind = chance.random()
    if kind < 0.25:
        quoted = old[old.index(OPEN) + 1 : old.index(CLOSE)]
    elif kind < 0.4:
        begin = clean.rfind("\n\n", 0, span[0]) + 2 if "\n\n" in clean[: span[0]] else 0
        end = clean.find("\n\n", span[1])
        quoted = clean[begin : end if end > 0 else len(clean)]
    note = chance.choice(NOTES).format(quoted.strip())
    paragraphs = new.split("\n\n")
    at = next(n for n, each in enumerate(paragraphs) if CLOSE in each)
    paragraphs.insert(chance.choice((0, at + 1, len(paragraphs))), note)
    yield "correction note, fact flipped", old, "\n\n".join(paragraphs)
    gone = m.sentence_deleted(old, chance).split("\n\n")
    gone.append(note)
    yield "correction note, sentence gone", old, "\n\n".join(gone)


def _twin(text: str, span: tuple[int, int], chance: random.Random) -> _Made:
    """A paragraph, or a sentence of it, stands twice; one of the two is altered."""
    marked = _marked(text, span, chance)
    paragraphs = marked.split("\n\n")
    at = next((n for n, each in enumerate(paragraphs) if OPEN in each and CLOSE in each), None)
    if at is None or len(paragraphs) < 6:
        return
    copy = _clean(paragraphs[at] if chance.random() < 0.6 else text[span[0] : span[1]])
    places = [n for n in range(len(paragraphs) + 1) if abs(n - at - 0.5) > 1.5]
    place = chance.choice(places)
    whole = [*paragraphs[:place], copy, *paragraphs[place:]]
    old = "\n\n".join(whole)
    at += place <= at
    alter = m.fact if chance.random() < 0.6 else m.edited(0.15, outside=False)
    new_marked = alter(whole[at], chance)
    if new_marked is None or _clean(new_marked) == _clean(whole[at]):
        return
    begun = [sentence(chance)] if chance.random() < 0.4 else []
    altered = [*begun, *whole[:at], new_marked, *whole[at + 1 :]]
    yield "twin, the marked copy altered", old, "\n\n".join(altered)
    if copy == _clean(whole[at]):
        other = [*begun, *whole]
        other[place + len(begun)] = _clean(new_marked)
        yield "twin, the other copy altered", old, "\n\n".join(other)
        gone = [*begun, *whole[:at], *whole[at + 1 :]]
        yield "twin, the marked copy gone", old, "\n\n".join(gone)


def _light(text: str, span: tuple[int, int], chance: random.Random) -> _Made:
    """The words are lightly edited, and the sentences around them are others."""
    old = text[: span[0]] + OPEN + text[span[0] : span[1]] + CLOSE + text[span[1] :]
    new = m.edited(chance.choice((0.1, 0.2, 0.3)), outside=False)(old, chance)
    if new is None:
        return
    before, rest = new.split(OPEN)
    quote, after = rest.split(CLOSE)
    width = chance.choice((60, 130, 200))
    reworded = m.edited(0.6, inside=False)(
        before[-width:] + OPEN + quote + CLOSE + after[:width], chance
    )
    if reworded is not None:
        yield (
            "lightly edited, neighbours reworded",
            old,
            (before[:-width] + reworded + after[width:]),
        )


def _rows(chance: random.Random) -> list[str]:
    """The rows of a table or a list of one of several kinds."""
    names = list(PLACES)
    chance.shuffle(names)
    people = list(PEOPLE)
    chance.shuffle(people)
    kind = chance.randrange(5)
    count = chance.randint(6, 14)
    number = chance.randint
    if kind == 0:
        pairs = [names[n % 20] + f" {number(0, 5)} " + names[(n + 7) % 20] for n in range(count)]
        return [f"{each} {number(0, 5)}" for each in pairs]
    if kind == 1:
        return [f"{name} | {number(1, 99)}.{number(0, 99):02} kr" for name in names[:count]]
    if kind == 2:
        return [
            f"{people[n]} moved that item {number(1, 30)} be referred to the committee; "
            f"the motion was carried by {number(3, 9)} votes to {number(0, 3)}."
            for n in range(count)
        ]
    if kind == 3:
        return [f"{name}: {number(1, 30)} degrees, wind {number(1, 12)}" for name in names[:count]]
    return [f"- {name}, {number(1, 40)} seats, {chance.choice(people)}" for name in names[:count]]


def _table(chance: random.Random) -> _Made:
    """A table is sorted anew."""
    rows = _rows(chance)
    at = chance.randrange(len(rows))
    rows[at] = OPEN + rows[at] + CLOSE
    head = chance.choice(("Results\n\n", "Prices in May\n\n", ""))
    old = head + "\n".join(rows) + "\n"
    ordered = sorted(rows, key=_clean)
    if chance.random() < 0.3:
        chance.shuffle(ordered)
    yield "table sorted anew", old, head + "\n".join(ordered) + "\n"


_TASKS = (
    "Close the upper valve", "Open the drain", "Wait ten minutes", "Check the main lamp",
    "Fill the right tank", "Turn the key to the left", "Call the guard on the quay",
    "Write the time into the log", "Lift the small cover", "Clean the filter with water",
)  # fmt: skip


def _list(chance: random.Random) -> _Made:
    """A numbered list with a row more or a row less, numbered anew."""
    tasks = [f"{each}." for each in _TASKS]
    chance.shuffle(tasks)
    tasks = tasks[: chance.randint(3, 8)]
    style = chance.choice(("{}) ", "({}) ", "{}. ", "Step {}: "))
    head = chance.choice(("", "Steps\n", "How it is done\n\n"))

    def numbered(rows: list[str], at: int | None, is_whole: bool) -> str:
        lines = []
        for number, row in enumerate(rows):
            label = style.format(number + 1)
            line = label + row
            if number == at:
                line = OPEN + line + CLOSE if is_whole else label + OPEN + row + CLOSE
            lines.append(line)
        return head + "\n".join(lines)

    is_whole = chance.random() < 0.7
    at = chance.randrange(len(tasks))
    old = numbered(tasks, at, is_whole)
    put = chance.randint(0, at)
    more = [*tasks[:put], "Read this sheet first.", *tasks[put:]]
    yield "renumbered list", old, numbered(more, at + 1, is_whole)
    yield "row gone, list renumbered", old, numbered(tasks[:at] + tasks[at + 1 :], None, is_whole)


def _headings(chance: random.Random) -> _Made:
    """A short heading that recurs, its section rewritten; and one that is shortened."""
    names = chance.sample(PLACES, 4)
    parts = []
    at = chance.randrange(4)
    for number, name in enumerate(names):
        body = " ".join(sentence(chance) for _ in range(3))
        parts.append([f"## {name}", body, "### Background", body[::-1][:0] + sentence(chance)])
        if number == at:
            parts[-1][2] = f"### {OPEN}Background{CLOSE}"
    old = "\n\n".join("\n\n".join(part) for part in parts)
    parts[at][3] = sentence(chance) + " " + sentence(chance)
    yield "heading, section rewritten", old, "\n\n".join("\n\n".join(part) for part in parts)
    title = f"{chance.choice(('Making', 'Closing', 'Reading'))} {names[0]} {names[1]}"
    long = f"{title} by {chance.choice(('Cloning', 'Counting', 'Asking'))} the {names[2]}"
    slug = long.lower().replace(" ", "-")
    for anchor in (f'<a id="{slug}"></a>\n\n', f"[{slug}]: #x\n\n"):
        text = sentence(chance) + "\n\n" + anchor + f"### {OPEN}{long}{CLOSE}\n\n"
        text += sentence(chance) + "\n\n" + sentence(chance)
        yield "heading shortened", text, text.replace(long, title)


def _template(chance: random.Random) -> _Made:
    """Of near-identical sentences one is gone, or altered."""
    places = chance.sample(PLACES, chance.randint(2, 8))
    kind = chance.randrange(3)

    def row(place: str) -> str:
        if kind == 0:
            return (
                f"The {place} school board approved a budget of ${chance.randint(100, 999)}."
                f"{chance.randint(0, 9)} million for {chance.randint(2015, 2024)}, an increase of "
                f"{chance.randint(1, 9)}.{chance.randint(0, 9)} percent."
            )
        if kind == 1:
            return (
                f"{chance.choice(PEOPLE)} of {place} spoke for {chance.randint(2, 40)} minutes "
                f"and asked for {chance.randint(3, 99)} million crowns."
            )
        return (
            f"In {place}, {chance.randint(12, 98)} percent of {chance.randint(200, 990)} people "
            f"asked said that they would vote, {chance.randint(2, 11)} points more than before."
        )

    rows = [row(place) for place in places]
    at = chance.randrange(len(rows))
    glue = chance.choice(("\n\n", "\n\n", " "))
    marked = [*rows[:at], OPEN + rows[at] + CLOSE, *rows[at + 1 :]]
    head = chance.choice(("", "Budgets\n\n"))
    old = head + glue.join(marked)
    yield "template gone", old, head + glue.join(rows[:at] + rows[at + 1 :])
    flipped = m.fact(old, chance)
    if flipped is not None:
        yield "template, fact flipped", old, flipped


_STEMS = (
    ("시장은 새 방파제에 사백만 크로네가 들었다고 말했", "다", "습니다"),
    ("의회는 화요일 저녁에 예산안을 다시 논의하", "였다", "였습니다"),
    ("어민들은 폭풍이 지난 뒤에 배를 고쳤", "다", "습니다"),
    ("항구의 등불은 아홉 시에 꺼졌", "다", "습니다"),
    ("두 번째 여객선은 새벽까지 기다렸", "다", "습니다"),
    ("아무도 그 결정에 반대하지 않", "았다", "았습니다"),
    ("공사는 2021년 봄에 시작되", "었다", "었습니다"),
    ("주민들은 오래전부터 벽을 요구해 왔", "다", "습니다"),
    ("보고서는 서른 쪽이며 표가 많", "다", "습니다"),
    ("경비원은 저녁을 먹으러 집에 갔", "다", "습니다"),
    ("회의는 두 시간 만에 끝났", "다", "습니다"),
    ("남쪽에서 온 기름은 배로 실려 왔", "다", "습니다"),
)
_PARTICLES = (("은 ", "이 "), ("는 ", "가 "), ("을 ", "도 "), ("를 ", "도 "), ("에 ", "에는 "))


def _korean(chance: random.Random) -> _Made:
    """A plain text becomes a polite one, and particles change."""
    stems = list(_STEMS)
    chance.shuffle(stems)
    at = chance.randrange(10)
    plain = [stem + short + "." for stem, short, _ in stems[:10]]
    polite = [stem + long + "." for stem, _, long in stems[:10]]
    if chance.random() < 0.5:
        polite = [_particles(each, chance) for each in polite]

    def joined(rows: list[str]) -> str:
        return " ".join([*rows[:at], OPEN + rows[at] + CLOSE, *rows[at + 1 :]])

    yield "Korean, other endings", joined(plain), joined(polite)
    gone = " ".join(polite[:at] + polite[at + 1 :])
    yield "Korean, sentence gone", joined(plain), gone


def _particles(text: str, chance: random.Random) -> str:
    for old, new in _PARTICLES:
        if chance.random() < 0.5:
            text = text.replace(old, new, 1)
    return text
