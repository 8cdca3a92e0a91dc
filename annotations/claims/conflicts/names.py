"""Which names differ, and what is no difference: initials, titles, suffixes, abbreviations."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

_NAME = re.compile(
    r"\b[A-Z][\w’'-]*\.?(?:\s+(?:(?:of|the|for|and|de|la|von|van|der|bin|al)\s+){0,2}[A-Z][\w’'-]*\.?)+"
)
TITLES = frozenset(
    "mr mrs ms miss mx dr president president-elect vice former sen senator rep representative gov "
    "governor ceo cfo chief prime minister chancellor king queen prince princess sir dame lord lady "
    "baroness baron duke duchess earl judge justice gen general lt lieutenant col colonel capt "
    "captain cpl maj major sgt sergeant officer detective inspector superintendent commissioner "
    "commander admiral prof professor rev reverend pastor father bishop archbishop cardinal pope "
    "imam rabbi mayor councillor councilor councilman councilwoman congressman congresswoman "
    "secretary speaker attorney ambassador director chairman chairwoman chair deputy assistant "
    "coach sheriff herr frau madame monsieur m mme dr. us u.s saint st jr sr ii iii iv esq phd md mp "
    "obe mbe qc kc democrat republican democratic senate house majority minority leader whip "
    "ranking member spokesman spokeswoman spokesperson".split()
)
_LEADING = TITLES | frozenset(
    "the a an with after before in on at for by from as but and when while if since despite during "
    "under over this that these those his her its their our my meanwhile however mr. mrs. ms.".split()
)
_FEWEST_WORDS = 3
_TITLE_CASE = 0.6
_SPELLED_ALIKE = 0.72
_ONE_LETTER = 0.66
"""How alike three letters are of which one is another."""
_SHORT_FORMS = (
    "alexander alex, alexandra alex, andrew andy, anthony tony, barbara barb, benjamin ben, "
    "charles charlie chuck, christopher chris, christine chris, daniel dan danny, david dave, "
    "deborah debbie deb, donald don, douglas doug, edward ed eddie ted, elizabeth liz beth betty, "
    "frederick fred, gerald gerry jerry, gregory greg, harold harry, henry harry, jacob jake, "
    "james jim jimmy jamie, jeffrey jeff, jennifer jen jenny, jessica jess, john jack johnny, "
    "jonathan jon, joseph joe joey, joshua josh, katherine kate kathy katie, kenneth ken, "
    "lawrence larry, leonard len, matthew matt, margaret maggie peggy, michael mike mick, "
    "nathaniel nathan nate, nicholas nick nicolas, pamela pam, patricia pat patty, patrick pat, "
    "peter pete, philip phil, raymond ray, rebecca becky, richard rick dick rich, robert bob rob "
    "bobby, ronald ron, samuel sam, samantha sam, stephen steve, steven steve, susan sue, "
    "theodore ted theo, thomas tom tommy, timothy tim, victoria vicky, vincent vince, "
    "walter walt, william bill will billy, zachary zach"
)
_DEMONYMS = ("n", "an", "ian", "ns", "ans", "ians", "ese", "i", "ish", "s")
_SHORT = [frozenset(group.split()) for group in _SHORT_FORMS.split(", ")]
_SAME = [
    frozenset(group.split(","))
    for group in (
        "us,usa,united states,america,united states of america;uk,united kingdom,britain,great britain;"
        "eu,european union;un,united nations;new york,new york city,nyc;la,los angeles;"
        "dc,washington,washington dc;burma,myanmar;kiev,kyiv;peking,beijing;bombay,mumbai;"
        "ivory coast,cote d'ivoire;holland,netherlands;czechia,czech republic;turkey,turkiye;"
        "congress,capitol hill;tories,conservatives;facebook,meta;twitter,x;gop,republicans;"
        "nato,alliance;russia,moscow,kremlin;china,beijing;ukraine,kyiv,kiev;germany,berlin;"
        "france,paris;japan,tokyo;israel,jerusalem,tel aviv;iran,tehran;mt,mount;ft,fort;st,saint;"
        "xmas,christmas;islamic state,isis,isil,daesh;white house,washington;"
        "köln,cologne;münchen,munich;wien,vienna;genf,geneva,genève;bruxelles,brussels,brüssel"
    ).split(";")
]
_ABBREVIATED = (
    "corp corporation, co company, inc incorporated, ltd limited, dept department, univ university, "
    "intl international, int'l international, assn association, bros brothers, natl national, "
    "nat'l national, govt government, comm commission, cttee committee, inst institute, "
    "ctr center, hosp hospital, mfg manufacturing, cie compagnie, ges gesellschaft"
)
_STATES = (
    "ala alabama, ariz arizona, ark arkansas, calif california, colo colorado, conn connecticut, "
    "del delaware, fla florida, ga georgia, ill illinois, ind indiana, kan kansas, ky kentucky, "
    "la louisiana, md maryland, mass massachusetts, mich michigan, minn minnesota, miss mississippi, "
    "mo missouri, mont montana, neb nebraska, nev nevada, okla oklahoma, ore oregon, pa pennsylvania, "
    "tenn tennessee, tex texas, vt vermont, va virginia, wash washington, wis wisconsin, wyo wyoming"
)
_SAME += [frozenset(pair.split()) for pair in f"{_STATES}, {_ABBREVIATED}".split(", ")]


def names(passage: str) -> list[str]:
    """The names of three words or more, without titles; none of a line in title case."""
    letters = re.findall(r"[A-Za-z]+", passage)
    if sum(word[0].isupper() for word in letters) > _TITLE_CASE * len(letters):
        return []
    found = (_without_title(place[0]) for place in _NAME.finditer(passage))
    return [name for name in found if len(name.split()) >= 2]


def _without_title(name: str) -> str:
    words = re.sub(r"[’']s$", "", name).split()
    while words and words[0].lower().rstrip(".") in _LEADING:
        words = words[1:]
    # two names that an "and" joins would be taken for one
    return "" if "and" in words else " ".join(words)


def differing_names(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The names that differ in one word only, where neither passage has the other's too.

    Of two words, the given names must be spelled much alike: Nikolas and Niklas Brand; others
    are two people of one family.
    """
    folded_ours, folded_theirs = ([_folded(name) for name in side] for side in (ours, theirs))
    for name, a in zip(ours, folded_ours, strict=True):
        for other, b in zip(theirs, folded_theirs, strict=True):
            if a not in folded_theirs and b not in folded_ours and _differ_in_one(a, b):
                yield name, other


