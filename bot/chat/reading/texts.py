"""Every sentence that is shown to whoever reads on beside an answer."""

BEFORE, AFTER = "‹ Before", "After ›"
OPEN_ORIGINAL, SEND_ORIGINAL = "Original page", "Original file"
READ_REPORT = "Read the report"

NOT_HERE = "That report is not on this shelf."
WITHDRAWN = "That report was withdrawn, so it cannot be read here."
REWORDED = "That report has new wording since; open it again to read it as it stands now."
NO_PLACE = "The link names a place that is not in that report."
WORDS_GONE = (
    "The report behind this link has new wording since (version {live} in the place of version {version}), and the "
    "words that the link pointed to are no longer in it."
)
WORDS_KEPT = "The report has new wording since (version {live}), and these words stand in it too."
ANSWER_GONE = "The answer behind this link is no longer kept here; please ask again."
ORIGINAL_GONE = "The original file of this report cannot be read just now; the editors can look into it."
MORE_GONE = "This answer is no longer kept, so what else was read for it cannot be shown; please ask again."
NO_MORE = "Nothing more was read for this that stands on the shelf now."
FURTHER = "Also read for this question, and not quoted in the answer, nearest first:"
CHANGED_SINCE = "Some of its sources have changed since, as noted at each; ask again for what stands now."
ASKED_ON, ASKED_BEFORE = "Asked on {day}: {question}", "Asked before: {question}"
WORDS = ("{count} word", "{count} words")
MORE = "{count} more"
