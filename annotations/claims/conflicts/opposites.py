"""Words that turn what is said round: negations, and pairs of opposites."""

NEGATIONS = frozenset(
    "not no never neither nor without none nobody nothing cannot n't hardly nicht kein keine keinen "
    "nie ne pas jamais aucun aucune refused failed denied declined unable".split()
)
STRONG = frozenset("not never n't no cannot nicht nie pas jamais without".split())
"""Negations whose coming or going alone turns a sentence round."""

_PAIRS = (
    "rose fell, rise fall, risen fallen, rises falls, increased decreased, increase decrease, "
    "increasing decreasing, up down, higher lower, grew shrank, gain loss, gained lost, won lost, "
    "win lose, winner loser, accepted rejected, accept reject, approved rejected, approve reject, "
    "guilty innocent, convicted acquitted, convicted cleared, guilty cleared, supported opposed, "
    "support oppose, supports opposes, for against, alive dead, survived died, before after, "
    "north south, east west, northern southern, eastern western, northeast southwest, "
    "northwest southeast, left right, male female, man woman, men women, boy girl, boys girls, "
    "husband wife, brother sister, son daughter, mother father, sons daughters, first last, "
    "legal illegal, possible impossible, agreed refused, agreed declined, agree disagree, "
    "confirmed denied, confirm deny, confirms denies, admitted denied, allowed banned, allow ban, "
    "opened closed, open closed, open shut, opening closing, arrived left, hired fired, "
    "more less, more fewer, most least, above below, over under, maximum minimum, passed failed, "
    "passes fails, passed rejected, lifted imposed, lift impose, extended shortened, "
    "upheld overturned, overturned affirmed, true false, safe unsafe, safe dangerous, "
    "public private, majority minority, ally rival, day night, morning evening, "
    "morning afternoon, afternoon evening, largest smallest, biggest smallest, oldest youngest, eldest youngest, elder younger, older younger, "
    "best worst, highest lowest, longest shortest, strongest weakest, bought sold, buy sell, "
    "present absent, armed unarmed, known unknown, likely unlikely, able unable, profit loss, "
    "surplus deficit, victory defeat, attack defence, started ended, began ended, begins ends, "
    "begin end, includes excludes, including excluding, joined left, married divorced, "
    "black white, red blue, red green, blue green, white blue, all none, everyone nobody, "
    "always never, everybody nobody, democrat republican, democrats republicans, "
    "democratic republican, import export, imports exports, push pull, inside outside, "
    "entering leaving, entered left, landed crashed, hot cold, fast slow, rich poor, heavy light, "
    "innocent guilty, steigt sinkt, gestiegen gesunken, stieg sank, gewonnen verloren, "
    "vor nach, nord süd, avant après, gagné perdu"
)
_OPPOSITES: dict[str, frozenset[str]] = {}
for _pair in _PAIRS.split(", "):
    _one, _other = _pair.split()
    _OPPOSITES[_one] = _OPPOSITES.get(_one, frozenset()) | {_other}
    _OPPOSITES[_other] = _OPPOSITES.get(_other, frozenset()) | {_one}


def are_opposites(one: str, other: str) -> bool:
    """Whether two words, in lower case, say the contrary of each other.

    >>> are_opposites("rose", "fell"), are_opposites("legal", "illegal"), are_opposites("a", "b")
    (True, True, False)
    """
    if other in _OPPOSITES.get(one, ()):
        return True
    short, long = sorted((one, other), key=len)
    return len(short) > 3 and long in (
        f"un{short}",
        f"in{short}",
        f"im{short}",
        f"non{short}",
        f"dis{short}",
        f"ir{short}",
        f"il{short}",
    )
