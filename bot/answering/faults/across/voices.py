"""Claims, doubts and who says them, across languages: what somebody says is not stated as a fact or as another's words.

Who speaks in a statement is told by its grammar in Persian, Arabic and Hebrew, and by names with capitals elsewhere.
Where that cannot be told, or its name cannot be found among those who speak in the quotations, the statement goes.
"""

import re
from collections.abc import Iterator

from bot.answering.answers import Quote
from bot.answering.disputes.parties import is_same_name
from bot.answering.faults.across.spoken import Spoken, find_nearest, hear_statement, list_details
from bot.answering.faults.characters import FOREIGN_VOICE
from bot.answering.faults.ground import Ground
from bot.answering.faults.hedges import ASKING, CLAIMING, DOUBTING, LOST_CLAIM, LOST_DOUBT, WRONG_VOICE, has_possibility
from bot.answering.faults.marks import strip_marked
from bot.answering.faults.names import FOREIGN_NAME, find_runs
from bot.answering.faults.reading import read_words
from bot.answering.tongues.hearing import find_tongue
from bot.answering.tongues.letters import spell_consonants
from bot.answering.tongues.tongue import find
from bot.answering.tongues.topics import WORD, find_met, list_terms
from bot.languages.language import Language, find_language
from corpus.attribution import GRAMMARS
from corpus.spelling import fold
from index.words import is_latin

DOUBT = {
    Language.PERSIAN: find(
        r"شاید|ممکن|احتمال\w*|محتمل|گمان\w*|ظاهرا|گویا|مدعی\w*|ادعا\w*|ادعای|مظنون\w*|بدگمان\w*|مشکوک\w*"
    ),
    Language.ARABIC: find(
        r"ربما|[ي]?حتمل|محتمل\w*|[وف]?[يت]شتبه\w*|اشتبه\w*|زعم\w*|[يت]زعم\w*|ادعى|ادعت|يبدو|شبهة|شكوك|مزعوم\w*"
    ),
    Language.HEBREW: find(r"אולי|[וש]?ייתכן|כנראה|חוש?ד\w*|טוען|טוענ\w*|טענ\w*|לכאורה|חשד\w*|חשוד\w*"),
    Language.SPANISH: find(
        r"quizás?|tal vez|podría\w*|posible\w*|presunt\w+|supuest\w+|sospech\w+|habría\w*|parece\w*"
    ),
    Language.FRENCH: find(
        r"peut-être|pourrait|pourraient|possible\w*|présum\w+|soupçon\w*|aurai\w+|semble\w*|prétend\w*"
    ),
}
OURSELVES = {
    Language.PERSIAN: find(r"من|ما|شما|تو"),
    Language.ARABIC: find(r"أنا|نحن|أنت|أنتم|لديكم|لدينا"),
    Language.HEBREW: find(r"אני|אנחנו|אנו|אתה|אתם|אתן|שלי|שלנו|שלכם"),
    Language.SPANISH: find(r"yo|nosotros|nosotras|tú|usted(?:es)?|mi|nuestr\w+|vuestr\w+"),
    Language.FRENCH: find(r"je|j|nous|vous|tu|mon|ma|mes|notre|nos|votre|vos"),
}
LEAST_LETTERS = 2


def find_voice_fault(statement: str, ground: Ground) -> str | None:
    """Say that the statement speaks for itself, makes a fact of a claim, or lays it to somebody else; or None."""
    spoken = hear_statement(statement)
    if spoken.language in OURSELVES and OURSELVES[spoken.language].search(fold(strip_marked(statement))):
        return FOREIGN_VOICE
    hedged, claimed = is_doubtful(spoken), is_claimed(spoken)
    nearest = find_nearest(spoken, ground)
    if any(map(is_doubtful, nearest)) and not hedged:
        return LOST_DOUBT
    said = any(quote.speaker for quote in ground.quotes) or any(map(is_claimed, nearest))
    if said and not (hedged or claimed):
        return LOST_CLAIM
    if claimed and any(quote.speaker for quote in ground.quotes) and not names_voice(spoken, ground):
        return WRONG_VOICE
    return FOREIGN_NAME if is_latin(statement) and has_foreign_name(spoken, ground) else None


