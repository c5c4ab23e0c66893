"""Every sentence that the bot shows in Telegram; how numbers and dates read stands in bot.answering.wording."""

from datetime import date

from bot.answering.wording import format_date
from corpus.reports import Status

READING = "Reading the reports…"
FOLLOWS = "The answer follows…"
CONTINUED = "…"
GAP_FILED = "Your question has been kept for the editors, so that they can look for a report that answers it."
DISAGREE = "The reports disagree."
IN_OWN_WORDS = "Each position in its own words:"
BULLET, GIVEN_BY = "• ", " — "
TRY_OTHERWISE = (
    "It may help to ask for one thing at a time, or in the words that a report would use; /sources shows what is here."
)
QUESTION_TOO_LONG = "That is too long for a question; ask one thing in at most {limit:,} characters."
ASK_USAGE = "Write the question after the command, for example: /ask What did the minister say about the ferry?"

ASK_THIS = "Ask this"
EXAMPLE = "What do the reports say about “{title}”?"
ASKED = "You asked: {question}"
EXAMPLE_GONE = "The report behind this example is no longer on the shelf; send /start for new ones."

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
/feedback — what readers say of the answers
Without an ID, as a reply to an answer or with words of a title, you choose from a list.

For admins: /withdraw ID REASON, /restore ID, and /log — who did what"""

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
MORE = "More on this"
COPY = "Copy citation"
COPY_FIRST = "Copy citation [1]"
USEFUL, USELESS = "👍", "👎"
RECEIPT_GONE = "This answer is no longer kept, so how it came about cannot be shown; please ask again."
WORDS_KEPT = "These words stand in it too."
WORDS_GONE = "These words are no longer in it."

APOLOGY = (
    "Something went wrong while I worked on this, and the editors can look it up under {error_id}. Please try again."
)


def format_range(since: date | None, until: date | None) -> str:
    """Say which days a search kept to, since the reports outside them may answer; nothing where it kept to none."""
    if since is None and until is None:
        return ""
    first = f" from {format_date(since)}" if since else ""
    last = f" up to {format_date(until)}" if until else ""
    return f"Only reports published{first}{last} were read; without the time in it, the question is asked of all."


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
