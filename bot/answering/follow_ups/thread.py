"""The questions of a conversation so far, and what a word that points back means in them.

earlier questions, speakers and passages of their answers | focus, question by question | what a pointing word means
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answering.follow_ups.focus import PLACE, Asked, find_focus, find_owners
from bot.answering.follow_ups.mentions import Mention
from bot.answering.follow_ups.question_words import GROUPS
from bot.answering.follow_ups.retelling import find_deed
from bot.answering.follow_ups.titles import find_titled, make_name, make_phrase
from bot.answering.follow_ups.typed_words import list_stems

ASKS_WHO = re.compile(r"(?:and |but |so )?who(?:['’]s)?\b", re.IGNORECASE)
IS_WHO = re.compile(r"\bwho(?:['’]s| is| are| was| were)\s*$", re.IGNORECASE)
HELD = re.compile(r"(?P<of> (?:of|for|in) (?:[\w’'-]+ ?){1,6}(?<! ))[?.!]*$")
DEFINITE = ("the", "this", "that", "these", "those")


@dataclass(frozen=True, slots=True)
class Thread:
    """The questions so far, oldest first, what the last one is about, and who spoke in the answer to it.

    `passages` are the texts that were quoted, those of the latest answer first.
    """

    asked: tuple[Asked, ...]
    focus: Mention | None
    names: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()

    @classmethod
    def of(cls, questions: Sequence[str], names: Sequence[str] = (), passages: Sequence[str] = ()) -> "Thread":
        """Follow the questions, as they were understood, oldest first."""
        asked = tuple(map(Asked.of, questions))
        focus: Mention | None = None
        for at, each in enumerate(asked):
            focus = find_focus(each, focus, [mention for other in asked[:at] for mention in other.mentions])
        return cls(asked, focus, tuple(dict.fromkeys(names)), tuple(passages))

    @property
    def last(self) -> Asked:
        """The last question."""
        return self.asked[-1]

    def list_latest(self) -> Iterator[Mention]:
        """Give everything spoken of, the latest first, apart from what says little by itself."""
        for each in reversed(self.asked):
            yield from (mention for mention in reversed(each.mentions) if not mention.relational)

    @property
    def topic(self) -> Mention | None:
        """What questions that name nothing are asked about: the focus, or the name that it belongs to."""
        if self.focus is None or self.focus.text.partition(" of ")[0].lower() != self.focus.text.partition(" of ")[0]:
            return self.focus
        return next((owner for owner in find_owners(self.focus) if owner.named), self.focus)

    def is_fresh(self, mention: Mention) -> bool:
        """Whether the last question, as it was understood, names it."""
        return mention.stems <= list_stems(self.last.text)

    @property
    def stays(self) -> bool:
        """Whether it is still about what it began with, or the last two questions name what it is about."""
        first = next((each for each in self.asked if each.mentions), None)
        begun = find_focus(first, None) if first else None
        if begun is None or self.focus is None:
            return False
        named = [self.focus.stems <= list_stems(each.text) for each in self.asked[-2:]]
        return bool(begun.stems & self.focus.stems) or (len(named) > 1 and all(named))

    def knows(self, mention: Mention) -> bool:
        """Whether “the cable” says enough, because “the cables” were asked about or stand in what was quoted."""
        if mention.determiner not in DEFINITE:
            return False
        if any(mention.head in other.stems for each in self.asked for other in each.mentions):
            return True
        quoted = re.compile(rf"\b{re.escape(mention.head)}\w{{0,3}}\b", re.IGNORECASE)
        return any(quoted.search(passage) for passage in self.passages)

    def find_person(self) -> Mention | None:
        """Give whom “he” or “she” means.

        Where the last question asks who, that is the one it names, the only speaker of its answer, or nobody that we
        know; else the focus where it names a person, the latest name or office that may be one, or the only speaker.
        """
        speaker = make_name(self.names[0]) if len(self.names) == 1 else None
        if ASKS_WHO.match(self.last.body):
            return self.find_asked_for(speaker)
        if self.focus and self.focus.human:
            return self.name_person(self.focus, speaker)
        for each in reversed(self.asked):
            for mention in each.mentions:
                for part in (mention, *find_owners(mention)):
                    if part.may_be_person and not each.stands_after(PLACE, mention):
                        return self.name_person(part, speaker)
        return speaker

    def find_asked_for(self, speaker: Mention | None) -> Mention | None:
        """Give the one that the last question asks for: “Who is the mayor?”, “Who commands the brigade?”."""
        for mention in self.last.mentions:
            if mention.human and self.last.stands_after(IS_WHO, mention):
                person = self.name_person(mention, speaker)
                held = HELD.match(self.last.body, mention.end)
                full = self.last.body[mention.opening : held.end("of")] if held else ""
                return make_phrase(full) if full and person is mention else person
        did = find_deed(self.last.body)
        return speaker or (make_phrase(f"the one who {did}") if did else None)

    def name_person(self, person: Mention, speaker: Mention | None) -> Mention:
        """Give the name of somebody who is known by office only, where the answers give one; else the office."""
        if person.named:
            return person
        titled = find_titled(person.text, self.passages)
        return (make_name(titled) if titled else None) or speaker or person

    def find_speaker(self) -> Mention | None:
        """Give the body of people that “it” or “they” means where only such a body can do what it does."""
        if self.focus and (self.focus.head in GROUPS or self.focus.personal):
            return self.focus
        for each in reversed(self.asked):
            subject = each.subject
            if subject and (subject.head in GROUPS or (subject.named and not subject.human)):
                return subject
        return next((each for each in self.list_latest() if each.head in GROUPS), None)

    def find_several(self, *, acts: bool) -> Mention | None:
        """Give what “they” means: the focus where it is several, else the last of several in the last question.

        A body of people acts as “they”; “them” is rather things that the last question names.
        """
        if self.focus and not (self.focus.plural or acts):
            things = [each for each in self.last.mentions if each.plural and not (each.headed or each.named)]
            if things:
                return things[-1]
        if self.focus and self.focus.several:
            return self.focus
        if acts and self.last.subject and self.last.subject.several:
            return self.last.subject
        fitting = (each for each in reversed(self.last.mentions) if each.several and not each.headed)
        return next(fitting, self.find_any())

    def find_any(self) -> Mention | None:
        """Give the focus where the last question spoke of any such thing, which goes on as “they”: “a smart lock”."""
        spoken = (each for each in self.last.mentions if each.determiner in ("a", "an") and not each.human)
        return next((each for each in spoken if self.focus and each.stems == self.focus.stems), None)

    def find_thing(self) -> Mention | None:
        """Give what “it” means: the focus where it is one thing, or what it is of, else the last one thing."""
        if self.focus is None or not (self.focus.plural or self.focus.human):
            return self.focus
        owners = find_owners(self.focus)
        fitting = [each for each in self.last.mentions if not each.headed]
        spoken = (each for each in (*reversed(owners), *reversed(fitting)) if not (each.plural or each.human))
        return next(spoken, self.focus if self.focus.personal and self.focus.text not in self.names else None)

    def find_kind(self) -> Mention | None:
        """Give what “one” stands for: the focus where it ends in no name, else the last thing that does not."""
        spoken = [*([self.focus] if self.focus else []), *self.list_latest()]
        return next((each for each in spoken if not each.text.split()[-1][:1].isupper()), None)

    def find_place(self) -> Mention | None:
        """Give what “there” means: the latest name that stood behind “in” or “at”."""
        for each in reversed(self.asked):
            for mention in reversed(each.mentions):
                if mention.named and each.stands_after(PLACE, mention):
                    return mention
        return None
