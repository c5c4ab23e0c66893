"""Every sentence that the keepers' pages show in Telegram."""

from bot.answering.wording import format_count, format_date
from corpus.shelf_queries import ShelfQuery

NOT_ALLOWED = "Only the editors of this shelf can use this button."
ADMINS_ONLY = "Only admins see the log."
LIST_GONE = "This list is no longer kept; send the command again for a new one."
NONE_FOUND = "No report on the shelf is what you look for; /reports alone shows all of them."
EMPTY = "There is no report on this shelf yet; send a file, a link or a long text to add one."
OPEN_HINT = "A button opens a report. To search: /reports ferry outlet:Courier since:2026-03 status:withdrawn"
REPORT_GONE = "This report is not on the shelf."
COPY_HINT = "The buttons copy a command; paste it, and say the rest behind it."
COPY_LABELS = (
    ("History", "/history {id}"),
    ("Replace", "/replace {id}"),
    ("Correct", "/correct {id} "),
)
WITHDRAW = ("Withdraw", "/withdraw {id} ")
RESTORE = ("Restore", "/restore {id}")

LOG_EMPTY = "The log holds nothing of that kind."
LOG_HINT = "To narrow it down: /log person:7 report:ferry action:withdraw"

GAPS_READING = "Looking at the gaps…"
ASKING_AGAIN = "Asking again…"
NO_GAPS = {
    "open": "No question waits for a report.",
    "filled": "No gap was filled yet.",
    "dismissed": "No gap was dismissed.",
}
GAPS_HINT = "A button opens a gap. /gaps filled and /gaps dismissed show the others."
GAPS_USAGE = (
    "Write /gaps, /gaps filled, /gaps dismissed, /gaps fill 3 ID with the report’s id, /gaps dismiss 3, "
    "or /gaps reopen 3."
)
SUGGESTED = "→ “{title}” answers this now."
FILL_HINT = "When a report fills it: /gaps fill {number} ID"
FILL_WITH, FILL_OTHER, DISMISS, REOPEN = "Filled by “{title}”", "Filled by another", "Not ours", "Open again"
FILL_YES, FILL_NO = "Mark as filled", "Leave open"
LAPSED = "This button has lapsed or was pressed before; open the gap again."
LEFT_OPEN = "The gap stays open."
ANSWERED_NOW, UNANSWERED = "✓ answered now", "✗ still refused"
NOT_TRIED = "Not asked again: {count}."
TRIAL = "Gap {number} and “{title}”. I asked again what was asked:"
TELLS = "Marking it as filled tells {people}, once each."
TELLS_NOBODY = "Marking it as filled tells nobody, since those who asked cannot be reached here."
LEAVES_OPEN = "What is still refused stays open, as a gap of its own."
TELLS_ALL = (
    "None of it is answered in these words. If you know better, those who asked are told that a report has come."
)
FILLED = "Gap {number} is filled by “{title}”; {people} will be told."
REST = "What is still refused is gap {number} now."
DISMISSED = "Gap {number} is dismissed as not ours. /gaps reopen {number} brings it back."
REOPENED = "Gap {number} is open again."


def describe_query(query: ShelfQuery) -> str:
    """Say what was looked for, or nothing."""
    bounds = (
        " ".join(f"“{word}”" for word in query.words),
        f"outlet “{query.publisher}”" if query.publisher else "",
        f"from {format_date(query.since)}" if query.since else "",
        f"up to {format_date(query.until)}" if query.until else "",
        query.status or "",
    )
    return ", ".join(filter(None, bounds))


def format_page(page: int, pages: int) -> str:
    """Say which page of how many it is, where there are several."""
    return f"page {page + 1:,} of {pages:,}" if pages > 1 else ""


def format_askers(times: int, people: int) -> str:
    """Say how often something was asked, and by how many people."""
    by = format_count(people, "person", "people")
    return f"asked {'once' if times == 1 else f'{times:,} times'} by {by}"
