"""Every sentence that the keepers' pages show in Telegram."""

NOT_ALLOWED = "Only the editors of this shelf can use this button."
ADMINS_ONLY = "Only admins see the log."
LIST_GONE = "This list is no longer kept; send the command again for a new one."
NONE_FOUND = "No report on the shelf is what you look for; /reports alone shows all of them."
EMPTY = "There is no report on this shelf yet; send a file, a link or a long text to add one."
OPEN_HINT = "A button opens a report. To search: {example}"
REPORT_GONE = "This report is not on the shelf."
COPY_HINT = "The buttons copy a command; paste it, and say the rest behind it."
HISTORY, REPLACE, CORRECT, WITHDRAW, RESTORE = "History", "Replace", "Correct", "Withdraw", "Restore"

REPORTS = ("{count} report", "{count} reports")
WORDS_COUNTED = ("{count} word", "{count} words")
EVENTS = ("{count} event", "{count} events")
OUTLET_NAMED, SINCE, UNTIL = "outlet “{outlet}”", "from {day}", "up to {day}"
NO_OUTLET = "outlet not named"
PAGE = "page {page} of {pages}"
VERSION = "version {version}"
ADDED_BY = "added {day} by {who}"
ID, OUTLET, AUTHOR, PUBLISHED, LANGUAGE = "Id", "Outlet", "Author", "Published", "Language"
STATUS, VERSION_LABEL, LINK, FROM = "Status", "Version", "Link", "From"
ADDED, THIS_VERSION, HISTORY_LABEL = "Added", "This version", "History"
VERSION_OF = "{version}, {words}"
MOMENT_BY = "{moment}, by {who}"
LABELLED = "{label}:"
STANDS_SINCE, STANDS_SINCE_BECAUSE = "{standing} on {day}", "{standing} on {day}: {note}"

LOG_EMPTY = "The log holds nothing of that kind."
LOG_HINT = "To narrow it down: {example}"
IN_THE_LOG = "{count} in the log"
