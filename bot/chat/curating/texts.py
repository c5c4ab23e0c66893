"""Every sentence that editors read while they put documents on the shelf."""

RECEIVED = "Received “{name}”…"
READING = "Reading “{name}”…"
READING_SOME = "Reading {done} of {total} documents…"
LOOKING_UP = "Looking for “{name}” on the shelf…"
PASTED, ALBUM, POST = "your text", "your files", "the post"

FILE_TOO_LARGE = "“{name}” has {size} MB, and a bot can fetch at most 20 MB; add it with {command} instead."
FILE_NOT_FETCHED = "Telegram did not hand over “{name}”; please send it again."
POST_WITHOUT_WORDS = "That post has no words, so there is nothing to add; forward one with text or a file."
ADD_USAGE = (
    "Write the text after the command, or reply to a message with /add; lines under it such as “publisher: The Weir "
    "Post” give details."
)
OWN_MESSAGE = "That is a message of mine, not a report; reply with /add to a message of yours."

WORDS = "Words: {count}"
NOTHING_YET = (
    "Nothing is added before you press a button. This waits for you for a day; a button works for ten minutes, and "
    "after that it shows you this again."
)
ADD, EDIT, CANCEL, BACK = "Add to the shelf", "Edit a detail", "Cancel", "Back"
REPLACE, COPY = "Replace “{report_id}”", "Add as a copy of “{report_id}”"
ADD_CLEAR = ("Add {count} report", "Add {count} reports")
LOOK, NEXT, ALL = "Look at each", "Next", "All of them"

ADDING = "Adding “{name}”…"
ADDING_SO_FAR = "Adding “{name}”… {done} of {total}"
ADDING_SOME = "Adding {done} of {total} reports…"
ADDED = "Added “{title}” as {report_id}. It can be quoted from now on; you could ask:"
REPLACED = "Replaced: “{title}” stands as version {version} of {report_id} from now on; you could ask:"
NOT_ADDED = "“{name}” was not added: {reason}"
REASON_UNKNOWN = "the log of the bot says why."
CANCELLED = "Cancelled; nothing was added."
CANCELLED_REST = "Cancelled; what was added before stays ({count} of them), and nothing more was added."
ADDED_SOME = ("Added {count} report.", "Added {count} reports.")
ADDED_ONE = "Added “{title}” as {report_id}."
DROPPED = "You left out “{name}”."

OFFER_OVER = "Only the editor who sent a document decides about it, once and within a day; please send it again."
SHOWN_AGAIN = "This button was too old or pressed before, so nothing was done; the buttons are new now."
CHANGED_SINCE = "This has changed since that button was shown, so nothing was done; look at it again."

ASK_AGAIN = "{reason} Reply to this message to try again."
ASK_DETAIL = {
    "title": "Reply to this message with the title of “{title}”.",
    "publisher": "Reply to this message with the outlet of “{title}”, or - if it has none.",
    "author": "Reply to this message with the author of “{title}”, or - if it has none.",
    "published": "Reply to this message with the day of publication of “{title}”, such as {day}.",
    "url": "Reply to this message with the link of “{title}”, from {start} on, or - if it has none.",
    "language": "Reply to this message with the language of “{title}”, as a code such as {codes}.",
}
DETAIL_SET = {
    "title": "The title is “{value}” now; the preview above shows it.",
    "publisher": "The outlet is “{value}” now; the preview above shows it.",
    "author": "The author is “{value}” now; the preview above shows it.",
    "published": "The day of publication is “{value}” now; the preview above shows it.",
    "url": "The link is “{value}” now; the preview above shows it.",
    "language": "The language is “{value}” now; the preview above shows it.",
}
DETAIL_CLEARED = {
    "publisher": "The outlet is left open now; the preview above shows it.",
    "author": "The author is left open now; the preview above shows it.",
    "published": "The day of publication is left open now; the preview above shows it.",
    "url": "The link is left open now; the preview above shows it.",
}
PROMPT_OVER = "What this asks about is decided or no longer kept; please send the document again."

MORE = "• and {count} more"
NAMED_REASON = "{name}: {reason}"
NOTED_TITLE = "{title} ({note})"
ALIKE, KNOWN = "like a report on the shelf", "on the shelf already"
STATE_ADDED, STATE_ADDING, STATE_DROPPED = "added", "being added", "left out"
BATCH_NOTHING = "Nothing is added before you press a button. They wait for you for a day."
READ = ("{count} report read", "{count} reports read")
READ_ALL, READ_BUT = "{read}.", "{read}, {bad} cannot be:"
ALIKE_SOME = (
    "{count} report like one on the shelf: look at each before you add it.",
    "{count} reports like one on the shelf: look at each before you add it.",
)
KNOWN_SOME = (
    "{count} report on the shelf already, so not added again.",
    "{count} reports on the shelf already, so not added again.",
)
