"""How a report's id is made from a name, and which id somebody meant who mistyped one."""

from collections.abc import Sequence
from difflib import get_close_matches

from corpus.reports import make_slug

NEAREST, LIKE = 3, 0.7


def make_wanted_id(name: str, digest: str) -> str:
    """Give the id that a name suggests; a name mostly in other scripts gives one from the digest."""
    slug = make_slug(name)
    letters = sum(character.isalnum() for character in name)
    if slug is None or 2 * sum(character.isalnum() for character in slug) < letters:
        return f"report-{digest[:8]}"
    return slug


def choose_nearest(name: str, known: Sequence[str]) -> list[str]:
    """Give up to three of the names that look like this one, those that begin with it before mere likeness."""
    wanted = name.casefold().strip()
    begun = sorted((each for each in known if wanted and each.startswith(wanted)), key=len)
    return list(dict.fromkeys([*begun[:NEAREST], *get_close_matches(wanted, known, NEAREST, LIKE)]))[:NEAREST]
