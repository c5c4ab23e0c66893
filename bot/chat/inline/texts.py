"""Every sentence of inline mode."""

TYPE_WORDS = "Type words, and pick a quotation"
NOTHING_FOUND = "No report here is about that: ask me"
START = "inline"
"""What the bot is opened with from there."""

IN_ITS_REPORT = "in its report"
CUT = " …"
