"""Questions cut short, completed from the one before: “and Jared?”, “what about the guild?”, “why?”.

short question, question before | put what is new into the question before | whole question
"""

import re

from bot.answering.follow_ups.focus import Asked
from bot.answering.follow_ups.mentions import Mention, find_mentions
from bot.answering.follow_ups.question_words import AUXILIARIES
from bot.answering.follow_ups.retelling import find_deed
from bot.answering.follow_ups.thread import Thread
from bot.answering.follow_ups.typed_words import list_words, look

SHORT = re.compile(
    r"(?:(?:ok(?:ay)?|oh|so|well|then|now|hmm|right|really|interesting|no|yes)\b[\s,.!?…]+)*"
    r"(?:(?:and|but|or)\s+)?(?:(?:what|how) about\s+|(?<=and )|(?<=but )|(?<=or )|(?:i (?:meant|mean)|not that,?)\s+)"
    r"(?P<new>(?:(?P<beside>for|in|on|with|at|of|by|from|to|during|after|before|under)\s+)?[^?.!,;]+?)"
    r"(?: in particular| instead| then| too| as well)?\s*[?.!]*",
    re.IGNORECASE,
)
ONE = re.compile(r"(?P<other>(?:the|an?) (?:[\w-]+ )*[\w-]+) ones?", re.IGNORECASE)
BARE = re.compile(
    r"(?:(?:and|but|so|ok(?:ay)?|oh)\b[\s,]*)?"
    r"(?P<asks>why|when|where|how|(?:to|by|for|with|from|against|about|of) wh(?:om|at))"
    r"(?: (?:so|then|exactly))?\s*[?.!]*",
    re.IGNORECASE,
)
ASKS_HOW = re.compile(
    r"(?:why|when|where|how)(?= (?:do|does|did|is|are|was|were|has|have|had|can|could|will|would)\b)", re.I
)


def complete_question(typed: str, thread: Thread) -> str | None:
    """Give the question before with what is new in this one in its place; None where that cannot be told."""
    bare = BARE.fullmatch(typed)
    if bare:
        return _ask_bare(bare["asks"], thread.last)
    short = SHORT.fullmatch(typed)
    return _ask_same(short["new"], short["beside"], thread) if short else None


def _ask_bare(asks: str, last: Asked) -> str | None:
    """Ask why, when, where or how about the same thing."""
    word = asks.capitalize()
    body = last.body
    if ASKS_HOW.match(body):
        return last.text.removesuffix(body) + ASKS_HOW.sub(word, body, count=1)
    if look(list_words(body), 0) in AUXILIARIES:
        return f"{word} {body[:1].lower()}{body[1:]}"
    did = find_deed(body)
    return f"{word} was it that someone {did}?" if did else None


def _ask_same(new: str, beside: str | None, thread: Thread) -> str | None:
    new = _name_one(new, thread)
    mentions = find_mentions(new)
    if len(mentions) != 1 or mentions[0].headed or len(list_words(new)) > 8 or not _is_phrase(new, mentions[0]):
        return None
    last = thread.last
    replaced = _find_counterpart(mentions[0], beside, last)
    if replaced is None:
        return None
    start = len(last.text) - len(last.body)
    phrase = new.removeprefix(beside).strip() if beside else new
    return last.text[: start + replaced.opening] + phrase + last.text[start + replaced.end :]


def _name_one(new: str, thread: Thread) -> str:
    """Write “the downstream one” with the noun that “one” stands for."""
    one = ONE.fullmatch(new)
    kind = thread.find_kind() if one else None
    if one is None or kind is None:
        return new
    noun = kind.text.partition(" of ")[0].split()[-1]
    return f"{one['other']} {noun}"


def _is_phrase(new: str, mention: Mention) -> bool:
    """Whether nothing but the phrase, and what may open it, stands there."""
    return mention.end == len(new) and len(new[: mention.opening].split()) < 2


def _find_counterpart(mention: Mention, beside: str | None, last: Asked) -> Mention | None:
    """Give the phrase of the last question that stands where the new one belongs."""
    same = [each for each in last.mentions if each.head == mention.head and each.text != mention.text]
    telling = same or [each for each in last.mentions if not each.headed and not each.stems & mention.stems]
    if beside:
        behind = re.compile(rf"\b{beside}\s*$", re.IGNORECASE)
        telling = [each for each in telling if last.stands_after(behind, each)]
    alike = [each for each in telling if each.named == mention.named]
    fitting = alike or telling
    return fitting[0] if len(fitting) == 1 or (fitting and mention.named) else None
