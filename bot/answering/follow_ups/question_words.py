"""The English words that rules about questions go by: lists and nothing else.

Stems stand where a word is one in any of its forms; `stem_word` cuts a word to compare it.
"""

from index.words import fold, stem_words


def stem_word(word: str) -> str:
    """Give the English stem of a word, folded."""
    return stem_words([fold(word)], "en")[0]


def list_in(words: str) -> frozenset[str]:
    """Give the words that stand in a text."""
    return frozenset(words.split())


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem_words(words.split(), "en"))


DETERMINERS = list_in("a an another any each every her his its my no our some that the their these this those your")
PREPOSITIONS = list_in(
    "about across after against among around as at before behind beside besides between beyond by concerning "
    "despite during for from in into like near of on onto over per regarding since than through to toward towards "
    "under until versus vs with within without"
)
AUXILIARIES = list_in(
    "am are aren't be been being can can't could couldn't did didn't do does doesn't don't had hadn't has hasn't "
    "have haven't having he's here's how's i'd i'll i'm i've is isn't it's let's may might must shall she's should "
    "shouldn't that's there's they're they've was wasn't we're we've were weren't what're what's when's where's "
    "who's why's will won't would wouldn't you've"
)
DOING = list_in(
    "can can't could couldn't did didn't do does doesn't don't i'd i'll let's may might must shall should shouldn't "
    "they'd to will won't would wouldn't"
)
"""After these and a subject comes a verb in its bare form."""

BEING = list_in("am are aren't be been being is isn't was wasn't were weren't")

ASKING = list_in("how what when where whether which who whom whose why")
COUNTING = list_in("first second third next last own other former two three four few many only")
"""What may stand between a determiner or an owner and its noun."""

NEVER_NOUNS = list_in(
    "apologise become believe deny describe explain give happen include know mean occur receive say seem tell think "
    "want"
)
"""Verbs that in their bare form are never nouns."""

ER_VERBS = list_in(
    "alter answer consider cover deliver differ discover enter offer order recover refer register remember suffer "
    "wonder"
)
"""Verbs that end like the nouns that are made of verbs."""

PREDICATES = list_in(
    "alive bad big clear closed common dead different difficult distinct easy good guilty hard high hurt ill important "
    "late likely long low old open popular ready rich right safe short sick similar small strong sure true well "
    "widespread worth wrong young"
)
"""Adjectives that end a question behind its subject: “was it important”."""

SUBJECTS = list_in(
    "anybody anyone everybody everyone he him i it me nobody she somebody someone them they us we who you"
)
"""Pronouns after which a word is a verb and no noun."""

PERSONS = frozenset({"he", "him", "his", "she", "her", "hers"})
MANY = frozenset({"they", "them", "their", "theirs", "these", "those"})
THING = frozenset({"it", "its"})
SELVES = list_in(
    "anybody anyone anything everyone everything herself himself i itself me mine my myself nobody nothing our "
    "ours people somebody someone something themselves us we you your yours yourself"
)

OTHER = list_in(
    "able actually again ago ahh all already also although and another apart away back because bit both but cool "
    "currently d down earlier eight either else enough even ever exactly few first five former four generally great "
    "here hmm however if instead interesting just kind last later latter least less lot lots many maybe more most "
    "much native neither never next nice nine no normally not now of off oh ok okay once one ones only or other "
    "others out own particular perhaps please quite rather really recently s same second seven several six so sort "
    "still such t ten thank thanks then there third though three today too two typically up usually very well "
    "what's when while wow yes yet"
)
FUNCTION = DETERMINERS | PREPOSITIONS | AUXILIARIES | ASKING | PERSONS | MANY | THING | SELVES | OTHER

VERBS = _stems(
    "accept accuse act add address admit affect agree alleviate allow announce answer apologise appear apply "
    "approve argue arrest arrive ask attack attempt attract avoid base be beat become began begin begun behave "
    "believe belong blame blow boost born break bring broke broken build built burn buy call came cancel carry "
    "catch caught cause change charge check choose chose chosen claim clear close come compare complain compose "
    "confirm consider consist contain continue contribute convert cost count cover crash create cross cut deal decide "
    "declare decline define demand deny depend describe destroy detect determine develop die differ disappear "
    "discover distinguish done drive drop drove drown earn eat elect end establish exist expand expect explain fail "
    "fall feel felt fight file find finish fire fix flee fly follow form found function gain gave get give given go "
    "gone got govern grow happen hate hear heard held help hit hold hurt improve include increase influence inform "
    "injure insist install introduce invent investigate invite join keep kept kick kill knew know known land last "
    "launch lead learn leave led left let lie like live look lose lost made make manage matter mean meant measure "
    "meet mention met miss move need negate notice occur offer open operate order owe own paid participate pay "
    "perform plan play possess prefer prepare press prevent produce promise propose protect prove provide publish "
    "purchase put ran reach react read receive reckon recommend recover reduce refuse reject relate release rely "
    "remain remember remove repair replace reply report request require rescue resign resolve respond restore "
    "return reveal run said sank save say see seem seen sell send sent serve set settle shot show shown sign sink "
    "sit sold solve sound speak spend split spoil spoke spoken spread stand start stay steal stole stop strike "
    "struggle study succeed sue suffer suggest sunk support suppose suspect take taken talk tell think thought "
    "threaten tie told took treat try turn understand understood use visit vote wait walk want warn watch wear went "
    "win wish withdraw witness won wonder work worry wound write written wrote"
)

