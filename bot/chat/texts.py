"""Every sentence that the bot shows in Telegram; how numbers and dates read stands in bot.answering.wording."""

from datetime import date

from bot.answering.wording import format_count, format_date
from corpus.reports import Status

READING = "Reading the reports…"
CONTINUED = "…"
GAP_FILED = "Your question has been kept for the editors, so that they can look for a report that answers it."
QUESTION_TOO_LONG = "That is too long for a question; ask one thing in at most {limit:,} characters."
ASK_USAGE = "Write the question after the command, for example: /ask What did the minister say about the ferry?"

WELCOME = "Ask a question, and the answer comes in quotations from the reports on this shelf, each with its source."
EMPTY_SHELF = "There is no report on this shelf yet, so no question can be answered."
EXAMPLES = "Try one of these:"
ASK_NUMBER = "Ask {}"
ASK_THIS = "Ask this"
EXAMPLE = "What do the reports say about “{title}”?"
ASKED = "You asked: {question}"
EXAMPLE_GONE = "The report behind this example is no longer on the shelf; send /start for new ones."

HELP = """Ask in plain words, and every answer is made of quotations that you can check: the exact words, who \
published them, and when. A button under the answer opens the passage in its report. When the reports do not answer, \
I say so and show what comes nearest.

/ask QUESTION — ask, also in a group, where I answer only this, a mention or a reply to me
/find WORDS — whether these words stand in a report exactly, altered, or not at all
/sources — the reports on the shelf, by outlet
/new — begin a new conversation, so that your next question stands by itself
/start — what the shelf holds, and examples
/whoami — your number, by which an admin can give you a role, and the role that you have
/help — this page"""
HELP_EDITORS = """

For editors: send a file (text, Markdown, HTML, PDF, DOCX, EPUB, RTF or ODT, up to 20 MB), several at once, a ZIP or \
a list (CSV or JSONL) of reports, a link, a long text, or forward a post; lines under a file such as “publisher: The \
Weir Post” give details. I read it and show what I found; nothing is added before you press a button.
/add TEXT — offer a short text, or with /add as a reply, the message to which you reply
/replace ID — give a report new wording: the next file, link or text, or a file with this under it
/correct ID NOTE — mark a report as corrected, with new wording if you like
/history ID — what happened to a report, and what each change of wording changed
/reports WORDS — the whole shelf, searched
/gaps — questions that no report answers
/stats — how the shelf stands and what was asked
Without an ID, as a reply to an answer or with words of a title, you choose from a list.

For admins: /withdraw ID REASON, /restore ID, and /log — who did what"""

COMMANDS = (
    ("ask", "Ask the reports a question"),
    ("find", "Check whether words stand in a report"),
    ("sources", "The reports on the shelf"),
    ("new", "Begin a new conversation"),
    ("help", "How this works"),
    ("start", "What the shelf holds, and examples"),
)

BEGUN = "A new conversation begins; your next question stands by itself."
UNUSABLE = "I can only read text, so please write your question as a message."
UNKNOWN_COMMAND = "I do not know that command; /help shows the ones I do."

FIND_USAGE = "Write the words to look for after the command, for example: /find the cables had been cut"
FOUND_MORE = "They stand in {count:,} more places."
CHANGED = "• the report has “{original}”, not “{quoted}”"
LEFT_OUT = "• left out: “{words}”"
PUT_IN = "• not in the report: “{words}”"
MORE_CHANGES = "• and {count:,} more differences"

BUTTON_OLD = "This button is no longer in use."
SOURCE_GONE = "This answer is no longer kept, so its source cannot be opened; please ask again."
WHY = "Why this answer"
RECEIPT_GONE = "This answer is no longer kept, so how it came about cannot be shown; please ask again."
WORDS_KEPT = "These words stand in it too."
WORDS_GONE = "These words are no longer in it."

APOLOGY = (
    "Something went wrong while I worked on this, and the editors can look it up under {error_id}. Please try again."
)


def format_shelf(reports: int, outlets: int, newest: date | None) -> str:
    """Say that the shelf holds so many reports from so many outlets, and of which day the newest is."""
    count = f"The shelf holds {format_count(reports, 'report')} from {format_count(outlets, 'outlet')}"
    return f"{count}, the newest of {format_date(newest)}." if newest else f"{count}."


def format_span(first: date, last: date) -> str:
    """Give one day, or “2 June 2022 to 5 July 2022”."""
    return format_date(first) if first == last else f"{format_date(first)} to {format_date(last)}"


def format_past(version: int, live: int, answered: date | None, replaced: date | None) -> str:
    """Say that a version that was quoted stands no longer: as of which day it was quoted, and what replaced it when."""
    stood = f" on {format_date(answered)}" if answered else ""
    since = f" on {format_date(replaced)}" if replaced else ""
    return f"As it stood{stood} (version {version}); version {live} has replaced it{since}."


def format_standing(status: Status, note: str | None, changed: date | None) -> str:
    """Say that a report was corrected or withdrawn, when and why; nothing for one that stands as it was."""
    if status is Status.CURRENT:
        return ""
    when = f" on {format_date(changed)}" if changed else ""
    return f"This report was {status.value}{when}{': ' + note if note else '.'}"