def is_doubtful(spoken: Spoken) -> bool:
    """Whether a text leaves in doubt what it says."""
    if spoken.language in DOUBT:
        return DOUBT[spoken.language].search(spoken.folded) is not None
    return bool({word.text for word in read_words(spoken.text)} & DOUBTING) or has_possibility(spoken.text)


def is_claimed(spoken: Spoken) -> bool:
    """Whether a text says that somebody says it."""
    tongue = spoken.tongue
    if tongue is None:
        return bool({word.text for word in read_words(spoken.text)} & (CLAIMING - ASKING))
    patterns = (tongue.spoken, tongue.denial, tongue.blame, tongue.suspicion)
    return any(pattern.search(spoken.folded) for pattern in patterns)


def names_voice(spoken: Spoken, ground: Ground) -> bool:
    """Whether the statement names as speaker somebody who speaks in its quotations."""
    subjects = list(list_subjects(spoken))
    return any(is_voice(name, spoken.language, quote) for name in subjects for quote in ground.quotes)


def list_subjects(spoken: Spoken) -> Iterator[str]:
    """Give the names of who speaks in a statement, as far as that can be told."""
    grammar = GRAMMARS.get(spoken.language)
    if grammar is None:
        yield from (spoken.text[run[0].start : run[-1].end] for run in find_runs(spoken.text))
        # Who has no name is told by a role or a body: “la policía”, “le ministre”.
        yield from (term.folded for term in spoken.terms if term.has_concept)
        return
    told = grammar.read(spoken.text)
    if told:
        yield from filter(None, (told.subject.name, told.subject.role))


def is_voice(name: str, language: Language, quote: Quote) -> bool:
    """Whether a name is one of those who speak in a quotation: by its words, its letters, or what its words mean."""
    other = find_language(quote.source.language) or Language.ENGLISH
    voices = [*filter(None, (quote.speaker, quote.role, *quote.relay))]
    return any(is_same_name(name, voice) or is_alike(name, language, voice, other) for voice in voices)


def is_alike(name: str, language: Language, voice: str, other: Language) -> bool:
    """Whether a name and a voice in two languages share the letters of a last word, or a word of a role."""
    last = spell_consonants(name.split()[-1])
    letters = {spell_consonants(word) for word in voice.split()}
    if is_latin(name) != is_latin(voice) and len(last) >= LEAST_LETTERS and last in letters:
        return True
    return bool(find_met(list_terms(name, language), list_terms(voice, other), same=language is other))


def has_foreign_name(spoken: Spoken, ground: Ground) -> bool:
    """Whether a name with capitals stands nowhere in the quotations, their details or the question, in any script."""
    known = [text for quote in ground.quotes for text in (quote.text, *list_details(quote))] + [ground.question]
    words = {fold(found.group()) for text in known for found in WORD.finditer(text)}
    letters = {spell_consonants(word) for word in words if not is_latin(word)}
    tongue = find_tongue(spoken.language)
    stopped = tongue.stopped if tongue else frozenset()
    names = [word for run in find_runs(spoken.text) for word in run if word.text not in stopped]
    rows = {term.start for term in spoken.terms if term.has_concept}
    opening = re.compile(r"[.!?:]\s*\Z|\A\s*\Z")
    return any(
        word.text not in words
        and spell_consonants(word.text) not in letters
        and word.start not in rows
        and not (tongue and opening.search(spoken.text[: word.start]) and not is_full_name(word.start, spoken.text))
        for word in names
    )


def is_full_name(start: int, text: str) -> bool:
    """Whether a capital at the beginning of a sentence is followed by another, so that it opens a name."""
    return re.match(r"\w+ [A-Z\u00c0-\u00de]", text[start:]) is not None
