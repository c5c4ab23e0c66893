"""What a site lets robots read: its robots.txt, as RFC 9309 has it. The only module that imports protego.

Protego was chosen before the standard library's parser, which knows no wildcards and takes the first rule that fits,
not the longest. It matches in linear time; what grows with the number of robots named is kept small here, since only
two of them concern us: ours, and everybody.
"""

import re

from protego import Protego

AGENT = "OnRecord"
EVERYBODY = "*"
SOMEBODY_ELSE = "another"
MOST_BYTES = 500 * 1024
"""So much of a robots.txt counts; the standard asks for no less."""

NAMED = re.compile(r"\s*user[ -]?agent\s*[:\s]\s*(?P<name>[^#]*)", re.IGNORECASE)


class Rules:
    """What a site's robots.txt lets us read; without one, everything."""

    def __init__(self, text: bytes = b"") -> None:
        decoded = text[:MOST_BYTES].decode("utf-8-sig", "replace")
        self._rules = Protego.parse("\n".join(map(narrow_line, decoded.splitlines())))

    def allow(self, link: str) -> bool:
        """Whether the page that a link names may be read."""
        return bool(self._rules.can_fetch(link, AGENT))


def narrow_line(line: str) -> str:
    """Give a line of a robots.txt, with one name for all the robots that are not ours."""
    named = NAMED.match(line)
    if named is None:
        return line
    name = named["name"].strip().partition("/")[0].lower()
    return f"User-agent: {name if name in (EVERYBODY, AGENT.lower()) else SOMEBODY_ELSE}"
