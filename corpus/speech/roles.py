"""The roles and genders that the words around a name tell."""

import re
from collections.abc import Iterable

from corpus.abbreviations import list_words
from corpus.speech.titles import BODIES, FEMALE, FEMALE_ROLES, HONORIFICS, MALE, MALE_ROLES, PARTICLES, RANKS, TITLES
from corpus.speech.tokens import DETERMINERS, INSIDE, Kind, Token

SMALL = DETERMINERS | INSIDE | PARTICLES | {"and", "by"}


def read_gender(words: Iterable[str]) -> str | None:
    """Give the gender that an honorific or a role tells: m, f or unknown."""
    found = set(words)
    if found & (FEMALE | FEMALE_ROLES):
        return None if found & (MALE | MALE_ROLES) else "f"
    return "m" if found & (MALE | MALE_ROLES) else None


def read_role_gender(role: str) -> str | None:
    """Give the gender that a role tells, whoever owns it left out (“Mr Finch’s lawyer”)."""
    return read_gender(re.split(r"['’]s? ", role.lower())[-1].split())


def list_content(words: Iterable[str]) -> set[str]:
    """Give the words of a name or role that tell it from others, in small letters."""
    return {word.rstrip("s") for word in words if word not in SMALL and word not in HONORIFICS}


def read_roles(body: str, tokens: list[Token], start: int, first: int, end: int) -> tuple[str | None, str | None]:
    """Give the role and gender that the words around a name tell: before it, or between commas."""
    titles = [token.low for token in tokens[start:first]]
    gender = read_gender(titles)
    begin = start
    while begin > 0 and start - begin < 8 and is_role_word(tokens, begin - 1, start):
        begin -= 1
    if 1 < begin < start + 1 and tokens[begin - 1].low in ("of", "for") and tokens[begin - 2].low in TITLES:
        begin -= 2
    role = cut(body, tokens, begin, first)
    if role is not None and not is_role(role.lower().split()):
        role = None
    if role is None and start > 1 and tokens[start - 1].is_mark(","):
        opening = find_role_start(tokens, start - 1)
        role = cut(body, tokens, opening, start - 1) if opening is not None else None
    if role is None and end + 1 < len(tokens) and tokens[end].is_mark(","):
        role = read_after(body, tokens, end + 1)
    if role is None:
        return None, gender
    return role, gender or read_role_gender(role)


def is_role_word(tokens: list[Token], at: int, start: int) -> bool:
    """Whether a small word before a name belongs to a role (“guild secretary Maud Ferrant”)."""
    token = tokens[at]
    if token.kind is not Kind.WORD or token.low in SMALL or token.possessive:
        return False
    if at == start - 1:
        return token.low in TITLES and not token.capital and token.low not in ("major", "general", "private")
    return token.low in RANKS or token.low in BODIES or token.low in TITLES or token.capital


def find_role_start(tokens: list[Token], comma: int) -> int | None:
    """Give where the role begins that a comma ends (“the guild’s general secretary, Maud Ferrant”)."""
    for at in range(comma - 1, max(-1, comma - 12), -1):
        token = tokens[at]
        if token.kind is not Kind.WORD:
            return None
        if token.low in ("the", "its", "their", "his", "her", "a", "an") and (at == 0 or tokens[at - 1].low != "of"):
            words = [each.low for each in tokens[at + 1 : comma]]
            return at + 1 if is_role(words) else None
    return None


def is_role(words: list[str]) -> bool:
    """Whether words describe what someone does."""
    head = words[
        : next((n for n, word in enumerate(words) if word in ("of", "for", "at", "in", "to", "from", "on")), len(words))
    ]
    if not head or head[-1] in NOT_ROLES:
        return False
    return head[-1] in TITLES or head[-1].endswith(("man", "woman", "person", "ist", "ian", "er", "or"))


NOT_ROLES = list_words(
    "other another never river winter summer october november december september water matter letter paper year or "
    "for her after under over number member"
) - {"member"}


def read_after(body: str, tokens: list[Token], at: int) -> str | None:
    """Give the role that follows a name and a comma, up to the next mark or clause."""
    if tokens[at].kind is not Kind.WORD:
        return None
    if tokens[at].text.isdigit():
        at += 2
    end = at
    while end < len(tokens) and end - at < 16 and tokens[end].kind is Kind.WORD and tokens[end].low not in CLOSES_ROLE:
        end += 1
    if (
        end < len(tokens)
        and tokens[end].low not in ("who", "which", "whose", "where")
        and tokens[end].kind is Kind.WORD
    ):
        return None
    while at < end and tokens[at].low in ("the", "a", "an", "its", "their", "his", "her"):
        at += 1
    words = [token.low for token in tokens[at:end]]
    return cut(body, tokens, at, end) if is_role(words) else None


CLOSES_ROLE = list_words("who which whose said says told has had was is are were that where when")


def cut(body: str, tokens: list[Token], start: int, end: int) -> str | None:
    """Cut the words between two tokens out of the body, honorifics left out."""
    while start < end and tokens[start].low in HONORIFICS and not (start + 1 < end and tokens[start + 1].possessive):
        start += 1
    while end > start and tokens[end - 1].low in HONORIFICS:
        end -= 1
    return " ".join(body[tokens[start].start : tokens[end - 1].end].split()) if start < end else None