RELATIONAL = _stems(
    "accusation action activity adrift advantage advice age aim alternative amount answer approach area aspect "
    "author available average background bad beginning benefit best better big biggest category cause challenge "
    "change characteristic charge cheap choice claim comment common competitor component con concept concern "
    "condition connection cons consequence cost critic criticism cure danger dangerous date day dead decision "
    "definition delicious denial detail development difference different difficult difficulty disadvantage earliest "
    "easy effect effective element end event evidence example expensive expert fact factor false famous fast "
    "fastest feature fee figure findings form founder friend function general goal good great greatest group "
    "guideline hard head healthiest height high history hurt idea ill impact importance important improvement "
    "influence information injured innovation instrument interesting issue job key kind large latest law leader "
    "legacy length lesson level likely limit link little location long loose loser low main major man meaning "
    "measure mechanism member method moment month name necessary new newest notable number old oldest opinion "
    "opponent option origin outcome outlook owner part people percentage person piece place plan point policy "
    "popular position possibility possible price principle pro problem procedure process proof property proposal "
    "pros purpose question quick range rate reaction reason recent recommendation reference region regulation "
    "relation relationship reply requirement response result right risk rival role rule safe science serious share "
    "short sick side sign similar similarity situation size small smallest sort source specific standard start "
    "state statement status step story successful suspect symptom task technique term theory thing time tip title "
    "tool treatment trend true type typical usage use variant variety verdict version victim view way week weight "
    "well-known winner witness woman work world worse worst wrong year"
)
"""Nouns and adjectives that say little without what they are of: “the causes”, “other examples”, “the best one”."""

PAST = list_in(
    "ate became began born broke broken built came caught chose chosen driven drove drowned eat eaten fell felt "
    "found gave given gone got heard held hidden kept knew led left looks lost made meant met paid put ran said "
    "sank saw says seems seen sent shot shown sold sounds spoke stole stolen taken thought told took went won worth "
    "written wrote"
)
"""Past forms that show a verb inside a phrase: “the doctor said”."""

LY_NOUNS = list_in("anomaly assembly bodily butterfly daily elderly family friendly monopoly supply weekly")
"""Words in “-ly” that are no adverbs."""

GROUPS = _stems(
    "agency army band board brigade church club commission committee company council court crew family firm "
    "government group guild hospital ministry office parliament party police press service team union university"
)
"""Nouns that name several people as one, so that “they” may mean it."""

SAYING = _stems(
    "accuse admit allege announce answer apologise argue ask believe blame claim comment complain conclude condemn "
    "confirm criticise declare decline demand deny describe doubt explain insist know mention object promise propose "
    "publish recommend refuse reject reply report respond reveal say state suggest suspect tell think threaten warn"
)
"""Verbs of what only people, or a body of them, can do."""

REPORTS = SAYING | _stems("discover find hear learn see show write")
"""Verbs behind which comes what somebody says or finds something about."""

SPOKEN = _stems(
    "accusation account announcement answer apology appeal bulletin chair chairman claim comment decision denial "
    "director evidence explanation finding inquiry investigation leader letter member officer president promise "
    "proposal recommendation reply report response secretary spokesman spokeswoman staff statement verdict warning"
)
"""Nouns of what belongs to people or a body of them."""

ROLES = _stems(
    "actor admiral adviser aide ambassador analyst archaeologist author baker bishop boy brother captain chairman "
    "chairwoman chief clerk coach colonel commander commissioner constable cook daughter deckhand deputy detective "
    "director doctor driver editor engineer expert farmer father fireman fisherman founder general girl governor "
    "guard guest handler head historian husband inspector inventor investigator journalist judge keeper king lawyer "
    "leader lieutenant man manager mayor mechanic minister mother nurse officer official owner painter pilot "
    "player poet postman premier president priest prince princess prisoner professor prosecutor queen researcher "
    "restorer sailor schoolgirl scientist secretary senator sergeant shepherd singer sister soldier son spokesman "
    "spokeswoman student superintendent surgeon surveyor suspect teacher treasurer victim widow wife winner witness "
    "woman worker writer"
)
"""Nouns that name a person by office, trade or kin, so that “he” or “she” may mean them and “it” cannot."""
