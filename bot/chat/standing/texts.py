"""The sentences of this area: /replace, /correct, /withdraw, /restore and /history."""

from corpus.publishing import Action

CHOOSE = "Which report? Choose one, or write its id or words of its title after the command."
CHOOSE_FOUND = "These reports match; choose one."
NONE_FOUND = "No report matches “{words}”; write its id, as {command} shows it, or words of its title."
NO_REPORTS = "There is no report that this could be done to."
MORE_FOUND = (
    "There is {count} more; write more words of the title to find it.",
    "There are {count} more; write more words of the title to find them.",
)
MARKED_TITLE = "{title} ({standing})"
PICK_GONE = "That report is not there any more; send the command again."
ADMINS_ONLY = "Only admins withdraw and restore reports; editors replace and correct them."
NOT_WITHDRAWN = "“{title}” ({id}) is not withdrawn, so there is nothing to restore."
WITHDRAWN_ALREADY = "“{title}” ({id}) is withdrawn already: {note}"
RESTORE_FIRST = "“{title}” ({id}) is withdrawn ({note}), so it cannot be corrected before an admin restores it."

ASK_WHY = {
    Action.CORRECT: "What was wrong in “{title}” ({id})? Reply to this message with the note. It may begin with the "
    "day of the correction, such as {day}.",
    Action.WITHDRAW: "Why is “{title}” ({id}) withdrawn? Reply to this message with the reason.",
}
WILL_HAPPEN = {
    Action.CORRECT: "It will be marked as corrected. Its wording stays as it is and can be quoted.",
    Action.WITHDRAW: "It will be quoted no longer, from the moment you press. It is kept, an admin can restore it, and "
    "readers who were quoted it lately are told.",
    Action.RESTORE: "It will be quoted again. It was withdrawn: {note}",
}
CORRECTED_ON = "It will be marked as corrected on {day}. Its wording stays as it is and can be quoted."
REASON = "Reason: {note}"
NOTE = "Note: {note}"
WITHIN = "Nothing happens before you press the button, within ten minutes."
YES = {
    Action.CORRECT: "Mark as corrected",
    Action.WITHDRAW: "Withdraw it",
    Action.RESTORE: "Restore it",
    Action.REPLACE: "Replace it",
}
HEADED = "{what}:"
LEAVE = "Leave it as it is"
WITH_WORDING = "Send the corrected wording"
NEVER_MIND = "Never mind"
LEFT = "Nothing was changed."
DONE = {
    Action.CORRECT: "“{title}” ({id}) is marked as corrected: {note}",
    Action.WITHDRAW: "“{title}” ({id}) is withdrawn and quoted no longer: {note}",
    Action.RESTORE: "“{title}” ({id}) stands again and can be quoted.",
}
TOLD = (
    "{count} reader who had been quoted it will be told.",
    "{count} readers who had been quoted it will be told.",
)
OVER = "Only the one who asked decides about this, once and within ten minutes; please send the command again."

SEND_WORDING = "Send the new wording of “{title}” ({id}) now, as a file, a link or a text. What you send within ten \
minutes is taken for it; I show what it changes before anything happens."
SEND_CORRECTED = "Send the corrected wording of “{title}” ({id}) now, as a file, a link or a text, within ten minutes."
READING = "Reading “{name}”…"
PASTED = "your text"
TOO_LARGE = "“{name}” has {size} MB, and a bot can fetch at most 20 MB; use {command} instead."
NOT_FETCHED = "Telegram did not hand over “{name}”."
TOO_LONG = "Telegram cuts texts of this length into pieces, so please send it as a file."
TRY_AGAIN = "{reason} Send another document within ten minutes, or press the button."
WILL_REPLACE = "Version {new} will take the place of version {old}, which is kept in the history and quoted no longer."
WILL_CORRECT = "The report is marked as corrected at the same moment. Note: {note}"
WITHDRAWS = "The document says of itself that it is withdrawn, and only an admin can withdraw a report."
REPLACING = "Replacing “{title}”…"
REPLACING_SO_FAR = "Replacing “{title}”… {done} of {total}"
REPLACED = "“{title}” ({id}) has its new wording; version {version} stands now and the old one is quoted no longer."
NOT_REPLACED = "“{title}” was not replaced: {reason}"
REASON_UNKNOWN = "the log of the bot says why."

READING_HISTORY = "Reading the history…"
STANDS = "{id}, version {version}, {standing}"
EARLIER = ("{count} earlier event", "{count} earlier events")
EARLIER_STEPS = "Left out here: {events}; {command} shows all."
MORE_PLACES = ("… {count} place more.", "… {count} places more.")
