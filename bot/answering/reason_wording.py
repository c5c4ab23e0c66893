"""Why something is left out of an answer, in words that can be said in any language, and what kind of thing it was."""

from corpus.worded import Worded

NOT_LIVE = Worded("its report does not stand any more")
NOT_A_SLICE = Worded("its words are not those of the report")

SAME_WORDS = ("the same words as in “{title}”", "the same words as in “{title}” ({outlet})")
COPIED = ("a copy of what “{title}” says", "a copy of what “{title}” ({outlet}) says")
"""Of a report without an outlet, and with one."""

_OLDER = ("the same words as in ", "a copy of what ")
"""How these begin in records that do not remember how they were worded."""


def word_copy(title: str, outlet: str | None, *, same_words: bool) -> Worded:
    """Say that a quotation was left out for one of another report, which has the same words or says the same."""
    unnamed, named = SAME_WORDS if same_words else COPIED
    return Worded(named, title=title, outlet=outlet) if outlet else Worded(unnamed, title=title)


def is_copy_reason(reason: str) -> bool:
    """Whether something was left out since it is a copy, and not since a check took it out."""
    if isinstance(reason, Worded):
        return reason.form in (*SAME_WORDS, *COPIED)
    return reason.startswith(_OLDER)


def is_passage_reason(reason: str) -> bool:
    """Whether a quotation was left out, and not a statement."""
    return reason in (NOT_LIVE, NOT_A_SLICE) or is_copy_reason(reason)
