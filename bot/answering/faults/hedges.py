"""Claims and doubts: what somebody claims is not stated as a fact, and what is in doubt stays in doubt."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from bot.answering.answers import Quote
from bot.answering.faults.ground import Ground
from bot.answering.faults.marks import OPEN
from bot.answering.faults.names import find_runs, list_forms, make_forms
from bot.answering.faults.reading import Word, inflect, list_stems, read_words
from bot.answering.faults.turning import NEGATORS, find_negated
from corpus.abbreviations import list_words
from corpus.worded import Worded

LOST_DOUBT = Worded("it states as certain what its quotations leave in doubt")
LOST_CLAIM = Worded("it states somebody’s claim as a fact")
WRONG_VOICE = Worded("it puts words into somebody else’s mouth")

DOUBTING = inflect(
    "suspect allege believe seem appear rumour rumor purport doubt assume presume speculate suggest suppose guess fear"
) | list_words(
    "suspicion suspicions allegation allegations allegedly apparent apparently possible possibly perhaps probable "
    "probably likely unlikely might may belief think thinks thought thinking appearance unconfirmed purportedly "
    "supposedly reportedly presumably maybe unclear uncertain unverified potential potentially rumours"
)
EXPECTING = inflect(
    "expect propose intend promise hope schedule aim want attempt threaten vow pledge predict estimate consider offer"
) | list_words("plan plans planned planning try tries tried trying due forecast forecasts expectation")
AHEAD = list_words("will would shall should may might could won't wouldn't to going if unless")
CLAIMING = inflect(
    "add explain state claim argue insist warn announce report confirm deny reject declare describe call reply answer "
    "maintain assert contend accuse blame allege judge testify decline refuse promise complain dispute conclude "
    "acknowledge recall remember welcome criticise praise urge demand estimate concede reason point remark reveal note "
    "comment suggest disclose assure stress protest object contradict recount reckon vow apologise suspect believe"
) | list_words(
    "say says said saying tell tells told telling admit admits admitted admitting write writes wrote written according "
    "accusation accusations denial quoted swear swore hold holds held think thinks thought"
)
ASKING = inflect("call report answer state reason point note add object hold remember recall welcome") | list_words(
    "quoted held holds written wrote"
)
"""Of the verbs above, those that are as often no verbs of saying: in a quotation they alone make no claim."""

ACCUSING = inflect("accuse blame") | list_words("accusation accusations")
OPENING = list_words("whether if unknown")
SAYING = list_words("say says said saying tell tells told add adds added")

BEFORE, BEHIND = 20, 6
"""How many words before and behind a verb of saying its speaker may stand."""

SPOKEN = re.compile(r"[“\"«][^”\"»]*(?:\s\S+){3}[^”\"»]*[”\"»]")
MAY = re.compile(r"\b(?:may|might|could)\b")
OTHER_CUES = re.compile(
    r"گفت|گفته|اعلام|مدعی|ادعا|متهم|تکذیب|احتمال|مظنون"
    r"|قال|قالت|أعلن|زعم|ادعى|اتهم|نفى|بحسب|وفق|يشتبه|محتمل"
    r"|אמר|לדברי|טען|טוען|טענ|הכחיש|האשים|חשוד|חשד"
)


def find_hedge_fault(statement: str, ground: Ground) -> str | None:
    """Say that the statement makes more of a claim than its quotations do, or that it is laid to somebody else."""
    words = read_words(statement)
    texts = {word.text for word in words}
    hedged = bool(texts & DOUBTING) or has_possibility(statement)
    claimed = bool(texts & CLAIMING)
    near = [sentence for quote in ground.quotes for sentence in find_near(words, quote)]
    if any(is_doubtful(sentence) for sentence in near) and not hedged and not texts & ACCUSING:
        return LOST_DOUBT
    clauses = [clause for quote in ground.quotes for clause in find_near(words, quote, "clause")]
    if any(map(is_expected, clauses)) and not hedged and not looks_ahead(words):
        return LOST_DOUBT
    if any(map(is_left_open, clauses)) and not (hedged or texts & OPENING or find_negated(words)):
        return LOST_DOUBT
    open_to_claims = claimed or hedged or has_cue(statement)
    if not open_to_claims and any(is_claim(quote, find_near(words, quote), statement) for quote in ground.quotes):
        return LOST_CLAIM
    return WRONG_VOICE if find_wrong_voice(words, statement, ground) else None


def has_possibility(text: str) -> bool:
    """Whether a text speaks of what may be; the month has a capital."""
    return MAY.search(text) is not None


def has_cue(text: str) -> bool:
    """Whether a text in a script without capitals says that somebody says it."""
    return OTHER_CUES.search(text) is not None


def find_near(words: Sequence[Word], quote: Quote, unit: str = "sentence") -> list[tuple[Word, ...]]:
    """Give the sentences (or clauses) of a quotation that share most with the statement, or half as much as that."""
    stated = list_stems(tuple(words))
    parts: dict[int, list[Word]] = {}
    for word in read_words(quote.text):
        parts.setdefault(word.sentence if unit == "sentence" else word.clause, []).append(word)
    shared = [(len(list_stems(tuple(inside)) & stated), tuple(inside)) for inside in parts.values()]
    most = max((count for count, _ in shared), default=0)
    return [inside for count, inside in shared if 2 * count >= most]


def is_doubtful(sentence: Sequence[Word]) -> bool:
    """Whether a sentence of a quotation is one of doubt."""
    return any(word.text in DOUBTING and not (word.text == "may" and word.capital) for word in sentence) or any(
        word.text == "could" and after.text in ("have", "be") for word, after in pairwise(sentence)
    )


def is_expected(sentence: Sequence[Word]) -> bool:
    """Whether a sentence of a quotation speaks of what is still to come."""
    return any(word.text in EXPECTING or word.text in ("will", "shall") for word in sentence)


def is_left_open(clause: Sequence[Word]) -> bool:
    """Whether a clause of a quotation leaves open that something is so: “whether he would resign”."""
    return clause[0].text == "whether"


def looks_ahead(words: Sequence[Word]) -> bool:
    """Whether the statement leaves open that something comes about."""
    return any(word.text in AHEAD or word.text in EXPECTING for word in words)


def is_claim(quote: Quote, near: Sequence[Sequence[Word]], statement: str) -> bool:
    """Whether what is said there is somebody's claim and not the outlet's own word.

    Words in quotation marks are somebody's, unless the statement has them in marks as well.
    """
    if quote.speaker or has_cue(quote.text):
        return True
    claims = any(is_saying(sentence, at) for sentence in near for at in range(len(sentence)))
    spoken = [quote.text[sentence[0].start : sentence[-1].end + 2] for sentence in near]
    return claims or (OPEN not in statement and any(map(SPOKEN.search, spoken)))


def is_saying(sentence: Sequence[Word], at: int) -> bool:
    """Whether a word says that somebody says something: “have not said” does not."""
    before = sentence[max(0, at - 3) : at]
    denied = any(word.text in NEGATORS or word.text.endswith("n't") for word in before)
    planned = bool(before) and before[-1].text == "to"
    return sentence[at].text in CLAIMING - ASKING and not denied and not planned


def is_cue(word: Word) -> bool:
    """Whether a word is a verb of saying; a “State” with a capital is none."""
    return word.text in CLAIMING and (word.opens or not word.capital)


def find_wrong_voice(words: Sequence[Word], statement: str, ground: Ground) -> bool:
    """Whether the statement names as speaker somebody whom its quotations do not have speaking."""
    return any(
        not any(is_voice(run, list_voices(quote, verb)) for quote in ground.quotes)
        for verb, run in list_speakers(words, statement)
    )


def list_voices(quote: Quote, verb: Word) -> Iterator[frozenset[str]]:
    """Give the words that name who speaks: those known, and where nobody is, the words beside a verb of saying.

    Where the quotation has the statement's own verb, it is the words beside that one. Where a speaker is known, they
    may still tell of what others suspect or deny, but not of what others say.
    """
    for name in (quote.speaker, quote.role, *quote.relay, quote.source.publisher):
        yield from list_forms(name) if name else ()
    words = read_words(quote.text)
    cues = [at for at, word in enumerate(words) if is_cue(word)]
    same = [at for at in cues if words[at].stem == verb.stem]
    told = [at for at in same if words[at].text not in SAYING]
    for at in told if quote.speaker else same or cues:
        beside = words[max(0, at - BEFORE) : at + BEHIND]
        yield from (make_forms(word.text) for word in beside if word.sentence == words[at].sentence)


def is_voice(run: Sequence[Word], voices: Iterable[frozenset[str]]) -> bool:
    """Whether a word of a name is one of those that speak."""
    forms = [make_forms(word.text) for word in run]
    return any(form & voice for voice in voices for form in forms)


def list_speakers(words: Sequence[Word], statement: str) -> Iterator[tuple[Word, list[Word]]]:
    """Give each verb of saying with the name that is its subject, or that stands after “according to”."""
    runs = list(find_runs(statement))
    for at, word in enumerate(words):
        if not is_cue(word):
            continue
        if word.text == "according":
            found = [run for run in runs if 0 <= words_between(words, at, run) <= 4][:1]
        elif is_passive_before(words, at):
            found = []
        else:
            found = [run for run in runs if run[-1].end <= word.start and run[-1].clause == word.clause][-1:]
        yield from ((word, run) for run in found)


def words_between(words: Sequence[Word], at: int, run: Sequence[Word]) -> int:
    """Give how many words after a place a name begins."""
    return sum(words[at].end <= word.start < run[0].start for word in words) if run[0].start > words[at].end else -1


def is_passive_before(words: Sequence[Word], at: int) -> bool:
    """Whether a verb is in the passive, so that its subject does not speak."""
    return any(
        word.text in ("is", "are", "was", "were", "be", "been", "being", "who") for word in words[max(0, at - 2) : at]
    )
