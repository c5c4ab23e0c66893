"""What a question takes for granted, and whether the reports read say so: “Why did she admit it?” when she denied it.

    question | find the act that it presupposes, and whose | look for that act, and for its opposite | correction

The rule is that a report which does say so always wins: words of the act near the subject, not denied and not merely
called for, are enough to keep silent. Only questions in English are read.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.answering.judging.actors import PRONOUNS, SMALL, Name, stem_text
from bot.answering.judging.acts import ACTS, Act, make_pattern
from bot.answering.judging.coverage import read_words
from bot.answering.judging.deeds import judge_sentence, meet_subject
from corpus.attribution import Attribution, attribute_report
from corpus.reports import Report
from corpus.sentences import Span
from corpus.worded import Worded
from index.words import fold

MOST_READ = 500
"""How many characters of a question are read."""

BEFORE = 3
"""How many sentences back a name may stand for a pronoun to mean it."""

ASKING = r"(?:(?:in|at|on|for|to|from|by|with) )?(?:why|when|where|how|what|which|whom|who)\b"
AUXILIARY = r"(?:did|does|do|has|have|had)"
SUBJECT = r"(?P<subject>[^?,;:]{2,80}?)\s+(?:(?:to|into)\s+)?\S"
PREMISES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^\W*(?:(?:and|but|so|then) )?{ASKING}(?:(?! {AUXILIARY}\b) [^\s?]+){{0,4}}? {AUXILIARY} {SUBJECT}",
        rf"^\W*(?:what|who) (?:made|led|caused|forced|prompted|persuaded|drove|pushed|got|moved) {SUBJECT}",
        rf"^\W*how come (?:that )?{SUBJECT}",
        rf"\b(?:after|when|since|once|before|because)\s+{SUBJECT}",
    )
)
ADVERB = r"(?:(?:\w+ly|then|also|first|once|finally|ever|just|so|only|even|soon|again|already|now|later)\s+)*"
BEFORE_VERB = re.compile(rf"\s+{ADVERB}(?:(?:to|into)\s+)?$")
# A name does not go on over these, so that what follows them belongs to another clause.
STOPPERS = make_pattern(
    "not|never|n't|n’t|refuse|refuses|refused|fail|fails|failed|say|says|said|think|thinks|deny|denies|denied|want",
    "wants|wanted|did|does|do|has|have|had|that|who|which|whom|whether|if|when|after|before|since|because|once|while",
)
DANGLING = re.compile(r"(?:^|\s)(?:to|for|of|with|on|about|in|at|by)$", re.IGNORECASE)
LONGEST_SUBJECT = 9
BLAME = "blame"


@dataclass(frozen=True, slots=True)
class Premise:
    """An act that a question says somebody did: “Ms Ferrant”, “admitted”, “the leak”."""

    subject: str
    act: Act
    past: str
    rest: str


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence that was read, and who says it."""

    report: Report
    attribution: Attribution

    @property
    def text(self) -> str:
        """Its words as they stand."""
        return self.attribution.span.text_of(self.report.body)

    @property
    def span(self) -> Span:
        """Where it stands in the report's body."""
        return self.attribution.span


@dataclass(frozen=True, slots=True)
class Correction:
    """What to say before an answer whose question takes for granted what no report says, and what to quote first."""

    notice: str
    denials: tuple[ReadSentence, ...]


def find_premise(question: str) -> Premise | None:
    """Find the act that a question takes somebody to have done; None where it takes none of those we know."""
    text = " ".join(re.sub(r"[\"“”„«»]", "", question).split())[:MOST_READ]
    for pattern in PREMISES:
        found = pattern.search(text)
        while found:
            premise = read_premise(text[found.start("subject") :])
            if premise is not None:
                return premise
            found = pattern.search(text, found.start("subject"))
    return None


def read_premise(words: str) -> Premise | None:
    """Read “somebody admitted something” from where the somebody begins; None where that is not what it says."""
    for act in ACTS:
        for past, verb in act.verbs.items():
            found = verb.search(words)
            if found is None:
                continue
            subject = BEFORE_VERB.sub("", f"{words[: found.start()]} ").strip()
            if is_subject(subject):
                rest = re.split(r"[?;]", words[found.end() :])[0].strip(" .!,")
                return Premise(subject, act, past, rest)
    return None


def is_subject(words: str) -> bool:
    """Whether these words can be a name or a description, and nothing else with it."""
    pieces = words.split()
    if not 1 <= len(pieces) <= LONGEST_SUBJECT or STOPPERS.search(words) or re.search(r"[,?;:]", words):
        return False
    return fold(pieces[0]) not in PRONOUNS and bool(list_keys(words))


def read_sentences(
    reports: Iterable[Report], attribute: Callable[[Report], Sequence[Attribution]] = attribute_report
) -> list[ReadSentence]:
    """Give the sentences of reports with who says them, in order."""
    return [ReadSentence(report, attribution) for report in reports for attribution in attribute(report)]


def check_premise(premise: Premise, sentences: Sequence[ReadSentence]) -> Correction | None:
    """Give a correction where nothing read says that the act was done and something says the opposite; else None.

    The denials are about the matter of the question; the one that names most of it comes first.
    """
    name = Name.of(premise.subject)
    denials: list[int] = []
    for place, sentence in enumerate(sentences):
        subject = meet_subject(name, sentence.attribution, list_before(sentences, place))
        verdict = judge_sentence(premise.act, subject, sentence.text, sentence.attribution)
        if verdict and (premise.act.name != BLAME or is_on_matter(premise, sentences, place)):
            return None
        if verdict is not None:
            denials.append(place)
    about = [place for place in denials if premise.act.name == BLAME or is_on_matter(premise, sentences, place)]
    wanted = list_keys(premise.rest)
    about.sort(key=lambda place: -len(wanted & stem_text(sentences[place].text)))
    return Correction(word_notice(premise), tuple(sentences[place] for place in about)) if about else None


def word_notice(premise: Premise) -> Worded:
    """Say that no report says it."""
    rest = premise.rest
    if (not rest and premise.act.needs_object) or DANGLING.search(rest):
        rest = f"{rest} {'anyone' if premise.act.name == BLAME else 'anything'}".strip()
    claim = " ".join([premise.subject, premise.past, rest]).strip()
    return Worded("No report on this shelf says that {claim}.", claim=claim)


def list_before(sentences: Sequence[ReadSentence], place: int) -> list[str]:
    """Give the texts of the sentences of the same report just before one, the nearest last."""
    report = sentences[place].report
    return [each.text for each in sentences[max(0, place - BEFORE) : place] if each.report is report]


def is_on_matter(premise: Premise, sentences: Sequence[ReadSentence], place: int) -> bool:
    """Whether a sentence or a neighbour shares a word with what the question says was admitted, or it says nothing."""
    wanted = list_keys(premise.rest)
    around = sentences[max(0, place - 1) : place + 2]
    near = {stem for each in around if each.report is sentences[place].report for stem in stem_text(each.text)}
    return not wanted or not wanted.isdisjoint(near)


def list_keys(words: str) -> frozenset[str]:
    """Give the stems of the words that carry meaning."""
    return frozenset(word.stem for word in read_words(words) if word.folded not in SMALL)
