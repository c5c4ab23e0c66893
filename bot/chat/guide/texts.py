"""Every sentence of the guide, in English: what the catalogues in `bot/languages` translate, all of it.

A test holds the catalogues against this file: each sentence is there, with the same values in it.
"""

from collections.abc import Mapping

WELCOME = "Ask a question, and the answer comes in quotations from the reports on this shelf, each with its source."
SHELF = "The shelf holds {reports} from {outlets}, the newest of {day}."
SHELF_UNDATED = "The shelf holds {reports} from {outlets}."
EMPTY_SHELF = "There is no report on this shelf yet, so no question can be answered."
EXAMPLES = "Try one of these:"
ASK_NUMBER = "Ask {number}"
REPORTS = ("{count} report", "{count} reports")
OUTLETS = ("{count} outlet", "{count} outlets")
QUESTIONS = ("{count} question", "{count} questions")
UNDATED = "undated"
SPAN = "{first} to {last}"
BEGUN = "A new conversation begins; your next question stands by itself."

HELP = (
    "Ask in plain words, and every answer is made of quotations that you can check: the exact words, who published "
    "them, and when. A button under the answer opens the passage in its report. When the reports do not answer, I say "
    "so and show what comes nearest."
)
QUESTION, WORDS = "QUESTION", "WORDS"
ARGUMENTS: Mapping[str, str] = {"ask": QUESTION, "find": WORDS, "follow": QUESTION}
"""What stands behind a command, where something must."""

COMMANDS: Mapping[str, str] = {
    "ask": "Ask a question; in a group I answer only this, a mention or a reply",
    "find": "Whether words stand in a report: exactly, altered, or not at all",
    "sources": "The reports on the shelf, by outlet and by date",
    "new": "Begin a new conversation; your next question stands by itself",
    "follow": "Be told when a report changes the answer to a question",
    "unfollow": "Be told no longer",
    "cancel": "Stop the answer that is on its way",
    "status": "What I can see in this chat, and how long an answer takes",
    "language": "Choose the language in which I speak to you",
    "privacy": "What is kept of you, and for how long",
    "forget": "Delete what is kept of you",
    "whoami": "Your number and your role",
    "start": "What the shelf holds, and examples",
    "help": "How this works",
}
"""What a reader's commands do, in the order in which they are shown."""

EDITOR_COMMANDS: Mapping[str, str] = {
    "add": "Offer a short text, or the message to which you reply",
    "replace": "Give a report new wording",
    "correct": "Mark a report as corrected",
    "history": "What happened to a report",
    "reports": "The whole shelf, searched",
    "gaps": "Questions that no report answers",
    "stats": "How the shelf stands and what was asked",
    "feedback": "What readers say of the answers",
}
ADMIN_COMMANDS: Mapping[str, str] = {
    "withdraw": "Withdraw a report",
    "restore": "Bring a withdrawn report back",
    "grant": "Give somebody a role",
    "revoke": "Take somebody’s role away",
    "people": "Who has which role",
    "invite": "Make a link that lets one person in",
    "invites": "The links that still let somebody in",
    "ban": "Answer a person or a chat no longer",
    "unban": "Answer a person or a chat again",
    "bans": "Who is answered no longer",
    "log": "Who did what",
}

DESCRIPTION = (
    "Ask me about the reports that are collected here. Every answer is made of exact quotations, each with who said "
    "it, who published it and when. Where reports disagree, you see each side. When they do not answer, I say so."
)
SHORT_DESCRIPTION = "Answers from chosen reports, in exact quotations with their sources."

BY_DATE, BY_OUTLET = "By date", "By outlet"
PAGE = "page {page} of {pages}"
OUTLET_LINE = "{reports}, {days}"
NO_OUTLET = "outlet not named"
CORRECTED = "corrected"
LOOKED_FOR = "Looked for: {words}"
NONE_FOUND = "No report on this shelf is what you look for; /sources alone shows all of them."
TOO_MANY_WORDS = "That is too much to look for; write fewer words, for example: /sources ferry March 2026"
SOURCES_HINT = "To look for something, write it behind the command: /sources ferry March 2026"
LIST_CHANGED = "This list is no longer there; send /sources for a new one."

CHOOSE_LANGUAGE = "In which language shall I speak to you?"
SPOKEN = "I speak English to you from now on."
LIKE_TELEGRAM = "As in my Telegram"
LIKE_TELEGRAM_NOW = "From now on I speak the language of your Telegram to you, where I know it, else English."
QUOTED_AS_WRITTEN = (
    "An answer is worded in the language of its question. Reports are quoted word for word, in the language in which "
    "they were written."
)
NOT_SPOKEN = "I do not speak that language yet; these I do:"
PRIVATE_ONLY = "I do this only in a private chat with me."

PRIVACY = "What this bot keeps of you"
KEPT: tuple[str, ...] = (
    "Your questions and their answers, under your Telegram number, without your name: until you delete them. The "
    "buttons under an answer and the questions that follow it need them.",
    "Questions that no report answers are also shown to the editors, with how many people asked them, not who.",
    "What you set and asked for, such as your language, what you follow and how you rated answers, and what you were "
    "told because of it: until you delete it.",
    "The language of your Telegram, as it was last, so that what I tell you of my own accord is in it: until you "
    "delete it.",
    "Your messages as they came in, with your name: until they are dealt with, mostly some seconds; up to 3 days when "
    "something went wrong.",
    "How much you asked, so that everybody has a share: for two days.",
    "For editors and admins: the role, until an admin takes it away; documents that were offered and buttons that "
    "wait, for 3 days; and who did what, in a log that nobody can change.",
)
NOT_HERE: tuple[str, ...] = (
    "Whoever runs this bot may let a language model word the answers. It gets your question and those before it, "
    "without your name and number.",
    "Whoever runs this bot can read what is kept, and makes backups of it. The messages in this chat are kept by "
    "Telegram.",
    "/forget deletes what is kept of you.",
)

FORGET_ASK = (
    "Shall I delete everything that is kept of you? That is {questions} with the answers, also from groups, and what "
    "you set, follow, rated and were told."
)
FORGET_ASK_OF_LITTLE = (
    "Shall I delete everything that is kept of you? That is what you set, follow, rated and were told."
)
FORGET_EFFECT = "The buttons and links of these answers then open nothing, for others too. It cannot be undone."
FORGET_STAYS = (
    "What stays: a role or a ban from an admin; the log of what editors and admins did, and who of them added a "
    "report; today’s count of what you asked, until it is over; what others were told; and backups that exist already, "
    "until whoever runs this bot deletes them. The messages in this chat you delete yourself."
)
FORGET_END = "Nothing is deleted before you press the button, within ten minutes."
FORGET_YES, FORGET_NO = "Delete everything", "Leave it"
FORGETTING = "Deleting what is kept of you…"
FORGOTTEN = "It is deleted. If you write to me again, I know nothing of you from before."
FORGET_LEFT = "Left as it was; nothing was deleted."
FORGET_OVER = "This button counts no longer; send /forget again."
