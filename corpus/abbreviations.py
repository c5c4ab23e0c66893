"""Words that the sentence splitter knows: what is written with a stop inside a sentence, and what begins one.

Only lists, in lower case unless said otherwise; what they mean for a stop is decided in `corpus.stops`.
"""


def list_words(text: str) -> frozenset[str]:
    """Give the words of a list written as one line."""
    return frozenset(text.split())


TITLES = list_words(
    "mr mrs ms mx messrs mme mlle dr drs prof gen lt col capt cpt cmdr cdr comdr adm sgt maj pvt cpl brig rev hon "
    "pres gov govs sen sens rep reps amb supt det insp ofc atty fr sr jr esq st ste mt mts ft pfc spc"
)
"""What stands before or after a name."""

SHORTENED = list_words(
    "co cos corp inc ltd llc plc bros assn assoc univ dept dist intl natl ave blvd rd hwy bldg apt "
    "approx est al ed eds trans cf ca viz ext tel"
)
"""Words cut short that may also close a sentence."""

SHORTENED_NAMES = list_words(
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun "
    "Ala Ariz Ark Calif Cal Colo Conn Del Fla Ga Ill Ind Kan Kans Ky La Mass Md Mich Minn Miss Mo Mont Neb Nev "
    "Okla Ont Ore Pa Penn Que Tenn Tex Va Vt Wash Wis Wisc Wyo"
)
"""Months, days and states, which are abbreviations only with their capital (“sat.” is a word, “Sat.” is a day)."""

NUMBERED = list_words(
    "no nos nr n° nº № p pp vol vols fig figs sec sect art arts ch chap pt pts par para op app eq ex ver cl §"
)
"""What a number follows; anything else after them begins a sentence."""

NEVER_LAST = list_words("e.g i.e vs v c.f cf viz eg ie")
"""What cannot close a sentence."""

HOURS = frozenset(("a.m", "p.m", "am", "pm"))
"""The halves of the day."""

AFTER_HOURS = list_words(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December Eastern Central Mountain Pacific Atlantic Greenwich Moscow Beijing "
    "EST EDT ET CST CDT CT MST MDT MT PST PDT PT GMT UTC BST CET CEST IST JST MSK AEST HKT SGT WAT EAT"
)
"""What goes on with an hour: a day, a date or a clock (as written)."""

STARTERS = list_words(
    "A About Above According Across Additionally After Afterwards Again Against All Almost Along Already Also Although "
    "Am Among Amid An And Another Any Anyone Are Around As Aside At Back Based Because Before Behind Below Besides "
    "Between Beyond Both But By Can Could Despite Did Do Does Due During Each Earlier Either Even Eventually Every "
    "Everyone Few Finally First Following For Four From Further Furthermore Given Had Has Have He Hence Her Here Hers "
    "His How However I If In Indeed Initially Instead Into Is It Its Just Last Later Let Like Many Maybe Meanwhile "
    "More Moreover Most Much My Nearly Neither Never Nevertheless No Nobody None Nonetheless Nor Not Nothing Now Of "
    "Often On Once One Only Or Other Others Otherwise Our Over Perhaps Please Previously Rather Recently Second "
    "Several Shall She Should Similarly Since So Some Someone Sometimes Soon Still Subsequently Such Than That The "
    "Their Them Then There Therefore These They This Those Though Three Through Throughout Thus To Today Together "
    "Too Toward Towards Two Under Unfortunately Unless Unlike Until Up Upon Very Was We Well Were What Whatever When "
    "Whenever Where Whereas Whether Which While Who Whoever Whose Why With Within Without Would Yes Yesterday Yet "
    "You Your"
)
"""Words that begin a sentence and are hardly ever a name (as written)."""

SPEAKING = list_words(
    "said says asked asks told tells added adds replied replies wrote writes shouted cried called noted explained "
    "continued tweeted wondered argued answered exclaimed insisted recalled"
)
"""Verbs that tie a name to the quotation before it."""

SHOUTING_NAMES = list_words("yahoo jeopardy oklahoma yum")
"""Names spelled with an exclamation mark."""