@lru_cache(maxsize=10_000)
def _folded(name: str) -> tuple[str, ...]:
    words = (folded(word) for word in name.split())
    return tuple(word for word in words if word not in TITLES and len(word) > 1)


@lru_cache(maxsize=50_000)
def folded(word: str) -> str:
    """A word of a name without case, marks over letters, stops and a genitive.

    >>> folded("Müller’s"), folded("U.S.")
    ('muller', 'us')
    """
    plain = unicodedata.normalize("NFKD", word.replace("ß", "ss").replace("ø", "o"))
    plain = "".join(each for each in plain if not unicodedata.combining(each)).lower()
    return re.sub(r"['’]s?\Z", "", plain).replace(".", "").replace("’", "'")


def _differ_in_one(a: Sequence[str], b: Sequence[str]) -> bool:
    if len(a) != len(b) or len(a) < 2:
        return False
    unlike = [(x, y) for x, y in zip(a, b, strict=True) if x.rstrip("s") != y.rstrip("s")]
    if len(unlike) != 1 or is_same_name(*unlike[0]):
        return False
    return len(a) >= _FEWEST_WORDS or spelled_alike(*unlike[0])


def spelled_alike(one: str, other: str) -> bool:
    """Whether two names are so much alike that one may be the other, misspelled."""
    if one == other or min(len(one), len(other)) < 4 or one[0] != other[0]:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _SPELLED_ALIKE


def is_misspelled(one: str, other: str) -> bool:
    """Whether two given names are one but for a letter or two.

    >>> is_misspelled("ivo", "iva"), is_misspelled("senior", "junior")
    (True, False)
    """
    if one[:1] != other[:1] or abs(len(one) - len(other)) > 1:
        return spelled_alike(one, other)
    is_close = SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ONE_LETTER
    return is_close or spelled_alike(one, other)


def is_same_name(one: str, other: str) -> bool:
    """Whether two folded names, of a word or more, name one thing as far as is known.

    >>> is_same_name("j", "james"), is_same_name("bob", "robert"), is_same_name("ohio", "iowa")
    (True, True, False)
    """
    if one == other or one.replace("-", " ") == other.replace("-", " "):
        return True
    if one.replace(" ", "") == other.replace(" ", ""):
        return True
    short, long = sorted((one, other), key=len)
    if not short or (len(short) <= 2 and long.startswith(short[0]) and " " not in long):
        return True
    if any(short in group and long in group for group in (*_SHORT, *_SAME)):
        return True
    if long.startswith(short) and long[len(short) :] in _DEMONYMS and len(short) > 3:
        return True
    if _umlauts(one) == _umlauts(other):
        return True
    initials = "".join(
        word[0]
        for word in re.split(r"[\s-]", long)
        if word and word not in ("of", "the", "and", "for")
    )
    return short.replace(" ", "") == initials and len(initials) > 1


def _umlauts(word: str) -> str:
    return word.replace("ae", "a").replace("oe", "o").replace("ue", "u")
