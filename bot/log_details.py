"""What the log adds to an event, read back from how it is written there, so that it can be said in any language.

The log itself is never changed; a detail that is written otherwise, such as a note of an editor, is given as it is.
"""

import re

from corpus.worded import Worded

CHANGE = re.compile(r"(?P<person>-?\d+): (?P<before>[a-z ]+) → (?P<after>[a-z ]+)")
REDEEMED = re.compile(r"(?P<before>[a-z ]+) → (?P<after>[a-z]+), invited by (?P<inviter>\S+)")
INVITED = re.compile(r"(?P<role>[a-z]+), for (?P<days>\d{1,5}) days?")
TAKEN_BACK = re.compile(r"(?P<role>[a-z]+), invited by (?P<inviter>\S+)")
GAP = re.compile(r"gap (?P<number>\d{1,9}): (?P<question>.+)", re.DOTALL)
TELEGRAM = "telegram:"
ROLES = {
    "reader": Worded("reader"),
    "editor": Worded("editor"),
    "admin": Worded("admin"),
    "no role": Worded("no role"),
}


def read_detail(action: str, detail: str) -> str:
    """Give what the log adds to an action, on one line; a `Worded` where it is one of the log's own."""
    line = " ".join(detail.split())
    match action:
        case "grant" | "revoke":
            return read_change(line)
        case "redeem":
            return read_redeemed(line)
        case "invite" | "uninvite":
            return read_invitation(line)
        case "fill gap" | "dismiss gap" | "reopen gap":
            return read_gap(line)
    return line


def read_change(line: str) -> str:
    """Read “5: reader → editor”."""
    found = CHANGE.fullmatch(line)
    if not found:
        return line
    before, after = name_role(found["before"]), name_role(found["after"])
    return Worded("{person}: {before} → {after}", person=found["person"], before=before, after=after)


def read_redeemed(line: str) -> str:
    """Read “no role → reader, invited by telegram:7”."""
    found = REDEEMED.fullmatch(line)
    if not found:
        return line
    before, after = name_role(found["before"]), name_role(found["after"])
    inviter = name_inviter(found["inviter"])
    return Worded("{before} → {after}, invited by {inviter}", before=before, after=after, inviter=inviter)


def read_invitation(line: str) -> str:
    """Read “reader, for 7 days” or “reader, invited by telegram:7”."""
    if found := INVITED.fullmatch(line):
        return Worded("{role}, for {days} days", role=name_role(found["role"]), days=int(found["days"]))
    if found := TAKEN_BACK.fullmatch(line):
        role, inviter = name_role(found["role"]), name_inviter(found["inviter"])
        return Worded("{role}, invited by {inviter}", role=role, inviter=inviter)
    return line


def read_gap(line: str) -> str:
    """Read “gap 3: Where is the ferry?”."""
    found = GAP.fullmatch(line)
    if not found:
        return line
    return Worded("gap {number}: {question}", number=int(found["number"]), question=found["question"])


def name_role(role: str) -> str:
    """Give the name of a role as it can be said."""
    return ROLES.get(role, role)


def name_inviter(inviter: str) -> str:
    """Give who made an invitation as it can be said."""
    if not inviter.startswith(TELEGRAM):
        return inviter
    return Worded("person {number}", number=inviter.removeprefix(TELEGRAM))
