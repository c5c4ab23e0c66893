"""How a question that leans on the conversation becomes one that stands alone.

    question, conversation | needs context? | thread | complete, replace or name what is meant | understood

Rules alone, in the same way every time. A question that stands alone stays as it was typed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.follow_ups.carried_topics import carry_topic, find_tongue
from bot.answering.follow_ups.ellipsis import complete_question
from bot.answering.follow_ups.leaning import (
    Kind,
    Pointer,
    find_pointers,
    find_telling,
    introduces,
    leaves_topic,
    needs_context,
)
from bot.answering.follow_ups.mentions import ONE_MORE, Mention, find_mentions
from bot.answering.follow_ups.question_words import ASKING, AUXILIARIES, COUNTING, PREPOSITIONS, VERBS
from bot.answering.follow_ups.retelling import SAID_IT, tell_event
from bot.answering.follow_ups.thread import Thread
from bot.answering.follow_ups.titles import find_titled
from bot.answering.follow_ups.typed_words import list_stems, list_words

OPENED = re.compile(r"^(?:(?:and|but|so|or|ok(?:ay)?|oh|well|then)\b[\s,.!]+(?=\w))+", re.IGNORECASE)
RELATED = re.compile(r"(?P<asks>[^.?!]*?\b(?P<noun>the(?: [\w-]+){1,3}))(?P<mark>\s*[?.!]*)")
SEVERAL = re.compile(r"(?<=[^su])s$")
BELIEVED = re.compile(r"believe|kn|doubt|suspect|confirm", re.IGNORECASE)
MOST_BEFORE = 3
"""Words that an owner’s name has at most where it stands before what it owns."""

SENTENCE = re.compile(r"[.?!]\s+(?=\w)")
LONGEST_PASSAGE = 120
ABOUT = "{question} — about “{passage}”"
MARKS = "“”„\"«»‘’' "
LONGEST = 1000
"""Characters that an understood question has at most; one that would be longer stays as it was typed."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question as it was understood, the texts that were quoted for it, and the names of who speaks in them."""

    question: str
    cited: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns so far, oldest first, and the turn whose answer the person replied to, which counts before all.

    `passage` holds the words of an answer that the person marked when replying to it: the question is about them.
    """

    turns: tuple[Turn, ...] = ()
    replied_to: Turn | None = None
    passage: str | None = None

    @property
    def heard(self) -> tuple[Turn, ...]:
        """The turns that a question may lean on: up to the one that was replied to, where that is among them."""
        if self.replied_to is None:
            return self.turns
        if self.replied_to in self.turns:
            return self.turns[: self.turns.index(self.replied_to) + 1]
        return (self.replied_to,)


STANDING_ALONE = Conversation()
"""What a question is asked in that nothing was said before."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A question that stands alone, and whether it differs from what was typed.

    `marked` holds the words of an answer that it is about, where the person marked some.
    """

    text: str
    changed: bool
    marked: str = ""


def understand_question(question: str, conversation: Conversation) -> Understood:
    """Give the question with what it lacks; the same question in the same conversation gives the same."""
    typed = " ".join(question.split())
    if conversation.passage:
        return Understood(add_passage(typed, conversation.passage), changed=True, marked=conversation.passage)
    asks = conversation.heard and any(map(str.isalnum, typed))
    text = make_standalone(typed, conversation.heard) if asks else typed
    if text == typed or len(text) > LONGEST:
        return Understood(question, changed=False)
    return Understood(text, changed=True)


def add_passage(typed: str, passage: str) -> str:
    """Name the passage that a question is about behind it, as far as there is room."""
    words = " ".join(passage.split()).strip(MARKS)
    room = min(LONGEST_PASSAGE, LONGEST - len(typed) - len(ABOUT.format(question="", passage="")))
    cut = words[: max(0, room - 1)].rpartition(" ")[0]
    kept = words if len(words) <= room else f"{cut}…" if cut else ""
    return ABOUT.format(question=typed, passage=kept) if kept else typed


def make_standalone(typed: str, turns: tuple[Turn, ...]) -> str:
    """Add what the question leaves to the conversation, in its own language; unchanged where it leaves nothing."""
    tongue = find_tongue(typed, turns[-1].question)
    if tongue:
        return carry_topic(typed, tongue, turns[-1].question)
    quoted = ["\n".join(turn.cited) for turn in reversed(turns)]
    thread = Thread.of([turn.question for turn in turns], turns[-1].names, quoted)
    text = name_titled(typed, quoted)
    if needs_context(typed, thread.knows):
        text = rewrite(text, thread)
    elif needs_context(typed):
        text = expand_mentions(text, thread)
    return text if text == typed else drop_opening(text)


def rewrite(typed: str, thread: Thread) -> str:
    """Put what is meant in the place of what only points to it, or name it beside."""
    whole = complete_question(typed, thread)
    if whole:
        return whole
    text = expand_mentions(replace_pointers(tell_event(typed, thread.last.body), thread), thread)
    return carry_focus(typed, thread) if text == typed else text


def carry_focus(typed: str, thread: Thread) -> str:
    """Name what the conversation is about in a question that leaves it out altogether, where it has stayed with it."""
    focus = thread.topic
    if focus is None or not thread.stays or focus.stems & list_stems(typed) or not leaves_topic(typed):
        return typed
    if not agrees(focus, typed) or (find_telling(typed) and not thread.is_fresh(focus)):
        return typed
    whole = drop_opening(typed)
    related = RELATED.fullmatch(whole)
    ends = related.span("noun") if related else None
    if related and any(each.relational and (each.opening, each.end) == ends for each in find_mentions(whole)):
        return f"{related['asks']} of {focus.phrase}{related['mark']}"
    sentences = [found.end() for found in SENTENCE.finditer(whole)]
    start = sentences[-1] if sentences else 0
    first = next(iter(list_words(whole[start:])), None)
    if (
        first is None
        or first.low in COUNTING
        or not (first.low in ASKING | AUXILIARIES | PREPOSITIONS or first.stem in VERBS)
    ):
        return typed
    asked = whole[start : start + 1].lower() + whole[start + 1 :]
    return f"{whole[:start]}As for {focus.phrase}, {asked}"


def agrees(topic: Mention, typed: str) -> bool:
    """Whether the topic may be what the pronouns of the question mean: “they” is no single thing."""
    said = list_said(typed)
    kinds = {pointer.kind for pointer in find_pointers(typed) if not any(pointer.start in each for each in said)}
    return topic.several or Kind.SEVERAL not in kinds


def replace_pointers(typed: str, thread: Thread) -> str:
    """Put what each pointing word means in its place; what one of them means, no other does."""
    said = list_said(typed)
    pieces, at = [], 0
    known = list_stems(typed)
    for pointer in find_pointers(typed):
        meant = find_meant(pointer, thread)
        if meant and not meant.stems <= known and not any(pointer.start in stretch for stretch in said):
            owned = find_owned(typed, pointer, meant)
            if owned:
                pieces += [typed[at : pointer.start], f"the {typed[pointer.end + 1 : owned.end]} of {meant.phrase}"]
            else:
                pieces += [typed[at : pointer.start], word_meant(meant, pointer)]
            at = owned.end if owned else pointer.end
            known |= meant.stems
    return "".join([*pieces, typed[at:]])


def list_said(typed: str) -> list[range]:
    """Give where the question has “denied it” or the like, in which “it” is something said and no thing."""
    return [range(*found.span()) for found in SAID_IT.finditer(typed) if not BELIEVED.match(found["says"])]


def find_owned(typed: str, pointer: Pointer, owner: Mention) -> Mention | None:
    """Give the noun behind “its” where the owner’s name is too long to stand before it: “the members of …”."""
    if not pointer.possessive or len(owner.phrase.split()) <= MOST_BEFORE:
        return None
    owned = (each for each in find_mentions(typed) if each.opening == pointer.start and each.end > pointer.end)
    return next((each for each in owned if not typed[each.end :].startswith((" of ", "’", "'"))), None)


def find_meant(pointer: Pointer, thread: Thread) -> Mention | None:
    """Give what a pointing word means, or None."""
    if pointer.speaks and pointer.kind in (Kind.THING, Kind.SEVERAL):
        body = thread.find_speaker()
        if body:
            return body
    match pointer.kind:
        case Kind.PERSON:
            return thread.find_person()
        case Kind.SEVERAL:
            return thread.find_several(acts=pointer.acts)
        case Kind.PLACE:
            return thread.find_place()
        case Kind.ONE:
            return thread.find_kind()
        case Kind.THING:
            return thread.find_thing()


def word_meant(meant: Mention, pointer: Pointer) -> str:
    """Give the words that stand in the place of a pointing word."""
    if pointer.kind is Kind.ONE:
        single = pointer.end - pointer.start == len("one")
        return SEVERAL.sub("", meant.text) if single else meant.text
    if pointer.kind is Kind.PLACE:
        return f"in {meant.phrase}"
    if pointer.possessive:
        return f"{meant.phrase}’" if meant.phrase.endswith("s") else f"{meant.phrase}’s"
    return meant.phrase


def expand_mentions(text: str, thread: Thread) -> str:
    """Write out what an earlier question named in full: “the movement” of which it gave the name."""
    for mention in reversed(find_mentions(text)):
        fuller = find_fuller(mention, thread) if mention.determiner in ONE_MORE else None
        if fuller:
            text = text[: mention.start] + fuller.text + text[mention.end :]
    return text


def find_fuller(mention: Mention, thread: Thread) -> Mention | None:
    """Give the latest longer phrase that turns on the same noun."""
    for other in thread.list_latest():
        alike = other.head == mention.head and other.plural == mention.plural
        if alike and mention.stems < other.stems and " and " not in other.text:
            return other
    return None


def name_titled(typed: str, passages: Sequence[str]) -> str:
    """Add the name that the passages quoted so far give with an office: “the minister” becomes one minister."""
    text = typed
    if introduces(typed, find_mentions(typed)):
        return typed
    for mention in reversed(find_mentions(typed)):
        name = None if mention.named or mention.determiner != "the" else find_titled(mention.text, passages)
        if name and name not in typed:
            text = text[: mention.end] + f" {name}" + text[mention.end :]
    return text


def drop_opening(text: str) -> str:
    """Take away the “and” or “but” that joined the question to what was said before."""
    whole = OPENED.sub("", text)
    return whole[:1].upper() + whole[1:]
