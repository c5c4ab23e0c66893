"""What an earlier question asks, told as a clause: what “it” is in “who denied it?”.

question | who did, whether somebody did, what somebody said | “that someone cut it”, “what the board found”
"""

import re

from bot.answering.follow_ups.mentions import find_mentions
from bot.answering.follow_ups.question_words import AUXILIARIES, PERSONS, REPORTS, VERBS, stem_word
from bot.answering.follow_ups.typed_words import list_words, look

WHO_DID = re.compile(r"who (?P<did>\w.*?)\s*[?.!]*", re.IGNORECASE)
ASKED = re.compile(
    r"(?:(?P<asks>what|why|when|where|how) )?"
    r"(?P<auxiliary>did|does|do|is|are|was|were|has|have|had|can|could|will|would)"
    r" (?P<rest>.*?)\s*[?.!]*",
    re.IGNORECASE,
)
REST = re.compile(r" (?P<verb>\w+)(?P<object>.*)")
SAYS = (
    r"den(?:y|ies|ied|ying)|claim(?:s|ed|ing)?|admit(?:s|ted|ting)?|confirm(?:s|ed|ing)?|sa(?:y|ys|id)|"
    r"kn(?:ow|ows|ew|own)|believe[sd]?|report(?:s|ed)?|suspect(?:s|ed)?|doubt(?:s|ed)?|disput(?:e|es|ed)|announced?|"
    r"alleged?"
)
SAID_THAT = re.compile(rf"\b(?:{SAYS}) (?P<claim>(?:that|what) [^?!.]*\w)\s*[?.!]*$", re.IGNORECASE)
SAID_IT = re.compile(
    rf"\b(?P<says>{SAYS}) (?:it|this|that)(?=\s*(?:[?.!,;]|$|first\b))",
    re.IGNORECASE,
)
LONG_PAST = re.compile(r"\w{2}[^e]ed$")
WISHES = frozenset(
    stem_word(verb) for verb in ("ask", "demand", "propose", "promise", "recommend", "refuse", "threaten")
)
BARE = (
    "say find tell know think give make take hold write see break cut lose win leave begin steal sell send put "
    "hear strike sink go come get pay buy build bring keep let hit hurt mean meet run show spend speak "
    "understand withdraw choose drive fall fight forbid become admit plan stop drop catch shoot lead feel eat "
    "read set split spread stand swear throw"
)
PAST = (
    "said found told knew thought gave made took held wrote saw broke cut lost won left began stole sold sent "
    "put heard struck sank went came got paid bought built brought kept let hit hurt meant met ran showed spent "
    "spoke understood withdrew chose drove fell fought forbade became admitted planned stopped dropped caught "
    "shot led felt ate read set split spread stood swore threw"
)
IN_PAST = dict(zip(BARE.split(), PAST.split(), strict=True))
"""Past forms that do not end in “-ed”, and those that double a letter."""


def tell_event(typed: str, body: str) -> str:
    """Say in “who denied it?” what was denied, where the question before asks for something that can be."""
    if not SAID_IT.search(typed):
        return typed
    clause = make_clause(body)
    return SAID_IT.sub(lambda found: f"{found['says']} {clause}", typed) if clause else typed


def make_clause(body: str) -> str | None:
    """Tell a question as a clause; None where its words do not show how."""
    inner = SAID_THAT.search(body)
    if inner:
        return inner["claim"]
    did = find_deed(body)
    if did:
        return f"that someone {did}"
    asked = ASKED.fullmatch(body)
    if asked is None:
        return None
    subject = next((each for each in find_mentions(body) if each.opening == asked.start("rest")), None)
    return _tell_asked(asked, subject.end - asked.start("rest")) if subject else None


def find_deed(body: str) -> str | None:
    """Give what somebody did in a question that asks who did it."""
    did = WHO_DID.fullmatch(body)
    return did["did"] if did and look(list_words(did["did"]), 0) not in AUXILIARIES else None


def _tell_asked(asked: re.Match[str], end: int) -> str | None:
    subject, after = asked["rest"][:end], asked["rest"][end:]
    low = asked["auxiliary"].lower()
    asks_what = (asked["asks"] or "").lower() == "what"
    joined = "what" if asks_what else "that"
    if low not in ("did", "does", "do"):
        return f"{joined} {subject} {low}{after}" if after and joined == "that" else None
    found = REST.fullmatch(after)
    verb = found["verb"] if found else ""
    if found is None or verb in PERSONS | AUXILIARIES or stem_word(verb) not in VERBS:
        return None
    if asks_what and stem_word(verb) not in REPORTS - WISHES:
        return None
    return f"{joined} {subject} {_inflect(verb, low)}{found['object']}"


def _inflect(verb: str, auxiliary: str) -> str:
    """Give the form of a verb that “did”, “does” or “do” and its bare form amount to."""
    if auxiliary == "do" or LONG_PAST.search(verb):
        return verb
    bare = verb[:-1] if re.search(r"[^aeiou]y$", verb) else verb
    if auxiliary == "does":
        return f"{bare}ies" if bare != verb else f"{verb}es" if verb.endswith(("s", "sh", "ch", "o")) else f"{verb}s"
    if verb in IN_PAST:
        return IN_PAST[verb]
    return f"{bare}ied" if bare != verb else f"{verb}d" if verb.endswith("e") else f"{verb}ed"
