"""Every sentence about following; what followers are told of a change stands in bot.following.wording."""

BEGUN = "You follow this question: I write here when a report changes the answer. /unfollow ends it."
KNOWN = "You follow this question already. This is what the reports answer now:"
FULL = "You follow {count}, and more are not kept for one person; /unfollow ends one."
OFF = "Questions cannot be followed here."
HOW = (
    "Write the question after the command, for example: /follow Who cut the ferry’s cables? Or reply with /follow to "
    "an answer of mine. I then write here when a report changes the answer."
)
NOBODY = "You follow no question. {how}"
LISTED = "You follow {count}, and I write when a report changes the answer:"
END = "End {number}"
STOP = "Stop following"
ENDED = "Ended: you follow it no longer."
NOT_ENDED = "You do not follow that, or no longer; only whoever follows a question can end it."
AS_YOURSELF = "I follow questions for people; write as yourself and not in the name of a chat."
ELSEWHERE = "{question} (in another chat)"
LONGEST = "That is too long for a question; follow one thing in at most {limit} characters."
GONE = "That answer is no longer kept; ask the question again."
QUESTIONS = ("{count} question", "{count} questions")
