"""Every sentence of inline mode."""

TYPE_WORDS = "Type words, and pick a quotation"
NOTHING_FOUND = "No report here is about that: ask me"
IN_ITS_REPORT = "in its report"
CUT = " …"
