"""Words by what they do in a sentence, for judging how much it is worth checking.

The lists are general English: they follow grammars (modal verbs, pronouns, irregular past
tenses) and the usual topics of public life, not any one story.
"""

_LISTS = {
    "number": (
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
        "hundred hundreds thousand thousands million millions billion billions trillion trillions "
        "dozen dozens half third quarter double triple twice once percent per-cent"
    ),
    "ranking": (
        "most least more fewer less largest biggest greatest smallest highest lowest longest "
        "shortest fastest slowest oldest youngest worst best first second last only record leading "
        "top bottom majority minority average median total nearly almost approximately roughly "
        "every entire higher lower larger smaller faster longer fewest ranked ranks"
    ),
    "change": (
        "increase increased increases increasing decrease decreased decreases decreasing rise rose "
        "rises risen rising fall fell falls fallen falling grow grew grown growing growth drop "
        "dropped drops decline declined declines declining cut cuts gain gained lose lost losses "
        "doubled tripled quadrupled halved reduce reduced reduces reduction expand expanded "
        "expansion shrink shrank added adding exceed exceeded reached surged soared plunged "
        "climbed jumped slowed raised lowered saved created balanced improved"
    ),
    "when": (
        "january february april june july august september october november december jan feb mar "
        "apr jun jul aug sept sep oct nov dec monday tuesday wednesday thursday friday saturday "
        "sunday yesterday century decade decades annual annually yearly monthly weekly quarterly"
    ),
    "ago": (
        "year years month months week weeks day days hours ago since last previous previously past "
        "earlier until before after during recently already later"
    ),
    "said": (
        "said says told stated reported reports announced confirmed claimed claims wrote denied "
        "denies accused alleged alleges testified revealed acknowledged estimated found according "
        "warned insisted argued explained added admitted declared disclosed showed shows"
    ),
    "happened": (
        "was were had did been became began began brought built bought came caught chose cost dealt "
        "drew drove ate fought flew forgot froze gave got went held hit hurt kept knew laid led left "
        "lent let made meant met paid put quit read ran sold sent shot shut sat slept spoke spent "
        "stood stole struck swore swept took taught tore thought threw understood woke won wore "
        "written given taken seen gone done held born"
    ),
    "deed": (
        "arrested charged convicted sentenced sued fined indicted acquitted killed died injured "
        "wounded attacked bombed invaded banned suspended fired hired resigned appointed elected "
        "nominated voted passed signed vetoed enacted repealed approved rejected ruled overturned "
        "launched founded opened closed acquired merged donated contributed funded invested awarded "
        "spent owed bought sold owns owned employs employed produces produced exports imports "
        "visited married divorced graduated retired removed released published issued ordered "
        "blocked seized destroyed rescued treated diagnosed infected vaccinated defeated lifted "
        "restored reinstated removed deleted threatened praised criticized criticised endorsed "
        "congratulated joined attended hosted agreed refused withdrew replaced deployed evacuated "
        "collapsed exploded crashed hired merged settled paid stepped"
    ),
    "outcome": (
        "pleaded pled guilty acquitted convicted sentenced indicted charged arrested resigned "
        "died killed injured elected fired appointed jailed fined dismissed upheld overturned "
        "signed vetoed ruled collapsed sank crashed evacuated rescued"
    ),
    "public": (
        "government governments federal state states county city law laws legislation bill bills "
        "act congress senate house parliament legislature court courts judge president governor "
        "minister mayor senator police military army troops war election elections vote votes "
        "voters campaign party tax taxes taxpayers budget deficit debt surplus revenue economy "
        "economic jobs unemployment wages income inflation trade tariffs company companies "
        "business businesses industry bank market workers union school schools students teachers "
        "education university hospital hospitals health medicaid medicare insurance patients "
        "crime criminals prison drug drugs energy oil gas climate emissions water population "
        "immigrants immigration refugees border poverty housing veterans program programs agency "
        "department funding fund funds spending investment"
    ),
    "cause": "because due caused causes led resulted resulting thanks therefore despite",
    "absolute": "no none never nobody nothing not neither nor without all always everyone any",
    "future": (
        "will would shall should must ought 'll gonna going propose proposing tomorrow future "
        "plan plans intend intends aim aims let's"
    ),
    "can": "can could may might cannot need needs want wants",
    "hedge": (
        "perhaps maybe possibly probably likely unlikely appear appears appeared apparently seem "
        "seems seemed seemingly potentially potential presumably arguably somewhat sort kind"
    ),
    "opinion": (
        "think believe believes feel feels hope hopes hoping wish guess suppose imagine love hate "
        "proud glad happy sad sorry sure great good bad terrible horrible wonderful beautiful "
        "amazing incredible disgraceful tremendous fantastic awful nice wrong right fair unfair "
        "strong weak tough important critical vital essential clear clearly obviously frankly "
        "honestly absolutely really very truly simply deserve deserves shameful courage values "
        "dream dreams spirit heart faith promise challenge challenges opportunity opportunities "
        "bold better ready together forward"
    ),
    "reading": (
        "sign signs signal signals signalled signaling symbol symbolic shift shifts shifting "
        "trend trends tension tensions relationship relationships rapport rivalry ties alliance "
        "dynamic dynamics debate concern concerns question questions speculation atmosphere mood "
        "narrative legacy reminder lesson message meaning significance significant impact "
        "implications highlight highlights highlighting highlighted underscore underscores "
        "underscoring underlines reflect reflects reflecting suggest suggests suggesting mark "
        "marks marking represent represents representing raises raising demonstrates illustrates "
        "analysts observers critics commentators perceived viewed perception perspective "
        "landscape complex complexity evolving gesture influence influential ambition ambitions "
        "strategy strategic approach stance rhetoric powerful pivotal crucial notable notably "
        "remarkable striking dramatic unprecedented controversial contentious complicated "
        "delicate context backdrop effort efforts attempt attempts"
    ),
    "first": "i we my our me us mine ours i'm i've i'll i'd we're we've we'll we'd myself ourselves",
    "second": "you your yours you're you've you'll yourself",
    "thanks": (
        "thank thanks welcome hello goodbye please congratulations bless applause ladies gentlemen "
        "tonight evening fellow"
    ),
    "vague": "something things thing somebody someone stuff lot lots somehow whatever anything",
}

ROLES_OF_TIME = frozenset(_LISTS["when"].split())
"""Months, days and the like."""

NAMES_TOO = frozenset(
    "May Mark Bill Will Rose Drew Sue Grant Frank Grace Hope Joy Faith Rich".split()
)
"""With a capital, and another name after it, these are people (and May is a month)."""

POINTING = frozenset("this that it these those he she they there here such but and".split())
"""A sentence that begins with one leans on the one before it."""

ORDERS = frozenset(
    "let look go come vote join remember consider imagine make keep stop help".split()
)
"""A sentence that begins with one tells someone to do something."""


def _roles() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for role, words in _LISTS.items():
        for word in dict.fromkeys(words.split()):
            found[word] = (*found.get(word, ()), role)
    return found


ROLES = _roles()
"""What each word does, as names of features; a word may do several things."""
