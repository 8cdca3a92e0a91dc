"""How common word stems are in articles of news, for folders too small to tell.

The shares were counted on 322 articles in English (the first half of the events of BASIL, and
ECB+ train, an article of which counts for less), and rounded; names are left out.
"""

from functools import cache

_PERCENT = {
    36: "presid year",
    32: "nation call peopl state time",
    28: "new week report",
    24: "includ support two statement former issu first last campaign countri polit critic work "
    "day offici back elect",
    20: "friday public need american law secur take plan administr offic feder news thursday "
    "leader right use ask want",
    16: "group run add govern face protect parti act major tuesday know bill member repres "
    "accord tri allow continu wednesday appear month presidenti believ polici announc sever "
    "help attack place provid clear don't show director legisl fund committe lawmak releas "
    "post decis",
    12: "think give lead pass candid part open respons fire congression action comment left "
    "point million case vote monday unit three make long famili look serv question talk "
    "forc come confer end person claim conserv servic recent kill follow found secretari "
    "term move high offer concern posit charg near remain night earlier investig chang "
    "effort challeng job suggest press address fight pay chief general close polic home "
    "morn discuss see busi alreadi record set defend note hope",
    8: "saturday sign promis speak expect next program mark later side aid center still differ "
    "vice measur base respond privat speech deal took wrote propos direct top line win "
    "interview addit legal seek possibl stop step accus meet caus consid never today hand "
    "push keep interest particular oppos focus confirm worker senior across old control "
    "build histori hold refus health opposit strong thing staff race refer process second "
    "return fail tell court justic becom world citi agenc sunday happen effect spend school "
    "i'm didn't import billion chairman rule hard current word increas put primari advis "
    "describ governor execut known argu remark along problem taken defens money start hour "
    "civil find controversi short rais we're immigr debat number seen team live join die "
    "requir power local like held matter express author potenti began afternoon care "
    "militari far tax man life associ list compani illeg order turn shoot deni organiz "
    "final latest letter 2016 creat gay certain name independ stand mean ago big event "
    "voter previous bad affect tweet voic women late media reason receiv decid sent nomin "
    "congressman acknowledg urg pressur good earli percent serious enough page involv view "
    "declar negoti dollar check oper 10 four futur warn minor immedi cite seem cut damag "
    "game half spokesman spoke threaten street despit key employe alleg standard wall full "
    "subject communiti system free someth demand foreign repeat benefit wrong hear e leav "
    "lawyer deputi arm nomine noth agent figur",
    4: "sure let budget agre kind inform attempt relat result 11 attorney share ban brief idea "
    "individu fact enforc separ freedom thought respect weapon past children 15 shot poll "
    "friend ground given head dead break great practic special threat religi play southern "
    "doesn't intent reject accept border detail account union led initi forward video "
    "project block prevent war insist paid assault file decad outsid favor conduct love "
    "similar endors ahead oppon email avail save develop emergenc sex deliv thousand valu "
    "multipl manag arrest resign bring dozen weekend design district larg 20 real stood "
    "leadership quick intend littl y singl sourc cannot shutdown understand feel ad promot "
    "suspect 9 june review determin stori injur gun stay five restor room actual 2012 best "
    "present signific enter commit crimin third men constitut host blame prepar influenc "
    "wide simpli floor fair judg central victori gave eight heart round citizen alli prais "
    "soon progress terrorist discrimin counsel lawsuit languag vow politician won't violat "
    "tough role 1 surpris unclear behind condit coupl 2 evening connect better advoc "
    "everyon impact read violenc target hundr cost request necessari compromis way engag "
    "reflect mail chamber disput bipartisan financ rate lesbian deepli internal beyond "
    "exchang anyon background backlash season moment 60 reach suffer prison treat door "
    "natur middl food th brought activ televis attent hit al appar schedul decemb career "
    "approv spent prior specif generat agreement promin messag declin broad trade contribut "
    "evid limit liber pull bid cours they're we've met often terror recommend reform improv "
    "appeal camera encourag clarifi partisan reopen econom regardless mayor amend argument "
    "expand liberti packag impos 3 murder extend total",
}


def share_of_articles(stem: str) -> float:
    """The share of articles that have the stem, 0 for all but the commoner ones."""
    return _shares().get(stem, 0.0)


@cache
def _shares() -> dict[str, float]:
    return {stem: percent / 100 for percent, stems in _PERCENT.items() for stem in stems.split()}
