"""Grave words: a statement may say that somebody died, stole or was jailed only where its quotations say so.

A measure of meaning finds “fell ill” and “died” alike. What can hurt somebody when it is wrong is looked up instead:
where a statement has a word of one of these kinds, its quotations have one of the same kind.
"""

from bot.answering.faults.ground import Ground
from bot.answering.faults.reading import read_words
from corpus.abbreviations import list_words
from corpus.worded import Worded

FOREIGN_CHARGE = Worded("something grave that its quotations do not say")

KINDS = """\
die dies died dying dead death deaths kill kills killed killing fatal fatally drown drowned perished lethal
murder murdered murderer murders assassinate assassinated manslaughter kill killed
injure injured injuries injury hurt wound wounded wounds bruise bruised bruises maimed harmed burned
arrest arrested arrests detain detained detention custody apprehended
charge charged charges indicted prosecuted prosecution trial tried court sued
convict convicted conviction guilty sentenced sentence jail jailed prison imprisoned
confess confessed confession admit admitted admits acknowledge acknowledged concede conceded
steal stole stolen theft thief robbed robbery burglary looted embezzle embezzled embezzlement
fraud fraudulent forge forged forgery fake faked falsified
bribe bribed bribery bribes corrupt corruption paid pay kickback
sabotage sabotaged cut severed tampered
attack attacked attacks assault assaulted shot shoot shooting fired stab stabbed bomb bombed bombing strike struck
rape raped abuse abused molested harassed harassment
explode exploded explosion blast blew fire burned burnt arson
drunk drunken intoxicated drinking alcohol drugs
resign resigned resignation quit dismissed dismissal sacked fired stepped
divorce divorced affair adultery
bankrupt bankruptcy insolvent insolvency collapsed
lie lied lies lying liar deceived perjury misled
terrorist terrorism terrorists extremist extremists
invade invaded invasion war
ill illness sick sickness infected poisoned poisoning disease
evacuated evacuate evacuation fled flee
missing disappeared vanished
"""

GRAVE = [list_words(line) for line in KINDS.splitlines()]


def find_grave_fault(statement: str, ground: Ground) -> str | None:
    """Say that the statement has something grave that its quotations do not have, or None."""
    stated = {word.text for word in read_words(statement)}
    cited = {word.text for text in ground.cited for word in read_words(text)}
    return FOREIGN_CHARGE if any(is_foreign(kind, stated, cited) for kind in GRAVE) else None


def is_foreign(kind: frozenset[str], stated: set[str], cited: set[str]) -> bool:
    """Whether the statement has a word of this kind, and its quotations none."""
    return bool(stated & kind) and not cited & kind
