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
/help — this page"""
HELP_EDITORS = """

For editors: send a file (text, Markdown, HTML, PDF or DOCX, up to 20 MB), a link, or a long text. I read it and \
show what I found; nothing is added before you press the button."""

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
FILE_DECLINED = "Thank you, but only the editors of this shelf add documents. Ask me about the reports on it instead."

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
NEWER_VERSION = "These words stand in version {version} of the report; version {live} has replaced it since."

RECEIVING = "Reading “{name}”…"
PASTED = "your text"
FILE_TOO_LARGE = "“{name}” has {size:.1f} MB, and a bot can fetch at most 20 MB; add it with `onrecord add` instead."
FILE_NOT_FETCHED = "Telegram did not hand over “{name}”; please send it again."
UNKNOWN = "not named"
NEW_ON_SHELF = "The shelf has neither this document nor its text yet. Nothing is added before you press the button, \
within ten minutes."
ADD, DISCARD = "Add to the shelf", "Discard"
ADDING = "Adding “{name}”…"
ADDING_SO_FAR = "Adding “{name}”… {done:,} of {total:,}"
ADDED = "Added “{title}” as {report_id}. It can be quoted from now on; you could ask:"
NOT_ADDED = "“{name}” was not added: {reason}"
REASON_UNKNOWN = "the log of the bot says why."
DISCARDED = "Discarded; nothing was added."
OFFER_OVER = "Only the editor who sent a document decides about it, once and within ten minutes; please send it again."

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


def format_standing(status: Status, note: str | None, changed: date | None) -> str:
    """Say that a report was corrected or withdrawn, when and why; nothing for one that stands as it was."""
    if status is Status.CURRENT:
        return ""
    when = f" on {format_date(changed)}" if changed else ""
    return f"This report was {status.value}{when}{': ' + note if note else '.'}"
