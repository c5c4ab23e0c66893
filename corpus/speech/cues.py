"""The English words that give speech to someone: verbs with their stance, and what stands around them.

Only lists and what is made of them; how they are read is decided in `corpus.speech.english`.
"""

from enum import StrEnum

from corpus.abbreviations import list_words


class CueStance(StrEnum):
    """What a speaker does by what they say."""

    SAYS = "says"
    CLAIMS = "claims"
    DENIES = "denies"
    BLAMES = "blames"
    SUSPECTS = "suspects"
    CONFIRMS = "confirms"
    DECLINES = "declines"


class Frame(StrEnum):
    """What a verb needs beside it to be one of speech."""

    FREE = "free"  # nothing: “said”
    CLAUSE = "clause"  # a quotation, “that”, a question word, or a clause of its own: “noted that”
    CLAIM = "claim"  # as CLAUSE, or “responsibility”
    TELL = "tell"  # someone who is told: “told reporters”
    OBJECT = "object"  # something denied or blamed: “accused the company of”
    CHARGE = "charge"  # a charge, claim or report that is turned away: “rejected the charge”
    QUOTED = "quoted"  # a quotation alone: “called it “a lie””
    ACT = "act"  # as CLAUSE, or “to” and a verb: “promised to”, “urged ministers to”


def inflect_verb(verb: str) -> dict[str, str]:
    """Give the forms of a regular verb, each with its kind: base, present, past, ing."""
    if verb.endswith("e"):
        past, ing = verb + "d", verb[:-1] + "ing"
    elif verb.endswith("y") and verb[-2] not in "aeou":
        past, ing = verb[:-1] + "ied", verb + "ing"
    else:
        past, ing = verb + "ed", verb + "ing"
    present = verb[:-1] + "ies" if past.endswith("ied") else verb + ("es" if verb.endswith(("s", "h", "x")) else "s")
    return {verb: "base", present: "present", past: "past", ing: "ing"}


IRREGULAR = {
    "say": ("says", "said", "saying"),
    "tell": ("tells", "told", "telling"),
    "write": ("writes", "wrote", "writing"),
    "think": ("thinks", "thought", "thinking"),
    "find": ("finds", "found", "finding"),
    "show": ("shows", "showed", "showing"),
    "deny": ("denies", "denied", "denying"),
    "admit": ("admits", "admitted", "admitting"),
    "swear": ("swears", "swore", "swearing"),
    "cry": ("cries", "cried", "crying"),
    "hold": ("holds", "held", "holding"),
    "quip": ("quips", "quipped", "quipping"),
    "rebut": ("rebuts", "rebutted", "rebutting"),
    "put": ("puts", "put", "putting"),
    "read": ("reads", "read", "reading"),
    "foresee": ("foresees", "foresaw", "foreseeing"),
    "rule": ("rules", "ruled", "ruling"),
}

SAYS: dict[Frame, str] = {
    Frame.FREE: "say",
    Frame.TELL: "tell inform assure remind",
    Frame.CLAUSE: (
        "add explain note reply respond write tweet state declare announce warn stress emphasise emphasize recall "
        "recount remark observe comment complain joke shout cry conclude predict suggest continue repeat reiterate "
        "ask wonder find show indicate reveal disclose report testify boast quip estimate answer mention underline "
        "highlight believe fear hope expect agree caution forecast interject exclaim read underscore lament retort "
        "opine muse stipulate propose relate hint clarify elaborate venture counter swear reason foresee imply blog "
        "confess reckon rejoin"
    ),
    Frame.ACT: "promise pledge vow urge demand threaten advise recommend",
    Frame.QUOTED: (
        "call describe criticise criticize praise condemn welcome denounce brand label term dub hail slam mock "
        "apologise apologize characterise characterize liken laugh sigh mutter whisper yell scream sneer beam chuckle "
        "grumble smile think"
    ),
}
VERBS: tuple[tuple[CueStance, Frame, str], ...] = (
    *((CueStance.SAYS, frame, verbs) for frame, verbs in SAYS.items()),
    (CueStance.CLAIMS, Frame.CLAIM, "claim"),
    (CueStance.CLAIMS, Frame.CLAUSE, "allege insist assert maintain contend argue charge"),
    (CueStance.DENIES, Frame.OBJECT, "deny"),
    (CueStance.DENIES, Frame.CHARGE, "reject dismiss refute dispute rebut repudiate"),
    (CueStance.BLAMES, Frame.OBJECT, "blame accuse"),
    (CueStance.SUSPECTS, Frame.OBJECT, "suspect"),
    (CueStance.CONFIRMS, Frame.OBJECT, "confirm"),
    (CueStance.CONFIRMS, Frame.CLAUSE, "acknowledge admit concede accept"),
)


