"""Parties and stances: a position is that of whoever speaks in its quotations, and does what they do there."""

from collections.abc import Sequence

from bot.answering.answers import Quote, Stance
from bot.answering.faults.names import list_forms
from bot.answering.faults.reading import read_words, stem
from bot.answering.faults.turning import find_negated
from bot.answering.lookups.given_wording import NEGATION
from corpus.abbreviations import list_words
from corpus.folding import fold_text
from corpus.worded import Worded

FOREIGN_STANCE = Worded("a stance that its quotations do not show")

SHOWN_BY = {
    Stance.DENIES: list_words(
        "deny denies denied denying denial reject rejects rejected refute refuted refutes dispute disputes disputed "
        "contradict contradicts contradicted untrue false nonsense lie lies invention"
    ),
    Stance.BLAMES: list_words(
        "blame blames blamed accuse accuses accused fault responsible responsibility guilty culprit caused cause due "
        "because did done work hand hands sabotage neglect negligence liable owe owed behind"
    ),
    Stance.SUSPECTS: list_words(
        "suspect suspects suspected suspicion believe believes believed think thinks thought may might could likely "
        "probably possibly perhaps appear appears seem seems suggest suggests assume assumes presume doubt"
    ),
    Stance.DECLINES: list_words(
        "decline declines declined declining refuse refuses refused refusing comment silent withheld"
    ),
}
"""Words of which a quotation has one where its speaker takes this stance."""

STANCE_STEMS = {stance: frozenset(map(stem, words)) for stance, words in SHOWN_BY.items()}


def find_party(party: str, stance: Stance, quotes: Sequence[Quote]) -> str | None:
    """Give the party as its quotations name it; None where it does not speak in each of them.

    An outlet speaks where nobody else does; it may also be said to report what somebody else says.
    """
    names = [next(iter(name_parties(party, stance, quote)), None) for quote in quotes]
    longest = max(filter(None, names), key=len, default=None)
    return longest if all(names) else None


def name_parties(party: str, stance: Stance, quote: Quote) -> list[str]:
    """Give the names of a quotation's speakers that the party is, as the quotation has them."""
    outlet = quote.source.publisher
    voices = [(quote.speaker, quote.speaker)] if quote.speaker else [(outlet, outlet)]
    voices += [(quote.role, quote.speaker)] if quote.speaker and quote.role else []
    voices += [(outlet, outlet)] if stance is Stance.REPORTS else []
    return [shown for voice, shown in voices if voice and shown and is_named(party, voice)]


def is_named(party: str, voice: str) -> bool:
    """Whether the party is this voice: the same name, or the end of it, as a surname is."""
    if fold_text(party).text.strip() == fold_text(voice).text.strip():
        return True
    asked, there = list_forms(party), list_forms(voice)
    if not asked or len(asked) > len(there):
        return False
    return all(one & other for one, other in zip(asked, there[-len(asked) :], strict=True))


def find_stance_fault(stance: Stance, quotes: Sequence[Quote]) -> str | None:
    """Say that the quotations do not show this stance, or None.

    What is known of a quotation decides; a stance of its own words may stand beside it. “Claims” and “reports” say no
    more than that somebody says it, so they only may not stand for a denial or for declining to say.
    """
    return None if any(is_shown(stance, quote) for quote in quotes) else FOREIGN_STANCE


def is_shown(stance: Stance, quote: Quote) -> bool:
    """Whether one quotation shows a stance."""
    if stance is quote.stance:
        return True
    if stance in (Stance.CLAIMS, Stance.REPORTS):
        return quote.stance not in (Stance.DENIES, Stance.DECLINES)
    words = read_words(quote.text)
    if any(word.stem in STANCE_STEMS[stance] for word in words):
        return True
    return stance is Stance.DENIES and (bool(find_negated(words)) or NEGATION.search(quote.text.lower()) is not None)
