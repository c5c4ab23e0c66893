"""Who speaks in one English sentence, as it stands: the verb of speech, its subject, and through whom it came.

    tokens | find_cues (every verb of speech with a subject) | choose the main one | add relays and target

Verbs in relative and subordinate clauses, passives and verbs without what they need beside them give nobody speech.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.speech.cues import COORDINATORS, EXCUSED, QUESTION_WORDS, CueStance
from corpus.speech.english_cues import Cue, find_cues, match_source
from corpus.speech.phrases import Phrase, read_phrase
from corpus.speech.subject_phrases import Subject
from corpus.speech.subjects import find_left_subject, find_right_subject, skip_back
from corpus.speech.titles import AUDIENCES, DOCUMENTS, OUTLETS
from corpus.speech.tokens import Kind, Token
from corpus.speech.verbs import Matched


@dataclass(frozen=True, slots=True)
class Speech:
    """What a sentence says about who speaks in it, every phrase as it stands there.

    `cue` is the stretch of the verb in the body; `others` are the subjects of its other verbs of speech.
    `late` says that the verb stands in a second clause, with another's subject before it, and `tag` that what is said
    stands before it; `told_pronoun` is a “him” or “her” right after it.
    """

    subject: Phrase
    apposed: Phrase | None
    cue: tuple[int, int]
    stance: CueStance
    target: Phrase | None = None
    relays: tuple[Phrase, ...] = ()
    others: tuple[Phrase, ...] = ()
    late: bool = False
    tag: bool = False
    told_pronoun: str | None = None


def read_speech(tokens: list[Token]) -> Speech | None:
    """Give who speaks in the sentence; None where it gives speech to nobody."""
    cues = list(find_cues(tokens))
    sources = list(find_sources(tokens))
    conveyed = find_conveyed(tokens)
    if conveyed:
        return conveyed
    main = choose_cue(cues)
    if main is None:
        return cite_source(tokens, sources[0]) if sources else None
    relays = [source.subject for source in sources if is_named(source.subject)]
    inner = find_relayed(cues, main)
    if inner:
        relays.append(main.subject.phrase)
        main = inner
    elif is_outlet(main.subject.phrase) or main.verb.lemma == "report":
        cited = find_cited(tokens)
        if cited:
            span = tokens[main.verb.start].start, tokens[main.verb.end - 1].end
            return Speech(cited, None, span, main.stance, None, (main.subject.phrase, *relays))
    told = find_told(tokens, main.verb)
    target = find_target(tokens, main.verb) if main.stance in (CueStance.BLAMES, CueStance.SUSPECTS) else None
    span = tokens[main.verb.start].start, tokens[main.verb.end - 1].end
    every = tuple(phrase for phrase in (told, *relays) if phrase)
    others = tuple(cue.subject.phrase for cue in cues if cue is not main)
    start = main.subject.phrase.start
    late = not main.tag and start > 1 and tokens[start - 1].low in COORDINATORS
    pronoun = find_told_pronoun(tokens, main.verb)
    return Speech(
        main.subject.phrase, main.subject.apposed, span, main.stance, target, every, others, late, main.tag, pronoun
    )


def cite_source(tokens: list[Token], source: Speech) -> Speech:
    """Give whom an outlet cites where it is itself the source: “according to the agency, quoting police”."""
    cited = find_cited(tokens) if is_outlet(source.subject) else None
    return Speech(cited, None, source.cue, source.stance, None, (source.subject,)) if cited else source


def choose_cue(cues: list[Cue]) -> Cue | None:
    """Give the verb that the whole sentence hangs on: one beside a quotation, one that closes it, or the first."""
    quoted = [cue for cue in cues if cue.quoted]
    closing = [cue for cue in cues if cue.tag and cue.last]
    best = quoted or closing[-1:] or cues
    return best[0] if best else None


def find_relayed(cues: list[Cue], main: Cue) -> Cue | None:
    """Give the speaker inside what an outlet reports: “X blamed Y, the agency reported”."""
    if not is_outlet(main.subject.phrase) or main.quoted:
        return None
    others = [cue for cue in cues if cue is not main and not cue.subject.phrase.pronoun]
    before = [cue for cue in others if cue.verb.start < main.verb.start]
    return (before if main.tag and main.last else [])[0] if main.tag and main.last and before else None


def find_conveyed(tokens: list[Token]) -> Speech | None:
    """Give whom somebody else quotes: “the agency quoted an official as saying that”."""
    for at, token in enumerate(tokens[:-2]):
        if token.low not in ("quoted", "quotes", "cited", "cites") or token.kind is not Kind.WORD:
            continue
        speaker = read_phrase(tokens, at + 1)
        saying = [each.low for each in tokens[speaker.end : speaker.end + 2]] if speaker else []
        outlet = find_left_subject(tokens, skip_back(tokens, at).at)
        if speaker and outlet and not outlet.inner and saying in (["as", "saying"], ["as", "telling"]):
            span = token.start, tokens[speaker.end + 1].end
            return Speech(speaker, None, span, CueStance.SAYS, None, (outlet.phrase,))
    return None


def is_named(phrase: Phrase) -> bool:
    """Whether a phrase names somebody through whom something can have come, and no document."""
    return any(token.capital for token in phrase.tokens) and not any(token.low in DOCUMENTS for token in phrase.tokens)


def is_outlet(phrase: Phrase) -> bool:
    """Whether a phrase names an outlet: it holds a word of their names, or is an acronym."""
    return any(
        (
            token.low in OUTLETS
            and (token.capital or token.low in ("newspaper", "agency", "broadcaster", "media", "television"))
        )
        for token in phrase.tokens
    )


def find_sources(tokens: list[Token]) -> Iterator[Speech]:
    """Give what “according to” and “in the words of” name."""
    for at in range(len(tokens) - 2):
        width = match_source(tokens, at)
        if not width or (at > 1 and tokens[at - 1].is_mark(",") and tokens[at - 2].low in ("where", "which", "who")):
            continue
        subject = find_right_subject(tokens, at + width) or read_bare_source(tokens, at + width)
        if subject and subject.phrase.tokens[-1].low not in EXCUSED and subject.phrase.tokens[0].low not in EXCUSED:
            span = tokens[at].start, tokens[at + width - 1].end
            yield Speech(subject.phrase, subject.apposed, span, CueStance.SAYS)


def read_bare_source(tokens: list[Token], at: int) -> Subject | None:
    """Give a source without an article (“according to maintenance records”)."""
    phrase = read_phrase(tokens, at)
    return Subject(phrase) if phrase and not phrase.pronoun else None


def find_told_pronoun(tokens: list[Token], verb: Matched) -> str | None:
    """Give the pronoun of somebody else who is told or asked: “asked him whether”."""
    following = [token.low for token in tokens[verb.end : verb.end + 2]]
    if (
        verb.lemma not in ("tell", "ask", "remind", "inform")
        or len(following) < 2
        or following[1] not in QUESTION_WORDS
    ):
        return None
    return {"him": "he", "her": "she"}.get(following[0])


def find_cited(tokens: list[Token]) -> Phrase | None:
    """Give whom an outlet cites or quotes."""
    for at, token in enumerate(tokens[:-1]):
        if token.low in ("citing", "quoting") or (
            token.low == "quoted" and at + 1 < len(tokens) and tokens[at + 1].low != "as"
        ):
            return read_phrase(tokens, at + 1)
    return None


def find_told(tokens: list[Token], verb: Matched) -> Phrase | None:
    """Give the outlet that is told, where one is."""
    if verb.lemma != "tell":
        return None
    phrase = read_phrase(tokens, verb.end)
    if phrase is None or not (is_outlet(phrase) or any(token.capital for token in phrase.tokens)):
        return None
    if any(token.low in AUDIENCES and not is_outlet(phrase) for token in phrase.tokens):
        return None
    short = len(phrase.tokens) == 1 and phrase.tokens[0].text.isupper() and len(phrase.tokens[0].text) > 2
    return phrase if is_outlet(phrase) or short else None


def find_target(tokens: list[Token], verb: Matched) -> Phrase | None:
    """Give whom the verb blames, accuses or suspects."""
    at = verb.end
    if at < len(tokens) and tokens[at].low == "that":
        at += 1
    phrase = read_phrase(tokens, at)
    return phrase if phrase and not phrase.pronoun else None