class Verb:
    """A form of a verb of speech."""

    __slots__ = ("form", "frame", "lemma", "stance")

    def __init__(self, lemma: str, form: str, frame: Frame, stance: CueStance) -> None:
        self.lemma, self.form, self.frame, self.stance = lemma, form, frame, stance


def list_verbs() -> dict[str, Verb]:
    """Give every form of every verb of speech."""
    found: dict[str, Verb] = {}
    for stance, frame, verbs in VERBS:
        for lemma in verbs.split():
            if lemma in IRREGULAR:
                forms = dict(zip((*IRREGULAR[lemma], lemma), ("present", "past", "ing", "base"), strict=True))
            else:
                forms = inflect_verb(lemma)
            found |= {form: Verb(lemma, kind, frame, stance) for form, kind in forms.items()}
    return found


CUE_VERBS = list_verbs()
INVERTING = list_words(
    "say add explain note reply respond write tweet warn insist recall remark observe complain joke shout cry "
    "conclude continue ask wonder quip answer argue claim admit concede state declare exclaim laugh mutter whisper "
    "lament retort muse caution boast predict announce reiterate report tell comment stress interject allege suggest "
    "confess counter"
)
"""Verbs that may stand before their subject: “said Ms Rao”."""

SILENCES = list_words(
    "say comment confirm answer respond name elaborate specify explain discuss disclose identify give reply reveal "
    "speculate provide tell deny address speak talk rule interpret be estimate state publish"
)
"""What someone who declines, refuses or did not, did not do."""

CHARGES = list_words(
    "charge charges claim claims accusation accusations allegation allegations suggestion suggestions notion idea "
    "report reports rumour rumours rumor rumors criticism criticisms complaint complaints assertion assertions "
    "suspicion suspicions version account characterisation characterization figure figures finding findings theory it "
    "them responsibility involvement wrongdoing link links speculation blame insinuation insinuations concerns "
    "conclusion conclusions"
)
"""What can be denied, rejected or dismissed."""

QUESTION_WORDS = list_words("that what why how whether if when where who which")
FINITE = list_words(
    "was were is are am had has have would will could should did does do can may might must be been cannot couldn't "
    "wasn't weren't isn't aren't hadn't hasn't haven't wouldn't won't didn't doesn't don't can't shouldn't shall "
    "couldn’t wasn’t weren’t isn’t aren’t hadn’t hasn’t haven’t wouldn’t won’t didn’t doesn’t don’t can’t shouldn’t"
)
"""Auxiliaries: where one follows a noun, a clause goes on."""

BE = list_words("was were is are am be been being got get isn't wasn't isn’t wasn’t aren't weren't aren’t weren’t")
NEGATIONS = list_words(
    "not never nor neither didn't doesn't don't wouldn't won't couldn't hasn't haven't hadn't cannot can't isn't "
    "wasn't didn’t doesn’t don’t wouldn’t won’t couldn’t hasn’t haven’t hadn’t can’t isn’t wasn’t without"
)
MODALS = list_words("will would could should may might must can to shall if")
ADVERBS = list_words(
    "also later then now still again already simply only once never always often repeatedly has had have been did do "
    "does reportedly even just further previously first finally soon immediately since recently publicly privately "
    "not neither either both all briefly initially eventually yesterday today tonight earlier instead merely "
    "nonetheless nevertheless meanwhile however therefore too jointly long ever subsequently afterwards didn't "
    "doesn't don't hasn't haven't hadn't didn’t doesn’t don’t hasn’t haven’t hadn’t wouldn't wouldn’t would could "
    "couldn't couldn’t cannot can will nor rather quickly promptly is are was were be being"
)
"""What may stand between a subject and its verb of speech."""

DAYS = list_words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december may"
)
TIME_LEADS = list_words("on in last late early at during by since before after this next earlier until for over")
TIME_WORDS = list_words(
    "morning afternoon evening night noon midnight dawn week weekend month year today yesterday tonight tomorrow day "
    "hour minutes hours days weeks months years moment time"
)

SUBORDINATORS = list_words(
    "after when while as if although though because since before until unless once whereas whenever where who which "
    "whose whom that what how why whether than lest wherever"
)
COORDINATORS = list_words("and but or yet so nor")

EXCUSED = list_words(
    "plan plans schedule law laws rules rule tradition custom size age height need needs ability taste legend "
    "protocol terms design weight rank whether how merit scripture whom which what"
)
"""What “according to” may lead without naming a speaker."""
