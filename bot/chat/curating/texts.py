"""Every sentence that editors read while they put documents on the shelf."""

from bot.answering.wording import format_count

RECEIVED = "Received “{name}”…"
READING = "Reading “{name}”…"
READING_SOME = "Reading {done:,} of {total:,} documents…"
LOOKING_UP = "Looking for “{name}” on the shelf…"
PASTED, ALBUM, POST = "your text", "your files", "the post"

FILE_TOO_LARGE = "“{name}” has {size:.1f} MB, and a bot can fetch at most 20 MB; add it with `onrecord add` instead."
FILE_NOT_FETCHED = "Telegram did not hand over “{name}”; please send it again."
POST_WITHOUT_WORDS = "That post has no words, so there is nothing to add; forward one with text or a file."
ADD_USAGE = (
    "Write the text after the command, or reply to a message with /add; lines under it such as “publisher: The Weir "
    "Post” give details."
)
OWN_MESSAGE = "That is a message of mine, not a report; reply with /add to a message of yours."

NOTHING_YET = (
    "Nothing is added before you press a button. This waits for you for a day; a button works for ten minutes, and "
    "after that it shows you this again."
)
ADD, EDIT, CANCEL, BACK = "Add to the shelf", "Edit a detail", "Cancel", "Back"
REPLACE, COPY = "Replace “{report_id}”", "Add as a copy of “{report_id}”"
ADD_CLEAR, LOOK, NEXT, ALL = "Add {count}", "Look at each", "Next", "All of them"

ADDING = "Adding “{name}”…"
ADDING_SO_FAR = "Adding “{name}”… {done:,} of {total:,}"
ADDING_SOME = "Adding {done:,} of {total:,} reports…"
ADDED = "Added “{title}” as {report_id}. It can be quoted from now on; you could ask:"
REPLACED = "Replaced: “{title}” stands as version {version} of {report_id} from now on; you could ask:"
NOT_ADDED = "“{name}” was not added: {reason}"
REASON_UNKNOWN = "the log of the bot says why."
CANCELLED = "Cancelled; nothing was added."
CANCELLED_REST = "Cancelled; what was added before stays ({count:,} of them), and nothing more was added."
ADDED_SOME = "Added {count}."
ADDED_ONE = "Added “{title}” as {report_id}."
FAILED_SOME = "{count} could not be added:"
DROPPED = "You left out “{name}”."

OFFER_OVER = "Only the editor who sent a document decides about it, once and within a day; please send it again."
SHOWN_AGAIN = "This button was too old or pressed before, so nothing was done; the buttons are new now."
CHANGED_SINCE = "This has changed since that button was shown, so nothing was done; look at it again."

PROMPT_MARK = "✎ "
ASK_DETAIL = PROMPT_MARK + "Reply to this message with the {detail} of “{title}”{hint}."
ASK_AGAIN = PROMPT_MARK + "{reason} Reply to this message to try again."
HINTS = {
    "published": ", such as 2026-03-17",
    "url": ", from https:// on, or - if it has none",
    "language": ", as a code such as en, fa or ar",
    "publisher": ", or - if it has none",
    "author": ", or - if it has none",
    "title": "",
}
DETAIL_SET = "The {detail} is “{value}” now; the preview above shows it."
DETAIL_CLEARED = "The {detail} is left open now; the preview above shows it."
PROMPT_OVER = "What this asks about is decided or no longer kept; please send the document again."

MORE = "• and {count:,} more"
ALIKE, KNOWN = "like a report on the shelf", "on the shelf already"
STATE_ADDED, STATE_ADDING, STATE_DROPPED = "added", "being added", "left out"
BATCH_NOTHING = "Nothing is added before you press a button. They wait for you for a day."


def format_batch(read: int, bad: int) -> str:
    """Say how many reports were read and how many cannot be."""
    count = f"{format_count(read, 'report')} read"
    return f"{count}, {bad:,} cannot be:" if bad else f"{count}."


def format_waiting(alike: int, known: int) -> str:
    """Say how many have to be looked at, and how many the shelf has."""
    parts = []
    if alike:
        parts.append(f"{format_count(alike, 'report')} like one on the shelf: look at each before you add it.")
    if known:
        parts.append(f"{format_count(known, 'report')} on the shelf already, so not added again.")
    return " ".join(parts)
