"""Every sentence of the pages of gaps, and of what filling one comes to."""

GAPS_READING = "Looking at the gaps…"
ASKING_AGAIN = "Asking again…"
NO_GAPS = {
    "open": "No question waits for a report.",
    "filled": "No gap was filled yet.",
    "dismissed": "No gap was dismissed.",
}
GAPS_COUNTED = {
    "open": ("{count} open gap", "{count} open gaps"),
    "filled": ("{count} filled gap", "{count} filled gaps"),
    "dismissed": ("{count} dismissed gap", "{count} dismissed gaps"),
}
GAP = "Gap {number}"
GAPS_HINT = "A button opens a gap. {filled} and {dismissed} show the others."
GAPS_USAGE = "Write {all}, {filled}, {dismissed}, {fill} with the report’s id, {dismiss}, or {reopen}."
OTHER_WORDINGS = ("{count} other wording", "{count} other wordings")
AND_IN_OTHERS, AND_OTHERS = "and in {wordings}", "and {wordings}"
PEOPLE = ("{count} person", "{count} people")
TIMES_COUNTED = ("{count} time", "{count} times")
ASKED_ONCE, ASKED_TIMES = "asked once by {people}", "asked {times} by {people}"
ASKED_ON, ASKED_BETWEEN = "{asked}, {day}", "{asked}, first {first}, last {last}"
SUGGESTED = "→ “{title}” answers this now."
DECIDED_BY = {"filled": "filled by {who}, {day}", "dismissed": "dismissed by {who}, {day}"}
DECIDED_WITH = "{decided}, with “{title}”"
FILL_HINT = "When a report fills it: {command}"
FILL_WITH, FILL_OTHER, DISMISS, REOPEN = "Filled by “{title}”", "Filled by another", "Not ours", "Open again"
FILL_YES, FILL_NO = "Mark as filled", "Leave open"
LAPSED = "This button has lapsed or was pressed before; open the gap again."
LEFT_OPEN = "The gap stays open."
ANSWERED_NOW, UNANSWERED = "✓ answered now: {question}", "✗ still refused: {question}"
WORDINGS = ("{count} wording", "{count} wordings")
NOT_TRIED = "Not asked again: {wordings}."
TRIAL = "Gap {number} and “{title}”. I asked again what was asked:"
TELLS = "Marking it as filled tells {people}, once each."
TELLS_NOBODY = "Marking it as filled tells nobody, since those who asked cannot be reached here."
LEAVES_OPEN = "What is still refused stays open, as a gap of its own."
TELLS_ALL = (
    "None of it is answered in these words. If you know better, those who asked are told that a report has come."
)
FILLED = "Gap {number} is filled by “{title}”; {people} will be told."
REST = "What is still refused is gap {number} now."
DISMISSED = "Gap {number} is dismissed as not ours. {command} brings it back."
REOPENED = "Gap {number} is open again."
