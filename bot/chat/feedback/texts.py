"""Every sentence about what readers say of answers."""

from bot.state.feedback import Reason

THANKS = "Thank you. It is noted."
THANKS_FOR_REASON = "Thank you. The editors see “{reason}” with the question, and not who said it."
ANSWER_GONE = "This answer is no longer kept, so nothing can be noted about it."
WHAT_WAS_WRONG = "What was wrong with the answer? One press is enough; the editors see it without your name."
IN_WORDS = "Say it in words"
ASK_WORDS = "Reply to this message with what was wrong, in at most {limit} characters; the editors see your words."
TOO_LATE = "That came too late to be noted; press 👎 under the answer again, and say it within ten minutes."
TOO_LONG = "That is too long to be noted; say it again in at most {limit} characters."
NO_WORDS = "Only text can be noted; press 👎 under the answer again to say it in words."

NOTHING_YET = "Nobody has said anything about an answer yet."
HEADING = "What readers say of answers: {useful} of use, {useless} not, in the last 30 days"
ENTRY_GONE = "an answer that is no longer kept"
OPEN_ANSWER = "open the answer"

LABELS = {
    Reason.NOT_ASKED: "Not what I asked",
    Reason.MISLEADING: "Wrong or misleading",
    Reason.INCOMPLETE: "Something is missing",
    Reason.OUTDATED: "Out of date",
    Reason.UNCLEAR: "Hard to understand",
}
"""What stands on the buttons of the reasons."""

REASONS = {
    Reason.NOT_ASKED: "not what was asked",
    Reason.MISLEADING: "wrong or misleading",
    Reason.INCOMPLETE: "something is missing",
    Reason.OUTDATED: "out of date",
    Reason.UNCLEAR: "hard to understand",
    Reason.OTHER: "in their own words",
}
"""What editors are shown of them."""
