"""Texts to mark: a folder of one's own, else articles and lists made by a small grammar."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PARTS = ("train", "held-out")
LONG, BOOK = 60_000, 300_000

PLACES = tuple(
    "Aldmoor Brackwater Calder Dunhithe Estow Farley Gorsewick Hallam Ivestone Jarrow "
    "Kelby Lorne Marrick Netherby Ostley Penrith Quarr Rawdon Selby Thorne".split()
)
PEOPLE = tuple(
    "Amara Voss,Ben Okafor,Clara Lindt,Deniz Aksoy,Edda Marsh,Femi Cole,Greta Holm,Hugo Prins,"
    "Ines Duarte,Jonas Weir,Karin Stolz,Luis Aranda,Mona Reyes,Nils Bader,Olga Petrov,Paul Egan".split(
        ","
    )
)
_THINGS = tuple(
    "lamps buses bridges pumps ferries schools clinics trams boilers fences wells orchards".split()
)
_VERBS = tuple("bought repaired sold closed counted lost rented inspected insured moved".split())
_WHY = (
    "after a long dispute over who should pay",
    "because the winter had been hard on them",
    "although the auditors had warned against it",
    "as part of a plan that few had read",
    "while the harbour was still under water",
    "before anyone had asked the neighbours",
)
_SAID = ("said", "told reporters", "wrote in a letter", "admitted", "repeated on the radio")
_OTHER = (
    "Nobody at the meeting could say where the money had gone.",
    "The rain did not stop for eleven days.",
    "Those who lived by the river moved their furniture upstairs.",
    "It is a small town, and news travels faster than the bus.",
    "A committee is to look into it before the spring.",
    "The minutes of that evening fill two pages and leave out the shouting.",
)


@dataclass(frozen=True, slots=True)
class Text:
    """A text to make cases of; ``size`` is ``article``, ``long``, ``book`` or ``template``."""

    name: str
    size: str
    text: str


def texts(part: str, folder: Path | None) -> Iterator[Text]:
    """The texts of one part; the two parts have none in common."""
    found = sorted((folder / part).glob("*.txt")) if folder else []
    for file in found:
        text = file.read_text(encoding="utf-8")
        size = "article" if len(text) < LONG else "long" if len(text) < BOOK else "book"
        yield Text(file.stem, size, text)
    chance = random.Random(f"texts of {part}")
    for number in range(0 if found else 24):
        yield Text(f"made-{number}", "article", _article(chance))
    for number in range(8):
        yield Text(f"template-{number}", "template", _template(chance, number))
    if not found:
        yield Text("made-book", "book", "\n\n".join(_article(chance) for _ in range(280)))


def sentence(chance: random.Random) -> str:
    """A sentence of the grammar, with a fact or two in most."""
    if chance.random() < 0.25:
        return chance.choice(_OTHER)
    claim = (
        f"the town of {chance.choice(PLACES)} had {chance.choice(_VERBS)} "
        f"{chance.randint(2, 900)} {chance.choice(_THINGS)} in {chance.randint(1990, 2024)}"
    )
    if chance.random() < 0.5:
        return f"{chance.choice(PEOPLE)} {chance.choice(_SAID)} that {claim} {chance.choice(_WHY)}."
    return f"{claim[0].upper()}{claim[1:]}, {chance.choice(_WHY)}."


def _article(chance: random.Random) -> str:
    """Paragraphs in which no sentence stands twice, as in what people write."""
    said: dict[str, None] = {}
    while len(said) < 70:
        said[sentence(chance)] = None
    stock = list(said)
    paragraphs = []
    while len(stock) > 8:
        count = chance.randint(1, 6)
        paragraphs.append(" ".join(stock[:count]))
        stock = stock[count:]
    return "\n\n".join(paragraphs) + "\n"


def _template(chance: random.Random, number: int) -> str:
    """Near-identical sentences: the worst case of those who check facts."""
    makers = (_budget_row, _result_row, _weather_row, _vote_row)
    maker = makers[number % len(makers)]
    places = chance.sample(PLACES, 16)
    rows = [maker(chance, place) for place in places for _ in range(2)]
    chance.shuffle(rows)
    glue = "\n\n" if number < len(makers) else " "
    return glue.join(rows) + "\n"


def _budget_row(chance: random.Random, place: str) -> str:
    return (
        f"The council of {place} spent {chance.randint(2, 99)} million crowns on "
        f"{chance.choice(_THINGS)} in {chance.randint(2012, 2024)}, {chance.choice(PEOPLE)} said."
    )


def _result_row(chance: random.Random, place: str) -> str:
    return (
        f"Team {place}\nThe captain is {chance.choice(PEOPLE)}. The team has won "
        f"{chance.randint(1, 30)} of {chance.randint(30, 40)} games. The team is ready and has signed."
    )


def _weather_row(chance: random.Random, place: str) -> str:
    return (
        f"In {place} it was {chance.randint(1, 29)} degrees on {chance.choice(('Monday', 'Friday'))}, "
        f"which is {chance.randint(1, 9)} degrees more than in the year before."
    )


def _vote_row(chance: random.Random, place: str) -> str:
    return (
        f"{chance.choice(PEOPLE)} of {place} voted for motion {chance.randint(1, 99)}. "
        f"The motion was carried by {chance.randint(3, 60)} votes to {chance.randint(3, 60)}."
    )
